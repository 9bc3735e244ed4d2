"""What treasurers wrote beside the figures of a book that lies in an installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from grant_reports.fund_report import NO_WORDS, ReportWords
from webapp import people
from webapp.account_words import about_accounts
from webapp.people import Group, Store
from webapp.people.store import FILE_NAME
from webapp.report_words import about_report, so_far, words_for_print


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A group whose book somebody named, and the installation that it belongs to."""

    store: Store
    group: Group


def beside(place: Path) -> Beside | None:
    """Give the group of a book's folder that lies in an installation; none for any other place."""
    folder = place.resolve()
    data = folder.parent.parent
    if folder.parent.name != "books" or not (data / FILE_NAME).is_file():
        return None
    store = people.open_store(data)
    group = people.group_by_id(store, folder.name)
    return Beside(store=store, group=group) if group else None


def texts_of_year(place: Path, last: date) -> Mapping[str, str]:
    """Give what was written beside the accounts of the year that ends on a day, by field."""
    found = beside(place)
    return people.written(found.store, found.group.id, about_accounts(last)) if found else {}


def words_of_report(place: Path, fund: str, today: date) -> ReportWords:
    """Give what was written for a fund's report so far, which says that it was not sent."""
    found = beside(place)
    if found is None:
        return NO_WORDS
    about, group = about_report(fund), found.group.id
    said = people.written(found.store, group, about)
    photographs = people.photographs_of(found.store, group, about)
    return words_for_print(said, photographs, draft=so_far(today))
