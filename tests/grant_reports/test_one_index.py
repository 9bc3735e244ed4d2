"""Somebody hides a second document in a file, or lays it out so that programs differ in its pages.

What is hidden is shown by some programs only: by those that begin at the head of a file that is
laid out for the web, for instance.
"""

import re
from collections.abc import Callable
from io import BytesIO
from time import process_time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from grant_reports import opening
from grant_reports.one_index import has_another_index
from grant_reports.verifying import NotADocumentOfOurs
from tests.grant_reports.tampering import changed_by, saved_again

Change = Callable[[Pdf], None]
ANOTHER = "Programs may read this PDF by another index"
COUNTED = "counts its pages so that programs do not find the same"
HIDDEN = 9000


@pytest.fixture(scope="module")
def plain(filed_accounts: bytes) -> bytes:
    """A document with each part by itself and an index that can be read."""
    alone = pikepdf.ObjectStreamMode.disable
    return saved_again(filed_accounts, lambda pdf, out: pdf.save(out, object_stream_mode=alone))


@pytest.fixture(scope="module")
def for_the_web(filed_accounts: bytes) -> bytes:
    alone = pikepdf.ObjectStreamMode.disable
    return saved_again(
        filed_accounts,
        lambda pdf, out: pdf.save(out, linearize=True, object_stream_mode=alone),
    )


def read(pdf: bytes) -> None:
    opening.answer(pdf, ())


def index_of(pdf: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])


def hidden_parts() -> list[bytes]:
    """Give another document of one page, part by part."""
    root, pages, page, drawn = range(HIDDEN, HIDDEN + 4)
    says = b"BT /F 30 Tf 50 700 Td (Other figures) Tj ET"
    bodies = (
        b"<< /Type /Catalog /Pages %d 0 R >>" % pages,
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % page,
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>"
        % (pages, drawn),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(says), says),
    )
    return [b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(bodies, start=root)]


def index_from(place: int) -> bytes:
    """Give an index of the hidden parts, which begin at a place."""
    lines, root = [b"xref\n0 1\n0000000000 65535 f \n%d 4\n" % HIDDEN], HIDDEN
    for each in hidden_parts():
        lines.append(b"%010d 00000 n \n" % place)
        place += len(each)
    return b"".join(lines) + b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (root + 4, root)


def hidden(pdf: bytes) -> tuple[bytes, int]:
    """Put another document in front of the index, and an index of its own behind it."""
    place = index_of(pdf)
    parts = b"".join(hidden_parts())
    other = place + len(parts)
    put = parts + index_from(place)
    made = (pdf[:place] + put + pdf[place:]).replace(
        b"startxref\n%d" % place, b"startxref\n%d" % (place + len(put))
    )
    return made, other


def beside(pdf: bytes) -> bytes:
    return hidden(pdf)[0]


def with_two_beginnings(pdf: bytes) -> bytes:
    """Some programs look for the last end of a file, others for the last place of an index."""
    made, other = hidden(pdf)
    place = made.rindex(b"startxref")
    return made[:place] + b"startxref\n%d\n%%%%EOF\n" % other + made[place:].replace(b"%%EOF", b"")


def said_to_be_for_the_web(pdf: bytes) -> bytes:
    """Programs for the web take the index at its head, which is that of another document."""
    head = b"8999 0 obj\n<< /Linearized 1 /L %010d /H [0 0] /O %d /E 0 /N 1 /T 0 >>\nendobj\n"
    at, parts = pdf.index(b"1 0 obj"), b"".join(hidden_parts())
    begins = at + len(head % (0, 0)) + len(index_from(0))
    ends = b"startxref\n0\n%%EOF\n"
    size = begins - at + len(ends) + len(parts)
    put = head % (len(pdf) + size, HIDDEN + 2) + index_from(begins + len(ends)) + ends + parts
    body, tail = pdf[: index_of(pdf)], pdf[index_of(pdf) :]
    moved = re.sub(rb"(\d{10})(?= \d{5} n)", lambda each: b"%010d" % (int(each[0]) + size), tail)
    last = b"startxref\n%d"
    return body[:at] + put + body[at:] + moved.replace(last % len(body), last % (len(body) + size))


def behind_something_else(pdf: bytes) -> bytes:
    """Programs differ in whether they count from the beginning of the file."""
    return b"something\n" + pdf


def revised_without_a_change(pdf: bytes) -> bytes:
    """A revision that only adds: no part stands twice."""
    place, root = index_of(pdf), pdf.index(b"\n1 0 obj\n")
    part = b"9000 0 obj" + pdf[root + len(b"\n1 0 obj") : pdf.index(b"endobj", root)] + b"endobj\n"
    index = b"xref\n9000 1\n%010d 00000 n \n" % len(pdf)
    trailer = b"trailer << /Size 9001 /Root 9000 0 R /Prev %d >>\n" % place
    return pdf + part + index + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(part))


def named_twice(pdf: bytes) -> bytes:
    """Name another part as the beginning of the document, where programs look that mend a file."""
    place, put = index_of(pdf), b"trailer << /Root 2 0 R >>\n"
    old, new = (b"startxref\n%d" % each for each in (place, place + len(put)))
    return pdf[:place] + put + pdf[place:].replace(old, new)


@pytest.mark.parametrize(
    "forge",
    [
        beside,
        named_twice,
        with_two_beginnings,
        said_to_be_for_the_web,
        behind_something_else,
        revised_without_a_change,
    ],
)
def test_another_document_or_index_in_a_file_is_refused(
    plain: bytes, forge: Callable[[bytes], bytes]
) -> None:
    read(plain)
    with pytest.raises(NotADocumentOfOurs, match=ANOTHER):
        read(forge(plain))


def test_a_file_for_the_web_tells_the_same_at_its_head(for_the_web: bytes) -> None:
    """Firefox and Poppler take the first page from there, and Poppler how many there are."""
    read(for_the_web)
    with pikepdf.open(BytesIO(for_the_web)) as pdf:
        first, other = (pdf.pages[at].obj.objgen[0] for at in (0, 2))
    pages = re.search(rb"/N (\d+)", for_the_web)
    assert pages
    leads = b"/O %d " % first
    assert leads in for_the_web
    elsewhere = (b"/O %d " % other).ljust(len(leads))
    for old, new in ((leads, elsewhere), (pages[0], b"/N 1")):
        with pytest.raises(NotADocumentOfOurs, match=ANOTHER):
            read(for_the_web.replace(old, new, 1))


def test_a_file_for_the_web_holds_no_page_besides_its_own(for_the_web: bytes) -> None:
    """Such a file lists its pages once more, where Poppler finds them."""
    forged, count = re.subn(rb"/Type /Font(?![A-Z])", b"/Type /Page", for_the_web, count=1)
    assert count
    with pytest.raises(NotADocumentOfOurs, match=ANOTHER):
        read(forged)


def test_one_page_less_is_counted(plain: bytes) -> None:
    pages = re.search(rb"/Count (\d) /Kids", plain)
    assert pages
    fewer = b"/Count %d /Kids" % (int(pages[1]) - 1)
    with pytest.raises(NotADocumentOfOurs, match=COUNTED):
        read(plain.replace(pages[0], fewer, 1))


def hung_on_a_branch(pdf: Pdf, **says: object) -> pikepdf.Object:
    """Hang the second page on a branch of its own."""
    pages = pdf.Root.Pages
    first, second, *rest = pages.Kids
    own = {"Type": Name.Pages, "Kids": Array([second]), "Count": 1, "Parent": pages}
    branch = pdf.make_indirect(Dictionary(**{**own, **says}))
    pages.Kids = Array([first, branch, *rest])
    return branch


def turned_by_its_branch(pdf: Pdf) -> None:
    """Who looks from above sees it turned, who looks from the page does not."""
    hung_on_a_branch(pdf, Rotate=180)


def page_and_branch(pdf: Pdf) -> None:
    """Some programs take it for a page, for it says so, and others for what is below it."""
    branch = hung_on_a_branch(pdf, Type=Name.Page, Contents=pdf.make_stream(b"0 0 9 9 re f"))
    branch.Kids[0].Parent = branch


def with_more_to_say(pdf: Pdf) -> None:
    branch = hung_on_a_branch(pdf, Annots=Array([]))
    branch.Kids[0].Parent = branch


@pytest.mark.parametrize("change", [turned_by_its_branch, page_and_branch, with_more_to_say])
def test_a_branch_of_pages_that_programs_read_in_different_ways_is_refused(
    filed_accounts: bytes, change: Change
) -> None:
    with pytest.raises(NotADocumentOfOurs, match=COUNTED):
        read(changed_by(filed_accounts, change))


def test_pages_that_hang_on_several_branches_hold(filed_accounts: bytes) -> None:
    def change(pdf: Pdf) -> None:
        branch = hung_on_a_branch(pdf)
        branch.Kids[0].Parent = branch

    forged = changed_by(filed_accounts, change)
    with pikepdf.open(BytesIO(forged)) as pdf:
        assert "/Kids" in pdf.Root.Pages.Kids[1]
    read(forged)


def drawn_elsewhere(pdf: Pdf) -> None:
    pdf.pages[1].Contents.F = String("other.pdf")


def about_itself_elsewhere(pdf: Pdf) -> None:
    pdf.Root.Metadata.F = String("other.xml")


def attached_from_elsewhere(pdf: Pdf) -> None:
    pdf.attachments["figures.csv"].obj.EF.F.F = String("other.csv")


@pytest.mark.parametrize(
    "change", [drawn_elsewhere, about_itself_elsewhere, attached_from_elsewhere]
)
def test_what_is_said_to_lie_in_another_file_is_refused(
    filed_accounts: bytes, change: Change
) -> None:
    with pytest.raises(NotADocumentOfOurs, match="said to lie in another file"):
        read(changed_by(filed_accounts, change))


@pytest.mark.parametrize("hostile", [b"startxref", b"startxref ", b"startxref 1", b"1 1 obj"])
def test_looking_for_another_index_takes_no_longer_than_a_file_is_long(
    filed_accounts: bytes, hostile: bytes
) -> None:
    with pikepdf.open(BytesIO(filed_accounts)) as opened:
        began = process_time()
        assert has_another_index(opened, filed_accounts + hostile * (2_000_000 // len(hostile)))
        assert process_time() - began < 8
