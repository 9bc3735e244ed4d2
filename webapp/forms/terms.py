"""The terms of a fund or grant, from the fields of a form to a fund, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ledger.accounts import GRANTS_RETURNED, is_spending
from ledger.errors import Refusal
from ledger.funds import BudgetLine, Fund, FundClass, slug
from ledger.money import Money
from webapp.forms.choice import Choice
from webapp.forms.promised import blank_promises, read_promises, typed_promises
from webapp.forms.shared import plain
from webapp.show import day, money
from webapp.typed import Fields

ROWS = (1, 2, 3, 4, 5)

CLASSES = (
    Choice(
        value=FundClass.RESTRICTED,
        text="Only for one purpose",
        note="Somebody gave it for this and nothing else, like a council or a lottery grant. "
        "Funders say “restricted”.",
    ),
    Choice(
        value=FundClass.DESIGNATED,
        text="Set aside by us",
        note="Our own money that we put aside, and may put back. Accounts say “designated”.",
    ),
    Choice(
        value=FundClass.UNRESTRICTED,
        text="For anything we do",
        note="Given with no strings, and kept apart all the same. Accounts say “unrestricted”.",
    ),
    Choice(
        value=FundClass.EXPENDABLE_ENDOWMENT,
        text="Capital that may be spent",
        note="A sum to live off, which the giver lets us spend if we must. Rare: “expendable "
        "endowment”.",
    ),
    Choice(
        value=FundClass.PERMANENT_ENDOWMENT,
        text="Capital to be kept",
        note="Only what it earns may be spent, never the sum itself. Rare: “permanent endowment”.",
    ),
)
_TEXTS = ("title", "kind", "funder", "purpose", "reference", "programme", "conditions")
_FIELDS = (*_TEXTS, "award", "awarded_on", "spend_from", "spend_by", "report_due", "first_day")


class TitleMissing(Refusal):
    """A fund has a name that people call it by."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "The name is missing.",
            "Write what you call it, like “Council food grant 2026”.",
            field="title",
        )


class HeadingUnnamed(Refusal):
    """A heading of a budget is called what the funder calls it."""

    def __init__(self, field: str) -> None:
        """Say it beside the field."""
        super().__init__(
            "The name of this heading is missing.",
            "Write what the funder calls it, or empty the row altogether.",
            field=field,
        )


class NothingCounts(Refusal):
    """A heading without a kind of spending: nothing would ever be counted under it."""

    def __init__(self, heading: str, field: str) -> None:
        """Quote the heading."""
        super().__init__(
            f"Nothing counts towards “{heading[:40]}” yet.",
            "Tick at least one kind of spending below it.",
            field=field,
        )


class FirstDayLater(Refusal):
    """The first day of a fund that is open can only become an earlier one."""

    def __init__(self, opened: date) -> None:
        """Name the day that it has."""
        super().__init__(
            f"It has been in the books since {day(opened)}, and can only begin earlier than that.",
            f"Choose {day(opened)} or a day before it.",
            field="first_day",
        )


class FirstDayTooEarly(Refusal):
    """A fund begins on a day on which something can still be recorded."""

    def __init__(self, earliest: date) -> None:
        """Name the earliest day."""
        super().__init__(
            f"Nothing can be recorded before {day(earliest)} in these books.",
            f"Choose {day(earliest)} or a later day.",
            field="first_day",
        )


class HeadingTwice(Refusal):
    """Two headings of one budget have the same name."""

    def __init__(self, heading: str, field: str) -> None:
        """Quote it."""
        super().__init__(
            f"“{heading[:40]}” is a heading already.",
            "Give each heading its own name.",
            field=field,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of spending that may count towards a heading."""

    value: str
    text: str


def kinds_of(accounts: Mapping[str, str]) -> tuple[Kind, ...]:
    """Give the kinds of spending of a book that a budget may name; help given too."""
    return tuple(
        Kind(value=name, text=shown)
        for name, shown in accounts.items()
        if is_spending(name) and name != GRANTS_RETURNED
    )


def blank_terms() -> dict[str, str]:
    """Give the fields of a fund that is not there yet."""
    blank = dict.fromkeys(_FIELDS, "") | {"kind": str(FundClass.RESTRICTED)}
    blank |= blank_promises()
    return blank | {f"{part}-{at}": "" for at in ROWS for part in ("heading", "amount")}


def typed_terms(fund: Fund) -> dict[str, str]:
    """Give a fund's terms as they would have been typed."""
    days = {
        "awarded_on": fund.awarded_on,
        "spend_from": fund.spend_from,
        "spend_by": fund.spend_by,
        "report_due": fund.report_due,
        "first_day": fund.opened,
    }
    return {
        "title": fund.title,
        "kind": str(fund.kind),
        "funder": fund.funder,
        "purpose": fund.purpose,
        "reference": fund.reference,
        "programme": fund.programme,
        "conditions": fund.conditions,
        **typed_promises(fund),
        "award": plain(fund.award) if fund.award is not None else "",
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


def read_terms(
    fields: Fields, budget: tuple[BudgetLine, ...], first: date, before: Fund | None = None
) -> Fund:
    """Read the terms of a fund; one that was not there before gets a short name from its title.

    `first` is the earliest day on which it may be used, unless it is spent from earlier.
    """
    title = fields.text("title")
    if not title.strip():
        fields.refuse(TitleMissing())
    kind = fields.one_of("kind", {str(each) for each in FundClass}, "What the money is for")
    spend_from = fields.day_if_any("spend_from")
    return Fund(
        name=before.name if before else slug(title),
        kind=FundClass(kind) if kind in set(FundClass) else FundClass.RESTRICTED,
        opened=min(first, spend_from) if spend_from else first,
        title=title,
        funder=fields.text("funder"),
        purpose=fields.text("purpose"),
        reference=fields.text("reference"),
        award=fields.amount_if_any("award") or None,
        spend_from=spend_from,
        spend_by=fields.day_if_any("spend_by"),
        report_due=fields.day_if_any("report_due"),
        programme=fields.text("programme"),
        awarded_on=fields.day_if_any("awarded_on"),
        conditions=fields.text("conditions"),
        expected=read_promises(fields, before.expected if before else ()),
        budget=budget,
    )


def first_day(fields: Fields, otherwise: date, earliest: date) -> date:
    """Read the first day on which something may be recorded in a new fund.

    With none typed it is `otherwise`; `earliest` is the first day of the books that is still open.
    """
    typed = fields.day_if_any("first_day")
    if typed is None:
        return otherwise
    if typed < earliest:
        fields.refuse(FirstDayTooEarly(earliest))
    return typed


def earlier_day(fields: Fields, before: date, earliest: date) -> date:
    """Read the first day of a fund that is open already: it stays, or becomes an earlier one."""
    typed = fields.day_if_any("first_day") or before
    if typed > before and not fields.wrongs.at("first_day"):
        fields.refuse(FirstDayLater(before))
    return before if typed == before else first_day(fields, before, earliest)


def adding_up(award: Money | None, budget: Iterable[BudgetLine]) -> str:
    """Say how the headings of a budget compare with the award; nothing where they are equal."""
    budgeted = Money.total(line.agreed for line in budget)
    if award is None or not budgeted or budgeted == award:
        return ""
    of = ", which is more than" if budgeted > award else " of"
    return f"The headings add up to {money(budgeted)}{of} the {money(award)} award."


def read_budget(
    fields: Fields, ticked: Mapping[int, list[str]], offered: Iterable[Kind]
) -> tuple[BudgetLine, ...]:
    """Read the headings of a budget: each with its name, its sum and the kinds that count."""
    known = {each.value for each in offered}
    lines: list[BudgetLine] = []
    for at in ROWS:
        heading, amount = fields.text(f"heading-{at}").strip(), fields.text(f"amount-{at}").strip()
        kinds = tuple(each for each in ticked.get(at, []) if each in known)
        if not heading and not amount:
            continue
        if any(each.heading.casefold() == heading.casefold() for each in lines):
            fields.refuse(HeadingTwice(heading, f"heading-{at}"))
        lines.append(_heading(fields, at, heading, kinds))
    return tuple(lines)


def _heading(fields: Fields, at: int, heading: str, kinds: tuple[str, ...]) -> BudgetLine:
    if not heading:
        fields.refuse(HeadingUnnamed(f"heading-{at}"))
    elif not kinds:
        fields.refuse(NothingCounts(heading, f"kinds-{at}"))
    amount = fields.amount(f"amount-{at}") if heading or kinds else Money(0)
    return BudgetLine(heading=heading, amount=amount, accounts=kinds)
