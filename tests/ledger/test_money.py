"""Amounts are read in just one way or not at all, and shares add up to the penny."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.money import (
    NOTHING,
    AmountNotPositive,
    AmountTooLarge,
    AmountUnclear,
    Money,
    parse_money,
)

pence = st.integers(-(10**15), 10**15)
typed_pence = st.integers(1, 9_999_999_99)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12.50", 12_50),
        ("12.5", 12_50),
        ("12", 12_00),
        ("0.01", 1),
        ("£12.50", 12_50),
        (" £ 12.50 ", 12_50),
        ("£1,234.50", 1234_50),
        ("1,234,567.89", 1234567_89),
        ("9999999.99", 9999999_99),
        ("007", 7_00),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed: str, meant: int) -> None:
    assert parse_money(typed) == Money(meant)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "£",
            "££5",
            "5£",
            "£-5",
            "-5",
            "+5",
            "(5)",
            "5.",
            ".50",
            "1.234",
            "1 234",
            "5 0",
        ),
        *("12,50", "1,23", "1,2345", "12,34.50", ",500", "1,234,56", "1,,234", "0,500", "00,123"),
        *("１２", "٣", "1²", "1_000", "NaN", "Infinity", "1e3", "0x10", "1/2", "1.2.3", "ten"),
        *("\u00a05", "5\u00a0", "£\u00a05", "5\u2003", "\u30005", "5\n", "\r5", "5\x0b", "\x1f5"),
        *(
            "12345678.123",
            "012345678",
            "1\u200b2",
            "1\u00a0234",
            "12.50\x00",
            "$5",
            "5p",
        ),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(AmountUnclear) as refused:
        parse_money(typed, "fee")
    assert refused.value.field == "fee"
    assert "12.50" in refused.value.remedy


@pytest.mark.parametrize(
    "typed", ["12345678", "£12,345,678", "10000000.00", " 99999999 ", "9" * 40]
)
def test_what_is_too_much_is_said_to_be_too_much(typed: str) -> None:
    with pytest.raises(AmountTooLarge) as refused:
        parse_money(typed, "fee")
    assert refused.value.field == "fee"
    assert refused.value.message.endswith("is ten million pounds or more, which no entry holds.")


@pytest.mark.parametrize("typed", ["0", "0.00", "£0", "0.0", "0000000.00"])
def test_nothing_is_not_an_amount(typed: str) -> None:
    with pytest.raises(AmountNotPositive):
        parse_money(typed)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_refused_or_a_whole_number_of_pence(typed: str) -> None:
    try:
        amount = parse_money(typed)
    except (AmountUnclear, AmountTooLarge, AmountNotPositive):
        return
    assert 0 < amount.pence < 10_000_000_00
    digits = typed.strip().removeprefix("£").strip().replace(",", "")
    assert amount.number == Decimal(digits)


@given(typed_pence)
def test_what_is_written_for_people_reads_back_equal(amount: int) -> None:
    money = Money(amount)
    assert parse_money(str(money)) == money
    assert parse_money(f"{money.number}") == money
    assert parse_money(f"{money.number:,}") == money


@given(pence)
def test_what_is_negative_stands_in_brackets_and_never_has_a_sign(amount: int) -> None:
    shown = str(Money(amount))
    assert "-" not in shown
    assert shown.startswith("(") == (amount < 0)
    assert Money.exact(Money(amount).number) == Money(amount)


@given(pence, st.lists(st.integers(0, 10**9), max_size=12))
def test_shares_add_up_exactly_whatever_the_weights(amount: int, weights: list[int]) -> None:
    parts = Money(amount).shared(weights)
    assert len(parts) == len(weights)
    if weights:
        assert Money.total(parts) == Money(amount)


@given(st.integers(0, 10**12), st.lists(st.integers(1, 10**9), min_size=1, max_size=12))
def test_no_share_is_a_penny_away_from_its_weight(amount: int, weights: list[int]) -> None:
    whole = sum(weights)
    for part, weight in zip(Money(amount).shared(weights), weights, strict=True):
        assert abs(part.pence * whole - amount * weight) < whole


@given(st.lists(pence))
def test_a_sum_is_that_of_its_pence(parts: list[int]) -> None:
    assert Money.total(map(Money, parts)) == Money(sum(parts))
    assert Money.total([]) == NOTHING
    assert not NOTHING
