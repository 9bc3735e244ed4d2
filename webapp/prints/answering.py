"""The answer to whoever asks for a document: the document, or a page until it is made."""

from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic, sleep
from urllib.parse import urlencode

import flask

from webapp import paper_answers
from webapp.prints.keeping import Kept
from webapp.prints.making import Wanted, begin
from webapp.show import render

# How long a request waits for a document before it answers with a page, in seconds; and how long
# the browser waits before it asks again.
PATIENCE = "PRINTS_PATIENCE"
_PATIENCE, _AGAIN, _LOOK = 1.0, 2, 0.05
_WAITED = "waited"
_TEMPLATE = "prints/wait.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a document is called: its file, and how a sentence begins, such as “The accounts are”.

    `back` is the address of the page on which it was asked for.
    """

    file: str
    words: str
    back: str
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPage:
    """A document that is being made, or is ready; `download` is its address once it is."""

    title: str
    back: str
    download: str


def answer(wanted: Wanted, shown: Shown) -> flask.Response:
    """Give a document that is kept, or begin to make it and say so.

    Raises:
        Refusal: it could not be made; asked for again, it is tried again.
    """
    kept = wanted.kept()
    was_waiting = _WAITED in flask.request.args
    made = kept.content()
    if made is None:
        if refusal := kept.refusal():
            raise refusal
        begin(wanted, kept)
        made = None if was_waiting else _waited_for(kept)
    if made is None:
        return _page(shown, f"{shown.words} being made", ready=False)
    if was_waiting:
        return _page(shown, f"{shown.words} ready", ready=True)
    return paper_answers.pdf(made, shown.file, inline=shown.inline)


def _waited_for(kept: Kept) -> bytes | None:
    """Wait a little, for what is made at once."""
    patience: float = flask.current_app.config.get(PATIENCE, _PATIENCE)
    until = monotonic() + patience
    while monotonic() < until:
        if (made := kept.content()) is not None:
            return made
        if refusal := kept.refusal():
            raise refusal
        sleep(_LOOK)
    return None


def _page(shown: Shown, title: str, *, ready: bool) -> flask.Response:
    """Show how far it is; the browser comes back by itself, with scripts or without."""
    plain, asked = _addresses()
    page = WaitPage(title=title, back=shown.back, download=plain if ready else "")
    response = flask.make_response(render(_TEMPLATE, page))
    response.headers["Refresh"] = f"0; url={plain}" if ready else f"{_AGAIN}; url={asked}"
    response.headers["Cache-Control"] = "no-store"
    if not ready:
        response.status_code = HTTPStatus.ACCEPTED
    return response


def _addresses() -> tuple[str, str]:
    """Give this address as it was asked for first, and as it is asked for again."""
    path = f"{flask.request.script_root}{flask.request.path}"
    terms = {name: said for name, said in flask.request.args.items() if name != _WAITED}
    plain = f"{path}?{urlencode(terms)}" if terms else path
    return plain, f"{path}?{urlencode(terms | {_WAITED: 'yes'})}"
