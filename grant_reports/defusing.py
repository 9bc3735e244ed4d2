"""Text that a spreadsheet would take for a formula, made harmless, and made whole again.

SAFETY, "Papers": cells that begin with = + - @, tab or return. Their full-width twins and the line
feed do the same in some programs.
"""

import re

_MARK = "'"
_LIVE = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def defused(text: str) -> str:
    """Put an apostrophe before text that would come alive, and before text that has one already."""
    return _MARK + text if _LIVE.match(text) else text


def restored(text: str) -> str:
    """Take that apostrophe away again: `restored(defused(text))` is the text, whatever it is."""
    live = text.startswith(_MARK) and _LIVE.match(text)
    return text.removeprefix(_MARK) if live else text
