"""What the invented treasurer does next: each sort of act, in the shares of a real group.

Nothing is paid that is not there: what a fund or a place of money lacks is brought in first. So a
book of any size is sound, with few things to look at.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from benchmarks.keeper import Keeper
from benchmarks.street import (
    BANK,
    GENERAL,
    GIVERS,
    GRANT_SHOPS,
    ONLINE,
    RESERVE,
    SAVINGS,
    SECOND,
    SHOPS,
    TIN,
    TREASURER,
    VOLUNTEERS,
)
from ledger.accounts import HELD
from ledger.entries.acts import (
    Claim,
    ClaimPart,
    Expense,
    FundMove,
    GivenUp,
    HeldForOthers,
    HelpGiven,
    Income,
    InKind,
    Move,
    Opening,
    PlainAct,
    Refund,
    Repayment,
    Share,
)
from ledger.entries.directives import Transaction
from ledger.money import Money

_LITTLE, _MUCH_IN_A_TIN = 100_000, 20_000
_OF_A_GRANT, _OF_TWO_FUNDS, _FROM_THE_TIN = 0.5, 0.08, 0.2


def begin(keeper: Keeper, day: date) -> list[Transaction]:
    """Give the first entry: what there was when the books began."""
    held = (
        Share(fund=GENERAL, account=BANK, amount=Money(300_000)),
        Share(fund=GENERAL, account=SAVINGS, amount=Money(200_000)),
        Share(fund=GENERAL, account=TIN, amount=Money(10_000)),
        Share(fund=RESERVE, account=BANK, amount=Money(50_000)),
    )
    return keeper.keep(Opening(day=day, held=held))


def next_entry(keeper: Keeper, day: date, *, is_single: bool) -> list[Transaction]:
    """Give the next entry, on a day; a single one is one transaction."""
    due = _instalment(keeper, day)
    if due:
        return keeper.keep(due)
    if keeper.left.get(GENERAL, 0) < _LITTLE or keeper.held[BANK] < _LITTLE:
        return keeper.keep(_sponsor(keeper, day))
    if is_single:
        return keeper.keep(_bought(keeper, day))
    (act,) = keeper.chance.choices(_ACTS, _WEIGHTS)
    if act is _spend and keeper.bought and keeper.chance.randrange(50) == 0:
        return keeper.correct()
    return keeper.keep(act(keeper, day) or _bought(keeper, day))


def _instalment(keeper: Keeper, day: date) -> Income | None:
    """Give the half of a grant that is due: one at its beginning, one half-way."""
    for grant in keeper.promised:
        middle = grant.first + (grant.last - grant.first) / 2
        for part, due in enumerate((grant.first, middle), start=1):
            if due <= day <= grant.last and (grant.name, part) not in keeper.instalments:
                keeper.instalments.add((grant.name, part))
                words = (grant.funder, f"Half of the grant, part {part}")
                half = Money(grant.award // 2)
                share = Share(fund=grant.name, account="Income:Grants", amount=half)
                return _came(day, words, share, BANK)
    return None


def _came(day: date, words: tuple[str, str], share: Share, into: str) -> Income:
    received_from, what_for = words
    return Income(
        day=day, received_from=received_from, what_for=what_for, shares=(share,), paid_into=into
    )


def _sponsor(keeper: Keeper, day: date) -> Income:
    pence = keeper.amount("Harbour Bakery", day, 200_000, 400_000)
    share = Share(fund=GENERAL, account="Income:Sponsorship", amount=Money(pence))
    return _came(day, ("Harbour Bakery", "Sponsorship for the kitchen"), share, BANK)


def _gift(keeper: Keeper, day: date) -> Income:
    giver = keeper.chance.choice(GIVERS)
    pence = keeper.amount(giver, day, 500, 16_000)
    share = Share(fund=GENERAL, account="Income:Donations", amount=Money(pence))
    return _came(day, (giver, "Gift by bank transfer"), share, BANK)


def _online_gift(keeper: Keeper, day: date) -> Income:
    giver = keeper.chance.choice(GIVERS)
    pence = keeper.amount(giver, day, 500, 10_000)
    share = Share(fund=GENERAL, account="Income:Donations", amount=Money(pence))
    came = _came(day, (giver, "Gift through the web page"), share, ONLINE)
    return replace(came, fee=Money(30 + pence * 29 // 1000))


def _collection(keeper: Keeper, day: date) -> Income:
    pence = keeper.amount("", day, 1_500, 12_000)
    share = Share(fund=GENERAL, account="Income:Collections", amount=Money(pence))
    came = _came(day, ("", "Tin at the street lunch"), share, TIN)
    return replace(came, counted_by=(TREASURER, SECOND))


def _bought(keeper: Keeper, day: date) -> Expense:
    """Buy something for the general fund, for whenever nothing else can be done."""
    shop = payee, _, words = keeper.chance.choice(SHOPS)
    share = keeper.share(day, shop)
    return Expense(day=day, paid_to=payee, what_for=words, shares=(share,), paid_from=BANK)


def _spend(keeper: Keeper, day: date) -> Expense:
    """Buy something, often for a grant, now and then for two funds at once or from the tin."""
    dice = keeper.chance
    running = [grant for grant in keeper.promised if grant.first <= day <= grant.last]
    if not running or dice.random() > _OF_A_GRANT:
        bought = _bought(keeper, day)
    else:
        shop = payee, _, words = dice.choice(GRANT_SHOPS)
        shares = [keeper.share(day, shop, dice.choice(running).name)]
        if dice.random() < _OF_TWO_FUNDS:
            shares.append(keeper.share(day, shop))
        bought = Expense(
            day=day, paid_to=payee, what_for=words, shares=tuple(shares), paid_from=BANK
        )
    total = sum(each.amount.pence for each in bought.shares)
    is_in_cash = keeper.held[TIN] > total and dice.random() < _FROM_THE_TIN
    return replace(bought, paid_from=TIN) if is_in_cash else bought


def _claim(keeper: Keeper, day: date) -> Claim:
    # The bank's own fee, the last of them, is nobody's to pay.
    shop = payee, _, words = keeper.chance.choice(SHOPS[:-1])
    by = keeper.chance.choice(VOLUNTEERS)
    share = keeper.share(day, shop)
    return Claim(day=day, paid_to=payee, what_for=words, shares=(share,), claimant=by)


def _pay_back(keeper: Keeper, day: date) -> Repayment | None:
    if not keeper.owed:
        return None
    number, claimant, fund, pence = keeper.owed.pop(0)
    part = ClaimPart(claim=number, fund=fund, amount=Money(pence))
    return Repayment(day=day, claimant=claimant, parts=(part,), paid_from=BANK)


def _give_up(keeper: Keeper, day: date) -> GivenUp | None:
    if not keeper.owed:
        return None
    number, claimant, fund, pence = keeper.owed.pop(0)
    part = ClaimPart(claim=number, fund=fund, amount=Money(pence))
    return GivenUp(day=day, claimant=claimant, parts=(part,), said="Told us at the meeting")


def _move(keeper: Keeper, day: date) -> Move | None:
    """Empty the tin or PayPal into the bank once there is much in it, else put money aside."""
    for source, words in ((TIN, "The tin paid in"), (ONLINE, "Paid out to the bank")):
        held = keeper.held.get(source, 0)
        if held > _MUCH_IN_A_TIN:
            amount = Money(held // 100 * 90)
            return Move(day=day, what_for=words, amount=amount, source=source, target=BANK)
    if keeper.held[BANK] < 10 * _LITTLE:
        return None
    spare = Money(keeper.amount("savings", day, 10_000, 90_000))
    return Move(day=day, what_for="To savings", amount=spare, source=BANK, target=SAVINGS)


def _help(keeper: Keeper, day: date) -> HelpGiven:
    pence = keeper.amount("help", day, 1_000, 9_000)
    return HelpGiven(
        day=day,
        what_for="Energy for the meter",
        fund=RESERVE if keeper.left[RESERVE] > pence else GENERAL,
        amount=Money(pence),
        paid_from=BANK,
        count=keeper.chance.randint(1, 6),
    )


def _hold(keeper: Keeper, day: date) -> HeldForOthers | None:
    """Take a neighbour's money into the tin, or give all of it on."""
    held = -keeper.held.get(HELD, 0)
    if held > keeper.held[TIN]:
        return None
    amount = Money(held or keeper.amount("held", day, 1_000, 6_000))
    words = "The shopping, and the change" if held else "For shopping on Monday"
    return HeldForOthers(day=day, what_for=words, amount=amount, account=TIN, is_coming_in=not held)


def _in_kind(keeper: Keeper, day: date) -> InKind | None:
    by = keeper.chance.choice(VOLUNTEERS)
    if (by, day, 0) in keeper.seen:
        return None
    keeper.seen.add((by, day, 0))
    hours = Decimal(keeper.chance.randint(1, 8))
    words = "Cooking for the street lunch"
    return InKind(day=day, given_by=by, what_for=words, fund=GENERAL, hours=hours)


def _refund(keeper: Keeper, day: date) -> Refund | None:
    if not keeper.bought:
        return None
    act, made = keeper.take_bought()
    share = act.shares[0]
    third = replace(share, amount=Money(max(1, share.amount.pence // 3)))
    return Refund(
        day=day,
        received_from=act.paid_to,
        what_for="One bag was spoilt",
        shares=(third,),
        paid_into=BANK,
        refunds=made.entry,
    )


def _set_aside(keeper: Keeper, day: date) -> FundMove | None:
    if keeper.left[GENERAL] < 4 * _LITTLE:
        return None
    amount = Money(keeper.amount("aside", day, 5_000, 20_000))
    words = "Set aside for the winter"
    return FundMove(
        day=day, what_for=words, amount=amount, source=GENERAL, target=RESERVE, account=BANK
    )


_Act = Callable[[Keeper, date], PlainAct | None]
_SHARES: tuple[tuple[_Act, int], ...] = (
    (_spend, 57),
    (_gift, 11),
    (_online_gift, 8),
    (_claim, 6),
    (_pay_back, 5),
    (_collection, 3),
    (_move, 3),
    (_help, 3),
    (_hold, 2),
    (_in_kind, 2),
    (_refund, 1),
    (_set_aside, 1),
    (_give_up, 1),
)
_ACTS = [act for act, _ in _SHARES]
_WEIGHTS = [weight for _, weight in _SHARES]
