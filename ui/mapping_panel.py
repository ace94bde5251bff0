"""Which column of an uploaded file is what."""

from dataclasses import dataclass

import streamlit as st

from icp import columns, fields, imports, staging
from ui import words
from ui.draft import Draft

OWN, UNUSED = "(own)", "(unused)"
MOST_LETTERS = 20
CHOICES = {OWN: "Your own column", UNUSED: "Not used"}


@dataclass(frozen=True)
class Panel:
    """The file whose columns are drawn: `key` tells its widgets from those of others."""

    key: str
    kind: str
    headers: tuple[str, ...]
    samples: list[list[str]]
    start: columns.Start
    before: imports.Remembered | None

    def idle(self) -> str:
        """What becomes of a column that no field stands for."""
        return OWN if self.kind in fields.KEEPS_OWN else UNUSED

    def first(self, place: int) -> str:
        """What the column is taken for until the user chooses."""
        header = self.headers[place]
        if field := self.start.guesses[header].field:
            return field
        left_out = self.before and self.before.own.get(header, header) is None
        return UNUSED if left_out else self.idle()

    def widget(self, place: int) -> str:
        return f"upload_{self.kind}_column_{place}_{self.key}"

    def taken(self, place: int) -> str:
        """What the column is taken for now."""
        return str(st.session_state.get(self.widget(place), self.first(place)))


def draw(
    key: str, staged: staging.Staged, kind: str, samples: list[list[str]], draft: Draft
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Draw which column is what; give field -> header (None where the file has none), and for the
    left-over columns header -> the name it is kept under (None where it is left out)."""
    before = draft.remembered if draft.remembered and draft.remembered.kind == kind else None
    start = columns.start(staged.columns, kind, before and before.mapping)
    panel = Panel(f"{key}_{draft.fresh_starts}", kind, staged.columns, samples, start, before)
    places = range(len(staged.columns))
    recognised = [place for place in places if start.guesses[staged.columns[place]].field]
    _recognised(panel, recognised, draft)
    names = _left_over(panel, [place for place in places if place not in recognised])
    taken = {staged.columns[place]: panel.taken(place) for place in places}
    mapping = columns.mapping(
        kind, {header: None if one in CHOICES else one for header, one in taken.items()}
    )
    left_over = {header: names.get(header) for header, one in taken.items() if one in CHOICES}
    kept = {header: name if taken[header] == OWN else None for header, name in left_over.items()}
    return mapping, kept


def _recognised(panel: Panel, places: list[int], draft: Draft) -> None:
    with st.expander(
        f"Which column is what: {_headline(panel)}",
        expanded=not panel.start.certain,
        key=f"upload_mapping_{panel.key}",
    ):
        if panel.before:
            st.button(
                "Start afresh",
                key=f"upload_afresh_{panel.key}",
                help="Forget what you chose for the earlier file, and look at the columns anew.",
                on_click=draft.start_afresh,
            )
        _cells(panel, places)
        if not places:
            st.write("No column has a name we know: choose below what each one is.")


def _headline(panel: Panel) -> str:
    used = sum(panel.taken(place) not in CHOICES for place in range(len(panel.headers)))
    count = f"{used} of {words.plural(len(panel.headers), 'column')} used, see or change"
    if panel.before:
        when = f" on {words.day(panel.before.imported_at)}" if panel.before.imported_at else ""
        return f"as you chose{when} for {words.md(panel.before.file_name)}; {count}"
    return f"{words.md(panel.start.how)}; {count}" if panel.start.how else count


def _left_over(panel: Panel, places: list[int]) -> dict[str, str]:
    """The columns without a field, folded away; header -> the name it is kept under."""
    if not places:
        return {}
    kept = sum(panel.taken(place) == OWN for place in places)
    idle = sum(panel.taken(place) == UNUSED for place in places)
    parts = [f"{kept} kept as your own"] * bool(kept) + [f"{idle} not used"] * bool(idle)
    with st.expander(
        f"{words.plural(len(places), 'more column')}: {', '.join(parts) or 'all in use'}",
        expanded=bool(fields.missing(panel.kind, _guessed(panel))),
        key=f"upload_left_over_{panel.key}",
    ):
        return _cells(panel, places)


def _guessed(panel: Panel) -> dict[str, str]:
    return {guess.field: header for header, guess in panel.start.guesses.items() if guess.field}


def _cells(panel: Panel, places: list[int]) -> dict[str, str]:
    """A cell per column; the header and its own name where it is kept as the user's own."""
    grid = st.grid(3, min_column_width=240)
    names = {}
    for place in places:
        with grid.cell(), st.container(gap="xsmall"):
            _cell(panel, place)
            if panel.taken(place) == OWN:
                names[panel.headers[place]] = _name(panel, place)
    return names


def _cell(panel: Panel, place: int) -> None:
    header = panel.headers[place]
    titles = {one.name: one.title for one in fields.KINDS[panel.kind]}
    choices = {**titles, **({OWN: CHOICES[OWN]} if panel.idle() == OWN else {}), UNUSED: "Not used"}
    first = panel.first(place)
    chosen = st.selectbox(
        words.md(header),
        list(choices),
        index=list(choices).index(first),
        format_func=choices.__getitem__,
        key=panel.widget(place),
    )
    why = panel.start.guesses[header].why if chosen == first else "your choice"
    examples = " · ".join(words.md(_short(value)) for value in panel.samples[place][:3])
    st.caption("  \n".join(filter(None, [examples or "no values", why])))


def _short(value: str) -> str:
    return value if len(value) <= MOST_LETTERS else f"{value[: MOST_LETTERS - 1]}…"


def _name(panel: Panel, place: int) -> str:
    header = panel.headers[place]
    before = panel.before.own.get(header) if panel.before else None
    name = st.text_input(
        f"Name for {words.md(header)}",
        before if before and before != header else "",
        placeholder=f"keep the name {header}",
        key=f"{panel.widget(place)}_name",
        label_visibility="collapsed",
        max_chars=columns.MAX_NAME,
    )
    return name or header
