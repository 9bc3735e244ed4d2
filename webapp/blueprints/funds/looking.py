"""Looking at funds: all of them, one of them, and the report for its funder."""

from datetime import date

import flask
from flask.typing import ResponseReturnValue

from grant_reports.from_book import last_day
from grant_reports.orders import ReportOrder
from ledger.errors import Refusal
from ledger.funds import Fund, FundUnknown
from ledger.reading import NOT_YET, FundCard, fund_cards, fund_terms, fund_view
from webapp import desk, here, people, prints
from webapp.blueprints.funds.pages import Bar, Card, FundPage, ListingPage
from webapp.blueprints.funds.showing import page_of
from webapp.prints import Shown
from webapp.report_words import about_report, so_far
from webapp.reports import Written, wanted_report
from webapp.show import money, refused, render
from webapp.wrongs import Wrongs

TEMPLATE = "funds/fund.html"


def listing(group: str) -> ResponseReturnValue:
    """Show every fund with what is left in it; those that are closed stand apart."""
    return render("funds/listing.html", listing_page(group))


def listing_page(group: str, wrongs: Wrongs | None = None) -> ListingPage:
    """Give the page of all funds, with what was refused on it."""
    today = desk.today()
    cards = fund_cards(desk.place(), today, sees_help=desk.sees_help())
    has_grant = desk.sees_help() and any(each.fund.award for each in cards)
    return ListingPage(
        title="Funds and grants",
        cards=tuple(_card(each, group, today) for each in cards if each.is_open),
        closed=tuple(_card(each, group, today) for each in cards if not each.is_open),
        untold=NOT_YET if any(each.has_untold for each in cards) else "",
        new=flask.url_for("funds.new", group=group) if desk.is_treasurer() else "",
        open_grants=flask.url_for("funds.publish", group=group) if has_grant else "",
        wrongs=wrongs or Wrongs(),
    )


def show(group: str, fund: str) -> ResponseReturnValue:
    """Show one fund: a promise and its keeping."""
    del group
    return render(TEMPLATE, shown(fund))


def report(group: str, fund: str) -> ResponseReturnValue:
    """Print the report for the funder; what keeps it from being printed stands on the page."""
    place, today = desk.place(), desk.today()
    with_papers = flask.request.args.get("papers") != "none"
    try:
        last_day(place, fund, today)
        order = ReportOrder(fund=fund, today=today, with_papers=with_papers)
        back = flask.url_for("funds.show", group=group, fund=fund)
        file = f"{group}-{fund}-{today}"
        return prints.answer(
            wanted_report("report", place, order, _written(fund)),
            Shown(file=file, words="The report is", back=back),
        )
    except FundUnknown:
        flask.abort(404)
    except Refusal as refusal:
        return refused(TEMPLATE, shown(fund, wrongs=Wrongs.of(refusal)))


def _written(fund: str) -> Written:
    """What was written for the report so far; it was not sent, and says so."""
    about, group = about_report(fund), here.group().id
    return Written(
        store=here.store(),
        group=group,
        about=about,
        said=people.written(here.store(), group, about),
        photographs=people.captions_of(here.store(), group, about),
        note=so_far(desk.today()),
    )


def shown(fund: str, typed: dict[str, str] | None = None, wrongs: Wrongs | None = None) -> FundPage:
    """Give the page of a fund, with what was typed and refused in the forms on it."""
    try:
        view = fund_view(desk.place(), fund, desk.today(), sees_help=desk.sees_help())
    except FundUnknown:
        flask.abort(404)
    return page_of(view, here.group(), typed or {}, wrongs or Wrongs())


def known(fund: str) -> Fund:
    """Give the terms of a fund of this group; any other is not there."""
    try:
        return fund_terms(desk.place(), fund)
    except FundUnknown:
        flask.abort(404)


def _card(each: FundCard, group: str, today: date) -> Card:
    fund = each.fund
    return Card(
        href=flask.url_for("funds.show", group=group, fund=fund.name),
        name=fund.shown,
        hue=each.mark.hue + 1,
        explained=fund.kind.shown,
        purpose=fund.purpose,
        funder=fund.funder,
        left=each.left,
        is_over=each.left.pence < 0,
        bar=_bar(each),
        days=days_in_words(fund.spend_by, today) if each.left else "",
        closed=fund.closed_on,
    )


def _bar(each: FundCard) -> Bar | None:
    award, spent = each.fund.award, each.so_far.spent
    if award is None:
        return None
    over = f"{money(spent - award)} more than was awarded" if spent > award else ""
    return Bar(
        name="Spent",
        spent=max(spent.pence, 0),
        budget=award.pence,
        said=f"{money(spent)} of {money(award)}",
        over=over,
    )


def days_in_words(spend_by: date | None, today: date) -> str:
    """Say how long is left to spend it, or by how long that is over."""
    if spend_by is None:
        return ""
    days = (spend_by - today).days
    counted = "one day" if abs(days) == 1 else f"{abs(days)} days"
    if days == 0:
        return "to be spent today"
    return f"{counted} left" if days > 0 else f"over by {counted}"
