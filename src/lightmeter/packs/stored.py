"""
What a program is made of as plain JSON, and back.

Objects stand in one list, each once, so that what was one object is one again: an item of that list
names a kind, then holds its parts. Trees are only made again once somebody asks for them.
"""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, Final, TypeAlias

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.language.absent import ABSENT
from lightmeter.language.later import Later, now

__all__ = ["StoreError", "store", "unstore"]

# Every class that may be made; what is stored names them by their place here, so that nothing else
# can be. The modules of the trees are only imported for a tree.
_CLASSES: Final = (
    *(("lightmeter.packs.program", name) for name in ("Program", "Check", "Line", "Assumption")),
    ("lightmeter.packs.member", "Member"),
    *(
        ("lightmeter.packs.proven", name)
        for name in ("ProvenRetirement", "ProvenRule", "ProvenFix")
    ),
    ("lightmeter.packs.branch", "Branch"),
    *(("lightmeter.packs.field", name) for name in ("Field", "Media")),
    ("lightmeter.packs.template", "Template"),
    ("lightmeter.diagnostic", "Citation"),
    ("lightmeter.language.message", "Message"),
    *(("lightmeter.language.typed", name) for name in ("And", "Arithmetic", "ArrayLength")),
    *(("lightmeter.language.typed", name) for name in ("Comparison", "Conditional", "Constant")),
    *(("lightmeter.language.typed", name) for name in ("Extreme", "FieldValue", "HasField")),
    *(("lightmeter.language.typed", name) for name in ("Lookup", "Membership", "Negation", "Not")),
    *(("lightmeter.language.typed", name) for name in ("Or", "RoundTo", "StringLength")),
    *(("lightmeter.language.types", name) for name in ("IntegerType", "NumberType", "StringType")),
    *(("lightmeter.language.types", name) for name in ("BooleanType", "ArrayType", "ObjectType")),
    *(("lightmeter.language.types", name) for name in ("UnionType", "TableType")),
)
_NUMBERS: Final = {name: number for number, name in enumerate(_CLASSES)}
_TREES: Final = "lightmeter.language.typed"
_FUNCTIONS: Final = "lightmeter.language.exact"
# Who judges with what was prepared does not look at these.
_LATER: Final = (
    *("_body", "_headers", "_inputs", "_checks", "_rules"),
    *("_detail", "_quantity", "_rate"),
)
# Made with all that is in them: whoever looks at one looks at all of it.
_WHOLE: Final = (_TREES, "lightmeter.packs.branch")

Stored: TypeAlias = dict[str, Any]


class StoreError(ValueError):
    """Something that cannot be stored, or that what was stored cannot mean."""


def store(value: Any) -> Stored:
    """
    Make plain JSON of a value.

    Args:
        value: A program, or the constants of its judge.

    Raises:
        StoreError: If something in it is of no kind that is known here.
    """
    writer = _Writer()
    return {"root": writer.write(value), "objects": writer.objects}


class _Writer:
    """Objects in a row; a number in a list of its own stands for one of them."""

    def __init__(self) -> None:
        self.objects: list[list[Any]] = []
        self._known: dict[int, int] = {}
        # What is known by its address has to stay there.
        self._kept: list[Any] = []

    def write(self, value: Any) -> Any:
        if value is None or type(value) in (bool, int, str):
            return value
        if isinstance(value, Later):
            value = now(value)
        if id(value) not in self._known:
            self._kept.append(value)
            parts = self._parts(value)
            self._known[id(value)] = len(self.objects)
            self.objects.append(parts)
        return [self._known[id(value)]]

    def _parts(self, value: Any) -> list[Any]:
        kind = type(value)
        known = _NUMBERS.get((kind.__module__, kind.__qualname__))
        if known is not None:
            return [known, *(self.write(getattr(value, it.name)) for it in _fields(kind))]
        if kind in (tuple, list, frozenset):
            items = sorted(value, key=repr) if kind is frozenset else value
            return [kind.__name__, *map(self.write, items)]
        if isinstance(value, Mapping):
            return ["dict", *(self.write(it) for pair in value.items() for it in pair)]
        if kind is Severity:
            return ["severity", value.value]
        if kind in (Decimal, date):
            return [kind.__name__.lower(), str(value)]
        if kind is re.Pattern:
            return ["pattern", value.pattern, value.flags]
        if value is ABSENT:
            return ["absent"]
        owner = getattr(value, "__self__", None)
        if isinstance(owner, re.Pattern):
            return ["method", self.write(owner), value.__name__]
        exact = import_module(_FUNCTIONS)
        for name in exact.__all__:
            if getattr(exact, name) == value:
                return ["exact", name]
        raise StoreError(f"{value!r} cannot be stored")


def unstore(data: Stored) -> Any:
    """
    Make a value again of what `store` has made of it.

    Raises:
        StoreError: If it was made of other classes than there are now.
    """
    return _Reader(data["objects"]).value(data["root"])


class _Reader:
    """Makes objects as they are asked for, each once."""

    def __init__(self, objects: list[list[Any]]) -> None:
        self._objects = objects
        self._made: list[Any] = [_NOTHING] * len(objects)
        self._trees: dict[int, Any] = {}
        self._classes: dict[int, tuple[Any, tuple[Any, ...], bool]] = {}

    def value(self, it: Any) -> Any:
        if type(it) is not list:
            return it
        (number,) = it
        made = self._made[number]
        if made is _NOTHING:
            kind, *parts = self._objects[number]
            if type(kind) is int and _CLASSES[kind][0] == _TREES:
                made = Later(lambda: self._tree(number))
            else:
                made = self._make(kind, parts)
            self._made[number] = made
        return made

    def _class(self, number: int) -> tuple[Any, tuple[Any, ...], bool]:
        """A class, its fields, and whether it is made with all that is in it."""
        if number not in self._classes:
            module, name = _CLASSES[number]
            cls = getattr(import_module(module), name)
            self._classes[number] = cls, _fields(cls), module in _WHOLE
        return self._classes[number]

    def _later(self, part: Any) -> Any:
        return Later(lambda: self.value(part)) if type(part) is list else part

    def _tree(self, number: int) -> Any:
        if number not in self._trees:
            kind, *parts = self._objects[number]
            self._trees[number] = self._make(kind, parts)
        return self._trees[number]

    def _make(self, kind: Any, parts: list[Any]) -> Any:
        if type(kind) is int:
            cls, fields, whole = self._class(kind)
            if len(parts) != len(fields):
                raise StoreError(f"{cls.__name__} has other parts now")
            values = [
                self._later(part) if field.name in _LATER else self.value(part)
                for field, part in zip(fields, parts, strict=True)
            ]
            if whole:
                values = [_whole(it) for it in values]
            return cls(*values)
        return _KINDS[kind](self, parts)


_NOTHING: Final = object()


def _whole(value: Any) -> Any:
    if type(value) is tuple:
        made = tuple(map(_whole, value))
        # What was one object stays one.
        return value if all(map(operator.is_, made, value)) else made
    return now(value)


def _items(reader: _Reader, parts: list[Any]) -> list[Any]:
    return [reader.value(it) for it in parts]


def _mapping(reader: _Reader, parts: list[Any]) -> dict[Any, Any]:
    values = iter(_items(reader, parts))
    return dict(zip(values, values, strict=True))


_KINDS: Final[Mapping[str, Callable[[_Reader, list[Any]], Any]]] = {
    "tuple": lambda reader, parts: tuple(_items(reader, parts)),
    "list": _items,
    "frozenset": lambda reader, parts: frozenset(_items(reader, parts)),
    "dict": _mapping,
    "severity": lambda _, parts: Severity(parts[0]),
    "decimal": lambda _, parts: Decimal(parts[0]),
    "date": lambda _, parts: date.fromisoformat(parts[0]),
    "pattern": lambda _, parts: re.compile(parts[0], parts[1]),
    "absent": lambda *_: ABSENT,
    "method": lambda reader, parts: getattr(reader.value(parts[0]), parts[1]),
    "exact": lambda _, parts: getattr(import_module(_FUNCTIONS), parts[0]),
}


def _fields(cls: Any) -> tuple[Any, ...]:
    """The parts of an object that are given when it is made, in order."""
    return tuple(it for it in attrs.fields(cls) if it.init)
