"""The texts that a report asks for, under the names that they have in its form."""

from collections.abc import Iterator

from webapp.blueprints.reports.desk_of import Report
from webapp.people import mark_of
from webapp.report_words import (
    DELIVERY,
    FROM,
    HELP_PAPERS,
    MATCH,
    OVER,
    PROPOSAL,
    ROLES,
    UNTIL,
    WHY,
    Asked,
)

_PROPOSED = Asked(
    field=PROPOSAL,
    heading="What you propose for the money that is unspent",
    hint="To spend it by a later day, on something else, or to give it back. Ask before you do.",
)
_OTHERS = Asked(
    field=MATCH,
    heading="What others give to the same work, outside these books",
    hint="A hall lent free of charge, another grant that somebody else keeps. Funders say “match”.",
)
SETTINGS = (OVER, *ROLES, FROM, UNTIL)
TICKS = (HELP_PAPERS,)


def asked_texts(report: Report) -> tuple[Asked, ...]:
    """Give every text of a report: what was done, why a heading is off, what is proposed."""
    return (*DELIVERY, *explanations(report), *others(report))


def explanations(report: Report) -> tuple[Asked, ...]:
    """Give a text for each heading of the budget."""
    return tuple(_explained(report))


def others(report: Report) -> tuple[Asked, ...]:
    """Give what else is asked; what is proposed, only where there is something unspent."""
    unspent = report.statement.grant.unspent.pence > 0 or PROPOSAL in report.said
    return (*((_PROPOSED,) if unspent else ()), _OTHERS)


def form_name(field: str) -> str:
    """Give the name of a text in the form: that of a heading is its mark, since it may be any."""
    return f"why-{mark_of(field)}" if field.startswith(WHY) else field


def _explained(report: Report) -> Iterator[Asked]:
    for each in report.statement.budget:
        off = f"{abs(each.percent)}% {_way(each.variance.pence)}" if each.percent else "as agreed"
        spent = f"{each.spent} of {each.agreed} spent"
        yield Asked(
            field=f"{WHY}{each.heading}",
            heading=each.heading,
            hint=f"{spent}, {off}." if each.agreed else f"{each.spent} spent, not in the budget.",
        )


def _way(pence: int) -> str:
    return "over" if pence > 0 else "under"
