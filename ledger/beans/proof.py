"""What was written is read back and must equal what was meant, before it is kept."""

from collections.abc import Sequence

from ledger.beans.parsing import Directive, parse
from ledger.beans.writing import write
from ledger.errors import Refusal


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
    extra = back.problems or back.includes or back.plugins
    if extra or back.directives != tuple(meant):
        raise TextNotAsMeant
    return text
