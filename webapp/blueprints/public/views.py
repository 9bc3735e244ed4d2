"""Looking in from the street: how much there is, and where it came from and went."""

import flask
from flask import Response
from flask.typing import ResponseReturnValue

from ledger.reading import NOT_YET, public_summary
from webapp import here
from webapp.blueprints.public.drawing import funds_of, pairs_of, points_of, rows_of_months, ticks
from webapp.blueprints.public.pages import FundRow, PublicPage, Row
from webapp.blueprints.public.years import year_part
from webapp.clock import today
from webapp.dividing import beyond
from webapp.doubted import being_put_right
from webapp.qr import squares
from webapp.show import balance, money, render


def decline_in_doubt() -> Response | None:
    """Say that the books are being put right, in the place of figures that may be wrong."""
    return being_put_right(here.group().folder)


def show(group: str) -> ResponseReturnValue:
    """Show the whole public page."""
    return render("public/show.html", _page(group))


def poster(group: str) -> ResponseReturnValue:
    """Show one sheet of A4 to print and hang up, for people who are not online."""
    return render("public/poster.html", _page(group))


def _page(group: str) -> PublicPage:
    found = public_summary(here.group().folder, today())
    address = flask.url_for("public.show", group=group, _external=True)
    funds = funds_of(found)
    low, high = _range([each.closing.pence for each in found.months])
    most = max((max(each.came.pence, each.went.pence) for each in found.months), default=0)
    return PublicPage(
        title=found.title,
        as_of=found.as_of,
        is_sample=here.group().sample,
        total=found.total,
        divided=found.divided,
        beyond=beyond(found.divided, names_grants=False),
        not_ours=found.not_ours,
        untold=NOT_YET if found.has_untold else "",
        funds=tuple(each for each in funds if each.size),
        fund_rows=tuple(map(_fund_row, funds)),
        fund_total=Row(cells=("In the bank and the tin", balance(found.total))),
        points=points_of(found),
        point_ticks=ticks(low, high),
        pairs=pairs_of(found),
        pair_ticks=ticks(0, most),
        month_rows=rows_of_months(found),
        years=tuple(year_part(each) for each in found.years),
        address=address,
        squares=squares(address),
        poster=flask.url_for("public.poster", group=group),
    )


def _fund_row(fund: FundRow) -> Row:
    held = fund.lacks or money(fund.cash)
    return Row(cells=(fund.whole_name, held), hue=fund.hue, in_words=bool(fund.lacks))


def _range(sizes: list[int]) -> tuple[int, int]:
    return min((0, *sizes)), max((0, *sizes))
