"""What `check`, `cost` and `normalize` share: paths are read and checked, the rest is said."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.cli.ending import DONE, FAILED, FOUND, say
from lightmeter.cli.files import Plan, find_files
from lightmeter.cli.projects import Choice, Projects
from lightmeter.cli.stopping import Stopping
from lightmeter.cli.wishes import Wishes
from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.source import Format
from lightmeter.errors import UsageError
from lightmeter.estimate.words import count
from lightmeter.file_names import shown_path
from lightmeter.inputs import Input
from lightmeter.notices import no_requests_in
from lightmeter.reader import Watch
from lightmeter.run import JudgeBlocks
from lightmeter.together import check_together

if TYPE_CHECKING:
    from lightmeter.cli.progress import Progress
    from lightmeter.stream.counting import Counting

__all__ = ["Mending", "Outcome", "check_paths", "empty_directories", "end_plan", "plan_paths"]


class Mending(Protocol):
    """Mends inputs before they are checked."""

    def __call__(self, it: Input, projects: Projects, watch: Watch, /) -> Input:
        """
        Give an input as it is once it was mended.

        Raises:
            Stopped: If whoever looks on wants the run to end; nothing is written then.
        """

    def problems(self) -> Iterable[Diagnostic]:
        """Give what could not be mended, once everything was read."""


# Files that are left out and named.
_MOST_NAMES = 5


@attrs.frozen(slots=False)
class Outcome:
    """
    What came of the paths on a command line.

    Attributes:
        report: Of everything that could be read.
        plan: What was asked for.
        projects: That the files belong to.
        stopped: Whether somebody wanted it to end, be it only once everything was read.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    report: BatchReport
    plan: Plan
    projects: Projects
    stopped: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing that was named is there."""
        return not self.plan.files and not self.plan.directories

    def fails(self, fail_on: str | None) -> bool:
        """
        Whether something is left that is as grave as it may not be.

        Args:
            fail_on: The least severity, or "never"; None for what each project has settled.
        """
        return any(self._fails(it, fail_on) for it, _ in self.report.entries)

    def _fails(self, diagnostic: Diagnostic, fail_on: str | None) -> bool:
        settled = fail_on or self.projects.policy_of(diagnostic.source).settings.fail_on
        if settled == "never":
            return False
        return diagnostic.severity.rank <= Severity(settled or Severity.ERROR).rank

    def end(self, *, failed: bool) -> int:
        """
        Say what is no data and choose the exit code.

        Args:
            failed: Whether something was found that the command fails for.
        """
        for names, one, many in (
            (self.report.left_out, "is no request", "are no requests"),
            (self.report.packs, "is a pack", "are packs"),
        ):
            _say_left_out(names, one, many)
        code = end_plan(self.plan, failed=failed)
        if self.stopped and not self.report.interrupted:
            say("everything had been read by then, and the report is whole")
        return FAILED if self.stopped else code


def end_plan(plan: Plan, *, failed: bool = False) -> int:
    """
    Say of a plan what is no data, and choose the exit code.

    Args:
        plan: Of what was read.
        failed: Whether something was found that the command fails for.
    """
    for note in plan.notes:
        say(note)
    _say_left_out(plan.excluded, "is excluded", "are excluded")
    for path in plan.missing:
        say(f"{path}: there is no such file or directory")
    if plan.missing:
        return FAILED
    return FOUND if failed else DONE


def _say_left_out(names: Sequence[str], one: str, many: str) -> None:
    if names:
        were = f"{one} and was" if len(names) == 1 else f"{many} and were"
        say(f"{count(len(names), 'file')} {were} left out: {_listed(names)}")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


def plan_paths(
    paths: Sequence[str],
    *,
    stdin_filename: str | None = None,
    stdin_format: Format | None = None,
    provider: str | None = None,
    exclude: Sequence[str] = (),
    force_exclude: bool = False,
    no_gitignore: bool = False,
    choice: Choice | None = None,
    **chosen: Any,
) -> tuple[Plan, Projects]:
    """
    Find what is to be read; without a path, in the current directory.

    Args:
        paths: Of files and directories.
        stdin_filename: What standard input is called.
        stdin_format: How it is to be read.
        provider: For requests that name none.
        exclude: Patterns of files that are not looked at.
        force_exclude: They are not where they are named, either.
        no_gitignore: What git ignores is looked at, too.
        choice: What is shown.
        chosen: Further arguments of `Projects`.

    Raises:
        LightmeterError: If an option makes no sense, or settings are wrong.
    """
    if "-" not in paths and (stdin_filename or stdin_format):
        option = "--stdin-filename" if stdin_filename else "--stdin-format"
        raise UsageError(f"{option} is about standard input; name it with the path -")
    if stdin_filename and shown_path(Path(stdin_filename)) in map(shown_path, map(Path, paths)):
        raise UsageError(f"--stdin-filename: {stdin_filename} is also a path; name one of the two")
    if not paths:
        say("no path was given, so this is the current directory")
        paths = (".",)
    projects = Projects(choice, **chosen)
    if provider is not None:
        projects.here.shelf.check_provider(provider)
    plan = find_files(
        paths,
        stdin_filename=stdin_filename,
        stdin_format=stdin_format,
        wishes=Wishes(
            projects.settings_of,
            tuple(exclude),
            force_exclude=force_exclude,
            respect_gitignore=False if no_gitignore else None,
        ),
    )
    return plan, projects


def check_paths(
    paths: Sequence[str],
    *,
    provider: str | None = None,
    allow_empty: bool = False,
    mend: Mending | None = None,
    besides: Callable[[BatchReport, Projects], Iterable[Diagnostic]] = lambda *_: (),
    progress: "Progress | None" = None,
    jobs: int = 1,
    hold: bool = True,
    counting: "Counting | None" = None,
    partial: bool = False,
    **chosen: Any,
) -> Outcome:
    """
    Check everything that is named; without a path, the current directory.

    Args:
        paths: Of files and directories.
        provider: For requests that name none.
        allow_empty: A directory without requests is no error.
        mend: Mends each input before it is checked.
        besides: Gives what there is to say besides, once everything was read.
        progress: Shows how far it is.
        jobs: How many processes judge long JSONL; 0 for as many as there are cores.
        hold: All texts are wanted as a whole; else long JSONL is read block by block.
        counting: Counts requests besides where any are of long JSONL.
        partial: The key that interrupts ends the reading, and the outcome is of what was read; else
            it ends everything, and nothing comes of it.
        chosen: Further arguments of `plan_paths`.

    Raises:
        LightmeterError: If an option makes no sense, settings or a pack are wrong.
    """
    plan, projects = plan_paths(paths, provider=provider, **chosen)
    inputs = plan.inputs(hold=hold) if progress is None else progress.over(plan, hold=hold)
    stopping = Stopping()
    if mend is not None:
        inputs = _mended(inputs, mend, projects, stopping.watching(None))

    def further(report: BatchReport) -> Iterator[Diagnostic]:
        if not allow_empty:
            yield from empty_directories(plan, report)
        if mend is not None:
            yield from mend.problems()
        yield from besides(report, projects)

    heeded = stopping.heeded() if partial else nullcontext()
    with _judging(jobs, projects, provider, counting) as judge_blocks, heeded:
        report = check_together(
            inputs,
            projects.checker_of,
            provider=provider,
            policy_of=projects.policy_of,
            further=further,
            watch=stopping.watching(None if progress is None else progress.watch),
            judge_blocks=judge_blocks,
            counting=counting,
            expected=len(plan.files),
        )
    report = attrs.evolve(report, tellers=projects.tellers())
    return Outcome(report, plan, projects, stopping.wanted)


@contextmanager
def _judging(
    jobs: int, projects: Projects, provider: str | None, counting: "Counting | None"
) -> Iterator[JudgeBlocks | None]:
    if jobs == 1:
        yield None
        return
    # Most runs are short, and need not wait for what begins processes.
    from lightmeter.cli.jobs import Jobs, cores  # noqa: PLC0415

    number = jobs or cores()
    if number == 1:
        yield None
        return
    them = Jobs(number, projects.checker_of, provider, counting)
    try:
        yield them
    finally:
        them.end()


def _mended(
    inputs: Iterator[Input], mend: Mending, projects: Projects, watch: Watch
) -> Iterator[Input]:
    return (mend(it, projects, watch) for it in inputs)


def empty_directories(plan: Plan, report: BatchReport) -> Iterator[Diagnostic]:
    """Say of directories that were named that nothing in them is a request."""
    left_out = {*report.left_out, *report.packs}
    for name, files in plan.directories.items():
        if set(files) <= left_out:
            yield no_requests_in(name)
