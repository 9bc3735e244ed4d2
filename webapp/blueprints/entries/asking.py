"""What is asked before it is recorded: the same one twice, so much money, somebody's name?"""

from collections.abc import Collection

import flask

from ledger.entries.acts import PlainAct
from ledger.entries.shapes import transactions
from ledger.money import Money
from ledger.reading import is_recorded, money_places, same_before
from webapp import desk, here
from webapp.forms.kindly import Kindly, kindly
from webapp.naming import named
from webapp.rows import EntryRow, entry_row
from webapp.typed import Fields


def same(act: PlainAct, fields: Fields, key: str) -> EntryRow | None:
    """Give an entry that looks like the same one, unless the person said that it is another.

    The very same form, sent twice by a double tap, is no question: it is recorded once.
    """
    made = transactions(act)
    if not made[0].payee or fields.text("again") or is_recorded(desk.place(), key):
        return None
    pence = sum(each.money.pence for t in made for each in t.postings if each.money.pence > 0)
    found = same_before(desk.place(), made[0].payee, made[0].day, Money(pence))
    return entry_row(found[0], here.group().address) if found else None


def naming(payees: Collection[str], key: str) -> Kindly:
    """Give what is asked of words that may name somebody; of a shop in the books, nothing."""
    if is_recorded(desk.place(), key):
        return Kindly()
    return kindly(flask.request.form, payees)


def too_little(act: PlainAct, fields: Fields, key: str) -> str:
    """Say which place holds less than would leave it, unless the person said that it is right.

    It is asked, never refused: the bank may have paid all the same, and a tin can be counted wrong.
    """
    if fields.text("anyway") or is_recorded(desk.place(), key):
        return ""
    made = transactions(act)
    for place in money_places(desk.place()):
        effect = Money.total(each.sum_of(place.name.__eq__) for each in made)
        if effect.pence < 0 and (place.holds + effect).pence < 0:
            there = (
                f"{abs(place.holds)} less than nothing" if place.holds.pence < 0 else place.holds
            )
            return f"{named(place.shown)} holds {there}, and {abs(effect)} is more than that."
    return ""
