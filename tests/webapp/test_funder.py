"""The funder's link: their own grant with its evidence, and nothing and nobody else."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import flask
import openpyxl
import pikepdf
import pypdfium2
import pytest
from flask.testing import FlaskClient
from openpyxl.workbook import Workbook
from PIL import Image

from ledger import index, recording
from ledger.accounts import BANK
from ledger.entries.acts import Claim, ClaimPart, Expense, HelpGiven, Income, Repayment, Share
from ledger.funds import BudgetLine, Fund, FundClass
from ledger.money import Money
from ledger.papers import clean
from ledger.reading import NOT_YET
from ledger.vouchers import PaperState
from tests.webapp.books import copied, let_in
from tests.webapp.conftest import Neighbours, post
from webapp import people
from webapp.clock import today
from webapp.people import Role, Store

TODAY = today()
START = TODAY - timedelta(days=60)
GRANT, OTHER = "council-food", "lottery-kitchen"
OTHER_TITLE, OTHER_FUNDER = "Wednesday kitchen", "Harbour Lottery"


@cache
def paper(shade: int) -> recording.Attachment:
    picture = io.BytesIO()
    Image.new("RGB", (60, 90), (shade, shade, shade)).save(picture, "JPEG")
    return recording.Attachment(paper=clean(picture.getvalue()))


def share(pounds: int, fund: str = GRANT, account: str = "Expenses:Food") -> Share:
    return Share(fund=fund, account=account, amount=Money(pounds * 100))


def pictures_in(content: bytes) -> int:
    """Count the photos of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        found = (each for each in opened.objects if isinstance(each, pikepdf.Stream))
        return sum(each.get("/Subtype") == "/Image" for each in found)


@dataclass
class Grant:
    """A group with two grants, and the secret of a link to the first."""

    place: Path
    group: people.Group
    secret: str
    hand: recording.Hand
    visitor: FlaskClient
    papers: dict[str, str]

    def at(self, path: str = "") -> str:
        return f"/f/{self.secret}{path}"


def open_grants(place: Path, hand: recording.Hand) -> None:
    budget = (BudgetLine(heading="Parcels", amount=Money(20_000), accounts=("Expenses:Food",)),)
    for name, title, funder in (
        (GRANT, "Council food grant", "Northgate Council"),
        (OTHER, OTHER_TITLE, OTHER_FUNDER),
    ):
        fund = Fund(
            name=name,
            kind=FundClass.RESTRICTED,
            opened=START,
            title=title,
            funder=funder,
            award=Money(50_000),
            budget=budget,
        )
        recording.new_fund(place, fund, hand)
        grant = Income(
            day=START,
            received_from=funder,
            what_for="First instalment",
            shares=(share(300, name, "Income:Grants"),),
            paid_into=BANK,
        )
        recording.record(place, grant, hand)


def spend(place: Path, hand: recording.Hand) -> dict[str, str]:
    """Spend of both grants, and give the number of each entry by what it is."""

    def shopping(what: str, *shares: Share, paid_to: str = "Aldi") -> Expense:
        return Expense(day=TODAY, paid_to=paid_to, what_for=what, shares=shares, paid_from=BANK)

    claim = Claim(
        day=START,
        paid_to="Lidl",
        what_for="Bread, the card was with P002",
        shares=(share(20),),
        claimant="P002",
    )
    helped = HelpGiven(
        day=TODAY,
        what_for="Electricity",
        fund=GRANT,
        amount=Money(4_000),
        paid_from=BANK,
        count=2,
    )
    acts = {
        "own": (shopping("Parcels", share(50)), 10),
        "both": (shopping("Oil", share(7), share(8, OTHER)), 20),
        "other": (shopping("Pans", share(90, OTHER), paid_to="Pots and Pans"), 30),
        "claim": (claim, 40),
        "help": (helped, 50),
        "unpaid": (
            Claim(day=TODAY, paid_to="Tesco", what_for="Tea", shares=(share(5),), claimant="P002"),
            60,
        ),
        "member": (shopping("Fares", share(3), paid_to="P002"), 70),
    }
    made = {
        name: recording.record(place, act, hand, [paper(shade)]).number
        for name, (act, shade) in acts.items()
    }
    lost = recording.record(place, shopping("Milk", share(2)), hand).number
    because = "P002 left it on the bus"
    recording.declare_paper(place, lost, PaperState.LOST, because, hand)
    part = ClaimPart(claim=made["claim"], fund=GRANT, amount=Money(2_000))
    recording.record(
        place, Repayment(day=TODAY, claimant="P002", parts=(part,), paid_from=BANK), hand
    )
    return made | {"lost": lost}


def two_grants(place: Path, title: str, hand: recording.Hand) -> dict[str, str]:
    """Begin the books, and spend of two grants."""
    recording.new_book(place, title, "informal-group", (3, 31), START, hand)
    open_grants(place, hand)
    return spend(place, hand)


@pytest.fixture
def grant(app: flask.Flask, store: Store, elm: Neighbours) -> Grant:
    hand = recording.Hand(by="P001", today=TODAY)
    place = elm.group.folder
    numbers = copied(place, two_grants, elm.group.title, hand)
    named = {doc.entry: doc.name for doc in index.current(place).documents}
    return Grant(
        place=place,
        group=elm.group,
        secret=people.new_funder_link(store, elm.group.id, GRANT, "the council"),
        hand=hand,
        visitor=app.test_client(),
        papers={what: named.get(number, "") for what, number in numbers.items()},
    )


def help_more(grant: Grant) -> None:
    """Help so many that they may be counted and added up."""
    more = HelpGiven(
        day=TODAY, what_for="Gas", fund=GRANT, amount=Money(1_000), paid_from=BANK, count=7
    )
    recording.record(grant.place, more, grant.hand)


def test_the_letter_says_what_was_given_what_it_did_and_what_is_left(grant: Grant) -> None:
    shown = grant.visitor.get(grant.at())
    text = re.sub(r"<[^>]+>", "", shown.text)
    assert shown.status_code == 200
    assert "To Northgate Council" in text
    assert "You gave us £300.00 of the £500.00 that you promised" in text
    # 50 + 7 + 20 + 3 + 2; the claim that is not paid back is no payment yet.
    assert "We have spent £82.00 of it" in text
    assert "£218.00 is left" in text
    assert "£5.00 of that is owed to volunteers" in text
    assert "Parcels £82.00 of £200.00" in " ".join(text.split())


def words_of_letter(grant: Grant) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", grant.visitor.get(grant.at()).text).split())


def test_what_others_gave_for_the_work_is_not_told_as_the_funders(grant: Grant) -> None:
    others = Income(
        day=TODAY,
        received_from="",
        what_for="A collection for it",
        shares=(share(30, account="Income:Donations"),),
        paid_into=BANK,
    )
    recording.record(grant.place, others, grant.hand)
    text = words_of_letter(grant)
    assert "You gave us £300.00 of the £500.00 that you promised" in text
    assert "From others came £30.00 for the same work. We have spent £82.00, and" in text
    assert "£248.00 is left" in text


def test_what_is_overspent_is_told_apart_from_what_is_still_to_come(grant: Grant) -> None:
    far = Expense(
        day=TODAY,
        paid_to="Aldi",
        what_for="More than there is",
        shares=(share(700),),
        paid_from=BANK,
    )
    recording.record(grant.place, far, grant.hand)
    text = words_of_letter(grant)
    # 300 came, 82 and 700 were spent, and 200 of the 500 promised are still to come.
    assert "and have overspent by £282.00 and are £200.00 ahead of the money" in text


def test_every_payment_stands_with_its_paper_and_a_shared_one_says_so(grant: Grant) -> None:
    text = grant.visitor.get(grant.at()).text
    for what in ("own", "both", "claim", "member"):
        assert grant.papers[what] in text
    assert "£7.00 out" in text
    assert "£15.00 on the whole paper" in text
    assert grant.papers["unpaid"] not in text


def test_nothing_of_another_fund_and_nobody_stands_in_any_byte(grant: Grant) -> None:
    help_more(grant)
    pages = [grant.visitor.get(grant.at(path)) for path in ("", "/ask")]
    report = grant.visitor.get(grant.at("/report?papers=none")).get_data()
    printed = pypdfium2.PdfDocument(report)
    said = [page.get_data(as_text=True) for page in pages]
    said.append("\n".join(page.get_textpage().get_text_range() for page in printed))
    said.append(tables_of(grant))
    for text in said:
        for word in (OTHER, OTHER_TITLE, OTHER_FUNDER, "Pots and Pans", "P001", "P002"):
            assert word not in text
        assert "treasurer of" not in text.lower()
        assert "member of elm" not in text.lower()
    assert "the card was with a volunteer" in said[0]
    assert "a volunteer left it on the bus" in said[0]


def tables_of(grant: Grant) -> str:
    """Every table that a funder may take, as one text."""
    answer = grant.visitor.get(grant.at("/tables.csv.zip"))
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def workbook_of(grant: Grant) -> Workbook:
    """The same tables as a workbook."""
    content = grant.visitor.get(grant.at("/tables.xlsx")).get_data()
    return openpyxl.load_workbook(io.BytesIO(content))


def words_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def test_help_given_to_few_is_in_no_figure_of_letter_or_report(grant: Grant) -> None:
    letter = re.sub(r"<[^>]+>", "", grant.visitor.get(grant.at()).text)
    report = words_of(grant.visitor.get(grant.at("/report?papers=none")).get_data())
    for text in (letter, report):
        assert "Help given lately is not in these figures yet." in text
        assert "218.00" in text
        for figure in ("40.00", "122.00", "178.00"):
            assert figure not in text
    tables = tables_of(grant)
    assert "218.00" in tables
    assert tables.count(NOT_YET) == 2, "on the page about the tables, and in the grant's own"
    book = workbook_of(grant)
    assert NOT_YET in str(book.properties.description)
    assert ("Not in these figures", NOT_YET) in book["grant"].iter_rows(values_only=True)
    for figure in ("40.00", "122.00", "178.00"):
        assert figure not in tables


def test_the_figures_are_there_for_other_programs_and_for_this_grant_alone(grant: Grant) -> None:
    letter = grant.visitor.get(grant.at()).text
    for form in ("xlsx", "csv.zip"):
        assert f'href="{grant.at(f"/tables.{form}")}"' in letter
    book = workbook_of(grant)
    payments = [row[4] for row in book["payments"].iter_rows(min_row=2, values_only=True)]
    assert sorted(payments) == ["Aldi", "Aldi", "Aldi", "Lidl", "a volunteer"]
    assert grant.visitor.get(grant.at("/tables.pdf")).status_code == 404


def test_help_given_to_many_is_told_as_a_count_and_a_sum(grant: Grant) -> None:
    help_more(grant)
    text = re.sub(r"<[^>]+>", "", grant.visitor.get(grant.at()).text)
    assert "Help was given to 9 people or households: £50.00 in all." in text
    assert "We have spent £132.00 of it" in text
    assert "Electricity" not in text
    report = words_of(grant.visitor.get(grant.at("/report?papers=none")).get_data())
    assert "Help given to 9 people or households" in report
    for said in (text, report, tables_of(grant), str(workbook_of(grant).properties.description)):
        assert "not in these figures" not in said.lower()


def test_the_treasurers_own_report_is_the_whole_of_it(
    grant: Grant, app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    treasurer = let_in(app, store, elm, Role.TREASURER)
    where = f"/g/{elm.group.address}/funds/{GRANT}/report?papers=none"
    report = words_of(treasurer.get(where).get_data())
    assert "122.00" in report
    assert "not in these figures yet" not in report


def test_letter_public_page_and_members_page_tell_the_same(
    grant: Grant, app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    """Else what was given to two would be the difference of two pages."""
    people.choose_public(store, grant.group.id, public=True)
    member = let_in(app, store, elm, Role.MEMBER)
    home = f"/g/{elm.group.address}"
    fund = member.get(f"{home}/funds/{GRANT}").text
    pages = [
        grant.visitor.get(f"/open/{elm.group.address}").text,
        fund,
        member.get(f"{home}/").text,
    ]
    pages += [member.get(f"{home}/{path}").text for path in ("funds", "out")]
    for page in pages:
        assert "178.00" not in page
        assert "173.00" not in page
    assert "£218.00" in pages[0]
    for page in pages[1:]:
        assert "£213.00" in page, "less what is owed for the tea"
    for page in pages[:-1]:
        assert "Help given lately is not in these figures yet." in page


def test_a_paper_of_the_grant_opens_and_is_small_where_many_stand(grant: Grant) -> None:
    for path in (f"/papers/{grant.papers['own']}", f"/papers/{grant.papers['both']}/small"):
        answer = grant.visitor.get(grant.at(path))
        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("what", ["other", "help", "unpaid"])
@pytest.mark.parametrize("size", ["", "/small"])
def test_no_other_paper_of_the_group_is_there(grant: Grant, what: str, size: str) -> None:
    """Another fund's, help given's, and a claim's that the grant has not paid yet."""
    assert grant.papers[what]
    answer = grant.visitor.get(grant.at(f"/papers/{grant.papers[what]}{size}"))
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["..%2fbook.beancount", "book.beancount", "x.jpg"])
def test_a_name_that_is_no_paper_is_not_there(grant: Grant, name: str) -> None:
    assert grant.visitor.get(grant.at(f"/papers/{name}")).status_code == 404


def test_a_revoked_link_shows_nothing_at_all(grant: Grant, store: Store) -> None:
    name = grant.papers["own"]
    link = people.funder_links_of(store, grant.group.id)[0]
    people.revoke_funder_link(store, grant.group.id, link.id)
    for path in ("", "/ask", "/report", f"/papers/{name}", f"/papers/{name}/small"):
        assert grant.visitor.get(grant.at(path)).status_code == 404


def test_a_link_to_a_fund_that_is_not_there_shows_nothing(grant: Grant, store: Store) -> None:
    secret = people.new_funder_link(store, grant.group.id, "no-such-fund", "nobody")
    assert grant.visitor.get(f"/f/{secret}").status_code == 404
    assert grant.visitor.get(f"/f/{secret}/report").status_code == 404


def test_the_report_is_a_pdf_with_the_papers(grant: Grant) -> None:
    help_more(grant)
    answer = grant.visitor.get(grant.at("/report"))
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    plain = grant.visitor.get(grant.at("/report?papers=none"))
    # Of the grant's own: the two shoppings, the claim that was paid back and the fares.
    assert pictures_in(answer.get_data()) == 4
    assert pictures_in(plain.get_data()) == 0


def test_a_question_beside_a_line_reaches_the_treasurer_and_its_answer_the_funder(
    grant: Grant, app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    entry = grant.papers["own"][:9]
    ask = grant.at(f"/ask?entry={entry}")
    sent = post(grant.visitor, ask, entry=entry, text="How many households?")
    assert sent.status_code == 303
    assert sent.location.endswith(f"#no-{entry}")
    assert "How many households?" in grant.visitor.get(grant.at()).text

    treasurer = let_in(app, store, elm, Role.TREASURER)
    fund = f"/g/{elm.group.address}/funds/{GRANT}"
    shown = treasurer.get(fund).text
    assert "How many households?" in shown
    question = people.questions_of(store, elm.group.id, GRANT)[0]
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert token
    field = f"answer-{question.id}"
    typed = {"csrf_token": token[1], field: "Twelve, each week."}
    assert treasurer.post(f"{fund}/questions/{question.id}", data=typed).status_code == 303

    letter = grant.visitor.get(grant.at()).text
    assert "Twelve, each week." in letter
    assert elm.members[Role.TREASURER].name not in letter


def test_a_question_sent_twice_is_asked_once_and_an_empty_one_is_kept_on_the_form(
    grant: Grant, store: Store
) -> None:
    for _ in range(2):
        post(grant.visitor, grant.at("/ask"), text="Is there a report?")
    assert len(people.questions_of(store, grant.group.id, GRANT)) == 1
    empty = post(grant.visitor, grant.at("/ask"), text="  ")
    assert empty.status_code == 422
    assert "There is nothing to send." in empty.text


def test_a_question_about_an_entry_of_another_fund_is_not_taken(grant: Grant, store: Store) -> None:
    other = grant.papers["other"][:9]
    assert grant.visitor.get(grant.at(f"/ask?entry={other}")).status_code == 404
    shown = grant.visitor.get(grant.at("/ask")).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert token
    typed = {"csrf_token": token[1], "entry": other, "text": "And this?"}
    assert grant.visitor.post(grant.at("/ask"), data=typed).status_code == 404
    assert people.questions_of(store, grant.group.id, GRANT) == ()


def test_a_question_without_its_token_is_not_taken(grant: Grant, store: Store) -> None:
    assert grant.visitor.post(grant.at("/ask"), data={"text": "Hello?"}).status_code == 400
    assert people.questions_of(store, grant.group.id, GRANT) == ()
