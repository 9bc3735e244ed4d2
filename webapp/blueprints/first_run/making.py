"""Making a group: its book first, beside the others, then its people; or nothing of either."""

import secrets
import shutil
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
from webapp.blueprints.first_run.plan import FundStart, GroupPlan
from webapp.people import NewPerson, Role, Store

_FIRST = "P001"
_MOST_ADDRESSES = 50
_ON_A_ROW = {"title": "fund", "fund": "fund", "funder": "funder", "purpose": "purpose"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody to send a link to; the secret in it is told this once."""

    name: str
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

    def found(address: str) -> tuple[people.Group, int, str]:
        made = people.found_group(store, plan.title, address, newcomer)
        return made.group, made.member.person_id or 0, made.recovery_code

    return _make(store, plan, today, found)


def make_with_person(store: Store, plan: GroupPlan, person_id: int, today: date) -> Made:
    """Make a group whose first treasurer signs in here already.

    Raises:
        Refusal: something in the plan was declined; neither book nor people were kept.
    """

    def found(address: str) -> tuple[people.Group, int, str]:
        group = people.create_group(store, plan.title, address)
        secret = people.invite(store, group.id, Role.TREASURER)
        people.join(store, secret, person_id, plan.name)
        return group, person_id, ""

    return _make(store, plan, today, found)


def _make(
    store: Store,
    plan: GroupPlan,
    today: date,
    found: Callable[[str], tuple[people.Group, int, str]],
) -> Made:
    with _book_aside(store.folder / "books") as aside:
        _write(aside, plan, Hand(by=_FIRST, today=today))
        group, person_id, code = found(_free_address(store, plan.title))
        aside.rename(group.folder)
    invited = tuple(_admit(store, group, plan))
    return Made(group=group, person_id=person_id, recovery_code=code, invited=invited)


@contextmanager
def _book_aside(books: Path) -> Iterator[Path]:
    """Give a folder beside the books, which is gone after unless it was moved into its place."""
    aside = books / f".new-{secrets.token_hex(6)}"
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


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
        Share(fund=GENERAL, account=claims_of(number), amount=sum_) for number, sum_ in plan.owed
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


def _free_address(store: Store, title: str) -> str:
    """Give the address that the title suggests, with a figure behind it if another group has it."""
    wanted = people.address_from(title)
    tails = ("", *(f"-{count}" for count in range(2, _MOST_ADDRESSES)))
    free = (f"{wanted}{tail}" for tail in tails)
    return next(each for each in free if people.group_at(store, each) is None)


def _admit(store: Store, group: people.Group, plan: GroupPlan) -> Iterator[Invited]:
    for each in plan.others:
        people.add_member(store, group.id, each.name, each.role, number=each.number)
        if each.invited:
            secret = people.invite(store, group.id, each.role, by=_FIRST, number=each.number)
            yield Invited(name=each.name, role=each.role, secret=secret)
