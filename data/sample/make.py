"""Writes the sample company, Alder Point IT.

python data/sample/make.py                          the planted company, always the same bytes
python data/sample/make.py --out DIR                the same, elsewhere
python data/sample/make.py --random SEED --out DIR  a company drawn at the planted rates
"""

import argparse
import csv
import random
from collections.abc import Sequence
from pathlib import Path

import answer_key
import billing
import customers
import draw
import flags
import market
import plan
import selling
import support
import voting
import words

SEED = 20261101
HERE = Path(__file__).parent


def planted(rng: random.Random) -> list[plan.Account]:
    accounts = plan.active_accounts(rng) + plan.gone_accounts(rng)
    flags.plant(accounts, rng)
    return accounts


def write(path: Path, header: str, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_all(
    accounts: Sequence[plan.Account], out: Path, rng: random.Random, as_planned: bool
) -> None:
    names = words.Names(rng, plan.LARGE_NAMES.values())
    customers.describe(accounts, names, rng, as_planned)
    write(out / "customers.csv", customers.HEADER, customers.rows(accounts, rng))
    write(out / "truth.csv", customers.TRUTH_HEADER, customers.truth(accounts))
    write(out / "invoices.csv", billing.HEADER, billing.rows(accounts, rng))
    write(out / "support.csv", support.HEADER, support.rows(accounts, rng))
    deals = selling.rows(accounts, names, rng, as_planned)
    write(out / "deals.csv", selling.HEADER, deals)
    senders = sorted(a.name for a in accounts if a.refers)
    write(out / "prospects.csv", market.HEADER, market.rows(senders, names, rng, as_planned))


def write_session(accounts: Sequence[plan.Account], out: Path) -> None:
    ids = {a.rank: a.id for a in accounts if a.rank}
    write(out / "voters.csv", voting.VOTERS_HEADER, voting.voter_rows())
    write(out / "votes.csv", voting.VOTES_HEADER, voting.vote_rows(ids))
    write(out / "events.csv", voting.EVENTS_HEADER, voting.event_rows(ids))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sample company, Alder Point IT.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--random", type=int, metavar="SEED", help="draw at the planted rates")
    given = parser.parse_args()
    if given.random is not None and given.out == HERE:
        parser.error("--random needs --out, so that the planted files stay as they are")
    given.out.mkdir(parents=True, exist_ok=True)
    accounts = planted(random.Random(SEED))  # noqa: S311 (not for secrets)
    rng = random.Random(SEED if given.random is None else given.random)  # noqa: S311
    if given.random is None:
        write_all(accounts, given.out, rng, True)
        write_session(accounts, given.out)
        answer_key.write(given.out)
    else:
        write_all(draw.company(accounts, rng), given.out, rng, False)


if __name__ == "__main__":
    main()
