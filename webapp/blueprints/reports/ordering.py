"""A report ordered as it was written: its days, its words, its photographs, and what is new."""

from collections.abc import Sequence

from grant_reports.orders import ReportOrder
from ledger.reading import Issued
from webapp import desk, here, people
from webapp.people import NewWriting
from webapp.report_words import about_report, span_of, wants_help_papers
from webapp.reports import Written
from webapp.show import day

_NEWS = "news-"


def order_of(fund: str, *, with_papers: bool) -> ReportOrder:
    """Order the report on a fund for the days that were chosen, its words still missing."""
    said = _said(fund)
    sees_help, (first, last) = wants_help_papers(said), span_of(said)
    return ReportOrder(
        fund=fund,
        today=desk.today(),
        first=first,
        last=last,
        with_papers=with_papers,
        with_help=sees_help,
        sees_help=sees_help,
    )


def written_for(fund: str, before: Sequence[Issued], *, note: str = "") -> Written:
    """Give what was written for a report; after one was issued, it says what is different."""
    group, about = here.group().id, about_report(fund)
    news, instead = news_of(fund, before), ""
    if before and news:
        instead = f"This takes the place of the report of {day(before[0].day)}: {news}"
    return Written(
        store=here.store(),
        group=group,
        about=about,
        said=_said(fund),
        photographs=people.captions_of(here.store(), group, about),
        note=note,
        instead=instead,
    )


def news_of(fund: str, before: Sequence[Issued]) -> str:
    """Give what was written last about how this report differs from the one issued before."""
    return _said(fund).get(f"{_NEWS}{len(before)}", "")


def keep_news(fund: str, before: Sequence[Issued], text: str) -> None:
    """Keep what is different from the one issued before, if any was; the next begins without."""
    if not before:
        return
    field = f"{_NEWS}{len(before)}"
    new = NewWriting(about=about_report(fund), field=field, text=text.strip())
    people.write(here.store(), here.group().id, new, by=here.member().number)


def _said(fund: str) -> dict[str, str]:
    return people.written(here.store(), here.group().id, about_report(fund))
