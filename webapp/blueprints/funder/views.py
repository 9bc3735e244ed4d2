"""What whoever holds a funder's link may see, and ask: their own grant, and nothing else."""

from pathlib import Path

import flask
from flask import Response
from flask.typing import ResponseReturnValue

from grant_reports.from_book import last_day
from grant_reports.orders import ReportOrder
from grant_reports.tables import fund_document
from ledger.errors import Refusal
from ledger.funds import FundUnknown
from ledger.reading import (
    NOT_YET,
    GrantLetter,
    IssuedGone,
    PaperUnknown,
    fund_statement,
    grant_letter,
    issued_content,
    paper_file,
)
from ledger.reading import issued as issued_about
from webapp import here, paper_answers, people, prints
from webapp.blueprints.funder.pages import AskPage
from webapp.blueprints.funder.writing import page_of, row_of
from webapp.clock import today
from webapp.doubted import being_put_right
from webapp.prints import Shown, Wanted
from webapp.show import refused, render
from webapp.spreadsheets import tables as as_file
from webapp.wrongs import Wrongs

_TEMPLATE = "funder/letter.html"
_MOST_DIGITS = 4
# More than a funder has to ask, and fewer than would bury a treasurer.
_MOST_OPEN = 50


class TooManyQuestions(Refusal):
    """So many questions wait for an answer that no more are taken."""

    def __init__(self) -> None:
        """Say when to try again."""
        super().__init__(
            "Many questions wait for an answer already.",
            "Ask again when the group has answered some.",
            field="text",
        )


def decline_in_doubt() -> Response | None:
    """Say that the books are being put right; what was issued before is given all the same."""
    if flask.request.endpoint == "funder.issued":
        return None
    return being_put_right(_place())


def letter(secret: str) -> ResponseReturnValue:
    """Show the grant: what was given, what it did, what is left, and every payment."""
    asked = flask.request.args.get("page", "1")
    known = asked.isascii() and asked.isdigit() and len(asked) <= _MOST_DIGITS
    page = page_of(_letter(), secret, _questions(), int(asked) if known else 1)
    return render(_TEMPLATE, page)


def paper(secret: str, name: str) -> ResponseReturnValue:
    """Give a paper that proves a payment of this grant; any other is not there."""
    del secret
    return paper_answers.whole(_content(name), name)


def small(secret: str, name: str) -> ResponseReturnValue:
    """Give a small picture of such a paper."""
    del secret
    return paper_answers.small(_content(name), name)


def report(secret: str) -> ResponseReturnValue:
    """Print the report; what keeps it from being printed stands on the page."""
    place, fund, day = _place(), here.funder().fund, today()
    with_papers = flask.request.args.get("papers") != "none"
    try:
        last_day(place, fund, day)
        order = ReportOrder(fund=fund, today=day, with_papers=with_papers, sees_help=False)
        back = flask.url_for("funder.letter", secret=secret)
        shown = Shown(file=f"{fund}-{day}", words="The report is", back=back)
        return prints.answer(Wanted.of(place, order), shown)
    except FundUnknown:
        flask.abort(404)
    except Refusal as refusal:
        page = page_of(_letter(), secret, _questions(), 1, Wrongs.of(refusal))
        return refused(_TEMPLATE, page)


def tables(secret: str, form: str) -> ResponseReturnValue:
    """Give the figures of the report for other programs; those that do not tie in no form.

    Where help was given that cannot be told yet, they say so, as the letter does.
    """
    place, fund, day = _place(), here.funder().fund, today()
    try:
        until = last_day(place, fund, day)
        statement = fund_statement(place, fund, until, sees_help=False)
        untold = NOT_YET if _letter().has_untold else ""
    except FundUnknown:
        flask.abort(404)
    except Refusal as refusal:
        page = page_of(_letter(), secret, _questions(), 1, Wrongs.of(refusal))
        return refused(_TEMPLATE, page)
    return as_file(fund_document(statement, untold), f"{fund}-{day}", form)


def issued(secret: str, name: str) -> ResponseReturnValue:
    """Give a report that was issued to this funder, exactly as it went out."""
    del secret
    every = issued_about(_place(), here.funder().fund, "report")
    found = next((each for each in every if each.name == name and name), None)
    if found is None:
        flask.abort(404)
    try:
        return paper_answers.pdf(issued_content(_place(), found), found.name.removesuffix(".pdf"))
    except IssuedGone:
        flask.abort(404)


def ask(secret: str) -> ResponseReturnValue:
    """Take a question about the grant, or about one payment of it."""
    entry = flask.request.values.get("entry", "")
    shown = next((each for each in _letter().payments if each.entry == entry), None)
    if entry and shown is None:
        flask.abort(404)
    about = f"#no-{entry}" if entry else ""
    back = f"{flask.url_for('funder.letter', secret=secret)}{about}"
    text, wrongs = flask.request.form.get("text", ""), Wrongs()
    if flask.request.method == "POST":
        try:
            _ask(entry, text)
        except Refusal as refusal:
            wrongs = Wrongs.of(refusal)
        else:
            flask.flash("Your question is with the group. The answer will stand on this page.")
            return flask.redirect(back, 303)
    page = AskPage(
        title=f"A question about entry {entry}" if entry else "A question about this grant",
        payment=row_of(shown, secret, ()) if shown else None,
        typed=text,
        back=back,
        wrongs=wrongs,
    )
    show = refused if wrongs.all else render
    return show("funder/ask.html", page)


def _ask(entry: str, text: str) -> None:
    """Keep a question; the same one sent twice is asked once."""
    asked = _questions()
    if any((each.entry, each.text) == (entry, text.strip()) for each in asked):
        return
    if sum(1 for each in asked if each.answered_at is None) >= _MOST_OPEN:
        raise TooManyQuestions
    people.ask_question(here.store(), here.funder().id, entry, text)


def _content(name: str) -> bytes:
    papers = {each.name for payment in _letter().payments for each in payment.papers}
    if name not in papers:
        flask.abort(404)
    try:
        return paper_file(_place(), name, sees_help=False).read_bytes()
    except PaperUnknown:
        flask.abort(404)


def _letter() -> GrantLetter:
    try:
        return grant_letter(_place(), here.funder().fund, today())
    except FundUnknown:
        flask.abort(404)


def _questions() -> tuple[people.Question, ...]:
    link = here.funder()
    return people.questions_of(here.store(), link.group.id, link.fund)


def _place() -> Path:
    return here.funder().group.folder
