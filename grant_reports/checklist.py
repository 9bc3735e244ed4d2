"""The checklist of a year's end on paper: one page for the meeting and the examiner."""

from dataclasses import dataclass
from datetime import date

from grant_reports.figures import counted
from grant_reports.printing import printed
from ledger.entries.words import shown_day, unbroken
from ledger.reading import AccountAtEnd, ReportDue, YearEnd

TEMPLATE = "grant_reports/checklist.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line to tick; `done` says when and by whom it was done, or is empty: a line to write on.

    People appear by their number, as everywhere on paper.
    """

    what: str
    under: str = ""
    done: str = ""


def checklist_pdf(end: YearEnd, today: date) -> bytes:
    """Print the checklist of a year as a tagged PDF, with what is done on a day ticked already.

    Raises:
        TooLongToPrint, NotPrinted: see each.
    """
    steps = steps_of(end)
    figures = {
        "end": end,
        "steps": steps,
        "today": today,
        "is_over": end.period.last < today,
        "accounts": [each for each in end.accounts if each.holds],
        "funds": [each for each in end.funds if each.cash],
    }
    return printed(TEMPLATE, rows=len(steps) + len(end.accounts) + len(end.funds), figures=figures)


def steps_of(end: YearEnd) -> tuple[Step, ...]:
    """Give the steps of closing a year, in order, each as it stands."""
    return (*_in_the_books(end), *_on_paper(end), *_together(end))


def _in_the_books(end: YearEnd) -> tuple[Step, ...]:
    look = end.look
    missing, problems, unspent = len(look.missing), len(look.problems), end.unspent
    numbers = ", ".join(each.number for each in look.missing[:8])
    return (
        Step(
            what="Every entry has its paper, or says why there is none",
            under=f"Missing: {numbers}{' and more' if missing > 8 else ''}" if missing else "",  # noqa: PLR2004 - what fits in a line
            done="" if missing else "done",
        ),
        *(_checked(each) for each in end.accounts if each.holds or each.checked),
        Step(
            what="The rules of the books hold",
            under=counted(problems, "thing", "things") + " to look at" if problems else "",
            done="" if problems else "done",
        ),
        Step(
            what="No grant is past its last day with money left",
            under="; ".join(f"{each.mark.shown}: {each.left} left" for each in unspent),
            done="" if unspent else "done",
        ),
    )


def _checked(account: AccountAtEnd) -> Step:
    how = "counted" if account.is_counted else "compared with the statement"
    return Step(
        what=f"{account.shown}: {how}",
        done=shown_day(account.checked) if account.checked else "",
    )


def _on_paper(end: YearEnd) -> tuple[Step, ...]:
    claims = counted(end.claims, "claim", "claims")
    owed = (
        Step(
            what="The claims that are still owed were looked through",
            under=f"{end.owed} for {claims}, to be paid in the new year",
        ),
    )
    reports = (
        Step(
            what=f"Report on {each.fund.shown} sent",
            under=unbroken(f"due on {shown_day(each.due)}{_sent(each)}"),
        )
        for each in end.reports
    )
    return (*(owed if end.owed else ()), *reports)


def _sent(each: ReportDue) -> str:
    sent = each.sent
    until = f", for the days to {shown_day(sent.until)}" if sent and sent.until else ""
    return f"; it last went out on {shown_day(sent.day)}{until}" if sent else ""


def _together(end: YearEnd) -> tuple[Step, ...]:
    closing = end.closing
    closed = f"{shown_day(closing.recorded)}, {closing.by}" if closing else ""
    return (
        Step(what="The accounts were printed and read together"),
        Step(what="An examiner looked at the books and the papers, if we have one"),
        Step(what="The accounts were agreed to and signed"),
        Step(what="The year is closed in the books", done=closed),
        Step(what="Accounts and this page are filed; a copy of the books is kept elsewhere"),
    )
