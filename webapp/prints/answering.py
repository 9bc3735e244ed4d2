"""The answer to whoever asks for a document: the document, or a page until it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic, sleep
from typing import TypeVar
from urllib.parse import urlencode

import flask
from werkzeug.wrappers import Response

from webapp import paper_answers
from webapp.prints import passing
from webapp.prints.keeping import Kept
from webapp.prints.making import Wanted, begin
from webapp.show import render

# How long a request waits for a document before it answers with a page, in seconds; and how long
# the browser waits before it asks again.
PATIENCE = "PRINTS_PATIENCE"
_PATIENCE, _AGAIN, _LOOK = 1.0, 2, 0.05
_WAITED = "waited"
_TEMPLATE = "prints/wait.html"
LONG = (
    "Every figure is worked out twice, and the pages are set. That takes some seconds; with many "
    "papers it takes half a minute."
)
"""How long a document takes that is filed: accounts, and reports for funders."""
SHORT = "Its figures are worked out, and the page is set. That takes some seconds."
"""How long a page or two take."""
COMES = "You can leave this page open: the PDF comes by itself."
DOWNLOADS = "The download begins by itself. If it does not, take it here."
OPENS = "It opens by itself. If it does not, open it here."
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a document is called: its file, and how a sentence begins, such as “The accounts are”.

    `back` is the address of the page on which it was asked for, `takes` says how long it takes. One
    to be looked at `inline` opens in the browser; any other is downloaded.
    """

    file: str
    words: str
    back: str
    inline: bool = False
    takes: str = LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPage:
    """A document that is being made, or is ready; `there` is its address once it is."""

    title: str
    back: str
    said: str
    there: str = ""
    inline: bool = False


def answer(wanted: Wanted, shown: Shown) -> Response:
    """Give a document that is kept, or begin to make it and lead to a page that says so.

    That page takes its own place when it comes back, and the document takes its place at last: one
    step back is the page on which it was asked for.

    Raises:
        Refusal: it could not be made; asked for again, it is tried again.
    """
    passing.let_pass()
    kept = wanted.kept()
    made = _made_or_refused(kept)
    plain, waiting = _addresses()
    is_waiting = _WAITED in flask.request.args
    if made is None:
        begin(wanted, kept)
        made = None if is_waiting else soon(lambda: _made_or_refused(kept))
    if made is None and not is_waiting:
        return flask.redirect(waiting, 303)
    if made is None:
        return meanwhile(f"{shown.words} being made", f"{shown.takes} {COMES}", shown.back)
    if is_waiting:
        return _ready(shown, plain)
    return paper_answers.pdf(made, shown.file, inline=shown.inline)


def meanwhile(title: str, said: str, back: str) -> flask.Response:
    """Show that something is being done; the browser comes back by itself, scripts or none."""
    here = f"{flask.request.script_root}{flask.request.full_path.rstrip('?')}"
    response = _told(WaitPage(title=title, back=back, said=said), f"{_AGAIN}; url={here}")
    response.status_code = HTTPStatus.ACCEPTED
    return response


def soon(look: Callable[[], _Found | None]) -> _Found | None:
    """Look again and again until there is something, for as long as a request may wait."""
    patience: float = flask.current_app.config.get(PATIENCE, _PATIENCE)
    until = monotonic() + patience
    while (found := look()) is None and monotonic() < until:
        sleep(_LOOK)
    return found


def _made_or_refused(kept: Kept) -> bytes | None:
    if (made := kept.content()) is None and (refusal := kept.refusal()):
        raise refusal
    return made


def _ready(shown: Shown, plain: str) -> flask.Response:
    said = OPENS if shown.inline else DOWNLOADS
    page = WaitPage(
        title=f"{shown.words} ready", back=shown.back, said=said, there=plain, inline=shown.inline
    )
    return _told(page, f"0; url={plain}")


def _told(page: WaitPage, then: str) -> flask.Response:
    response = flask.make_response(render(_TEMPLATE, page))
    response.headers["Refresh"] = then
    response.headers["Cache-Control"] = "no-store"
    return response


def _addresses() -> tuple[str, str]:
    """Give this address as it was asked for first, and that of the page that waits."""
    path = f"{flask.request.script_root}{flask.request.path}"
    terms = {name: said for name, said in flask.request.args.items() if name != _WAITED}
    plain = f"{path}?{urlencode(terms)}" if terms else path
    return plain, f"{path}?{urlencode(terms | {_WAITED: 'yes'})}"
