"""`purse verify`: is a document what its books say?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grant_reports.verifying import verified
from ledger.book import Book
from ledger.reading import book_version, slices
from ledger.recording import ACCOUNTS, REPORT, Hand, ToIssue, issue
from ledger.slices import Subject, slice_of
from ledger.slices.subjects import EDITION
from tests.commands.conftest import SAMPLE, Type
from tests.commands.test_history import recorded
from tests.grant_reports.tampering import of_before, resealed, saved_again, with_attached, with_text


@pytest.fixture(scope="module")
def year(typed: Type, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("filed") / "year.pdf"
    assert typed("accounts", SAMPLE, "--year-end", "2026-03-31", "-o", target).code == 0
    return target


def test_accounts_are_proved_by_themselves_and_by_their_book(typed: Type, year: Path) -> None:
    said = typed("verify", year, "--book", SAMPLE)
    assert said.code == 0
    first, second, third = said.out.splitlines()
    assert typed("verify", year).out.splitlines()[-1].endswith("and name them with --book.")
    assert first.startswith(
        "Accounts of Elm Street Mutual Aid, 1 April 2025 to 31 March 2026, from"
    )
    assert second.startswith("Every figure agrees: ")
    assert second.endswith(
        "from the books attached, and every page is as the list attached says that it was printed."
    )
    assert third == "What is attached is what that book held at that version."


def test_a_changed_page_ends_with_one_and_names_its_line(
    typed: Type, year: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(with_text(year.read_bytes(), "3,545.12", "3,945.12"))
    said = typed("verify", changed)
    assert said.code == 1
    assert "Page 2 says 3,945.12, and no figure attached does." in said.out
    assert said.out.splitlines()[-1] == "This document does not agree with what is attached to it."


def test_a_changed_word_that_is_no_figure_ends_with_one_and_is_named(
    typed: Type, year: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(with_text(year.read_bytes(), "held by P004", "held by P007"))
    said = typed("verify", changed)
    assert said.code == 1
    assert "Page 2 says “P007”, after “Float held by”, and “P004” was printed." in said.out


def test_what_an_earlier_program_did_not_hold_is_said(
    typed: Type, year: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older.pdf"
    older.write_bytes(of_before(year.read_bytes()))
    said = typed("verify", older)
    assert said.code == 0
    assert "It was printed before its title, its bookmarks, where links lead and what a" in said.out


def test_a_report_still_proves_what_the_books_held_then(
    typed: Type, book: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    assert typed("report", book, "general", "-o", report).code == 0
    recorded(typed, book, "P003")
    said = typed("verify", report, "--book", book)
    assert said.code == 0, said.out + said.err
    assert said.out.splitlines()[-1] == "What is attached is what that book held at that version."


def issued(book: Path, about: str, sort: str, content: bytes) -> None:
    subject = verified(content).subject
    made = ToIssue(
        about=about,
        sort=sort,
        until=subject.period.last,
        version=subject.version,
        content=content,
    )
    issue(book, made, Hand(by="P003", today=date(2026, 11, 22)))


@pytest.mark.parametrize("sort", [REPORT, ACCOUNTS])
def test_the_very_file_that_was_issued_is_known_from_any_other(
    typed: Type, book: Path, tmp_path: Path, sort: str
) -> None:
    sent, other = tmp_path / "sent.pdf", tmp_path / "other.pdf"
    if sort == REPORT:
        about, made = "general", typed("report", book, "general", "-o", sent)
    else:
        about = "accounts:2026-03-31"
        made = typed("accounts", book, "--year-end", "2026-03-31", "-o", sent)
    assert made.code == 0
    last = typed("verify", sent, "--book", book).out.splitlines()[-1]
    assert last == "What is attached is what that book held at that version."
    issued(book, about, sort, sent.read_bytes())
    other.write_bytes(saved_again(sent.read_bytes(), lambda pdf, out: pdf.save(out)))
    first, second = (typed("verify", each, "--book", book) for each in (sent, other))
    assert (first.code, second.code) == (0, 0)
    very = "This is the very file that was issued on 22 November 2026."
    assert first.out.splitlines()[-1] == very
    assert second.out.splitlines()[-1] == (
        "This is the document that was issued on 22 November 2026, saved again by a program: it is "
        "as the copy that was kept."
    )
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(resealed(with_text(sent.read_bytes(), "Mutual", "Mutuel")))
    assert typed("verify", forged).code == 0
    third = typed("verify", forged, "--book", book)
    assert third.code == 1
    assert "Page 1 says “Mutuel”, after “Elm Street”, and “Mutual” was printed." in third.out
    assert third.out.splitlines()[-1] == (
        "This is not the document that was issued on 22 November 2026: it is a draft, or it was "
        "changed."
    )
    for kept in book.rglob("*.pdf"):
        kept.unlink()
    for each in (other, forged):
        unknown = typed("verify", each, "--book", book)
        assert unknown.code == 1
        assert "the copy of that one cannot be read" in unknown.out
    assert typed("verify", sent, "--book", book).code == 0


def cut_once(book: Book, subject: Subject, words: Callable[[str], str]) -> str:
    """As an earlier program cut: it said no edition, and another line stands in it."""
    return slice_of(book, replace(subject, edition=1), words) + "; cut otherwise, once\n"


def test_what_was_issued_holds_though_an_earlier_program_cut_its_books(
    typed: Type, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, other, forged = (tmp_path / f"{name}.pdf" for name in ("sent", "other", "forged"))
    with monkeypatch.context() as once:
        once.setattr(slices, "slice_of", cut_once)
        assert typed("report", book, "general", "-o", sent).code == 0
    assert verified(sent.read_bytes()).subject.edition == 1
    figures = "Every figure in its tables is what that book makes at that version. "
    unknown = f"{figures}It is not known whether that book held all that is attached."
    never = "not what that book held"
    draft = typed("verify", sent, "--book", book)
    assert draft.code == 1
    assert draft.out.splitlines()[-1].endswith(unknown)
    assert never not in draft.out
    issued(book, "general", REPORT, sent.read_bytes())
    other.write_bytes(saved_again(sent.read_bytes(), lambda pdf, out: pdf.save(out)))
    for each in (sent, other):
        said = typed("verify", each, "--book", book)
        assert said.code == 0, said.out
        assert said.out.splitlines()[-2].endswith("the document is the one that was issued.")
        assert never not in said.out
    forged.write_bytes(resealed(with_text(sent.read_bytes(), "Mutual", "Mutuel")))
    last = typed("verify", forged, "--book", book)
    assert last.code == 1
    assert unknown in last.out
    assert "Page 1 says “Mutuel”" in last.out


def test_other_figures_than_the_book_makes_are_named_though_another_edition_cut_them(
    typed: Type, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever invents a whole document can have it agree with itself, and with no book."""
    sent, version = tmp_path / "sent.pdf", book_version(book)

    def of_another_book(book: Book, subject: Subject, words: Callable[[str], str]) -> str:
        return cut_once(book, replace(subject, version=version), words)

    recorded(typed, book, "P003")
    with monkeypatch.context() as once:
        once.setattr(slices, "slice_of", of_another_book)
        assert typed("report", book, "general", "-o", sent).code == 0
    said = typed("verify", sent, "--book", book)
    assert said.code == 1
    *_, cell, last = said.out.splitlines()
    assert "Every figure agrees" in said.out
    assert ": the figures attached " in cell
    assert "those books make" in cell
    assert "this program makes other figures of that book at that version" in last


def test_a_forged_slice_gains_nothing_by_leaving_its_edition_out(
    typed: Type, year: Path, tmp_path: Path
) -> None:
    def change(text: str) -> str:
        edition = f"\n  edition: {EDITION}\n"
        assert edition in text
        return text.replace(edition, "\n").replace("Northgate", "Southgate")

    forged = tmp_path / "forged.pdf"
    forged.write_bytes(with_attached(year.read_bytes(), "books.beancount", change))
    said = typed("verify", forged, "--book", SAMPLE)
    assert said.code == 1
    assert said.out.splitlines()[-1].endswith("whether that book held all that is attached.")
    assert "Every figure" not in said.out


def test_the_books_of_another_group_do_not_prove_it(typed: Type, book: Path, year: Path) -> None:
    said = typed("verify", year, "--book", book)
    assert said.code == 1
    assert "never stood at version" in said.err


def test_a_slice_that_is_not_the_books_own_is_named_by_its_line(
    typed: Type, year: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.pdf"
    other = with_attached(
        year.read_bytes(), "books.beancount", lambda text: text.replace("Northgate", "Southgate")
    )
    changed.write_bytes(other)
    said = typed("verify", changed, "--book", SAMPLE)
    assert said.code == 1
    assert "of the slice says “" in said.out
    assert "Southgate" in said.out
    assert (
        said.out.splitlines()[-1] == "What is attached is not what that book held at that version."
    )


def test_what_cannot_be_proved_is_said_in_a_sentence(typed: Type, tmp_path: Path) -> None:
    assert "no file" in typed("verify", tmp_path / "none.pdf").err
    plain = tmp_path / "plain.pdf"
    plain.write_text("hello")
    said = typed("verify", plain)
    assert said.code == 1
    assert "not a PDF" in said.err
