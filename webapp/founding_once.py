"""The form that makes a group has a key, so that sent twice it makes one group.

The group's id follows from the key and from a secret of this installation: whoever sends a key can
choose no id, and the second time the group is found by it.
"""

import fcntl
import hmac
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager

import flask

from webapp import desk, here, people
from webapp.people import Group

_LENGTH = 12
_LOCK = ".founding"


def id_for(key: str) -> str:
    """The id of the group that a form with this key makes."""
    secret = here.settings().secrets.csrf
    mixed = hmac.digest(secret.encode(), f"founding:{key}".encode(), "sha256")
    return b32encode(mixed).decode().lower()[:_LENGTH]


def made_already() -> Group | None:
    """The group that the form of this request has made already."""
    return people.group_by_id(here.store(), id_for(desk.key_of_form()))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for whoever makes a group now, in whatever process of this installation.

    A second press of the button then finds the group that the first one made.
    """
    with (here.settings().folder / _LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ready_address(group: Group) -> str:
    """Where it is said that the books of a group are open, with what is to be kept and sent."""
    return flask.url_for("first_run.ready", group=group.address)
