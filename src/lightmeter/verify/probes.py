"""
Golden results: requests at the boundaries of a pack, and what came of each when last looked at.

They lie beside the pack, one a line of JSON, so that whoever changes a bound, a price or a rule
sees in review what that changes. They say what the pack does, not that it is right: that is what
its examples are for.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeGuard

import attrs

from lightmeter.errors import PackError

__all__ = ["Probe", "differences_of", "probe_path", "read_probes", "write_probes"]

# A file of some packs' size, so that a strange one cannot fill the memory.
_LARGEST_BYTES = 1024 * 1024
_LONGEST_FILL = 100_000
_ADVICE = "write them with lightmeter packs test --update"
# A run of one letter as long as this is written as its length.
_SHORTEST_FILL = 40


@attrs.frozen(eq=False)
class Probe:
    """
    One request and its golden result.

    Attributes:
        guards: The entry of the pack that it stands at the boundary of.
        model: It is judged as.
        body: That is sent.
        record: What came of it, as `record_of` says.
        file: Name of the file it was read from, or "".
        line: In that file, from 1, or None.
    """

    guards: str
    model: str
    body: Mapping[str, Any]
    record: Mapping[str, Any]
    file: str = ""
    line: int | None = None


def probe_path(pack: Path) -> Path:
    """Where the golden results of a pack's file lie."""
    return pack.with_suffix(".probes.jsonl")


def read_probes(path: Path, name: str) -> tuple[Probe, ...]:
    """
    Read golden results.

    Args:
        path: Of the file.
        name: To show in errors.

    Returns:
        None at all where there is no such file.

    Raises:
        PackError: If the file is there but cannot be read.
    """
    if not path.exists():
        return ()
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST_BYTES:
            most = f"golden results have at most {_LARGEST_BYTES // 1024} KiB"
            raise PackError(f"{most}: {_ADVICE}", name=name)
        # JSON escapes line feeds and no other line ends, so that these alone part the lines.
        lines = data.decode().split("\n")
    except OSError as error:
        raise PackError(f"cannot be read: {error.strerror or error}", name=name) from error
    except UnicodeDecodeError as error:
        raise PackError(f"is not UTF-8: {_ADVICE}", name=name) from error
    return tuple(_probe(line, number, name) for number, line in enumerate(lines, 1) if line.strip())


def write_probes(probes: tuple[Probe, ...]) -> str:
    """Write golden results, one a line."""
    return "".join(json.dumps(_line(it), ensure_ascii=False, default=float) + "\n" for it in probes)


def _probe(line: str, number: int, name: str) -> Probe:
    try:
        data = json.loads(line, parse_float=Decimal)
        guards, model = data.pop("guards"), data.pop("model")
        body, fill = data.pop("body"), data.pop("fill", {})
        for pointer, length in fill.items():
            _put(body, pointer.split("."), "x" * min(length, _LONGEST_FILL))
        body = {"model": model, **body}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PackError(f"no golden result: {_ADVICE}", name=name, line=number) from error
    return Probe(str(guards), str(model), body, data, name, number)


def _line(probe: Probe) -> dict[str, Any]:
    fill: dict[str, int] = {}
    body = _without_runs(probe.body, (), fill)
    body.pop("model", None)
    filled = {"fill": fill} if fill else {}
    return {"guards": probe.guards, "model": probe.model, "body": body, **filled, **probe.record}


def _without_runs(
    value: Mapping[str, Any], above: tuple[str, ...], fill: dict[str, int]
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, it in value.items():
        path = (*above, key)
        if isinstance(it, Mapping):
            kept[key] = _without_runs(it, path, fill)
        elif _is_run(it) and "." not in "".join(path):
            # A name with a dot in it would be taken for two.
            fill[".".join(path)] = len(it)
        else:
            kept[key] = it
    return kept


def _is_run(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) > _SHORTEST_FILL and set(value) == {"x"}


def _put(body: dict[str, Any], path: list[str], value: str) -> None:
    for step in path[:-1]:
        body = body.setdefault(step, {})
    body[path[-1]] = value


def differences_of(expected: Mapping[str, Any], came: Mapping[str, Any]) -> Iterator[str]:
    """Say what of a record is not as it was, one clear line each."""
    for key in dict.fromkeys((*expected, *came)):
        before, after = expected.get(key), came.get(key)
        if before != after:
            yield f"{key}: was {_shown(before)}, is {_shown(after)}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "nothing"
    return "none" if value is None else json.dumps(value, ensure_ascii=False, default=float)
