"""A command line as plain as most are, read without click."""

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["read_plain_line"]

_COMMAND = "check"
# Option to the parameter of `run_check` that has its value, or that it switches on.
_OPTIONS: Mapping[str, str] = {"--provider": "provider", "--format": "form"}
_FLAGS: Mapping[str, str] = {"--force-exclude": "force_exclude"}


def read_plain_line(arguments: Sequence[str]) -> dict[str, Any] | None:
    """
    Read a command line that is `check` as shells, hooks and agents mostly call it.

    It has paths, and at most a provider, a format and what the hook says. Importing click takes
    longer than such a check.

    Args:
        arguments: Of the command line.

    Returns:
        Arguments of `run_check`; or None where the line says more, or something may be wrong with
        it: click has an answer for everything.
    """
    if not arguments or arguments[0] != _COMMAND:
        return None
    paths: list[str] = []
    read: dict[str, Any] = {"paths": paths}
    rest = iter(arguments[1:])
    for word in rest:
        name, sign, value = word.partition("=")
        if name in _OPTIONS:
            value = value if sign else next(rest, "")
            if not value or value.startswith("-"):
                return None
            read[_OPTIONS[name]] = value
        elif word in _FLAGS:
            read[_FLAGS[word]] = True
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    return read if "form" not in read or _is_format(read["form"]) else None


def _is_format(name: str) -> bool:
    # Every line comes by here, and few name a format.
    from lightmeter.report.formats import FORMATS  # noqa: PLC0415

    return name in FORMATS
