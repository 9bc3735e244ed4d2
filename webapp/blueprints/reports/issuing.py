"""A report as it will be, and its issue: exactly the PDF that went out stays with the books."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from grant_reports.apart import printed_apart
from ledger import recording
from ledger.errors import Refusal
from ledger.reading import Issued, IssuedGone, issued_content
from ledger.reading import issued as issued_about
from ledger.recording import REPORT, Hand, ToIssue
from ledger.recording.issuing import IssuedWithoutNews
from webapp import desk, prints
from webapp.blueprints.reports.desk_of import Report, report_of, reported_fund
from webapp.blueprints.reports.lacking import lacks_of
from webapp.blueprints.reports.ordering import keep_news, order_of, written_for
from webapp.blueprints.reports.showing import page_of
from webapp.blueprints.reports.writing import TEMPLATE
from webapp.paper_answers import pdf
from webapp.prints import Errand, Shown
from webapp.reports import wanted_report
from webapp.show import day, refused
from webapp.wrongs import Wrongs

_MEANWHILE = (
    "Every figure is worked out twice, and the pages are set; with many papers that takes half a "
    "minute. Then this very PDF is kept with the books. You may leave this page: once the report "
    "is issued, it stands under “What was issued”. If something is recorded in the books "
    "meanwhile, it is not issued."
)


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


class IssuedBySomebody(Refusal):
    """Exactly the same report went out by another form while this one was being made."""

    def __init__(self) -> None:
        """Say where it is."""
        super().__init__(
            "Exactly this report was issued a moment ago, so it was not issued once more.",
            "It stands below, under “What was issued”.",
        )


class TakenAwayMeanwhile(Refusal):
    """Something that the report may hold was taken away while it was being made."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "A photograph or words were taken away while the report was being made, so it was "
            "not issued.",
            "Look at it as it will be once more, and issue it then.",
        )


class BrokenOff(Refusal):
    """The computer was stopped, or the program, before the report was made."""

    def __init__(self) -> None:
        """Say that nothing happened."""
        super().__init__(
            "Making the report was broken off, so it was not issued.",
            "Nothing is lost: issue it once more.",
        )


def draft(group: str, fund: str) -> ResponseReturnValue:
    """Print the report as it will be, marked as a draft on every page."""
    reported_fund(fund)
    order = order_of(fund, with_papers=flask.request.args.get("papers") != "none")
    note = f"Draft of {day(desk.today())}: not sent."
    written = written_for(fund, issued_about(desk.place(), fund, REPORT), note=note)
    back = flask.url_for("reports.write", group=group, fund=fund)
    file = f"draft-{fund}-{desk.today()}"
    shown = Shown(file=file, words="The draft is", back=back, inline=True)
    try:
        return prints.answer(wanted_report("draft", desk.place(), order, written), shown)
    except Refusal as refusal:
        return refused(TEMPLATE, page_of(report_of(fund), wrongs=Wrongs.of(refusal)))


def issue(group: str, fund: str) -> ResponseReturnValue:
    """Begin to print the report, to keep exactly that PDF with the books, and to record it.

    The same form is issued once, however often it is sent; so long as it is being made, a page
    says so, and at last what came of it.
    """
    sent, key = flask.request.form, desk.key_of_form()
    report = report_of(fund)
    if not _is_issued(fund, key):
        try:
            hand = desk.hand(key)
            _decline(report, sent)
            _begin(report, sent, hand)
        except Refusal as refusal:
            page = page_of(report, sent, Wrongs.of(refusal))
            return refused(TEMPLATE, replace(page, key=key))
        _errand(fund, key).wait()
    papers = "none" if sent.get("papers") == "none" else None
    there = flask.url_for("reports.issuing", group=group, fund=fund, key=key, papers=papers)
    return flask.redirect(there, 303)


def issuing(group: str, fund: str, key: str) -> ResponseReturnValue:
    """Show that a report is being issued, and then what came of it."""
    errand, back = _errand(fund, key), flask.url_for("reports.write", group=group, fund=fund)
    # Asked first: what is no longer under way has ended one way or the other, and the book, which
    # is read once for each answer, is read after that.
    if errand.is_under_way():
        title = "The report is being made, and then issued"
        return prints.meanwhile(title, _MEANWHILE, back)
    reported_fund(fund)
    if _is_issued(fund, key):
        flask.flash(
            "The report is issued. This very PDF stays with the books; download it below and send "
            "it."
        )
        return flask.redirect(f"{back}#issued", 303)
    why = errand.refusal() or (BrokenOff() if errand.was_broken_off() else None)
    if why is None:
        return flask.redirect(back, 303)
    sent = {"papers": flask.request.args.get("papers", "all")}
    page = page_of(report_of(fund), sent, Wrongs.of(why))
    return refused(TEMPLATE, replace(page, key=key))


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


def _decline(report: Report, sent: Mapping[str, str]) -> None:
    """Decline at once what would be declined once it is made, and keep what was typed."""
    lacks, changed = lacks_of(report), sent.get("news", "")
    keep_news(report.fund.name, report.issued, changed)
    if lacks and sent.get("sure") != "yes":
        raise StillMissing(len(lacks))
    if report.issued and not changed.strip():
        raise IssuedWithoutNews(report.issued[0].day)


def _begin(report: Report, sent: Mapping[str, str], hand: Hand) -> None:
    fund, place = report.fund.name, desk.place()
    order = order_of(fund, with_papers=sent.get("papers") != "none")
    written = written_for(fund, report.issued)
    document = ToIssue(
        about=fund,
        sort=REPORT,
        until=report.statement.period.last,
        version=report.statement.version,
        content=b"",
        changed=sent.get("news", ""),
    )

    def act(is_right: Callable[[], bool]) -> None:
        content = printed_apart(place, replace(order, said=written.words()))
        if not (is_right() and written.stands()):
            raise TakenAwayMeanwhile
        kept = recording.issue(place, replace(document, content=content), hand)
        if kept.key != hand.key:
            raise IssuedBySomebody

    _errand(fund, hand.key).begin(act)


def _errand(fund: str, key: str) -> Errand:
    return Errand(place=desk.place(), word=f"{fund} {key}")


def _is_issued(fund: str, key: str) -> bool:
    every: Sequence[Issued] = issued_about(desk.place(), fund, REPORT)
    return any(each.key == key for each in every)
