"""Tests of two by two tables against published and independently computed values."""

import json
import math
import time

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from icp import contingency


def test_the_lady_tasting_tea(real):
    # R, ?fisher.test: 3 of 4 guessed right, 4 of 8 cups had milk first
    told = json.loads((real / "stats_examples" / "oracle.json").read_text())["fisher"]
    [p] = contingency.fisher([3], [4], [4], [8])
    assert p == pytest.approx(told["tea_tasting"]["two_sided"], rel=1e-12)


def test_fisher_equals_scipy_on_tables_of_any_shape():
    rng = np.random.default_rng(1)
    known = rng.integers(1, 400, 1500)
    hits, n = rng.integers(0, known + 1), rng.integers(0, known + 1)
    k = rng.hypergeometric(hits, known - hits, n)
    ours = contingency.fisher(k, n, hits, known)
    tables = np.stack([k, n - k, hits - k, known - n - hits + k], axis=1).reshape(-1, 2, 2)
    theirs = [stats.fisher_exact(one).pvalue for one in tables]
    assert ours == pytest.approx(np.array(theirs), rel=1e-10, abs=1e-12)


def test_fisher_is_precise_far_out_and_fast_for_many():
    assert contingency.fisher([900], [1000], [5000], [100_000]) == pytest.approx(
        stats.fisher_exact([[900, 100], [4100, 94_900]]).pvalue, rel=1e-9
    )
    n = np.arange(10, 1010)
    start = time.perf_counter()
    p = contingency.fisher(n // 3, n, np.full(1000, 20_000), np.full(1000, 100_000))
    assert time.perf_counter() - start < 2
    assert ((p > 0) & (p <= 1)).all()


def test_no_difference_can_be_seen_where_all_are_alike():
    assert contingency.fisher([3, 0, 0], [3, 4, 0], [7, 0, 2], [7, 9, 5]).tolist() == [1, 1, 1]


def test_q_is_that_of_benjamini_and_hochberg(real):
    told = json.loads((real / "stats_examples" / "oracle.json").read_text())
    paper = told["benjamini_hochberg"]["BH1995_15_pvalues"]
    q = contingency.adjusted(paper["p"])
    assert q == pytest.approx(paper["adjusted"], rel=1e-12)
    assert (q <= 0.05).sum() == paper["rejected_at_0.05"]
    example = pd.read_csv(real / "stats_examples" / "p_adjust_R_example_50.csv")
    assert contingency.adjusted(example["p"]) == pytest.approx(example["BH"].to_numpy(), rel=1e-9)


def test_q_does_not_depend_on_the_order_and_equals_scipy():
    p = np.random.default_rng(2).uniform(size=300) ** 3
    q = contingency.adjusted(p)
    assert q == pytest.approx(stats.false_discovery_control(p), rel=1e-12)
    assert contingency.adjusted(p[::-1])[::-1] == pytest.approx(q)
    assert contingency.adjusted([]).tolist() == []


# admissions at Berkeley by department (Bickel, Hammel & O'Connell 1975; R's UCBAdmissions):
# men admitted and rejected, women admitted and rejected
BERKELEY = [
    (512, 313, 89, 19),
    (353, 207, 17, 8),
    (120, 205, 202, 391),
    (138, 279, 131, 244),
    (53, 138, 94, 299),
    (22, 351, 24, 317),
]


def test_the_admissions_of_berkeley_show_nothing_within_the_departments():
    # R: mantelhaen.test(UCBAdmissions) says X-squared 1.4269, p 0.2323, odds ratio 0.9046968
    # (R counts the odds of men, as here)
    tables = [(a, a + b, a + c, a + b + c + d) for a, b, c, d in BERKELEY]
    odds, p = contingency.mantel_haenszel(tables)
    assert odds == pytest.approx(0.9046968, abs=1e-7)
    assert p == pytest.approx(0.2323, abs=5e-5)
    together = [tuple(sum(one) for one in zip(*tables, strict=True))]
    odds, p = contingency.mantel_haenszel(together)
    assert odds == pytest.approx(1198 * 1278 / (1493 * 557))
    assert p < 1e-20


def test_strata_with_one_side_say_nothing():
    odds, p = contingency.mantel_haenszel([(2, 5, 2, 5), (0, 0, 3, 8), (1, 1, 1, 1)])
    assert math.isnan(odds)
    assert p == 1
    assert contingency.mantel_haenszel([])[1] == 1
