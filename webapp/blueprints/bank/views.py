"""One account, one day, one figure: it agrees, or the page says by how much it does not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.accounts import is_cash_in_hand
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import AccountLine, BankCheck, about, bank_check, entry, money_places
from ledger.reading.bank import BankLine
from ledger.recording import Agreement, BankDiffers, CountDiffers
from webapp import desk, here
from webapp.blueprints.bank.counting import COUNTERS, counted_by, who_may_count
from webapp.blueprints.bank.pages import AgreementRow, BankPage, Checking, PendingRow, PlaceRow
from webapp.blueprints.bank.waiting import waiting
from webapp.forms.choice import Choice
from webapp.forms.kindly import Kindly, kindly
from webapp.naming import named
from webapp.rows import entry_row
from webapp.show import day as written
from webapp.show import refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TEMPLATE = "bank/check.html"
_NOTHING = {"0", "0.0", "0.00", "£0", "£0.00"}
_BLANK = dict.fromkeys(
    ("account", "day", "figure", "overdrawn", "statement", *COUNTERS, "because", "withdrawn"), ""
)


class DayNotOver(Refusal):
    """A figure is compared for a day that has come."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "That day is still to come.", "Choose today, or one before it.", field="day"
        )


class ReasonWanted(Refusal):
    """An agreement is withdrawn with a reason that the examiner can read."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Why it is withdrawn is missing.",
            "Write a few words; the examiner will read them.",
            field="because",
        )


def check(group: str) -> ResponseReturnValue:
    """Show our figure of an account at the end of a day, or record that it agrees."""
    if flask.request.method == "POST":
        return _agree(group)
    typed = {**_BLANK, **flask.request.args.to_dict()}
    fields = Fields(typed)
    if not typed["account"]:
        return render(_TEMPLATE, _page(group, {**typed, "day": desk.today().isoformat()}))
    return _shown(group, typed, fields)


def withdraw(group: str) -> ResponseReturnValue:
    """Withdraw an agreement, saying why, so that what lies behind it can be mended."""
    sent = {**_BLANK, **flask.request.form.to_dict()}
    fields = Fields(sent)
    on = fields.day("withdrawn")
    if not sent["because"].strip():
        fields.refuse(ReasonWanted())
    asked = kindly(sent)
    if not fields.wrongs.all and not asked.beside:
        try:
            recording.withdraw_agreement(
                desk.place(), sent["account"], on, sent["because"], desk.hand()
            )
        except Refusal as refusal:
            fields.refuse(refusal)
    if fields.wrongs.all or asked.beside:
        return refused(_TEMPLATE, _asking(_page(group, sent, fields.wrongs), asked))
    flask.flash(f"The agreement of {written(on)} is withdrawn. Nothing else has changed.")
    return flask.redirect(_address(group, sent["account"], on), 303)


def _shown(group: str, typed: Mapping[str, str], fields: Fields) -> ResponseReturnValue:
    _day(fields)
    if typed["account"] not in _known():
        flask.abort(404)
    page = _page(group, typed, fields.wrongs)
    return refused(_TEMPLATE, page) if fields.wrongs.all else render(_TEMPLATE, page)


def _agree(group: str) -> ResponseReturnValue:
    sent = {**_BLANK, **flask.request.form.to_dict()}
    fields = Fields(sent)
    account, day = fields.text("account"), _day(fields)
    if account not in _known():
        flask.abort(404)
    figure = _figure(fields)
    said = counted_by(fields) if is_cash_in_hand(account) else fields.text("statement")
    asked = Kindly() if is_cash_in_hand(account) else kindly(sent)
    by = Money(0)
    if not fields.wrongs.all and not asked.beside:
        agreement = Agreement(
            day=day,
            account=account,
            figure=figure,
            statement=said,
            not_yet=tuple(_ticked()),
        )
        try:
            recording.agree(desk.place(), agreement, desk.hand(desk.key_of_form()))
        except Refusal as refusal:
            fields.refuse(refusal)
            by = refusal.by if isinstance(refusal, BankDiffers | CountDiffers) else by
    if fields.wrongs.all or asked.beside:
        page = _with_alone(_page(group, sent, fields.wrongs), by)
        return refused(_TEMPLATE, _asking(page, asked))
    agreed = f"{_known()[account]} agrees with our books on {written(day)}: {abs(figure)}."
    following = next(waiting(account, day), None)
    if following is None:
        flask.flash(f"{agreed} No other account waits for a check.")
        return flask.redirect(flask.url_for("home.show", group=group), 303)
    flask.flash(f"{agreed} Next: {named(following.account.shown)}.")
    return flask.redirect(_address(group, following.account.name, following.day), 303)


def _asking(page: BankPage, asked: Kindly) -> BankPage:
    """Give the page with what is asked of words that may name somebody."""
    return replace(page, kindly=asked.beside_a_refusal if page.wrongs.all else asked)


def _with_alone(page: BankPage, by: Money) -> BankPage:
    """Name the one entry that makes the figures differ: on the statement, or in the tin, or not."""
    it = page.checking
    if it is None or not by:
        return page
    missed = [row for row in it.pending if row.effect == (by if row.is_ticked else -by)]
    return replace(page, checking=replace(it, alone=missed[0])) if len(missed) == 1 else page


def _figure(fields: Fields) -> Money:
    """Read the figure of the statement, which may be nothing, or overdrawn."""
    if fields.text("figure").strip() in _NOTHING:
        return Money(0)
    figure = fields.amount("figure")
    return -figure if fields.text("overdrawn") else figure


def _day(fields: Fields) -> date:
    day = fields.day()
    if not fields.wrongs.all and day > desk.today():
        fields.refuse(DayNotOver())
    return day


def _known() -> dict[str, str]:
    return {each.name: named(each.shown) for each in money_places(desk.place())}


def _ticked() -> list[str]:
    return flask.request.form.getlist("not-yet")


def _page(group: str, typed: Mapping[str, str], wrongs: Wrongs | None = None) -> BankPage:
    places = money_places(desk.place())
    checking = _checking(typed, {each.name for each in places})
    return BankPage(
        title="Count the tin" if checking and checking.is_counted else "Check against the bank",
        key=desk.new_key(),
        places=tuple(_place(group, each) for each in places),
        choices=tuple(Choice(value=each.name, text=named(each.shown)) for each in places),
        checking=checking,
        typed=typed,
        wrongs=wrongs or Wrongs(),
    )


def _place(group: str, line: AccountLine) -> PlaceRow:
    today = desk.today()
    agreed = bank_check(desk.place(), line.name, today).agreements
    return PlaceRow(
        href=_address(group, line.name, today),
        name=named(line.shown),
        holds=line.holds,
        agreed=agreed[0].day if agreed else None,
    )


def _checking(typed: Mapping[str, str], known: set[str]) -> Checking | None:
    """Give our figure, if an account and a day are chosen."""
    fields = Fields(typed)
    day = fields.day()
    if fields.wrongs.all or typed["account"] not in known:
        return None
    found = bank_check(desk.place(), typed["account"], day)
    counted = is_cash_in_hand(found.account.name)
    return Checking(
        account=found.account.name,
        shown=named(found.account.shown),
        day=day,
        ours=found.ours,
        is_counted=counted,
        people=who_may_count() if counted else (),
        pending=_pending(found),
        agreements=_agreements(found),
    )


def _pending(found: BankCheck) -> tuple[PendingRow, ...]:
    held = (each.not_yet for each in found.agreements if each.day == found.day)
    ticked = _ticked() if flask.request.method == "POST" else next(held, ())
    rows = []
    for each in _open(found):
        row = entry_row(each.line, here.group().address)
        rows.append(
            PendingRow(
                number=row.number,
                href=row.href,
                day=row.day,
                who=named(row.payee or row.what_for),
                effect=each.effect,
                way="in" if each.effect.pence > 0 else "out",
                is_ticked=row.number in ticked,
            )
        )
    return tuple(rows)


def _open(found: BankCheck) -> tuple[BankLine, ...]:
    """Give the entries that the bank may show one day.

    An entry that was taken back and those that followed it in its place may come to nothing in this
    account: then the bank sees none of them.
    """
    effects = {each.line.number: each.effect for each in found.lately}
    gone: set[str] = set()
    for number in (each.line.number for each in found.lately if not each.line.stands):
        chain = [number]
        while (later := _taken_back_by(chain[-1])) in effects:
            chain.append(later)
        if not Money.total(effects[each] for each in chain):
            gone.update(chain)
    return tuple(each for each in found.lately if each.line.number not in gone)


def _taken_back_by(number: str) -> str:
    """Give the entry that takes another one back; empty where none does."""
    return entry(desk.place(), number, sees_help=desk.sees_help()).corrected_by


def _agreements(found: BankCheck) -> tuple[AgreementRow, ...]:
    closed = about(desk.place()).closed_until
    return tuple(
        _agreement(each, may_withdraw=closed is None or each.day > closed)
        for each in found.agreements
    )


def _agreement(each: Agreement, *, may_withdraw: bool) -> AgreementRow:
    money_in = each.apart.money_in if each.apart else Money(0)
    money_out = each.apart.money_out if each.apart else Money(0)
    return AgreementRow(
        day=each.day,
        figure=each.figure,
        statement=named(each.statement),
        pending=each.not_yet,
        money_in=money_in,
        money_out=money_out,
        ours=each.figure + money_in - money_out if each.apart else None,
        may_withdraw=may_withdraw,
    )


def _address(group: str, account: str, day: date) -> str:
    return flask.url_for("bank.check", group=group, account=account, day=day.isoformat())
