"""Ready rules for the tiers, and which of them a workspace starts with."""

from dataclasses import dataclass

from icp import costs, db, tiers


@dataclass(frozen=True)
class Preset:
    """Rules under a name, with what they look for in a sentence."""

    name: str
    title: str
    about: str
    rules: tiers.Rules


def _rules(**weights: float) -> tiers.Rules:
    return tiers.Rules(tuple(tiers.counting(name, weight) for name, weight in weights.items()))


BALANCED = Preset(
    "balanced",
    "Balanced",
    "Revenue counts 40 of 100; staying, buying regularly and paying on time 20 each.",
    tiers.BALANCED,
)
REVENUE_FIRST = Preset(
    "revenue",
    "Revenue first",
    "Revenue counts 60 of 100, the rest is about how safe it is.",
    _rules(revenue=60, tenure=10, regularity=15, payment=15),
)
LOYALTY_FIRST = Preset(
    "loyalty",
    "Loyalty first",
    "Staying and sending others count more than revenue: fans need not spend most.",
    _rules(tenure=30, regularity=20, referrals=20, revenue=20, payment=10),
)
# A begins at 75 points: who loses us money reaches 60 at most
AFTER_SUPPORT = Preset(
    "profit",
    "Profit after support",
    "As balanced, with what a customer leaves after support in place of revenue. Who leaves "
    "nothing is never A.",
    _rules(profit=40, tenure=20, regularity=20, payment=20),
)
ALL = {one.name: one for one in (BALANCED, REVENUE_FIRST, LOYALTY_FIRST, AFTER_SUPPORT)}


def default(conn: db.Connection) -> Preset:
    """What a workspace starts with: profit after support where rates are entered, else balanced."""
    return AFTER_SUPPORT if costs.load(conn).entered else BALANCED
