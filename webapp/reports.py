"""A fund's report as the pages order it, with what was written for it; nothing here can write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grant_reports.apart import printed_apart
from grant_reports.fund_report import ReportWords
from grant_reports.orders import ReportOrder
from webapp import people
from webapp.people import Photograph, Store
from webapp.prints import Wanted
from webapp.report_words import is_fit, takes_out, texts_of, words_for_print


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written for a report when it was asked for; `photographs` are without pictures.

    `note` says that it was not sent, `instead` what is other than in the one sent before.
    """

    store: Store
    group: str
    about: str
    said: Mapping[str, str]
    photographs: tuple[Photograph, ...]
    note: str = ""
    instead: str = ""

    def marks(self) -> tuple[object, ...]:
        """All that it prints, each photograph by its hash."""
        shown = tuple((each.sha256, each.says) for each in self.photographs if is_fit(each))
        return self._words(()), shown

    def words(self) -> ReportWords:
        """Give the words with their pictures, each with its caption as it reads now.

        One that was taken away meanwhile stays away.
        """
        every = people.photographs_of(self.store, self.group, self.about)
        pictures = {each.sha256: each for each in every if is_fit(each)}
        return self._words(
            pictures[each.sha256]
            for each in self.photographs
            if is_fit(each) and each.sha256 in pictures
        )

    def stands(self) -> bool:
        """Tell whether nothing that it prints was taken out of its texts since it was asked for."""
        now = people.written(self.store, self.group, self.about)
        return not takes_out(texts_of(self.said), now)

    def _words(self, photographs: Iterable[Photograph]) -> ReportWords:
        words = words_for_print(self.said, photographs, draft=self.note)
        return replace(words, instead=self.instead)


def wanted_report(kind: str, place: Path, order: ReportOrder, written: Written) -> Wanted:
    """Give a fund's report with what was written for it, to be asked for."""
    return Wanted(
        kind=kind,
        place=place,
        said=(order, written.marks()),
        make=lambda: printed_apart(place, replace(order, said=written.words())),
    )
