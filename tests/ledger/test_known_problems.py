"""What pages are told to look at is what every rule finds in the whole text, at any moment."""

import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ledger import balances, index
from ledger.book import Book, read
from ledger.checks import known, known_problems, problems
from ledger.entries.acts import ClaimPart, Correction, Refund, Repayment
from ledger.errors import Problem, Refusal
from ledger.money import Money
from ledger.recording import Agreement, add_paper, agree, close_year, record
from tests.ledger.changing_books import CHANGES, write_book
from tests.ledger.index_equal import assert_index_is_right
from tests.ledger.street import (
    BANK,
    COUNCIL,
    attachment,
    begun,
    claimed,
    granted,
    hand,
    share,
    spent,
)

picks = st.integers(0, 10_000)
# What a hand may put in the place of what stood there.
SWAPS = (
    (r"\d+\.\d\d GBP", ("1.00 GBP", "99999.00 GBP", "0.005 GBP", "3 EUR", "-7.00 GBP")),
    (r"\^20\d\d-\d+", ("^2026-0001", "^2026-0007", "^2025-0001", "^2027-0001", "", "^loose")),
    (r"#[a-z-]+", ("#general", "#council-food", "#winter", "#nobody", "", "#general #winter")),
    (r'(?<=pays: ").*(?=")', ("2026-0001", "2026-0003", "2026-0099", "rubbish")),
    (r'(?<=refunds: ").*(?=")', ("2026-0001", "2026-0002", "2026-0099", "rubbish")),
    (r'(?<=corrects: ").*(?=")', ("2026-0001", "2026-0002", "2026-0099", "rubbish")),
    (r'(?<=kind: ").*(?=")', ("expense", "claim", "help", "reversal", "odd", "fund-transfer")),
    (r"(?m)^20\d\d-\d\d-\d\d", ("2026-03-01", "2026-03-31", "1980-01-01", "2099-01-01")),
    (r"(?<=  )[A-Z][A-Za-z:-]+[a-z](?=  )", ("Assets:Cash:Tin", "Equity:Fund-Transfers", "A:B")),
    (r'(?<=\* )".*?"', ('"Aldi"', '""', '"Lidl"')),
    (r'(?<=sha256: ").*(?=")', ("00", "feedbeef")),
    (r'"restricted"', ('"unrestricted"',)),
    (r"(?m)^option.*$", ("", 'option "documents" "x"')),
    (r'(?<=heading: ").*(?=")', ("Another heading",)),
)
LINES = (
    'plugin "beancount.plugins.auto"\n',
    'include "../elsewhere.beancount"\n',
    "nonsense\n",
    '2026-01-01 custom "fund" "council-food" "restricted"\n  spend-by: 2026-03-10\n',
    '2026-01-01 custom "fund" "council-food" "restricted"\n  name: "C"\n  closed-on: 2026-02-01\n',
    '2026-01-01 custom "fund" "general" "unrestricted"\n  opened: 2020-01-01\n',
    '2026-02-01 custom "consent" "council-food" 5.00 GBP "letter"\n',
    "2026-03-15 close Expenses:Food\n",
    '2020-01-01 open Assets:Cash:Float\n  label: "Float"\n',
    '2026-03-12 custom "agreed" Assets:Bank:Current 12.00 GBP "by hand"\n',
    '2026-03-12 custom "agreed" Assets:Bank:Current "withdrawn" "no"\n',
    "2026-03-14 balance Assets:Bank:Current 5.00 ~ 0 GBP\n",
    '2026-03-02 custom "paper" "2026-0001" "lost" "gone"\n',
    (
        '2026-03-02 * "Loose" "No number"\n  pays: "2026-0002"\n  Expenses:Food  5.00 GBP\n'
        "  Liabilities:Claims:P007  -5.00 GBP\n"
    ),
    '2026-03-02 document Expenses:Food "../vouchers/none.jpg" #general ^2026-0002 ^2026-0003\n',
    '2026-03-02 document Expenses:Nothing "../vouchers/nobody.jpg"\n  sha256: "feedbeef"\n',
    '2025-03-31 custom "last-year" "opening" 7.00 GBP\n  from: 2024-04-01\n',
    '2025-03-30 custom "last-year" "opening" 1100.00 GBP\n  from: 2024-04-01\n',
)


def told(every: Sequence[Problem]) -> list[str]:
    """Problems in an order in which two readings can be compared."""
    return sorted(f"{each.is_grave} {each.rule} {each}" for each in every)


def assert_known_is_right(place: Path) -> None:
    """Fail unless what is known is what the rules find; known twice, since the second is kept."""
    right = told(problems(read(place)))
    for _ in range(2):
        assert told(known_problems(index.current(place))) == right


class StreetMendedByHand(RuleBasedStateMachine):
    """A book in which some things are recorded, and others are changed by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.shelf = begun(self.folder)
        self.papers = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def _book(self) -> Book:
        return index.current(self.shelf)

    def _try(self, *acts: Callable[[], object]) -> None:
        # What was bent by hand may be beyond recording.
        for act in acts:
            with suppress(Refusal, ValueError, KeyError, IndexError, StopIteration):
                act()

    def _files(self) -> list[Path]:
        return sorted(self.shelf.rglob("*.beancount"))

    @initialize()
    def something_to_bend(self) -> None:
        self._record(spent(share(10_00), day=date(2026, 3, 2)))
        self._record(claimed(share(20_00), day=date(2026, 3, 3)))
        self._record(granted(100_00, day=date(2026, 2, 20)))
        self._record(spent(share(5_00), share(7_00, COUNCIL.name), day=date(2026, 3, 4)))
        part = ClaimPart(claim="2026-0002", fund="general", amount=Money(20_00))
        back = Repayment(day=date(2026, 3, 9), claimant="P007", parts=(part,), paid_from=BANK)
        self._try(lambda: record(self.shelf, back, hand()))
        self.give_back(1)
        self.correct(4)
        self.add_a_paper(1)
        self.agree_with_the_bank(5)

    def _record(self, act: object) -> None:
        self._try(lambda: record(self.shelf, act, hand()))  # type: ignore[arg-type]  # one of the acts

    @rule(pick=picks)
    def spend(self, pick: int) -> None:
        day = date(2026, 3, 1 + pick % 20)
        fund = ("general", COUNCIL.name)[pick % 2]
        act = (spent, claimed)[pick % 3 % 2](share(1_00 * (pick % 4 + 1), fund), day=day)
        self._record(act)

    @rule(pick=picks)
    def give_back(self, pick: int) -> None:
        numbers = list(self._book().entries)
        act = Refund(
            day=date(2026, 3, 19),
            received_from="Aldi",
            what_for="",
            shares=(share(1_00),),
            paid_into=BANK,
            refunds=numbers[pick % len(numbers)] if numbers else "",
        )
        self._record(act)

    @rule(pick=picks)
    def correct(self, pick: int) -> None:
        numbers = list(self._book().entries)
        if numbers:
            number = numbers[pick % len(numbers)]
            right = spent(share(3_00), day=date(2026, 3, 10)) if pick % 2 else None
            act = Correction(corrects=number, because="misread", right=right)
            self._record(act)

    @rule(pick=picks)
    def add_a_paper(self, pick: int) -> None:
        numbers = list(self._book().entries)
        if numbers:
            paper = attachment(str(pick % 3).encode(), Money(pick % 9 * 100))
            number = numbers[pick % len(numbers)]
            self._try(lambda: add_paper(self.shelf, number, paper, hand()))

    @rule(pick=picks)
    def agree_with_the_bank(self, pick: int) -> None:
        day = date(2026, 3, 1 + pick % 20)
        figure = balances.in_account(self._book(), BANK, day)
        agreed = Agreement(day=day, account=BANK, figure=figure, statement="page 1")
        self._try(lambda: agree(self.shelf, agreed, hand()))

    @rule()
    def close_the_year(self) -> None:
        self._try(lambda: close_year(self.shelf, date(2026, 3, 31), hand(today=date(2026, 4, 2))))

    @rule(where=picks, which=picks, swap=st.integers(0, len(SWAPS) - 1), by=picks)
    def swap(self, where: int, which: int, swap: int, by: int) -> None:
        pattern, pool = SWAPS[swap]
        files = [each for each in self._files() if re.search(pattern, each.read_text())]
        if files:
            file = files[where % len(files)]
            text = file.read_text()
            found = list(re.finditer(pattern, text))
            one = found[which % len(found)]
            new = text[: one.start()] + pool[by % len(pool)] + text[one.end() :]
            file.write_text(new)

    @rule(where=picks, which=picks, what=st.sampled_from(["out", "twice", "last", "elsewhere"]))
    def move_a_paragraph(self, where: int, which: int, what: str) -> None:
        files = [each for each in self._files() if each.parent.name == "journal"]
        file, other = files[where % len(files)], files[which % len(files)]
        parts = file.read_text().split("\n\n")
        part = parts.pop(which % len(parts))
        if what in {"twice", "last"}:
            parts += [part.strip()] * (2 if what == "twice" else 1)
        file.write_text("\n\n".join(parts))
        if what == "elsewhere":
            other.write_text(f"{other.read_text()}\n{part}\n")

    @rule(where=picks, line=st.sampled_from(LINES), is_at_the_end=st.booleans())
    def write_a_line(self, where: int, line: str, *, is_at_the_end: bool) -> None:
        file = self._files()[where % len(self._files())]
        text = file.read_text()
        file.write_text(f"{text}\n{line}" if is_at_the_end else f"{line}\n{text}")

    @rule(where=picks)
    def take_a_file_away(self, where: int) -> None:
        files = [each for each in self._files() if each.parent.name == "journal"]
        if len(files) > 1:
            files[where % len(files)].unlink()

    @rule()
    def forget_the_index(self) -> None:
        index.take_away(self.folder / "index" / "street.sqlite")

    @rule()
    def delete_the_index_by_hand(self) -> None:
        shutil.rmtree(self.folder / "index", ignore_errors=True)

    @rule()
    def only_look(self) -> None:
        self._book()

    @precondition(lambda self: self.shelf.exists())
    @invariant()
    def what_is_known_is_what_the_rules_find(self) -> None:
        assert_known_is_right(self.shelf)
        assert_index_is_right(self.shelf)


TestStreetMendedByHand = StreetMendedByHand.TestCase
TestStreetMendedByHand.settings = settings(
    max_examples=max(15, settings().max_examples // 100),
    stateful_step_count=12,
    phases=[Phase.reuse, Phase.generate],
)


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_known_follows_every_change_of_a_book(tmp_path: Path, name: str) -> None:
    """A change that was made, and the same one made once more."""
    (tmp_path / "books").mkdir()
    place = write_book(tmp_path / "books" / "elm")
    assert_known_is_right(place)
    for _ in range(2):
        CHANGES[name](place)
        assert_known_is_right(place)


def test_a_book_in_batches_is_judged_as_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(mkdtemp())
    try:
        shelf = begun(folder)
        for day in range(1, 9):
            record(shelf, spent(share(2_00), day=date(2026, 3, 1 + day % 2)), hand())
            record(shelf, claimed(share(3_00), day=date(2026, 3, day)), hand())
        right = told(problems(read(shelf)))
        assert "same_twice" in " ".join(right)
        for batch in (1, 2, 5):
            monkeypatch.setattr(known, "_BATCH", batch)
            index.take_away(folder / "index" / "street.sqlite")
            # Who makes the index anew has all of it at hand; who comes after that has not.
            index.current(shelf)
            assert told(known_problems(index.current(shelf))) == right
    finally:
        shutil.rmtree(folder)
