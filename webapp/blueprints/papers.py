"""The papers themselves: only for who belongs to the group, and harmless in a browser."""

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.papers import media_type, thumbnail
from ledger.reading import paper_file
from webapp import desk, here, people
from webapp.photos import place_of

blueprint = flask.Blueprint("papers", __name__, url_prefix="/g/<group>")

_SHUT = "default-src 'none'; sandbox"


@blueprint.get("/papers/<name>")
def show(group: str, name: str) -> ResponseReturnValue:
    """Give a paper of this group's book; a PDF is downloaded, never opened here."""
    del group
    content = _content(name)
    return _answer(content, name.rsplit(".", 1)[-1], name)


@blueprint.get("/papers/<name>/small")
def small(group: str, name: str) -> ResponseReturnValue:
    """Give a small picture of a paper, made when it is first asked for."""
    del group
    folder = here.settings().folder / "index" / "small"
    kept = folder / f"{name.rsplit('.', 1)[0]}-{here.group().id}.jpg"
    content = _content(name)
    if kept.is_file():
        return _answer(kept.read_bytes(), "jpg", kept.name)
    try:
        picture = thumbnail(content)
    except Refusal:
        flask.abort(404)
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(picture)
    return _answer(picture, "jpg", kept.name)


@blueprint.get("/drafts/<key>/<sha256>")
def draft(group: str, key: str, sha256: str) -> ResponseReturnValue:
    """Give a photo that is kept for one's own form that was refused."""
    del group
    kept = people.draft_papers(here.store(), place_of(key))
    paper = next((each for each in kept if each.sha256 == sha256), None)
    if paper is None:
        flask.abort(404)
    return _answer(thumbnail(paper.content), "jpg", "draft.jpg")


def _content(name: str) -> bytes:
    try:
        return paper_file(desk.place(), name, sees_help=desk.sees_help()).read_bytes()
    except Refusal:
        flask.abort(404)


def _answer(content: bytes, suffix: str, name: str) -> flask.Response:
    response = flask.Response(content, mimetype=media_type(suffix))
    response.headers["Content-Security-Policy"] = _SHUT
    if suffix != "jpg":
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
