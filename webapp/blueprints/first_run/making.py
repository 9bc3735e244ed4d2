"""Making a group: its book first, in its place, then its people at once; or nothing of either."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger.accounts import HELD, claims_of
from ledger.entries.acts import Opening, Share
from ledger.errors import Refusal
from ledger.funds import GENERAL
from ledger.recording import Hand, new_book, open_fund, record
from webapp import people
from webapp.addresses import free_address
from webapp.aside import in_place, made_aside
from webapp.blueprints.first_run.plan import FundStart, GroupPlan
from webapp.people import Founding, NewMember, NewPerson, Role, Store

_FIRST = "P001"
_ON_A_ROW = {"title": "fund", "fund": "fund", "funder": "funder", "purpose": "purpose"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody to send a link to; the secret in it is told this once."""

    number: str
    role: Role
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new group, with who keeps its books, what to print and what to send."""

    group: people.Group
    person_id: int
    recovery_code: str
    invited: tuple[Invited, ...]


def make_with_newcomer(store: Store, plan: GroupPlan, newcomer: NewPerson, today: date) -> Made:
    """Make a group whose first treasurer has no sign-in yet.

    Raises:
        Refusal: something in the plan was declined; neither book nor people were kept.
    """
    return _make(store, plan, today, lambda wanted: people.found_group(store, wanted, newcomer))


def make_with_person(store: Store, plan: GroupPlan, person_id: int, today: date) -> Made:
    """Make a group whose first treasurer signs in here already.

    Raises:
        Refusal: something in the plan was declined; neither book nor people were kept.
    """
    return _make(
        store,
        plan,
        today,
        lambda wanted: people.found_another_group(store, wanted, person_id, plan.name),
    )


def _make(
    store: Store, plan: GroupPlan, today: date, found: Callable[[Founding], people.Founded]
) -> Made:
    """Make the book, put it in its place, and only then make the group with all its people."""
    wanted = Founding(
        title=plan.title,
        address=free_address(store, people.address_from(plan.title)),
        group_id=plan.group_id or people.new_group_id(),
        others=tuple(
            NewMember(number=each.number, name=each.name, role=each.role) for each in plan.others
        ),
    )
    with made_aside(store.folder / "books") as aside:
        _write(aside, plan, Hand(by=_FIRST, today=today))
        with in_place(aside, store.book_folder(wanted.group_id)):
            made = found(wanted)
    return Made(
        group=made.group,
        person_id=made.member.person_id or 0,
        recovery_code=made.recovery_code,
        invited=tuple(_invite(store, made.group, plan)),
    )


def _write(shelf: Path, plan: GroupPlan, hand: Hand) -> None:
    new_book(shelf, plan.title, plan.legal_form, plan.year_end, plan.start, hand)
    for each in plan.funds[1:]:
        with _beside_its_row(each):
            open_fund(shelf, each.fund, hand)
    held = [
        Share(fund=each.fund.name, account=account, amount=sum_)
        for each in plan.funds
        for account, sum_ in each.held
    ]
    owed = [
        Share(fund=each.fund, account=claims_of(each.number), amount=each.amount)
        for each in plan.owed
    ]
    if plan.not_ours:
        owed.append(Share(fund=GENERAL, account=HELD, amount=plan.not_ours))
    if held or owed:
        record(shelf, Opening(day=plan.start, held=tuple(held), owed=tuple(owed)), hand)


@contextmanager
def _beside_its_row(each: FundStart) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        field = _ON_A_ROW.get(refusal.field)
        named = f"{field}-{each.row}" if field else refusal.field
        raise Refusal(refusal.message, refusal.remedy, field=named) from refusal


def _invite(store: Store, group: people.Group, plan: GroupPlan) -> Iterator[Invited]:
    for each in plan.others:
        if each.invited:
            secret = people.invite(store, group.id, each.role, by=_FIRST, number=each.number)
            yield Invited(number=each.number, role=each.role, secret=secret)
