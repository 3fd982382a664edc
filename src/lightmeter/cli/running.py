"""What `check`, `cost` and `normalize` share: paths are read and checked, the rest is said."""

from collections.abc import Sequence
from typing import Any

import attrs

from lightmeter.checker import no_requests_in
from lightmeter.cli.ending import DONE, FAILED, FOUND, say
from lightmeter.cli.files import Plan, find_files
from lightmeter.cli.shelves import make_checker
from lightmeter.document.source import Format
from lightmeter.errors import UsageError
from lightmeter.report.amounts import count
from lightmeter.result import BatchReport

__all__ = ["Outcome", "check_paths"]


# Files that are left out and named.
_MOST_NAMES = 5


@attrs.frozen
class Outcome:
    """
    What came of the paths on a command line.

    Attributes:
        report: Of everything that could be read.
        plan: What was asked for.
    """

    report: BatchReport
    plan: Plan

    @property
    def empty(self) -> bool:
        """Whether nothing that was named is there."""
        return not self.plan.files and not self.plan.directories

    def end(self, *, failed: bool) -> int:
        """
        Say what is no data and choose the exit code.

        Args:
            failed: Whether something was found that the command fails for.
        """
        left, packs = self.report.left_out, self.report.packs
        if left:
            were = "is no request and was" if len(left) == 1 else "are no requests and were"
            say(f"{count(len(left), 'file')} {were} left out: {_listed(left)}")
        if packs:
            were = "is a pack and was" if len(packs) == 1 else "are packs and were"
            say(f"{count(len(packs), 'file')} {were} left out: {_listed(packs)}")
        for path in self.plan.missing:
            say(f"{path}: there is no such file or directory")
        if self.plan.missing:
            return FAILED
        return FOUND if failed else DONE


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


def check_paths(
    paths: Sequence[str],
    *,
    provider: str | None,
    stdin_filename: str | None,
    stdin_format: Format | None,
    **chosen: Any,
) -> Outcome:
    """
    Check everything that is named; without a path, the current directory.

    Args:
        paths: Of files and directories.
        provider: For requests that name none.
        stdin_filename: What standard input is called.
        stdin_format: How it is to be read.
        chosen: The arguments of `make_checker`.

    Raises:
        LightmeterError: If an option makes no sense or a pack is wrong.
    """
    if "-" not in paths and (stdin_filename or stdin_format):
        option = "--stdin-filename" if stdin_filename else "--stdin-format"
        raise UsageError(f"{option} is about standard input; name it with the path -")
    if not paths:
        say("no path was given, so this is the current directory")
        paths = (".",)
    plan = find_files(paths, stdin_filename=stdin_filename, stdin_format=stdin_format)
    checker = make_checker(**chosen)
    report = checker.check_inputs(plan.inputs(), provider=provider)
    left_out = {*report.left_out, *report.packs}
    empty = [
        no_requests_in(name) for name, files in plan.directories.items() if set(files) <= left_out
    ]
    return Outcome(attrs.evolve(report, found=(*report.found, *empty)), plan)
