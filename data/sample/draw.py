"""A company drawn at the planted rates: the traits stay, the named customers go."""

import copy
import random
from collections.abc import Sequence

from plan import Account


def company(planted: Sequence[Account], rng: random.Random) -> list[Account]:
    """As many customers, each a copy of a planted one with money of its own.

    Drawing with replacement keeps every planted rate in the mean (ideal among law firms,
    leaving among hourly blocks ...) with the spread that chance gives to 180 customers.
    """
    drawn = [copy.deepcopy(a) for a in rng.choices(planted, k=len(planted))]
    for account in drawn:
        size = rng.lognormvariate(0, 0.15)
        account.rank = 0
        account.revenue *= size
        account.profit *= size
        account.hours = round(account.hours * size)
    return drawn
