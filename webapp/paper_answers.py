"""A file as the answer to a request: harmless in a browser, and small where a page shows many."""

import flask

from ledger.errors import Refusal
from ledger.papers import media_type, thumbnail
from webapp import here

_SHUT = "default-src 'none'; sandbox"
_LOOKED_AT = "default-src 'none'; object-src 'self'"


def to_keep(content: bytes | str, name: str, kind: str) -> flask.Response:
    """Give a file that a browser keeps under a name and never opens; `kind` is its media type."""
    response = _shut(content, kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def whole(content: bytes, name: str) -> flask.Response:
    """Give a paper; a PDF is downloaded, never opened here."""
    suffix = name.rsplit(".", 1)[-1]
    kind = media_type(suffix)
    return _shut(content, kind) if suffix == "jpg" else to_keep(content, name, kind)


def small(content: bytes, name: str) -> flask.Response:
    """Give a small picture of a paper of this group, made when it is first asked for.

    The caller has made sure that the book has a paper of that name and that it may be seen.
    """
    folder = here.settings().index / "small"
    kept = folder / f"{name.rsplit('.', 1)[0]}-{here.group().id}.jpg"
    if kept.is_file():
        return whole(kept.read_bytes(), kept.name)
    try:
        picture = thumbnail(content)
    except Refusal:
        flask.abort(404)
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(picture)
    return whole(picture, kept.name)


def pdf(content: bytes, name: str, *, inline: bool = False) -> flask.Response:
    """Give a PDF of our own, to be kept as a file of that name, or to be looked at where it is.

    A browser shows no PDF in a sandbox, so one to be looked at has none: it was made here.
    """
    if not inline:
        return to_keep(content, f"{name}.pdf", media_type("pdf"))
    response = flask.Response(content, mimetype=media_type("pdf"))
    response.headers["Content-Security-Policy"] = _LOOKED_AT
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _shut(content: bytes | str, kind: str) -> flask.Response:
    """Give bytes that nothing in a browser can come alive in."""
    response = flask.Response(content, mimetype=kind)
    response.headers["Content-Security-Policy"] = _SHUT
    return response
