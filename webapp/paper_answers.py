"""A paper as the answer to a request: harmless in a browser, and small where a page shows many."""

import flask

from ledger.errors import Refusal
from ledger.papers import media_type, thumbnail
from webapp import here

_SHUT = "default-src 'none'; sandbox"
_LOOKED_AT = "default-src 'none'; object-src 'self'"


def whole(content: bytes, name: str) -> flask.Response:
    """Give a paper; a PDF is downloaded, never opened here."""
    suffix = name.rsplit(".", 1)[-1]
    response = flask.Response(content, mimetype=media_type(suffix))
    response.headers["Content-Security-Policy"] = _SHUT
    if suffix != "jpg":
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


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
    response = flask.Response(content, mimetype=media_type("pdf"))
    how = "inline" if inline else "attachment"
    response.headers["Content-Security-Policy"] = _LOOKED_AT if inline else _SHUT
    response.headers["Content-Disposition"] = f'{how}; filename="{name}.pdf"'
    return response
