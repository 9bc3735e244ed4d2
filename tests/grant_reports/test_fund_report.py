"""The report for a funder as it is on paper, read back from the PDF."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from grant_reports.figures import figure
from grant_reports.fund_report import ReportWords, report_pdf
from grant_reports.printing import TooLongToPrint
from ledger.book import Book
from ledger.money import Money
from ledger.statements import DoesNotTie, FundStatement, fund_statement
from ledger.vouchers import PaperState
from tests.grant_reports.reading import on_one_line, words_of


def test_the_first_page_says_what_became_of_the_grant(
    statement: FundStatement, report_document: bytes
) -> None:
    words = on_one_line(report_document)
    grant = statement.grant
    assert f"Northgate Council awarded {statement.fund.award}." in words
    assert f"received {grant.received} and spent {grant.spent}" in words
    assert f"{grant.unspent} is unspent." in words
    assert "NC/2025/118" in words


def test_every_payment_is_numbered_with_its_share(
    statement: FundStatement, report_document: bytes
) -> None:
    words = words_of(report_document)
    for each in statement.payments:
        line = next(line for line in words.splitlines() if f" {each.entry} " in f"{line} ")
        assert line.split()[0] == str(each.number)
        assert figure(each.share) in line
    assert "Total out, as above" in words
    assert words.count("Paid to, and what for") > 1


def test_money_back_stands_in_brackets_in_both_columns(report_document: bytes) -> None:
    assert re.search(r"Tesco\s+\(4\.20\)\s+\(4\.20\)\s", words_of(report_document))


def test_each_page_says_whose_grant_and_which(report_document: bytes) -> None:
    first, *rest = words_of(report_document).rstrip("\f").split("\f")
    head = "Elm Street Mutual Aid, Council food grant 2025, NC/2025/118"
    assert head not in first
    assert rest
    assert all(page.lstrip().startswith(head) for page in rest)


def test_a_fund_that_nobody_awarded_speaks_of_no_award_and_no_funder(sample: Book) -> None:
    words = on_one_line(report_pdf(fund_statement(sample, "winter-warmth"), None))
    assert "The fund so far" in words
    assert "the money was spent on what it was given for" in words
    for other in ("award", "Arrived from the funder", "this grant"):
        assert other not in words, other


def test_what_a_fund_began_with_is_not_told_as_put_in_from_others(sample: Book) -> None:
    made = fund_statement(sample, "general")
    words = on_one_line(report_pdf(made, None))
    assert (made.grant.began, made.moved_in, made.moved_out) == tuple(map(Money, (84965, 0, 21000)))
    assert (
        "£849.65 was in hand when these books began. We moved £210.00 to our other funds. "
        f"{made.grant.unspent} is unspent." in words
    )
    assert "Put in by us" not in words
    assert re.search(r"In hand when these books began\s+849\.65\s", words)
    assert re.search(r"Moved to our other funds\s+\(210\.00\)\s", words)


def test_what_another_fund_put_in_is_told_without_what_there_was_at_first(sample: Book) -> None:
    words = on_one_line(report_pdf(fund_statement(sample, "winter-warmth"), None))
    assert "£320.00 was in hand when these books began. We put in £330.00 from our other" in words
    assert re.search(r"Put in by us, from our other funds\s+330\.00\s", words)


def test_what_moved_both_ways_is_told_both_ways(statement: FundStatement) -> None:
    came = replace(statement.grant, moved=statement.grant.moved + Money(5000))
    both = replace(statement, grant=came, moved_in=Money(5000), moved_out=statement.moved_out)
    held = replace(both, corrections=both.corrections + Money(5000))
    more = Money(5000) + held.closing
    tied = replace(held, closing=more, grant=replace(came, unspent=more))
    words = on_one_line(report_pdf(tied, None))
    assert (
        f"We put in £50.00 from our other funds, and moved {tied.moved_out} to them with consent."
        in words
    )


def test_only_what_the_giver_agreed_to_all_of_was_moved_with_consent(
    statement: FundStatement,
) -> None:
    later = replace(statement, fund_moves=())
    words = on_one_line(report_pdf(later, None))
    assert f"We moved {statement.moved_out} to our other funds. " in words
    assert "to our other funds with consent" in on_one_line(report_pdf(statement, None))


def test_each_paper_has_its_number_and_the_entry_that_it_proves(
    statement: FundStatement, report_document: bytes
) -> None:
    words = on_one_line(report_document)
    count = len(statement.papers)
    assert count > 1
    for paper in statement.papers:
        assert f"Paper {paper.number} of {count}, entry {' '.join(paper.entries)}" in words


def test_each_picture_has_alternative_text(
    report_document: bytes, pictures: dict[str, tuple[bytes, ...]]
) -> None:
    with pikepdf.open(BytesIO(report_document)) as pdf:
        figures = [
            str(each.get("/Alt"))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert len(figures) == len(pictures)
    assert all(text.startswith("Picture of paper ") for text in figures)


def test_missing_papers_are_named_and_nothing_is_claimed_twice(
    statement: FundStatement, report_document: bytes
) -> None:
    words = on_one_line(report_document)
    for each in statement.missing:
        assert f"entry {each.entry} ({each.share}, {each.payee}" in words
    assert "No cost here is claimed twice" in words


def test_the_amount_of_a_missing_paper_stands_before_a_name_written_from_the_right(
    statement: FundStatement,
) -> None:
    """After such a name, “£12.00” would be printed as part of it: “12.00£”."""
    named = replace(statement.missing[0], payee="نور")
    others = tuple(each for each in statement.payments if each.entry != named.entry)
    payments = tuple(sorted((*others, named), key=lambda each: each.number))
    words = on_one_line(report_pdf(replace(statement, payments=payments), None))
    assert f"entry {named.entry} ({named.share}, " in words


@pytest.fixture(scope="module")
def unusual(statement: FundStatement) -> bytes:
    """A report with a lost paper, a paper that is not printed, a large one, and words."""
    first, second, *rest = statement.payments
    lost = replace(first, paper=PaperState.LOST, because="left on the bus", papers=())
    name = second.papers[0].name
    large = BytesIO()
    Image.new("L", (1200, 1600), 200).save(large, "JPEG")
    words = ReportWords(
        delivery=(("What changed", "Nobody went without <em>supper</em>."),),
        explanations={"Printing": "The copy shop gave us half."},
        proposal="Another month of parcels.",
    )
    made = replace(statement, payments=(lost, second, *rest))
    return report_pdf(made, {name: (large.getvalue(), large.getvalue())}, words)


def test_a_lost_paper_is_declared_on_a_page_of_its_own(unusual: bytes) -> None:
    pages = words_of(unusual).split("\f")
    (page,) = [each for each in pages if "Declarations for lost papers" in each]
    assert "left on the bus" in page
    assert page.count("Signed") == 2


def test_a_paper_of_several_pages_is_printed_page_by_page(unusual: bytes) -> None:
    pages = words_of(unusual).split("\f")
    assert sum("page 1 of 2" in each and "Paper 2 of" in each for each in pages) == 1
    assert sum("page 2 of 2" in each and "Paper 2 of" in each for each in pages) == 1


def test_a_paper_without_a_picture_is_named_instead(
    unusual: bytes, statement: FundStatement
) -> None:
    third = statement.papers[2]
    assert f"kept with our books as {third.document.name} and not printed" in on_one_line(unusual)


def test_the_groups_own_words_stand_where_they_belong(unusual: bytes) -> None:
    words = on_one_line(unusual)
    assert "Nobody went without <em>supper</em>." in words
    assert "Printing, 28.0% under: The copy shop gave us half." in words
    assert "Another month of parcels." in words


def test_without_papers_none_is_listed_and_it_says_where_they_are(
    statement: FundStatement,
) -> None:
    words = on_one_line(report_pdf(statement, None))
    assert "“Paper” is the number of the paper that proves the payment." in words
    assert "on the page that we share with you by a link" in words
    assert "Payments, one by one" in words
    assert "not printed here" not in words
    assert f"Paper 1 of {len(statement.papers)}" not in words


def test_a_grant_of_which_nothing_came_yet_says_so(statement: FundStatement) -> None:
    none = Money(0)
    grant = replace(
        statement.grant, received=none, spent=none, returned=none, moved=none, unspent=none
    )
    empty = replace(
        statement,
        **dict.fromkeys(("money_in", "money_out", "fund_moves", "instalments"), ()),
        **dict.fromkeys(("budget", "payments", "papers", "claims_owed", "claimed_twice"), ()),
        **dict.fromkeys(("opening", "total_in", "total_out", "transfers", "corrections"), none),
        **dict.fromkeys(("closing", "to_come", "overspent"), none),
        **dict.fromkeys(("moved_in", "moved_out"), none),
        grant=grant,
    )
    words = on_one_line(report_pdf(empty, {}))
    assert "nothing had come in and nothing was spent: all of it is still to come." in words
    assert "There are no payments yet." in words
    assert "Nothing was paid yet, so there is nothing to prove." in words
    assert "Nothing is left to spend" not in words


def test_a_report_that_does_not_tie_is_not_printed(statement: FundStatement) -> None:
    with pytest.raises(DoesNotTie, match="Held at the end"):
        report_pdf(replace(statement, opening=Money(1)), {})


def test_more_rows_than_one_document_holds_are_refused(statement: FundStatement) -> None:
    (first, *rest) = statement.instalments
    none = replace(first, amount=Money(0))
    many = replace(statement, instalments=(first, *rest, *(none,) * 1_501))
    with pytest.raises(TooLongToPrint, match="figures as a spreadsheet"):
        report_pdf(many, {})


def test_what_the_headings_leave_out_of_an_award_is_said(sample: Book) -> None:
    kitchen = sample.funds["lottery-kitchen"]
    words = on_one_line(report_pdf(fund_statement(sample, kitchen.name), None))
    still = "The headings have £7,736.98 remaining; £4,900.00 of the award has not arrived yet."
    assert still in words
    more = replace(kitchen, award=Money(10_000_00))
    book = replace(sample, funds={**sample.funds, kitchen.name: more})
    words = on_one_line(report_pdf(fund_statement(book, kitchen.name), None))
    outside = "£7,736.98 remaining; £200.00 of the award is under no heading; £5,100.00 of the"
    assert outside in words
