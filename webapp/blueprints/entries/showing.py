"""One entry like a till slip, with its papers and what happened to it, in words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import flask
from flask.typing import ResponseReturnValue

from ledger.accounts import FEES
from ledger.entries.directives import Fact, Kind
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import Done, EntryView, PaperLine, PaperState, entry
from webapp import desk, here, people
from webapp.blueprints.entries import telling
from webapp.blueprints.entries.pages import Acts, EntryPage, Line, Paper, Related, Step, Term
from webapp.forms import sort_of
from webapp.people import Role
from webapp.rows import entry_row
from webapp.show import render
from webapp.wrongs import Wrongs

TEMPLATE = "entries/entry.html"
_RECORDING = {
    Kind.EXPENSE: "money_out",
    Kind.CLAIM: "money_out",
    Kind.INCOME: "money_in",
    Kind.HELP: "help_given",
}
_SHOPPING = {Kind.EXPENSE, Kind.CLAIM}
_WHO = {Kind.CLAIM: "Paid by", Kind.GIVEN_UP: "Given up by", Kind.OPENING: "Owed to"}
_ONLY_A_TOTAL = {Kind.FUND_TRANSFER, Kind.OPENING}
_ABOUT = {Kind.REFUND: "Was bought in"}
_FOLLOWED = {
    Kind.REPAYMENT: "Paid back in",
    Kind.GIVEN_UP: "Given up in",
    Kind.REFUND: "Money came back in",
}
_INSIDE = {Role.TREASURER, Role.MEMBER}
_TO_TELL = "recorded"
_MOST_TO_TELL = 8


def show(group: str, number: str) -> ResponseReturnValue:
    """Show an entry; just recorded, it says what to write on the paper and what is left.

    It says so once: the session's mark is taken out when it is told, for each entry by itself, so
    that neither a reload nor another tab tells it again.
    """
    del group
    view = found(number)
    page = page_of(view)
    to_tell: list[str] = flask.session.get(_TO_TELL, [])
    if number in to_tell:
        flask.session[_TO_TELL] = [each for each in to_tell if each != number]
        left, is_short = telling.left(view)
        said, stamp = telling.done(view), telling.number_to_write(view)
        page = replace(page, done=said, left=left, stamp=stamp, is_short=is_short)
    return render(TEMPLATE, page)


def shown_as_recorded(number: str) -> ResponseReturnValue:
    """Lead to the page of an entry, which will say that it was just recorded."""
    to_tell: list[str] = flask.session.get(_TO_TELL, [])
    flask.session[_TO_TELL] = [*to_tell, number][-_MOST_TO_TELL:]
    return flask.redirect(address_of(number), 303)


def found(number: str) -> EntryView:
    """Give an entry that who is asking may see; any other is not there."""
    try:
        return entry(desk.place(), number, sees_help=desk.sees_help())
    except Refusal:
        flask.abort(404)


def address_of(number: str) -> str:
    """Give the address of an entry's page."""
    return flask.url_for("entries.show", group=here.group().address, number=number)


def page_of(
    view: EntryView, typed: Mapping[str, str] | None = None, wrongs: Wrongs | None = None
) -> EntryPage:
    """Give the page of an entry, with what was typed and refused in the forms on it."""
    return EntryPage(
        title=f"Entry no. {view.line.number}",
        key=desk.new_key(),
        row=entry_row(view.line, here.group().address),
        view=view,
        lines=_lines(view),
        total=telling.total_of(view),
        terms=_terms(view),
        related=_related(view),
        papers=papers_of(view),
        steps=_steps(view),
        acts=_acts(view),
        done="",
        left="",
        stamp="",
        is_short=False,
        reached=telling.reached(view),
        corrects=address_of(view.corrects) if view.corrects else "",
        moved=telling.moved(view),
        corrected_by=address_of(view.corrected_by) if view.corrected_by else "",
        typed=typed or {"state": "", "because": ""},
        wrongs=wrongs or Wrongs(),
    )


def name_of(number: str) -> str:
    """Give the name of a person of this group, or say that they left."""
    return people.name_of(here.store(), here.group().id, number)


def _lines(view: EntryView) -> tuple[Line, ...]:
    """Give the parts that add up to the total; a fee is taken off that, under it."""
    if view.line.in_kind or view.line.kind in _ONLY_A_TOTAL:
        return ()
    several = len({line.fund.name for line in view.shares}) > 1
    return tuple(
        Line(
            label=f"{line.fund.shown}: {line.heading}" if several else line.heading,
            amount=line.amount,
            hue=line.fund.hue + 1,
        )
        for line in view.shares
        if not (view.fee and line.account == FEES)
    )


def _terms(view: EntryView) -> tuple[Term, ...]:
    who = name_of(view.line.claimant) if view.line.claimant else ""
    owed = f"{view.owed} to {who}" if view.owed else ("nothing more" if who else "")
    total = next((paper.total for paper in view.papers if paper.total), None)
    terms = (
        (_WHO.get(view.line.kind, "Paid to"), who),
        ("Of that not ours", _not_ours(view)),
        ("Still owed", owed if view.line.kind == Kind.CLAIM else ""),
        ("Not wanted back", str(view.given_up) if view.given_up else ""),
        ("Given", view.line.in_kind),
        ("Helped", str(view.count) if view.count else ""),
        ("The whole paper", str(total) if total and total != view.line.total else ""),
        ("Why it was corrected", view.because),
    )
    more = tuple(Term(name=name, value=value) for name, value in terms if value)
    return (*telling.where(view), *more)


def _not_ours(view: EntryView) -> str:
    """Say what of the first figures was held for others; all else there has no heading."""
    if view.line.kind != Kind.OPENING or not view.shares:
        return ""
    return str(Money.total(line.amount for line in view.shares))


def _related(view: EntryView) -> tuple[Related, ...]:
    """Name the entries on both sides: what this one settles, and what settled this one."""
    about = ((_ABOUT.get(view.line.kind, "Claimed in"), number) for number in view.about)
    after = ((_FOLLOWED.get(kind, "Settled in"), number) for kind, number in view.followed)
    return tuple(
        Related(how=how, number=number, href=address_of(number)) for how, number in (*about, *after)
    )


def papers_of(view: EntryView) -> tuple[Paper, ...]:
    """Give the papers of an entry as they are shown."""
    return tuple(_paper(each, view, at) for at, each in enumerate(view.papers, start=1))


def _paper(paper: PaperLine, view: EntryView, at: int) -> Paper:
    group, number, count = here.group().address, view.line.number, len(view.papers)
    what = "Photo of the receipt" if paper.is_picture else "The receipt as a PDF"
    page = f", page {at} of {count}" if count > 1 else ""
    return Paper(
        href=flask.url_for("papers.show", group=group, name=paper.name),
        src=flask.url_for(
            "papers.show" if paper.is_picture else "papers.small", group=group, name=paper.name
        ),
        alt=f"{what} of entry {number}{page}",
        name=f"{what}{page}",
        is_picture=paper.is_picture,
    )


def _steps(view: EntryView) -> tuple[Step, ...]:
    """Tell what happened, in words; what the history does not tell, the book itself does."""
    steps = [step for done in view.history if (step := _step(done)) is not None]
    if not any(step.text.startswith("Recorded") for step in steps):
        by = name_of(view.line.by) if view.line.by else "somebody"
        steps.insert(0, Step(text=f"Recorded by {by}", day=view.line.day))
    if view.corrects:
        why = f", to correct no. {view.corrects}: {view.because}"
        first = next(at for at, step in enumerate(steps) if step.text.startswith("Recorded"))
        steps[first] = replace(steps[first], text=steps[first].text + why)
    steps += [_declared(fact) for fact in view.later if fact.kind == "paper"]
    steps += [_blanked(fact) for fact in view.later if fact.kind == "redacted"]
    steps += [Step(text=f"Agreed to by {name_of(by)}", day=on) for on, by in view.approved_by]
    return tuple(sorted(steps, key=lambda step: step.day))


def _step(done: Done) -> Step | None:
    on: date = done.when.astimezone().date()
    if done.what.startswith("recorded"):
        return Step(text=f"Recorded by {name_of(done.by)}", day=on)
    if done.what.startswith("added a paper"):
        return Step(text=f"Photo added by {name_of(done.by)}", day=on)
    return None


def _declared(fact: Fact) -> Step:
    what = "Paper declared lost" if fact.said(1) == "lost" else "No paper needed"
    return Step(text=f"{what}: {fact.said(2)}", day=fact.day)


def _blanked(fact: Fact) -> Step:
    """Tell that something was blanked; a book from elsewhere may say only why."""
    *who, why = (fact.said(at) for at in range(1, len(fact.values)))
    by = f" by {' and '.join(map(name_of, who))}" if who else ""
    return Step(text=f"What named somebody was blanked out{by}, because: {why}", day=fact.day)


def _acts(view: EntryView) -> Acts:
    """Say what may be done: treasurers keep the books; a member may add a photo to their claim."""
    number, kind, me = view.line.number, view.line.kind, here.member()
    mine = view.line.by == me.number and me.role is Role.MEMBER
    keeps = desk.is_treasurer()
    stands = view.line.stands
    unproved = view.paper.state == PaperState.MISSING
    approved = me.number in {by for _, by in view.approved_by}
    own = me.number in {view.line.by, view.line.claimant}
    is_proposed = people.blanking_of(here.store(), here.group().id, number) is not None
    return Acts(
        correct=_to("correct", number, stands and keeps),
        refund=_to("refund", number, stands and keeps and kind in _SHOPPING),
        approve=_to("approve", number, stands and keeps and not own and not approved),
        add_paper=_to("add_paper", number, stands and (keeps or mine)),
        declare=_to("declare", number, stands and keeps and unproved),
        another=_another(kind),
        pay_back=_about_claims("pay_back", view) if keeps and view.owed else "",
        give_up=_about_claims("give_up", view) if _is_my_claim(view) else "",
        blank=_to("blank", number, keeps and not is_proposed),
        blanking=_to("blanking", number, me.role in _INSIDE and is_proposed),
    )


def _to(endpoint: str, number: str, may: bool) -> str:  # noqa: FBT001 - the last word of a line
    group = here.group().address
    return flask.url_for(f"entries.{endpoint}", group=group, number=number) if may else ""


def _another(kind: Kind) -> str:
    sort = _RECORDING.get(kind) or (found_sort.name if (found_sort := sort_of(kind)) else "")
    if f"entries.{sort}" not in flask.current_app.view_functions:
        return ""
    may = desk.is_treasurer() or (sort == "money_out" and here.member().role is Role.MEMBER)
    return flask.url_for(f"entries.{sort}", group=here.group().address) if sort and may else ""


def _about_claims(endpoint: str, view: EntryView) -> str:
    group = here.group().address
    return flask.url_for(f"entries.{endpoint}", group=group, person=view.line.claimant)


def _is_my_claim(view: EntryView) -> bool:
    """Tell whether who is looking is owed something for it; examiners can change nothing."""
    is_inside = here.member().role in _INSIDE
    return is_inside and bool(view.owed) and view.line.claimant == here.member().number
