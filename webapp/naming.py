"""Numbers of people made names again, for the eyes of their own group only."""

from collections.abc import Mapping

import flask

from ledger.accounts import with_persons_as
from webapp import here, people


def names() -> Mapping[str, str]:
    """Give the names of everybody in this group by number, looked up once a request."""
    known: Mapping[str, str] | None = flask.g.get("names")
    if known is None:
        known = flask.g.names = people.names_of(here.store(), here.group().id)
    return known


def named(text: str) -> str:
    """Give a text of the book with each person's number as their name in this group.

    Somebody who left, or was erased, stays somebody who left; a number that never was in this
    group stays a number.
    """
    known = names()
    return with_persons_as(text, lambda number: known.get(number, number))
