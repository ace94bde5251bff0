"""What makes an A: a preset or kept rules, with weights and thresholds to change and to keep."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from icp import db, measures, presets, saved_tiers, tiers, writer
from ui import problems, state, views, words

UNITS = {"share": "share: 0.5 is 50 %", "yes": "1 is yes", "choice": "1 to 3, worst to best"}
LEAST = {"high": "at least", "low": "at most"}
POINTS = (100.0, 75.0, 50.0, 25.0)


@dataclass(frozen=True)
class Start:
    """The rules that the controls begin with: a key for widgets, a title, and whether kept."""

    key: str
    title: str
    about: str
    rules: tiers.Rules
    kept: bool = False


def start() -> Start:
    """Draw the choice of a preset or of kept rules, and give it."""
    default = state.ask(presets.default)
    offered = {
        name: Start(name, one.title, one.about, one.rules)
        for name, one in presets.ALL.items()
        if name != presets.AFTER_SUPPORT.name or name == default.name
    }
    with state.connect() as conn:
        kept = saved_tiers.listing(conn)
    for one in kept:
        about = "Your own rules, kept for everybody who works with this data."
        offered[f"own {one.name}"] = Start(f"own {one.name}", one.name, about, one.rules, True)
    chosen = st.segmented_control(
        "What matters most?",
        list(offered),
        format_func=lambda key: words.md(offered[key].title),
        default=default.name,
        required=True,
        **views.keep(f"tiers_choice_{state.workspace().name}_{default.name}"),
    )
    st.caption(words.md(offered[chosen].about))
    if default.name != presets.AFTER_SUPPORT.name:
        st.caption(
            "Profit after support can come first once you enter what an hour of support costs you, "
            "below."
        )
    return offered[chosen]


def edit(begin: Start, known: pd.DataFrame) -> tiers.Rules:
    """Draw weights, thresholds and boundaries, and give the rules as they stand.

    Raises RuleInvalid where they cannot be applied.
    """
    counted = _measures(begin.rules, known)
    key = f"{state.workspace().name}_{begin.key}"
    with st.expander("What counts, and how much", icon=":material/tune:"):
        weights = _weights(begin.rules, counted, known, key)
        thresholds = _thresholds(counted, f"{key}_{state.version()}")
        boundaries, least = _boundaries(begin.rules, key)
        _missing(known)
        chosen = tuple(
            tiers.Measure(one.name, weights[one.name], thresholds[one.name], one.unit, one.best)
            for one in counted
            if weights[one.name]
        )
        rules = tiers.Rules(chosen, boundaries, least, begin.rules.window_months)
        _keep(rules, begin)
    st.session_state[f"tiers_rules_{state.workspace().name}"] = rules
    return rules


def as_chosen() -> tiers.Rules:
    """The rules that the tiers were last looked at with, or those that this data starts with."""
    seen: tiers.Rules | None = st.session_state.get(f"tiers_rules_{state.workspace().name}")
    return seen or state.ask(presets.default).rules


def _measures(rules: tiers.Rules, known: pd.DataFrame) -> list[tiers.Measure]:
    """The measures of the rules, then all others that are known of anybody."""
    names = {one.name for one in rules.measures}
    others = [name for name in measures.ALL if known[name].notna().any() and name not in names]
    return [*rules.measures, *(tiers.counting(name, 0) for name in others)]


def _weights(
    rules: tiers.Rules, counted: list[tiers.Measure], known: pd.DataFrame, key: str
) -> dict[str, float]:
    many = len(rules.measures)
    with st.grid(4, min_column_width=180):
        first = {one.name: _weight(one, known, key) for one in counted[:many]}
    others = f"More that can count: {words.plural(len(counted) - many, 'measure')}"
    with st.expander(others), st.grid(4, min_column_width=180):
        return first | {one.name: _weight(one, known, key) for one in counted[many:]}


def _weight(one: tiers.Measure, known: pd.DataFrame, key: str) -> float:
    about = measures.ALL[one.name]
    told = int(known[one.name].notna().sum())
    return float(
        st.slider(
            about.title,
            0,
            100,
            round(one.weight),
            5,
            **views.keep(f"tiers_weight_{key}_{one.name}"),
            help=f"{about.about} Known for {words.number(told)} of "
            f"{words.plural(len(known), 'customer')}.",
        )
    )


def _thresholds(counted: list[tiers.Measure], key: str) -> dict[str, tiers.points.Steps]:
    """A table with a row per measure and a column per number of points."""
    levels = sorted({*POINTS, *(level for one in counted for _, level in one.steps)}, reverse=True)
    rows = [
        {
            "measure": measures.ALL[one.name].title,
            "how": f"{LEAST[one.best]} ({UNITS.get(one.unit, one.unit)})",
            **{f"{level:g}": {p: t for t, p in one.steps}.get(level) for level in levels},
        }
        for one in counted
    ]
    frame = pd.DataFrame(rows).astype({f"{level:g}": "float64" for level in levels})
    st.write("**From where on there are points.** A blank is no step; beyond the last there are 0.")
    edited = st.data_editor(
        frame,
        key=f"tiers_thresholds_{key}",
        hide_index=True,
        disabled=["measure", "how"],
        alt="The thresholds of each measure",
        column_config={
            "measure": st.column_config.TextColumn("Measure", pinned=True),
            "how": st.column_config.TextColumn("It has to be"),
            **{
                f"{level:g}": st.column_config.NumberColumn(f"{level:g} points", format="%.4g")
                for level in levels
            },
        },
    )
    return {
        one.name: tuple(
            (float(row[f"{level:g}"]), level) for level in levels if pd.notna(row[f"{level:g}"])
        )
        for one, (_, row) in zip(counted, edited.iterrows(), strict=True)
    }


def _boundaries(rules: tiers.Rules, key: str) -> tuple[tuple[float, float, float], float]:
    with st.grid(4, min_column_width=140):
        a, b, c = (
            st.number_input(
                f"{tier} from, points",
                0.0,
                100.0,
                float(bound),
                5.0,
                "%g",
                **views.keep(f"tiers_from_{key}_{tier}"),
            )
            for tier, bound in zip(tiers.TIERS, rules.boundaries, strict=False)
        )
        least = st.number_input(
            "Least known, %",
            0.0,
            100.0,
            100 * rules.minimum_coverage,
            5.0,
            "%g",
            **views.keep(f"tiers_least_{key}"),
            help="Where less of the weights is known of a customer, there is no tier.",
        )
    return (a, b, c), least / 100


def _missing(known: pd.DataFrame) -> None:
    unknown = [one for one in measures.ALL.values() if known[one.name].isna().all()]
    if unknown:
        st.write("**Known of nobody yet**, so it cannot count:")
        st.write("\n".join(f"- {one.title}. {one.need}" for one in unknown))


def _keep(rules: tiers.Rules, begin: Start) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Keep these rules as",
            begin.title if begin.kept else "",
            key=f"tiers_name_{begin.key}",
            placeholder="for example: Board, spring",
        )
        if st.button("Keep the rules", key="tiers_keep", icon=":material/save:"):
            _save(name, rules)
        if begin.kept and st.button("Delete", key="tiers_delete", icon=":material/delete:"):
            _delete(begin.title)


def _save(name: str, rules: tiers.Rules) -> None:
    at = state.now()

    def change(conn: db.Connection) -> None:
        saved_tiers.save(conn, name, rules, at)

    with problems.shown():
        writer.submit(state.workspace().path, change).result()
        st.session_state["said"] = f"The rules {words.md(name)} are kept: choose them above."
        st.rerun()


def _delete(name: str) -> None:
    def change(conn: db.Connection) -> None:
        saved_tiers.delete(conn, name)

    writer.submit(state.workspace().path, change).result()
    st.session_state["said"] = f"The rules {words.md(name)} are deleted."
    st.rerun()
