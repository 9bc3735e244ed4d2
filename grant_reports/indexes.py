"""Whether an index in a PDF can be read in one way only.

An index hangs on a tree, and a program may look a name up in it or read it from end to end. Both
find the same where each branch either parts or holds names, and all names are in order, each once.
Programs compare names by their bytes or as text: the order has to be right in both.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pikepdf

NAMES, NUMBERS = "/Names", "/Nums"


def reads_one_way(index: object, sort: str) -> bool:
    """Tell whether every program finds the same in an index of names, or of numbers."""
    keys = list[object]()
    for branch in _branches(index):
        if branch is None or (_array(branch, "/Kids") and _array(branch, sort)):
            return False
        keys += _array(branch, sort)[::2]
    if sort == NUMBERS:
        return all(isinstance(each, int) for each in keys) and _rises(keys)
    names = [each for each in keys if isinstance(each, pikepdf.String)]
    return len(names) == len(keys) and _rises(map(bytes, names)) and _rises(map(str, names))


def by_names(index: object) -> dict[bytes, object]:
    """Give what an index of names holds, each by the very bytes of its name."""
    held = [_array(branch, NAMES) for branch in _branches(index) if branch is not None]
    pairs = (pair for each in held for pair in zip(each[::2], each[1::2], strict=False))
    return {bytes(name): place for name, place in pairs if isinstance(name, pikepdf.String)}


def _branches(index: object) -> Iterator[pikepdf.Dictionary | None]:
    """Give each branch in its order, and nothing for one that is none, or is met again."""
    seen, left = set[tuple[int, int]](), [index]
    while left:
        branch = left.pop()
        if not isinstance(branch, pikepdf.Dictionary) or branch.objgen in seen:
            yield None
            continue
        if branch.is_indirect:
            seen.add(branch.objgen)
        yield branch
        left += reversed(_array(branch, "/Kids"))


def _array(branch: pikepdf.Object, name: str) -> list[object]:
    held: object = branch.get(name)
    return list(held) if isinstance(held, pikepdf.Array) else []


def _rises(keys: Iterable[object]) -> bool:
    return all(
        one < other  # type: ignore[operator]  # both are of one kind
        for one, other in pairwise(keys)
    )
