"""Kinds of spending, bank accounts and floats that a group adds to its own chart."""

import re
import unicodedata

import flask
from flask.typing import ResponseReturnValue

from ledger.accounts import Account, is_money, is_spending
from ledger.errors import Refusal
from ledger.reading import AboutBook, about
from ledger.recording import open_account
from ledger.statements.charity_chart import CHARITY_CHART
from webapp import desk, here, people
from webapp.blueprints.settings.views import done, float_of, show_refused
from webapp.naming import named
from webapp.typed import Fields

_LONGEST = 40


class NameForAccountMissing(Refusal):
    """A kind of spending or a bank account without a name."""

    def __init__(self, field: str, label: str = "") -> None:
        """Say it beside the field; a name in other letters is there, and no book can hold it."""
        what = f"There is no plain letter in “{label}”." if label else "The name is missing."
        super().__init__(what, "Use a few plain letters, like “Room hire”.", field=field)


class NameShownAlready(Refusal):
    """Another of the same list is called that, and nobody could choose."""

    def __init__(self, field: str, label: str) -> None:
        """Say it beside the field."""
        super().__init__(f"There is a “{label}” already.", "Choose another name.", field=field)


def add_kind(group: str) -> ResponseReturnValue:
    """Add a kind of spending, with the line of the accounts that it adds up into."""
    fields = Fields(flask.request.form)
    label, heading = _words(fields, "kind"), _words(fields, "heading")

    def act() -> str:
        _open(f"Expenses:{_part(label, 'kind')}", label, heading or label, "kind")
        return f"“{label}” is among the kinds of spending now."

    return done(group, act)


def add_line(group: str) -> ResponseReturnValue:
    """Add a line that a charity's accounts may need: legacies, rents, an examination."""
    fields = Fields(flask.request.form)
    name = fields.one_of("line", [*CHARITY_CHART], "Which line you need")
    if fields.wrongs.all:
        return show_refused(fields.wrongs)

    def act() -> str:
        _open(name, CHARITY_CHART[name], CHARITY_CHART[name], "line")
        kinds = "money in" if name.startswith("Income:") else "spending"
        return f"“{CHARITY_CHART[name]}” is among the kinds of {kinds} now."

    return done(group, act)


def add_bank(group: str) -> ResponseReturnValue:
    """Add another bank account."""
    label = _words(Fields(flask.request.form), "bank")

    def act() -> str:
        _open(f"Assets:Bank:{_part(label, 'bank')}", label, label, "bank")
        return f"“{label}” is among the places of your money now. Move money into it by Bank ↔ tin."

    return done(group, act)


def add_float(group: str) -> ResponseReturnValue:
    """Let a member hold some of the group's cash: a float, named by their number."""
    fields = Fields(flask.request.form)
    members = people.members_of(here.store(), here.group().id)
    number = fields.one_of("holder", tuple(each.number for each in members), "Who holds it")
    if fields.wrongs.all:
        return show_refused(fields.wrongs)

    def act() -> str:
        _open(float_of(number), f"Float held by {number}", "Floats", "holder")
        return f"{named(number)} can hold cash for the group now. Give it to them by Bank ↔ tin."

    return done(group, act)


def _open(name: str, label: str, heading: str, field: str) -> None:
    # From the book's first day on, so that a paper of last month can be recorded under it.
    book = about(desk.place())
    if label.casefold() in map(str.casefold, _beside(book, name)):
        raise NameShownAlready(field, label)
    account = Account(name=name, opened=book.first_day, heading=heading, label=label)
    try:
        open_account(desk.place(), account, desk.hand())
    except Refusal as refusal:
        beside = "heading" if refusal.field == "heading" else field
        raise Refusal(refusal.message, refusal.remedy, field=beside) from refusal


def _beside(book: AboutBook, name: str) -> tuple[str, ...]:
    """Give what an account will stand beside where somebody chooses."""
    if is_money(name):
        return book.places
    return tuple(each.shown for each in book.kinds) if is_spending(name) else ()


def _words(fields: Fields, name: str) -> str:
    return " ".join(fields.text(name).split())


def _part(label: str, field: str) -> str:
    """Give the last part of an account's name: plain ASCII words, each with a capital.

    Raises:
        NameForAccountMissing: there is no letter or figure in it that a book can hold.
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain)
    if not words:
        raise NameForAccountMissing(field, label)
    return "-".join(word[0].upper() + word[1:] for word in words)[:_LONGEST].rstrip("-")
