"""The photos of a form: cleaned as they come, kept as a draft until the form is accepted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

import flask
from werkzeug.datastructures import FileStorage

from ledger.errors import Refusal
from ledger.money import Money
from ledger.papers import Box, Paper, Suffix, clean, cover, turn
from ledger.reading import is_recorded
from ledger.recording import Attachment
from webapp import desk, here, people
from webapp.people import DraftPaper, DraftPlace
from webapp.typed import Fields

FIELD = "paper"
KEPT = "paper-kept"
AWAY = "photo-away"


class PhotoChanged(Refusal):
    """A form names a kept photo that is kept no more: it was covered, or taken away, or is old."""

    def __init__(self) -> None:
        """Say it before anything is recorded without it."""
        super().__init__(
            "A photo that was kept here has changed, or was taken away.",
            "Look at what is kept below, then send the form again.",
            field=FIELD,
        )


class PhotoEmpty(Refusal):
    """A file was chosen that has a name and nothing in it."""

    def __init__(self) -> None:
        """Say what it mostly is: a picture that is only in a cloud."""
        super().__init__(
            "That photo is empty; it may not have downloaded to the phone yet.",
            "Open it once in the gallery, and choose it again.",
            field=FIELD,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPhoto:
    """A photo that is kept although the form was refused, ready for `photo_field`."""

    src: str
    alt: str
    name: str
    value: str
    is_picture: bool


def place_of(key: str) -> DraftPlace:
    """Where the photos of this person's form are kept."""
    return DraftPlace(group_id=here.group().id, person_id=here.person().id, form_key=key)


def gather(fields: Fields, key: str) -> tuple[DraftPaper, ...]:
    """Take the photos that were sent, cleaned, beside those kept before; all are kept as a draft.

    A photo that is refused is left out, and its sentence stands beside the field. They are counted
    before any of them is decoded, which takes its time; where there are too many, or they are too
    much together, only those kept before are kept. One that was asked to be taken away is gone.
    """
    before = people.draft_papers(here.store(), place_of(key))
    wanted = _wanted(before, fields, key)
    kept = tuple(paper for paper in before if paper.sha256 in wanted)
    sent = list(_sent(fields))
    try:
        people.check_count(len(kept) + len(sent))
        found = {paper.sha256: paper for paper in (*kept, *_cleaned(sent, fields))}
        whole = tuple(found.values())
        if whole or before:
            people.keep_draft(here.store(), place_of(key), whole)
    except Refusal as refusal:
        _refuse(refusal, fields)
        return kept
    return whole


def _wanted(before: tuple[DraftPaper, ...], fields: Fields, key: str) -> set[str]:
    """Tell which of those kept before the form still wants; all, where it is out of date."""
    sent = flask.request.form
    wanted = set(sent.getlist(KEPT)) - {sent.get(AWAY, "")}
    there = {paper.sha256 for paper in before}
    if wanted <= there or is_recorded(desk.place(), key):
        return wanted
    fields.refuse(PhotoChanged())
    return there


def cover_kept(
    kept: tuple[DraftPaper, ...], sha256: str, boxes: Sequence[Box], key: str
) -> tuple[DraftPaper, ...]:
    """Cover parts of one kept photo for good, and give all that are kept then.

    What lay under the boxes is nowhere any more, neither as a draft nor in the database's log.

    Raises:
        PaperRefusal: it is a PDF, or there are too many boxes.
    """
    whole = _with_another(kept, sha256, lambda paper: cover(paper, boxes), key)
    here.store().wipe()
    return whole


def turn_kept(kept: tuple[DraftPaper, ...], sha256: str, key: str) -> tuple[DraftPaper, ...]:
    """Turn one kept photo a quarter to the right, and give all that are kept then.

    Raises:
        PaperRefusal: it is a PDF.
    """
    return _with_another(kept, sha256, turn, key)


def _with_another(
    kept: tuple[DraftPaper, ...], sha256: str, made: Callable[[Paper], Paper], key: str
) -> tuple[DraftPaper, ...]:
    """Keep what is made of one photo in its place, and give all that are kept then."""
    changed = (_draft(made(as_kept(one))) if one.sha256 == sha256 else one for one in kept)
    whole = tuple({each.sha256: each for each in changed}.values())
    people.keep_draft(here.store(), place_of(key), whole)
    return whole


def _draft(paper: Paper) -> DraftPaper:
    return DraftPaper(content=paper.content, sha256=paper.sha256, suffix=paper.suffix)


def _sent(fields: Fields) -> Iterator[bytes]:
    """Read what was sent; a field where nothing was chosen comes without a name."""
    for each in flask.request.files.getlist(FIELD):
        content = _read(each)
        if content:
            yield content
        elif each.filename:
            fields.refuse(PhotoEmpty())


def _read(upload: FileStorage) -> bytes:
    return upload.stream.read()


def _cleaned(sent: list[bytes], fields: Fields) -> Iterator[DraftPaper]:
    for content in sent:
        try:
            paper = clean(content)
        except Refusal as refusal:
            _refuse(refusal, fields)
            continue
        yield _draft(paper)


def _refuse(refusal: Refusal, fields: Fields) -> None:
    refusal.field = FIELD
    fields.refuse(refusal)


def attachments(kept: tuple[DraftPaper, ...], total: Money | None) -> list[Attachment]:
    """Give the papers for the ledger; a single paper may have a total of its own."""
    alone = len(kept) == 1
    return [Attachment(paper=_paper(each), total=total if alone else None) for each in kept]


def shown(kept: tuple[DraftPaper, ...], key: str) -> tuple[KeptPhoto, ...]:
    """Give the kept photos as the form shows them again."""
    return tuple(
        KeptPhoto(
            src=flask.url_for(
                "papers.draft", group=here.group().address, key=key, sha256=each.sha256
            ),
            alt=f"Photo {count} that you took",
            name=f"Photo {count}" if len(kept) > 1 else "Your photo",
            value=each.sha256,
            is_picture=each.suffix == "jpg",
        )
        for count, each in enumerate(kept, start=1)
    )


def forget(key: str) -> None:
    """Forget the draft of a form that was accepted."""
    people.drop_draft(here.store(), place_of(key))


def _paper(draft: DraftPaper) -> Paper:
    """Give the paper of a draft; the pages of a PDF are drawn anew, which gives the same pages."""
    return clean(draft.content) if draft.suffix == "pdf" else as_kept(draft)


def as_kept(draft: DraftPaper) -> Paper:
    """Give the paper of a draft without its small pictures, which nothing keeps."""
    return Paper(
        content=draft.content,
        suffix=cast("Suffix", draft.suffix),
        sha256=sha256(draft.content).hexdigest(),
        thumbnail=b"",
    )
