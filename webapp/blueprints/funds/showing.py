"""From a fund as the books have it to its page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import flask

from ledger.funds import Fund, FundClass
from ledger.money import NOTHING, Money
from ledger.reading import NOT_YET, FundView, Issued, issued
from ledger.statements import BudgetFigures
from webapp import desk, here, people
from webapp.blueprints.funds.pages import (
    Acts,
    Bar,
    Change,
    Figure,
    FundPage,
    LinkRow,
    Note,
    QuestionRow,
    Scrap,
)
from webapp.forms.choice import Choice
from webapp.forms.terms import adding_up
from webapp.naming import named
from webapp.people import Group, Question, Role
from webapp.rows import entry_rows
from webapp.show import day, money, spelt
from webapp.two_people import about_fund
from webapp.wrongs import Wrongs

_WORDS = {
    FundClass.UNRESTRICTED: "Unrestricted:",
    FundClass.DESIGNATED: "Designated:",
    FundClass.RESTRICTED: "Restricted:",
    FundClass.EXPENDABLE_ENDOWMENT: "Expendable endowment:",
    FundClass.PERMANENT_ENDOWMENT: "Permanent endowment:",
}
_MEANINGS = {
    FundClass.UNRESTRICTED: "it may go on anything the group does.",
    FundClass.DESIGNATED: "the group’s own money, set aside by us, and we may put it back.",
    FundClass.RESTRICTED: "it was given for one purpose, and may be spent on nothing else.",
    FundClass.EXPENDABLE_ENDOWMENT: "a sum to live off, which may be spent if it must be.",
    FundClass.PERMANENT_ENDOWMENT: "only what it earns may be spent, never the sum itself.",
}
_SCRAPS = 14
_INSIDE = {Role.TREASURER, Role.MEMBER}
_WAYS = (Choice(value="more", text="More"), Choice(value="less", text="Less"))
_TYPED = ("heading", "way", "amount", "evidence", "moved", "words", "close_on", "label")


def page_of(view: FundView, group: Group, typed: Mapping[str, str], wrongs: Wrongs) -> FundPage:
    """Give the page of a fund to who is asking; only treasurers may change anything."""
    fund = view.fund
    return FundPage(
        title=fund.shown,
        key=desk.new_key(),
        view=view,
        hue=view.mark.hue + 1,
        lead=_lead(fund),
        explained=_WORDS[fund.kind],
        meaning=_MEANINGS[fund.kind],
        figures=_figures(view),
        untold=NOT_YET if view.has_untold else "",
        notes=_notes(view, group.address),
        bars=tuple(map(_bar, view.statement.budget)),
        adding_up=adding_up(fund.award, fund.budget),
        changes=_changes(view),
        rows=entry_rows(view.lines, group.address),
        scraps=_scraps(view, group.address),
        all_entries=flask.url_for("entries.listing", group=group.address, fund=fund.name),
        ways=_WAYS,
        headings=tuple(Choice(value=h.heading, text=h.heading) for h in fund.budget),
        links=_links(fund.name) if desk.is_treasurer() else (),
        questions=_questions(fund.name, typed) if desk.sees_help() else (),
        acts=_acts(view),
        issued=_issued(fund) if desk.sees_help() else (),
        typed={**dict.fromkeys(_TYPED, ""), "close_on": desk.today().isoformat(), **typed},
        was_closing="close_on" in typed,
        wrongs=wrongs,
    )


def _lead(fund: Fund) -> str:
    promised = money(fund.award) if fund.award is not None else ""
    giver = f"from {fund.funder}" if fund.funder else ""
    given = " ".join(part for part in (promised, giver) if part)
    reference = f"their reference {fund.reference}" if fund.reference else ""
    return ", ".join(part for part in (given, reference) if part)


def _figures(view: FundView) -> tuple[Figure, ...]:
    so_far, left = view.statement.grant, view.left
    moved = so_far.moved - so_far.began
    rows: list[tuple[str, Money | None]] = [
        ("awarded", view.fund.award),
        ("received", so_far.received),
        (f"{'in hand' if so_far.began > NOTHING else 'lacking'} at first", so_far.began or None),
        ("moved in" if moved > NOTHING else "moved elsewhere", moved or None),
        ("spent", so_far.spent),
        ("given back", so_far.returned or None),
        ("owed to volunteers", view.owed or None),
        ("left" if left.pence >= 0 else "short", left),
    ]
    written = [Figure(text=name, amount=money(sum_)) for name, sum_ in rows if sum_ is not None]
    spend_by, today = view.fund.spend_by, desk.today()
    if spend_by and view.is_open and (spend_by >= today or left):
        days = (spend_by - today).days
        name = "days left" if days >= 0 else "days over"
        written.append(Figure(text=name, amount=str(abs(days))))
    return tuple(written)


def _notes(view: FundView, group: str) -> tuple[Note, ...]:
    fund, notes = view.fund, []
    if view.ahead:
        promised = f"{fund.funder} promised it" if fund.funder else "The rest is promised"
        notes.append(
            _note(
                f"Ahead of the money: {money(view.ahead)} to come",
                f"More is spent than has arrived. {promised}, so it only has to come.",
            )
        )
    if view.overspent:
        notes.append(
            _note(
                f"Overspent by {money(view.overspent)}",
                "Nobody has promised this. Move money to it from a fund for anything we do, or "
                "correct what was charged to it by mistake.",
            )
        )
    if fund.spend_by and fund.spend_by < desk.today() and view.is_open and view.left.pence > 0:
        notes.append(
            _note(
                f"It was to be spent by {day(fund.spend_by)}, and {money(view.left)} is left",
                "Ask the funder whether you may spend it later, or give it back.",
            )
        )
    missing = view.missing
    if missing and desk.sees_help():
        listed = flask.url_for("entries.listing", group=group, fund=fund.name, paper="missing")
        asks = "The funder" if fund.funder else "Whoever checks the books"
        said = "One photo is missing" if missing == 1 else f"{spelt(missing)} photos are missing"
        notes.append(
            Note(
                title=said,
                text=f"{asks} will ask for the paper.",
                href=listed,
                action="See which",
            )
        )
    return tuple(notes)


def _note(title: str, text: str) -> Note:
    return Note(title=title, text=text, href="", action="")


def _bar(each: BudgetFigures) -> Bar:
    beyond = each.spent - each.agreed
    over = f"{money(beyond)} more than was agreed" if beyond.pence > 0 else ""
    return Bar(
        name=each.heading,
        spent=max(each.spent.pence, 0),
        budget=max(each.agreed.pence, 0),
        said=f"{money(each.spent)} of {money(each.agreed)}",
        over=over,
    )


def _changes(view: FundView) -> tuple[Change, ...]:
    made = [
        Change(
            day=each.day,
            text=f"{line.heading}, {money(each.amount)} {_way(each.amount)}: "
            f"{named(each.evidence)}",
        )
        for line in view.fund.budget
        for each in line.changes
    ]
    made += [
        Change(
            day=each.day,
            text=f"{money(each.amount)} may go to other work: {named(each.words)}",
        )
        for each in view.consents
    ]
    return tuple(sorted(made, key=lambda change: change.day))


def _way(amount: Money) -> str:
    return "less" if amount.pence < 0 else "more"


def _scraps(view: FundView, group: str) -> tuple[Scrap, ...]:
    return tuple(
        Scrap(
            href=flask.url_for("entries.show", group=group, number=paper.entry),
            src=flask.url_for("papers.small", group=group, name=paper.name),
            alt=f"Paper of entry {paper.entry}",
            name=paper.payee or paper.entry,
        )
        for paper in view.papers[:_SCRAPS]
    )


def _links(fund: str) -> tuple[LinkRow, ...]:
    group = here.group()
    return tuple(
        LinkRow(
            label=each.label or "no name",
            made=each.created_at.date(),
            opened=each.last_opened_at.date() if each.last_opened_at else None,
            revoke=_to("revoke_link", fund, link_id=each.id),
        )
        for each in people.funder_links_of(here.store(), group.id)
        if each.fund == fund and each.revoked_at is None
    )


def _questions(fund: str, typed: Mapping[str, str]) -> tuple[QuestionRow, ...]:
    asked = people.questions_of(here.store(), here.group().id, fund)
    return tuple(_question(each, fund, typed) for each in reversed(asked))


def _question(each: Question, fund: str, typed: Mapping[str, str]) -> QuestionRow:
    group, field = here.group(), f"answer-{each.id}"
    answered_by = each.answered_by
    by = people.name_of(here.store(), group.id, answered_by) if answered_by else ""
    return QuestionRow(
        entry=each.entry,
        href=flask.url_for("entries.show", group=group.address, number=each.entry)
        if each.entry
        else "",
        text=each.text,
        asked=each.asked_at.date(),
        answer=each.answer,
        by=by,
        action=_to("answer", fund, question_id=each.id) if desk.is_treasurer() else "",
        field=field,
        typed=typed.get(field, each.answer),
    )


def _issued(fund: Fund) -> tuple[Issued, ...]:
    return tuple(each for each in issued(desk.place(), fund.name, "report") if each.file)


def _acts(view: FundView) -> Acts:
    fund = view.fund
    looks = _to_print(fund) if desk.sees_help() else Acts()
    proposed = people.blanking_of(here.store(), here.group().id, about_fund(fund.name))
    if proposed and here.member().role in _INSIDE:
        looks = replace(looks, blanking=_to("blanking", fund.name))
    if not desk.is_treasurer():
        return looks
    may_close = view.is_open and fund.closed_on is None and fund.name != "general"
    return replace(
        looks,
        edit=_to("edit", fund.name),
        blank="" if proposed else _to("blank", fund.name),
        write="" if fund.kind.is_free else _report(fund.name),
        change_budget=_to("change_budget", fund.name) if fund.budget else "",
        consent="" if fund.kind.is_free else _to("consent", fund.name),
        close=_to("close", fund.name) if may_close else "",
        reopen=_to("reopen", fund.name) if fund.closed_on else "",
        make_link="" if fund.kind.is_free else _to("make_link", fund.name),
    )


def _to_print(fund: Fund) -> Acts:
    """What may be printed of a fund, and the same figures for other programs.

    Our own money has no funder who wants a report; it stands in the accounts.
    """
    if fund.kind.is_free:
        return Acts(accounts=flask.url_for("accounts.choose", group=here.group().address))
    return Acts(
        report=_to("report", fund.name),
        workbook=_to("tables", fund.name, form="xlsx"),
        csv=_to("tables", fund.name, form="csv.zip"),
    )


def _report(fund: str) -> str:
    return flask.url_for("reports.write", group=here.group().address, fund=fund)


def _to(endpoint: str, fund: str, **parts: Any) -> str:  # noqa: ANN401 - parts of an address
    return flask.url_for(f"funds.{endpoint}", group=here.group().address, fund=fund, **parts)
