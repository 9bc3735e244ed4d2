"""What a text reaches for beyond its own lines: programs, other files, and options."""

import re
from dataclasses import dataclass

from ledger.beans import Parsed, parse

_OPTION = re.compile(r'^[ \t]*option[ \t]+"([^"\n]*)"', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What one file of a book names: plugins, files that it includes, options that it sets."""

    name: str
    plugins: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Tell whether the file names none of them."""
        return not (self.plugins or self.includes or self.options)


def reach_of(name: str, raw: bytes, parsed: Parsed | None = None) -> Reach:
    """Say what a file reaches for; `parsed` spares reading it once more.

    What is not UTF-8 in it is passed over, so that a letter that is none hides no plugin.
    """
    text = raw.decode("utf-8", "replace")
    options = tuple(sorted(set(_OPTION.findall(text))))
    if "plugin" not in text and "include" not in text:
        return Reach(name=name, options=options)
    if parsed is None or "\N{REPLACEMENT CHARACTER}" in text:
        parsed = parse(text, name)
    return Reach(name=name, plugins=parsed.plugins, includes=parsed.includes, options=options)
