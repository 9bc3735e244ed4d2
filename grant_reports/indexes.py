"""Whether an index in a PDF can be read in one way only.

An index hangs on a tree, and a program may look a name up in it or read it from end to end. Both
find the same where each branch either parts or holds names, and all names are in order, each once.
"""

from collections.abc import Iterable
from itertools import pairwise

import pikepdf

NAMES, NUMBERS = "/Names", "/Nums"


def reads_one_way(index: object, sort: str) -> bool:
    """Tell whether every program finds the same in an index of names, or of numbers."""
    keys, seen = list[bytes | int](), set[tuple[int, int]]()
    left = [index]
    while left:
        branch = left.pop()
        if not isinstance(branch, pikepdf.Dictionary) or branch.objgen in seen:
            return False
        if branch.is_indirect:
            seen.add(branch.objgen)
        parts, held = (list(_array(branch, name)) for name in ("/Kids", sort))
        if parts and held:
            return False
        left += reversed(parts)
        keys += (_key(each) for each in held[::2])
    kind = bytes if sort == NAMES else int
    return all(isinstance(each, kind) for each in keys) and all(
        one < other  # type: ignore[operator]  # both are of the one kind
        for one, other in pairwise(keys)
    )


def _array(branch: pikepdf.Object, name: str) -> Iterable[object]:
    held = branch.get(name)
    return held if isinstance(held, pikepdf.Array) else ()


def _key(said: object) -> bytes | int:
    """Give a name as it is compared; what is none is minus one, which is a number of no page."""
    if isinstance(said, pikepdf.String):
        return bytes(said)
    return said if isinstance(said, int) else -1
