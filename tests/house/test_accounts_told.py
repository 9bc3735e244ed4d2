"""docs/accounts.md names each line, part, column and note of each form of accounts."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from grant_reports.notes import NOTES
from ledger.statements.form import Form
from ledger.statements.forms import FORMS
from ledger.statements.sections import SECTIONS, Section
from ledger.statements.thresholds import THRESHOLDS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "accounts.md").read_text(encoding="utf-8")
BOLD = set(re.findall(r"\*\*([^*]+)\*\*", DOCUMENT))
PLAIN = re.sub(r"\*\*[^*]+\*\*", "", DOCUMENT)
SLANTED = {" ".join(each.split()) for each in re.findall(r"\*([^*|]+)\*", PLAIN)}
EVERY_FORM = {form.name: form for dated in FORMS.values() for _, form in dated}


def lines_of(form: Form) -> Iterator[str]:
    """Every title and line of a form that is the same in all accounts of it."""
    for each in fields(form.labels):
        if each.name != "last_year":
            yield getattr(form.labels, each.name)
    yield form.cash
    for part in (*form.parts_in, *form.parts_out):
        yield f"{part.mark} {part.title}".strip()
        yield part.subtotal
        yield from (each.title for each in part.categories)
    for listed in (*form.belongings, form.owings):
        yield f"{listed.mark} {listed.title}".strip()


@pytest.mark.parametrize("form", EVERY_FORM.values(), ids=EVERY_FORM.keys())
def test_each_line_of_each_form_is_named_there(form: Form) -> None:
    assert not [line for line in lines_of(form) if line and line not in BOLD]
    columns = {each.title for each in form.columns} | {form.labels.last_year}
    assert columns <= SLANTED


def test_each_note_is_named_there() -> None:
    titles = {note.title.removeprefix("Other: ") for notes in NOTES.values() for note in notes}
    assert not {title for title in titles if title[0].upper() + title[1:] not in BOLD}


def test_each_account_that_has_a_section_of_its_own_is_named_there() -> None:
    ordinary = {Section.ACTIVITIES, Section.ACTIVITY_COSTS}
    named = {name for name, sections in SECTIONS.items() if not ordinary & set(sections)}
    assert not {name for name in named if f"`{name}`" not in DOCUMENT}


def test_each_threshold_is_named_there() -> None:
    sums = {
        f"£{sum_.pence // 100:,}"
        for dated in THRESHOLDS.values()
        for each in dated
        for sum_ in (each.examined_over, each.basis_up_to)
        if sum_.pence > 0
    }
    assert len(sums) > 3
    assert not {sum_ for sum_ in sums if sum_ not in DOCUMENT}
