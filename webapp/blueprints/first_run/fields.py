"""The fields of the journey, by the screen that they stand on, and what they say at first."""

from collections.abc import Mapping
from datetime import date

FUND_ROWS = (1, 2, 3, 4)
OWED_ROWS = (1, 2, 3, 4)
OTHER_ROWS = (1, 2, 3, 4)
PLACES = ("bank", "tin", "online")
# The row of the fund for anything we do, which stands above those of a purpose.
FREE_ROW = "0"

_OF_A_FUND = ("fund", "class", "funder", "purpose", *PLACES)
_OF_A_DEBT = ("owed-to", "owed", "owed-fund")
STEPS: Mapping[int, tuple[str, ...]] = {
    1: ("title", "legal_form", "year_end_day", "year_end_month"),
    2: (
        "start",
        *PLACES,
        *(f"{name}-{row}" for row in FUND_ROWS for name in _OF_A_FUND),
        *(f"{name}-{row}" for row in OWED_ROWS for name in _OF_A_DEBT),
        "not_ours",
    ),
    3: (
        "name",
        "sign_in_name",
        *(f"{name}-{row}" for row in OTHER_ROWS for name in ("other", "role")),
    ),
}
LAST_STEP = max(STEPS)
# A password is never sent back to the browser, so it is not among them.
_OF_THE_LEDGER = {"day": "start", "year_end": "year_end_day"}


def first_answers(today: date) -> dict[str, str]:
    """Give what every field says before anybody typed: the likeliest answer, or nothing."""
    empty = dict.fromkeys((name for names in STEPS.values() for name in names), "")
    likely = {
        "legal_form": "informal-group",
        "year_end_day": "31",
        "year_end_month": "3",
        "start": today.isoformat(),
        "role-1": "treasurer",
    }
    classes = {f"class-{row}": "restricted" for row in FUND_ROWS}
    roles = {f"role-{row}": "member" for row in OTHER_ROWS[1:]}
    owed = {f"owed-fund-{row}": FREE_ROW for row in OWED_ROWS}
    return empty | classes | roles | owed | likely


def answers_in(sent: Mapping[str, str], today: date) -> dict[str, str]:
    """Give what was typed on this screen and carried along from the others."""
    return {name: sent.get(name, first) for name, first in first_answers(today).items()}


def step_of(field: str) -> int:
    """Say on which screen a field stands; what is no field stands on the last one."""
    named = on_screen(field)
    return next((step for step, names in STEPS.items() if named in names), LAST_STEP)


def on_screen(field: str) -> str:
    """Give the name that a field of the ledger has on these screens."""
    return _OF_THE_LEDGER.get(field, field)
