"""The words of a report for a funder: what is asked, and what was written, ready to be printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from grant_reports.fund_report import PrintedPhotograph, ReportWords
from ledger.entries.words import shown_day
from ledger.errors import Refusal
from webapp.people import Photograph
from webapp.typed import parse_day

WHY = "why:"
ROLES = ("role-1", "role-2")
OVER, FROM, UNTIL, HELP_PAPERS = "over", "from", "until", "help-papers"
PROPOSAL, MATCH = "proposal", "match"
OVER_AT_FIRST = 25
MOST_OVER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One text that is asked for: its field, its heading on screen and on paper, and a hint."""

    field: str
    heading: str
    hint: str


DELIVERY = (
    Asked(
        field="did",
        heading="What we did",
        hint="The work itself: what, how often, where, and who made it happen, without names.",
    ),
    Asked(
        field="outputs",
        heading="What came of it, in numbers",
        hint="Parcels packed, meals cooked, sessions held, leaflets given out.",
    ),
    Asked(
        field="reached",
        heading="How many people, and how we counted",
        hint="Like “64 households; each was counted once, by its first visit”.",
    ),
    Asked(
        field="changed",
        heading="What changed",
        hint="What is different now for the people it was for. What they said, not who said it.",
    ),
    Asked(
        field="learned",
        heading="What we learned",
        hint="What you would do again, and what otherwise.",
    ),
    Asked(
        field="named",
        heading="How we said who paid for it",
        hint="Where the funder was named: on leaflets, on the door, on your page.",
    ),
    Asked(
        field="thanks",
        heading="Thank you",
        hint="In your own words.",
    ),
)


def about_report(fund: str) -> str:
    """Name what the words of a fund's report are kept about."""
    return f"report:{fund}"


def so_far(today: date) -> str:
    """Say what stands on every page of a report that is printed and not sent."""
    return f"As it stands on {shown_day(today)}: not sent."


def words_for_print(
    said: Mapping[str, str], photographs: Iterable[Photograph] = (), *, draft: str = ""
) -> ReportWords:
    """Give what was written as the printed report takes it; a photograph only with consent."""
    return ReportWords(
        delivery=tuple(
            (each.heading, said[each.field]) for each in DELIVERY if said.get(each.field)
        ),
        explanations={
            name.removeprefix(WHY): text for name, text in said.items() if name.startswith(WHY)
        },
        proposal=said.get(PROPOSAL, ""),
        match=said.get(MATCH, ""),
        photographs=tuple(
            PrintedPhotograph(content=each.content, says=each.says)
            for each in photographs
            if is_fit(each)
        ),
        roles=tuple(said.get(each, "") for each in ROLES),
        over=threshold(said),
        draft=draft,
    )


def texts_of(said: Mapping[str, str]) -> dict[str, str]:
    """Give what is printed word by word of all that was written for a report."""
    named = {PROPOSAL, MATCH, *ROLES, *(each.field for each in DELIVERY)}
    return {name: text for name, text in said.items() if name in named or name.startswith(WHY)}


def takes_out(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Tell whether words went from a text; one that was only added to has lost none."""
    return any(text not in after.get(name, "") for name, text in before.items())


def is_fit(photograph: Photograph) -> bool:
    """Tell whether a photograph may be printed: described, and the people in it agreed."""
    return bool(photograph.says) and photograph.is_agreed


def threshold(said: Mapping[str, str]) -> int:
    """Give how far off a heading may be, in hundredths, before it wants a word: 25 unless set."""
    typed = said.get(OVER, "")
    known = typed.isascii() and typed.isdigit() and int(typed) <= MOST_OVER
    return int(typed) if known else OVER_AT_FIRST


def span_of(said: Mapping[str, str]) -> tuple[date | None, date | None]:
    """Give the first and the last day of the report, as far as they were chosen."""
    return _day(said.get(FROM, "")), _day(said.get(UNTIL, ""))


def wants_help_papers(said: Mapping[str, str]) -> bool:
    """Tell whether the treasurer chose to print the papers of help given, too."""
    return said.get(HELP_PAPERS) == "yes"


def _day(typed: str) -> date | None:
    try:
        return parse_day(typed) if typed else None
    except Refusal:
        return None
