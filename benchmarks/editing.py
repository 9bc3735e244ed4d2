"""A month edited by hand: what the next look at the home costs, against Beancount's full load."""

import re
from collections.abc import Iterator

from benchmarks.books import Made
from benchmarks.figures import Figure, compared
from benchmarks.helpers import Helper, helper
from benchmarks.opening import full_load
from benchmarks.setting import Setting
from benchmarks.street import LAST_DAY
from benchmarks.timing import by_turns

TARGET = 1 / 20
_SIZE = 10_000
_MONTH = "journal/2020-06.beancount"
_NARRATION = re.compile(r'^([0-9-]+ \* [^\n]*?)(, as said)?(" #)', re.MULTILINE)


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure at 10,000 transactions."""
    size = setting.up_to(_SIZE)
    with setting.book(size) as made, helper("loading") as reader:
        setting.say(f"one month of {size:,} edited by hand, and Beancount's full load …")
        _look(reader, made)
        pairs = by_turns(setting.rounds, lambda: _edited(reader, made), lambda: full_load(made))
        yield compared(f"one month edited by hand, {size:,}", pairs, TARGET)


def _edited(reader: Helper, made: Made) -> float:
    """Change the words of a month in place, as an editor does, and look at the home again."""
    file = made.place / _MONTH
    before = file.read_text()
    after = _NARRATION.sub(_said_otherwise, before, count=1)
    assert after != before
    file.write_text(after)
    return _look(reader, made)


def _said_otherwise(found: re.Match[str]) -> str:
    head, added, rest = found.groups()
    return f"{head}{'' if added else ', as said'}{rest}"


def _look(reader: Helper, made: Made) -> float:
    return float(reader.ask("first_look", place=str(made.place), day=LAST_DAY.isoformat()))
