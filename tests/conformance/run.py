"""
Put the conformance suite to a program.

    python tests/conformance/run.py [OPTIONS] -- PROGRAM [ARGUMENTS…]

The program gets one JSON document on standard input and answers with one on standard output;
README.md beside this file says what is in them. Exit codes: 0 everything is as expected, 1 a case
is not, 2 the suite could not be run.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

if __package__ in (None, ""):
    # Run as a file, the modules beside it are found from the root of the repository.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.conformance.asking import Execute, Outcome, run_suite
from tests.conformance.exact_json import dump_json, load_json
from tests.conformance.suite import HERE, Case, Suite, SuiteError, load_suites

__all__ = ["main", "read_expected_failures", "report", "select"]

_SHOWN = 6  # problems of one case


class ProgramError(Exception):
    """The program could not be run, or did not answer in JSON."""


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Run the suite as the command line says; the exit code."""
    out = out or sys.stdout
    options = _parser().parse_args(arguments)
    try:
        every = load_suites(options.directory)
        expected = read_expected_failures(options.expected_failures, every)
        suites = select(every, options.suite, options.case)
        execute = _program(options.program, options.timeout)
        outcomes = [run_suite(suite, execute, strict=options.strict) for suite in suites]
    except (SuiteError, ProgramError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - this is a command
        return 2
    return report(outcomes, expected, out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py", description="Put the conformance suite to a program."
    )
    parser.add_argument(
        "--suite", action="append", default=[], metavar="NAME", help="a suite or a folder of suites"
    )
    parser.add_argument(
        "--case", action="append", default=[], metavar="NAME", help="a case, by its whole name"
    )
    parser.add_argument("--strict", action="store_true", help="compare messages as well")
    parser.add_argument(
        "--expected-failures",
        type=Path,
        metavar="FILE",
        help="cases that are known to fail, one a line: suite: name of the case",
    )
    parser.add_argument(
        "--timeout", type=float, default=60, metavar="SECONDS", help="for one document (60)"
    )
    parser.add_argument("--directory", type=Path, default=HERE, help=argparse.SUPPRESS)
    parser.add_argument("program", nargs="+", metavar="PROGRAM", help="behind --")
    return parser


def select(suites: Sequence[Suite], names: Sequence[str], cases: Sequence[str]) -> list[Suite]:
    """
    The suites and cases that were asked for; all of them where nothing was.

    Raises:
        SuiteError: If a name fits nothing.
    """
    for name in names:
        if not any(_is_named(suite, name) for suite in suites):
            known = ", ".join(sorted({suite.name.partition("/")[0] for suite in suites}))
            raise SuiteError(f"there is no suite {name}; there are {known}")
    chosen = [it for it in suites if not names or any(_is_named(it, name) for name in names)]
    if not cases:
        return chosen
    for name in cases:
        if not any(case.name == name for suite in chosen for case in suite.cases):
            raise SuiteError(f"there is no case {name!r}")
    kept = [Suite(it.name, [case for case in it.cases if case.name in cases]) for it in chosen]
    return [suite for suite in kept if suite.cases]


def _is_named(suite: Suite, name: str) -> bool:
    return suite.name == name or suite.name.startswith(f"{name.rstrip('/')}/")


def read_expected_failures(path: Path | None, suites: Sequence[Suite]) -> frozenset[str]:
    """
    The cases that are known to fail, as `suite: name of the case`.

    Raises:
        SuiteError: If the file cannot be read, or names what is no case.
    """
    if path is None:
        return frozenset()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SuiteError(f"{path}: {error.strerror or error}") from error
    kept = (line.strip() for line in lines)
    expected = frozenset(line for line in kept if line and not line.startswith("#"))
    unknown = expected - {_name(case) for suite in suites for case in suite.cases}
    if unknown:
        raise SuiteError(f"{path} names what is no case: {', '.join(sorted(unknown))}")
    return expected


def _name(case: Case) -> str:
    return f"{case.suite}: {case.name}"


def _program(command: Sequence[str], timeout: float) -> Execute:
    def execute(document: Mapping[str, Any]) -> Any:
        try:
            done = subprocess.run(  # noqa: S603 - the command is the user's own
                command,
                input=dump_json(document).encode(),
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ProgramError(f"{document['suite']}: no answer after {timeout:g} s") from None
        except OSError as error:
            raise ProgramError(f"{command[0]}: {error.strerror or error}") from error
        if done.returncode:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            hint = f": {last[0]}" if last else ""
            raise ProgramError(
                f"{document['suite']}: the program ended with {done.returncode}{hint}"
            )
        try:
            return load_json(done.stdout.decode())
        except ValueError as error:
            raise ProgramError(f"{document['suite']}: the answer is no JSON: {error}") from error

    return execute


# What a person reads ------------------------------------------------------------------------------


def report(outcomes: Sequence[Sequence[Outcome]], expected: frozenset[str], out: TextIO) -> int:
    """
    Say what came of every suite.

    Args:
        outcomes: By suite.
        expected: Cases that are known to fail.
        out: To write to.

    Returns:
        0 where all is as expected, else 1.
    """
    total = failed = known = surprises = 0
    width = max((len(suite[0].case.suite) for suite in outcomes if suite), default=0)
    for suite in outcomes:
        wrong = [it for it in suite if it.problems and _name(it.case) not in expected]
        cured = [it for it in suite if not it.problems and _name(it.case) in expected]
        accepted = sum(bool(it.problems) for it in suite) - len(wrong)
        total, failed, known = total + len(suite), failed + len(wrong), known + accepted
        surprises += len(cured)
        passed = sum(not it.problems for it in suite)
        words = f"{passed:4} of {len(suite):4} passed"
        words += f", {len(wrong)} failed" if wrong else ""
        words += f", {accepted} failed as expected" if accepted else ""
        print(f"{suite[0].case.suite:{width}}  {words}", file=out)
        for it in wrong:
            print(f"    {it.case.name}", file=out)
            for problem in it.problems[:_SHOWN]:
                print(f"        {problem}", file=out)
            if len(it.problems) > _SHOWN:
                print(f"        and {len(it.problems) - _SHOWN} more", file=out)
        for it in cured:
            print(f"    {it.case.name}", file=out)
            print("        passes, although it is expected to fail", file=out)
    print(f"\n{_summary(total, failed, known, surprises)}", file=out)
    return 1 if failed or surprises else 0


def _summary(total: int, failed: int, known: int, surprises: int) -> str:
    words = [f"{total} cases", f"{total - failed - known} passed"]
    words += [f"{failed} failed"] if failed else []
    words += [f"{known} failed as expected"] if known else []
    words += [f"{surprises} passed that were expected to fail"] if surprises else []
    return ", ".join(words)


if __name__ == "__main__":
    sys.exit(main())
