"""Where a reader is led: by each bookmark, and by each link that lies on a page.

A place may be written in several ways, and by its name: what counts is the page, and where on it.
"""

from collections.abc import Iterator

import pikepdf

from grant_reports.as_printed import Part
from grant_reports.indexes import by_names
from grant_reports.marks import Marks, joined, laid_on, plainly

# Where a bookmark says that it hangs. Programs show those that are found by the first two.
_WAYS = ("/First", "/Next", "/Last", "/Prev", "/Parent")


class Leading:
    """The places that are led to in one PDF."""

    def __init__(self, opened: pikepdf.Pdf, marks: Marks) -> None:
        """Learn the numbers of its pages and the names of its places."""
        self._opened, self._marks = opened, marks
        self._numbers = {page.obj.objgen: at for at, page in enumerate(opened.pages, start=1)}
        self._named = by_names(opened.Root.get("/Names", pikepdf.Dictionary()).get("/Dests"))

    def bookmarks(self) -> Part:
        """Give its bookmarks: what each is called, and to which page it leads."""
        lines, marks = list[str](), list[bytes]()
        shown = list(_hanging(self._opened.Root.get("/Outlines")))
        orders = {each.objgen: order for order, (_, each) in enumerate(shown)}
        for depth, each in shown:
            pages, place = self._led(each)
            if depth:
                lines.append(f"{plainly(each.get('/Title'))}, to {pages}")
            looks = (self._marks.of(each.get(name)) for name in ("/C", "/F", "/Count"))
            ways = f"{depth} {[_order(orders, each.get(name)) for name in _WAYS]}"
            marks.append(joined(ways.encode(), place, *looks))
        return Part(words="\n".join(lines), drawn=joined(*marks).hex())

    def links(self) -> Part:
        """Give its links: on which page each lies, and to which page it leads."""
        lines, marks = list[str](), list[bytes]()
        for at, page in enumerate(self._opened.pages, start=1):
            for order, each in enumerate(laid_on(page), start=1):
                pages, place = self._led(each)
                lines.append(f"link {order} on page {at}, to {pages}")
                marks.append(place)
        return Part(words="\n".join(lines), drawn=joined(*marks).hex())

    def _led(self, part: pikepdf.Object) -> tuple[str, bytes]:
        """Tell to which page something leads, and give a mark of where on it.

        If it leads to a place in two ways, both are told: programs differ in which they take.
        """
        way = part.get("/A", pikepdf.Dictionary())
        ways = (part.get("/Dest"), way.get("/D"), way.get("/SD"), part.get("/SE"))
        found = [self._place(each) for each in ways if each is not None]
        pages = " and ".join(f"page {number}" if number else "no page" for number, _ in found)
        return pages or "no page", joined(*(mark for _, mark in found))

    def _place(self, place: object) -> tuple[int, bytes]:
        """Give the number of a page, or 0 where there is none, and a mark of where on it."""
        if isinstance(place, pikepdf.String):
            place = self._named.get(bytes(place))
            place = place.get("/D") if isinstance(place, pikepdf.Dictionary) else place
        if not isinstance(place, pikepdf.Array) or not len(place):
            return 0, b""
        page, *where = place
        number = self._numbers.get(getattr(page, "objgen", (0, 0)), 0)
        return number, joined(*map(self._marks.of, where))


def _hanging(outlines: pikepdf.Object | None) -> Iterator[tuple[int, pikepdf.Object]]:
    """Give what all hang on, then each once, in the order in which it is shown, and how deep."""
    seen, left = set[tuple[int, int]](), [(0, outlines)]
    while left:
        depth, each = left.pop()
        if not isinstance(each, pikepdf.Dictionary) or each.objgen in seen:
            continue
        if each.is_indirect:
            seen.add(each.objgen)
        yield depth, each
        left += ((depth, each.get("/Next")), (depth + 1, each.get("/First")))


def _order(orders: dict[tuple[int, int], int], part: object) -> int:
    """Give the place of a bookmark in the order; -1 is none, and -2 is one that is not shown."""
    return -1 if part is None else orders.get(getattr(part, "objgen", (0, 0)), -2)
