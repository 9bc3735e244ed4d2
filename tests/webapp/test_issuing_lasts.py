"""What became of an issue is told rightly, as often as somebody asks; nothing gone goes out."""

import fcntl
import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from grant_reports.fund_report import ReportWords
from ledger.reading import issued
from tests.webapp.test_issuing import PDF, Press, at, book, ended, press
from tests.webapp.test_prints import made, wanted
from tests.webapp.test_reports import ABOUT, GRANT, Desk, picture
from webapp import people, prints
from webapp.people import NewWriting, Store
from webapp.prints import Errand, errands, making
from webapp.prints.keeping import ERRANDS, folder_of
from webapp.reports import Written

__all__ = ["at", "book", "press"]


def lock_of(book: Path) -> Path:
    (found,) = (folder_of(book).parent / ERRANDS / book.name).glob("*.making")
    return found


def described(jo: Desk, store: Store, says: str) -> None:
    (kept,) = people.photographs_of(store, jo.group.id, ABOUT)
    sent = {"csrf_token": jo.form()["csrf_token"], "says": says, "agreed": "yes"}
    assert jo.client.post(f"{jo.at}/photographs/{kept.sha256}/words", data=sent).status_code == 303


def declines() -> bytes:
    raise making.NotKept


def test_while_it_is_made_it_is_under_way_even_where_all_prints_are_taken_away(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo = at()
    page = jo.page()
    waits = jo.issue(page)
    assert press.begun.wait(20)
    prints.forget(book)
    # Another print that is kept sweeps what processes left behind that were ended.
    one = wanted(book, lambda: b"%PDF-other")
    one.kept().folder.mkdir()
    one.kept().keep(b"%PDF-other")
    assert jo.client.get(waits.request.path).status_code == 202
    assert jo.issue(page).status_code == 202
    ended(press)
    assert len(press.asked) == 1
    told = jo.client.get(waits.request.path)
    assert "were taken away while the report was being made" in told.text
    assert issued(book, GRANT, "report") == ()


def test_why_it_was_declined_is_told_as_often_as_somebody_asks_until_it_is_sent_again(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo = at()
    press.gives = declines
    page = jo.page()
    waits = jo.issue(page)
    ended(press)
    told = [jo.client.get(waits.request.path) for _ in range(3)]
    assert [each.status_code for each in told] == [422, 422, 422]
    assert all("the computer&#39;s disk does not take it" in each.text for each in told)
    press.gives = lambda: PDF
    jo.issue(page)
    ended(press)
    assert jo.client.get(waits.request.path).status_code == 303
    assert len(issued(book, GRANT, "report")) == 1
    assert not list((folder_of(book).parent / ERRANDS / book.name).glob("*"))


def test_a_form_that_nobody_sent_or_a_day_ago_leads_to_the_report_without_a_word(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo = at()
    unknown = jo.client.get(f"{jo.at}/issuing/nobody-knows-this-key")
    assert (unknown.status_code, unknown.location) == (303, jo.at)
    press.gives = declines
    waits = jo.issue()
    ended(press)
    assert jo.client.get(waits.request.path).status_code == 422
    (why,) = (folder_of(book).parent / ERRANDS / book.name).glob("*.refused")
    long_ago = time.time() - 25 * 60 * 60
    os.utime(why, (long_ago, long_ago))
    assert jo.client.get(waits.request.path).location == jo.at
    assert not why.exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_whoever_only_looks_keeps_nobody_from_beginning(book: Path) -> None:
    errand, done = Errand(place=book, word="a form"), threading.Event()
    held = looked_at(errand, book)
    threading.Timer(0.1, os.close, (held,)).start()
    errand.begin(lambda _: done.set())
    assert done.wait(10)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_where_it_cannot_begin_it_says_so(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "_MOMENT", 0.05)
    errand = Errand(place=book, word="a form")
    held = looked_at(errand, book)
    with pytest.raises(errands.NotBegun, match="send it once more"):
        errand.begin(lambda _: None)
    os.close(held)


def looked_at(errand: Errand, book: Path) -> int:
    """Hold the lock as somebody does who looks, of an errand that was broken off."""

    def dies(_: object) -> None:
        raise SystemExit

    errand.begin(dies)
    for _ in range(200):
        if errand.was_broken_off():
            break
        time.sleep(0.01)
    handle = os.open(lock_of(book), os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def test_a_report_whose_caption_changes_while_it_is_made_is_not_issued(
    at: Callable[[], Desk], press: Press, book: Path, store: Store
) -> None:
    jo = at()
    jo.photograph(picture())
    described(jo, store, "Ann Hale with her children")
    waits = jo.issue()
    assert press.begun.wait(20)
    described(jo, store, "A family at the table")
    ended(press)
    told = jo.client.get(waits.request.path)
    assert "were taken away while the report was being made" in told.text
    assert issued(book, GRANT, "report") == ()


def test_a_report_that_waits_for_its_turn_prints_the_caption_as_it_reads_then(
    at: Callable[[], Desk], press: Press, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    jo, begins = at(), threading.Event()
    jo.photograph(picture())
    described(jo, store, "Ann Hale with her children")
    words_of = issuing_words(monkeypatch, begins)
    jo.issue()
    (kept,) = people.photographs_of(store, jo.group.id, ABOUT)
    described(jo, store, "A family at the table")
    begins.set()
    ended(press)
    assert words_of == ["A family at the table"]
    assert kept.says == "Ann Hale with her children"


def issuing_words(monkeypatch: pytest.MonkeyPatch, begins: threading.Event) -> list[str]:
    """Note the captions that an issue prints, which waits before it reads them."""
    seen = list[str]()
    words = Written.words

    def noted(written: Written) -> ReportWords:
        assert begins.wait(20)
        found = words(written)
        seen.extend(each.says for each in found.photographs)
        return found

    monkeypatch.setattr("webapp.reports.Written.words", noted)
    return seen


def test_words_that_are_taken_out_while_it_is_made_are_not_issued(
    at: Callable[[], Desk], press: Press, book: Path, store: Store
) -> None:
    jo = at()
    text = NewWriting(about=ABOUT, field="did", text="Ann Hale cooked.")
    people.write(store, jo.group.id, text, by="P001")
    waits = jo.issue()
    assert press.begun.wait(20)
    # Not by the page, which takes all prints away, but beside it.
    text = NewWriting(about=ABOUT, field="did", text="A neighbour cooked.")
    people.write(store, jo.group.id, text, by="P001")
    ended(press)
    assert "so it was not issued" in re.sub(r"\s+", " ", jo.client.get(waits.request.path).text)
    assert issued(book, GRANT, "report") == ()


def test_words_that_are_added_while_it_is_made_hold_nothing_up(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo = at()
    jo.write(did="We cooked.")
    jo.issue()
    assert press.begun.wait(20)
    assert jo.write(did="We cooked. And we sang.", learned="To sing.").status_code == 303
    ended(press)
    assert len(issued(book, GRANT, "report")) == 1


@pytest.mark.parametrize(("field", "then"), [("did", "A neighbour cooked."), ("did", "")])
def test_no_print_keeps_words_that_were_taken_out_of_a_report(
    at: Callable[[], Desk], book: Path, field: str, then: str
) -> None:
    jo = at()
    jo.write(**{field: "Ann Hale cooked."})
    made(wanted(book, lambda: b"%PDF-Ann Hale cooked."))
    jo.write(learned="Stew is best.")
    assert list(folder_of(book).glob("*.pdf"))
    assert jo.write(**{field: then}).status_code == 303
    assert not list(folder_of(book).parent.rglob("*.pdf"))


def test_no_print_keeps_words_that_were_taken_out_of_accounts(
    at: Callable[[], Desk], book: Path
) -> None:
    jo = at()
    there = f"/g/{jo.group.address}/accounts/2026-03-31/words"

    def sent(text: str) -> TestResponse:
        page = jo.client.get(there).text
        field = re.search(r'<textarea id="([^"]+)"', page)[1]
        typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        return jo.client.post(there, data=typed | {field: text})

    assert sent("Ann Hale keeps the door.").status_code == 303
    made(wanted(book, lambda: b"%PDF-Ann Hale keeps the door."))
    assert sent("Ann Hale keeps the door. We thank all.").status_code == 303
    assert list(folder_of(book).glob("*.pdf"))
    assert sent("We thank all.").status_code == 303
    assert not list(folder_of(book).parent.rglob("*.pdf"))
