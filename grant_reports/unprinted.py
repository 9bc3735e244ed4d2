"""What no document of ours holds: it may show something else than its pages, or act.

A part that was never printed is looked for by its name, in the root of the file and on each page.
What programs add to a file that they only save again is let be.
"""

from collections.abc import Iterable, Iterator

import pikepdf

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
    for name in _others(opened.Root, _OF_THE_FILE):
        yield f"This PDF holds {_said(name)}, which we never print"
    for name in _others(opened.Root.get("/Names", pikepdf.Dictionary()), _OF_NAMES):
        yield f"This PDF holds {_said(name)}, which we never print"
    for at, page in enumerate(opened.pages, 1):
        for name in _others(page.obj, _OF_A_PAGE):
            yield f"Page {at} of this PDF holds {_said(name)}, which we never print"
        if _is_laid_over(page.obj.get("/Annots", ())):
            yield (
                f"Something was laid over page {at} of this PDF afterwards, like a note or a box "
                "of text"
            )


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
