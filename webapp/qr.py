"""Addresses as squares that a phone's camera reads, drawn into the page itself."""

from dataclasses import dataclass

import segno

_BORDER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Squares:
    """A code as one path of unit squares inside a box of `side` units, its quiet edge included."""

    side: int
    path: str


def squares(address: str) -> Squares:
    """Draw an address; a smudge or a fold does not keep it from being read."""
    made = segno.make(address, micro=False, error="m")
    rows = [tuple(row) for row in made.matrix_iter(border=_BORDER)]
    path = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(rows)
        for column, dark in enumerate(line)
        if dark
    )
    return Squares(side=len(rows), path=path)
