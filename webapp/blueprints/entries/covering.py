"""What is done to the photos of a form before it is recorded: a part covered, one taken away.

The form is sent as a whole each time, and comes back with all that was typed. Nothing of it is
recorded: only the photos that are kept aside change.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.papers import Box, cover
from webapp import here, photos
from webapp.blueprints.entries.pages import BoxRow, CoverPage
from webapp.people import DraftPaper
from webapp.show import refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

COVER, COVERED, LEAVE = "photo-cover", "photo-covered", "photo-leave"
NEW = "new"
_TEMPLATE = "entries/cover.html"
_SIDES = ("box-left", "box-top", "box-width", "box-height")
_ACTS = (COVER, COVERED, LEAVE, photos.AWAY)
# These stand on the page by themselves.
_NOT_CARRIED = {*_ACTS, *_SIDES, "csrf_token", "key", photos.KEPT}
_PER_CENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)\s*%?")

Again = Callable[[tuple[DraftPaper, ...], Wrongs], ResponseReturnValue]


class WhichPhoto(Refusal):
    """A part is to be covered, and there is no photo yet, or more than one."""

    def __init__(self, count: int) -> None:
        """Say what to do first."""
        if count:
            super().__init__(
                f"There are {count} photos.",
                "Press “Cover a part” beside the one that you mean.",
                field=photos.FIELD,
            )
        else:
            super().__init__(
                "There is no photo yet.", "Take one, or choose a picture.", field=photos.FIELD
            )


class BoxUnclear(Refusal):
    """A box was written in numbers that say no part of a photo."""

    def __init__(self) -> None:
        """Say how a part is written."""
        super().__init__(
            "These numbers are no part of the photo.",
            "Write four, each from 0 to 100: how far from the left and from the top, how wide, "
            "and how high.",
            field="boxes",
        )


class NothingCovered(Refusal):
    """No box was drawn or written."""

    def __init__(self) -> None:
        """Say how, and that it may be left."""
        super().__init__(
            "Nothing is covered yet.",
            "Draw a box over the part, or leave the photo as it is.",
            field="boxes",
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
        return render(_TEMPLATE, _page(_meant(sent[COVER], kept), key, kept))
    except Refusal as refusal:
        refusal.field = photos.FIELD
        return again(kept, Wrongs.of(refusal))


def _meant(value: str, kept: tuple[DraftPaper, ...]) -> DraftPaper:
    """Give the photo that is to be covered in part.

    Raises:
        WhichPhoto: none was named, and there is not exactly one.
        PaperRefusal: it is a PDF.
    """
    named = tuple(each for each in kept if value in {each.sha256, NEW})
    if len(named) != 1:
        raise WhichPhoto(len(kept))
    # Without boxes nothing is done, but a PDF is refused before anybody draws.
    cover(photos.as_kept(named[0]), ())
    return named[0]


def _cover(value: str, key: str, kept: tuple[DraftPaper, ...], again: Again) -> ResponseReturnValue:
    draft = _meant(value, kept)
    rows = rows_sent()
    try:
        boxes = tuple(map(box_of, rows))
        if not boxes:
            raise NothingCovered
        return again(photos.cover_kept(kept, draft.sha256, boxes, key), Wrongs())
    except Refusal as refusal:
        refusal.field = "boxes"
        page = replace(_page(draft, key, kept), wrongs=Wrongs.of(refusal))
        return refused(_TEMPLATE, replace(page, rows=(*rows, *page.rows)))


def rows_sent() -> tuple[BoxRow, ...]:
    """Give the boxes that were sent, as they were typed; empty rows are left out."""
    columns = (flask.request.form.getlist(side) for side in _SIDES)
    rows = (
        BoxRow(left=left, top=top, width=width, height=height)
        for left, top, width, height in zip(*columns, strict=False)
    )
    return tuple(row for row in rows if row != BoxRow())


def box_of(row: BoxRow) -> Box:
    """Read a box; what reaches over the right or lower edge ends there.

    Raises:
        BoxUnclear: a number is none, or nothing of the photo lies in the box.
    """
    found = [_PER_CENT.fullmatch(typed.strip()) for typed in row.sides]
    left, top, width, height = (float(one[1]) / 100 if one else -1 for one in found)
    try:
        return Box(left=left, top=top, right=min(1, left + width), bottom=min(1, top + height))
    except Refusal:
        raise BoxUnclear from None


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
