"""Somebody changes what belongs to a document as a whole, and no page: that is found as well.

What it says about itself, where it leads, what a screen reader is told, and how the file is laid.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from time import process_time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, NumberTree, Object, Pdf, String

from grant_reports import opening
from grant_reports.as_printed import (
    PagesUnreadable,
    changed,
    read_pages,
)
from grant_reports.once import stands_twice
from grant_reports.sealing import parts_of
from grant_reports.verifying import NotADocumentOfOurs, differing, verified
from tests.grant_reports.tampering import (
    changed_by,
    of_before,
    resealed,
    saved_again,
    with_attached,
    with_text,
)

Change = Callable[[Pdf], None]
PAGES = "pages.csv"
ITSELF = "What the file says about itself: "
BOOKMARKS = "The list of its bookmarks: "
LINKS = "The list of its links: "
HEARD = "What a screen reader is told: "
STAYED = (
    "What a screen reader is told has the words for pictures that were printed, and its order o"
)


def told(pdf: bytes, change: Change = lambda _: None) -> list[str]:
    """What is said of a document beside its list of pages; no figure is worked out for it."""
    forged = changed_by(pdf, change)
    with pikepdf.open(BytesIO(forged)) as opened:
        listed = opened.attachments[PAGES].get_file().read_bytes().decode()
        return list(changed(read_pages(listed), parts_of(opened, forged)))


@pytest.mark.parametrize("document", ["filed_accounts", "shown"])
def test_the_whole_of_a_true_document_holds(request: pytest.FixtureRequest, document: str) -> None:
    found = verified(request.getfixturevalue(document))
    assert found.holds
    assert found.whole_held


def titled(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = "Audited accounts"


def approved(pdf: Pdf) -> None:
    pdf.trailer.Info["/Approved by"] = "The auditor"


def drawn_up_earlier(pdf: Pdf) -> None:
    pdf.trailer.Info.CreationDate = "D:20250401000000Z"


def in_german(pdf: Pdf) -> None:
    pdf.Root.Lang = "de"


def said_anew(old: bytes, new: bytes) -> Change:
    """Change the newer words of a file about itself."""

    def change(pdf: Pdf) -> None:
        words = pdf.Root.Metadata.read_bytes()
        assert old in words
        pdf.Root.Metadata.write(words.replace(old, new, 1))

    return change


ALSO = b'</rdf:li><rdf:li xml:lang="en-GB">Audited</rdf:li></rdf:Alt></dc:title>'
MADE_BY = b"<xmp:CreatorTool>Common Purse</xmp:CreatorTool>"
APPROVED = b'<x:Approved xmlns:x="http://ns.adobe.com/pdfx/1.3/">Auditor</x:Approved>'
NAMED = b'<!DOCTYPE x [<!ENTITY a "Audited">]><x:xmpmeta'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (titled, "“Title: Audited accounts” stands there, and was not printed."),
        (approved, "“Approved by: The auditor” stands there, and was not printed."),
        (drawn_up_earlier, "“CreationDate: D:20250401000000Z” stands there, and was not printed."),
        (in_german, "“Language: de” stands there, and “Language: en-GB” was printed."),
        (said_anew(b": accounts,", b": audit,"), "“Title: Elm Street Mutual Aid: audit, 1 April"),
        (said_anew(b"</rdf:li></rdf:Alt></dc:title>", ALSO), "“Title (en-GB): Audited” stands"),
        (
            said_anew(b' pdf:Producer="', b' dc:description="Audited" pdf:Producer="'),
            "“Subject: Au",
        ),
        (said_anew(MADE_BY, b'<xmp:CreatorTool rdf:value="Audit"/>'), "“Creator: Audit” stands"),
        (said_anew(MADE_BY, b'<xmp:CreatorTool rdf:resource="Audit"/>'), "“Creator: Audit” st"),
        (said_anew(MADE_BY, MADE_BY + APPROVED), "“Approved: Auditor” stands there, and was not"),
        (said_anew(b"<x:xmpmeta", NAMED), "“words that cannot be read” stands there, and was not"),
    ],
)
def test_another_title_author_or_language_is_named(
    filed_accounts: bytes, change: Change, said: str
) -> None:
    (first, *_) = told(filed_accounts, change)
    assert first.startswith(ITSELF + said)


def test_how_a_program_is_to_print_it_is_held(filed_accounts: bytes) -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.ViewerPreferences.PrintPageRange = Array([1, 1])

    (said,) = told(filed_accounts, change)
    assert said.startswith("What the file says about itself has the words that were printed, and h")


def test_what_a_program_writes_of_itself_when_it_saves_is_let_be(filed_accounts: bytes) -> None:
    def change(pdf: Pdf) -> None:
        pdf.trailer.Info.ModDate = "D:20261122120000Z"
        with pdf.open_metadata() as words:
            words["xmp:ModifyDate"] = "2026-11-22T12:00:00Z"
            words["pdf:Producer"] = "Another program"
            words["xmpMM:DocumentID"] = "uuid:1"

    assert told(filed_accounts, change) == []


def test_a_program_that_leaves_the_older_words_about_a_file_out_changes_nothing(
    filed_accounts: bytes,
) -> None:
    def change(pdf: Pdf) -> None:
        del pdf.trailer.Info

    assert told(filed_accounts, change) == []


def test_a_title_cannot_paint_the_terminal(filed_accounts: bytes) -> None:
    def change(pdf: Pdf) -> None:
        pdf.trailer.Info.Title = "\x1b[31mRed\u202eder"

    (said,) = told(filed_accounts, change)
    assert said.startswith(f"{ITSELF}“Title: \ufffd[31mRed\ufffdder” stands there")


def first_mark(pdf: Pdf) -> Object:
    return pdf.Root.Outlines.First.First


def renamed(pdf: Pdf) -> None:
    first_mark(pdf).Title = "Audited account"


def led_elsewhere(pdf: Pdf) -> None:
    first_mark(pdf).Dest = pdf.Root.Outlines.First.Last.Dest


def led_to_two_places(pdf: Pdf) -> None:
    first_mark(pdf).A = Dictionary(S=Name.GoTo, D=pdf.Root.Outlines.First.Last.Dest)


def taken_out(pdf: Pdf) -> None:
    first = first_mark(pdf)
    first.Parent.First = first.Next
    del first.Next.Prev


def hung_where_few_look(pdf: Pdf) -> None:
    last = pdf.Root.Outlines.First.Last
    last.Prev = pdf.make_indirect(Dictionary(Title="Audited", Dest=last.Dest, Next=last))


def white(pdf: Pdf) -> None:
    first_mark(pdf).C = Array([1, 1, 1])


def the_last_hidden(pdf: Pdf) -> None:
    """Programs walk from the first to the next; from the last back it still hangs there."""
    del pdf.Root.Outlines.First.Last.Prev.Next


def all_but_the_first_hidden(pdf: Pdf) -> None:
    hung = pdf.Root.Outlines.First
    del hung.First.Next


def hung_below_another(pdf: Pdf) -> None:
    first_mark(pdf).Next.Parent = first_mark(pdf)


def closed(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Count = 0


def with_names(pdf: Pdf, *names: tuple[bytes, Object]) -> None:
    held = [each for name, place in names for each in (String(name), place)]
    pdf.Root.Names.Dests = pdf.make_indirect(Dictionary(Names=Array(held)))


def by_one_of_two_names(pdf: Pdf) -> None:
    """Only a blank tells them apart."""
    first, other = first_mark(pdf), pdf.Root.Outlines.First.Last
    with_names(pdf, (b"a", other.Dest), (b"a ", first.Dest))
    first.Dest = String("a")


def by_a_name_of_old(pdf: Pdf) -> None:
    with_names(pdf, (b"/a", first_mark(pdf).Dest))
    first_mark(pdf).Dest = Name.a


def through_two_names(pdf: Pdf) -> None:
    with_names(pdf, (b"a", Dictionary(D=String("b"))), (b"b", first_mark(pdf).Dest))
    first_mark(pdf).Dest = String("a")


HUNG = "The list of its bookmarks has the words that were printed, and its looks, or how they hang"
WAS = "“Receipts and payments account, to page 1”"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (renamed, f"{BOOKMARKS}“Audited account, to page 1” stands there, and {WAS} was printed."),
        (
            led_elsewhere,
            f"{BOOKMARKS}“Receipts and payments account, to page 3” stands there, and {WAS} was pr",
        ),
        (led_to_two_places, f"{BOOKMARKS}“Receipts and payments account, to page 1 and page 3” st"),
        (taken_out, f"{BOOKMARKS}{WAS} was printed, and does not stand there."),
        (by_one_of_two_names, f"{BOOKMARKS}“Receipts and payments account, to page 3” stands ther"),
        (by_a_name_of_old, f"{BOOKMARKS}“Receipts and payments account, to no page” stands there"),
        (through_two_names, f"{BOOKMARKS}“Receipts and payments account, to no page” stands there"),
        (hung_where_few_look, HUNG),
        (hung_below_another, HUNG),
        (closed, HUNG),
        (white, HUNG),
    ],
)
def test_a_bookmark_with_other_words_or_another_end_is_named(
    filed_accounts: bytes, change: Change, said: str
) -> None:
    (first,) = told(filed_accounts, change)
    assert first.startswith(said)


@pytest.mark.parametrize("change", [the_last_hidden, all_but_the_first_hidden])
def test_bookmarks_that_are_still_there_and_no_program_shows_are_named(
    filed_accounts: bytes, change: Change
) -> None:
    *_, said = told(filed_accounts, change)
    assert re.match(rf"{BOOKMARKS}“.*” was printed, and does not stand there", said)


def places(pdf: Pdf) -> dict[str, Object]:
    return {str(name): place for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}


def linked_elsewhere(pdf: Pdf) -> None:
    link = next(page.obj.Annots[0] for page in pdf.pages if "/Annots" in page.obj)
    link.Dest = String(list(places(pdf))[-1])


def a_place_moved_to_another_page(pdf: Pdf) -> None:
    place = next(iter(places(pdf).values()))
    place[0] = pdf.pages[0].obj


def a_place_moved_on_its_page(pdf: Pdf) -> None:
    place = next(iter(places(pdf).values()))
    place[3] = 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            linked_elsewhere,
            rf"{LINKS}“link 1 on page 3, to page \d+” stands there, and “link 1 on ",
        ),
        (
            a_place_moved_to_another_page,
            rf"{LINKS}“link 1 on page 3, to page 1” stands there, and “link 1 on page 3, to page ",
        ),
        (a_place_moved_on_its_page, "The list of its links leads to the pages that were printed, "),
    ],
)
def test_a_link_that_leads_elsewhere_is_named_with_its_page(
    shown: bytes, change: Change, said: str
) -> None:
    assert any(re.match(said, each) for each in told(shown, change))


def below(part: Object) -> Iterator[Object]:
    """Give each part that a screen reader is told of."""
    hanging = part.get("/K")
    for each in hanging if isinstance(hanging, Array) else [hanging]:
        if isinstance(each, Dictionary) and "/S" in each:
            yield each
            yield from below(each)


def heard(pdf: Pdf, sort: str) -> Object:
    """Give the first part of a sort that has others or words of its own."""
    return next(each for each in below(pdf.Root.StructTreeRoot) if sort == each.S)


def another_picture_spoken(pdf: Pdf) -> None:
    next(each for each in below(pdf.Root.StructTreeRoot) if "/Alt" in each).Alt = "A full larder"


def another_figure_spoken(pdf: Pdf) -> None:
    heard(pdf, "/TD").ActualText = "£9,999.00"


def a_row_backwards(pdf: Pdf) -> None:
    row = heard(pdf, "/TR")
    row.K = Array(list(row.K)[::-1])


def under_another_head(pdf: Pdf) -> None:
    cells = (each for each in below(pdf.Root.StructTreeRoot) if each.S == "/TD")
    cell = next(each for each in cells if "/Headers" in each.get("/A", Dictionary()))
    cell.A.Headers = Array([String("none")])


def a_piece_of_another_page(pdf: Pdf) -> None:
    heard(pdf, "/P").Pg = pdf.pages[2].obj


def left_out_as_ornament(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(TD=Name.Artifact)


def found_otherwise_from_its_page(pdf: Pdf) -> None:
    listed = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    first, second, *rest = listed[0]
    listed[0] = Array([second, first, *rest])


def pages_found_by_others(pdf: Pdf) -> None:
    one, other = (page.obj for page in pdf.pages[:2])
    one.StructParents, other.StructParents = other.StructParents, one.StructParents


def hung_elsewhere(pdf: Pdf) -> None:
    heard(pdf, "/TR").P = pdf.Root.StructTreeRoot


def spoken_in_french(pdf: Pdf) -> None:
    heard(pdf, "/TH").Lang = "fr"


def read_from_elsewhere(pdf: Pdf) -> None:
    """A piece that is said to lie in something else than its page."""
    hung = (each.K for each in below(pdf.Root.StructTreeRoot) if isinstance(each.get("/K"), Array))
    ends = next(each for each in hung if len(each) and isinstance(each[0], int))
    ends[0] = Dictionary(Type=Name.MCR, MCID=int(ends[0]), Stm=pdf.make_stream(b"x"))


def not_to_be_read_out(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def in_a_ring(pdf: Pdf) -> None:
    table = heard(pdf, "/Table")
    heard(pdf, "/TR").K = table


def untold(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


@pytest.mark.parametrize(
    "change",
    [
        a_row_backwards,
        under_another_head,
        a_piece_of_another_page,
        left_out_as_ornament,
        found_otherwise_from_its_page,
        pages_found_by_others,
        hung_elsewhere,
        spoken_in_french,
        read_from_elsewhere,
        not_to_be_read_out,
        in_a_ring,
        untold,
    ],
)
def test_what_is_read_out_in_another_order_or_as_something_else_is_found(
    filed_accounts: bytes, change: Change
) -> None:
    (said,) = told(filed_accounts, change)
    assert said.startswith(STAYED)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (another_picture_spoken, "“page 3: A full larder” stands there, and “page 3: A pot” was p"),
        (another_figure_spoken, "“page 1: £9,999.00” stands there, and was not printed."),
    ],
)
def test_other_words_for_a_picture_or_a_figure_are_named(
    shown: bytes, change: Change, said: str
) -> None:
    assert any(each.startswith(HEARD + said) for each in told(shown, change))


def test_what_is_changed_on_the_whole_disproves_a_document(filed_accounts: bytes) -> None:
    (said,) = verified(changed_by(filed_accounts, titled)).differences
    assert said.startswith(f"{ITSELF}“Title: Audited accounts”")


def without_whole(listed: str) -> str:
    return listed[: listed.index("\r\nabout,") + 2]


def test_rows_of_the_list_that_were_taken_out_or_changed_are_named(filed_accounts: bytes) -> None:
    (said,) = verified(with_attached(filed_accounts, PAGES, without_whole)).differences
    assert said.startswith("From the list of the pages as they were printed (pages.csv), the rows")
    with pytest.raises(PagesUnreadable):
        verified(with_attached(filed_accounts, PAGES, lambda text: text.partition("links,")[0]))
    other = with_attached(filed_accounts, PAGES, lambda text: text.replace("Funds, to", "Fund, to"))
    (said,) = told(other)
    assert said.startswith("The list of its bookmarks agrees with its mark in the list of pages")


def test_a_document_of_before_the_whole_was_held_is_proved_as_it_was(
    filed_accounts: bytes,
) -> None:
    """Its title may be another: nothing told of it then. Its pages are held."""
    older = of_before(filed_accounts)
    found = verified(changed_by(older, titled))
    assert (found.differences, found.pages_held, found.whole_held) == ((), True, False)
    (said, *_) = verified(with_text(older, "is not a charity", "is now a charity")).differences
    assert said == "Page 3 says “now”, after “The group is”, and “not” was printed."


def test_whoever_makes_the_list_anew_is_found_by_the_copy_that_was_kept(
    filed_accounts: bytes,
) -> None:
    """Nothing in a file can prove it against whoever writes all of it: the program is free."""
    titled_anew = changed_by(filed_accounts, titled)
    forged = resealed(with_text(titled_anew, "is not a charity", "is now a charity"))
    assert verified(forged).holds
    page, title, *_ = differing(forged, filed_accounts)
    assert page.startswith("Page 3 says “now”, after “The group is”, and “not” was printed.")
    assert title.startswith(f"{ITSELF}“Title: Audited accounts”")
    assert differing(changed_by(filed_accounts, lambda _: None), filed_accounts) == ()


def test_other_figures_than_the_copy_had_are_named(
    filed_accounts: bytes, filed_report: bytes
) -> None:
    told_apart = differing(filed_report, filed_accounts)
    assert told_apart[0].startswith("What is attached as figures.csv is not what was attached")


def plain(pdf: bytes) -> bytes:
    """A document with each part by itself, where a forger finds it."""
    alone = pikepdf.ObjectStreamMode.disable
    return saved_again(pdf, lambda opened, out: opened.save(out, object_stream_mode=alone))


def by_itself(pdf: bytes, number: int) -> tuple[bytes, int]:
    """Give another title as a part of a file, and the place of the newest index in the file."""
    place = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    return b"%d 0 obj\n<< /Title (Audited) >>\nendobj\n" % number, place


def revised(pdf: bytes, number: int) -> bytes:
    """Add another title to the end of a file, and an index of that part: a revision."""
    part, before = by_itself(pdf, number)
    trailer = pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")].rstrip()
    trailer = trailer.removesuffix(b">>") + b"/Prev %d >>" % before
    index = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(pdf))
    ends = b"\nstartxref\n%d\n%%%%EOF\n" % (len(pdf) + len(part))
    return pdf + part + index + trailer + ends


def put_beside(pdf: bytes, number: int) -> bytes:
    """Put another title in front of the index, which goes on naming the old one."""
    part, place = by_itself(pdf, number)
    made = pdf[:place] + part + pdf[place:]
    return made.replace(b"startxref\n%d" % place, b"startxref\n%d" % (place + len(part)))


def named_twice(pdf: bytes, number: int) -> bytes:
    """Let the index name both: programs differ in which they take."""
    place = by_itself(pdf, number)[1]
    named = b"\n%d 1\n%010d 00000 n \ntrailer" % (number, place)
    return put_beside(pdf, number).replace(b"\ntrailer", named)


def with_a_note_in_its_head(pdf: bytes, number: int) -> bytes:
    """Hide that it begins like the old one."""
    head = b"%d 0 obj\n" % number
    before, found, after = put_beside(pdf, number).rpartition(head)
    return before + found.replace(b" 0", b"%of old\n0") + after


@pytest.mark.parametrize("forge", [revised, put_beside, named_twice, with_a_note_in_its_head])
def test_a_file_in_which_a_part_stands_twice_is_refused(
    filed_accounts: bytes, forge: Callable[[bytes, int], bytes]
) -> None:
    """Each part by itself, where a forger finds it; without another, that holds."""
    alone = pikepdf.ObjectStreamMode.disable
    pdf = saved_again(filed_accounts, lambda file, out: file.save(out, object_stream_mode=alone))
    with pikepdf.open(BytesIO(pdf)) as opened:
        number = opened.trailer.Info.objgen[0]
    assert told(pdf) == []
    with pytest.raises(NotADocumentOfOurs, match="a part of it stands there twice"):
        verified(forge(pdf, number))


def test_a_part_that_is_packed_among_others_and_stands_by_itself_too_is_refused(
    filed_accounts: bytes,
) -> None:
    with pikepdf.open(BytesIO(filed_accounts)) as opened:
        number = opened.trailer.Info.objgen[0]
    with pytest.raises(NotADocumentOfOurs, match="a part of it stands there twice"):
        verified(put_beside(filed_accounts, number))


def numbered_in_a_note(pdf: bytes, number: int) -> bytes:
    """Hide its number in a note that stands in the head of another."""
    head = b"%d 0 obj\n" % number
    before, found, after = put_beside(pdf, number).rpartition(head)
    return before + b"99999 %" + found.replace(b" 0", b"\n0") + after


def numbered_with_a_point(pdf: bytes, number: int) -> bytes:
    """Some programs take the number up to the point."""
    head = b"%d 0 obj\n" % number
    before, found, after = put_beside(pdf, number).rpartition(head)
    return before + found.replace(b" 0", b".0 0") + after


@pytest.mark.parametrize("forge", [numbered_in_a_note, numbered_with_a_point])
def test_a_part_that_begins_as_no_program_writes_it_is_refused(
    filed_accounts: bytes, forge: Callable[[bytes, int], bytes]
) -> None:
    pdf = plain(filed_accounts)
    with pikepdf.open(BytesIO(pdf)) as opened:
        number = opened.trailer.Info.objgen[0]
    with pytest.raises(NotADocumentOfOurs, match="a part of it stands there twice"):
        verified(forge(pdf, number))


def called(words: str) -> Change:
    """Give a document a title that nobody has spelt apart."""

    def change(pdf: Pdf) -> None:
        pdf.trailer.Info.Title = words
        del pdf.Root.Metadata

    return change


def test_a_document_of_before_such_words_were_spelt_apart_is_proved(filed_accounts: bytes) -> None:
    """Its index is as our writer writes it, so nothing leads into the words."""
    older = plain(changed_by(filed_accounts, called("Accounts of 5 0 obj")))
    assert b"5 0 obj)" in older
    held = resealed(older)
    assert b"5 0 obj)" in held
    assert verified(held).holds


def test_words_into_which_an_index_leads_are_refused(filed_accounts: bytes) -> None:
    with pikepdf.open(BytesIO(plain(filed_accounts))) as opened:
        number = opened.trailer.Info.objgen[0]
    words = b"%d 0 obj << /Title <41> >> endobj" % number
    pdf = plain(changed_by(filed_accounts, called(words.decode())))
    entries = pdf.rindex(b"\nxref\n")
    first = pdf.index(b" n \n", entries) - 16 - 20
    assert pdf[first + 20 * number :].startswith(b"%010d" % pdf.index(b"%d 0 obj\n" % number))
    leads = b"%010d" % pdf.index(words)
    forged = pdf[: first + 20 * number] + leads + pdf[first + 20 * number + 10 :]
    with pikepdf.open(BytesIO(forged)) as opened:
        assert opened.trailer.Info.Title == "A"
    with pytest.raises(NotADocumentOfOurs, match="a part of it stands there twice"):
        verified(forged)


@pytest.mark.parametrize("hostile", [b"1", b"1 %", b"%1\n", b"1 %1\n", b"%", b"\n", b"1 1\0"])
def test_a_file_made_to_be_looked_through_for_ever_takes_no_longer_than_its_length(
    filed_accounts: bytes, hostile: bytes
) -> None:
    """Three megabytes of it took minutes when each was looked at from every place in it."""
    with pikepdf.open(BytesIO(filed_accounts)) as opened:
        began = process_time()
        assert not stands_twice(opened, filed_accounts + hostile * (3_000_000 // len(hostile)))
        assert process_time() - began < 8


def test_a_file_that_only_its_maker_may_change_is_said_to_be_locked(filed_accounts: bytes) -> None:
    """It opens without a password, and programs keep its reader from copying out of it."""
    locked = Encryption(owner="a", user="")
    pdf = saved_again(filed_accounts, lambda opened, out: opened.save(out, encryption=locked))
    with pytest.raises(NotADocumentOfOurs, match="locked with a password"):
        verified(pdf)


def twice_in_an_index(pdf: Pdf) -> None:
    """Who looks it up may find the one, who reads on the other."""
    index = pdf.Root.Names.Dests
    first, place, *others = index.Names
    index.Names = Array([first, others[1], first, place, *others])


def twice_as_text(pdf: Pdf) -> None:
    """Some programs compare names as text, others by their bytes."""
    first, place, *others = pdf.Root.Names.Dests.Names
    last = String(b"\xfe\xff" + str(first).encode("utf-16-be"))
    pdf.Root.Names.Dests.Names = Array([first, place, *others, last, others[1]])


def in_two_branches(pdf: Pdf) -> None:
    index = pdf.Root.StructTreeRoot.ParentTree
    index.Kids = Array([pdf.make_indirect(Dictionary(Nums=Array([0, Array([])])))])


def out_of_order(pdf: Pdf) -> None:
    index = pdf.Root.StructTreeRoot.ParentTree
    first, parts, *others = index.Nums
    index.Nums = Array([*others, first, parts])


def in_a_ring_of_branches(pdf: Pdf) -> None:
    index = pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(Dictionary())
    index.Kids = Array([index])


@pytest.mark.parametrize(
    "change",
    [twice_in_an_index, twice_as_text, in_two_branches, out_of_order, in_a_ring_of_branches],
)
def test_an_index_in_which_programs_find_different_things_is_refused(
    shown: bytes, change: Change
) -> None:
    with pytest.raises(NotADocumentOfOurs, match="index in which programs do not find the same"):
        opening.answer(changed_by(shown, change), ())


def test_a_file_attached_that_is_said_to_be_something_else_is_refused(
    filed_accounts: bytes,
) -> None:
    def change(pdf: Pdf) -> None:
        pdf.attachments["books.beancount"].obj.Desc = "The audited books"

    with pytest.raises(NotADocumentOfOurs, match="is said to be “The audited books”, which it is"):
        verified(changed_by(filed_accounts, change))
