"""An address for a group that nobody else has, without telling who has the one that was asked for.

Whether a name is taken says that there is a group of that name here. So nobody is refused an
address: who asks for one that is taken gets the next, with a figure behind it, and reads which.
"""

from webapp import people
from webapp.people import Store

_MOST_TRIES = 1_000
_LONGEST = 55


def free_address(store: Store, wanted: str, own_id: str = "") -> str:
    """Give the address as it was wanted, with a figure behind it if another group has it.

    `own_id` is the group that asks, whose own address is free to it. What is no address at all
    comes back as it is, to be refused where groups are made.
    """
    tails = ("", *(f"-{count}" for count in range(2, _MOST_TRIES)))
    tried = (f"{wanted[:_LONGEST].rstrip('-')}{tail}" if tail else wanted for tail in tails)
    return next(each for each in tried if _is_free(store, each, own_id))


def _is_free(store: Store, address: str, own_id: str) -> bool:
    there = people.group_at(store, address)
    return there is None or there.id == own_id
