"""Who we say no to, in words: what a no would have spared us and cost us, counts first."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from icp import verdicts
from icp.ideals import Ideals
from ui import drivers_words, words

HELP = (
    "Strong: hardly chance, even though many traits were looked at, and at least 10 share it. "
    "Likely: more than chance, probably. Less common: rarer than among all. No difference: 30 or "
    "more share it, and it is as common as among all. Can't tell: too few, or chance would do as "
    "much."
)


def spared(rule: pd.DataFrame, bad: Ideals, labels: Sequence[str], good: str, money: str) -> str:
    """The one sentence: whom the rule would have spared us, and what it would have cost.

    rule: from say_no.by_rule; money: what the good ones bring, as it is shown.
    """
    has = rule["has"].fillna(False)
    lost, kept = int((has & rule["bad"]).sum()), int((has & rule["good"]).sum())
    cost = (
        f"cost us {words.plural(kept, f'{good} customer')} who {'brings' if kept == 1 else 'bring'}"
        f" {money} a year"
        if kept
        else f"cost us no {good} customer"
    )
    return (
        f"Saying no to {' and '.join(labels)} would have spared us {words.number(lost)} of the "
        f"{words.number(int(rule['bad'].sum()))} that {bad.words}, and {cost}."
    )


def how_sure(row: Any, bad: Ideals, judged: bool) -> str:
    """What the sentence above rests on. row: of drivers.judged; judged: among all traits."""
    unknown = f" (of {words.number(row.unknown)} it is not known)" if row.unknown else ""
    said = (
        f"{drivers_words.counted(row)} with it {bad.words}, likely between "
        f"{drivers_words.interval(row, 'and')}; against {drivers_words.others(row)} others"
        f"{unknown}. "
    )
    if not judged:
        return said + "You put this rule together by hand: it was not tested among all traits."
    return said + f"{drivers_words.verdict(row)}{_MEANS.get(row.verdict, '')}."


_MEANS = {
    verdicts.STRONG: ": hardly chance, even though many traits were looked at",
    verdicts.LIKELY: ": more than chance, probably",
    verdicts.UNSURE: " whether that is more than chance: too few have it, or the gap is small",
    verdicts.SAME: " to all others that chance would not make",
}


def late(days: pd.Series, rule: pd.DataFrame) -> str | None:
    """How late they pay beside the others; None where it is not known of both.

    days: mean days late by customer_id, missing = unknown.
    """
    own = rule["customer_id"].map(days)
    has = rule["has"].fillna(False)
    here, there = own[has].dropna(), own[rule["has"].eq(False).fillna(False)].dropna()
    if here.empty or there.empty:
        return None
    return (
        f"They pay {words.number(here.mean())} days late on average ({words.number(len(here))} "
        f"known), the others {words.number(there.mean())} ({words.number(len(there))} known)."
    )


def too_few(bad: Ideals) -> str | None:
    """What is missing before anything can be called strong; None where nothing is."""
    everybody, many = len(bad.among), len(bad.ids)
    if everybody >= verdicts.KNOWN and verdicts.IDEAL <= many < everybody:
        return None
    return (
        f"{words.number(many)} of {words.plural(everybody, 'customer')} {bad.words}: that is too "
        f"few to tell a pattern from chance. It takes {verdicts.KNOWN} customers, "
        f"{verdicts.HAVE} who share a trait, and {verdicts.IDEAL} of those who {bad.words}."
    )
