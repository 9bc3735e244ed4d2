"""The ledger by itself, with nothing of the web: `python -m ledger check BOOK`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from ledger.errors import Refusal
from ledger.reading.opened import opened
from ledger.reading.progress import Progress
from ledger.reading.soundness import Soundness, sentences, soundness

UNSOUND, MISTYPED, STOPPED = 1, 2, 130


class _Parser(argparse.ArgumentParser):
    """Argparse, but what is wrong with the words is one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where help is."""
        self.exit(MISTYPED, f"{message.rstrip('.')}. See --help.\n")


def main(words: Sequence[str] | None = None) -> int:
    """Do what was asked; nought is a sound book, one is not, two is words that make no sense."""
    typed = _parser().parse_args(words)
    try:
        with Progress(_tell) as say:
            say("Opening the books …")
            with opened(typed.book) as place:
                found = soundness(place, say)
    except Refusal as refusal:
        _tell(str(refusal))
        return UNSOUND
    except KeyboardInterrupt:
        return STOPPED
    except OSError as fault:
        _tell(f"The books could not be read: {fault.strerror or fault}.")
        return UNSOUND
    return _told(found)


def _parser() -> _Parser:
    parser = _Parser(prog="python -m ledger", description="Look after a book in plain text.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    check = verbs.add_parser(
        "check",
        help="say whether a book is sound",
        description="Ask every rule, and compare with Beancount's own reading, to the penny. "
        "Ends with 0 where the book is sound, and with 1 where it is not.",
        epilog="Example: python -m ledger check sample.beancount",
    )
    check.add_argument("book", type=Path, metavar="BOOK", help="a book's folder, or one file")
    return parser


def _told(found: Soundness) -> int:
    for line in sentences(found):
        print(line)
    return 0 if found.is_sound else UNSOUND


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
