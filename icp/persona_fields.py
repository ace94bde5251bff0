"""What a profile says in words beside its criteria: the company, the person, why us.

The fields come from the sources: company facts, problem and impact (seed 003); the person's
demographics and psychographics, seen from the customer's side (seed 004); who else has a say; why
us and against whom (003, 004); what to expect (002).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One thing to write down: its key, the words on screen, and an example."""

    key: str
    title: str
    example: str


GROUPS: dict[str, tuple[Field, ...]] = {
    "The company, in words": (
        Field("industry", "Industry and type of business", "Law firms, partner-owned"),
        Field("size", "Size: people, revenue", "10-49 people"),
        Field("place", "Where", "Within 40 miles"),
        Field("buys", "What they buy, at what price, and how they pay", "Seats by the month"),
    ),
    "Their problem, in words": (
        Field("problem", "The problem that we solve", "No IT person of their own"),
        Field("trigger", "What makes them look for help now", "A new office, a failed audit"),
    ),
    "Their success with us, in words": (
        Field("impact", "What gets better for them, by how much", "No lost billable hours"),
        Field("signs", "Signs that they will succeed", "A partner owns the topic"),
    ),
    "The person who decides": (
        Field("title", "Title", "Managing partner"),
        Field("age", "Age", "45-60"),
        Field("gender", "Gender", "Any"),
        Field("status", "Economic or social status", "Owner of the firm"),
        Field("person_place", "Where they live and work", "In town, at the office"),
    ),
    "What they want and fear, as they would say it": (
        Field(
            "attitudes", "Attitudes: what they think of our kind of offer", "IT should be silent"
        ),
        Field("motivations", "Motivations: what drives them", "Never miss a deadline"),
        Field("inspirations", "Inspirations: whom they listen to", "Other managing partners"),
        Field("seek", "What they seek", "One number to call"),
        Field("avoid", "What they avoid", "Long contracts"),
        Field("fix", "What they try to fix", "Slow logins"),
        Field("accomplish", "What they try to accomplish", "Open a second office"),
        Field("feeling", "How our solution makes them feel", "Safe"),
        Field("willing", "What they want, need and are willing to do", "Pay more for calm"),
    ),
    "Who else has a say": (
        Field("champion", "Who speaks for us", "The office manager"),
        Field("signs_off", "Who signs", "The managing partner"),
        Field("users", "Who uses it", "Lawyers and assistants"),
        Field("blocker", "Who could say no, and why", "A nephew who does computers"),
    ),
    "Why us, and against whom": (
        Field("why_us", "Why they choose us: what only we do", "We answer within ten minutes"),
        Field("against", "Against whom, or what they would do otherwise", "A friend of a partner"),
    ),
    "What to expect": (
        Field("get", "What they get", "One named engineer, a report each quarter"),
        Field("not_get", "What they don't get", "Help with phones at home, on Sundays"),
    ),
}
FIELDS = {one.key: one for group in GROUPS.values() for one in group}
