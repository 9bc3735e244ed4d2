"""The checklist of a year's end, read back from the page."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from grant_reports.checklist import checklist_pdf, steps_of
from ledger.book import Closing
from ledger.entries.words import shown_day, unbroken
from ledger.reading import Issued, YearEnd, year_end
from tests.grant_reports.conftest import SAMPLE
from tests.grant_reports.reading import on_one_line

TODAY = date(2026, 4, 20)


@pytest.fixture(scope="module")
def end() -> YearEnd:
    return year_end(SAMPLE, date(2026, 3, 31))


@pytest.fixture(scope="module")
def words(end: YearEnd) -> str:
    return on_one_line(checklist_pdf(end, TODAY))


def test_it_is_one_page_that_says_whose_it_is_and_of_which_books(end: YearEnd, words: str) -> None:
    assert "page 1 of 1" in words
    for said in ("Elm Street Mutual Aid", "1 April 2025 to 31 March 2026", "20 April 2026"):
        assert said in words
    assert f"version of the books {end.version[:4]}" in words
    assert words.count("Signed") == 2


def test_it_tells_the_balances_of_accounts_and_funds_with_the_same_total(words: str) -> None:
    for said in ("3,545.12", "61.94", "2,836.98", "597.61"):
        assert said in words
    assert words.count("3,684.87") == 2


def test_it_is_read_from_the_first_step_to_the_signatures(end: YearEnd, words: str) -> None:
    after = ("What the year ends with", "Where it lies", "Whose it is", "We looked at", "Signed")
    places = [words.find(each) for each in (*(step.what for step in steps_of(end)), *after)]
    assert -1 not in places
    assert places == sorted(places)


def test_what_is_done_is_ticked_and_the_rest_has_a_line_to_write_on(end: YearEnd) -> None:
    steps = {step.what: step for step in steps_of(end)}
    assert steps["Bank: compared with the statement"].done == "31 March 2026"
    assert steps["Tin: counted"].done == "31 March 2026"
    papers = steps["Every entry has its paper, or says why there is none"]
    assert (papers.done, papers.under) == ("", "Missing: 2026-0017, 2026-0030, 2026-0038")
    left = steps["No grant is past its last day with money left"]
    assert (left.done, left.under) == ("", "Council food grant 2025: £71.58 left")
    assert steps["The year is closed in the books"].done == ""


def test_a_report_says_when_it_last_went_out_and_for_which_days(end: YearEnd) -> None:
    due = end.reports[0]
    what, on = f"Report on {due.fund.shown} sent", unbroken(f"due on {shown_day(due.due)}")
    assert [each.under for each in steps_of(end) if each.what == what] == [on]
    sent = issued_report(TODAY, until=end.period.last)
    told = steps_of(replace(end, reports=(replace(due, sent=sent),)))
    assert [(each.under, each.done) for each in told if each.what == what] == [
        (on + unbroken("; it last went out on 20 April 2026, for the days to 31 March 2026"), "")
    ]


def issued_report(day: date, until: date) -> Issued:
    return Issued(
        day=day,
        about="council",
        sort="report",
        until=until,
        version="",
        file="",
        sha256="",
        changed="",
        by="P003",
        key="",
    )


def test_a_closed_year_says_when_and_by_whom(end: YearEnd) -> None:
    closing = Closing(year_end=end.period.last, recorded=TODAY, by="P003")
    steps = {step.what: step for step in steps_of(replace(end, closing=closing))}
    assert steps["The year is closed in the books"].done == "20 April 2026, P003"


def test_it_is_tagged_for_screen_readers(end: YearEnd) -> None:
    with pikepdf.open(io.BytesIO(checklist_pdf(end, TODAY))) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en-GB"
