"""What somebody gave to a fund, added up in the index by who gave."""

from datetime import date

from ledger.accounts import is_grant_money, is_spending
from ledger.index.store import Lease
from ledger.index.views import Entries
from ledger.money import Money
from ledger.movements import giver

# Each fund's part of a shared entry may name somebody else, so that those are looked at themselves.
_GIVEN = """
    SELECT account, payee, iif(funds = movements.fund, '', number), sum(movements.pence)
    FROM movements JOIN entries ON number = about
    WHERE movements.fund = ? AND movements.day <= ? AND movements.direction = 'money in'
    GROUP BY 1, 2, 3"""


def given_by(lease: Lease, name: str, fund: str, until: date) -> Money:
    """See `Moves`."""
    sums: dict[str, int] = {}
    shared: dict[str, int] = {}
    for account, payee, number, pence in lease.ask.execute(_GIVEN, (fund, until.toordinal())):
        if not is_grant_money(account) and not is_spending(account):
            into, key = (shared, number) if number else (sums, payee.casefold())
            into[key] = into.get(key, 0) + pence
    found = sums.get(name.casefold(), 0)
    for entry in Entries(lease).several(shared):
        if giver(entry, fund).casefold() == name.casefold():
            found += shared[entry.number]
    return Money(found)
