"""What an examiner may ask of Fava: a list, and nothing beside it.

Fava's own read-only switch is not enough: some of its pages write or read files on a plain GET.
So each path and each parameter is allowed here by name, or declined. Everything is pure.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from webapp.audit.periods import is_period

FAVA_VERSION = "1.30.16"
SLUG = "book"
NEUTRAL = "/book"

PAGES = frozenset(
    {
        "income_statement",
        "balance_sheet",
        "trial_balance",
        "journal",
        "commodities",
        "events",
        "statistics",
        "errors",
        "documents",
    },
)
API = frozenset(
    {
        "changed",
        "errors",
        "ledger_data",
        "income_statement",
        "balance_sheet",
        "trial_balance",
        "commodities",
        "events",
        "documents",
        "statistics",
        "journal_page",
        "account_report",
        "context",
        "source_slice",
    },
)

Query = Sequence[tuple[str, str]]

NOT_HERE = "There is nothing at this address in the examiner's books."
ONLY_LOOKING = "The examiner's books can be read and not changed."
NOT_UNDERSTOOD = "This filter or period is not one that the examiner's books accept."


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """A question that Fava may answer: its path within the mount, and the cleaned parameters."""

    path: str
    query: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A wish to see a paper by the file name that stands in the book."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A wish to see the paper that one line of an entry's metadata names."""

    entry_hash: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A question that is not passed on: the HTTP status (400, 404, 405) and a sentence."""

    status: int
    sentence: str


Verdict = Allowed | Paper | Statement | Declined

_MISSING = Declined(status=404, sentence=NOT_HERE)
_ODD = Declined(status=400, sentence=NOT_UNDERSTOOD)

_FILTER_LENGTH = 200
_FILTER_FORBIDDEN = frozenset("()*+?{}[]|\\")
_CURRENCY = r"[A-Z](?:[A-Z0-9'._-]{0,22}[A-Z0-9])?"


def _is_filter(text: str) -> bool:
    return len(text) <= _FILTER_LENGTH and text.isprintable() and _FILTER_FORBIDDEN.isdisjoint(text)


def _full(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


_VIEW: Mapping[str, Callable[[str], bool]] = {
    "filter": _is_filter,
    "time": is_period,
    "interval": _full("year|quarter|month|week"),
    "account": _full("[A-Za-z0-9:-]{1,200}"),
    "conversion": _full(rf"at_cost|at_value|units|{_CURRENCY}(?:,{_CURRENCY}){{0,5}}"),
}
_ENTRY = {"entry_hash": _full("[0-9a-f]{32}")}
_REPORT = {"r": _full("journal|changes|balances")}
_FILE_NAME = {"filename": _full(r"[^\x00-\x1f\x7f]{1,500}")}
_STATEMENT = {**_ENTRY, "key": _full("document[A-Za-z0-9_-]{0,60}")}
_OWN_API: Mapping[str, Mapping[str, Callable[[str], bool]]] = {
    "journal_page": {"page": _full("[1-9][0-9]{0,4}"), "order": _full("asc|desc")},
    "account_report": {"a": _full("[A-Za-z0-9:-]{0,200}"), **_REPORT},
    "context": _ENTRY,
    "source_slice": _ENTRY,
}

_STATIC = re.compile(r"static/[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_PAGE = re.compile(rf"{SLUG}/([a-z_]{{1,30}})/?")
_ACCOUNT = re.compile(rf"{SLUG}/account/[A-Za-z0-9:-]{{1,200}}/?")
_CALL = re.compile(rf"{SLUG}/api/([a-z_]{{1,30}})")


def judge(method: str, path: str, query: Query) -> Verdict:
    """Decide about one question.

    `path` is what follows the mount, decoded and without a leading slash; `query` holds every
    parameter in the order in which it was sent. A parameter that stands twice, that is not on the
    list for its path, or whose value has another form is declined with 400.
    """
    if method != "GET":
        return Declined(status=405, sentence=ONLY_LOOKING)
    rules = _rules_for(path)
    if rules is None:
        return _MISSING
    given = dict(query)
    if len(given) != len(query):
        return _ODD
    # An empty filter is how Fava writes "no filter".
    kept = {name: value for name, value in given.items() if value or name not in _VIEW}
    if not all(name in rules and rules[name](value) for name, value in kept.items()):
        return _ODD
    return _verdict(path, kept)


def _rules_for(path: str) -> Mapping[str, Callable[[str], bool]] | None:
    """Return the parameters that a path takes, or nothing where the path is not on the list."""
    if path in {"", f"{SLUG}/"}:
        return _VIEW
    if _STATIC.fullmatch(path):
        return {"mtime": _full("[0-9]{1,12}")}
    if _ACCOUNT.fullmatch(path):
        return {**_VIEW, **_REPORT}
    if call := _CALL.fullmatch(path):
        return {**_VIEW, **_OWN_API.get(call[1], {})} if call[1] in API else None
    return _rules_for_page(path)


def _rules_for_page(path: str) -> Mapping[str, Callable[[str], bool]] | None:
    found = _PAGE.fullmatch(path)
    if found is None:
        return None
    ours = {"document": _FILE_NAME, "statement": _STATEMENT}
    if found[1] in ours:
        return {**_VIEW, **ours[found[1]]}
    return _VIEW if found[1] in PAGES else None


def _verdict(path: str, given: Mapping[str, str]) -> Verdict:
    """Pass on to Fava, except for papers, which the application serves itself."""
    page = _PAGE.fullmatch(path)
    if page is not None and page[1] == "document":
        return Paper(name=given["filename"]) if "filename" in given else _ODD
    if page is not None and page[1] == "statement":
        if not _STATEMENT.keys() <= given.keys():
            return _ODD
        return Statement(entry_hash=given["entry_hash"], key=given["key"])
    return Allowed(path=path, query=tuple(given.items()))
