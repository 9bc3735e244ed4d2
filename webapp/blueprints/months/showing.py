"""From the figures of a month to what its page shows."""

from collections.abc import Iterable
from datetime import date

import flask

from ledger.errors import Problem
from ledger.money import Money
from ledger.reading import NOT_YET, AccountLine, MonthView, OwedClaim, fund_marks
from ledger.statements import Amount, FundLine, MonthStatement, PlaceLine
from webapp import desk
from webapp.blueprints.months.pages import Beside, Claim, Due, FundRow, MonthPage, Note, Row
from webapp.naming import named
from webapp.rows import entry_rows
from webapp.show import balance, day, money, more_or_less
from webapp.wrongs import Wrongs


def page_of(view: MonthView, group: str, *, waits: bool, wrongs: Wrongs | None = None) -> MonthPage:
    """Give the page of a month; `waits` says that what is handed round holds less than this."""
    made = view.statement
    month = f"{view.period.first:%Y-%m}"
    print_it = flask.url_for("months.download", group=group, month=month)
    return MonthPage(
        title=name_of(view.period.first),
        is_over=view.is_over,
        is_empty=made.is_empty,
        untold=NOT_YET if view.has_untold else "",
        opening=made.opening,
        came=made.total_in,
        went=made.total_out,
        corrected=_corrected(made),
        closing=made.closing,
        held=made.held,
        in_rows=_rows(made.money_in),
        in_total=Row(cells=("Came in", money(made.total_in))),
        out_rows=_rows(made.money_out),
        out_total=Row(cells=("Went out", money(made.total_out))),
        way_rows=_way(made),
        way_total=Row(cells=("What there is", _short(made.closing))),
        place_rows=_places(view),
        place_total=Row(cells=("The same", _short(made.closing))),
        fund_rows=_funds(made, group),
        fund_total=Row(cells=("All funds", _short(made.closing))),
        claims=tuple(_claim(each, group) for each in made.claims_owed),
        owed=made.owed,
        notes=(*_problems(view.problems, group), *_unchecked(view, group)),
        missing=entry_rows(view.missing, group),
        due=tuple(Due(day=e.day, fund=e.fund.shown, what=e.what) for e in view.deadlines),
        download=print_it,
        whole=f"{print_it}?help=all" if waits and desk.sees_help() else "",
        workbook=_table(group, month, "xlsx"),
        csv=_table(group, month, "csv.zip"),
        previous=_beside(view.previous, group),
        following=_beside(view.following, group),
        wrongs=wrongs or Wrongs(),
    )


def name_of(first: date) -> str:
    """Write a month as March 2026."""
    return f"{first:%B %Y}"


def _beside(first: date | None, group: str) -> Beside | None:
    if first is None:
        return None
    href = flask.url_for("months.show", group=group, month=f"{first:%Y-%m}")
    return Beside(name=name_of(first), href=href)


def _table(group: str, month: str, form: str) -> str:
    return flask.url_for("months.tables", group=group, month=month, form=form)


def _rows(lines: Iterable[Amount]) -> tuple[Row, ...]:
    return tuple(Row(cells=(each.heading, money(each.amount))) for each in lines)


def _way(made: MonthStatement) -> tuple[Row, ...]:
    """From what there was to what there is, each step with its direction in words."""
    rows = [
        Row(cells=("What there was", _short(made.opening))),
        Row(cells=("Came in", money(made.total_in))),
        Row(cells=("Went out", money(made.total_out))),
    ]
    if made.corrections:
        rows.append(Row(cells=("Corrections of earlier years", _corrected(made))))
    return tuple(rows)


def _corrected(made: MonthStatement) -> str:
    """Say by how much corrections of earlier years made it more or less; nothing where none did."""
    return more_or_less(made.corrections) if made.corrections else ""


def _places(view: MonthView) -> tuple[Row, ...]:
    made = view.statement
    rows = [
        Row(cells=(named(each.heading), balance(each.closing)), under=_looked(each, view))
        for each in made.places
    ]
    if made.held:
        rows.append(Row(cells=("In the bank and the tin", balance(made.in_places))))
        rows.append(Row(cells=("Of that not ours", money(made.held))))
    return tuple(rows)


def _looked(each: PlaceLine, view: MonthView) -> str:
    """Say when it was compared with the bank, or counted."""
    did = "counted" if each.is_counted else "checked against the bank"
    if view.has_untold or (each.checked is None and not view.is_over):
        return ""
    return f"{did} on {day(each.checked)}" if each.checked else f"not yet {did}"


def _funds(made: MonthStatement, group: str) -> tuple[FundRow, ...]:
    marks = fund_marks(desk.place())
    rows = []
    for each in made.funds:
        mark = marks.get(each.fund.name)
        href = flask.url_for("funds.show", group=group, fund=each.fund.name) if mark else ""
        row = FundRow(
            name=each.fund.shown,
            hue=mark.hue + 1 if mark else 0,
            href=href,
            moved=tuple(_moved(each)),
            now=_short(each.closing),
        )
        rows.append(row)
    return tuple(rows)


def _moved(each: FundLine) -> Iterable[str]:
    """Say what moved in a fund; what came back beyond what went out, came in."""
    for amount, words in ((each.money_in, ("in", "out")), (each.money_out, ("out", "in"))):
        if amount:
            yield f"{money(amount)} {words[0] if amount.pence > 0 else words[1]}"
    if each.transfers:
        came = each.transfers.pence > 0
        yield f"{money(each.transfers)} {'from' if came else 'to'} other funds"
    if each.corrections:
        more = "more" if each.corrections.pence > 0 else "less"
        yield f"{money(each.corrections)} {more}, corrected"


def _claim(each: OwedClaim, group: str) -> Claim:
    return Claim(
        number=each.claim,
        href=flask.url_for("entries.show", group=group, number=each.claim) if each.claim else "",
        what=": ".join(filter(None, (named(each.payee), named(each.narration)))),
        to=named(each.claimant) if desk.sees_help() else "",
        owed=each.owed,
    )


def _problems(found: Iterable[Problem], group: str) -> tuple[Note, ...]:
    return tuple(
        Note(
            title=named(each.sentence),
            text=named(each.remedy),
            href=_entry(each.about, group),
            action=f"Look at {each.about}",
        )
        for each in found
    )


def _entry(about: str, group: str) -> str:
    year, _, count = about.partition("-")
    is_number = year.isdigit() and count.isdigit()
    return flask.url_for("entries.show", group=group, number=about) if is_number else ""


def _unchecked(view: MonthView, group: str) -> tuple[Note, ...]:
    """Say which places nobody compared since the month ended; treasurers alone can."""
    if not desk.sees_help():
        return ()
    return tuple(_to_check(each, view.period.last, group) for each in view.unchecked)


def _to_check(each: AccountLine, last: date, group: str) -> Note:
    href = flask.url_for("bank.check", group=group, account=each.name, day=last.isoformat())
    return Note(
        title=f"{named(each.shown)} was not checked after the month’s end",
        text=f"Our books say {balance(each.holds)} on {day(last)}.",
        href=href if desk.is_treasurer() else "",
        action="Check it",
    )


def _short(amount: Money) -> str:
    return f"short by {money(amount)}" if amount.pence < 0 else money(amount)
