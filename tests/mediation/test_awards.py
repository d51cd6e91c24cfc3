"""Which awards are final: LMA 47, LD-JI1 19-20."""

from decimal import Decimal

import pytest

from mediation.awards import FINAL, NOT_FINAL, Item, ItemKind, ceiling_of, proposed

LOW, HIGH = Decimal("2010.00"), Decimal("2490.00")
CEILING = Decimal("24120.00")


def items(*rows):
    return [Item(kind, Decimal(amount)) for kind, amount in rows]


def test_twelve_months_of_the_minimum_wage():
    assert (ceiling_of(LOW), ceiling_of(HIGH)) == (CEILING, Decimal("29880.00"))


@pytest.mark.parametrize("kind", ["remuneration", "injury_fee", "compensation", "damages"])
def test_an_item_up_to_the_ceiling_is_final_and_one_cent_more_is_not(kind):
    assert proposed(items((kind, CEILING)), [LOW]) == FINAL
    assert proposed(items((kind, CEILING + Decimal("0.01"))), [LOW]) == NOT_FINAL


def test_items_are_judged_one_by_one_not_by_their_sum():
    assert proposed(items(("remuneration", CEILING), ("compensation", CEILING)), [LOW]) == FINAL


def test_national_standards_are_final_whatever_the_sum():
    assert proposed(items((ItemKind.STANDARDS, "900000.00")), [LOW]) == FINAL


def test_one_item_that_is_not_final_makes_the_whole_award_not_final():
    assert proposed(items(("remuneration", "100.00"), ("other", "0.00")), [LOW]) == NOT_FINAL


@pytest.mark.parametrize(("amount", "found"), [("24120.00", FINAL), ("24120.01", ""), ("29880.01", NOT_FINAL)])
def test_while_the_tier_is_open_only_what_holds_under_every_tier_is_proposed(amount, found):
    assert proposed(items(("remuneration", amount)), [LOW, HIGH]) == found


def test_nothing_is_proposed_without_items_or_without_a_wage():
    assert (proposed([], [LOW]), proposed(items(("remuneration", "1.00")), [])) == ("", "")
