"""The photographs of a report: cleaned as papers are, and kept for all treasurers."""

from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.papers import BEGINNINGS, Paper, clean, turn
from ledger.papers import cover as cover_parts
from ledger.papers.rules import NotAPaper
from webapp import desk, here, people, prints
from webapp.blueprints.reports.desk_of import report_of, reported_fund
from webapp.blueprints.reports.pages import CoverPhotographPage, ReportPage
from webapp.blueprints.reports.showing import page_of
from webapp.blueprints.reports.writing import TEMPLATE
from webapp.boxes import BoxRow, boxes_sent, rows_sent
from webapp.paper_answers import whole
from webapp.people import Photograph
from webapp.report_words import about_report, is_fit
from webapp.show import refused, render
from webapp.wrongs import Wrongs

FIELD = "photograph"
_COVER = "reports/cover.html"


class NoPhotograph(Refusal):
    """Nothing was chosen, or a PDF."""

    def __init__(self) -> None:
        """Say what is wanted."""
        super().__init__(
            "There is no photograph in what was sent.",
            "Take one, or choose a picture. A PDF is none.",
            field=FIELD,
        )


class NotAPicture(Refusal):
    """Something was chosen that is no picture, whatever its name says."""

    def __init__(self) -> None:
        """Name what can be chosen; a PDF is not among it."""
        super().__init__(
            "This file is not a picture.",
            "Choose a photo (JPEG, PNG, WebP or HEIC).",
            field=FIELD,
        )


def add(group: str, fund: str) -> ResponseReturnValue:
    """Keep one photograph more, without anything that the camera added to it."""
    reported_fund(fund)
    upload = flask.request.files.get(FIELD)
    content = upload.stream.read() if upload else b""
    try:
        people.keep_photograph(here.store(), here.group().id, about_report(fund), _cleaned(content))
    except Refusal as refusal:
        refusal.field = FIELD
        return refused(TEMPLATE, page_of(report_of(fund), wrongs=Wrongs.of(refusal)))
    flask.flash("The photograph is kept. Say what it shows.")
    return _back(group, fund)


def show(group: str, fund: str, sha256: str) -> ResponseReturnValue:
    """Give a photograph of this group's report."""
    del group
    return whole(_kept(fund, sha256).content, "photograph.jpg")


def describe(group: str, fund: str, sha256: str) -> ResponseReturnValue:
    """Keep what a photograph shows and that the people in it agreed, or take it away for good."""
    kept = _kept(fund, sha256)
    sent, about = flask.request.form, about_report(fund)
    if "away" in sent:
        people.drop_photograph(here.store(), here.group().id, about, kept.sha256)
        prints.forget(desk.place())
        flask.flash("The photograph is gone.")
        return _back(group, fund)
    said = Photograph(
        content=b"",
        sha256=kept.sha256,
        says=sent.get("says", ""),
        is_agreed=sent.get("agreed") == "yes",
        kept_by=kept.kept_by,
    )
    try:
        people.describe_photograph(here.store(), here.group().id, about, said)
    except Refusal as refusal:
        refusal.field = f"says-{sha256[:8]}"
        page = page_of(report_of(fund), wrongs=Wrongs.of(refusal))
        return refused(TEMPLATE, _as_typed(page, said))
    if is_fit(kept) and not (is_fit(said) and said.says == kept.says):
        prints.forget(desk.place())
    flask.flash("What the photograph shows is kept.")
    return _back(group, fund)


def cover(group: str, fund: str, sha256: str) -> ResponseReturnValue:
    """Cover faces, names and doors on a photograph for good, or turn one that lies on its side."""
    kept = _kept(fund, sha256)
    page = CoverPhotographPage(
        title="Cover a part of the photograph",
        src=flask.url_for("reports.photograph", group=group, fund=fund, sha256=sha256),
        back=flask.url_for("reports.write", group=group, fund=fund, _anchor="photographs"),
    )
    if flask.request.method != "POST":
        return render(_COVER, page)
    if "turn" in flask.request.form:
        _put_in_place(fund, kept, turn(_paper(kept)))
        flask.flash("The photograph is turned.")
        return _back(group, fund)
    try:
        _put_in_place(fund, kept, cover_parts(_paper(kept), boxes_sent()))
    except Refusal as refusal:
        refusal.field = "boxes"
        rows = (*rows_sent(), BoxRow())
        return refused(_COVER, replace(page, rows=rows, wrongs=Wrongs.of(refusal)))
    flask.flash("What you covered is gone from the photograph.")
    return _back(group, fund)


def _paper(kept: Photograph) -> Paper:
    return Paper(content=kept.content, suffix="jpg", sha256=kept.sha256, thumbnail=b"")


def _put_in_place(fund: str, kept: Photograph, after: Paper) -> None:
    about, group = about_report(fund), here.group().id
    new = replace(kept, content=after.content, sha256=after.sha256)
    people.cover_photograph(here.store(), group, about, kept.sha256, new)
    prints.forget(desk.place())


def _as_typed(page: ReportPage, said: Photograph) -> ReportPage:
    """Give the page with what was typed beside one photograph."""
    typed = tuple(
        replace(each, says=said.says, is_agreed=said.is_agreed)
        if each.name == said.sha256[:8]
        else each
        for each in page.photographs
    )
    return replace(page, photographs=typed)


def _cleaned(content: bytes) -> Photograph:
    if not content or content.startswith(BEGINNINGS["pdf"]):
        raise NoPhotograph
    try:
        paper = clean(content)
    except NotAPaper as neither:
        raise NotAPicture from neither
    return Photograph(
        content=paper.content,
        sha256=paper.sha256,
        says="",
        is_agreed=False,
        kept_by=here.member().number,
    )


def _kept(fund: str, sha256: str) -> Photograph:
    reported_fund(fund)
    every = people.photographs_of(here.store(), here.group().id, about_report(fund))
    found = next((each for each in every if each.sha256 == sha256), None)
    if found is None:
        flask.abort(404)
    return found


def _back(group: str, fund: str) -> ResponseReturnValue:
    address = flask.url_for("reports.write", group=group, fund=fund)
    return flask.redirect(f"{address}#photographs", 303)
