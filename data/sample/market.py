"""Rows of prospects.csv: 400 companies, most of them of a kind that rarely fits."""

import random

import words
from plan import INDUSTRY
from selling import people

HEADER = (
    "Prospect ID,Company,Industry,Employees,Town,Miles,Lead source,Referred by,Mail system,"
    "Last called,Website"
)
# group, employees known, industry known, source ("Referral", "other", ""), called: how many
COUNTS = {
    ("L", True, True, "other", True): 14,
    ("L", True, True, "Referral", True): 5,
    ("L", True, True, "other", False): 10,
    ("L", True, True, "", False): 2,
    ("O", False, True, "Referral", True): 6,
    ("O", True, True, "Referral", True): 3,
    ("O", True, True, "other", True): 9,
    ("any", True, False, "other", True): 46,
    ("any", True, False, "", False): 19,
    ("any", False, False, "other", False): 15,
    ("any", False, True, "", True): 16,
    ("any", True, True, "Referral", True): 24,
    ("any", True, True, "other", True): 118,
    ("any", True, True, "other", False): 73,
    ("any", False, True, "other", True): 22,
    ("any", True, True, "", True): 18,
}
REST = "HHHHMMMMFFFCCCNNRRRTTT"


def rows(
    senders: list[str], names: words.Names, rng: random.Random, planted: bool
) -> list[list[str]]:
    every = [kind for kind, n in COUNTS.items() for _ in range(n)]
    kinds = rng.sample(every, len(every)) if planted else rng.choices(every, k=len(every))
    table = []
    for number, kind in enumerate(kinds, start=2001):
        entry = prospect(kind, names, rng) | {"Prospect ID": f"P-{number}"}
        entry["Referred by"] = rng.choice(senders) if kind[3] == "Referral" else ""
        table.append([entry[column] for column in HEADER.split(",")])
    return table


def prospect(
    kind: tuple[str, bool, bool, str, bool], names: words.Names, rng: random.Random
) -> dict[str, str]:
    group, employees_known, industry_known, source, called = kind
    group = rng.choice(REST) if group == "any" else group
    industry = INDUSTRY[group]
    name = names.take(industry)
    town = rng.choice(tuple(words.TOWNS))
    day = f"2026-{rng.randint(1, 10):02}-{rng.randint(1, 28):02}"
    return {
        "Company": name,
        "Industry": industry if industry_known else "",
        "Employees": str(people(group, 0.9, rng)) if employees_known else "",
        "Town": town,
        "Miles": str(max(1, words.TOWNS[town] + rng.randint(-2, 4))),
        "Lead source": rng.choice(words.SOURCES) if source == "other" else source,
        "Mail system": rng.choice(words.MAIL_SYSTEMS),
        "Last called": day if called else "",
        "Website": words.website(name),
    }
