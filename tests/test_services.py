"""Product names become services by rules; the file's own kind of revenue wins."""

import csv

import pytest

from icp import drivers, errors, facts, ingest, merges, services
from icp.services import Rule
from tests.conftest import ROOT, book
from tests.test_alike import AT, DAY
from tests.test_merges import AS_OF, everything, totals

SAMPLE = ROOT / "data" / "sample"
BACKUP = Rule("words", "backup; back up", "Backup", "recurring")


def sold(conn, *lines):
    """Lines of (customer, product, amount, the file's own kind)."""
    book(
        conn,
        [(f"o{n}", who, DAY, amount) for n, (who, _, amount, _) in enumerate(lines)],
        product=[line[1] for line in lines],
        revenue_kind=[line[3] for line in lines],
    )


def fits(conn, rule, *names):
    """Which of the names the rule fits."""
    sold(conn, *(("a", name, 1.0, None) for name in names))
    found = services.fitted(conn, [rule])
    return set(found[found["service"].notna()]["product"])


def test_whole_words_side_by_side(empty):
    names = ["Cloud BACK-UP, monthly", "backup", "Backups", "Up back", "Feedback up"]
    assert fits(empty, BACKUP, *names) == {"Cloud BACK-UP, monthly", "backup"}


def test_the_start_of_a_name(empty):
    rule = Rule("start", "lap", "Devices")
    assert fits(empty, rule, "Laptop 13", "  LAPTOP", "Old laptop") == {"Laptop 13", "  LAPTOP"}


def test_a_part_of_a_word(empty):
    assert fits(empty, Rule("part", "LIZENZ", "S"), "Jahreslizenz", "Lizenzen", "Licence") == {
        "Jahreslizenz",
        "Lizenzen",
    }


def test_accents_and_signs_do_not_count_and_patterns_are_no_code(empty):
    rule = Rule("words", "Café (.*) 100%", "S")
    assert fits(empty, rule, "cafe 100", "CAFÉ: 100 %", "cafe x 100") == {"cafe 100", "CAFÉ: 100 %"}


def test_the_first_rule_in_order_wins(empty):
    sold(empty, ("a", "Cloud backup", 1.0, None))
    cloud = Rule("words", "cloud", "Cloud")
    for rules, service in (([BACKUP, cloud], "Backup"), ([cloud, BACKUP], "Cloud")):
        found = services.fitted(empty, rules)
        assert found["service"].tolist() == [service]
        assert found["position"].tolist() == [1]


def test_the_winning_rule_without_a_kind_leaves_the_kind_open(empty):
    sold(empty, ("a", "Cloud backup", 1.0, None))
    found = services.fitted(empty, [Rule("words", "cloud", "Cloud"), BACKUP])
    assert found["revenue_kind"].isna().all()


def test_left_overs_come_first_then_the_biggest_money(empty):
    sold(
        empty,
        ("a", "Backup A", 5.0, None),
        ("a", "Backup B", 50.0, None),
        ("a", "Strange", 1.0, None),
        ("b", "Stranger", 2.0, None),
        ("b", "Stranger", 3.0, None),
    )
    found = services.fitted(empty, [BACKUP])
    assert found["product"].tolist() == ["Stranger", "Strange", "Backup B", "Backup A"]
    assert found["lines"].tolist() == [2, 1, 1, 1]
    assert services.summary(found) == services.Summary(4, 1, 2, pytest.approx(6 / 61))


def test_nothing_sold_is_nothing_to_group(empty):
    found = services.fitted(empty, [BACKUP])
    assert services.summary(found) == services.Summary(0, 0, 0, None)


def test_looking_at_rules_stores_nothing(empty):
    sold(empty, ("a", "Backup", 5.0, None))
    before = everything(empty)
    services.fitted(empty, [BACKUP])
    assert everything(empty) == before


def test_the_kind_of_the_rule_counts_where_the_file_says_none(empty):
    sold(
        empty,
        ("a", "Backup", 5.0, None),
        ("a", "Backup", 7.0, "project"),
        ("a", "Strange", 9.0, None),
        ("a", None, 11.0, None),
    )
    before = totals(empty)
    services.save(empty, [BACKUP])
    [one] = facts.customers(empty, AS_OF).to_dict("records")
    assert (one["recurring"], one["project"], one["resale"], one["money"]) == (5.0, 7.0, 0.0, 32.0)
    assert one["projects"] == 1
    assert totals(empty) == before


def test_rules_are_kept_in_order_and_gone_without_a_trace(empty):
    sold(empty, ("a", "Backup", 5.0, None))
    before = everything(empty)
    rules = [Rule("start", "z", "Z"), BACKUP, Rule("part", "a", "A", "resale")]
    services.save(empty, rules)
    assert services.rules(empty) == rules
    assert everything(empty) != before
    services.save(empty, [])
    assert everything(empty) == before


def test_a_later_import_is_grouped_by_the_saved_rules(empty):
    services.save(empty, [BACKUP])
    sold(empty, ("a", "Backup", 5.0, None), ("b", "Other", 5.0, None))
    assert empty.execute("select * from customer_services").fetchall() == [("a", "Backup", 5, 1)]


def test_what_they_buy_is_a_trait_of_yes_and_no(empty):
    sold(
        empty,
        ("a", "Backup", 5.0, None),
        ("a", "Phone", 5.0, None),
        ("b", "Backup", 5.0, None),
        ("c", "Phone", 5.0, None),
        ("d", "Phone", 5.0, None),
        ("d", "Backup", 5.0, None),
        ("d", "Backup", -5.0, None),
        ("e", "Strange", 5.0, None),
    )
    services.save(empty, [BACKUP, Rule("words", "phone", "Phones")])
    found = drivers.lift(empty, ["a", "b", "e"]).set_index(["trait", "value"])
    backup = found.loc[("Buys Backup", "yes")]
    # a and b buy it; of e no service is known; d has given it back
    assert (backup["n"], backup["ideal_n"], backup["known"], backup["unknown"]) == (2, 2, 4, 1)


def test_merged_customers_and_products_are_grouped_under_the_kept_name(empty):
    sold(empty, ("a", "GTXPro", 5.0, None), ("A", "GTX Pro", 6.0, None))
    merges.decide(empty, "customer", [("A", "a")], merges.SAME, AT)
    merges.decide(empty, "product", [("GTXPro", "GTX Pro")], merges.SAME, AT)
    services.save(empty, [Rule("words", "gtx pro", "GTX")])
    assert empty.execute("select * from customer_services").fetchall() == [("a", "GTX", 11, 2)]
    assert services.fitted(empty, services.rules(empty))["product"].tolist() == ["GTX Pro"]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (Rule("words", " ;- ", "S"), "Rule 2 has no text"),
        (Rule("words", "a", " "), "Rule 2 has no service"),
        (Rule("regex", "a", "S"), "Rule 2: choose has the words, starts with, contains"),
        (Rule("words", "a", "S", "rent"), "Rule 2: choose recurring, project, resale, or none"),
    ],
)
def test_a_rule_that_cannot_be_applied_is_said_by_its_number(empty, rule, message):
    with pytest.raises(errors.RuleInvalid, match=message):
        services.save(empty, [BACKUP, rule])
    assert services.rules(empty) == []


@pytest.mark.parametrize("starter", services.starters().values(), ids=lambda one: one.title)
def test_the_starter_rules_can_be_saved(empty, starter):
    services.save(empty, starter.rules)
    assert services.rules(empty) == list(starter.rules)


def test_the_starter_rules_group_the_sample_company_and_change_no_figure(empty):
    for name in ("customers.csv", "invoices.csv"):
        ingest.load(empty, SAMPLE / name)
    before = empty.execute("from customer_day order by all").fetchall()
    services.save(empty, services.starters()["it"].rules)
    assert empty.execute("from customer_day order by all").fetchall() == before
    found = services.fitted(empty, services.rules(empty)).set_index("product")
    assert found["service"].notna().all()
    with (SAMPLE / "invoices.csv").open(encoding="utf-8") as file:
        kinds = {row["Product"]: row["Kind"] for row in csv.DictReader(file)}
    assert dict(found["revenue_kind"]) == kinds
