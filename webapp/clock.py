"""What day it is; apart from the desk, so that pages that only look can ask it too."""

from datetime import UTC, date, datetime


def today() -> date:
    """The day on the calendar where this installation stands."""
    return datetime.now(UTC).astimezone().date()
