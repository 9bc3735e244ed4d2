"""The photos of a form: cleaned as they come, kept as a draft until the form is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, cast

import flask
from werkzeug.datastructures import FileStorage

from ledger.errors import Refusal
from ledger.money import Money
from ledger.papers import Paper, clean
from ledger.recording import Attachment
from webapp import here, people
from webapp.people import DraftPaper, DraftPlace
from webapp.typed import Fields

FIELD = "paper"
KEPT = "paper-kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPhoto:
    """A photo that is kept although the form was refused, ready for `photo_field`."""

    src: str
    alt: str
    name: str
    value: str


def place_of(key: str) -> DraftPlace:
    """Where the photos of this person's form are kept."""
    return DraftPlace(group_id=here.group().id, person_id=here.person().id, form_key=key)


def gather(fields: Fields, key: str) -> tuple[DraftPaper, ...]:
    """Take the photos that were sent, cleaned, beside those kept before; all are kept as a draft.

    A photo that is refused is left out, and its sentence stands beside the field. They are counted
    before any of them is decoded, which takes its time; where there are too many, or they are too
    much together, only those kept before are kept.
    """
    wanted = set(flask.request.form.getlist(KEPT))
    before = people.draft_papers(here.store(), place_of(key))
    kept = tuple(paper for paper in before if paper.sha256 in wanted)
    sent = [content for each in flask.request.files.getlist(FIELD) if (content := _read(each))]
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


def _read(upload: FileStorage) -> bytes:
    return upload.stream.read()


def _cleaned(sent: list[bytes], fields: Fields) -> Iterator[DraftPaper]:
    for content in sent:
        try:
            paper = clean(content)
        except Refusal as refusal:
            _refuse(refusal, fields)
            continue
        yield DraftPaper(content=paper.content, sha256=paper.sha256, suffix=paper.suffix)


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
        )
        for count, each in enumerate(kept, start=1)
    )


def forget(key: str) -> None:
    """Forget the draft of a form that was accepted."""
    people.drop_draft(here.store(), place_of(key))


def _paper(draft: DraftPaper) -> Paper:
    """Give the paper of a draft; the pages of a PDF are drawn anew, which gives the same pages."""
    if draft.suffix == "pdf":
        return clean(draft.content)
    return Paper(
        content=draft.content,
        suffix=cast("Literal['jpg', 'pdf']", draft.suffix),
        sha256=sha256(draft.content).hexdigest(),
        thumbnail=b"",
    )
