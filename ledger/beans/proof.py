"""What was written is read back and must equal what was meant, before it is kept."""

import re
from collections.abc import Sequence

from ledger.accounts import AccountName
from ledger.beans.parsing import Directive, parse
from ledger.beans.writing import write
from ledger.entries.directives import Fact
from ledger.errors import Refusal

_HEAD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} ")
_INDENT = "  "


class TextNotAsMeant(Refusal):
    """The text would read back as something else."""

    def __init__(self) -> None:
        """Say that nothing was kept."""
        super().__init__(
            "This entry would not read back exactly as you typed it, so it was not recorded.",
            "Look for unusual characters in the words, type them again, and record it again.",
        )


def proved(meant: Sequence[Directive]) -> str:
    """Give the text of some directives, shown to read back as them and as nothing else.

    Directives are parted by an empty line.

    Raises:
        TextNotAsMeant: what is read back differs in any field, or holds anything more.
        NotForTheBook: a name could not be written at all.
    """
    text = "\n".join(write(directive) for directive in meant)
    back = parse(text, "proof")
    extra = back.problems or back.includes or back.plugins or _strays(text, len(meant))
    same = back.directives == tuple(meant) and _bare(back.directives) == _bare(meant)
    if extra or not same:
        raise TextNotAsMeant
    return text


def _strays(text: str, count: int) -> bool:
    """Tell whether a line begins anything but the directives that were meant.

    Our reading passes over options, notes and queries, so that equal values do not rule them out.
    """
    heads = [line for line in text.split("\n") if line and not line.startswith(_INDENT)]
    return len(heads) != count or not all(map(_HEAD.match, heads))


def _bare(directives: Sequence[Directive]) -> list[bool]:
    """Tell of each value of a later fact whether it is an account's name, which equals its text."""
    facts = (each for each in directives if isinstance(each, Fact))
    return [isinstance(value, AccountName) for fact in facts for value in fact.values]
