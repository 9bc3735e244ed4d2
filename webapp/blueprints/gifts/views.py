"""Who gave in a year, a letter of thanks for each, and the words that all letters begin with.

A giver is asked for by the number of an entry, so that no name stands in an address or a log.
"""

from itertools import chain

import flask
from flask.typing import ResponseReturnValue

from grant_reports.orders import ThanksOrder
from grant_reports.thanks import THANKS, Letter
from ledger.accounts import is_person
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import YearLine, gift_statement, givers, years
from ledger.statements import Giver as Known
from ledger.statements import NoGift
from webapp import desk, here, people, prints
from webapp.blueprints.gifts.pages import GiftsPage, Giver, Nameless, Year
from webapp.naming import names
from webapp.people.writings import mark_of
from webapp.prints import SHORT, Shown, Wanted
from webapp.show import refused, render, spelt
from webapp.wrongs import Wrongs

_TEMPLATE = "gifts/gifts.html"
_ABOUT, _FIELD = "thanks", "thanks"


def listing(group: str) -> ResponseReturnValue:
    """Show who gave in a year: the one asked for, or the latest in which somebody did."""
    return render(_TEMPLATE, _page(group, flask.request.args.get("year_end", "")))


def letter(group: str, entry: str) -> ResponseReturnValue:
    """Print the letter to whoever gave by an entry; their name is looked up for this alone."""
    back = flask.url_for("gifts.listing", group=group)
    file = f"{group}-thanks-{entry}"
    shown = Shown(file=file, words="The letter is", back=back, takes=SHORT)
    try:
        statement = gift_statement(desk.place(), entry)
        told = Letter(name=_name(statement.payee), thanks=_kept(), written=desk.today())
        order = ThanksOrder(entry=entry, letter=told)
        return prints.answer(Wanted.of(desk.place(), order, passing=True), shown)
    except NoGift:
        flask.abort(404)
    except Refusal as refusal:
        return refused(_TEMPLATE, _page(group, "", Wrongs.of(refusal)))


def write(group: str) -> ResponseReturnValue:
    """Keep the words that the letters say; the words of the house stand again where all are gone.

    Words that somebody else wrote meanwhile are not written over.
    """
    sent = flask.request.form
    typed, year_end = sent.get(_FIELD, ""), sent.get("year_end", "")
    text = "" if typed.strip() == THANKS else typed
    new = people.NewWriting(about=_ABOUT, field=_FIELD, text=text, over=sent.get("over"))
    try:
        people.write(here.store(), here.group().id, new, by=here.member().number)
    except Refusal as refusal:
        return refused(_TEMPLATE, _page(group, year_end, Wrongs.of(refusal), typed))
    flask.flash("Kept. Every letter begins with these words from now on.")
    back = flask.url_for("gifts.listing", group=group, year_end=year_end or None)
    return flask.redirect(back, 303)


def _page(
    group: str, asked: str, wrongs: Wrongs | None = None, typed: str | None = None
) -> GiftsPage:
    known = years(desk.place(), desk.today())
    chosen = _chosen(known, asked)
    found = givers(desk.place(), chosen.period.last) if chosen else ()
    known_ones = [each for each in found if each.is_one]
    nameless = [each for each in found if not each.is_one]
    kept = _kept()
    return GiftsPage(
        title="Thank those who gave",
        years=tuple(_year(each, group, chosen) for each in known),
        first=chosen.period.first if chosen else None,
        last=chosen.period.last if chosen else None,
        givers=tuple(_giver(each, group) for each in known_ones),
        total=Money.total(each.total for each in known_ones),
        nameless=tuple(map(_nameless, nameless)),
        nameless_total=Money.total(each.total for each in nameless),
        thanks=typed if typed is not None else kept or THANKS,
        over=mark_of(kept),
        year_end=chosen.period.last.isoformat() if chosen else "",
        record=flask.url_for("entries.money_in", group=group),
        wrongs=wrongs or Wrongs(),
    )


def _chosen(known: tuple[YearLine, ...], asked: str) -> YearLine | None:
    if not asked:
        return _latest(known)
    found = (each for each in known if each.period.last.isoformat() == asked)
    return next(found, None) or flask.abort(404)


def _latest(known: tuple[YearLine, ...]) -> YearLine | None:
    """Choose this year or the one before if it has a letter, else the latest with any gift."""
    with_letter = filter(_has_letter, known[:2])
    with_gift = filter(_has_gift, known)
    return next(chain(with_letter, with_gift, known), None)


def _has_letter(year: YearLine) -> bool:
    return any(each.is_one for each in givers(desk.place(), year.period.last))


def _has_gift(year: YearLine) -> bool:
    return bool(givers(desk.place(), year.period.last))


def _year(each: YearLine, group: str, chosen: YearLine | None) -> Year:
    last = each.period.last
    return Year(
        href=flask.url_for("gifts.listing", group=group, year_end=last.isoformat()),
        first=each.period.first,
        last=last,
        is_chosen=each == chosen,
    )


def _giver(each: Known, group: str) -> Giver:
    return Giver(
        name=_name(each.payee) or each.payee,
        said=_times(each.count),
        total=each.total,
        letter=flask.url_for("gifts.letter", group=group, entry=each.entry),
    )


def _nameless(each: Known) -> Nameless:
    return Nameless(name=each.payee, said=_times(each.count), total=each.total)


def _times(count: int) -> str:
    return "Once" if count == 1 else f"{spelt(count)} times"


def _name(payee: str) -> str:
    """The name of a giver: of a body as it was typed; of a person by number, if one is known."""
    if not is_person(payee):
        return payee
    known = names().get(payee, "")
    return "" if known in {payee, people.SOMEBODY_WHO_LEFT} else known


def _kept() -> str:
    return people.written(here.store(), here.group().id, _ABOUT).get(_FIELD, "")
