"""`lightmeter packs`: for those who write packs."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import click

from lightmeter.errors import LightmeterError, PackError, UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.file import read_pack
from lightmeter.packs.load import Shelf, shipped_directory
from lightmeter.verify import PackResult, verify_pack

__all__ = ["packs"]


@attrs.frozen
class _Tried:
    """
    One pack and what came of it.

    Attributes:
        pack: Its id, or what the user called it where it has none.
        result: Or None where the pack cannot be loaded.
        error: Why it cannot.
        overlay: Id of the overlay whose examples were tried, or "".
    """

    pack: str
    result: PackResult | None = None
    error: LightmeterError | None = None
    overlay: str = ""


@click.group()
def packs() -> None:
    """Work on rule packs."""


@packs.command("test")
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
def test_packs(context: click.Context, paths: tuple[str, ...], format_: str) -> None:
    """
    Try the examples of packs.

    PATH is the id of a shipped pack, a pack file, or a directory of packs; without any, all shipped
    packs are tried. Exits with 1 if an example fails or a rule fires in none, with 2 if a pack
    cannot be loaded.
    """
    tried = [it for path in paths or ("",) for it in _try(path)]
    click.echo(_FORMATS[format_](tried))
    for one in tried:
        if one.error is not None:
            click.echo(f"error: {one.error}", err=True)
    if any(one.error is not None for one in tried):
        context.exit(2)
    if any(one.result is not None and not one.result.ok for one in tried):
        context.exit(1)


# Finding ------------------------------------------------------------------------------------------


def _try(path: str) -> Iterator[_Tried]:
    """Every pack that a path stands for, tried; one that cannot be loaded does not stop others."""
    place = Path(path)
    files = sorted(place.glob("*.toml")) if path and place.is_dir() else []
    if files:
        # The directory of one provider: every file in it is a pack.
        for file in files:
            yield from _try(str(file))
        return
    try:
        shelf, ids, overlay = _find(path)
    except LightmeterError as error:
        yield _Tried(path, error=error)
        return
    for pack in ids:
        try:
            yield _Tried(pack, verify_pack(shelf, pack), overlay=overlay)
        except LightmeterError as error:
            yield _Tried(pack, error=error, overlay=overlay)


def _find(path: str) -> tuple[Shelf, tuple[str, ...], str]:
    """The shelf a path stands for, the packs on it to try, and the overlay among them."""
    shipped = Shelf()
    if not path:
        return shipped, shipped.ids, ""
    place = Path(path)
    if place.is_dir():
        shelf = Shelf([place])
        if not shelf.ids:
            raise PackError(f"{path} holds no packs: provider/name.toml")
        return _beside_shipped(place, shelf.ids), shelf.ids, ""
    if place.is_file():
        pack = read_pack(place, path).pack
        if pack.amends:
            return Shelf(overlays=[place]), (pack.amends,), pack.id
        root = _root(place, pack.id)
        return _beside_shipped(root, Shelf([root]).ids), (pack.id,), ""
    if path in shipped.ids:
        return shipped, (path,), ""
    close = nearest(path, shipped.ids)
    hint = f"; did you mean {close}?" if close else ""
    raise UsageError(f"{path} is neither a pack nor a file or directory{hint}")


def _root(file: Path, pack: str) -> Path:
    """The directory of packs that a file lies in, so that it can extend its neighbours."""
    parts = pack.split("/")
    if file.resolve().with_suffix("").parts[-len(parts) :] == tuple(parts):
        return file.resolve().parents[len(parts) - 1]
    return file


def _beside_shipped(place: Path, own: tuple[str, ...]) -> Shelf:
    """A place and the shipped packs, of which those with the same ids are left out."""
    directory = shipped_directory()
    others = [directory / f"{pack}.toml" for pack in Shelf().ids if pack not in own]
    return Shelf([place, *others])


# Showing ------------------------------------------------------------------------------------------


def _text(tried: list[_Tried]) -> str:
    width = max((len(_title(one)) for one in tried), default=0)
    return "\n".join(line for one in tried for line in _lines(one, width))


def _title(one: _Tried) -> str:
    return f"{one.pack} + {one.overlay}" if one.overlay else one.pack


def _lines(one: _Tried, width: int) -> Iterator[str]:
    title = f"{_title(one):<{width}}"
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
    head = {"id": one.pack, "overlay": one.overlay or None}
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
