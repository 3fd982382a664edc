"""Plain data of a pack, held against the limits before anything is made of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from lightmeter.language.exact import SAFE_INTEGER, is_exact
from lightmeter.misfit import Misfit, StructureError
from lightmeter.packs.limits import (
    LONGEST_KEY,
    LONGEST_TEXT,
    MOST_EXAMPLE_VALUES,
    MOST_OF,
    MOST_VALUES,
)

__all__ = ["check_bounds"]

Path: TypeAlias = tuple[str | int, ...]

# What a member of an example holds is sent, not shown: it may be as odd as a request.
_SENT = frozenset(("input", "body", "headers", "effective", "normalized", "fixed"))


def check_bounds(data: Mapping[str, Any]) -> None:
    """
    See that nothing of a pack is larger than it may be.

    Args:
        data: Of one file, or merged.

    Raises:
        StructureError: At the first thing that is too large.
    """
    for misfit in _misfits(data):
        raise StructureError((misfit,))


def _misfits(data: Mapping[str, Any]) -> Iterator[Misfit]:
    # 1. Numbers of things, which bound everything below.
    examples, examples_fine = _scan(data.get("examples", ()))
    if examples > MOST_EXAMPLE_VALUES:
        yield Misfit((), f"the examples of a pack have at most {MOST_EXAMPLE_VALUES:,} values")
    models = data.get("models", {})
    models = models if isinstance(models, Mapping) else {}
    patches, patches_fine = _scan(models)
    shared, shared_fine = 0, True
    for key, value in data.items():
        if key not in ("examples", "models"):
            count, fine = _scan(value)
            shared, shared_fine = shared + count, shared_fine and fine
    if shared + patches > MOST_VALUES:
        yield Misfit((), f"a pack has at most {MOST_VALUES:,} values beside its examples")
    for key, most in MOST_OF.items():
        value = data.get(key, ())
        if isinstance(value, Mapping | list) and len(value) > most:
            yield Misfit((key,), f"{key} has {len(value):,} entries; a pack has at most {most:,}")
    if shared * max(1, len(models)) + patches > MOST_VALUES:
        yield Misfit(
            ("models",),
            f"{len(models)} models that share {shared:,} values are too many for one pack: together"
            f" they have at most {MOST_VALUES:,}; divide the pack",
        )

    # 2. Each thing; where there may be one that is too large, since paths take time.
    if shared_fine and patches_fine and examples_fine and all(map(_is_short, data)):
        if message := _odd_key(data.get("id")):
            yield Misfit(("id",), message)
        return
    pending: list[tuple[Path, Any]] = [((key,), value) for key, value in data.items()]
    while pending:
        path, value = pending.pop()
        if len(path) == 3 and path[0] == "examples" and path[2] in _SENT:
            continue
        if isinstance(value, Mapping):
            pending += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            pending += [((*path, index), inner) for index, inner in enumerate(value)]
        name = value if path == ("id",) else path[-1]
        if message := _odd_key(name) or _odd_value(value):
            yield Misfit(path, message)


def _scan(value: Any) -> tuple[int, bool]:
    """How many values there are in one, itself included, and whether none of them is too large."""
    count, fine = 0, True
    pending = [value]
    while pending:
        here = pending.pop()
        count += 1
        if isinstance(here, dict):
            pending += here.values()
            fine = fine and all(map(_is_short, here))
        elif isinstance(here, list):
            pending += here
        elif isinstance(here, str):
            fine = fine and len(here) <= LONGEST_TEXT
        elif _odd_value(here):
            fine = False
    return count, fine


def _is_short(key: str) -> bool:
    return len(key) <= LONGEST_KEY


def _odd_key(key: Any) -> str:
    if isinstance(key, str) and len(key) > LONGEST_KEY:
        return f"the name has {len(key):,} characters; a pack's names have at most {LONGEST_KEY}"
    return ""


def _odd_value(value: Any) -> str:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"the text has {len(value):,} characters; a pack's have at most {LONGEST_TEXT:,}"
    if isinstance(value, int) and not -SAFE_INTEGER <= value <= SAFE_INTEGER:
        return "the number is beyond ±(2^53 - 1)"
    if isinstance(value, Decimal) and not is_exact(value):
        return "the number has too many digits"
    return ""
