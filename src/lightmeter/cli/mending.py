"""Inputs are mended on their way to a check, and it is told what was done."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.cli.ending import say
from lightmeter.cli.projects import Projects
from lightmeter.cli.replacing import replace_file
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.source import MAX_SOURCE_BYTES
from lightmeter.errors import UsageError
from lightmeter.estimate.words import count
from lightmeter.fix.choosing import allowance
from lightmeter.fix.mend import Mended, mend
from lightmeter.inputs import Input
from lightmeter.reader import Watch
from lightmeter.report.patch import render_patch
from lightmeter.report.style import Style
from lightmeter.report.veil import make_veil
from lightmeter.run import Stopped
from lightmeter.together import check_together

__all__ = ["FixOptions", "Mender"]


@attrs.frozen
class FixOptions:
    """
    What the command line says of fixes.

    Attributes:
        unsafe: Those that change what is sent or paid are applied too.
        only: Nothing is reported.
        diff: They are shown, and not applied.
        show: The rules whose fixes were applied are named.
        exit_non_zero: An applied fix is something that was found.
    """

    unsafe: bool = False
    only: bool = False
    diff: bool = False
    show: bool = False
    exit_non_zero: bool = False


class Mender:
    """
    Mends one input after the other, and keeps account of it.

    Attributes:
        options: Of the command line.
    """

    def __init__(self, options: FixOptions, provider: str | None) -> None:
        """
        Take the options.

        Args:
            options: Of the command line.
            provider: For requests that name none.
        """
        self.options = options
        self._provider = provider
        self._mended: dict[str, Mended] = {}
        self._standard_input = ""

    def __call__(self, it: Input, projects: Projects, watch: Watch) -> Input:
        """
        Mend an input, and write it where that is wanted.

        Args:
            it: To mend.
            projects: Whose settings say what may be mended.
            watch: Looks on.

        Raises:
            LightmeterError: If the file cannot be written.
            Stopped: If whoever looks on wants the run to end; nothing is written then.
        """
        if it.problem:
            return it
        if it.standard_input and len(it.data) > MAX_SOURCE_BYTES:
            # What was not read could not be written either.
            raise UsageError("standard input is longer than the 64 MiB that are read; split it")
        settings = projects.checker_of(it.name).settings.fix
        allowed = allowance(attrs.evolve(settings, unsafe=settings.unsafe or self.options.unsafe))

        def check(data: bytes) -> BatchReport:
            report = check_together(
                [attrs.evolve(it, data=data)],
                projects.checker_of,
                provider=self._provider,
                policy_of=projects.policy_of,
                watch=watch,
            )
            # Of a part of it no fix is known to be right.
            if report.interrupted:
                raise Stopped
            return report

        mended = mend(it.data, check, allowed)
        watch(1, 1)
        self._mended[it.name] = mended
        if it.standard_input:
            self._standard_input = it.name
        if mended.changed and not self.options.diff and not it.standard_input:
            replace_file(Path(it.name), mended.after, expected=it.data)
        return attrs.evolve(it, data=mended.after)

    @property
    def fixed(self) -> int:
        """How many fixes were applied, or would have been."""
        return sum(len(it.fixed) for it in self._mended.values())

    def problems(self) -> Sequence[Diagnostic]:
        """What could not be mended although there were fixes, and why."""
        return [
            Diagnostic("fix-failed", Severity.ERROR, _failed(it.problem), source=name)
            for name, it in self._mended.items()
            if it.problem
        ]

    @property
    def standard_input(self) -> str | None:
        """The text of standard input once it was mended; None where it was not read."""
        mended = self._mended.get(self._standard_input)
        return None if mended is None else _text(mended.after)

    def patch(self, report: BatchReport, style: Style) -> str:
        """Everything that would change, as a patch; secrets of the report are masked."""
        veil = make_veil(report)

        def render(shown: Callable[[str], str]) -> str:
            return "".join(
                render_patch(name, _text(it.before), _text(it.after), shown, style)
                for name, it in self._mended.items()
            )

        patch = render(veil)
        if patch != render(str):
            say(
                "what looks like a key is masked in the patch, so that it does not apply; use --fix"
            )
        return patch

    def tell(self) -> None:
        """Say on standard error what was mended."""
        changed = {name: it for name, it in self._mended.items() if it.changed}
        if self.options.show:
            for name, it in changed.items():
                rules = Counter(diagnostic.name for diagnostic in it.fixed)
                for rule, number in sorted(rules.items()):
                    times = f" ({number:,} times)" if number > 1 else ""
                    say(f"{name}: fixed {rule}{times}")
        if changed:
            verb = "would fix" if self.options.diff else "fixed"
            say(f"{verb} {count(self.fixed, 'problem')} in {count(len(changed), 'file')}")


def _failed(problem: str) -> str:
    return f"the file was left as it is: {problem}; mend it by hand, and please report this"


def _text(data: bytes) -> str:
    return data.decode(errors="surrogateescape")
