"""An act that needs a document first, done once beside the answers: nobody waits for it.

That it is under way is told by a lock, which the system lets go of however a process ends. Who asks
while nobody holds it finds it done, declined, or broken off and not done at all.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from grant_reports.printing import NotPrinted
from ledger.errors import Refusal
from webapp.prints.answering import soon
from webapp.prints.keeping import ERRAND, Kept, Turn, folder_of
from webapp.prints.making import NotKept, in_turn

_LETTERS = 32
Act = Callable[[Callable[[], bool]], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One act about a book, known by a word that nobody else uses, such as the key of a form."""

    place: Path
    word: str

    def begin(self, act: Act) -> None:
        """Begin the act in a thread of its own, unless it is under way; what it declines is kept.

        The act is told how to ask whether all prints of the book were taken away meanwhile.

        Raises:
            NotKept: the disk takes nothing more, so that nobody would know of it.
        """
        held = ExitStack()
        try:
            turn = held.enter_context(self._kept().alone())
        except OSError as fault:
            raise NotKept from fault
        if turn is None:
            held.close()
            return
        ends = threading.Thread(target=self._do, args=(act, turn, held), name="errand", daemon=True)
        ends.start()

    def wait(self) -> None:
        """Wait a little, for what is done at once."""
        soon(lambda: None if self.is_under_way() else True)

    def is_under_way(self) -> bool:
        """Tell whether somebody is at it, in any process."""
        return self._kept().is_being_made()

    def refusal(self) -> Refusal | None:
        """Give why it was declined, once."""
        return self._kept().refusal()

    def _do(self, act: Act, turn: Turn, held: ExitStack) -> None:
        with held:
            try:
                with in_turn():
                    act(turn.lasts)
            except Refusal as refusal:
                self._kept().refuse(refusal)
            except Exception:  # noqa: BLE001 - a thread's end: whoever asked is told in words
                _log.exception("an act could not be done")
                self._kept().refuse(NotPrinted())

    def _kept(self) -> Kept:
        mark = sha256(self.word.encode()).hexdigest()[:_LETTERS]
        return Kept(folder=folder_of(self.place), name=f"{ERRAND}{mark}")
