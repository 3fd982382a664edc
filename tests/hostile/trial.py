"""
Bombs and mutants set off, each in a process of its own that is measured.

`benchmarks/hostile.py` shows what they cost as a table.
"""

import contextlib
import json
import os
import pickle
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import attrs
from click.testing import CliRunner

from lightmeter.checker import Checker
from lightmeter.cli.main import main
from lightmeter.errors import LightmeterError
from lightmeter.report.formats import FORMATS
from lightmeter.report.style import PLAIN
from tests.hostile.bombs import ODD, Bomb, lay_out
from tests.hostile.requests import disagreements
from tests.hostile.table import BOMBS

__all__ = ["COMMANDS", "PROVING", "Outcome", "Step", "apart", "set_off"]

# Every command that takes packs; a further one is one more line. {pack} is the file or, where the
# directory is the bomb, the directory; the second table is for overlays.
#
# Those that begin as one of PROVING does prove all that a pack holds, and say what is wrong.
PROVING = ("rules --pack", "rules --overlay")
COMMANDS: Sequence[str] = (
    "check --pack {pack} requests.jsonl",
    "check --pack {pack} --format concise requests.jsonl",
    "check --pack {pack} --format json requests.jsonl",
    "cost --pack {pack} requests.jsonl",
    "normalize --pack {pack} requests.jsonl",
    "models --pack {pack} --provider acme",
    "models --pack {pack} --provider acme --format json",
    "rules --pack {pack} --provider acme",
    "rules --pack {pack} --provider acme --format json",
    "explain odd --pack {pack} --provider acme",
    "explain enum --pack {pack} --provider acme",
    "packs show acme/bomb --pack {pack}",
    "packs show acme/bomb --pack {pack} --format json",
    "packs show acme/bomb --pack {pack} --source",
    "packs schema acme/bomb --pack {pack}",
    "packs schema acme/bomb --pack {pack} --for request-file",
    "packs docs acme/bomb --pack {pack}",
    "packs check {pack}",
    "packs check --format json {pack}",
    # Mutants are an author's own toil: as many as there are mistakes to make, up to a bound.
    "packs test --quick {pack}",
    "packs test --quick --format json {pack}",
)
# What a pack costs, and whether it is refused, is the same for all; a test need not ask each.
_FEW = ("rules --pack {pack} --provider acme", "rules --overlay {overlay} --provider vidgo")
_SOME = (*_FEW, COMMANDS[2], COMMANDS[-1])
OVERLAY_COMMANDS: Sequence[str] = (
    "check --overlay {overlay} --provider vidgo requests.jsonl",
    "check --overlay {overlay} --provider vidgo --format json requests.jsonl",
    "rules --overlay {overlay} --provider vidgo",
    "packs check {overlay}",
    "packs test --quick {overlay}",
)

T = TypeVar("T")
# Far above what is allowed, far below what hurts the machine.
_MOST_BYTES = 1024 * 1024 * 1024


@attrs.frozen
class Step:
    """
    One call, such as a command.

    Attributes:
        call: What was called.
        code: Exit code of a command; of a library call 0, or 2 where it raised what it may.
        stdout: Of a command.
        stderr: Of a command, or the error of a library call.
        seconds: Of a processor.
        crash: The traceback of what should never be raised, or "".
    """

    call: str
    code: int
    stdout: str
    stderr: str
    seconds: float
    crash: str = ""


@attrs.frozen
class Outcome:
    """
    What came of one bomb.

    Attributes:
        steps: One a call.
        peak: Most memory that the process had, in MiB.
    """

    steps: tuple[Step, ...]
    peak: float


def apart(work: Callable[[], T]) -> tuple[T, float]:
    """
    Work in a process of its own.

    Returns:
        What came of it, and the most memory that the process has had, in MiB.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        # Whatever happens, the child must not go on as if it were its parent.
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(_measured(work), out)
        except BaseException:  # noqa: BLE001 - as above
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as into:
        data = into.read()
    os.waitpid(child, 0)
    if not data:
        raise RuntimeError("the process died without a word")
    found: tuple[T, float] = pickle.loads(data)  # noqa: S301 - of our own child
    return found


def _measured(work: Callable[[], T]) -> tuple[T, float]:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    result = work()
    # Kilobytes on Linux, bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def set_off(name: str, *, thoroughly: bool) -> Outcome:
    """
    Lay a bomb out in a directory of its own and let everything read it that reads packs.

    Args:
        name: Of the bomb; it can be sent to another process, what makes a text cannot.
        thoroughly: With every command; else so only where it holds what a terminal acts on.
    """
    bomb = BOMBS[name]
    commands: Sequence[str] = (*COMMANDS, *OVERLAY_COMMANDS)
    if not thoroughly and not bomb.is_odd:
        commands = _FEW if bomb.says else _SOME
    with tempfile.TemporaryDirectory() as home:
        steps, peak = apart(lambda: tuple(_steps(bomb, Path(home), commands)))
    return Outcome(steps, peak)


def _steps(bomb: Bomb, home: Path, commands: Sequence[str]) -> Iterator[Step]:
    os.chdir(home)
    file, overlay = lay_out(bomb, Path("packs"))
    bodies = [{"model": "bomb", "input": it} for it in ({}, dict(bomb.input), {ODD: ODD})]
    requests = [{"provider": "acme", **it} for it in bodies]
    requests += [{"provider": "vidgo", "model": "seedance-2", "input": {"prompt": "x", ODD: ODD}}]
    Path("requests.jsonl").write_text("\n".join(map(json.dumps, requests)), "utf-8")
    # What extends others needs the directory around it.
    pack = "packs" if bomb.whole or bomb.beside else str(file)
    yield _called("Checker(packs)", lambda: _check([Path(pack)], (), bodies))
    if overlay is not None:
        yield _called("Checker(overlays)", lambda: _check(None, [overlay], requests[-1:]))
    for command in commands:
        if overlay is not None or "{overlay}" not in command:
            yield _commanded(command.format(pack=pack, overlay=overlay))


def _commanded(command: str) -> Step:
    """Run a command in this process."""
    start = time.process_time()
    try:
        result = CliRunner().invoke(main, command.split(" "))
    except BaseException:  # noqa: BLE001 - that there is none is what is tested
        return Step(command, 3, "", "", time.process_time() - start, traceback.format_exc())
    seconds = time.process_time() - start
    out = result.stdout_bytes.decode("utf-8", "surrogateescape")
    err = result.stderr_bytes.decode("utf-8", "surrogateescape")
    crash = err if "this is a bug in lightmeter" in err else ""
    return Step(command, result.exit_code, out, err, seconds, crash)


def _called(name: str, call: Callable[[], str]) -> Step:
    """Call the library; what it may raise is its outcome."""
    start = time.process_time()
    code, said, crash, shown = 0, "", "", ""
    try:
        shown = call()
    except LightmeterError as error:
        code, said = 2, str(error)
    except BaseException:  # noqa: BLE001 - that there is none is what is tested
        code, crash = 3, traceback.format_exc()
    return Step(name, code, shown, said, time.process_time() - start, crash)


def _check(
    packs: Sequence[Path] | None, overlays: Sequence[Path], bodies: Sequence[Mapping[str, Any]]
) -> str:
    """Judge requests with the library, and hold both judges against each other."""
    checker = Checker(packs, overlays)
    provider = "vidgo" if overlays else "acme"
    texts = []
    for body in bodies:
        report = checker.check(body, provider=provider)
        texts += [it.message for it in report.diagnostics]
        batch = checker.check_text(
            json.dumps(body), format="json", name="x.json", provider=provider
        )
        texts += [render(batch, PLAIN) for render in FORMATS.values()]
        if report.program is not None:
            random = Random(0)  # noqa: S311 - to be repeated, not to be secret
            assert not disagreements(report.program, random, 10)
    return "\n".join(texts)
