"""Amounts in words and in figures."""

from decimal import Decimal

import pytest

from mediation.preflight.amounts import pairs, read, value


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("壹万贰仟元整", "12000"),
        ("壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "123456.78"),
        ("拾元", "10"),
        ("壹万零伍元伍分", "10005.05"),
        ("贰亿零叁拾万圆整", "200300000"),
        ("叁仟元零伍分", "3000.05"),
    ],
)
def test_words_are_read(words, yuan):
    assert read(words) == Decimal(yuan)


@pytest.mark.parametrize(("figures", "yuan"), [("12,000.50", "12000.50"), ("1.2万", "12000"), ("86175.5", "86175.5")])
def test_figures_are_read(figures, yuan):
    assert value(figures) == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支付12,000元（大写：壹万贰仟元整）。", [("壹万贰仟元整", "12,000")]),
        ("人民币壹万贰仟元整（¥12000.00）", [("壹万贰仟元整", "12000.00")]),
        ("先付1万元（壹万元整），再付贰仟元整（2,000元）", [("壹万元整", "1万"), ("贰仟元整", "2,000")]),
        ("2026年3月工资5,000元，由陆元生支付", []),
        ("支付12,000元，涉及6人", []),
    ],
)
def test_an_amount_stands_beside_its_words(text, found):
    assert sorted(pairs(text)) == sorted(found)
