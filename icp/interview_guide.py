"""What to ask: a guide for the most successful customers, and one for prospects.

Questions are open and ask for what happened, not for opinions. What the profile and the hypotheses
say stands beside them to listen for, never to be read out.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

from icp.hypotheses import GROUPS, Hypothesis
from icp.persona import Persona

TEMPLATE = Path(__file__).with_suffix(".typ")
SIZES = {"a4": "A4", "us-letter": "US Letter"}


@dataclass(frozen=True)
class Question:
    """One question to read out, what to dig for, and what to listen for without saying it.

    tests: the hypotheses it tests, each with what would prove it wrong.
    """

    text: str
    dig: str = ""
    listen: tuple[str, ...] = ()
    tests: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class Guide:
    """A guide: its title, what to say first, and the questions."""

    title: str
    opening: str
    questions: tuple[Question, ...]


# question, what to dig for, the fields of a profile whose texts to listen for
CUSTOMERS = (
    (
        "Think back to the day you began to look for help. What had happened?",
        "The event, the date, who noticed first.",
        ("trigger",),
    ),
    (
        "How did you manage before, and what did that cost you?",
        "Time, money, trouble: ask for the last time it hurt.",
        ("problem", "fix"),
    ),
    (
        "What else did you look at, and what spoke for each?",
        "Other suppliers, doing it themselves, doing nothing.",
        ("against", "seek"),
    ),
    (
        "Why did you choose us in the end?",
        "The one thing without which they would have said no.",
        ("why_us", "seek"),
    ),
    ("What nearly stopped you?", "Doubts, price, people against it.", ("avoid", "blocker")),
    (
        "Who had a say, and who decided?",
        "Titles; who spoke for us, who signed, who was against.",
        ("title", "champion", "signs_off"),
    ),
    (
        "What is different today?",
        "A number, before and after; who notices it.",
        ("impact", "accomplish"),
    ),
    (
        "If we were gone tomorrow, what would you miss, and what would you do?",
        "How they feel about it.",
        ("feeling",),
    ),
    ("What would you tell a friend who asks about us?", "Their very words: write them down.", ()),
    ("Who do you know that has the trouble you had?", "Names, and whether you may say theirs.", ()),
)
# the groups of criteria that an answer can tell
ANSWERS = ("problem", "impact")
BY_GROUP = {
    "who": "Tell me about your company: what do you do, how many are you, who does what?",
    "problem": "What gives you most trouble in this part of your work? When was the last time?",
    "impact": "Suppose that trouble were gone: what would be different, and who would do what?",
}
LAST = (
    Question("What have you tried so far, and how did it go?", "Money and time already spent."),
    Question("What should I have asked, and didn't?"),
    Question("Whom else should I talk to?", "Names, and whether you may say theirs."),
)
_YES_NO = re.compile(
    r"^(?:and |so |but )?(?:do|does|did|is|are|was|were|have|has|can|could|will|would|should)"
    "(?:n['\N{RIGHT SINGLE QUOTATION MARK}]t)?\\b",
    re.IGNORECASE,
)


def listen_for(profiles: Iterable[Persona]) -> dict[str, str]:
    """What the profiles say, by their fields, which is what to listen for.

    Of the criteria those on their problem and their success that people wrote: what the data knows,
    such as a number of seats, is no answer to any of the questions.
    """
    heard: dict[str, list[str]] = {}
    for one in profiles:
        for key, text in one.texts.items():
            heard.setdefault(key, []).append(text)
        for wanted in one.criteria:
            if wanted.group in ANSWERS and wanted.kind != "exclude" and not wanted.rules:
                heard.setdefault(wanted.group, []).append(wanted.text)
    return {key: " / ".join(texts) for key, texts in heard.items()}


def customers(texts: Mapping[str, str], tested: Sequence[Hypothesis] = ()) -> Guide:
    """The guide for the most successful customers; texts: of the profile, by its fields."""
    asked = [
        Question(text, dig, tuple(texts[key] for key in keys if texts.get(key)))
        for text, dig, keys in CUSTOMERS
    ]
    return Guide(
        "Ask your most successful customers",
        "Thank them for the time. You want to find more companies like theirs, there is nothing to "
        "sell, and you would like to write down their words.",
        (*asked, *_testing(tested, own_only=True)),
    )


def prospects(tested: Sequence[Hypothesis]) -> Guide:
    """The guide for people who are no customers; hypotheses with one question share it."""
    return Guide(
        "Ask people you would like as customers",
        "You want to learn how they work today, and there is nothing to sell. Ask for what "
        "happened last time, not for what they would do; wait; don't tell what you believe.",
        (*_testing(tested), *LAST),
    )


def question(one: Hypothesis) -> str:
    """What to ask for a hypothesis: its own question, else that of its group."""
    return one.question or BY_GROUP[one.group]


def leading(text: str, belief: str) -> str | None:
    """A sentence where a question gives its answer away, else None."""
    if _YES_NO.match(text.strip()):
        return (
            "This can be answered with yes or no, and people like to be kind: begin with how, "
            "what, when, who or “tell me about”."
        )
    shared = _words(text) & _words(belief)
    if len(shared) >= 2 and 2 * len(shared) >= len(_words(belief)):
        return (
            f"It says what you hope to hear ({', '.join(sorted(shared))}): ask for what happened "
            "instead."
        )
    return None


def markdown(guide: Guide, about: str = "") -> str:
    """The guide as a Markdown page; texts of the profile and the hypotheses are escaped."""
    lines = [f"# {guide.title}", "", *([plain(about), ""] if about else []), guide.opening, ""]
    for number, one in enumerate(guide.questions, start=1):
        lines += [f"## {number}. {plain(one.text)}", ""]
        lines += [f"*{one.dig}*", ""] if one.dig else []
        lines += [f"- Listen for: {plain(text)}" for text in one.listen]
        lines += [
            f"- We believe: {plain(text)} (wrong if: {plain(wrong)}) "
            "[ ] supports [ ] contradicts [ ] says nothing"
            for _, text, wrong in one.tests
        ]
        lines += ["", "", ""]
    return "\n".join(lines)


def pdf(guide: Guide, about: str, size: str = "a4") -> bytes:
    """The guide as a PDF with room to write; `about` says whose data and which profile it is."""
    made = typst.compile(
        TEMPLATE.read_bytes(), format="pdf", sys_inputs={"data": content(guide, about, size)}
    )
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF was expected, not {type(made)}")
    return made


def content(guide: Guide, about: str, size: str = "a4") -> str:
    """What the template draws, as JSON."""
    return json.dumps({**asdict(guide), "about": about, "paper": size})


def plain(written: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    escaped = "".join(f"\\{char}" if char in r"\`*_{}[]()#+!|<>" else char for char in written)
    return " ".join(escaped.split())


def _testing(tested: Iterable[Hypothesis], own_only: bool = False) -> list[Question]:
    """The questions that test hypotheses, in the order of the groups."""
    asked: dict[str, list[tuple[int, str, str]]] = {}
    for group in GROUPS:
        for one in tested:
            if one.group == group and (one.question or not own_only):
                listed = asked.setdefault(question(one), [])
                listed.append((one.hypothesis_id, one.text, one.wrong_if))
    return [Question(text, "", (), tuple(tests)) for text, tests in asked.items()]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}
