"""Lists of entries: all of them, searched and filtered, and those whose paper is missing."""

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlencode

import flask
from flask.typing import ResponseReturnValue

from ledger.accounts import is_online
from ledger.money import Money
from ledger.reading import Direction, EntryLine, EntryPage, Wanted, choices, entries, missing_papers
from webapp import desk, here
from webapp.blueprints.entries.pages import ListingPage, MissingPage, Month
from webapp.forms.choice import Choice
from webapp.rows import entry_rows
from webapp.show import render

_LONGEST = 200
_WAYS = {"in": "in", "out": "out", "own": "own", "moved": "across"}


def listing(group: str) -> ResponseReturnValue:
    """Show a page of entries, the newest first."""
    asked = flask.request.args
    page = asked.get("page", "1")
    wanted = Wanted(
        words=_readable(asked.get("q", "")[:_LONGEST]),
        fund=asked.get("fund", ""),
        direction=_direction(asked.get("way", ""), asked.get("paper", "")),
        only_missing=asked.get("paper") == "missing",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,  # noqa: PLR2004 - 99,999 pages are enough
    )
    found = entries(desk.place(), wanted, sees_help=desk.sees_help())
    return render("entries/listing.html", _listing(found, group))


def _readable(words: str) -> str:
    """Give words to look for without what no entry holds, such as control characters."""
    return "".join(each if each.isprintable() else " " for each in words)


def _direction(way: str, paper: str) -> str:
    """Give the direction that is asked for; what names none finds nothing, and never all."""
    return _WAYS.get(way, way) if paper in {"", "missing"} else paper


def missing(group: str) -> ResponseReturnValue:
    """Show the entries whose paper is missing, the oldest first."""
    found = missing_papers(desk.place())
    page = MissingPage(
        title="Missing papers",
        rows=entry_rows(found, group),
        went=_sum_of(found, Direction.OUT) + _sum_of(found, Direction.OWN),
        came=_sum_of(found, Direction.IN),
    )
    return render("entries/missing.html", page)


def _sum_of(found: Iterable[EntryLine], direction: Direction) -> Money:
    return Money.total(line.total for line in found if line.direction is direction)


def _listing(found: EntryPage, group: str) -> ListingPage:
    typed = {name: flask.request.args.get(name, "") for name in ("q", "fund", "way", "paper")}
    offered = choices(desk.place(), desk.today())
    months = groupby(found.lines, key=lambda line: f"{line.day:%B %Y}")
    # Of a page beyond the last, the last is shown.
    at = min(found.wanted.page, max(found.pages, 1))
    return ListingPage(
        title="All entries",
        months=tuple(Month(name=name, rows=entry_rows(rows, group)) for name, rows in months),
        count=found.count,
        total_in=found.total_in,
        total_out=found.total_out,
        tells_of_fees=bool(found.total_in) and any(is_online(e.name) for e in offered.places),
        page=at,
        pages=found.pages,
        newer=_at(group, typed, at - 1) if at > 1 else "",
        older=_at(group, typed, at + 1) if at < found.pages else "",
        typed=typed,
        funds=(
            Choice(value="", text="All funds"),
            *(Choice(value=each.mark.name, text=each.mark.shown) for each in offered.funds),
        ),
        is_filtered=any(typed.values()),
        record=flask.url_for("entries.money_out", group=here.group().address)
        if desk.is_treasurer()
        else "",
    )


def _at(group: str, typed: dict[str, str], page: int) -> str:
    asked = {name: value for name, value in typed.items() if value} | {"page": str(page)}
    return f"{flask.url_for('entries.listing', group=group)}?{urlencode(asked)}"
