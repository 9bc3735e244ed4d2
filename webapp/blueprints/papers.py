"""The papers themselves: only for who belongs to the group, and harmless in a browser."""

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.papers import thumbnail
from ledger.reading import paper_file
from webapp import desk, here, people
from webapp.paper_answers import small as small_of
from webapp.paper_answers import whole
from webapp.photos import place_of

blueprint = flask.Blueprint("papers", __name__, url_prefix="/g/<group>")


@blueprint.get("/papers/<name>")
def show(group: str, name: str) -> ResponseReturnValue:
    """Give a paper of this group's book; a PDF is downloaded, never opened here."""
    del group
    return whole(_content(name), name)


@blueprint.get("/papers/<name>/small")
def small(group: str, name: str) -> ResponseReturnValue:
    """Give a small picture of a paper, made when it is first asked for."""
    del group
    return small_of(_content(name), name)


@blueprint.get("/drafts/<key>/<sha256>")
def draft(group: str, key: str, sha256: str) -> ResponseReturnValue:
    """Give a photo that is kept for one's own form that was refused, small."""
    del group
    return whole(thumbnail(_draft(key, sha256)), "draft.jpg")


@blueprint.get("/drafts/<key>/<sha256>/large")
def large_draft(group: str, key: str, sha256: str) -> ResponseReturnValue:
    """Give the same photo as it is kept, large enough to find what is to be covered."""
    del group
    return whole(_draft(key, sha256), "draft.jpg")


def _draft(key: str, sha256: str) -> bytes:
    kept = people.draft_papers(here.store(), place_of(key))
    paper = next((each for each in kept if each.sha256 == sha256), None)
    if paper is None:
        flask.abort(404)
    return paper.content


def _content(name: str) -> bytes:
    try:
        return paper_file(desk.place(), name, sees_help=desk.sees_help()).read_bytes()
    except Refusal:
        flask.abort(404)
