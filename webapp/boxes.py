"""The black boxes over a photo, as they are drawn or written: four numbers each, in per cent."""

import re
from dataclasses import dataclass

import flask

from ledger.errors import Refusal
from ledger.papers import Box

SIDES = ("box-left", "box-top", "box-width", "box-height")
_PER_CENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)\s*%?")


class BoxUnclear(Refusal):
    """A box was written in numbers that say no part of a photo."""

    def __init__(self) -> None:
        """Say how a part is written."""
        super().__init__(
            "These numbers are no part of the photo.",
            "Write four, each from 0 to 100: how far from the left and from the top, how wide, "
            "and how high.",
            field="boxes",
        )


class NothingCovered(Refusal):
    """No box was drawn or written."""

    def __init__(self) -> None:
        """Say how, and that it may be left."""
        super().__init__(
            "Nothing is covered yet.",
            "Draw a box over the part, or leave the photo as it is.",
            field="boxes",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRow:
    """A box over a photo as it is typed, in per cent from the left and the top, and its size."""

    left: str = ""
    top: str = ""
    width: str = ""
    height: str = ""

    @property
    def sides(self) -> tuple[str, str, str, str]:
        """The four numbers in the order in which they are asked for."""
        return (self.left, self.top, self.width, self.height)


def rows_sent() -> tuple[BoxRow, ...]:
    """Give the boxes that were sent, as they were typed; empty rows are left out."""
    columns = (flask.request.form.getlist(side) for side in SIDES)
    rows = (
        BoxRow(left=left, top=top, width=width, height=height)
        for left, top, width, height in zip(*columns, strict=False)
    )
    return tuple(row for row in rows if row != BoxRow())


def box_of(row: BoxRow) -> Box:
    """Read a box; what reaches over the right or lower edge ends there.

    Raises:
        BoxUnclear: a number is none, or nothing of the photo lies in the box.
    """
    found = [_PER_CENT.fullmatch(typed.strip()) for typed in row.sides]
    left, top, width, height = (float(one[1]) / 100 if one else -1 for one in found)
    try:
        return Box(left=left, top=top, right=min(1, left + width), bottom=min(1, top + height))
    except Refusal:
        raise BoxUnclear from None


def boxes_sent() -> tuple[Box, ...]:
    """Give the boxes that were sent.

    Raises:
        BoxUnclear: a number is none.
        NothingCovered: there is no box.
    """
    boxes = tuple(map(box_of, rows_sent()))
    if not boxes:
        raise NothingCovered
    return boxes
