"""`lightmeter packs test`: packs put on trial."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import click

from lightmeter.cli.completing import complete_packs
from lightmeter.cli.ending import DONE, FAILED, FOUND, say, write
from lightmeter.cli.error_data import error_data
from lightmeter.cli.options import format_option, further_option
from lightmeter.cli.pack_paths import NamedPack, find_packs
from lightmeter.errors import LightmeterError, PackError, UsageError
from lightmeter.estimate.words import count
from lightmeter.report.display import show
from lightmeter.report.json_text import write_json
from lightmeter.report.table import align
from lightmeter.verify.examples import CaseResult
from lightmeter.verify.pack import PackResult, verify_pack
from lightmeter.verify.probes import Probe, probe_path, read_probes, write_probes
from lightmeter.verify.score import breed_probes

__all__ = ["packs_test"]

_INDENT = "  "
# Mutants that nobody noticed are listed in full only where that was asked for.
_MOST_SURVIVORS = 5


@attrs.frozen
class _Tried:
    """
    One pack and what came of it.

    Attributes:
        named: As the user named it.
        result: Or None where the pack cannot be loaded.
        error: Why it cannot.
        fails: The mutation score is lower than was asked for.
    """

    named: NamedPack
    result: PackResult | None = None
    error: LightmeterError | None = None
    fails: bool = False


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_packs)
@click.option("--update", is_flag=True, help="Write the golden results anew, beside each pack.")
@click.option("--quick", is_flag=True, help="Leave the mutants out.")
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    default=0,
    metavar="PERCENT",
    help="Fail where the mutation score is lower.",
)
@click.option("--survivors", is_flag=True, help="List every mutant that nothing notices.")
@further_option
@format_option("text", "json")
def packs_test(
    paths: tuple[str, ...],
    packs: tuple[Path, ...],
    form: str,
    fail_under: int,
    *,
    update: bool,
    quick: bool,
    survivors: bool,
) -> int:
    """
    Put packs on trial: examples, golden results, laws, mutants.

    PATH is the id of a shipped pack, a pack file, or a directory of packs; without any, the
    packs of the project's settings and all shipped ones are tried.

    An example holds where everything it says comes true. A golden result, in NAME.probes.jsonl
    beside the pack, holds where the same comes of its request as when it was written; --update
    writes them anew, and review shows the difference. The laws: both judges agree, a fix removes
    what it is for, every rule fires in one example and stays silent in another, and every case and
    every cell of a table is reached. The mutation score says how many of a hundred copies of the
    pack with one small mistake each are noticed by an example or a golden result.

    Exits with 1 where something does not hold, with 2 where a pack cannot be loaded.
    """
    if quick and fail_under:
        raise UsageError("--fail-under needs the mutants that --quick leaves out; leave out one")
    tried = [
        _try(named, update=update, quick=quick, fail_under=fail_under)
        for named in find_packs(paths, packs)
    ]
    write(_FORMATS[form](tried, survivors))
    for one in tried:
        if one.error is not None:
            say(f"error: {one.error}")
    if any(one.error is not None for one in tried):
        return FAILED
    failed = (one.fails or (one.result is not None and not one.result.ok) for one in tried)
    return FOUND if any(failed) else DONE


# Trying -------------------------------------------------------------------------------------------


def _try(named: NamedPack, *, update: bool, quick: bool, fail_under: int) -> _Tried:
    if named.error is not None:
        return _Tried(named, error=named.error)
    try:
        if update:
            _update(named)
        result = verify_pack(named.shelf, named.pack, _probes(named), mutants=not quick)
    except LightmeterError as error:
        return _Tried(named, error=error)
    short = result.score is not None and result.score.percent < fail_under
    return _Tried(named, result, fails=short)


def _probes(named: NamedPack) -> tuple[Probe, ...]:
    assert named.file is not None
    path = probe_path(named.file)
    return read_probes(path, path.name)


def _update(named: NamedPack) -> None:
    assert named.file is not None
    path = probe_path(named.file)
    try:
        known = _probes(named)
    except PackError:
        # What cannot be read, after a merge perhaps, is what this is the remedy for.
        known = ()
    probes = breed_probes(named.shelf, named.pack, known)
    data = write_probes(probes).encode()
    try:
        if (path.read_bytes() if path.exists() else b"") == data:
            return
        path.write_bytes(data)
    except OSError as error:
        raise PackError(f"cannot be written: {error.strerror}", name=path.name) from error
    say(f"wrote {count(len(probes), 'golden result')} to {_shown(path)}")


def _shown(path: Path) -> str:
    """A path as it is seen from the current directory, where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


# Showing ------------------------------------------------------------------------------------------


def _text(tried: list[_Tried], survivors: bool) -> str:
    rows = align([(one.named.title, *_columns(one)) for one in tried])
    lines: list[str] = []
    for one, row in zip(tried, rows, strict=True):
        lines.append(row)
        if one.result is not None:
            lines += [f"{_INDENT}{it}" for it in _notes(one, one.result, survivors=survivors)]
    return "".join(f"{show(line)}\n" for line in lines)


def _columns(one: _Tried) -> tuple[str, ...]:
    result = one.result
    if result is None:
        return ("cannot be loaded",)
    examples = count(len(result.cases), "example") if result.cases else "no examples"
    golden = count(len(result.probes), "golden result") if result.probes else ""
    mutants = ""
    if result.score is not None and result.score.tried:
        score = result.score
        mutants = f"mutation score {score.percent} % ({score.killed} of {score.tried})"
    return (examples, golden, mutants, _outcome_words(one, result))


def _outcome_words(one: _Tried, result: PackResult) -> str:
    if result.failures:
        return f"{len(result.failures)} failed"
    if result.coverage.silent:
        return "rules without an example"
    if not result.ok:
        return "not everything is reached"
    return "mutation score too low" if one.fails else "ok"


def _notes(one: _Tried, result: PackResult, *, survivors: bool) -> Iterator[str]:
    for case in result.failures:
        place = case.file if case.line is None else f"{case.file}:{case.line}"
        yield f"{place}: {case.name} ({case.model})"
        for problem in case.problems:
            yield f"{_INDENT}{problem}"
    if any(case.problems for case in result.probes):
        yield "if the changes are meant, lightmeter packs test --update writes them down"
    coverage = result.coverage
    for rule in coverage.silent:
        yield f"{rule} fires in no example"
    for rule in coverage.constant:
        yield f"{rule} fires in every example: add one in which it stays silent"
    for case_ in coverage.cases:
        yield f"no example takes {case_}"
    for cell in coverage.cells:
        yield f"no example reaches {cell}"
    for value in coverage.values:
        yield f"note: no example has {value}"
    for entry in _idle(one):
        yield f"note: {entry} changes nothing, the pack says so already"
    yield from _mutant_notes(one, result, survivors=survivors)


def _idle(one: _Tried) -> Iterator[str]:
    """Entries of an overlay that change nothing; the pack may have caught up with it."""
    for file, pointer in one.named.shelf.idle_overrides(one.named.pack):
        span = file.document.key_span(pointer) or file.document.header_span(pointer)
        place = file.name if span is None else f"{file.name}:{span.start.line}"
        yield f"{place}: {'.'.join(map(str, pointer))}"


def _mutant_notes(one: _Tried, result: PackResult, *, survivors: bool) -> Iterator[str]:
    score = result.score
    if score is None:
        return
    shown = score.survivors if survivors or one.fails else ()
    most = len(shown) if survivors else _MOST_SURVIVORS
    for mutant in shown[:most]:
        place = f"{mutant.file.name}:{mutant.line}"
        yield f"{place}: nothing notices {mutant.place}: {mutant.change}"
    if len(shown) > most:
        yield f"… and {len(shown) - most} more; --survivors lists them all"
    if score.left_out:
        yield f"note: {count(score.left_out, 'mutant')} too many, not tried"
    if score.tried and not result.probes:
        yield "note: no golden results; lightmeter packs test --update writes them"


def _json(tried: list[_Tried], survivors: bool) -> str:
    del survivors
    outcomes = [_outcome(one) for one in tried]
    return write_json({"version": 1, "packs": outcomes}, indent=2) + "\n"


def _outcome(one: _Tried) -> Mapping[str, Any]:
    head = {"id": one.named.pack, "overlay": one.named.overlay or None}
    if one.result is None:
        return {**head, "ok": False, "error": error_data(one.error)}
    result, coverage = one.result, one.result.coverage
    return {
        **head,
        "ok": result.ok and not one.fails,
        "error": None,
        "examples": len(result.cases),
        "golden": len(result.probes),
        "failures": [_failure(case) for case in result.failures],
        "coverage": {
            "silent": list(coverage.silent),
            "constant": list(coverage.constant),
            "values": list(coverage.values),
            "cells": list(coverage.cells),
            "cases": [str(it) for it in coverage.cases],
        },
        "idle": list(_idle(one)),
        "mutants": _mutants(result),
    }


def _failure(case: CaseResult) -> Mapping[str, Any]:
    return {
        "name": case.name,
        "model": case.model,
        "file": case.file,
        "line": case.line,
        "problems": list(case.problems),
    }


def _mutants(result: PackResult) -> Mapping[str, Any] | None:
    score = result.score
    if score is None:
        return None
    return {
        "killed": score.killed,
        "refused": score.refused,
        "left_out": score.left_out,
        "percent": score.percent,
        "survivors": [
            {
                "file": it.file.name,
                "line": it.line,
                "entry": it.place,
                "change": it.change,
            }
            for it in score.survivors
        ],
    }


Render: TypeAlias = Callable[[list[_Tried], bool], str]
_FORMATS: dict[str, Render] = {"text": _text, "json": _json}
