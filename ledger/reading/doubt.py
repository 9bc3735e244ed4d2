"""Whether the figures of a book may be wrong: then nobody outside the group is shown any."""

from pathlib import Path

from ledger import index
from ledger.checks import known_problems

# A paper that is gone, or one that was charged on too often, leaves every figure as it is.
_OF_FIGURES = frozenset(
    {
        *("readable", "stays_in_its_folder", "entry_lies_whole", "one_fund", "fund_known"),
        *("one_number", "numbers_run", "account_open", "balances_exactly", "something_moved"),
        *("whole_pence", "money_never_mixed", "corrects_exists"),
        *("agreement_holds", "final_balance_holds"),
    }
)


def in_doubt(place: Path) -> bool:
    """Tell whether something grave was found in a book that its figures hang on.

    Raises:
        NoBookThere: the place holds no book.
    """
    found = known_problems(index.current(place), but=("paper_missing",))
    return any(each.is_grave and each.rule in _OF_FIGURES for each in found)
