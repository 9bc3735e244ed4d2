"""The process that runs stock Fava for one book, and ends with the line to the application.

It is started by `webapp.audit.child` with one end of a pair of sockets. One process serves one
book, one question at a time, so no other group's book is ever in its memory.
"""

import gc
import hashlib
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import fava.application
import fava.core.misc
import flask
from fava.util.date import InvalidDateRangeError
from jinja2 import BaseLoader, Environment
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder, run_wsgi_app

from webapp.audit import limits, wire
from webapp.audit.guard import FAVA_VERSION, SLUG
from webapp.audit.neutral import BookDeclined, RealBook, lay

JOURNAL_TEMPLATE = "_journal_table.html"
JOURNAL_SHA256 = "c12f24f57eca8575f307c2f364eb31ea1b4acacd6bc2e60a7c0c705e8a324657"
TOO_LARGE = (
    "They need more memory than Fava is given on this server. Nothing in them has changed, "
    "and every entry can be read in the application itself."
)
_RAW = "{% autoescape false %}"
_ESCAPED = "{% autoescape true %}"
_fava: Any = fava.application
_misc: Any = fava.core.misc


class WrongFava(Exception):
    """This Fava, or its journal template, is not the one whose dangers we know."""


class EscapingLoader(BaseLoader):
    """Fava's own templates, with the journal's payees and narrations escaped as text."""

    def __init__(self, stock: BaseLoader) -> None:
        """Take the loader that Fava uses."""
        self._stock = stock

    def get_source(
        self,
        environment: Environment,
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text, the journal's with autoescape switched on."""
        source, name, fresh = self._stock.get_source(environment, template)
        if template != JOURNAL_TEMPLATE:
            return source, name, fresh
        if hashlib.sha256(source.encode()).hexdigest() != JOURNAL_SHA256:
            raise WrongFava
        return source.replace(_RAW, _ESCAPED), name, fresh


def fava_app(book: RealBook) -> flask.Flask:
    """Return stock Fava on one book, read-only, with its few dangers mended.

    Raises:
        WrongFava: another version of Fava, or another journal template, is installed.
        BookDeclined: the book could run code or read outside its folder.
    """
    if version("fava") != FAVA_VERSION:
        raise WrongFava
    # Fava remembers addresses without regard to where it is mounted, and names books by title.
    _fava._cached_url_for = flask.url_for  # noqa: SLF001 - SAFETY asks for it
    _fava._slug = lambda _: SLUG  # noqa: SLF001 - slugs follow titles
    lay(book)
    app: flask.Flask = _fava.create_app([book.shown], load=True, read_only=True, poll_watcher=True)
    app.jinja_env.loader = EscapingLoader(app.jinja_env.loader or BaseLoader())
    app.jinja_env.get_template(JOURNAL_TEMPLATE)
    app.register_error_handler(InvalidDateRangeError, _period_ends_first)
    app.register_error_handler(Exception, _could_not_show)
    return app


def _period_ends_first(_: Exception) -> tuple[flask.Response, int]:
    return flask.jsonify({"error": "This period ends before it begins."}), 400


def _could_not_show(error: Exception) -> Any:
    """Answer a failure of Fava's with a sentence; what Flask itself refuses stays as it is."""
    if isinstance(error, HTTPException):
        return error
    return flask.jsonify({"error": "Fava could not show this."}), 500


@contextmanager
def _uncollected() -> Iterator[None]:
    """Load without Python's collector, and leave what was loaded out of its later rounds.

    Entries hold no circles, so those of a file that is read anew are freed all the same.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


class Room:
    """One book's Fava, fed again whenever the book's text is another."""

    def __init__(self, book: RealBook) -> None:
        """Load the book."""
        self._book = book
        self._version = book.version()
        self._links: list[tuple[str, str]] = []
        # Fava asks for the links that entries of the book put into its menu; ours is in no book.
        _misc.sidebar_links = lambda _: self._links
        with _uncollected():
            self._app = fava_app(book)

    def answer(self, question: wire.Message) -> wire.Message:
        """Answer one question that the guard has allowed."""
        self._catch_up()
        self._links[:] = [self._way_back(question.text("mount"))]
        given = cast("list[tuple[str, str]]", question.head.get("query", []))
        environ = EnvironBuilder(
            path="/" + question.text("path"),
            query_string=MultiDict(given),
            base_url="http://localhost",
        ).get_environ()
        environ["SCRIPT_NAME"] = question.text("mount")
        pieces, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        head = {
            "status": int(status.split()[0]),
            "type": headers.get("Content-Type", ""),
            "location": headers.get("Location", ""),
        }
        return wire.Message(head=head, body=b"".join(pieces))

    def _way_back(self, mount: str) -> tuple[str, str]:
        """Return the words and the address of the way out of Fava, to the group's own pages."""
        title = self._app.config["LEDGERS"].ledgers[0].options["title"]
        return f"← Back to {title}", f"{mount.rpartition('/')[0]}/"

    def _catch_up(self) -> None:
        """Read the book again if its text is another; its own watcher would miss a new month."""
        now = self._book.version()
        if now == self._version:
            return
        ledger = self._app.config["LEDGERS"].ledgers[0]
        seen = ledger.watcher.last_checked
        with _uncollected():
            ledger.load_file()
        # The page in the browser asks for this number to learn that there is something new.
        ledger.watcher.last_checked = max(ledger.watcher.last_checked, seen + 1)
        self._version = now


def serve(line: socket.socket, place: Path, seconds: int, idle_seconds: int) -> None:
    """Answer questions about one book until nobody asks any more or the application is gone."""
    # Said only when the failure, and all the memory that hangs on it, is gone.
    if why := _answer_until(line, place, seconds, idle_seconds):
        wire.send(line, wire.Message(head={"declined": why}))


def _answer_until(line: socket.socket, place: Path, seconds: int, idle_seconds: int) -> str:
    """Answer until the end, and say why, where there is something to say."""
    try:
        room = Room(RealBook(place))
        wire.send(line, wire.Message(head={"ready": True}))
        while True:
            limits.limit_question(0)
            question = wire.receive(line, idle_seconds)
            limits.limit_question(seconds)
            wire.send(line, room.answer(question))
    except BookDeclined as why:
        return str(why)
    except (MemoryError, SystemError):  # the second from a parser in C that lacked memory
        return TOO_LARGE
    except WrongFava:
        return "This is not the Fava that we know."
    except (wire.LineBroken, wire.TooSlow):
        return ""


def main(arguments: Sequence[str]) -> None:
    """Take the socket's number, the book, the limits; shut every other door; serve."""
    number, place, megabytes, start_seconds, seconds, idle_seconds = arguments
    line = socket.socket(fileno=int(number))
    book = Path(place)
    limits.limit_self(int(megabytes))
    limits.read_only([book if book.is_dir() else book.parent])
    limits.limit_question(int(start_seconds))
    serve(line, book, int(seconds), int(idle_seconds))
