"""Intervals by drawing customers anew, against scipy and against theory."""

import numpy as np
import pytest
from scipy import stats

from icp import resampling


def drawn(table, seed=0):
    return resampling.averages(np.asarray(table, dtype=float), np.random.default_rng(seed))


def test_the_interval_is_that_of_scipy():
    values = np.random.default_rng(7).lognormal(3, 0.8, 30)
    want = stats.bootstrap(
        (values,), np.mean, method="percentile", n_resamples=9_999, rng=np.random.default_rng(1)
    ).confidence_interval
    low, high = resampling.ends(drawn(values[:, None]), 1)[:, 0]
    width = want.high - want.low
    assert low == pytest.approx(want.low, abs=0.06 * width)
    assert high == pytest.approx(want.high, abs=0.06 * width)


def test_groups_of_many_spread_as_theory_says():
    values = np.random.default_rng(3).normal(100, 20, 25_000)
    spread = float(drawn(values[:, None]).std())
    assert spread == pytest.approx(values.std() / np.sqrt(len(values)), rel=0.1)


def test_columns_are_drawn_together_and_the_seed_decides():
    table = np.arange(12.0)[:, None] * [1.0, 2.0]
    first = drawn(table)
    assert np.allclose(first[:, 1], 2 * first[:, 0])
    assert np.array_equal(first, drawn(table))
    assert not np.array_equal(first, drawn(table, seed=1))


def test_too_few_or_undefined_have_no_interval():
    assert drawn(np.ones((4, 2))) is None
    assert np.isnan(resampling.ends(None, 3)).all()
    assert np.isnan(resampling.ends(np.array([1.0, np.nan]), 1)).all()
