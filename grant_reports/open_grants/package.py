"""A package of grants as JSON, held to two schemas before anybody gets it.

One is the 360Giving Data Standard, version 1.4: its constraints, in a transcription of our own that
was compared with its text rule by rule (docs/accounts.md says with which). The other is narrower,
and ours: only the fields that are written here, and no place for a person. Help is one record a
year, to an "Individual Recipient" with an identifier that tells nothing.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from ledger.errors import Refusal
from ledger.funds import slug
from ledger.money import CURRENCY, Money
from ledger.reading import GrantPaid, GrantReceived, HelpOfYear, OpenGrants
from ledger.reading.open_grants import in_words

SCHEMA = Path(__file__).with_name("grants.schema.json")
STANDARD = Path(__file__).with_name("standard.schema.json")
INDIVIDUAL = "Individual Recipient"
# The standard's code for help in financial hardship; the group asks nobody for a reason.
HARDSHIP = "GTIR010"
_VERSION = "1.4"
_TITLE = 140
_WHOLE = 100
_PREFIX = re.compile(r"360G-[A-Za-z0-9][A-Za-z0-9_-]{0,60}")
# A day is either a moment or a plain day there, and not both: so what a moment is has to be said.
FORMATS = FormatChecker(formats=())
_MOMENT = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_Record = dict[str, Any]


class NothingToPublish(Refusal):
    """There is no grant and no help that may be published."""

    def __init__(self) -> None:
        """Say what would be."""
        super().__init__(
            "There is no grant to publish yet.",
            "Grants with their award stand in it, grants to other groups, and help once a year is "
            "over and it went to five people.",
        )


class NotTheStandardsShape(Refusal):
    """What would be published does not have the standard's shape, so nobody gets it."""

    def __init__(self, fault: ValidationError) -> None:
        """Say where, as a path into the file."""
        where = "/".join(str(each) for each in fault.absolute_path) or "the file"
        super().__init__(
            f"The grants do not fit the standard: {where}.",
            "Look at that fund’s name, funder and dates.",
        )


def prefix_of(group: str) -> str:
    """Give a prefix for a group that 360Giving has given none: its name, made plain."""
    return f"360G-{slug(group)}"


def grants_json(found: OpenGrants, issued: date, prefix: str = "") -> bytes:
    """Write the package. The same grants on the same day are always the same bytes.

    `prefix` is the publisher's, as 360Giving gives it out; without one the group's name stands.

    Raises:
        NothingToPublish: there is no record.
        NotTheStandardsShape: it does not have the shape of the standard.
    """
    if found.is_empty:
        raise NothingToPublish
    mine = prefix if _PREFIX.fullmatch(prefix) else prefix_of(found.group)
    package = {
        "version": _VERSION,
        "title": f"Grants and help of {found.group}",
        "issued": issued.isoformat(),
        "publisher": {"name": found.group},
        "grants": [*_records(found, mine)],
    }
    check(package)
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def check(package: object) -> None:
    """Do nothing if a package has the shape of the standard, and the narrower one of ours.

    Raises:
        NotTheStandardsShape: it has not; the first fault is named.
    """
    for schema in (STANDARD, SCHEMA):
        for fault in faults_in(package, schema):
            raise NotTheStandardsShape(fault)


def faults_in(package: object, schema: Path) -> Iterator[ValidationError]:
    """Give what of a package a schema refuses."""
    read = json.loads(schema.read_text("utf-8"))
    return Draft202012Validator(read, format_checker=FORMATS).iter_errors(package)


@FORMATS.checks("date-time")
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or _MOMENT.fullmatch(value) is not None


@FORMATS.checks("uri")
def _is_link(value: object) -> bool:
    return not isinstance(value, str) or _LINK.fullmatch(value) is not None


def _records(found: OpenGrants, prefix: str) -> Iterator[_Record]:
    group = _organisation(prefix, found.group)
    for each in found.received:
        yield _received(each, prefix, group)
    for paid in found.paid:
        yield _paid(paid, prefix, group)
    for given in found.help_given:
        yield _help(given, prefix, group)


def _received(grant: GrantReceived, prefix: str, group: _Record) -> _Record:
    dates = {"startDate": grant.spend_from, "endDate": grant.spend_by}
    planned = {name: day.isoformat() for name, day in dates.items() if day}
    record = {
        "id": f"{prefix}-received-{grant.name}",
        "title": grant.title[:_TITLE],
        "description": grant.purpose or grant.title,
        **_awarded(grant.award, grant.awarded),
        "recipientOrganization": [group],
        "fundingOrganization": [_organisation(prefix, grant.funder)],
    }
    # The standard asks for a first day wherever it is given any.
    return record | ({"plannedDates": [planned]} if "startDate" in planned else {})


def _paid(grant: GrantPaid, prefix: str, group: _Record) -> _Record:
    return {
        "id": f"{prefix}-paid-{grant.entry}",
        "title": f"Grant to {grant.body}"[:_TITLE],
        "description": f"Grant to {grant.body}",
        **_awarded(grant.amount, grant.day),
        "recipientOrganization": [_organisation(prefix, grant.body)],
        "fundingOrganization": [group],
    }


def _help(given: HelpOfYear, prefix: str, group: _Record) -> _Record:
    return {
        "id": f"{prefix}-help-{given.last.isoformat()}",
        "title": f"Help given to {given.count} people or households",
        "description": in_words(given),
        **_awarded(given.total, given.last),
        "recipientIndividual": {
            "id": f"{prefix}-individuals-{given.last.isoformat()}",
            "name": INDIVIDUAL,
        },
        "toIndividualsDetails": {"primaryGrantReason": HARDSHIP},
        "fundingOrganization": [group],
    }


def _awarded(amount: Money, day: date) -> _Record:
    whole = not amount.pence % _WHOLE
    # JSON has one kind of number, which holds every sum of pence that fits into a book.
    number = amount.pence // _WHOLE if whole else amount.pence / _WHOLE
    return {"currency": CURRENCY, "amountAwarded": number, "awardDate": day.isoformat()}


def _organisation(prefix: str, name: str) -> _Record:
    # A name with no letter of ours in it is told apart by its hash.
    plain = slug(name) if any(each.isascii() and each.isalnum() for each in name) else ""
    known = plain or sha256(name.encode()).hexdigest()[:12]
    return {"id": f"{prefix}-org-{known}", "name": name}
