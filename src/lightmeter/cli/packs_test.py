"""`lightmeter packs test`: the examples inside packs, tried."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs
import click

from lightmeter.cli.pack_paths import NamedPack, find_packs
from lightmeter.errors import LightmeterError, PackError
from lightmeter.verify.examples import PackResult, verify_pack

__all__ = ["packs_test"]


@attrs.frozen
class _Tried:
    """
    One pack and what came of it.

    Attributes:
        named: As the user named it.
        result: Or None where the pack cannot be loaded.
        error: Why it cannot.
    """

    named: NamedPack
    result: PackResult | None = None
    error: LightmeterError | None = None


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the outcome is shown.",
)
@click.pass_context
def packs_test(context: click.Context, paths: tuple[str, ...], format_: str) -> None:
    """
    Try the examples of packs.

    PATH is the id of a shipped pack, a pack file, or a directory of packs; without any, all shipped
    packs are tried. Exits with 1 if an example fails or a rule fires in none, with 2 if a pack
    cannot be loaded.
    """
    tried = [_try(named) for named in find_packs(paths)]
    click.echo(_FORMATS[format_](tried))
    for one in tried:
        if one.error is not None:
            click.echo(f"error: {one.error}", err=True)
    if any(one.error is not None for one in tried):
        context.exit(2)
    if any(one.result is not None and not one.result.ok for one in tried):
        context.exit(1)


def _try(named: NamedPack) -> _Tried:
    if named.error is not None:
        return _Tried(named, error=named.error)
    try:
        return _Tried(named, verify_pack(named.shelf, named.pack))
    except LightmeterError as error:
        return _Tried(named, error=error)


# Showing ------------------------------------------------------------------------------------------


def _text(tried: list[_Tried]) -> str:
    width = max((len(one.named.title) for one in tried), default=0)
    return "\n".join(line for one in tried for line in _lines(one, width))


def _lines(one: _Tried, width: int) -> Iterator[str]:
    title = f"{one.named.title:<{width}}"
    if one.result is None:
        yield f"{title}  cannot be loaded"
        return
    result = one.result
    count = len(result.cases)
    examples = "no examples" if count == 0 else f"{count} example{'' if count == 1 else 's'}"
    failed = len(result.failures)
    if failed:
        outcome = f"{failed} failed"
    elif not result.ok:
        outcome = "rules without an example"
    else:
        outcome = "ok"
    yield f"{title}  {examples:>12}  {outcome}"
    for case in result.failures:
        place = case.file if case.line is None else f"{case.file}:{case.line}"
        yield f"  {place}: {case.name} ({case.model})"
        for problem in case.problems:
            yield f"    {problem}"
    coverage = result.coverage
    for rule in coverage.silent:
        yield f"  {rule} fires in no example"
    for rule in coverage.constant:
        yield f"  note: {rule} fires in every example"
    for value in coverage.values:
        yield f"  note: no example has {value}"
    for cell in coverage.cells:
        yield f"  note: no example reaches {cell}"


def _json(tried: list[_Tried]) -> str:
    outcomes = [_outcome(one) for one in tried]
    return json.dumps({"version": 1, "packs": outcomes}, indent=2, ensure_ascii=False)


def _outcome(one: _Tried) -> Mapping[str, Any]:
    head = {"id": one.named.pack, "overlay": one.named.overlay or None}
    if one.result is None:
        return {**head, "ok": False, "error": _error(one.error)}
    result, coverage = one.result, one.result.coverage
    return {
        **head,
        "ok": result.ok,
        "error": None,
        "examples": len(result.cases),
        "failures": [
            {
                "name": case.name,
                "model": case.model,
                "file": case.file,
                "line": case.line,
                "problems": list(case.problems),
            }
            for case in result.failures
        ],
        "coverage": {
            "silent": list(coverage.silent),
            "constant": list(coverage.constant),
            "values": list(coverage.values),
            "cells": list(coverage.cells),
        },
    }


def _error(error: LightmeterError | None) -> Mapping[str, Any]:
    if isinstance(error, PackError):
        return {
            "message": error.reason,
            "file": error.name or None,
            "line": error.line,
            "column": error.column,
            "suggestion": error.suggestion or None,
        }
    return {"message": str(error), "file": None, "line": None, "column": None, "suggestion": None}


Render: TypeAlias = Callable[[list[_Tried]], str]
_FORMATS: dict[str, Render] = {"text": _text, "json": _json}
