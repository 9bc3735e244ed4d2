"""A report of some forty pages: its numbering runs, and its headings stand on every page."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import chain, repeat

import pikepdf
import pytest

from grant_reports.fund_report import PrintedPhotograph, ReportWords, report_pdf
from ledger import children
from ledger.money import Money
from ledger.statements import FundStatement
from tests import press
from tests.grant_reports.pictures import picture
from tests.grant_reports.reading import words_of

TIMES = 4
LEAST_PAGES = 40
_NUMBERED = re.compile(r"^\s*(\d+) +\d+ [A-Z][a-z]{2} \d\d\b", re.MULTILINE)


@pytest.fixture(scope="module")
def long_report(statement: FundStatement) -> bytes:
    """The sample's payments four times over, with a page for each paper, and every word written."""
    payments = tuple(
        replace(each, number=number)
        for number, each in enumerate(
            chain.from_iterable(repeat(statement.payments, TIMES)), start=1
        )
    )
    # What is there four times must still add up to what was paid once.
    count = len(statement.payments)
    again = (replace(each, share=Money(0)) for each in payments[count:])
    balanced = (*payments[:count], *again)
    words = ReportWords(
        delivery=(("What we did", "Parcels.\nEvery Friday."),),
        proposal="Another month.",
        match="The hall is lent to us.",
        photographs=(PrintedPhotograph(content=picture(), says="Pots of stew"),) * 3,
        roles=("Treasurer", "Chair"),
    )
    pictures = {each.document.name: (picture(1_100),) for each in statement.papers}
    # Within the limits of the process that sets pages: this one is the largest.
    with pytest.MonkeyPatch.context() as apart:
        apart.setattr(children, "run", press.in_a_process)
        return report_pdf(replace(statement, payments=balanced), pictures, words)


def test_every_page_says_which_it_is_of_how_many(long_report: bytes) -> None:
    pages = words_of(long_report).rstrip("\f").split("\f")
    assert len(pages) >= LEAST_PAGES
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page


def test_the_headings_of_the_payments_are_repeated_and_their_numbers_run(
    long_report: bytes, statement: FundStatement
) -> None:
    pages = words_of(long_report).split("\f")
    listed = [page for page in pages if re.search(r"\bPaid on\b", page)]
    assert len(listed) > TIMES
    assert all("Paid to, and what for" in page and "this grant £" in page for page in listed)
    numbers = [int(found) for page in listed for found in re.findall(_NUMBERED, page)]
    assert numbers == list(range(1, TIMES * len(statement.payments) + 1))


def test_no_total_begins_a_page_by_itself(statement: FundStatement) -> None:
    """With these many lines before it, the list's last payment would just fill its page."""
    words = ReportWords(delivery=(("What we did", "Parcels.\n" * 22),))
    pages = words_of(report_pdf(statement, None, words)).split("\f")
    (last,) = [page for page in pages if "Total out, as above" in page]
    assert re.findall(_NUMBERED, last) == [str(len(statement.payments))]
    assert "“At the bank” is the day" in last


def test_a_paper_is_found_on_the_page_that_the_list_names(long_report: bytes) -> None:
    pages = words_of(long_report).split("\f")
    named = {int(page) for text in pages for page in re.findall(r"\bp\. (\d+)", text)}
    assert named
    for number in named:
        assert re.search(r"Paper \d+ of \d+, entry", pages[number - 1])


def test_photographs_say_what_they_show_and_the_roles_stand_beside_the_lines(
    long_report: bytes,
) -> None:
    with pikepdf.open(BytesIO(long_report)) as pdf:
        shown = [
            str(each.get("/Alt"))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert shown.count("Pots of stew") == 3
    words = words_of(long_report)
    assert "Treasurer" in words
    assert "Chair" in words


def test_a_draft_says_so_on_every_page_and_what_went_out_does_not(
    statement: FundStatement, report_document: bytes
) -> None:
    draft = report_pdf(statement, None, ReportWords(draft="Draft of 2 April 2026: not sent."))
    pages = words_of(draft).rstrip("\f").split("\f")
    assert all("Draft, not sent;" in page for page in pages)
    assert "Draft" not in words_of(report_document)


def test_what_a_form_of_a_funder_asks_stands_in_the_report(statement: FundStatement) -> None:
    fund = replace(statement.fund, programme="Community Chest", conditions="Name us on leaflets.")
    words = " ".join(words_of(report_pdf(replace(statement, fund=fund), None)).split())
    for asked in (
        "Programme Community Chest",
        "Conditions Name us on leaflets.",
        "Agreed",
        "Spent this",
        "Over or",
        "under, %",
        "Arrived from the funder",
        "How the grant arrived",
        "Whole",
        "Charged to",
        "not yet checked against the bank",
        "No cost here is claimed twice",
        "Signed",
    ):
        assert asked in words, asked


def test_papers_of_help_are_printed_only_where_the_treasurer_chose_them(
    statement: FundStatement,
) -> None:
    """They prove no numbered payment, and say nothing of the day or the sum."""
    paper = replace(statement.papers[0].document, path="vouchers/2026/2026-0099-aaaaaaaa.jpg")
    made = replace(statement, help_papers=(paper,))
    count = len(statement.papers)
    without = " ".join(words_of(report_pdf(made, {})).split())
    assert "help given" not in without
    chosen = " ".join(words_of(report_pdf(made, {paper.name: (picture(),)})).split())
    assert f"Paper {count + 1} of {count + 1}, help given" in chosen
    assert "2026-0099" not in chosen
