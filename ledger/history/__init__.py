"""What was done in a book, when and by whom: its commits, and the text as it stood at each."""

from ledger.history.acts import Done, acts, acts_about
from ledger.history.by_hand import replaced_by_hand
from ledger.history.log import forget
from ledger.history.standing import is_in_order
from ledger.history.versions import (
    NoHistory,
    Stood,
    VersionAmbiguous,
    VersionForgotten,
    VersionUnclear,
    VersionUnknown,
    lay,
    stood,
)

__all__ = [
    "Done",
    "NoHistory",
    "Stood",
    "VersionAmbiguous",
    "VersionForgotten",
    "VersionUnclear",
    "VersionUnknown",
    "acts",
    "acts_about",
    "forget",
    "is_in_order",
    "lay",
    "replaced_by_hand",
    "stood",
]
