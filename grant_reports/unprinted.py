"""What no document of ours holds: it may show something else than its pages, or act.

A part that was never printed is looked for by its name, in the root of the file, on each page, in
each bookmark and link, and among what is attached. What programs add to a file that they only save
again is let be.
"""

from collections.abc import Iterable, Iterator

import pikepdf

from grant_reports.as_printed import DESCRIBED as PAGES_DESCRIBED
from grant_reports.as_printed import NAME as PAGES
from grant_reports.branches import pages_on
from grant_reports.evidence import DESCRIBED
from grant_reports.indexes import NAMES, NUMBERS, reads_one_way

MOST_BOOKMARKS = 10_000
_OF_THE_FILE = {
    *("/Type", "/Pages", "/Names", "/AF", "/Outlines", "/OutputIntents", "/StructTreeRoot"),
    *("/MarkInfo", "/Lang", "/Metadata", "/ViewerPreferences"),
    *("/Version", "/Extensions", "/PageMode", "/PageLayout", "/PieceInfo"),
}
_OF_NAMES = {"/Dests", "/EmbeddedFiles"}
# What is seen of these is in the mark of the page.
_OF_A_PAGE = {
    *("/Type", "/Parent", "/Contents", "/Resources", "/Annots", "/Rotate", "/UserUnit"),
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
    *("/StructParents", "/Tabs", "/LastModified", "/PieceInfo"),
}
_BESIDE = ("/First", "/Last", "/Next", "/Prev")
_OF_A_BOOKMARK = {
    *("/Title", "/Parent", "/Count", "/Dest", "/A", "/SE", "/C", "/F", "/Type"),
    *_BESIDE,
}
_OF_A_LINK = {
    *("/Type", "/Subtype", "/Rect", "/Dest", "/A", "/Contents", "/F", "/P", "/NM", "/M"),
    *("/BS", "/Border", "/C", "/H", "/QuadPoints", "/StructParent"),
}
_OF_A_WAY = {"/Type", "/S", "/D", "/SD"}
_OUTSIDE = {"/F", "/FFilter", "/FDecodeParms"}
_OF_A_FILE = {"/Type", "/F", "/UF", "/Desc", "/EF", "/AFRelationship"}
_ATTACHED = {**DESCRIBED, PAGES: PAGES_DESCRIBED}
_SAID = {
    "/AA": "something that is done by itself while it is read",
    "/AcroForm": "a form to be filled in or signed",
    "/Collection": "a cover that shows other files in its place",
    "/JavaScript": "a program",
    "/OCProperties": "layers that can be hidden",
    "/OpenAction": "something that is done by itself when it is opened",
    "/PageLabels": "other numbers for its pages",
}


def never_printed(opened: pikepdf.Pdf) -> Iterator[str]:
    """Say of each thing in a PDF that we never print what it is."""
    names = opened.Root.get("/Names", pikepdf.Dictionary())
    if not isinstance(names, pikepdf.Dictionary):
        yield "This PDF holds a list of names that makes no sense"
        return
    for name in (*_others(opened.Root, _OF_THE_FILE), *_others(names, _OF_NAMES)):
        yield f"This PDF holds {_said(name)}, which we never print"
    if pages_on(opened.Root.get("/Pages")) != len(opened.pages):
        yield "This PDF counts its pages so that programs do not find the same"
    if any(_lies_outside(each) for each in opened.objects):
        yield "A part of this PDF is said to lie in another file"
    yield from _attached(opened.Root.get("/AF"), names.get("/EmbeddedFiles"))
    yield from _places(names.get("/Dests"))
    yield from _indexes(opened.Root, names)
    yield from _bookmarks(opened.Root.get("/Outlines"))
    for at, page in enumerate(opened.pages, 1):
        yield from _on_a_page(at, page.obj)


def _lies_outside(part: object) -> bool:
    return isinstance(part, pikepdf.Stream) and bool(_OUTSIDE & part.keys())


def _indexes(root: pikepdf.Object, names: pikepdf.Object) -> Iterator[str]:
    heard = root.get("/StructTreeRoot")
    by_pages = heard.get("/ParentTree") if isinstance(heard, pikepdf.Dictionary) else None
    by_names = (names.get(each) for each in sorted(_OF_NAMES))
    for index, sort in (*((each, NAMES) for each in by_names), (by_pages, NUMBERS)):
        if index is not None and not reads_one_way(index, sort):
            yield "This PDF holds an index in which programs do not find the same"


def _on_a_page(at: int, page: pikepdf.Object) -> Iterator[str]:
    for name in _others(page, _OF_A_PAGE):
        yield f"Page {at} of this PDF holds {_said(name)}, which we never print"
    laid: Iterable[pikepdf.Object | None] = page.get("/Annots", ())
    if _is_laid_over(laid):
        yield (
            f"Something was laid over page {at} of this PDF afterwards, like a note or a box of "
            "text"
        )
        return
    for each in laid:
        if each is not None and (does := _does_else(each, _OF_A_LINK)):
            yield f"A link on page {at} of this PDF does more than lead to a place in it ({does})"


def _bookmarks(outlines: object) -> Iterator[str]:
    """Say which bookmarks do more than lead to a place; each is looked at once."""
    seen, left = set[tuple[int, int]](), [outlines]
    while left:
        each = left.pop()
        if each is None:
            continue
        if not isinstance(each, pikepdf.Dictionary) or len(seen) > MOST_BOOKMARKS:
            yield "This PDF holds bookmarks that make no sense, or far too many of them"
            return
        if each.is_indirect and each.objgen in seen:
            continue
        seen.add(each.objgen)
        if does := _does_else(each, _OF_A_BOOKMARK):
            called = _shown(each.get("/Title", ""))
            yield (
                f"The bookmark called “{called}” of this PDF does more than lead to a place in it "
                f"({does})"
            )
        left.extend(each.get(name) for name in _BESIDE)


def _places(places: object) -> Iterator[str]:
    """Say which places with names are none: a program can be put there as well."""
    if places is None:
        return
    if not isinstance(places, pikepdf.Dictionary):
        yield "This PDF holds names of places that make no sense"
        return
    for name, place in pikepdf.NameTree(places).items():
        is_way = isinstance(place, pikepdf.Dictionary) and not _way_else(place)
        if not (is_way or isinstance(place, pikepdf.Array)):
            yield f"The place called “{_shown(name)}” in this PDF is none"


def _does_else(part: pikepdf.Object, known: set[str]) -> str:
    """Name what a bookmark or a link does besides leading to a place, if it does more."""
    for name in _others(part, known):
        return _shown(name[1:]) or "something"
    if isinstance(part.get("/Dest"), pikepdf.Dictionary):
        return "Dest"
    way = part.get("/A")
    if way is None:
        return ""
    if not isinstance(way, pikepdf.Dictionary):
        return "A"
    return "no action" if way.get("/S") is None else _way_else(way)


def _way_else(way: pikepdf.Object) -> str:
    if (does := way.get("/S", pikepdf.Name.GoTo)) != pikepdf.Name.GoTo:
        return _shown(does).lstrip("/") or "something"
    others = _others(way, _OF_A_WAY)
    return (_shown(others[0][1:]) or "something") if others else ""


def _attached(listed: object, tree: object) -> Iterator[str]:
    """Say what else is attached, under a name of its own or hidden under one of ours."""
    contents = set[tuple[int, int]]()
    files = pikepdf.NameTree(tree).items() if isinstance(tree, pikepdf.Dictionary) else ()
    for key, file in files:
        name, content = str(key), _only_content(file)
        if name not in _ATTACHED or name != _name_of(file) or content is None:
            yield _too_many(_name_of(file) or name)
            continue
        contents.add(content)
        # Whoever puts a file in again may leave out what it is.
        if (said := _shown(file.get("/Desc", ""))) not in ("", _shown(_ATTACHED[name])):
            yield f"The file {name} attached to this PDF is said to be “{said}”, which it is not"
    others: Iterable[object] = listed if isinstance(listed, pikepdf.Array) else [listed]
    for other in others:
        # A file that was taken out and put in again leaves a gap here.
        if other is not None and _only_content(other) not in contents:
            yield _too_many(_name_of(other))


def _too_many(name: str) -> str:
    return f"A file called “{name}” is attached to this PDF besides those that we attach"


def _only_content(file: object) -> tuple[int, int] | None:
    """Tell which content a file has, if it is the same one, under one name, for every reader."""
    if not isinstance(file, pikepdf.Dictionary) or _others(file, _OF_A_FILE):
        return None
    packed: object = file.get("/EF")
    called = {str(file.get(name)) for name in ("/F", "/UF") if name in file}
    if not isinstance(packed, pikepdf.Dictionary) or len(called) != 1 or called - _ATTACHED.keys():
        return None
    contents = {each.objgen for _, each in packed.items()}
    return contents.pop() if len(contents) == 1 else None


def _name_of(file: object) -> str:
    if not isinstance(file, pikepdf.Dictionary):
        return ""
    return _shown(file.get("/UF", file.get("/F", "")))


def _shown(words: object) -> str:
    if not isinstance(words, str | pikepdf.String | pikepdf.Name):
        return ""
    return "".join(each for each in str(words)[:60] if each.isprintable())


def _others(part: pikepdf.Object, known: set[str]) -> list[str]:
    return sorted(part.keys() - known)


def _said(name: str) -> str:
    return _SAID.get(name, f"something called {name[1:41]}")


def _is_laid_over(laid: object) -> bool:
    """Tell whether more lies over a page than was printed there: we print nothing but links.

    A box of text that a reader's own program adds hides a figure and leaves the page's text as it
    was.
    """
    if not isinstance(laid, pikepdf.Array):
        return bool(laid)
    lying: Iterable[object] = laid
    return any(
        not isinstance(each, pikepdf.Dictionary) or each.get("/Subtype") != pikepdf.Name.Link
        for each in lying
        if each is not None
    )
