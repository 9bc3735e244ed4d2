"""A whole installation in one file, taken while people record, and brought back from it."""

from webapp.backups.bringing_back import BroughtBack, bring_back
from webapp.backups.contents import Contents
from webapp.backups.erased import EraseAgain, erase_as_in
from webapp.backups.redacted import BlankedAgain, blank_as_in
from webapp.backups.taking import back_up

__all__ = [
    "BlankedAgain",
    "BroughtBack",
    "Contents",
    "EraseAgain",
    "back_up",
    "blank_as_in",
    "bring_back",
    "erase_as_in",
]
