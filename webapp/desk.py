"""The desk of the group in this address: its book, today, and whose hand writes."""

import secrets
from datetime import date
from pathlib import Path

import flask

from ledger.recording import Hand
from webapp import clock, here
from webapp.people import Role

_KEY_LENGTH = 64


def place() -> Path:
    """The folder of this group's book."""
    return here.group().folder


def today() -> date:
    """The day on the calendar where this installation stands."""
    return clock.today()


def sees_help() -> bool:
    """Tell whether who is asking may see help given as dated lines: treasurers and examiners."""
    return here.member().role in {Role.TREASURER, Role.AUDITOR}


def is_treasurer() -> bool:
    """Tell whether who is asking keeps these books."""
    return here.member().role is Role.TREASURER


def hand(key: str = "") -> Hand:
    """Whoever is asking, writing today, with the key of the form that was sent.

    Raises:
        Refusal: this request writes nothing; see `webapp.here.decline_to_write`.
    """
    here.may_write()
    return Hand(by=here.member().number, today=today(), key=key[:_KEY_LENGTH])


def new_key() -> str:
    """A key for a form that is shown for the first time; sent twice, it is recorded once."""
    return secrets.token_urlsafe(12)


def key_of_form() -> str:
    """The key that the form was sent with; a form without one gets one now."""
    sent = flask.request.form.get("key", "")
    return sent if sent.isascii() and 0 < len(sent) <= _KEY_LENGTH else new_key()
