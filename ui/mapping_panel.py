"""Which column of an uploaded file is what."""

import streamlit as st

from icp import fields, staging

LEFT_OUT = "(not in this file)"


def draw(
    key: str, staged: staging.Staged, kind: str, samples: list[list[str]]
) -> dict[str, str | None]:
    """Draw which column is what and give field -> header, None where the file has none."""
    guess = fields.guess(staged.columns, kind)
    examples = dict(zip(staged.columns, samples, strict=True))
    sure = all(match.sure == 100 for match in guess.values())
    complete = not fields.missing(kind, guess)
    choices = [LEFT_OUT, *staged.columns]
    chosen = {}
    with (
        st.expander(
            f"Which column is what: {len(guess)} of {len(staged.columns)} columns recognised",
            expanded=not (sure and complete),
        ),
        st.grid(3, min_column_width=240),
    ):
        for one in fields.KINDS[kind]:
            found = guess[one.name].header if one.name in guess else LEFT_OUT
            chosen[one.name] = st.selectbox(
                one.title,
                choices,
                index=choices.index(found),
                format_func=lambda header: _with_example(header, examples),
                key=f"upload_{kind}_{one.name}_{key}",
            )
    return {name: None if header == LEFT_OUT else header for name, header in chosen.items()}


def _with_example(header: str, examples: dict[str, list[str]]) -> str:
    values = ", ".join(examples.get(header, [])[:3])
    return f"{header}: {values[:40]}" if values else header
