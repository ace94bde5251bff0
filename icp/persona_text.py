"""A profile as it leaves the program: a Markdown page, and its criteria as a table."""

from collections.abc import Iterator

import pandas as pd

from icp import criteria
from icp.persona import DRAFT, Persona
from icp.persona_fields import GROUPS


def markdown(persona: Persona) -> str:
    """The profile as a Markdown page; texts are escaped, what is not filled in is left out."""
    lines = [f"# {_text(persona.name)}", "", *_about(persona), ""]
    for group, title in criteria.GROUPS.items():
        own = [one for one in persona.criteria if one.group == group]
        if own:
            lines += [f"## {title}", ""]
            lines += [line for one in own for line in _criterion(one, persona)]
            lines.append("")
    for title, members in GROUPS.items():
        filled = [one for one in members if persona.texts.get(one.key)]
        if filled:
            lines += [f"## {title}", ""]
            lines += [f"- **{one.title}**: {_text(persona.texts[one.key])}" for one in filled]
            lines.append("")
    return "\n".join(lines)


def table(persona: Persona) -> pd.DataFrame:
    """One row per criterion: group, what to look for, must / nice / exclude, points, its share of
    all points (missing for an exclude), evidence, owner."""
    shares = criteria.shares(persona.criteria)
    return pd.DataFrame(
        [
            {
                "Group": criteria.GROUPS[one.group],
                "Criterion": one.text,
                "Must, nice or exclude": criteria.KINDS[one.kind],
                "Points": one.points if one.kind != "exclude" else None,
                "Share of points": shares[one.number],
                "Evidence": "; ".join(map(said, one.evidence)),
                "Owner": one.owner,
                "Version": f"{persona.version} ({persona.state})",
            }
            for one in persona.criteria
        ]
    )


def said(one: criteria.Evidence) -> str:
    """ "Interview: three of five named it"."""
    return f"{criteria.EVIDENCE[one.kind]}: {criteria.described(one)}"


def counts(one: criteria.Criterion, share: float | None) -> str:
    """ "Must, 30 points, 43 % of all"; "Exclude"."""
    kind = criteria.KINDS[one.kind]
    if one.kind == "exclude":
        return kind
    part = "" if share is None else f", {criteria.percent(share)} of all"
    return f"{kind}, {one.points:,} points{part}"


def _about(persona: Persona) -> Iterator[str]:
    yield "DRAFT: not yet agreed by the team." if persona.state == DRAFT else "Agreed by the team."
    if persona.version and persona.saved_at:
        saved = criteria.written(persona.saved_at.date())
        yield ""
        yield f"Version {persona.version}, {saved}, {_text(persona.author)}: {_text(persona.why)}"
    if persona.review_on:
        yield ""
        yield f"To be reviewed on {criteria.written(persona.review_on)}."
    if persona.stands_for:
        yield ""
        yield f"Stands for: {_text(persona.stands_for)}"


def _criterion(one: criteria.Criterion, persona: Persona) -> Iterator[str]:
    share = criteria.shares(persona.criteria)[one.number]
    owner = f"; owner: {_text(one.owner)}" if one.owner else ""
    yield f"- **{_text(one.text)}** ({counts(one, share)}{owner})"
    for evidence in one.evidence:
        yield f"  - {_text(said(evidence))}"


def _text(written: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    escaped = "".join(f"\\{char}" if char in r"\`*_{}[]()#+!|<>" else char for char in written)
    return " ".join(escaped.split())
