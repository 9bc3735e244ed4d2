"""Somebody forges a page so that its words stay, and it is seen as another: that is found."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from grant_reports import printing
from grant_reports.as_printed import (
    Part,
    Parts,
    changed,
    listing_of,
    pages_csv,
    read_pages,
)
from grant_reports.fund_report import report_pdf
from grant_reports.printing import LIMITS, PapersTooHeavy
from grant_reports.unprinted import MOST_BOOKMARKS
from grant_reports.verifying import NotADocumentOfOurs, verified
from ledger.statements import FundStatement
from tests.grant_reports.pictures import picture
from tests.grant_reports.tampering import changed_by, paper_of, pictures_of

Change = Callable[[Pdf], None]
MEGABYTE = 1024 * 1024


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
    shown: bytes, packed: dict[str, pikepdf.Object]
) -> None:
    """The bytes of the picture stay, so that only what is said of them differs."""
    place = paper_of(shown)

    def change(pdf: Pdf) -> None:
        for each in pictures_of(pdf.pages[place - 1]):
            each.write(each.read_raw_bytes(), **packed)

    assert verified(shown).holds
    (said,) = verified(changed_by(shown, change)).differences
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


def marked(**does: object) -> Change:
    """Put a bookmark below one that is ours, where a program finds it by the last way only."""

    def change(pdf: Pdf) -> None:
        above = pdf.Root.Outlines.First
        mark = pdf.make_indirect(Dictionary(**{"Title": "Press here", "Parent": above, **does}))
        above.Last.Next = mark

    return change


def attached(pdf: Pdf) -> None:
    pdf.attachments["The true accounts.pdf"] = AttachedFileSpec(pdf, b"%PDF-1.7")


def attached_under_our_name(pdf: Pdf) -> None:
    """What proves the document is found by one name, and read by a person under another."""
    pdf.attachments["figures.csv"].obj.UF = "The true accounts.pdf"


def attached_twice(pdf: Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    pdf.Root.Names.EmbeddedFiles.Names = Array([*names[:2], *names])


def attached_with_two_contents(pdf: Pdf) -> None:
    pdf.attachments["figures.csv"].obj.EF.Unix = pdf.make_stream(b"Other figures")


def attached_to_the_root_alone(pdf: Pdf) -> None:
    pdf.Root.AF.append(AttachedFileSpec(pdf, b"Other", filename="figures.csv").obj)


def named_place(pdf: Pdf) -> None:
    pdf.Root.Names.Dests = Dictionary(
        Names=Array([String("paper-1"), Dictionary(S=Name.JavaScript, JS="app.alert(1)")])
    )


def names(pdf: Pdf) -> None:
    pdf.Root.Names.Dests = Array([])


def outlines(pdf: Pdf) -> None:
    pdf.Root.Outlines = Array([])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            marked(A=Dictionary(S=Name.JavaScript, JS="app.alert('Paid')")),
            r"The bookmark called “Press here” .* more than lead to a place in it \(JavaScript\)",
        ),
        (marked(A=Dictionary(S=Name.Launch, F="other.exe")), r"“Press here” .* \(Launch\)"),
        (marked(A=Dictionary(S=Name.URI, URI="https://elm.example")), r"“Press here” .* \(URI\)"),
        (marked(A=Dictionary(D="paper-1")), r"“Press here” .* \(no action\)"),
        (marked(A=Array([])), r"“Press here” .* \(A\)"),
        (
            marked(A=Dictionary(S=Name.GoTo, D="a", Next=Dictionary(S=Name.Launch))),
            r"“Press here” .* \(Next\)",
        ),
        (
            marked(A=Dictionary({"/S": Name.GoTo, "/\x01": 1})),
            r"“Press here” .* \(something\)",
        ),
        (marked(**{"\x01": 1}), r"“Press here” .* \(something\)"),
        (marked(Title=Dictionary(), A=Dictionary(S=Array([]))), r"called “” .* \(something\)"),
        (marked(AA=Dictionary()), r"“Press here” .* \(AA\)"),
        (marked(Dest=Dictionary()), r"“Press here” .* \(Dest\)"),
        (outlines, "This PDF holds bookmarks that make no sense"),
        (attached, "A file called “The true accounts.pdf” is attached to this PDF besides"),
        (attached_under_our_name, "A file called “The true accounts.pdf” is attached"),
        (attached_twice, "or it is damaged"),
        (attached_with_two_contents, "A file called “figures.csv” is attached"),
        (attached_to_the_root_alone, "A file called “figures.csv” is attached"),
        (named_place, "The place called “paper-1” in this PDF is none"),
        (names, "This PDF holds names of places that make no sense"),
    ],
)
def test_a_bookmark_that_acts_and_another_file_are_refused_by_their_names(
    filed_accounts: bytes, change: Change, said: str
) -> None:
    with pytest.raises(NotADocumentOfOurs, match=said):
        verified(changed_by(filed_accounts, change))


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (Dictionary(A=Dictionary(S=Name.JavaScript, JS="app.alert(1)")), "JavaScript"),
        (Dictionary(A=Dictionary(S=Name.URI, URI="https://elm.example")), "URI"),
        (Dictionary(AA=Dictionary()), "AA"),
        (Dictionary(AP=Dictionary()), "AP"),
    ],
)
def test_a_link_that_leads_out_of_the_document_is_refused_with_its_page(
    filed_accounts: bytes, does: pikepdf.Object, said: str
) -> None:
    def change(pdf: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]))
        for name, what in does.items():
            link[name] = what
        pdf.pages[1].obj.Annots = Array([link])

    with pytest.raises(NotADocumentOfOurs, match=rf"A link on page 2 .* \({said}\)"):
        verified(changed_by(filed_accounts, change))


def test_bookmarks_that_go_round_in_a_ring_are_read_once_and_named(filed_accounts: bytes) -> None:
    def change(pdf: Pdf) -> None:
        first = pdf.Root.Outlines.First
        first.Last.Next = first

    (said,) = verified(changed_by(filed_accounts, change)).differences
    assert said.startswith("The list of its bookmarks has the words that were printed, and its l")


def test_bookmarks_without_end_are_refused(filed_accounts: bytes) -> None:
    def change(pdf: Pdf) -> None:
        last = pdf.Root.Outlines.Last
        for _ in range(MOST_BOOKMARKS + 1):
            last.Next = pdf.make_indirect(Dictionary(Title="More"))
            last = last.Next

    with pytest.raises(NotADocumentOfOurs, match="or far too many of them"):
        verified(changed_by(filed_accounts, change))


def leading(pdf: Pdf) -> None:
    """Bookmarks as another program writes them: with an action that only leads to a place."""
    with pdf.open_outline() as outline:
        for each in outline.root:
            each.action = Dictionary(S=Name.GoTo, D=each.destination)
            each.destination = None


def attached_again(pdf: Pdf) -> None:
    """A file that is attached may be put in again by whoever saves it."""
    files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    for name, content in files.items():
        del pdf.attachments[name]
        pdf.attachments[name] = AttachedFileSpec(pdf, content, filename=name)


@pytest.mark.parametrize("change", [leading, attached_again, lambda _: None])
@pytest.mark.parametrize("document", ["filed_accounts", "shown"])
def test_true_documents_with_bookmarks_links_and_files_hold(
    request: pytest.FixtureRequest, document: str, change: Change
) -> None:
    assert verified(changed_by(request.getfixturevalue(document), change)).holds


@pytest.mark.skipif(not shutil.which("qpdf"), reason="the program is not there")
@pytest.mark.parametrize("packed", ["--linearize", "--object-streams=disable", "--qdf"])
@pytest.mark.parametrize("document", ["filed_accounts", "shown"])
def test_true_documents_that_another_program_saved_hold(
    request: pytest.FixtureRequest, document: str, packed: str, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(request.getfixturevalue(document))
    subprocess.run(["qpdf", packed, old, new], check=True)
    assert verified(new.read_bytes()).holds


@pytest.mark.parametrize("laid", [Array([3]), Array([None, Dictionary()])])
def test_what_makes_no_sense_over_a_page_is_refused_in_words(
    filed_accounts: bytes, laid: pikepdf.Object
) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.Annots = laid

    with pytest.raises(NotADocumentOfOurs, match="Something was laid over page 2"):
        verified(changed_by(filed_accounts, change))


def test_where_only_the_list_was_changed_no_page_is_accused() -> None:
    page = Parts(pages=[Part(words="true words here", drawn="as it was")], whole={})
    listing = read_pages(pages_csv(page).decode().replace("true", "other"))
    (said,) = changed(listing, page)
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
    said = "^The pictures come to 29 MB, and at most 27 MB fit into one document"
    with pytest.raises(PapersTooHeavy, match=said):
        report_pdf(statement, {name: (heavy(28 * MEGABYTE),)})


@pytest.mark.usefixtures("processes")
def test_pictures_that_do_not_fit_in_memory_are_said_to_be_too_heavy(
    statement: FundStatement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Less memory than is allowed, so that the test ends sooner."""
    monkeypatch.setattr(printing, "LIMITS", replace(LIMITS, memory=LIMITS.memory * 3 // 8))
    name = statement.papers[0].document.name
    said = "^The pictures come to 27 MB, and the memory for one document ended before"
    with pytest.raises(PapersTooHeavy, match=said):
        report_pdf(statement, {name: (heavy(26 * MEGABYTE),)})


def of_one_page(words: str, drawn: str) -> Parts:
    return Parts(pages=[Part(words=words, drawn=drawn)], whole={})


def test_of_a_page_with_very_many_other_words_one_sentence_tells_where_they_begin() -> None:
    """Each word held to each would take a minute, and be a stranger's to make as long as he likes.

    A page with the same few words many times takes as long, however short it is.
    """
    known = "The money of the year"
    printed = listing_of(of_one_page(f"{known} is the fund's and ends here", "a"))
    said = list(changed(printed, of_one_page(f"{known} {'the of and ' * 40_000} ends here", "b")))
    words = "the of and the of and the of and the of and …"
    assert said == [f"Page 1 says “{words}”, after “of the year”, and “is the fund's” was printed."]
    alike = listing_of(of_one_page("the of " * 400, "a"))
    assert list(changed(alike, of_one_page("the of " * 399 + "the", "b"))) == [
        "Page 1 no longer says “of”, after “the of the”."
    ]


def test_of_a_long_page_that_says_what_was_printed_its_looks_are_named() -> None:
    words = "the of and " * 4_000
    (said,) = changed(listing_of(of_one_page(words, "a")), of_one_page(words, "b"))
    assert said.startswith("Page 1 says what was printed, and does not look as it was")
