"""The time filter: which of Fava's own forms of a period are let through."""

import re
from datetime import date

_YEAR = r"(?:19|20|21)[0-9]{2}"
_DAY = rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
_DATED = (
    rf"(?:{_DAY}|{_YEAR}-w[0-9]{{2}}|(?:fy)?{_YEAR}-q[1-4]|{_YEAR}-[0-9]{{2}}|fy{_YEAR}|{_YEAR})"
)
# Offsets are kept so small that no sum leaves the years that Python's dates know.
_NAMED = (
    r"(?:(?:fiscal_year|year|fiscal_quarter|quarter)(?:[-+][0-9]{1,2})?"
    r"|(?:month|week|day)(?:[-+][0-9]{1,3})?)"
)
_ONE = rf"(?:{_DATED}|{_NAMED}|\({_NAMED}\))"
# After a name, a bare dash would read as an offset ("year-2024"), so a range of names needs spaces.
_RANGE = rf"(?:{_DATED}-{_DATED}|{_ONE} {{0,3}}(?: - | to |to) {{0,3}}{_ONE})"
_PERIOD = re.compile(rf"(?:{_ONE}|{_RANGE})")
_DATES = re.compile(rf"(?<![0-9])({_YEAR})-([0-9]{{2}})(?:-([0-9]{{2}}))?(?![0-9])")
_WEEKS = re.compile(rf"({_YEAR})-w([0-9]{{2}})")
_LONGEST = 60


def is_period(text: str) -> bool:
    """Whether the text is a period in one of Fava's forms, in the years 1900 to 2199.

    The forms are a year, month, day, week, quarter or financial year, the names that Fava replaces
    (`month`, `year-1`), and a range of two. Days and weeks that no calendar has are not periods.
    """
    wanted = text.strip(" ").lower()
    if len(wanted) > _LONGEST or _PERIOD.fullmatch(wanted) is None:
        return False
    return all(_is_day(*found.groups()) for found in _DATES.finditer(wanted)) and all(
        _is_week(int(year), int(week)) for year, week in _WEEKS.findall(wanted)
    )


def _is_day(year: str, month: str, day: str | None) -> bool:
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return False
    return True


def _is_week(year: int, week: int) -> bool:
    try:
        date.fromisocalendar(year, week, 1)
    except ValueError:
        return False
    return True
