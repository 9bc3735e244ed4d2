"""Whatever a person types is refused, or reads back as exactly that and as nothing else.

Both readers are asked: our own, and stock Beancount's loader.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core import data
from hypothesis import given
from hypothesis import strategies as st

from ledger.accounts import Account, AccountName
from ledger.beans import Directive, TextNotAsMeant, parse, proved, write, write_option
from ledger.beans.parsing import AccountClosed
from ledger.entries.acts import Expense, Share
from ledger.entries.directives import (
    Document,
    Fact,
    FactValue,
    FinalBalance,
    Posting,
    Price,
    Transaction,
)
from ledger.entries.shapes import transactions
from ledger.entries.words import narration, payee, plain
from ledger.errors import Refusal
from ledger.money import Money

DAY = date(2026, 3, 14)
FOOD, BANK = "Expenses:Food", "Assets:Bank:Current"
OPENS = f"1990-01-01 open {FOOD} GBP\n1990-01-01 open {BANK} GBP\n"
KEPT = (
    *('"', '""', '" "', "\\", '\\"', '\\\\"', "\\n", "\n", "\r\n", "\r", "\u2028", "\u0085", "\t"),
    *("#tag", "^2026-0099", ";", "; comment", "* ", "!", "{", "}", "@", "~", "|", "1/0", "2*3"),
    *('option "title" "x"', 'plugin "os"', 'include "/etc/passwd"', "pushtag #x", "poptag #x"),
    *('\n2026-01-01 * "x" "y"\n', "\n  Assets:Bank:Current  -1 GBP", "\n2026-01-01 close ", "key:"),
    *(
        "Assets:Bank:Current",
        "TRUE",
        "NULL",
        "2026-01-01",
        "10.00 GBP",
        "custom",
        "%",
        "&",
        "=",
        "-",
    ),
    *(
        "\u200f",
        "\u200b",
        "\ufeff",
        "\U000e0041",
        "שלום",
        "مرحبا",
        "é",
        "e\u0301",
        "ﬁ",
        "Ａ",
        "\u0130",
    ),
    *("🥕", "<b>", "{{ x }}", "%s", "'"),
)
REFUSED = ("\u202e", "\ud800", "\udfff", "\x00", "\x07", "\x1a", "\ue000", "\u0378")
HOSTILE = (*KEPT, *REFUSED)


def made_of(pieces: Sequence[str], letters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Text made of some pieces and of some letters between them."""
    some = st.one_of(st.sampled_from(pieces), st.text(letters, max_size=8))
    return st.lists(some, max_size=8).map("".join)


# Mostly what is kept, since what is refused is not written; and now and then anything at all.
readable = made_of(KEPT, st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]))
typed = st.one_of(readable, readable, made_of(HOSTILE, st.characters(exclude_categories=())))
pence = st.integers(1, 10**9)
days = st.dates(date(1990, 1, 1), date(2199, 12, 31))


def stock(text: str) -> list[data.Directive]:
    """What stock Beancount's loader makes of a text below our accounts, without those."""
    entries, errors, options = loader.load_string(OPENS + text, dedent=False)
    assert errors == []
    assert (options["plugin"], options["include"]) == ([], [])
    assert options["title"] == "Beancount"
    return [each for each in entries if not isinstance(each, data.Open)]


def facts_of(meta: data.Meta) -> dict[str, object]:
    """What a line says beside itself, without where it stands."""
    own = {"filename", "lineno"}
    return {key: value for key, value in meta.items() if key not in own and key[0] != "_"}


def read_back(meant: Sequence[Directive]) -> list[data.Directive]:
    """Write some directives, and see that we read them back; give what stock makes of them."""
    text = proved(meant)
    back = parse(text, "book")
    assert back.directives == tuple(meant)
    assert (back.problems, back.includes, back.plugins) == ((), (), ())
    assert len(text.splitlines()) == text.count("\n"), "no line ends but where ours do"
    text.encode()
    found = stock(text)
    assert len(found) == len(meant)
    return found


@given(typed, typed, pence, typed)
def test_an_entry_says_what_was_typed_and_nothing_else(
    paid_to: str, what_for: str, amount: int, because: str
) -> None:
    act = Expense(
        day=DAY,
        paid_to=paid_to,
        what_for=what_for,
        shares=(Share(fund="general", account=FOOD, amount=Money(amount)),),
        paid_from=BANK,
    )
    try:
        (made,) = transactions(act)
        why = plain(because, 500, "because")
    except Refusal:
        return
    whole = replace(made, links=("2026-0001",), facts=(*made.facts, ("because", why)))
    lines = proved([whole]).splitlines()
    assert len(lines) == 5, "a head, two facts and two amounts, whatever was typed"
    (found,) = read_back([whole])
    assert (found.date, found.flag, found.payee or "") == (DAY, "*", whole.payee)
    assert found.narration == whole.narration
    assert (found.tags, found.links) == ({"general"}, {"2026-0001"})
    assert facts_of(found.meta) == {"kind": "expense", "because": why}
    pounds = Decimal(amount).scaleb(-2)
    moved = [(posting.account, posting.units.number) for posting in found.postings]
    assert moved == [(FOOD, pounds), (BANK, -pounds)]
    assert all(posting.units.currency == "GBP" for posting in found.postings)
    assert not any(posting.cost or posting.price or posting.flag for posting in found.postings)


@given(typed, typed, days, pence)
def test_a_later_fact_says_what_was_typed_and_nothing_else(
    first: str, second: str, day: date, amount: int
) -> None:
    try:
        words, more = plain(first, 500, "because"), plain(second, 200, "statement")
    except Refusal:
        return
    values: tuple[FactValue, ...] = (AccountName(BANK), words, Money(-amount), day, more)
    fact = Fact(day=day, kind="agreed", values=values, facts=(("not-yet", more), ("name", words)))
    (found,) = read_back([fact])
    assert (found.date, found.type) == (day, "agreed")
    said = [each.value for each in found.values]
    assert said == [BANK, words, data.Amount(Decimal(-amount).scaleb(-2), "GBP"), day, more]
    assert facts_of(found.meta) == {"not-yet": more, "name": words}


@given(typed)
def test_a_title_is_one_option_and_nothing_else(title: str) -> None:
    try:
        kept = plain(title, 120, "title")
    except Refusal:
        return
    text = write_option("title", kept)
    assert text.count("\n") == 1
    back = parse(text, "book")
    assert (back.directives, back.problems, back.options["title"]) == ((), (), kept)


@given(typed)
def test_even_text_that_nobody_looked_at_is_written_whole_or_refused(raw: str) -> None:
    """The proof by itself, with the policy for words left out."""
    fact = Fact(day=DAY, kind="paper", values=("2026-0001", raw))
    try:
        text = proved([fact])
    except (TextNotAsMeant, UnicodeEncodeError):
        return
    assert parse(text, "book").directives == (fact,)
    (found,) = stock(text)
    assert [each.value for each in found.values] == ["2026-0001", raw]


@given(typed, st.sampled_from(["account", "tag", "link", "key", "commodity", "paper", "opened"]))
def test_a_bare_name_is_plain_letters_or_refused(name: str, place: str) -> None:
    posting = Posting(account=FOOD, number=Decimal(0))
    made = Transaction(day=DAY, postings=(posting,))
    directive: dict[str, Directive] = {
        "account": replace(made, postings=(replace(posting, account=name),)),
        "tag": replace(made, tags=(name,)),
        "link": replace(made, links=(name,)),
        "key": replace(made, facts=((name, "x"),)),
        "commodity": replace(made, postings=(replace(posting, currency=name),)),
        "paper": Document(day=DAY, account=name, path="x.jpg"),
        "opened": Account(name=name, opened=DAY),
    }
    try:
        text = write(directive[place])
    except Refusal:
        return
    assert name.isascii()
    assert name.replace(":", "").replace("-", "").replace("_", "").isalnum()
    assert text.isascii()


@pytest.mark.parametrize(
    "name",
    [
        *("Expenses:Fооd", "Expenses:Food\u200b", "Expenses:food", "expenses:Food", "Expenses"),
        *("Expenses:Food ", "Expenses:Food\n", "Expenses::Food", "Wealth:Food", "Expenses:Café"),
    ],
)
def test_an_account_that_looks_like_another_is_refused(name: str) -> None:
    with pytest.raises(Refusal):
        write(Account(name=name, opened=DAY))


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**7), days)
def test_every_figure_reads_back_exactly(amount: int, hours: int, day: date) -> None:
    money, number = Money(amount).number, Decimal(hours).scaleb(-3)
    written: list[Directive] = [
        Transaction(
            day=day,
            postings=(
                Posting(account=FOOD, number=money),
                Posting(account=BANK, number=-money),
            ),
        ),
        Price(day=day, commodity="HOURS", number=number),
    ]
    bought, price = sorted(read_back(written), key=lambda each: isinstance(each, data.Price))
    assert [posting.units.number for posting in bought.postings] == [money, -money]
    assert price.amount == data.Amount(number, "GBP")


def test_a_final_balance_lets_not_a_penny_through() -> None:
    text = write(FinalBalance(day=DAY, account=BANK, amount=Money(-12_30)))
    assert text == f"2026-03-14 balance {BANK} -12.30 ~ 0 GBP\n"
    spent = f'2026-01-01 * "x"\n  {FOOD}  12.31 GBP\n  {BANK}  -12.31 GBP\n'
    _, errors, _ = loader.load_string(OPENS + spent + text, dedent=False)
    assert len(errors) == 1


@pytest.mark.parametrize(
    "text",
    [
        '2024-01-01 custom "x" 1/0\n',
        '2024-01-01 custom "x" 1.1234/1/0\n',
        '2024-01-01 custom "x" 1 /\n  0\n',
        '* a heading with one " in it\n2024-01-01 custom "x" 1/0\n* another "\n',
        '$" odd\n2024-01-01 custom "x" 1/0\n; "\n',
        '; "\n2024-01-01 custom "x" 1/0\n; "\n',
        '2024-01-01 custom "two\nlines" 1/0\n',
        '2024-01-01 * "x"\n  Expenses:Food  1/0 GBP\n',
    ],
)
def test_a_division_is_refused_without_being_parsed(text: str) -> None:
    """Parsed, each of these would end this very program."""
    found = parse(text, "journal/2024-01.beancount")
    assert found.directives == ()
    (problem,) = found.problems
    assert problem.is_grave
    assert "journal/2024-01.beancount" in problem.sentence


@pytest.mark.parametrize("text", ['"vouchers/2026/x.jpg"', "2024/01/01", '"1/0"', "1 ; 1/0"])
def test_a_stroke_that_divides_nothing_is_read(text: str) -> None:
    assert parse(f'2024-01-01 custom "x" {text}\n', "book").problems == ()


@pytest.mark.parametrize(
    "text",
    [
        '2024-01-01 * "x"\n  lineno: "x"\n  Expenses:Food  1 GBP\n  Assets:Bank:Current\n',
        '2024-01-01 document Expenses:Food "x"\n  filename: 2024-01-01\n',
        f"2024-01-01 *\n  Expenses:Food  1.{'1234567890' * 3} GBP\n  Assets:Bank:Current\n",
        '2024-01-01 "x" pushmeta key: \n   custom 10.00 include NULL @ }\n',
        '2024-01-01 custom "x"\n',
        "2024-01-01 balance Assets:Bank:Current\n",
        "\x00\ufeff\r\r\n",
        '"' * 999,
        f'2024-01-01 custom "{"x" * 8_001}"\n',
        "(" * 7_000 + "\n",
    ],
    ids=range(10),
)
def test_odd_text_is_read_or_a_problem_and_never_a_fault(text: str) -> None:
    found = parse(text, "book")
    assert all(problem.remedy for problem in found.problems)


lines = st.one_of(st.sampled_from([*HOSTILE, "2026-01-01", " ", "\n", "\n  "]), st.text(max_size=9))


@given(st.lists(lines, max_size=20).map("".join))
def test_no_text_at_all_is_a_fault_of_the_reading(raw: str) -> None:
    found = parse(raw.encode(errors="replace").decode(), "book")
    assert all(problem.rule == "readable" for problem in found.problems)


POSTED = Posting(account=FOOD, number=Decimal("12.50"))
PAID = Transaction(
    day=DAY,
    payee="Aldi",
    narration="Food",
    tags=("general",),
    links=("2026-0001",),
    facts=(("kind", "expense"),),
    postings=(POSTED, replace(POSTED, account=BANK, number=Decimal("-12.50"))),
)
PAPER = Document(
    day=DAY,
    account=FOOD,
    path="../vouchers/2026/x.jpg",
    tags=("general",),
    links=("2026-0001",),
    facts=(("sha256", "9f2c"), ("total", Money(12_50))),
)
SAID = Fact(
    day=DAY, kind="agreed", values=(AccountName(BANK), Money(12_50)), facts=(("note", "y"),)
)
# Each is the same but for one field: what is written in place of what was meant.
OTHERWISE = [
    *(
        (PAID, replace(PAID, **{name: value}))
        for name, value in {
            "day": date(2026, 3, 15),
            "payee": "Lidl",
            "narration": "food",
            "tags": ("winter",),
            "links": ("2026-0002",),
            "facts": (("kind", "claim"),),
            "postings": (POSTED, replace(PAID.postings[1], account="Assets:Cash:Tin")),
        }.items()
    ),
    (PAID, replace(PAID, payee="")),
    (PAID, replace(PAID, facts=(*PAID.facts, ("more", "x")))),
    (PAID, replace(PAID, postings=(replace(POSTED, number=Decimal("12.51")), PAID.postings[1]))),
    (PAID, replace(PAID, postings=(replace(POSTED, currency="GOODS"), PAID.postings[1]))),
    *(
        (PAPER, replace(PAPER, **{name: value}))
        for name, value in {
            "day": date(2026, 3, 15),
            "account": BANK,
            "path": "../vouchers/2026/y.jpg",
            "tags": (),
            "links": ("2026-0002",),
            "facts": (("sha256", "9f2c"), ("total", Money(12_51))),
        }.items()
    ),
    *(
        (SAID, replace(SAID, **{name: value}))
        for name, value in {
            "day": date(2026, 3, 15),
            "kind": "closed",
            "values": (BANK, Money(12_50)),
            "facts": (("note", "z"),),
        }.items()
    ),
    (
        FinalBalance(day=DAY, account=BANK, amount=Money(1)),
        FinalBalance(day=DAY, account=BANK, amount=Money(2)),
    ),
    (
        Price(day=DAY, commodity="HOURS", number=Decimal(12)),
        Price(day=DAY, commodity="GOODS", number=Decimal(12)),
    ),
    (Account(name=FOOD, opened=DAY), Account(name=FOOD, opened=DAY, heading="Food")),
    (AccountClosed(day=DAY, name=FOOD), AccountClosed(day=DAY, name=BANK)),
]
STRAY = [
    'option "title" "x"\n',
    'plugin "os"\n',
    'include "other.beancount"\n',
    f"2026-03-14 close {FOOD}\n",
    f'2026-03-14 note {FOOD} "x"\n',
    '2026-03-14 query "x" "select *"\n',
    "pushtag #x\n",
]


@pytest.mark.parametrize(("meant", "put"), OTHERWISE)
def test_a_difference_in_any_field_is_refused(
    meant: Directive, put: Directive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formatter that writes one field otherwise than it was meant keeps nothing."""
    assert proved([meant])
    monkeypatch.setattr("ledger.beans.proof.write", lambda _: write(put))
    with pytest.raises(TextNotAsMeant):
        proved([meant])


@pytest.mark.parametrize("stray", STRAY)
def test_a_line_more_than_was_meant_is_refused(stray: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.beans.proof.write", lambda each: write(each) + stray)
    with pytest.raises(TextNotAsMeant):
        proved([PAID])


def test_every_field_is_compared_but_the_line_that_it_stands_on() -> None:
    values = [Transaction, Posting, Document, Fact, FinalBalance, Price, Account, AccountClosed]
    # What is read out of other fields is compared with them.
    given = [each for value in values for each in fields(value) if each.init]
    assert {each.name for each in given if not each.compare} == {"place"}


def test_an_empty_payee_is_no_payee() -> None:
    (head, *_) = write(replace(PAID, payee="")).splitlines()
    assert head == '2026-03-14 * "Food" #general ^2026-0001'
    (found,) = stock(proved([replace(PAID, payee="")]))
    assert found.payee is None


@pytest.mark.parametrize("letter", ["x", "é", "🥕"])
def test_no_line_is_longer_than_eight_kilobytes(letter: str) -> None:
    """Counted in bytes; the lexer takes the square of its length to read a line."""
    most = 7_000 // len(letter.encode())
    assert proved([replace(SAID, values=(letter * most,))])
    with pytest.raises(TextNotAsMeant):
        proved([replace(SAID, values=(letter * (most * 2),))])


def test_the_longest_words_that_are_kept_fit_into_a_line() -> None:
    whole = replace(PAID, payee=payee("🥕" * 120), narration=narration('"' * 500))
    assert max(len(line.encode()) for line in proved([whole]).split("\n")) < 8_000
