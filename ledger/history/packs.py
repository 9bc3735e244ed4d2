"""Packs of a history: a file of a few objects, and the list by which they are found in it.

As git lays them out: its documents gitformat-pack, version 2 of both. Every act writes one, named
for its commit, which lies first: so an act costs two files and one folder to flush, however many
objects it has, and the newest commits are read without a look through all packs.
"""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1
from itertools import accumulate
from pathlib import Path

_COMMIT = 1
_KINDS = {"commit": _COMMIT, "tree": 2, "blob": 3}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_SIGN, _LIST_SIGN, _VERSION = b"PACK", b"\xfftOc", 2
_HEAD, _FANS, _NUMBER, _ENDS = 12, 8 + 4 * 256, 20, 40
_EACH = _NUMBER + 4 + 4
# A commit of ours is far shorter.
_READ_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An object as it lies in a pack: its number, its bytes there, and what they add up to."""

    number: bytes
    raw: bytes
    crc: int
    is_commit: bool


def number_of(kind: str, content: bytes) -> bytes:
    """Give the twenty bytes by which git knows an object."""
    digest = sha1(f"{kind} {len(content)}\0".encode(), usedforsecurity=False)
    digest.update(content)
    return digest.digest()


def packed(kind: str, content: bytes, level: int) -> Packed:
    """Lay an object out as it lies in a pack; `level` is how small it is made, 0 not at all."""
    raw = _head(_KINDS[kind], len(content)) + zlib.compress(content, level)
    return Packed(
        number=number_of(kind, content),
        raw=raw,
        crc=zlib.crc32(raw),
        is_commit=_KINDS[kind] == _COMMIT,
    )


def pack_of(objects: Mapping[bytes, Packed]) -> tuple[bytes, bytes]:
    """Give a pack of some objects by their numbers, in their order, and its list.

    All of them together must come to less than two gigabytes: the list has no room for more.
    """
    each = [_SIGN + struct.pack(">II", _VERSION, len(objects)), *(o.raw for o in objects.values())]
    body = b"".join(each)
    seal = sha1(body, usedforsecurity=False).digest()
    places = dict(zip(objects, accumulate(map(len, each)), strict=False))
    return body + seal, _list(objects, places, seal)


def seal_of(pack: bytes) -> bytes:
    """Give what all bytes of a pack add up to, which stands at its end."""
    return pack[-_NUMBER:]


def leading(pack: Path) -> tuple[str, bytes]:
    """Give the kind and the content of the object that lies first in a pack of ours.

    Raises:
        FileNotFoundError: there is no such pack.
        ValueError: it is torn.
    """
    with pack.open("rb") as opened:
        raw = opened.read(_READ_AT_ONCE)
        try:
            kind, size, begin = _read_head(raw)
            content = zlib.decompressobj().decompress(raw[begin:], size)
            if len(content) < size:
                content = zlib.decompressobj().decompress(raw[begin:] + opened.read(), size)
        except (IndexError, KeyError, zlib.error) as fault:
            raise ValueError(pack.name) from fault
    if len(content) != size:
        raise ValueError(pack.name)
    return kind, content


def said_in(commit: bytes) -> tuple[tuple[tuple[str, str], ...], str]:
    """Give the lines at the head of a commit, each as its name and the rest, and its message."""
    head, _, message = commit.decode(errors="replace").partition("\n\n")
    lines = (line.partition(" ") for line in head.splitlines())
    return tuple((name, rest) for name, _, rest in lines), message


def numbers_in(listed: Path) -> list[str]:
    """Give the numbers of all objects of a pack, by its list.

    Raises:
        ValueError: it is no list of a pack, or damaged.
    """
    raw = listed.read_bytes()
    if len(raw) < _FANS or raw[:4] != _LIST_SIGN:
        raise ValueError(listed.name)
    (many,) = struct.unpack_from(">I", raw, _FANS - 4)
    is_whole = sha1(raw[:-_NUMBER], usedforsecurity=False).digest() == raw[-_NUMBER:]
    if not is_whole or len(raw) < _FANS + many * _EACH + _ENDS:
        raise ValueError(listed.name)
    begins = range(_FANS, _FANS + many * _NUMBER, _NUMBER)
    return [raw[at : at + _NUMBER].hex() for at in begins]


def _list(objects: Mapping[bytes, Packed], places: Mapping[bytes, int], seal: bytes) -> bytes:
    order = sorted(objects)
    firsts = [0] * 256
    for number in order:
        firsts[number[0]] += 1
    many = len(order)
    body = b"".join(
        (
            _LIST_SIGN + struct.pack(">I", _VERSION),
            struct.pack(">256I", *accumulate(firsts)),
            *order,
            struct.pack(f">{many}I", *(objects[number].crc for number in order)),
            struct.pack(f">{many}I", *(places[number] for number in order)),
            seal,
        )
    )
    return body + sha1(body, usedforsecurity=False).digest()


def _head(kind: int, size: int) -> bytes:
    """Give the kind and the size, four bits of it first and seven in each byte after."""
    out = bytearray([kind << 4 | size & 15])
    size >>= 4
    while size:
        out[-1] |= 128
        out.append(size & 127)
        size >>= 7
    return bytes(out)


def _read_head(raw: bytes) -> tuple[str, int, int]:
    """Read what `_head` wrote of the first object, and give where its content begins."""
    if raw[:4] != _SIGN:
        raise KeyError(raw[:4])
    at = _HEAD
    kind, size, shift = raw[at] >> 4 & 7, raw[at] & 15, 4
    while raw[at] & 128:
        at += 1
        size |= (raw[at] & 127) << shift
        shift += 7
    return _NAMES[kind], size, at + 1
