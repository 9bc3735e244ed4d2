"""Somebody forges a page so that its words stay, and it is seen as another: that is found."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from grant_reports import printing
from grant_reports.as_printed import Page, changed, pages_csv, read_pages
from grant_reports.fund_report import ReportWords, report_pdf
from grant_reports.printing import LIMITS, PapersTooHeavy
from grant_reports.verifying import NotADocumentOfOurs, verified
from ledger.statements import FundStatement
from tests.grant_reports.equal_tables import without_people
from tests.grant_reports.tampering import changed_by, paper_of, pictures_of
from tests.grant_reports.test_long_report import picture

Change = Callable[[Pdf], None]
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def with_papers(statement: FundStatement, report_books: str) -> bytes:
    """A report that is filed, with a picture of each paper."""
    papers = {each.document.name: (picture(400 + each.number),) for each in statement.papers}
    return report_pdf(without_people(statement), papers, ReportWords(), report_books)


def with_colours_that_stand_for(space: str) -> Change:
    """Give page 2 a space in which every colour is white; nothing on the page names it."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[1]
        white = pdf.make_stream(
            b"{ pop pop pop 1 1 1 }",
            FunctionType=4,
            Domain=[0, 1, 0, 1, 0, 1],
            Range=[0, 1, 0, 1, 0, 1],
        )
        names = Array([Name.a, Name.b, Name.c])
        own, spaces = Dictionary(page.resources), Dictionary(page.resources.ColorSpace)
        spaces[space] = Array([Name.DeviceN, names, Name.DeviceRGB, white])
        own.ColorSpace = spaces
        page.obj.Resources = own

    return change


def with_colours_meant_for_another_printer(pdf: Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes()[:-4] + b"\0\1\2\3")


def with_another_edge(pdf: Pdf) -> None:
    pdf.pages[1].obj.TrimBox = Array([0, 0, 300, 300])


def larger(pdf: Pdf) -> None:
    pdf.pages[1].obj.UserUnit = 2


@pytest.mark.parametrize(
    "change",
    [
        *map(with_colours_that_stand_for, ("/DefaultRGB", "/DefaultGray", "/DefaultCMYK")),
        with_colours_meant_for_another_printer,
        with_another_edge,
        larger,
    ],
)
def test_what_changes_a_page_without_being_named_on_it_is_found(
    filed_accounts: bytes, change: Change
) -> None:
    told = verified(changed_by(filed_accounts, change)).differences
    assert any(
        each.startswith("Page 2 says what was printed, and does not look as") for each in told
    )


@pytest.mark.parametrize(
    "packed",
    [
        {"filter": Name.DCTDecode, "decode_parms": Dictionary(ColorTransform=0)},
        {"filter": Name.JPXDecode},
        {},
    ],
)
def test_a_picture_that_is_said_to_be_packed_otherwise_is_found(
    with_papers: bytes, packed: dict[str, pikepdf.Object]
) -> None:
    """The bytes of the picture stay, so that only what is said of them differs."""
    place = paper_of(with_papers)

    def change(pdf: Pdf) -> None:
        for each in pictures_of(pdf.pages[place - 1]):
            each.write(each.read_raw_bytes(), **packed)

    assert verified(with_papers).holds
    (said,) = verified(changed_by(with_papers, change)).differences
    assert said.startswith(f"Page {place} says what was printed, and does not look as it was")


@pytest.mark.parametrize("packing", ["/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/Foo"])
def test_a_page_that_is_said_to_be_packed_so_that_it_stays_empty_is_refused(
    filed_accounts: bytes, packing: str
) -> None:
    def change(pdf: Pdf) -> None:
        drawn = pdf.pages[1].Contents.read_bytes()
        pdf.pages[1].Contents.write(drawn, filter=Name(packing))

    with pytest.raises(NotADocumentOfOurs, match="or it is damaged"):
        verified(changed_by(filed_accounts, change))


def test_a_page_that_says_twice_what_it_draws_is_refused(filed_accounts: bytes) -> None:
    """Programs differ in which of the two they show."""

    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.Rotate = 0

    out = BytesIO()
    with pikepdf.open(BytesIO(changed_by(filed_accounts, change))) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    plain = out.getvalue()
    assert plain.count(b"/Rotate 0") == 1
    with pytest.raises(NotADocumentOfOurs, match="or it is damaged"):
        verified(plain.replace(b"/Rotate 0", b"/Tabs /S "))


def form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), NeedAppearances=True)


def cover(pdf: Pdf) -> None:
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T)


def layers(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def program(pdf: Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([]))


def opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('Paid')")


def labels(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=900)]))


def unknown(pdf: Pdf) -> None:
    pdf.Root.Novelty = Dictionary()


def acting(pdf: Pdf) -> None:
    pdf.pages[1].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI="https://elm.example"))


def group(pdf: Pdf) -> None:
    pdf.pages[1].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (form, "This PDF holds a form"),
        (cover, "This PDF holds a cover that shows other files"),
        (layers, "This PDF holds layers that can be hidden"),
        (program, "This PDF holds a program"),
        (opening, "This PDF holds something that is done by itself when it is opened"),
        (labels, "This PDF holds other numbers for its pages"),
        (unknown, "This PDF holds something called Novelty"),
        (acting, "Page 2 of this PDF holds something that is done by itself"),
        (group, "Page 2 of this PDF holds something called Group"),
    ],
)
def test_what_we_never_print_is_refused_in_words(
    filed_accounts: bytes, change: Change, said: str
) -> None:
    with pytest.raises(NotADocumentOfOurs, match=said):
        verified(changed_by(filed_accounts, change))


@pytest.mark.parametrize("laid", [Array([3]), Array([None, Dictionary()])])
def test_what_makes_no_sense_over_a_page_is_refused_in_words(
    filed_accounts: bytes, laid: pikepdf.Object
) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.Annots = laid

    with pytest.raises(NotADocumentOfOurs, match="Something was laid over page 2"):
        verified(changed_by(filed_accounts, change))


def test_where_only_the_list_was_changed_no_page_is_accused() -> None:
    page = Page(words="true words here", drawn="as it was")
    listed = read_pages(pages_csv([page]).decode().replace("true", "other"))
    (said,) = changed(listed, [page])
    assert said == (
        "Page 1 agrees with its mark in the list of pages (pages.csv), and the words beside that "
        "mark are others: the list was changed."
    )


def heavy(size: int) -> bytes:
    """A picture that weighs so much, in bytes that no reader looks at."""
    small = picture(1)
    return small + bytes(size - len(small))


def test_pictures_that_are_too_heavy_are_refused_before_anything_is_printed(
    statement: FundStatement,
) -> None:
    name = statement.papers[0].document.name
    with pytest.raises(PapersTooHeavy):
        report_pdf(statement, {name: (heavy(28 * MEGABYTE),)})


@pytest.mark.usefixtures("processes")
def test_pictures_that_do_not_fit_in_memory_are_said_to_be_too_heavy(
    statement: FundStatement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Less memory than is allowed, so that the test ends sooner."""
    monkeypatch.setattr(printing, "LIMITS", replace(LIMITS, memory=LIMITS.memory * 3 // 8))
    name = statement.papers[0].document.name
    with pytest.raises(PapersTooHeavy):
        report_pdf(statement, {name: (heavy(26 * MEGABYTE),)})
