"""One figure beside its anchor, and how it is told: as a table and as JSON."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What ours and the anchor came to, in seconds or in bytes, and whether the promise holds.

    `ratio` is the median of ours by the anchor, pair by pair; it holds where that is at most the
    `target`. What could not be measured has no figures and does not hold.
    """

    name: str
    ours: float | None
    anchor: float | None
    ratio: float | None
    target: float
    holds: bool


def compared(name: str, pairs: Sequence[Pair], target: float) -> Figure:
    """Give the medians of some pairs of ours and the anchor, and of their ratios."""
    ratio = median(ours / anchor for ours, anchor in pairs)
    return Figure(
        name=name,
        ours=median(ours for ours, _ in pairs),
        anchor=median(anchor for _, anchor in pairs),
        ratio=ratio,
        target=target,
        holds=ratio <= target,
    )


def not_measured(name: str) -> Figure:
    """Give the figure of what broke while it was measured: it does not hold."""
    return Figure(name=name, ours=None, anchor=None, ratio=None, target=0.0, holds=False)


def percentile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that is not below a share of all: the 99th of 100 for 0.99."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


def as_json(figures: Iterable[Figure]) -> str:
    """Give all figures as a list in JSON."""
    return json.dumps([asdict(each) for each in figures], indent=1)


def table(figures: Sequence[Figure]) -> str:
    """Give all figures as a table for a terminal."""
    head = ("", "ours", "anchor", "ratio", "at most", "")
    rows = [head, *map(_row, figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at in {0, len(head) - 1} else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(figure: Figure) -> tuple[str, ...]:
    if figure.ours is None or figure.anchor is None or figure.ratio is None:
        return (figure.name, "–", "–", "–", "–", "could not be measured")
    is_memory = "memory" in figure.name
    shown = _bytes if is_memory else _seconds
    said = "holds" if figure.holds else "MISSED"
    return (
        figure.name,
        shown(figure.ours),
        shown(figure.anchor),
        _times(figure.ratio),
        _times(figure.target),
        said,
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"


def _bytes(count: float) -> str:
    return f"{count / 1024 / 1024:.1f} MB"


def _times(ratio: float) -> str:
    """Write a ratio as people say it: 1/120, or 1.46×."""
    if 0 < ratio < 0.1:  # noqa: PLR2004 - from a tenth down, a fraction reads better
        return f"1/{1 / ratio:.0f}"
    return f"{ratio:.2f}×"
