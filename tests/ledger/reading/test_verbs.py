"""Whatever happens to a book, every read verb answers as a fresh full load of its text does."""

import io
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import initialize, invariant, rule
from PIL import Image

from ledger import index
from ledger.entries.acts import ClaimPart, Correction, HelpGiven, Repayment
from ledger.money import Money
from ledger.papers import Paper
from ledger.recording import (
    Attachment,
    ToIssue,
    add_paper,
    approve,
    change_budget,
    declare_paper,
    issue,
    record,
    record_consent,
)
from ledger.vouchers import PaperState
from tests.ledger.index_equal import assert_index_is_right
from tests.ledger.street import BANK, COUNCIL, TIN, begun, claimed, granted, hand, share, spent
from tests.ledger.test_known_problems import StreetMendedByHand, picks
from tests.ledger.verbs_equal import ASKED, assert_verbs_are_right, public_verbs, restart

TODAY = date(2026, 3, 20)
FUNDS = ("general", COUNCIL.name, "winter")


def photo() -> Attachment:
    """A photo that can be decoded, so that it can be covered."""
    out = io.BytesIO()
    Image.new("RGB", (24, 16), "white").save(out, "JPEG")
    content = out.getvalue()
    paper = Paper(
        content=content, suffix="jpg", sha256=sha256(content).hexdigest(), thumbnail=content
    )
    return Attachment(paper=paper)


def report(version: str) -> ToIssue:
    """A report on the council's grant as it went out."""
    return ToIssue(
        about=COUNCIL.name,
        sort="report",
        content=b"%PDF-1.7 whatever it says",
        version=version,
        until=TODAY,
        changed="",
    )


def helped(pick: int) -> HelpGiven:
    """Help to one up to four people, out of one fund and place or another."""
    return HelpGiven(
        day=date(2026, 3, 1 + pick % 20),
        what_for="Electricity",
        fund=FUNDS[pick % 3],
        amount=Money(pick % 50 * 100 + 1),
        paid_from=(BANK, TIN)[pick % 2],
        count=1 + pick % 4,
    )


class StreetAsEveryVerbTellsIt(StreetMendedByHand):
    """The same street, with people helped and later facts; here it is the verbs that are asked."""

    @initialize()
    def somebody_was_helped(self) -> None:
        for pick in (4, 10, 16, 3):
            self._record(helped(pick))

    @rule(pick=picks)
    def help(self, pick: int) -> None:
        self._record(helped(pick))

    @rule(pick=picks)
    def later_something_is_learned(self, pick: int) -> None:
        numbers = list(self._book().entries)
        number = numbers[pick % len(numbers)] if numbers else "2026-0001"
        lost, spare = PaperState.LOST, Money(pick % 300)
        budget = lambda: change_budget(  # noqa: E731 - one of four acts, told in one line each
            self.shelf, COUNCIL.name, "Food", spare, "letter", hand()
        )
        acts = (
            lambda: approve(self.shelf, number, hand(by="P005")),
            lambda: declare_paper(self.shelf, number, lost, "blown away", hand()),
            lambda: record_consent(self.shelf, COUNCIL.name, spare, "letter", hand()),
            budget,
        )
        self._try(acts[pick % 4])

    @rule(pick=picks)
    def a_grant_comes(self, pick: int) -> None:
        self._record(granted(pick % 90 * 100 + 5, day=date(2026, 3, 1 + pick % 20)))

    @rule()
    def the_program_is_started_again(self) -> None:
        restart()

    @invariant()
    def what_is_known_is_what_the_rules_find(self) -> None:
        assert_verbs_are_right(self.shelf, TODAY)


TestStreetAsEveryVerbTellsIt = StreetAsEveryVerbTellsIt.TestCase
TestStreetAsEveryVerbTellsIt.settings = settings(
    max_examples=max(4, settings().max_examples // 50),
    stateful_step_count=5,
    phases=[Phase.reuse, Phase.generate],
)


def test_every_public_verb_is_asked() -> None:
    """Whoever adds a verb says in `verbs_equal.ASKED` what it is to be asked."""
    assert set(ASKED) == public_verbs()


def test_every_verb_answers_of_a_book_in_its_folder_as_of_a_copy_elsewhere(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    record(shelf, spent(share(10_00), day=date(2026, 3, 2)), hand(key="form"))
    record(shelf, claimed(share(20_00, COUNCIL.name), day=date(2026, 3, 3)), hand())
    record(shelf, granted(100_00, day=date(2026, 3, 4)), hand())
    add_paper(shelf, "2026-0001", photo(), hand())
    wrong = Correction(corrects="2026-0002", because="misread", right=claimed(share(21_00)))
    record(shelf, wrong, hand())
    for pick in (4, 10, 16, 3):
        record(shelf, helped(pick), hand())
    issue(shelf, report(index.current(shelf).version), hand())
    assert_verbs_are_right(shelf, TODAY, all_of_them=True)


BENT = {
    "a claim under no number": [("#general ^2026-0002", "#general")],
    "one entry that takes back two": [('corrects: "2026-0001"', 'corrects: "2026-0002"')],
    "no fund": [("#general ^2026-0002", "^2026-0002")],
    "one entry that two take back": [("#council-food ^2026-0004", "#council-food ^2025-0001")],
    "one number in two months": [("#general ^2026-0002", "#general ^2025-0001")],
}


@pytest.mark.parametrize("name", BENT)
def test_a_line_that_was_bent_by_hand_is_told_alike(tmp_path: Path, name: str) -> None:
    """Also when the index is made from nothing, in whatever order the system names the files."""
    shelf = begun(tmp_path)
    both = spent(share(10_00), share(4_00, COUNCIL.name), day=date(2026, 3, 2))
    record(shelf, both, hand())
    record(shelf, claimed(share(20_00), day=date(2026, 3, 3)), hand())
    part = ClaimPart(claim="2026-0002", fund="general", amount=Money(20_00))
    back = Repayment(day=date(2026, 3, 9), claimant="P007", parts=(part,), paid_from=BANK)
    record(shelf, back, hand())
    record(shelf, Correction(corrects="2026-0001", because="misread"), hand())
    month = shelf / "journal/2026-03.beancount"
    for old, new in BENT[name]:
        text = month.read_text()
        assert old in text
        month.write_text(text[: text.rindex(old)] + new + text[text.rindex(old) + len(old) :])
    assert_index_is_right(shelf)
    (tmp_path / "books" / "street" / "journal-2024.beancount").write_text("; before\n")
    assert_verbs_are_right(shelf, TODAY)
    shutil.rmtree(tmp_path / "index")
    assert_index_is_right(shelf)
    assert_verbs_are_right(shelf, TODAY)
