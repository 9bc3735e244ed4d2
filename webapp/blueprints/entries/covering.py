"""What is done to the photos of a form before it is recorded: covered in part, turned, taken away.

The form is sent as a whole each time, and comes back with all that was typed. Nothing of it is
recorded: only the photos that are kept aside change.
"""

from collections.abc import Callable
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.papers import cover
from webapp import here, photos
from webapp.blueprints.entries.pages import CoverPage
from webapp.boxes import SIDES, boxes_sent, rows_sent
from webapp.people import DraftPaper
from webapp.show import refused, render, spelt
from webapp.typed import Fields
from webapp.wrongs import Wrongs

COVER, COVERED, LEAVE = "photo-cover", "photo-covered", "photo-leave"
TURN = "photo-turn"
NEW = "new"
_TEMPLATE = "entries/cover.html"
_ACTS = (COVER, COVERED, LEAVE, TURN, photos.AWAY)
# These stand on the page by themselves.
_NOT_CARRIED = {*_ACTS, *SIDES, "csrf_token", "key", photos.KEPT}

Again = Callable[[tuple[DraftPaper, ...], Wrongs], ResponseReturnValue]


class WhichPhoto(Refusal):
    """A photo is to be covered or turned, and there is none yet, or more than one."""

    def __init__(self, count: int, button: str) -> None:
        """Say what to do first, and on which button."""
        if count:
            super().__init__(
                f"There are {spelt(count).lower()} photos.",
                f"Press “{button}” beside the one that you mean.",
                field=photos.FIELD,
            )
        else:
            super().__init__(
                "There is no photo yet.", "Take one, or choose a picture.", field=photos.FIELD
            )


def photo_act(
    fields: Fields, key: str, kept: tuple[DraftPaper, ...], again: Again
) -> ResponseReturnValue | None:
    """Do what a button beside a photo asks for, or nothing where another button was pressed.

    `again` shows the form once more, with the photos that are kept then.
    """
    sent = flask.request.form
    if not any(name in sent for name in _ACTS):
        return None
    if fields.wrongs.all or LEAVE in sent or photos.AWAY in sent:
        return again(kept, fields.wrongs)
    try:
        if COVERED in sent:
            return _cover(sent[COVERED], key, kept, again)
        if TURN in sent:
            turned = _named(sent[TURN], kept, "Turn it")
            return again(photos.turn_kept(kept, turned.sha256, key), Wrongs())
        return render(_TEMPLATE, _page(_meant(sent[COVER], kept), key, kept))
    except Refusal as refusal:
        refusal.field = photos.FIELD
        return again(kept, Wrongs.of(refusal))


def _named(value: str, kept: tuple[DraftPaper, ...], button: str) -> DraftPaper:
    """Give the photo beside which a button was pressed.

    `new` is the one that was just chosen, or the only one.

    Raises:
        WhichPhoto: none was named, and there is not exactly one.
    """
    known = flask.request.form.getlist(photos.KEPT)
    chosen = tuple(each for each in kept if each.sha256 not in known) or kept
    named = chosen if value == NEW else tuple(each for each in kept if each.sha256 == value)
    if len(named) != 1:
        raise WhichPhoto(len(kept), button)
    return named[0]


def _meant(value: str, kept: tuple[DraftPaper, ...]) -> DraftPaper:
    """Give the photo that is to be covered in part.

    Raises:
        WhichPhoto: none was named, and there is not exactly one.
        PaperRefusal: it is a PDF.
    """
    named = _named(value, kept, "Cover a part")
    # Without boxes nothing is done, but a PDF is refused before anybody draws.
    cover(photos.as_kept(named), ())
    return named


def _cover(value: str, key: str, kept: tuple[DraftPaper, ...], again: Again) -> ResponseReturnValue:
    draft = _meant(value, kept)
    rows = rows_sent()
    try:
        return again(photos.cover_kept(kept, draft.sha256, boxes_sent(), key), Wrongs())
    except Refusal as refusal:
        refusal.field = "boxes"
        page = replace(_page(draft, key, kept), wrongs=Wrongs.of(refusal))
        return refused(_TEMPLATE, replace(page, rows=(*rows, *page.rows)))


def _page(draft: DraftPaper, key: str, kept: tuple[DraftPaper, ...]) -> CoverPage:
    sent = flask.request.form.items(multi=True)
    carried = tuple((name, value) for name, value in sent if name not in _NOT_CARRIED)
    group = here.group().address
    return CoverPage(
        title="Cover a part of the photo",
        key=key,
        action=flask.request.path,
        src=flask.url_for("papers.large_draft", group=group, key=key, sha256=draft.sha256),
        photo=draft.sha256,
        carried=(*carried, *((photos.KEPT, each.sha256) for each in kept)),
    )
