"""Data damaged as data: odd values, other keys, tables nested; what comes out can be read."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any, TypeAlias

import tomli
import tomli_w

__all__ = ["damage_data"]

Slot: TypeAlias = tuple[Any, Any]
"""A container, and the key or index of one of its values."""

_LONG = 10**400
# Without null, which TOML cannot say.
_VALUES: Sequence[Any] = (
    *(0, 1, -1, 2**53, -(2**53), _LONG, 1.0, 2.5, -0.0, 1e300, True, False),
    *("", " ", "x", "high", "4K", "16:9", "3840x2160", "99999999999x1", "é🦊\u0301", "a\u202eb"),
    *("gpt-image-2", "seedance-2", "gpt_image_2", "vidgo", "poyo", "nobody", "true", "12", "null"),
    *("https://example.com/a.png", "http://localhost/", "sk-0123456789abcdef0123456789abcdef"),
    *("\x00", "\x1b[31m", "\n", "${API_KEY}", "{{now}}", "x" * 5000, "🦊" * 5000),
    *("**", "!a", "a[", "../x", ".", "error", "never", "25 USD", "-1 credits", "0", ">=0.1", "<0"),
    *([], [[]], {}, {"": ""}, [{}], ["a", 1, None], [None], {"width": 1}, ["x"] * 60),
    dt.date(2020, 1, 1),
    dt.datetime(2020, 1, 1, 7, 32, tzinfo=dt.UTC),
)
_KEYS: Sequence[str] = (
    *("", " ", "a.b", "é🦊", "\x1b", "0", "/", "~1", "__proto__", "x" * 300, '"', "a\nb"),
    *("provider", "id", "headers", "model", "input", "requests", "defaults", "prompt", "Prompt"),
    *("n", "quality", "resolution", "size", "callback_url", "Idempotency-Key", "$schema", "images"),
    *("rules", "files", "reason", "until", "fix", "budget", "suppress", "severity", "enum", "type"),
)


def damage_data(data: bytes, name: str, random: Random, most: int = 8) -> bytes | None:
    """
    Change a few values, where the text can be read.

    Args:
        data: A text in the format that its name tells.
        name: Of its file.
        random: Decides how.
        most: Changes.

    Returns:
        The text written anew, or None where it cannot be read, or not be written in its format.
    """
    try:
        text = data.decode()
        if name.endswith(".toml"):
            return tomli_w.dumps(_changed(tomli.loads(text), random, most)).encode()
        if name.endswith(".jsonl"):
            lines = [json.loads(line) for line in text.splitlines() if line.strip()]
            return "".join(_line(it, random) for it in _changed(lines, random, most)).encode()
        return _json(_changed(json.loads(text), random, most), random).encode()
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _line(value: Any, random: Random) -> str:
    return json.dumps(value, ensure_ascii=random.random() < 0.5, default=str) + "\n"


def _json(value: Any, random: Random) -> str:
    indent = random.choice((None, 1, 2, "\t"))
    return json.dumps(value, indent=indent, ensure_ascii=random.random() < 0.5, default=str)


def _changed(value: Any, random: Random, most: int) -> Any:
    for _ in range(min(most, random.choice((1, 1, 2, 3, 6)))):
        slots = list(_slots(value))
        if slots:
            random.choice(_CHANGES)(*random.choice(slots), random)
    return value


def _slots(value: Any) -> Iterator[Slot]:
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield value, step
            yield from _slots(value[step])


def _replace(container: Any, step: Any, random: Random) -> None:
    # A copy, since what is put into a container may be changed itself later.
    container[step] = deepcopy(random.choice(_VALUES))


def _lose(container: Any, step: Any, _: Random) -> None:
    del container[step]


def _rename(container: Any, step: Any, random: Random) -> None:
    if isinstance(container, dict):
        container[random.choice(_KEYS)] = container.pop(step)


def _add(container: Any, step: Any, random: Random) -> None:
    if isinstance(container, dict):
        _replace(container, random.choice(_KEYS), random)
    else:
        container.insert(step, random.choice(("x", 1, True)))


def _misspell(container: Any, step: Any, random: Random) -> None:
    """Change a letter of a text or of a key."""
    value = container[step]
    if isinstance(value, str) and value:
        container[step] = _misspelt(value, random)
    elif isinstance(container, dict) and step:
        container[_misspelt(step, random)] = container.pop(step)


def _misspelt(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice(("", text[at] * 2, text[at].swapcase(), "_")) + text[at + 1 :]


def _wrap(container: Any, step: Any, random: Random) -> None:
    """Nest a value, once or a hundred times."""
    for _ in range(random.choice((1, 1, 2, 120))):
        value = container[step]
        container[step] = random.choice(([value], {"input": value}))


def _unwrap(container: Any, step: Any, _: Random) -> None:
    value = container[step]
    if isinstance(value, dict | list) and value:
        container[step] = next(iter(value.values())) if isinstance(value, dict) else value[0]


def _double(container: Any, step: Any, _: Random) -> None:
    if isinstance(container, list):
        container[step:step] = [container[step]] * 2


def _exchange(container: Any, step: Any, random: Random) -> None:
    other = random.choice(list(container) if isinstance(container, dict) else range(len(container)))
    container[step], container[other] = container[other], container[step]


_CHANGES: Sequence[Callable[[Any, Any, Random], None]] = (
    *(_replace, _replace, _replace, _lose, _rename, _add, _add, _misspell, _misspell, _wrap),
    *(_unwrap, _double, _exchange),
)
