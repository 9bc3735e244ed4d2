"""Writing the words of a report: field by field, and never over what somebody else wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import flask
from flask.typing import ResponseReturnValue

from ledger.entries.words import plain
from ledger.errors import Refusal
from webapp import desk, here, people, prints
from webapp.blueprints.reports.desk_of import Report, report_of, written_since
from webapp.blueprints.reports.fields import SETTINGS, TICKS, asked_texts, form_name
from webapp.blueprints.reports.showing import page_of
from webapp.people import NewWriting, WrittenMeanwhile, mark_of
from webapp.report_words import (
    FROM,
    MOST_OVER,
    OVER,
    UNTIL,
    about_report,
    takes_out,
    texts_of,
)
from webapp.show import refused, render
from webapp.typed import parse_day
from webapp.wrongs import Wrong, Wrongs

TEMPLATE = "reports/write.html"
_ROLE_LETTERS = 60


class ThresholdUnclear(Refusal):
    """How far off a heading may be is a whole number of per cent."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "That is not a number of per cent.",
            f"Write a whole number from 0 to {MOST_OVER}, like 25.",
            field=OVER,
        )


class RoleTooLong(Refusal):
    """A role is a word or two."""

    def __init__(self, field: str) -> None:
        """Say it beside the field."""
        super().__init__(
            "That is long for a role.", "Write a word or two, like Chair.", field=field
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of a form: what was refused, and what others wrote meanwhile, by form name."""

    wrongs: Wrongs
    theirs: Mapping[str, str]


def write(group: str, fund: str) -> ResponseReturnValue:
    """Show the report as it is written, or keep what was written.

    A browser that saves as one types asks for JSON, and is told what was kept.
    """
    if flask.request.method != "POST":
        return render(TEMPLATE, page_of(report_of(fund)))
    report = report_of(fund)
    saved = _save(report, flask.request.form)
    if flask.request.accept_mimetypes.best == "application/json":
        return _told(written_since(report), saved)
    if saved.wrongs.all:
        page = page_of(written_since(report), flask.request.form, saved.wrongs, saved.theirs)
        return refused(TEMPLATE, page)
    flask.flash("Your words are kept.")
    then = "draft" if flask.request.form.get("then") == "draft" else "write"
    return flask.redirect(flask.url_for(f"reports.{then}", group=group, fund=fund), 303)


def _save(report: Report, sent: Mapping[str, str]) -> Saved:
    """Keep every field that was changed in the form, each by itself.

    Words that were taken out of one stay in no print.
    """
    about, by = about_report(report.fund.name), here.member().number
    wrongs, theirs = list[Wrong](), dict[str, str]()
    for name, new in _changed(report, sent, about):
        try:
            people.write(here.store(), here.group().id, _checked(name, new), by=by)
        except WrittenMeanwhile as refusal:
            theirs[name] = refusal.kept.text
            wrongs.append(Wrong.beside(name, refusal))
        except Refusal as refusal:
            wrongs.append(Wrong.beside(name, refusal))
    if takes_out(texts_of(report.said), people.written(here.store(), here.group().id, about)):
        prints.forget(desk.place())
    return Saved(wrongs=Wrongs.each_once(wrongs), theirs=theirs)


def _changed(
    report: Report, sent: Mapping[str, str], about: str
) -> Iterator[tuple[str, NewWriting]]:
    """Give the fields that differ from what the form showed; those left alone stay another's."""
    for each in asked_texts(report):
        name = form_name(each.field)
        over = sent.get(f"{name}-over")
        if name in sent and mark_of(_as_kept(sent[name])) != over:
            yield name, NewWriting(about=about, field=each.field, text=sent[name], over=over)
    for name in SETTINGS:
        if name in sent and sent[name].strip() != report.said.get(name, ""):
            yield name, NewWriting(about=about, field=name, text=sent[name])
    for name in TICKS:
        if f"{name}-asked" in sent and sent.get(name, "") != report.said.get(name, ""):
            yield name, NewWriting(about=about, field=name, text=sent.get(name, ""))


def _checked(name: str, new: NewWriting) -> NewWriting:
    """Look at a setting before it is kept; a text may say anything."""
    typed = new.text.strip()
    if name == OVER and typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 3):  # noqa: PLR2004 - figures of 100
        raise ThresholdUnclear
    if name == OVER and typed and int(typed) > MOST_OVER:
        raise ThresholdUnclear
    if name in {FROM, UNTIL} and typed:
        parse_day(typed, name)
    if name.startswith("role-") and len(typed) > _ROLE_LETTERS:
        raise RoleTooLong(name)
    return new


def _as_kept(text: str) -> str:
    try:
        return plain(text, max(len(text), 1), "text")
    except Refusal:
        return text


def _told(report: Report, saved: Saved) -> ResponseReturnValue:
    """Tell the browser what is kept now, so that it goes on from there."""
    page = page_of(report)
    texts = (*page.delivery, *page.explanations, *page.others)
    return flask.jsonify(
        marks={each.name: each.over for each in texts if each.name not in saved.theirs},
        said={each.name: each.said for each in texts},
        theirs={name: {"text": text, "over": mark_of(text)} for name, text in saved.theirs.items()},
        wrongs={each.name: f"{each.message} {each.remedy}".strip() for each in saved.wrongs.all},
        lacks=len(page.lacks),
        on=f"{desk.today():%Y-%m-%d}",
    )
