"""A report as it will be, and its issue: exactly the PDF that went out stays with the books."""

from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from grant_reports.fund_report import report_pdf
from ledger import recording
from ledger.errors import Refusal
from ledger.reading import IssuedGone, fund_slice, grant_letter, issued_content
from ledger.reading import issued as issued_about
from ledger.recording import REPORT, ToIssue
from webapp import desk
from webapp.blueprints.reports.desk_of import Report, report_of, reported_fund
from webapp.blueprints.reports.lacking import lacks_of
from webapp.blueprints.reports.showing import page_of
from webapp.blueprints.reports.writing import TEMPLATE
from webapp.paper_answers import pdf
from webapp.report_words import words_for_print
from webapp.reports import LATELY, pictures
from webapp.show import day, refused
from webapp.wrongs import Wrongs


class StillMissing(Refusal):
    """Something is missing, and nobody said that the report goes out all the same."""

    def __init__(self, count: int) -> None:
        """Count it."""
        what = "thing is" if count == 1 else "things are"
        super().__init__(
            f"{count} {what} missing before it is sent; they stand above.",
            "Mend them, or tick that it goes out as it is.",
            field="sure",
        )


def draft(group: str, fund: str) -> ResponseReturnValue:
    """Print the report as it will be, marked as a draft on every page; nothing is kept."""
    del group
    with_papers = flask.request.args.get("papers") != "none"
    report = report_of(fund)
    note = f"Draft of {day(desk.today())}: not sent."
    try:
        printed = _printed(report, with_papers=with_papers, draft=note)
    except Refusal as refusal:
        return refused(TEMPLATE, page_of(report, wrongs=Wrongs.of(refusal)))
    return pdf(printed, f"draft-{fund}-{desk.today()}", inline=True)


def issue(group: str, fund: str) -> ResponseReturnValue:
    """Print the report, keep exactly that PDF with the books, and record that it went out."""
    sent, key = flask.request.form, desk.key_of_form()
    back = flask.url_for("reports.write", group=group, fund=fund)
    report = report_of(fund)
    # Sent twice, it is printed once: printing takes a while, and two taps do not.
    if not any(each.key == key for each in report.issued):
        try:
            _issue(report, sent.get("changed", ""), with_papers=sent.get("papers") != "none")
        except Refusal as refusal:
            page = page_of(report, sent, Wrongs.of(refusal))
            return refused(TEMPLATE, replace(page, key=key))
    flask.flash(
        "The report is issued. This very PDF stays with the books; download it below and send it."
    )
    return flask.redirect(f"{back}#issued", 303)


def issued(group: str, fund: str, name: str) -> ResponseReturnValue:
    """Give a version that went out, byte for byte."""
    del group
    reported_fund(fund)
    every = issued_about(desk.place(), fund, REPORT)
    found = next((each for each in every if each.name == name and name), None)
    if found is None:
        flask.abort(404)
    try:
        return pdf(issued_content(desk.place(), found), found.name.removesuffix(".pdf"))
    except IssuedGone:
        flask.abort(404)


def _issue(report: Report, changed: str, *, with_papers: bool) -> None:
    lacks = lacks_of(report)
    if lacks and flask.request.form.get("sure") != "yes":
        raise StillMissing(len(lacks))
    made = report.statement
    content = _printed(report, with_papers=with_papers, changed=changed)
    document = ToIssue(
        about=report.fund.name,
        sort=REPORT,
        until=made.period.last,
        version=made.version,
        content=content,
        changed=changed,
    )
    recording.issue(desk.place(), document, desk.hand(desk.key_of_form()))


def _printed(report: Report, *, with_papers: bool, draft: str = "", changed: str = "") -> bytes:
    made, said = report.statement, report.said
    words = words_for_print(said, report.photographs, draft=draft)
    if report.issued and changed.strip():
        before = report.issued[0].day
        words = replace(
            words,
            instead=f"This takes the place of the report of {day(before)}: {changed.strip()}",
        )
    place, sees_help = desk.place(), report.sees_help
    if not sees_help and grant_letter(place, report.fund.name, desk.today()).has_untold:
        words = replace(words, delivery=(*words.delivery, LATELY))
    papers = pictures(place, made, with_help=sees_help) if with_papers else None
    return report_pdf(made, papers, words, fund_slice(place, made, sees_help=sees_help))
