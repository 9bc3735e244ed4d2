"""Values that are worked out once for what they are made of, the least used of them forgotten."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Found = TypeVar("Found")


@dataclass(slots=True)
class _Cell(Generic[Found]):
    """A value, and whether it was asked for again since it was last thought of forgetting it."""

    value: Found
    was_asked: bool = False


class Kept(Generic[Found]):
    """A few values by what they are made of, and nothing else: then none can be out of date."""

    def __init__(self, most: int) -> None:
        """Keep so many at most."""
        self._most = most
        self._known: OrderedDict[Hashable, _Cell[Found]] = OrderedDict()
        self._guard = threading.Lock()

    def found(self, made_of: Hashable, make: Callable[[], Found]) -> Found:
        """Give what was made of this before, or make it now.

        Two who ask at once may both make it: it comes to the same.
        """
        # Looked up once and not put in order: what it is made of may be long, and to look it up is
        # to go through all of it.
        known = self._known.get(made_of)
        if known is not None:
            known.was_asked = True
            return known.value
        made = make()
        self.keep(made_of, made)
        return made

    def keep(self, made_of: Hashable, made: Found) -> None:
        """Keep what was made elsewhere, for whoever asks next."""
        with self._guard:
            self._known[made_of] = _Cell(made)
            while len(self._known) > self._most:
                self._pass_over_or_forget()

    def _pass_over_or_forget(self) -> None:
        """Put the oldest last if somebody asked for it since its last turn; else forget it."""
        made_of, oldest = self._known.popitem(last=False)
        if oldest.was_asked:
            oldest.was_asked = False
            self._known[made_of] = oldest
