"""Frozen values as JSON and back, for the way into a process of its own.

Known are texts, numbers, days, bytes, tuples, mappings by text, and frozen dataclasses of these.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

_Value = TypeVar("_Value")


def spelt(value: object) -> bytes:
    """Write a value out as JSON."""
    return json.dumps(_plain(value)).encode()


def read(kind: type[_Value], text: bytes) -> _Value:
    """Read a value of a kind that was written out so.

    Raises:
        ValueError, TypeError, KeyError: it is no value of that kind.
    """
    made: _Value = _read(kind, json.loads(text))
    return made


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, value: Any) -> Any:  # noqa: ANN401 - what JSON says, as a type's own hints say
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:
        kinds = [each for each in parts if each is not NoneType]
        return None if value is None else _read(kinds[0], value)
    if origin is tuple:
        each_is = (parts[0],) * len(value) if parts[-1] is ... else parts
        return tuple(_read(each, said) for each, said in zip(each_is, value, strict=True))
    if origin is Mapping:
        return {name: _read(parts[1], each) for name, each in value.items()}
    if hasattr(kind, "__dataclass_fields__"):
        hints = get_type_hints(kind)
        return kind(**{name: _read(hints[name], each) for name, each in value.items()})
    if kind is date:
        return date.fromisoformat(value)
    return b64decode(value) if kind is bytes else kind(value)
