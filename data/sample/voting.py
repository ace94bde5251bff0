"""The scripted session: nine voters, what they answer, and dated facts about customers."""

from collections.abc import Mapping

from plan import COPPERLINE, LITTLE_OAKS, MARROW, THORNE, WHALE

VOTERS_HEADER = "Voter ID,Name,Role,Email"
VOTES_HEADER = "Voter ID,Round,Question,Subject,Answer,Note"
EVENTS_HEADER = "Customer ID,Date,Event"
VOTERS = (
    ("Nora Quist", "sales"),
    ("Ben Aldana", "sales"),
    ("Priya Raman", "sales"),
    ("Owen Farrow", "support"),
    ("Mei Tanaka", "support"),
    ("Jack Dunne", "support"),
    ("Ruth Adeyemi", "management"),
    ("Carl Lindqvist", "management"),
    ("Grace Holloway", "finance"),
)
LAW = "Law, 10-49 people"
SWEET_SPOT = {
    1: ("Healthcare",) * 6 + (LAW, "Healthcare", "Manufacturing"),
    2: (LAW,) * 5 + ("Healthcare", LAW, LAW, "Manufacturing"),
}
STATEMENT = "Law firms with 10-49 people are our ideal customer"
AGREE = {
    1: ("no", "not sure", "no", "yes", "yes", "no", "yes", "not sure", "no"),
    2: ("yes", "yes", "yes", "yes", "yes", "not sure", "yes", "yes", "no"),
}
DISSENT = "Law is slow in August"
# by rank: one letter per voter, g good, o OK, b bad
SORT = {
    WHALE: "gggoggbgo",
    COPPERLINE: "gggggoggg",
    3: "ggogoggoo",
    4: "gogooogog",
    8: "gggoogooo",
    THORNE: "ggggogggo",
    14: "ogoogoogo",
    16: "ooogooogo",
    20: "ogooogooo",
    LITTLE_OAKS: "gggggggog",
    41: "obooooobb",
    MARROW: "obooogooo",
}
WORDS = {"g": "good", "o": "OK", "b": "bad"}


def voter_rows() -> list[list[str]]:
    return [
        [f"V-{i}", name, role, f"{name.split()[0].lower()}@alderpoint.example"]
        for i, (name, role) in enumerate(VOTERS, start=1)
    ]


def vote_rows(ids: Mapping[int, str]) -> list[list[str]]:
    """One row per voter, round, question and subject; customers by their id."""
    table = []
    for turn in (1, 2):
        for i, answer in enumerate(SWEET_SPOT[turn], start=1):
            table.append([f"V-{i}", str(turn), "sweet spot", "", answer, ""])
        for i, answer in enumerate(AGREE[turn], start=1):
            note = DISSENT if (turn, i) == (2, 9) else ""
            table.append([f"V-{i}", str(turn), "agree", STATEMENT, answer, note])
    for rank, letters in SORT.items():
        for i, letter in enumerate(letters, start=1):
            table.append([f"V-{i}", "1", "good OK bad", ids[rank], WORDS[letter], ""])
    return table


def event_rows(ids: Mapping[int, str]) -> list[list[str]]:
    facts = (
        (THORNE, "2025-09-18", "NPS 9"),
        (THORNE, "2026-03-13", "Office manager who signed left"),
        (THORNE, "2026-08-27", "NPS 6"),
        (COPPERLINE, "2027-01-14", "Contract ends"),
        (3, "2028-06-30", "Contract ends"),
        (14, "2027-12-31", "Contract ends"),
        (WHALE, "2028-03-31", "Contract ends"),
        (LITTLE_OAKS, "2026-05-20", "Thank-you letter from the director"),
    )
    return [[ids[rank], day, event] for rank, day, event in facts]
