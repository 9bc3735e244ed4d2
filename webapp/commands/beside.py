"""What treasurers wrote beside the figures of a book that lies in an installation.

It is only looked at. Where that cannot be done, the figures are printed without words.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from grant_reports.fund_report import NO_WORDS, ReportWords
from webapp import people
from webapp.account_words import about_accounts
from webapp.people import Group, Store
from webapp.people.looked_at import PeopleUnread, looked_at
from webapp.people.store import FILE_NAME
from webapp.report_words import about_report, so_far, words_for_print

Found = TypeVar("Found")
Say = Callable[[str], None]


def texts_of_year(place: Path, last: date, warn: Say) -> Mapping[str, str]:
    """Give what was written beside the accounts of the year that ends on a day, by field.

    Words that cannot be read are left out, and `warn` is told why.
    """

    def read(store: Store, group: Group) -> Mapping[str, str]:
        return people.written(store, group.id, about_accounts(last))

    return _beside(place, read, warn) or {}


def words_of_report(place: Path, fund: str, today: date, warn: Say) -> ReportWords:
    """Give what was written for a fund's report so far, which says that it was not sent.

    Words that cannot be read are left out, and `warn` is told why.
    """
    about = about_report(fund)

    def read(store: Store, group: Group) -> ReportWords:
        said = people.written(store, group.id, about)
        photographs = people.photographs_of(store, group.id, about)
        return words_for_print(said, photographs, draft=so_far(today))

    return _beside(place, read, warn) or NO_WORDS


def _beside(place: Path, read: Callable[[Store, Group], Found], warn: Say) -> Found | None:
    """Read of the group whose book it is; none where the book lies in no installation."""
    folder = place.resolve()
    data = folder.parent.parent
    if folder.parent.name != "books" or not (data / FILE_NAME).is_file():
        return None
    try:
        with looked_at(data) as store:
            group = people.group_by_id(store, folder.name)
            return read(store, group) if group else None
    except PeopleUnread as unread:
        warn(f"The words written in the browser are left out, because {unread.why}.")
        return None
