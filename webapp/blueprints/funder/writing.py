"""From a grant as its funder may see it to the page that is written like a letter."""

from collections.abc import Iterable

import flask

from ledger.reading import (
    NOT_YET,
    GrantLetter,
    LetterHeading,
    LetterPaper,
    LetterPayment,
    fund_marks,
    issued,
)
from webapp import here
from webapp.blueprints.funder.pages import Asked, Bar, LetterPage, Paper, PaymentRow, SentRow
from webapp.people import Question
from webapp.show import money
from webapp.wrongs import Wrongs

_ON_A_PAGE = 40
_WITHOUT = {
    "missing": "Paper missing",
    "declared lost": "Paper lost",
    "none needed": "No paper needed",
    "attached": "Paper kept by the group",
}


def page_of(
    letter: GrantLetter,
    secret: str,
    questions: Iterable[Question],
    page: int,
    wrongs: Wrongs | None = None,
) -> LetterPage:
    """Give the letter with one page of its payments; a page beyond the last is the last one."""
    asked = tuple(questions)
    pages = max(1, -(-len(letter.payments) // _ON_A_PAGE))
    at = min(max(page, 1), pages)
    newest = tuple(reversed(letter.payments))[(at - 1) * _ON_A_PAGE : at * _ON_A_PAGE]
    return LetterPage(
        title=letter.shown,
        group=here.funder().group.title,
        hue=_hue(),
        letter=letter,
        untold=NOT_YET if letter.has_untold else "",
        bars=tuple(map(_bar, letter.headings)),
        rows=tuple(row_of(each, secret, asked) for each in newest),
        asked=_asked(each for each in asked if not each.entry),
        page=at,
        pages=pages,
        newer=_at(secret, at - 1) if at > 1 else "",
        older=_at(secret, at + 1) if at < pages else "",
        report=flask.url_for("funder.report", secret=secret),
        workbook=flask.url_for("funder.tables", secret=secret, form="xlsx"),
        csv=flask.url_for("funder.tables", secret=secret, form="csv.zip"),
        sent=_sent(secret),
        ask=flask.url_for("funder.ask", secret=secret),
        wrongs=wrongs or Wrongs(),
    )


def row_of(each: LetterPayment, secret: str, questions: Iterable[Question]) -> PaymentRow:
    """Give one payment with its papers and what was asked about it."""
    return PaymentRow(
        number=each.number,
        entry=each.entry,
        day=each.day,
        payee=each.payee,
        what_for=each.what_for,
        headings=", ".join(each.headings),
        share=each.share,
        is_back=each.share.pence < 0,
        whole=each.whole if each.whole != abs(each.share) else None,
        papers=tuple(_paper(paper, each.entry, secret) for paper in each.papers),
        without="" if each.papers else _WITHOUT[each.paper],
        because=each.because if not each.papers else "",
        ask=flask.url_for("funder.ask", secret=secret, entry=each.entry),
        asked=_asked(question for question in questions if question.entry == each.entry),
    )


def _paper(paper: LetterPaper, entry: str, secret: str) -> Paper:
    return Paper(
        href=flask.url_for("funder.paper", secret=secret, name=paper.name),
        src=flask.url_for("funder.small", secret=secret, name=paper.name),
        alt=f"Paper of entry {entry}",
        name="" if paper.is_picture else "PDF",
    )


def _asked(questions: Iterable[Question]) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            text=each.text,
            on=each.asked_at.date(),
            answer=each.answer,
            answered=each.answered_at.date() if each.answered_at else None,
        )
        for each in questions
    )


def _bar(each: LetterHeading) -> Bar:
    beyond = each.spent - each.agreed
    return Bar(
        name=each.heading,
        spent=max(each.spent.pence, 0),
        budget=max(each.agreed.pence, 0),
        said=f"{money(each.spent)} of {money(each.agreed)}",
        over=f"{money(beyond)} more than was agreed" if beyond.pence > 0 else "",
    )


def _sent(secret: str) -> tuple[SentRow, ...]:
    link = here.funder()
    return tuple(
        SentRow(
            day=each.day,
            until=each.until,
            changed=each.changed,
            href=flask.url_for("funder.issued", secret=secret, name=each.name),
        )
        for each in issued(link.group.folder, link.fund, "report")
        if each.file
    )


def _hue() -> int:
    """Give the colour of the grant, the same that its own group sees."""
    found = fund_marks(here.funder().group.folder).get(here.funder().fund)
    return found.hue + 1 if found else 1


def _at(secret: str, page: int) -> str:
    return f"{flask.url_for('funder.letter', secret=secret, page=page)}#payments"
