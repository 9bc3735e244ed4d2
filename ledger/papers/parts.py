"""Several strings of bytes as one, for the way out of a child."""

LENGTH_BYTES = 4


def pack(parts: list[bytes]) -> bytes:
    """Put each part behind its length."""
    return b"".join(len(part).to_bytes(LENGTH_BYTES, "big") + part for part in parts)


def unpack(packed: bytes) -> list[bytes]:
    """Take the parts out again; the inverse of `pack`.

    Raises:
        ValueError: the lengths do not fit the bytes.
    """
    parts, at = [], 0
    while at < len(packed):
        start = at + LENGTH_BYTES
        at = start + int.from_bytes(packed[at:start], "big")
        parts.append(packed[start:at])
    if at != len(packed):
        message = "the last part is not whole"
        raise ValueError(message)
    return parts
