"""Messages between the application and Fava's process, over a pair of sockets without a name.

A message is eight bytes (the lengths of head and body), a JSON head and raw bytes. Nothing listens
anywhere, so nobody else can connect, and either side sees at once when the other has gone.
"""

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

_LENGTHS = struct.Struct("!II")
_LARGEST = 256 * 1024 * 1024
_PIECE = 1024 * 1024


class LineBroken(Exception):
    """The other side has gone, or said something that is not a message."""


class TooSlow(Exception):
    """The answer did not come within its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: a flat head of strings and numbers, and a body."""

    head: Mapping[str, object]
    body: bytes = b""

    def text(self, name: str) -> str:
        """Return a word of the head, or nothing where it has none."""
        value = self.head.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Return a whole number of the head, or 0 where it has none."""
        value = self.head.get(name, 0)
        return value if isinstance(value, int) else 0


def send(line: socket.socket, message: Message) -> None:
    """Send a message whole.

    Raises:
        LineBroken: the other side has gone.
    """
    head = json.dumps(message.head).encode()
    try:
        line.sendall(_LENGTHS.pack(len(head), len(message.body)) + head + message.body)
    except OSError as error:
        raise LineBroken from error


def receive(line: socket.socket, seconds: float | None = None) -> Message:
    """Wait for a message, at most so many seconds in all; for ever where none are given.

    Raises:
        LineBroken: the other side has gone.
        TooSlow: the time is over.
    """
    until = None if seconds is None else monotonic() + seconds
    head_size, body_size = _LENGTHS.unpack(_exactly(line, _LENGTHS.size, until))
    if head_size + body_size > _LARGEST:
        raise LineBroken
    head = json.loads(_exactly(line, head_size, until))
    return Message(head=head, body=_exactly(line, body_size, until))


def _exactly(line: socket.socket, size: int, until: float | None) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        left = None if until is None else until - monotonic()
        if left is not None and left <= 0:
            raise TooSlow
        line.settimeout(left)
        try:
            piece = line.recv(min(_PIECE, size - len(pieces)))
        except TimeoutError as error:
            raise TooSlow from error
        except OSError as error:
            raise LineBroken from error
        if not piece:
            raise LineBroken
        pieces += piece
    return bytes(pieces)
