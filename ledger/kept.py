"""Values that are worked out once for what they are made of, the least used of them forgotten."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Kept(Generic[Found]):
    """A few values by what they are made of, and nothing else: then none can be out of date."""

    def __init__(self, most: int) -> None:
        """Keep so many at most."""
        self._most = most
        self._known: OrderedDict[Hashable, Found] = OrderedDict()
        self._guard = threading.Lock()

    def found(self, made_of: Hashable, make: Callable[[], Found]) -> Found:
        """Give what was made of this before, or make it now.

        Two who ask at once may both make it: it comes to the same.
        """
        with self._guard:
            if made_of in self._known:
                self._known.move_to_end(made_of)
                return self._known[made_of]
        made = make()
        with self._guard:
            self._known[made_of] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made
