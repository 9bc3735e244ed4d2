"""What is read plainly is what Beancount's parser reads; anything else is left to it.

The text is what the formatter writes, whole or bent at a few places.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.accounts import AccountName
from ledger.beans import Directive, parse, read_text, write
from ledger.beans.plainly import read_plainly
from ledger.entries.directives import Document, Fact, FinalBalance, Posting, Transaction
from ledger.errors import Refusal
from ledger.money import Money

MONTH = "journal/2026-03.beancount"
DAY = date(2026, 3, 14)
WORDS = (
    *('"', "\\", "\n", "\t", "; x", "1/0", "é", "🥕", "{", "#tag", "^2026-0099", "\u2028", "TRUE"),
    *("plugin", "include", "option", "2026-01-01", "5.00 GBP", "Assets:Cash:Tin", "-", "'"),
)
BENDS = (
    *(" ", "  ", "\n", "\t", "\r", "\x00", "\x0c", ";", "; note", '"', "\\", "\\n", "\\t", "-"),
    *("+", "*", "!", "txn", "0", "00", ".", ",", "/", "(", ")", "1/3", "- 2", " 3.00", "É", ":"),
    *("{1 GBP}", "EUR", "GBP", "TRUE", "NULL", "NO", "#", "#a", "^", "^b-", "#é", "~", "|", "€"),
    *("key: ", "filename: ", '\n  kind: "x"', "\n  lineno: 3", "\n  a: TRUE", "\n  b: #x"),
    *("balance", "pushtag #x\n", "option ", 'include "x"\n', "2026-02-30", "1699-01-01"),
    *("Assets:Bank", "Assets:Bank:Current", "\n  Assets:Cash:Tin", "* head\n", "2026-3-1"),
    *("\u0085", "\ufeff", "custom", "@ 2.00 GBP"),
)
typed = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=5).map("".join)
marks = st.lists(st.sampled_from(["general", "b-2", "A", "2026-0042", "2026-0007"]), max_size=3)
sums = st.integers(-(10**9), 10**9).map(lambda pence: Decimal(pence).scaleb(-2))
accounts = st.sampled_from(["Expenses:Food", "Assets:Bank:Current", "Liabilities:Claims:P007"])
values = st.one_of(typed, st.just(DAY), sums, sums.map(Money.exact))
facts = st.dictionaries(st.sampled_from(["kind", "total", "pays", "a-1"]), values, max_size=3)
named = st.one_of(typed, accounts.map(AccountName), st.just(DAY), sums.map(Money.exact))


@st.composite
def lines(draw: st.DrawFn) -> Directive:
    """Any line that a month of ours may hold."""
    said = tuple(draw(facts).items())
    tags, links = (tuple(sorted(set(draw(marks)))) for _ in range(2))
    sort = draw(st.sampled_from(["transaction", "transaction", "document", "fact", "balance"]))
    if sort == "document":
        path = f"../vouchers/2026/{draw(st.sampled_from(['a.jpg', '2026-0042-9f2c41d7.pdf']))}"
        return Document(
            day=DAY, account="Expenses:Food", path=path, tags=tags, links=links, facts=said
        )
    if sort == "fact":
        told = tuple(draw(st.lists(named, max_size=3)))
        return Fact(day=DAY, kind=draw(typed), values=told, facts=said)
    if sort == "balance":
        return FinalBalance(day=DAY, account=draw(accounts), amount=Money.exact(draw(sums)))
    moved = [(draw(accounts), draw(sums)) for _ in range(draw(st.integers(1, 3)))]
    return Transaction(
        day=DAY,
        payee=draw(typed),
        narration=draw(typed),
        tags=tags,
        links=links,
        facts=said,
        postings=tuple(Posting(account=account, number=number) for account, number in moved),
    )


def written(every: Sequence[Directive]) -> str:
    """The month as it stands on the disk, without what the formatter refuses to write."""
    texts = ["; 2026-03\n"]
    for each in every:
        try:
            texts.append(write(each))
        except (Refusal, UnicodeError):
            continue
    return "\n".join(texts)


def assert_same(text: str) -> bool:
    """Fail unless what is read plainly is exactly what Beancount's parser reads; tell if it was."""
    plain = read_plainly(text, MONTH, 7)
    if plain is None:
        return False
    stock = parse(text, MONTH, 7)
    assert stock.problems == ()
    assert repr(plain) == repr(stock.directives)
    assert [_kept(each) for each in plain] == [_kept(each) for each in stock.directives]
    assert not stock.includes
    assert not stock.plugins
    return True


def _kept(each: Directive) -> tuple[object, ...]:
    """What is not compared, or compares equal where it is not the same."""
    said = each.values if isinstance(each, Fact) else ()
    facts = getattr(each, "facts", ())
    return [type(one) for one in said], [type(one) for _, one in facts], getattr(each, "place", 0)


@given(st.lists(lines(), max_size=4))
def test_what_the_formatter_writes_is_read_alike(every: list[Directive]) -> None:
    assert_same(written(every))


@given(
    st.lists(lines(), min_size=1, max_size=2),
    st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 3), st.sampled_from(BENDS)), max_size=3
    ),
)
def test_text_that_was_bent_is_read_alike_or_left_to_beancount(
    every: list[Directive], bends: list[tuple[int, int, str]]
) -> None:
    text = written(every)
    for where, gone, bend in bends:
        at = where % (len(text) + 1)
        text = text[:at] + bend + text[at + gone :]
    assert_same(text)


@given(st.lists(st.one_of(st.sampled_from(BENDS), st.text(max_size=5)), max_size=12).map("".join))
def test_any_text_at_all_is_read_alike_or_left_to_beancount(text: str) -> None:
    assert_same(text)


def test_a_plain_month_is_read_plainly() -> None:
    text = (
        '; 2026-03\n\n2026-03-14 * "Aldi" "Food, \\"fresh\\"\\nand cold" #general ^2026-0042\n'
        '  kind: "expense"\n  paid-on: 2026-03-13\n  Expenses:Food         84.20 GBP\n'
        "  Assets:Bank:Current  -84.20 GBP\n\n"
        '2026-03-14 document Expenses:Food "../vouchers/2026/x-9f2c41d7.jpg" #general ^2026-0042\n'
        '  sha256: "9f"\n  total: 84.20 GBP\n\n2026-03-15 custom "approved" "2026-0042" "P007"\n'
        '2026-03-31 custom "agreed" Assets:Bank:Current -1204.60 GBP "page 3"\n'
        "2026-04-01 balance Assets:Bank:Current -0.00 ~ 0 GBP\n"
    )
    assert assert_same(text)
    assert len(read_text(text, MONTH).directives) == 5


@pytest.mark.parametrize(
    "text",
    [
        '2026-03-14 * "x" "y"\n  Expenses:Food  1.00 GBP\n  Assets:Cash:Tin\n',
        '2026-03-14 * "x" "y"\n  Expenses:Food  1.00 EUR\n',
        '2026-03-14 * "x" "y"\n  kind: "a"\n  kind: "b"\n  Expenses:Food  1.00 GBP\n',
        '2026-02-30 * "x" "y"\n  Expenses:Food  1.00 GBP\n',
        '2026-03-14 * "x" "y"\n  Expenses:Food  1/3 GBP\n',
        '2026-03-14 * "x" "y"\n  filename: "elsewhere"\n  Expenses:Food  1.00 GBP\n',
        '2026-03-14 document Expenses:Food "../../elsewhere/x.jpg"\n',
        f'2026-03-14 * "{"x" * 2_000}" "y"\n  Expenses:Food  1.00 GBP\n',
        '2026-03-14 * "x" "y"\n  n: "1"\n  Expenses:Food  1.00 GBP\n',
        'pushtag #x\n2026-03-14 custom "approved" "2026-0042"\n',
        '2026-03-14 custom "approved" "2026-0042"',
    ],
)
def test_what_is_not_in_our_own_hand_is_left_to_beancount(text: str) -> None:
    assert read_plainly(text, MONTH) is None
    one, other = read_text(text, MONTH), parse(text, MONTH)
    assert (one.directives, one.problems) == (other.directives, other.problems)
