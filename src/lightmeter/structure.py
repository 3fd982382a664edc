"""The one door to cattrs: plain data becomes attrs classes, strictly, or a list of misfits."""

import datetime as dt
import operator
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Protocol, TypeVar, get_origin

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.errors import (
    AttributeValidationNote,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from lightmeter.misfit import Misfit, MisfitError, StructureError, show

__all__ = [
    "Hook",
    "Structurer",
    "as_table",
    "as_text",
    "make_structurer",
]

Hook = Callable[[Any, Any], Any]
T = TypeVar("T")


class Structurer(Protocol):
    """Structures data as one of the classes it was made for."""

    def __call__(self, data: Any, cls: type[T], /) -> T:
        """Raise StructureError with every misfit, each at its path."""


def make_structurer(
    *classes: type,
    hooks: Mapping[Any, Hook] | None = None,
    field_hooks: Mapping[type, Mapping[str, Hook]] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Structurer:
    """
    Make a structurer for some classes.

    Nothing is converted: text is not a number, true is not 1, unknown keys are misfits.

    Args:
        classes: Innermost first.
        hooks: How further types are structured.
        field_hooks: How single fields of a class are, by field name.
        renamed: Keys in the data for fields whose Python name differs.
    """
    names = dict(renamed or {})
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(str, as_text)
    converter.register_structure_hook(int, _exactly(int, "a whole number"))
    converter.register_structure_hook(bool, _exactly(bool, "true or false"))
    tables = (Mapping[str, Any], Mapping[str, Any] | None)
    for kind, hook in {
        str | int: _text_or_integer,
        **dict.fromkeys(tables, as_table),
        **(hooks or {}),
    }.items():
        if isinstance(kind, type):
            converter.register_structure_hook(kind, hook)
        else:
            # By equality, since a generic alias is no class that a hook could be registered for.
            converter.register_structure_hook_func(partial(operator.eq, kind), hook)
    for cls in classes:
        # An array of tables written as one table is one mistake, not one for each of its keys.
        arrays = (it.name for it in attrs.fields(cls) if get_origin(it.type) in (list, tuple))
        own: dict[str, Hook] = {
            **dict.fromkeys(arrays, partial(_structure_array, converter)),
            **(field_hooks or {}).get(cls, {}),
        }
        overrides = {
            field.name: override(rename=names.get(field.name), struct_hook=own.get(field.name))
            for field in attrs.fields(cls)
            if field.name in names or field.name in own
        }
        structure: Hook = make_dict_structure_fn(
            cls,
            converter,
            _cattrs_forbid_extra_keys=True,
            _cattrs_detailed_validation=True,
            **overrides,  # type: ignore[arg-type]  # the stub wants one type for all keywords
        )
        converter.register_structure_hook(cls, _table_first(structure))

    def run(data: Any, cls: type[T]) -> T:
        try:
            return converter.structure(data, cls)
        except BaseValidationError as error:
            raise StructureError(tuple(_misfits(error, (), names))) from error
        except (MisfitError, StructureError) as error:
            raise StructureError(tuple(_misfits(error, (), names))) from error

    return run


def _misfits(
    error: Exception, path: tuple[str | int, ...], renamed: Mapping[str, str]
) -> Iterator[Misfit]:
    if isinstance(error, ForbiddenExtraKeysError):
        accepted = tuple(renamed.get(it.name, it.name) for it in attrs.fields(error.cl))
        for key in sorted(error.extra_fields, key=str):
            message = f"{show(key)} is not known here"
            yield Misfit((*path, key), message, unknown=str(key), accepted=accepted)
        return
    if isinstance(error, StructureError):
        for misfit in error.misfits:
            yield attrs.evolve(misfit, path=(*path, *misfit.path))
        return
    if not isinstance(error, BaseValidationError):
        # cattrs calls .items() on what should be a table and iterates over what should be an array
        words = {AttributeError: "a table is expected here", TypeError: "an array is expected here"}
        yield Misfit(path, words.get(type(error), str(error)))
        return
    for inner in error.exceptions:
        step: tuple[str | int, ...] = ()
        for note in getattr(inner, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                step = (renamed.get(note.name, note.name),)
            elif isinstance(note, IterableValidationNote):
                step = (note.index,)
        if isinstance(inner, KeyError):
            yield Misfit(path, f"the key {inner.args[0]} is missing")
        else:
            yield from _misfits(inner, (*path, *step), renamed)


def as_text(value: Any, _: Any) -> str:
    """A text; a date is written bare in TOML and kept as ISO text."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise MisfitError(f"{show(value)} is not a text")
    return value


def as_table(value: Any, _: Any) -> Mapping[str, Any]:
    """A table as it is."""
    if not isinstance(value, Mapping):
        raise MisfitError(f"{show(value)} is not a table")
    return value


def _text_or_integer(value: Any, _: Any) -> str | int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise MisfitError(f"{show(value)} is neither a text nor a whole number")
    if isinstance(value, int) and abs(value) >= 10**18:
        raise MisfitError("the number is too long; write a text")
    return value


def _exactly(kind: type, words: str) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise MisfitError(f"{show(value)} is not {words}")
        return value

    return hook


def _structure_array(converter: Converter, value: Any, kind: Any) -> Any:
    if not isinstance(value, list):
        raise MisfitError("an array is expected here")
    return converter.structure(value, kind)


def _table_first(structure: Hook) -> Hook:
    """Refuse anything but a table before cattrs indexes it."""

    def hook(value: Any, kind: Any) -> Any:
        return structure(as_table(value, kind), kind)

    return hook
