"""False friends: what vanishes within a stronger trait, and what does not."""

import numpy as np
import pandas as pd
import pytest

from icp import contingency, within

LAW, DINNER = 1, 3  # codes; 0 and 2 are something else, -1 unknown


def units(*groups):
    """The codes of units and who is ideal, from (law, dinner, how many, ideal of them)."""
    codes, ideal = [], []
    for law, dinner, many, best in groups:
        codes += [(law, dinner)] * many
        ideal += [True] * best + [False] * (many - best)
    return np.array(codes, dtype=np.int32), np.array(ideal)


def vanished(codes, ideal, law_before=True, verdict="strong"):
    rows = []
    for title, code, column, before in (("Law", LAW, 0, law_before), ("Dinner", DINNER, 1, True)):
        has, known = codes[:, column] == code, codes[:, column] >= 0
        counts = (has & ideal).sum(), has.sum(), (known & ideal).sum(), known.sum()
        [p] = contingency.fisher(*([one] for one in counts))
        rows.append((title, "yes", code, column, before, p, counts[1], verdict))
    names = ["title", "value", "code", "column", "before", "p", "n", "verdict"]
    found = within.vanished(codes, ideal, pd.DataFrame(rows, columns=names))
    return [None if pd.isna(one) else one for one in found]


# half of the law firms are ideal, at the dinner or not, and few of the others
FRIENDS = ((LAW, DINNER, 30, 15), (LAW, 2, 10, 5), (0, DINNER, 3, 0), (0, 2, 97, 5))


def test_what_makes_no_difference_within_the_stronger_trait_vanishes():
    assert vanished(*units(*FRIENDS)) == [None, "Law: yes"]


def test_where_the_stronger_trait_is_unknown_is_a_stratum_of_its_own():
    codes, ideal = units(*FRIENDS, (-1, DINNER, 8, 7), (-1, 2, 12, 0))
    assert vanished(codes, ideal) == [None, None]  # there the dinner makes all the difference


def test_what_shrinks_but_is_still_more_than_chance_stays():
    # 60 against 50 % of the law firms, of which there are many
    groups = (LAW, DINNER, 900, 540), (LAW, 2, 300, 150), (0, DINNER, 30, 3), (0, 2, 2700, 150)
    assert vanished(*units(*groups)) == [None, None]


def test_what_may_be_chance_within_but_has_hardly_shrunk_stays():
    # odds of 10 alone and of 3.5 within, among few
    groups = (LAW, DINNER, 8, 6), (LAW, 2, 16, 8), (0, DINNER, 4, 1), (0, 2, 100, 6)
    assert vanished(*units(*groups)) == [None, None]


def test_what_stands_by_itself_stays():
    # 15 of 20 against 4 of 20 among law firms, and the same tendency among others
    groups = (LAW, DINNER, 20, 15), (LAW, 2, 20, 4), (0, DINNER, 20, 9), (0, 2, 80, 4)
    assert vanished(*units(*groups)) == [None, None]


def test_of_near_twins_both_stay():
    groups = (LAW, DINNER, 20, 12), (LAW, 2, 2, 1), (0, DINNER, 2, 0), (0, 2, 100, 10)
    assert vanished(*units(*groups)) == [None, None]


def test_what_is_known_beforehand_does_not_vanish_within_what_came_after():
    assert vanished(*units(*FRIENDS), law_before=False) == [None, None]


@pytest.mark.parametrize("verdict", ["no difference", "can't tell", "leak", "less common"])
def test_only_what_looks_strong_can_be_a_false_friend(verdict):
    assert vanished(*units(*FRIENDS), verdict=verdict) == [None, None]
