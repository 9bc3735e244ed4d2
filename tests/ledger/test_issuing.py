"""What goes out on paper stays with the books, exactly as it went out."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from beancount import loader
from fava.core import FavaLedger

from ledger import recording
from ledger.book import read
from ledger.book.issued import issued as issued_in
from ledger.checks import problems
from ledger.checks.acts import DayImplausible
from ledger.entries.acts import Correction
from ledger.funds import FundUnknown
from ledger.history import acts
from ledger.journal import disk
from ledger.money import Money
from ledger.reading import Issued, IssuedGone, issued, issued_content, take_away, told_acts
from ledger.recording import Attachment, Blanks, Hand, ToIssue, issue, record, redact
from ledger.recording.issuing import BooksMovedOn, IssuedWithoutNews, NotAReport, NothingToIssue
from tests.ledger.street import COUNCIL, TODAY, begun, granted, hand, share, spent
from tests.ledger.test_redacting import HANDS, WHY, WORDS, covered, found_in, photo, sound

FUND = COUNCIL.name


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The book of a street."""
    return begun(tmp_path / "book")


def made(shelf: Path, content: bytes = b"%PDF-1.7 first", **other: object) -> ToIssue:
    """A report on the council's grant, made from the books as they are now."""
    first = ToIssue(
        about=FUND, sort="report", until=TODAY, version=read(shelf).version, content=content
    )
    return replace(first, **other)  # type: ignore[arg-type]  # any field


def test_what_was_issued_is_kept_byte_for_byte_and_told(shelf: Path) -> None:
    document = made(shelf)
    kept = issue(shelf, document, hand(key="form-1"))
    mark = sha256(document.content).hexdigest()
    assert kept == Issued(
        day=TODAY,
        about=FUND,
        sort="report",
        until=TODAY,
        version=document.version,
        file=f"issued/2026-03-20-council-food-{mark[:8]}.pdf",
        sha256=mark,
        changed="",
        by="P003",
        key="form-1",
    )
    assert issued_content(shelf, kept) == document.content
    assert issued(shelf, FUND, "report") == (kept,)
    assert next(each.what for each in acts(shelf)) == f"issued report {FUND}"
    assert told_acts(shelf, FUND)


def test_a_book_with_an_issued_report_loads_clean_in_stock_beancount_and_fava(shelf: Path) -> None:
    issue(shelf, made(shelf), hand())
    _, errors, _ = loader.load_file(str(shelf / "book.beancount"))
    assert errors == []
    assert FavaLedger(str((shelf / "book.beancount").resolve())).errors == []
    assert [str(each) for each in problems(read(shelf)) if each.is_grave] == []


def test_the_same_form_sent_twice_issues_once(shelf: Path) -> None:
    first = issue(shelf, made(shelf), hand(key="form-1"))
    again = issue(shelf, made(shelf, b"%PDF-1.7 printed again"), hand(key="form-1"))
    assert again == first
    assert len(list((shelf / "issued").iterdir())) == 1


def test_the_very_same_document_is_issued_once(shelf: Path) -> None:
    document = made(shelf)
    first = issue(shelf, document, hand(key="form-1"))
    assert issue(shelf, document, hand(key="form-2")) == first


def test_a_second_version_says_what_is_different_and_the_first_stays(shelf: Path) -> None:
    first = issue(shelf, made(shelf), hand(key="one"))
    with pytest.raises(IssuedWithoutNews) as refused:
        issue(shelf, made(shelf, b"%PDF-1.7 second"), hand(key="two"))
    assert refused.value.field == "news"
    assert "20 March 2026" in refused.value.message
    second = issue(
        shelf, made(shelf, b"%PDF-1.7 second", changed="A paper was found"), hand(key="two")
    )
    assert [each.sha256 for each in issued(shelf, FUND, "report")] == [second.sha256, first.sha256]
    assert issued_content(shelf, first) == b"%PDF-1.7 first"
    assert second.changed == "A paper was found"


def test_a_report_of_books_that_moved_on_is_not_issued(shelf: Path) -> None:
    document = made(shelf)
    record(shelf, granted(100_00), hand())
    with pytest.raises(BooksMovedOn):
        issue(shelf, document, hand())
    assert not (shelf / "issued").exists()
    assert issued(shelf, FUND, "report") == ()


def test_accounts_of_a_year_are_issued_by_the_same_verb(shelf: Path) -> None:
    year = made(shelf, about="accounts:2026-03-31", sort="accounts", until=TODAY)
    kept = issue(shelf, year, hand())
    assert kept.file.startswith("issued/2026-03-20-accounts-2026-03-31-")
    assert issued(shelf, "accounts:2026-03-31", "accounts") == (kept,)
    assert issued(shelf, FUND, "report") == ()


def test_what_cannot_be_issued_is_refused_and_nothing_is_written(shelf: Path) -> None:
    before = read(shelf).version
    for document, refusal in (
        (made(shelf, b"<html>"), NotAReport),
        (made(shelf, about="nothing"), FundUnknown),
        (made(shelf, sort="poster"), NothingToIssue),
        (made(shelf, sort="accounts"), NothingToIssue),
        (made(shelf, until=TODAY + timedelta(days=1)), DayImplausible),
    ):
        with pytest.raises(refusal):
            issue(shelf, document, hand())
    assert read(shelf).version == before
    assert not (shelf / "issued").exists()


def test_a_file_that_was_swapped_or_lost_is_told_and_not_handed_out(shelf: Path) -> None:
    kept = issue(shelf, made(shelf), hand())
    file = shelf / kept.file
    content = file.read_bytes()
    file.write_bytes(b"%PDF-1.7 another")
    with pytest.raises(IssuedGone):
        issued_content(shelf, kept)
    assert [each.rule for each in problems(read(shelf)) if each.about == FUND] == ["issued_there"]
    file.unlink()
    with pytest.raises(IssuedGone):
        issued_content(shelf, kept)
    file.write_bytes(content)
    assert issued_content(shelf, kept) == content


def test_a_line_that_names_a_file_elsewhere_opens_none(shelf: Path) -> None:
    kept = issue(shelf, made(shelf), hand())
    outside = replace(kept, file="../../etc/passwd")
    with pytest.raises(IssuedGone):
        issued_content(shelf, outside)


def test_a_report_that_was_broken_off_is_swept_by_the_next_act(shelf: Path) -> None:
    name = "issued/2026-03-20-council-food-0123abcd.pdf"
    disk.place_whole(shelf, name, b"%PDF-1.7 nobody named it")
    disk.here().seen.clear()
    record(shelf, spent(), hand())
    assert not (shelf / name).exists()
    kept = issue(shelf, made(shelf), hand())
    disk.here().seen.clear()
    record(shelf, spent(day=date(2026, 3, 19)), hand())
    assert (shelf / kept.file).is_file()


def test_it_goes_along_when_the_books_are_taken_away_or_copied(shelf: Path, tmp_path: Path) -> None:
    kept = issue(shelf, made(shelf), hand())
    out = BytesIO()
    take_away(shelf, out)
    with ZipFile(out) as packed:
        assert packed.read(f"books/{kept.file}") == b"%PDF-1.7 first"
    recording.copy_of_a_moment(shelf, tmp_path / "copy")
    assert (tmp_path / "copy" / kept.file).read_bytes() == b"%PDF-1.7 first"


def test_an_older_line_without_a_file_is_read_and_hands_nothing_out(shelf: Path) -> None:
    month = shelf / "journal/2026-03.beancount"
    with month.open("a") as text:
        text.write('\n2026-03-20 custom "issued" "council-food" "report"\n')
    (said,) = issued_in(read(shelf), FUND)
    assert (said.file, said.until) == ("", None)
    assert [each for each in problems(read(shelf)) if each.rule == "issued_there"] == []
    with pytest.raises(IssuedGone):
        issued_content(shelf, said)


def test_hands_without_a_key_may_issue_again(shelf: Path) -> None:
    issue(shelf, made(shelf), Hand(by="P003", today=TODAY))
    second = made(shelf, b"%PDF-1.7 second", changed="more")
    issue(shelf, second, Hand(by="P003", today=TODAY))
    assert len(issued(shelf, FUND, "report")) == 2


def test_a_report_that_holds_blanked_words_is_taken_away_and_that_it_was_issued_stays(
    shelf: Path,
) -> None:
    """Also out of the history; a report on another fund stays as it is."""
    words = ("Aldi", "Soup for Zebulon Quirke")
    record(shelf, spent(share(10_00, FUND), words=words), hand())
    number = record(shelf, spent(share(5_00, FUND)), hand()).number
    named = issue(shelf, made(shelf, b"%PDF-1.7 Soup for Zebulon Quirke"), hand())
    other = issue(shelf, made(shelf, b"%PDF-1.7 warmth", about="winter"), hand())
    entry = f"{number[:5]}{int(number[5:]) - 1:04d}"
    assert found_in(shelf) != []
    blanks = Blanks(words=("Zebulon Quirke",))
    redact(shelf, entry, blanks, "a neighbour was named", (hand("P003"), hand("P005")))
    sound(shelf)
    assert found_in(shelf) == []
    (left,) = issued(shelf, FUND, "report")
    assert left == replace(named, file="", blanked_on=TODAY)
    assert [each.rule for each in problems(read(shelf)) if each.rule == "issued_there"] == []
    assert issued_content(shelf, other) == b"%PDF-1.7 warmth"
    with pytest.raises(IssuedGone):
        issued_content(shelf, left)
    again = made(shelf, b"%PDF-1.7 Soup", changed="words were blanked")
    assert issue(shelf, again, hand()).file


def test_accounts_that_may_hold_blanked_words_are_taken_away_and_older_ones_stay(
    shelf: Path,
) -> None:
    """Any entry may stand in what is attached to them; one of a later day cannot."""
    eve = TODAY - timedelta(days=1)
    older = made(shelf, about="accounts:2025-03-31", sort="accounts", until=eve)
    kept = issue(shelf, older, hand(today=eve))
    entry = record(shelf, spent(words=("Aldi", "Soup for Zebulon Quirke")), hand())
    year = replace(older, about="accounts:2026-03-31", until=TODAY)
    holding = b"%PDF-1.7 Soup for Zebulon Quirke"
    gone = issue(shelf, replace(year, version=read(shelf).version, content=holding), hand())
    redact(shelf, entry.number, WORDS, WHY, HANDS)
    sound(shelf)
    assert found_in(shelf) == []
    assert issued_in(read(shelf)) == (kept, replace(gone, file="", blanked_on=TODAY))
    assert issued_content(shelf, kept) == older.content


def test_a_covered_paper_takes_the_reports_of_all_that_it_proves_away(shelf: Path) -> None:
    """It proves another entry too, whose fund was put right later: both funds' reports go."""
    paper = Attachment(paper=photo("Zebulon"), total=Money(20_00))
    entry = record(shelf, spent(), hand(), [paper])
    other = record(shelf, spent(share(10_00, FUND)), hand(), [paper])
    right = spent(share(10_00, "winter"))
    record(shelf, Correction(corrects=other.number, because="not theirs", right=right), hand())
    holding = b"%PDF-1.7 Zebulon "
    for about in (FUND, "winter"):
        issue(shelf, made(shelf, holding + about.encode(), about=about), hand())
    year = made(shelf, holding, about="accounts:2026-03-31", sort="accounts")
    issue(shelf, year, hand())
    assert found_in(shelf) != []
    blanks = Blanks(covers=(covered(shelf, entry.documents[0].name),))
    redact(shelf, entry.number, blanks, WHY, HANDS)
    sound(shelf)
    assert found_in(shelf) == []
    left = issued_in(read(shelf))
    assert [(each.file, each.blanked_on) for each in left] == [("", TODAY)] * 3
    assert list((shelf / "issued").glob("*")) == []
