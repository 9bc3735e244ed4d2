"""The examiner's books: every address under `/g/<group>/audit/` goes through the guarded door.

Who may come here is decided before by the application's table; this only passes on and brings back.
"""

import atexit
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Protocol, cast

from flask import Blueprint, Response, g, make_response, request, url_for

from ledger.reading import paper_names
from webapp.audit.answers import Answer
from webapp.audit.door import Audit, Books
from webapp.failures import FailurePage
from webapp.show import render

_SENTENCE = "text/plain"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Group(Protocol):
    """The part of a group that the examiner's books need."""

    @property
    def id(self) -> str | int:
        """The group's id, which never changes."""

    @property
    def address(self) -> str:
        """The group's name in addresses."""

    @property
    def folder(self) -> Path:
        """The folder in which the group's book lies."""


PapersOf = Callable[[Group, str], str | None]


def audit_blueprint(audit: Audit, papers_of: PapersOf) -> Blueprint:
    """Return the examiner's routes.

    `papers_of` returns the application's own authorised address for a group's paper by its file
    name, or nothing where the book has no such paper.
    """
    blueprint = Blueprint("audit", __name__)

    @blueprint.route("/g/<group>/audit/", methods=METHODS, endpoint="open")
    @blueprint.route("/g/<group>/audit/<path:rest>", methods=METHODS, endpoint="page")
    def ask(group: str = "", rest: str = "") -> Response:
        """Answer one question from Fava, or decline it."""
        del group
        ours = cast("Group", g.group)
        books = Books(
            group=str(ours.id),
            place=ours.folder,
            mount=f"{request.script_root}/g/{ours.address}/audit",
            papers=lambda name: papers_of(ours, name),
        )
        query = list(request.args.items(multi=True))
        got = audit.answer(books, request.method, rest, query, request.host)
        if got.status == HTTPStatus.SERVICE_UNAVAILABLE and got.content_type.startswith(_SENTENCE):
            return _in_words(got)
        response = Response(got.body, status=got.status, content_type=got.content_type)
        if got.location:
            response.headers["Location"] = got.location
            response.autocorrect_location_header = False
        response.headers.extend(got.headers)
        return response

    return blueprint


def _in_words(got: Answer) -> Response:
    """Say on a page of ours why Fava shows nothing, and where else to look."""
    page = FailurePage(
        title="These books cannot be opened just now",
        words=got.body.decode().strip(),
        remedy="Entries, papers and accounts are on the group’s own pages all the same.",
    )
    return make_response(render("errors/failure.html", page), got.status)


def _paper_of(group: Group, name: str) -> str | None:
    if name not in paper_names(group.folder):
        return None
    return url_for("papers.show", group=group.address, name=name)


_audit = Audit()
atexit.register(_audit.close)
blueprint = audit_blueprint(_audit, _paper_of)
