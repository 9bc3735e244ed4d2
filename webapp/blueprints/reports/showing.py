"""From a report as it stands to the page on which it is written."""

from collections.abc import Mapping
from typing import Any

import flask

from ledger.funds import Fund
from ledger.reading import Issued, fund_marks
from webapp import desk, here, people
from webapp.blueprints.reports.desk_of import Report
from webapp.blueprints.reports.fields import SETTINGS, explanations, form_name, others
from webapp.blueprints.reports.lacking import lacks_of, unsaid_terms
from webapp.blueprints.reports.ordering import news_of
from webapp.blueprints.reports.pages import (
    IssuedRow,
    PhotographRow,
    Places,
    ReportPage,
    Settings,
    Term,
    Text,
)
from webapp.people import MOST_PHOTOGRAPHS, Photograph, Writing, mark_of
from webapp.report_words import (
    DELIVERY,
    FROM,
    HELP_PAPERS,
    OVER,
    OVER_AT_FIRST,
    ROLES,
    UNTIL,
    Asked,
    is_fit,
    wants_help_papers,
)
from webapp.show import day, money
from webapp.wrongs import Wrongs


def page_of(
    report: Report,
    typed: Mapping[str, str] | None = None,
    wrongs: Wrongs | None = None,
    theirs: Mapping[str, str] | None = None,
) -> ReportPage:
    """Give the page of a report, with what was typed and refused in the forms on it."""
    fund, sent = report.fund, typed or {}
    marks, met = fund_marks(desk.place()), theirs or {}
    return ReportPage(
        title=f"Report on {fund.shown}",
        key=desk.new_key(),
        shown=fund.shown,
        hue=marks[fund.name].hue + 1,
        lead=_lead(report),
        terms=_terms(fund),
        unsaid=unsaid_terms(fund),
        delivery=tuple(_text(report, each, sent, met) for each in DELIVERY),
        explanations=tuple(_text(report, each, sent, met) for each in explanations(report)),
        others=tuple(_text(report, each, sent, met) for each in others(report)),
        chosen=_chosen(report, sent),
        photographs=tuple(_photograph(fund.name, each) for each in report.photographs),
        may_add=len(report.photographs) < MOST_PHOTOGRAPHS,
        lacks=lacks_of(report),
        issued=tuple(_issued(fund.name, each) for each in report.issued),
        news=sent.get("news", news_of(fund.name, report.issued)),
        is_sure=sent.get("sure") == "yes",
        with_papers=sent.get("papers", "all") != "none",
        places=_places(fund.name),
        wrongs=wrongs or Wrongs(),
    )


def _lead(report: Report) -> str:
    made, period = report.statement, report.statement.period
    given = f"{money(made.grant.received)} came in, {money(made.grant.spent)} was spent"
    return f"{day(period.first)} to {day(period.last)}: {given}."


def _text(report: Report, asked: Asked, sent: Mapping[str, str], theirs: Mapping[str, str]) -> Text:
    name, kept = form_name(asked.field), report.kept.get(asked.field)
    text = kept.text if kept else ""
    return Text(
        name=name,
        label=asked.heading,
        hint=asked.hint,
        value=sent.get(name, text),
        over=mark_of(text),
        said=_said(kept),
        theirs=theirs.get(name, ""),
    )


def _said(kept: Writing | None) -> str:
    if kept is None or not kept.text:
        return ""
    who = people.name_of(here.store(), here.group().id, kept.by)
    return f"Written by {who} on {day(kept.at.date())}."


def _terms(fund: Fund) -> tuple[Term, ...]:
    promised = "; ".join(f"{money(each.amount)} for {day(each.day)}" for each in fund.expected)
    award = money(fund.award) if fund.award is not None else ""
    awarded = f"{award} on {day(fund.awarded_on)}" if award and fund.awarded_on else award
    rows = (
        ("Funder", fund.funder),
        ("Programme", fund.programme),
        ("Reference", fund.reference),
        ("Awarded", awarded),
        ("Instalments promised", promised),
        ("Given for", fund.purpose),
        ("To be spent from", day(fund.spend_from) if fund.spend_from else ""),
        ("To be spent by", day(fund.spend_by) if fund.spend_by else ""),
        ("Report due", day(fund.report_due) if fund.report_due else ""),
        ("Conditions", fund.conditions),
    )
    return tuple(Term(name=name, value=value) for name, value in rows if value)


def _chosen(report: Report, sent: Mapping[str, str]) -> Settings:
    said = {**report.said, **{name: sent[name] for name in SETTINGS if name in sent}}
    if f"{HELP_PAPERS}-asked" in sent:
        said[HELP_PAPERS] = sent.get(HELP_PAPERS, "")
    return Settings(
        first=said.get(FROM, ""),
        last=said.get(UNTIL, ""),
        over=said.get(OVER, str(OVER_AT_FIRST)),
        roles=(said.get(ROLES[0], ""), said.get(ROLES[1], "")),
        has_help=report.has_help,
        help_papers=wants_help_papers(said),
    )


def _photograph(fund: str, each: Photograph) -> PhotographRow:
    return PhotographRow(
        src=_to("photograph", fund, sha256=each.sha256),
        action=_to("describe_photograph", fund, sha256=each.sha256),
        cover=_to("cover_photograph", fund, sha256=each.sha256),
        says=each.says,
        is_agreed=each.is_agreed,
        is_fit=is_fit(each),
        name=each.sha256[:8],
    )


def _issued(fund: str, each: Issued) -> IssuedRow:
    return IssuedRow(
        day=each.day,
        until=each.until,
        changed=each.changed,
        by=people.name_of(here.store(), here.group().id, each.by) if each.by else "",
        href=_to("issued", fund, name=each.name) if each.file else "",
        blanked=each.blanked_on,
    )


def _places(fund: str) -> Places:
    group = here.group().address
    return Places(
        save=_to("write", fund),
        add_photograph=_to("add_photograph", fund),
        draft=_to("draft", fund),
        light_draft=_to("draft", fund, papers="none"),
        issue=_to("issue", fund),
        terms=flask.url_for("funds.edit", group=group, fund=fund),
        fund=flask.url_for("funds.show", group=group, fund=fund),
    )


def _to(endpoint: str, fund: str, **parts: Any) -> str:  # noqa: ANN401 - parts of an address
    return flask.url_for(f"reports.{endpoint}", group=here.group().address, fund=fund, **parts)
