"""Opening a fund or grant, and writing its terms anew."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.errors import Refusal
from ledger.funds import BudgetLine, Fund
from ledger.reading import about, accounts_of_book, first_day_for_a_fund
from webapp import desk, here
from webapp.blueprints.funds.looking import known
from webapp.blueprints.funds.pages import BudgetRow, TermsPage
from webapp.forms.promised import TIMES
from webapp.forms.terms import (
    CLASSES,
    ROWS,
    Kind,
    adding_up,
    blank_terms,
    earlier_day,
    first_day,
    kinds_of,
    read_budget,
    read_terms,
    typed_terms,
)
from webapp.show import refused, render
from webapp.typed import Fields

_TEMPLATE = "funds/terms.html"


def new(group: str) -> ResponseReturnValue:
    """Open a fund: its name, what it may be spent on, and what was promised."""
    # A group that began in the middle of its year has no day before that.
    usual = max(first_day_for_a_fund(desk.place(), desk.today()), _earliest())
    blank = {**blank_terms(), "first_day": usual.isoformat()}
    if flask.request.method != "POST":
        return render(_TEMPLATE, _page(blank, None))
    page = _page({**blank, **flask.request.form.to_dict()}, None)
    fields = Fields(flask.request.form)
    first = first_day(fields, usual, _earliest())
    wanted = read_terms(fields, _budget(fields), first)
    kept = _keep(fields, wanted, is_new=True)
    if kept is None:
        return refused(_TEMPLATE, replace(page, wrongs=fields.wrongs))
    said = f"“{kept.shown}” is open. From now on it can be chosen when something is recorded."
    flask.flash(f"{said} {adding_up(kept.award, kept.budget)}".strip())
    return flask.redirect(flask.url_for("funds.show", group=group, fund=kept.name), 303)


def edit(group: str, fund: str) -> ResponseReturnValue:
    """Write the terms of a fund anew; its budget only grows here, by new headings."""
    before = known(fund)
    if flask.request.method != "POST":
        return render(_TEMPLATE, _page({**blank_terms(), **typed_terms(before)}, before))
    page = _page({**blank_terms(), **flask.request.form.to_dict()}, before)
    fields = Fields(flask.request.form)
    budget = (*before.budget, *_budget(fields))
    opened = earlier_day(fields, before.opened, _earliest())
    wanted = read_terms(fields, budget, opened, before)
    wanted = replace(wanted, opened=opened, closed_on=before.closed_on)
    kept = _keep(fields, wanted, is_new=False)
    if kept is None:
        return refused(_TEMPLATE, replace(page, wrongs=fields.wrongs))
    said = "The terms are kept. The old ones stay in the books too."
    flask.flash(f"{said} {adding_up(kept.award, kept.budget)}".strip())
    return flask.redirect(flask.url_for("funds.show", group=group, fund=fund), 303)


def _keep(fields: Fields, wanted: Fund, *, is_new: bool) -> Fund | None:
    if fields.wrongs.all:
        return None
    keep = recording.new_fund if is_new else recording.open_fund
    try:
        return keep(desk.place(), wanted, desk.hand())
    except Refusal as refusal:
        fields.refuse(refusal)
        return None


def _earliest() -> date:
    """Give the first day on which anything may still be recorded in these books."""
    found = about(desk.place())
    return found.closed_until + timedelta(days=1) if found.closed_until else found.first_day


def _budget(fields: Fields) -> tuple[BudgetLine, ...]:
    return read_budget(fields, _ticked(), _kinds())


def _ticked() -> dict[int, list[str]]:
    return {at: flask.request.form.getlist(f"kinds-{at}") for at in ROWS}


def _kinds() -> tuple[Kind, ...]:
    return kinds_of(accounts_of_book(desk.place()))


def _page(typed: Mapping[str, str], before: Fund | None) -> TermsPage:
    group, ticked = here.group().address, _ticked()
    back = (
        flask.url_for("funds.show", group=group, fund=before.name)
        if before
        else flask.url_for("funds.listing", group=group)
    )
    return TermsPage(
        title=f"Terms of {before.shown}" if before else "A new fund or grant",
        key=desk.new_key(),
        typed=typed,
        classes=CLASSES,
        kinds=_kinds(),
        rows=tuple(
            BudgetRow(
                at=at,
                ticked=tuple(ticked[at]),
                is_used=bool(typed[f"heading-{at}"] or typed[f"amount-{at}"] or ticked[at]),
            )
            for at in ROWS
        ),
        times=TIMES,
        before=before.budget if before else (),
        adding_up=adding_up(before.award, before.budget) if before else "",
        button="Keep these terms" if before else "Open it",
        back=back,
    )
