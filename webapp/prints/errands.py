"""An act that needs a document first, done once beside the answers: nobody waits for it.

That it is under way is told by a lock, which the system lets go of however a process ends. Who asks
while nobody holds it finds it done, declined, or broken off and not done at all. What is known of
errands lies where no print is forgotten or swept, so that a photograph taken away ends none.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

from grant_reports.printing import NotPrinted
from ledger.errors import Refusal
from webapp.prints.answering import soon
from webapp.prints.keeping import Kept, Turn, errand_of, from_now
from webapp.prints.making import NotKept
from webapp.prints.turns import in_turn

_LETTERS = 32
# Whoever only looks holds a lock for less than a moment, in seconds; then it is tried again.
_MOMENT, _AGAIN = 0.5, 0.02
Act = Callable[[Callable[[], bool]], None]
_log = logging.getLogger(__name__)


class NotBegun(Refusal):
    """So many looked whether it is under way that it could not begin."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("It could not be begun just now.", "Nothing is lost: send it once more.")


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
            NotBegun: nobody is at it, and still it could not begin.
        """
        with ExitStack() as held:
            try:
                stands = self._alone(held)
            except OSError as fault:
                raise NotKept from fault
            if stands is None:
                return
            its = held.pop_all()
        ends = threading.Thread(
            target=self._do, args=(act, stands, its), name="errand", daemon=True
        )
        ends.start()

    def wait(self) -> None:
        """Wait a little, for what is done at once."""
        soon(lambda: None if self.is_under_way() else True)

    def is_under_way(self) -> bool:
        """Tell whether somebody is at it, in any process."""
        return self._kept().is_being_made()

    def refusal(self) -> Refusal | None:
        """Give why it was declined, until it is begun again or a day has passed."""
        return self._kept().why_refused()

    def was_broken_off(self) -> bool:
        """Tell whether it was begun and neither done nor declined; of an unknown one, it was not.

        A day after it was begun, it is unknown.
        """
        return self._kept().was_broken_off()

    def _alone(self, held: ExitStack) -> Turn | None:
        """Take the right to do it; tell from when on it counts that prints were taken away."""
        kept, until = self._kept(), monotonic() + _MOMENT
        while (turn := held.enter_context(kept.alone())) is None and monotonic() < until:
            held.close()
            sleep(_AGAIN)
        if turn is None and not kept.is_being_made():
            raise NotBegun
        if turn is None:
            return None
        kept.try_again()
        return held.enter_context(from_now(self.place))

    def _do(self, act: Act, stands: Turn, held: ExitStack) -> None:
        with held:
            try:
                with in_turn(first=True):
                    act(stands.lasts)
            except Refusal as refusal:
                self._kept().refuse(refusal)
            except Exception:  # noqa: BLE001 - a thread's end: whoever asked is told in words
                _log.exception("an act could not be done")
                self._kept().refuse(NotPrinted())

    def _kept(self) -> Kept:
        mark = sha256(self.word.encode()).hexdigest()[:_LETTERS]
        return errand_of(self.place, mark)
