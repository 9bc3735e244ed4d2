"""What is missing before a report is sent: each with the place where it is mended."""

from collections.abc import Iterator, Mapping

import flask

from grant_reports.fund_report import wide
from grant_reports.signs import name_of, unprintable
from ledger.funds import Fund
from ledger.reading import outside_dates
from ledger.statements import FundStatement
from webapp import desk, here
from webapp.blueprints.reports.desk_of import Report
from webapp.blueprints.reports.fields import asked_texts, form_name
from webapp.blueprints.reports.pages import Lack
from webapp.forms.looks_like_a_person import LONGEST, looks_like
from webapp.report_words import DELIVERY, PROPOSAL, WHY, is_fit, threshold
from webapp.show import day, money

_NAMED = 5
_STEP = LONGEST - 100


def lacks_of(report: Report) -> tuple[Lack, ...]:
    """Give all that is missing or wants a word, what the books lack first, then the words."""
    return (
        *_in_the_terms(report.fund),
        *_in_the_books(report.statement),
        *_at_the_bank(report.statement),
        *_in_the_words(report),
        *_names(report),
        *_signs(report),
        *_in_the_photographs(report),
    )


def unsaid_terms(fund: Fund) -> str:
    """Name the terms of a grant that a report should say and the books do not."""
    wanted = {
        "its programme": fund.programme,
        "its reference": fund.reference,
        "the award": fund.award,
        "the day of the award": fund.awarded_on,
        "the instalments": fund.expected,
        "what it is for": fund.purpose,
        "from when it is spent": fund.spend_from,
        "by when it is spent": fund.spend_by,
        "when the report is due": fund.report_due,
        "what the funder asks of us": fund.conditions,
    }
    return ", ".join(name for name, value in wanted.items() if not value)


def names_somebody(text: str) -> str:
    """Say what in a long text looks as if it named a person; it is looked at piece by piece."""
    pieces = (text[start : start + LONGEST] for start in range(0, max(len(text), 1), _STEP))
    return next((found for piece in pieces if (found := looks_like(piece))), "")


def _in_the_terms(fund: Fund) -> Iterator[Lack]:
    unsaid = unsaid_terms(fund)
    if unsaid:
        href = flask.url_for("funds.edit", group=here.group().address, fund=fund.name)
        yield Lack(text=f"Not written down: {unsaid}.", href=href, action="Write the terms")


def _in_the_books(made: FundStatement) -> Iterator[Lack]:
    fund = made.fund
    for each in made.missing[:_NAMED]:
        said = f"The paper of entry {each.entry} is missing ({each.payee}, {money(each.share)})."
        yield Lack(text=said, href=_entry(each.entry), action="Add it, or say that it is lost")
    if len(made.missing) > _NAMED:
        said = f"{len(made.missing) - _NAMED} more papers are missing."
        yield Lack(text=said, href=_at("entries.missing_papers"), action="See all of them")
    for number in outside_dates(desk.place(), fund.name)[:_NAMED]:
        said = f"Entry {number} was spent outside the dates of the grant."
        yield Lack(text=said, href=_entry(number), action="Look at it")
    if made.claimed_twice:
        entry = made.claimed_twice[0].entry
        said = "More is charged on a paper than it adds up to."
        yield Lack(text=said, href=_entry(entry), action="Look at it")
    if made.owed:
        said = f"{money(made.owed)} is owed to volunteers and not paid yet; it is not in “spent”."
        yield Lack(text=said, href=_at("entries.pay_back"), action="Pay it back")
    if made.overspent:
        said = f"{fund.shown} is overspent by {money(made.overspent)}."
        yield Lack(text=said, href=_at("funds.show", fund=fund.name), action="Look at the fund")


def _at_the_bank(made: FundStatement) -> Iterator[Lack]:
    unseen = [each for each in made.payments if not each.is_checked]
    if unseen:
        what = "payment is" if len(unseen) == 1 else "payments are"
        said = f"{len(unseen)} {what} not yet checked against the bank, since {day(unseen[0].day)}."
        yield Lack(text=said, href=_at("bank.check"), action="Check against the bank")


def _in_the_words(report: Report) -> Iterator[Lack]:
    made, said = report.statement, report.said
    empty = [each for each in DELIVERY if not said.get(each.field)]
    if empty:
        headings = ", ".join(f"“{each.heading}”" for each in empty)
        text = f"Nothing is written yet under {headings}."
        yield Lack(text=text, href=f"#{empty[0].field}", action="Write it")
    for line in wide(made, threshold(said)):
        field = f"{WHY}{line.heading}"
        if not said.get(field):
            text = f"“{line.heading}” is more than {threshold(said)}% off, and nothing says why."
            yield Lack(text=text, href=f"#{form_name(field)}", action="Explain it")
    if made.grant.unspent.pence > 0 and not said.get(PROPOSAL):
        text = f"{money(made.grant.unspent)} is unspent, and nothing is proposed for it."
        yield Lack(text=text, href=f"#{PROPOSAL}", action="Propose something")


def _names(report: Report) -> Iterator[Lack]:
    """Ask, kindly, about words that may name somebody; what people call things is left alone."""
    for each in asked_texts(report):
        found = names_somebody(report.said.get(each.field, ""))
        if found:
            text = f"What stands under “{each.heading}” holds what looks like {found}."
            yield Lack(text=text, href=f"#{form_name(each.field)}", action="Look at it")


def _signs(report: Report) -> Iterator[Lack]:
    """Say which signs of the words no type of ours has, and what is printed in their place."""
    for each in asked_texts(report):
        found = unprintable(report.said.get(each.field, ""))
        if found:
            text = (
                f"“{found[0]}” under “{each.heading}” cannot be printed: the paper will say "
                f"{name_of(found[0])} in its place."
            )
            yield Lack(text=text, href=f"#{form_name(each.field)}", action="Write it otherwise")


def _in_the_photographs(report: Report) -> Iterator[Lack]:
    unfit = [each for each in report.photographs if not is_fit(each)]
    if unfit:
        what = "photograph" if len(unfit) == 1 else "photographs"
        text = f"{len(unfit)} {what} will be left out: say what it shows, and that people agreed."
        yield Lack(text=text, href="#photographs", action="See them")


def _entry(number: str) -> str:
    return _at("entries.show", number=number)


def _at(endpoint: str, **parts: str) -> str:
    kept: Mapping[str, str] = {"group": here.group().address, **parts}
    return flask.url_for(endpoint, **kept)  # type: ignore[arg-type]  # parts of an address
