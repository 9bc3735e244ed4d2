"""What funders ask beside an entry of their grant, and what the group answers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.store import Store
from webapp.people.tables import FunderLinkRow, QuestionRow
from webapp.people.values import Question

_TEXT_LENGTH = 1000


class QuestionUnfit(Refusal):
    """A question or an answer that is empty or too long."""

    def __init__(self, length: int) -> None:
        """Say which."""
        what = f"That has {length} letters." if length else "There is nothing to send."
        super().__init__(what, f"Write up to {_TEXT_LENGTH} letters.", field="text")


class NoSuchQuestion(Refusal):
    """A question that this group was never asked."""

    def __init__(self) -> None:
        """Say it."""
        super().__init__("That question is not there.")


def ask_question(store: Store, link_id: int, entry: str, text: str) -> Question:
    """Keep a question of whoever holds a funder's link, about an entry of its fund.

    The caller has made sure that the entry belongs to the fund.

    Raises:
        QuestionUnfit: it is empty or over 1,000 letters.
    """
    asked = _worded(text)
    with store.change() as rows:
        link = rows.get_one(FunderLinkRow, link_id)
        row = QuestionRow(
            group_id=link.group_id,
            fund=link.fund,
            entry=entry,
            text=asked,
            asked_at=store.now(),
            answer="",
        )
        rows.add(row)
        rows.flush()
        return _as_question(row)


def answer_question(
    store: Store, group_id: str, question_id: int, answer: str, *, by: str
) -> Question:
    """Answer a question of this group; a second answer takes the place of the first.

    Raises:
        QuestionUnfit, NoSuchQuestion: see each.
    """
    worded = _worded(answer)
    with store.change() as rows:
        row = rows.get(QuestionRow, question_id)
        if row is None or row.group_id != group_id:
            raise NoSuchQuestion
        row.answer, row.answered_by, row.answered_at = worded, by, store.now()
        return _as_question(row)


def questions_of(store: Store, group_id: str, fund: str) -> tuple[Question, ...]:
    """The questions about one fund of a group, oldest first."""
    with store.look() as rows:
        found = rows.scalars(
            select(QuestionRow)
            .where(QuestionRow.group_id == group_id, QuestionRow.fund == fund)
            .order_by(QuestionRow.id)
        )
        return tuple(map(_as_question, found))


def open_questions(store: Store, group_id: str) -> tuple[Question, ...]:
    """The questions of a group that nobody has answered yet, oldest first."""

    def read(rows: Session) -> tuple[Question, ...]:
        found = rows.scalars(
            select(QuestionRow)
            .where(QuestionRow.group_id == group_id, QuestionRow.answered_at.is_(None))
            .order_by(QuestionRow.id)
        )
        return tuple(map(_as_question, found))

    return store.known(("open questions", group_id), read)


def _worded(text: str) -> str:
    worded = text.strip()
    if not 0 < len(worded) <= _TEXT_LENGTH:
        raise QuestionUnfit(len(worded))
    return worded


def _as_question(row: QuestionRow) -> Question:
    return Question(
        id=row.id,
        fund=row.fund,
        entry=row.entry,
        text=row.text,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
