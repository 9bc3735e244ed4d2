"""The forms of accounts as the field has them, as plain data.

Which one a group uses follows from its legal form and from the year's last day; a form that changes
gets a line of its own in `FORMS`, with its first day.
"""

from dataclasses import replace
from datetime import date

from ledger.entries.belongings import AssetSort
from ledger.funds import FundClass
from ledger.statements.form import Belongings, Category, Column, Form, Labels, Owings, Part
from ledger.statements.sections import COSTS, INCOME, PURCHASES, SALES, Section

FREE = Column(
    title="Unrestricted funds",
    kinds=frozenset({FundClass.UNRESTRICTED, FundClass.DESIGNATED}),
)
BOUND = Column(title="Restricted funds", kinds=frozenset({FundClass.RESTRICTED}))
ENDOWED = Column(
    title="Endowment funds",
    kinds=frozenset({FundClass.EXPENDABLE_ENDOWMENT, FundClass.PERMANENT_ENDOWMENT}),
)
EXPENDABLE = Column(title="Expendable endowment", kinds=frozenset({FundClass.EXPENDABLE_ENDOWMENT}))
PERMANENT = Column(title="Permanent endowment", kinds=frozenset({FundClass.PERMANENT_ENDOWMENT}))

_MONETARY = frozenset({AssetSort.MONETARY})
_INVESTED = frozenset({AssetSort.INVESTMENT})
_OWN_USE = frozenset({AssetSort.OWN_USE})


def _all_of(sections: frozenset[Section]) -> tuple[Category, ...]:
    return (Category(sections=sections),)


def _named(title: str, section: Section, *, is_open: bool = False) -> Category:
    return Category(title=title, sections=frozenset({section}), is_open=is_open)


PLAIN = Form(
    name="plain",
    account="Receipts and payments account",
    assets="Statement of assets and liabilities",
    cash="Cash",
    columns=(FREE, BOUND, replace(ENDOWED, always=False)),
    parts_in=(Part(title="Receipts", categories=_all_of(INCOME)),),
    parts_out=(Part(title="Payments", categories=_all_of(COSTS)),),
    belongings=(
        Belongings(
            title="Owed to the group",
            sorts=_MONETARY,
            has_cost=False,
            none="Nothing was owed to the group.",
        ),
        Belongings(title="Investments", sorts=_INVESTED),
        Belongings(title="Things that the group owns and uses", sorts=_OWN_USE),
    ),
    owings=Owings(title="Owed by the group"),
    contingent=Owings(title="What the group may come to owe", none=""),
    by_column=False,
)

CC16A = Form(
    name="CC16a",
    account="Section A: Receipts and payments",
    assets="Section B: Statement of assets and liabilities at the end of the period",
    cash="B1 Cash funds",
    columns=(FREE, BOUND, ENDOWED),
    parts_in=(
        Part(
            mark="A1",
            title="Receipts",
            subtotal="Sub-total (gross income)",
            categories=_all_of(INCOME - SALES),
        ),
        Part(
            mark="A2",
            title="Asset and investment sales",
            subtotal="Sub-total",
            categories=_all_of(SALES),
        ),
    ),
    parts_out=(
        Part(
            mark="A3",
            title="Payments",
            subtotal="Sub-total",
            categories=_all_of(COSTS - PURCHASES),
        ),
        Part(
            mark="A4",
            title="Asset and investment purchases",
            subtotal="Sub-total",
            categories=_all_of(PURCHASES),
        ),
    ),
    belongings=(
        Belongings(mark="B2", title="Other monetary assets", sorts=_MONETARY, has_cost=False),
        Belongings(mark="B3", title="Investment assets", sorts=_INVESTED),
        Belongings(mark="B4", title="Assets retained for the charity’s own use", sorts=_OWN_USE),
    ),
    owings=Owings(mark="B5", title="Liabilities", none="None."),
    contingent=Owings(title="Guarantees, and what may come to be owed", none=""),
    labels=Labels(
        net="Net of receipts/(payments)",
        transfers="A5 Transfers between funds",
        opening="A6 Cash funds last year end",
        first_opening="A6 Cash funds when these books begin",
        closing="Cash funds this year end",
    ),
)

OSCR = Form(
    name="OSCR",
    account="Section A: Statement of receipts and payments",
    assets="Section B: Statement of balances",
    cash="B1 Cash and bank balances",
    columns=(FREE, BOUND, EXPENDABLE, PERMANENT),
    parts_in=(
        Part(
            mark="A1",
            title="Receipts",
            subtotal="A1 Sub-total",
            categories=(
                _named("Donations", Section.DONATIONS),
                _named("Legacies", Section.LEGACIES),
                _named("Grants", Section.GRANTS),
                _named("Receipts from fundraising activities", Section.FUNDRAISING),
                _named("Gross trading receipts", Section.TRADING),
                _named("Income from investments", Section.INVESTMENT_INCOME),
                _named("Rents from land and buildings", Section.RENTS),
                _named("Receipts from other charitable activities", Section.ACTIVITIES),
            ),
        ),
        Part(
            mark="A2",
            title="Receipts from asset and investment sales",
            subtotal="A2 Sub-total",
            categories=(
                _named("Proceeds from sale of fixed assets", Section.ASSET_SALES),
                _named("Proceeds from sale of investments", Section.INVESTMENT_SALES),
            ),
        ),
    ),
    parts_out=(
        Part(
            mark="A3",
            title="Payments",
            subtotal="A3 Sub-total",
            categories=(
                _named("Expenses for fundraising activities", Section.FUNDRAISING_COSTS),
                _named("Gross trading payments", Section.TRADING_COSTS),
                _named("Investment management costs", Section.INVESTMENT_COSTS),
                _named(
                    "Payments relating directly to charitable activities",
                    Section.ACTIVITY_COSTS,
                    is_open=True,
                ),
                _named("Grants and donations", Section.GRANTS_PAID),
                _named("Governance costs", Section.GOVERNANCE, is_open=True),
            ),
        ),
        Part(
            mark="A4",
            title="Payments relating to asset and investment movements",
            subtotal="A4 Sub-total",
            categories=(
                _named("Purchases of fixed assets", Section.ASSET_PURCHASES),
                _named("Purchase of investments", Section.INVESTMENT_PURCHASES),
            ),
        ),
    ),
    belongings=(
        Belongings(mark="B2", title="Investments", sorts=_INVESTED),
        Belongings(mark="B3", title="Other assets", sorts=_MONETARY | _OWN_USE),
    ),
    owings=Owings(mark="B4", title="Liabilities", none="None."),
    contingent=Owings(mark="B5", title="Contingent liabilities", none="None."),
    labels=Labels(
        net="Net receipts/(payments)",
        transfers="A5 Transfers to/(from) funds",
        surplus="Surplus/(deficit) for the period",
        opening="Cash and bank balances at the start of the period",
        first_opening="Cash and bank balances when these books begin",
        closing="Cash and bank balances at the end of the period",
        closing_on="Cash and bank balances on",
        last_year="Last period",
    ),
    from_opening=True,
)

FORMS: dict[str, tuple[tuple[date, Form], ...]] = {
    "informal-group": ((date.min, PLAIN),),
    "constituted-association": ((date.min, PLAIN),),
    "charity-england-wales": ((date.min, CC16A),),
    "charity-scotland": ((date.min, OSCR),),
}
"""Each legal form with the forms of its accounts, the earliest first; each holds for years that end
on its day or later."""


def form_of(legal_form: str, year_end: date = date.max) -> Form:
    """Give the form of a year's accounts; a legal form that we do not know has the plain one."""
    known = FORMS.get(legal_form, FORMS["informal-group"])
    return [form for first, form in known if first <= year_end][-1]
