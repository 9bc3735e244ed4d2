"""What a screen reader is told: the parts of a document in their order, and the words for pictures.

A PDF hangs its parts on a tree. At the ends of it are the pieces of the pages, by the numbers that
they have there; where they stand is in the mark of their page. Programs find the parts from above,
or from the pages by a second list: the mark is over both.
"""

import pikepdf

from grant_reports.as_printed import Part
from grant_reports.marks import Marks, joined, laid_on, plainly

_WAYS = {"/Type", "/S", "/K", "/P", "/Pg", "/ParentTree", "/ParentTreeNextKey"}
_OF_AN_END = {"/MCID", "/Obj", "/Pg"}
_SPOKEN = ("/Alt", "/ActualText", "/E")
_Place = tuple[int, int]
_NOWHERE: _Place = (0, 0)


class Heard:
    """The tree of one PDF while it is walked."""

    def __init__(self, opened: pikepdf.Pdf, marks: Marks) -> None:
        """Learn the numbers of its pages, and of the links that lie on them."""
        self._opened, self._marks = opened, marks
        self._pages: dict[_Place, int] = {}
        self._lying: dict[_Place, bytes] = {}
        for at, page in enumerate(opened.pages, start=1):
            self._pages[page.obj.objgen] = at
            for place, each in enumerate(laid_on(page)):
                self._lying[getattr(each, "objgen", _NOWHERE)] = f"link {at} {place}".encode()
        self._numbers: dict[_Place, int] = {}
        self._count = 0
        self._told: list[str] = []
        self._met: list[bytes] = []

    def part(self) -> Part:
        """Give the words that are spoken and seen nowhere, and a mark of all that is told."""
        root = self._opened.Root
        tree = root.get("/StructTreeRoot", pikepdf.Dictionary())
        self._below(tree, 0)
        self._by_pages(tree.get("/ParentTree"))
        mark = joined(*self._met, self._marks.of(root.get("/MarkInfo")))
        return Part(words="\n".join(self._told), drawn=mark.hex())

    def _below(self, part: pikepdf.Object, page: int) -> None:
        """Meet what one part says of itself, and then all that hangs below it."""
        number = self._count
        self._count += 1
        if part.is_indirect:
            self._numbers[part.objgen] = number
        page = self._page(part, page)
        sort, above = plainly(part.get("/S")), self._number(part.get("/P"))
        self._meet(f"part {number}, {sort}, of {above} on {page}")
        self._beside(part, _WAYS, page)
        below = part.get("/K")
        for each in below if isinstance(below, pikepdf.Array) else [below]:
            self._end_or_below(each, page)
        self._meet("end")

    def _beside(self, part: pikepdf.Object, met: set[str], page: int) -> None:
        """Meet all that a part says besides where it hangs."""
        for name in sorted(part.keys() - met):
            if name in _SPOKEN:
                self._told.append(f"page {page}: {plainly(part[name])}")
            self._meet(name)
            self._met.append(self._marks.of(part[name]))

    def _end_or_below(self, part: object, page: int) -> None:
        if not isinstance(part, pikepdf.Dictionary):
            self._meet(f"piece {part} of {page}")
        elif "/MCID" in part or "/Obj" in part:
            self._meet(f"piece {part.get('/MCID')} of {self._page(part, page)}")
            place = getattr(part.get("/Obj"), "objgen", _NOWHERE)
            self._met.append(self._lying.get(place, b""))
            self._beside(part, _OF_AN_END, page)
        elif part.objgen in self._numbers:
            self._meet(f"met again {self._number(part)}")
        else:
            self._below(part, page)

    def _meet(self, said: str) -> None:
        self._met.append(said.encode(errors="surrogatepass"))

    def _page(self, part: pikepdf.Object, page: int) -> int:
        own = part.get("/Pg")
        return page if own is None else self._pages.get(getattr(own, "objgen", _NOWHERE), 0)

    def _number(self, part: object) -> int:
        return self._numbers.get(getattr(part, "objgen", _NOWHERE), -1)

    def _by_pages(self, listed: pikepdf.Object | None) -> None:
        """Meet the second list: of each page and link, the parts that its pieces belong to."""
        for page in self._opened.pages:
            self._met += (
                self._marks.of(page.obj.get(name)) for name in ("/StructParents", "/Tabs")
            )
        if isinstance(listed, pikepdf.Dictionary):
            for key, parts in pikepdf.NumberTree(listed).items():
                many = parts if isinstance(parts, pikepdf.Array) else [parts]
                self._meet(f"{key}: {[self._number(each) for each in many]}")
