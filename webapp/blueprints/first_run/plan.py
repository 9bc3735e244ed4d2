"""From what was typed to a plan of the group: right as a whole, or refused beside its fields."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ledger.accounts import BANK, TIN
from ledger.errors import Refusal
from ledger.funds import GENERAL, Fund, FundClass, slug
from ledger.money import NOTHING, Money
from ledger.recording import LEGAL_FORMS, checked_year_end
from webapp import people
from webapp.blueprints.first_run.fields import FREE_ROW, FUND_ROWS, OTHER_ROWS, OWED_ROWS
from webapp.people import Role
from webapp.typed import Fields
from webapp.wrongs import Wrongs, refusals_of

ACCOUNTS = {"bank": BANK, "tin": TIN, "online": "Assets:Online:PayPal"}
CLASSES = tuple(each.value for each in FundClass)
_NIL = re.compile(r"[ \t]*£?[ \t]*0*(\.0*)?[ \t]*")
_FIRST = "P001"


class NameOfFundMissing(Refusal):
    """Money was typed into a row that says nothing of what it is for."""

    def __init__(self, field: str) -> None:
        """Say it beside the field."""
        super().__init__(
            "What this money is called is missing.",
            "Give it a short name, like “Council food grant”.",
            field=field,
        )


class WhoIsOwedMissing(Refusal):
    """A debt to nobody."""

    def __init__(self, field: str) -> None:
        """Say it beside the field."""
        super().__init__("Whom it is owed to is missing.", "A first name is enough.", field=field)


class FundOfDebtMissing(Refusal):
    """A debt is charged to a purpose that was not written down."""

    def __init__(self, field: str) -> None:
        """Say it beside the field."""
        super().__init__(
            "The purpose that this is charged to has no name above.",
            "Write that purpose down first, or choose “For anything we do”.",
            field=field,
        )


class MoreNotOursThanThereIs(Refusal):
    """More is not ours than there is at all."""

    def __init__(self, not_ours: Money, there: Money) -> None:
        """Give both figures."""
        super().__init__(
            f"{not_ours} is not yours, but there is only {there} for anything you do.",
            "Count the money that is not yours in the bank or the tin above as well.",
            field="not_ours",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Somebody who gets a number: by invitation with a role, or because money is owed to them."""

    number: str
    name: str
    role: Role
    invited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FundStart:
    """A fund with the row that it was typed in, and what lies where by account."""

    row: int
    fund: Fund
    held: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What is owed to a volunteer, by number, and the fund that it is charged to."""

    number: str
    fund: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    """All that is needed to make a group; `group_id` is of the form, which may be sent twice."""

    title: str
    legal_form: str
    year_end: tuple[int, int]
    start: date
    funds: tuple[FundStart, ...]
    owed: tuple[Debt, ...]
    not_ours: Money
    name: str
    others: tuple[Somebody, ...]
    group_id: str = ""

    def in_place(self, account: str) -> Money:
        """Give what lies in one account at the start."""
        sums = (sum_ for each in self.funds for name, sum_ in each.held if name == account)
        return Money.total(sums)


def plan_of(typed: Mapping[str, str], password: str | None) -> tuple[GroupPlan, Wrongs]:
    """Read the answers; where something is wrong the plan is not to be used.

    Without a password it is somebody who is signed in, and has a name and a password already.
    """
    fields = Fields(typed)
    for refusal in refusals_of(*_checks(typed, password)):
        fields.refuse(refusal)
    start = fields.day("start")
    funds = _funds(fields, start)
    not_ours = _amount(fields, "not_ours")
    there = Money.total(sum_ for _, sum_ in funds[0].held)
    if not_ours > there:
        fields.refuse(MoreNotOursThanThereIs(not_ours, there))
    others, owed = _people(fields, {str(each.row): each.fund.name for each in funds})
    plan = GroupPlan(
        title=" ".join(typed["title"].split()),
        legal_form=fields.one_of("legal_form", LEGAL_FORMS, "What sort of group you are"),
        year_end=_year_end(fields),
        start=start,
        funds=funds,
        owed=owed,
        not_ours=not_ours,
        name=typed["name"],
        others=others,
    )
    if not plan.title:
        fields.refuse(people.TitleUnfit())
    return plan, fields.wrongs


def _checks(typed: Mapping[str, str], password: str | None) -> list[Callable[[], object]]:
    named: list[Callable[[], object]] = [lambda: people.display_name(typed["name"])]
    if password is None:
        return named
    return [
        *named,
        lambda: people.sign_in_name(typed["sign_in_name"]),
        lambda: people.check_password(password, typed["sign_in_name"]),
    ]


def _year_end(fields: Fields) -> tuple[int, int]:
    month, day = fields.count("year_end_month"), fields.count("year_end_day")
    for refusal in refusals_of(lambda: checked_year_end(month, day)):
        fields.refuse(refusal)
    return month, day


def _amount(fields: Fields, name: str) -> Money:
    """Read an amount that may be left out; a nought is nothing."""
    return NOTHING if _NIL.fullmatch(fields.text(name)) else fields.amount(name)


def _held(fields: Fields, tail: str) -> tuple[tuple[str, Money], ...]:
    sums = ((account, _amount(fields, f"{place}{tail}")) for place, account in ACCOUNTS.items())
    return tuple((account, sum_) for account, sum_ in sums if sum_)


def _funds(fields: Fields, start: date) -> tuple[FundStart, ...]:
    """Give the general fund first, then every row that says something."""
    general = Fund(name=GENERAL, kind=FundClass.UNRESTRICTED, opened=start)
    found = [FundStart(row=0, fund=general, held=_held(fields, ""))]
    for row in FUND_ROWS:
        held = _held(fields, f"-{row}")
        title = " ".join(fields.text(f"fund-{row}").split())
        if held and not title:
            fields.refuse(NameOfFundMissing(f"fund-{row}"))
        if title:
            fund = _fund(fields, row, title, start)
            name = _free(fund.name, {each.fund.name for each in found})
            found.append(FundStart(row=row, fund=replace(fund, name=name), held=held))
    return tuple(found)


def _fund(fields: Fields, row: int, title: str, start: date) -> Fund:
    kind = fields.one_of(f"class-{row}", CLASSES, "What it may be spent on")
    known = FundClass(kind) if kind in CLASSES else FundClass.RESTRICTED
    bound = not known.is_free
    return Fund(
        name=slug(title),
        kind=known,
        opened=start,
        title=title,
        funder=fields.text(f"funder-{row}").strip() if bound else "",
        purpose=fields.text(f"purpose-{row}").strip() if bound else "",
    )


def _free(name: str, taken: set[str]) -> str:
    count = 1
    wanted = name
    while wanted in taken:
        count += 1
        wanted = f"{name}-{count}"
    return wanted


def _people(
    fields: Fields, funds: Mapping[str, str]
) -> tuple[tuple[Somebody, ...], tuple[Debt, ...]]:
    """Give everybody a number, in the order of the rows; one name is one person.

    `funds` are the names of the funds by the row that they were typed in.
    """
    name = fields.text("name")
    first = Somebody(number=_FIRST, name=name, role=Role.TREASURER, invited=True)
    known = {_same(name): first}
    for row in OTHER_ROWS:
        name = _name(fields, f"other-{row}")
        if name:
            role = fields.one_of(f"role-{row}", tuple(Role), "What they may do")
            _add(known, name, Role(role) if role in tuple(Role) else Role.MEMBER, invited=True)
    owed: list[Debt] = []
    for row in OWED_ROWS:
        amount, name = _amount(fields, f"owed-{row}"), _name(fields, f"owed-to-{row}")
        if amount and not name:
            fields.refuse(WhoIsOwedMissing(f"owed-to-{row}"))
        elif amount:
            number = _add(known, name, Role.MEMBER, invited=False)
            owed.append(Debt(number=number, fund=_charged(fields, row, funds), amount=amount))
    return tuple(known.values())[1:], tuple(owed)


def _charged(fields: Fields, row: int, funds: Mapping[str, str]) -> str:
    chosen = fields.text(f"owed-fund-{row}") or FREE_ROW
    if chosen not in funds:
        fields.refuse(FundOfDebtMissing(f"owed-fund-{row}"))
    return funds.get(chosen, GENERAL)


def _add(known: dict[str, Somebody], name: str, role: Role, *, invited: bool) -> str:
    if _same(name) not in known:
        number = f"P{len(known) + 1:03d}"
        known[_same(name)] = Somebody(number=number, name=name, role=role, invited=invited)
    return known[_same(name)].number


def _name(fields: Fields, field: str) -> str:
    typed = fields.text(field)
    for refusal in refusals_of(lambda: typed.strip() and people.display_name(typed)):
        fields.refuse(Refusal(refusal.message, refusal.remedy, field=field))
    return " ".join(typed.split())


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
