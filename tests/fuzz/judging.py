"""A trial is run, and what came of it is held to what every command promises."""

import json
import os
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from click.testing import CliRunner

from lightmeter.cli.main import main
from lightmeter.document.source import format_of
from tests.fuzz.files import lay_out, snapshot, values_of
from tests.fuzz.lines import commands
from tests.fuzz.outputs import flaw_of_report, flaw_of_words
from tests.fuzz.trial import Outcome, Trial, draw_trial

__all__ = ["attempt", "run_trial"]

# Settings and colour of whoever runs the tests have no part in them.
_ENVIRONMENT = {"NO_COLOR": None, "FORCE_COLOR": None, "COLUMNS": None}
_BUG = "this is a bug in lightmeter"


def attempt(seed: int, number: int) -> Outcome:
    """Make the trial of a number and run it."""
    return run_trial(draw_trial(seed, number))


def run_trial(trial: Trial) -> Outcome:
    """Lay a trial out in a directory of its own, run it, and judge what came of it."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as root:
        # Settings are looked for in the directory above, and no further: it has some.
        home = Path(root, "project", "work")
        home.mkdir(parents=True)
        lay_out(home, trial)
        os.chdir(home)
        try:
            return _Run(trial).judge()
        finally:
            os.chdir(before)


class _Run:
    """A trial in the current directory."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.command = next(it for it in commands() if _begins_with(trial.line, it))
        self.stdout = self.stderr = ""
        self.code = 0

    def judge(self) -> Outcome:
        """Run it, and find the first promise that was broken."""
        before = snapshot()
        crash = self._call(self.trial.line)
        flaws = [crash] if crash else self._flaws(before)
        flaw = next(filter(None, flaws), "")
        return Outcome(self.command, self.code, flaw, self._form() or "")

    def _call(self, line: Sequence[str]) -> str:
        """Run a command line; what must never be raised is given back."""
        try:
            result = CliRunner(env=_ENVIRONMENT).invoke(main, list(line), input=self.trial.data)
        except BaseException:  # noqa: BLE001 - that there is none is what is tested
            return traceback.format_exc()
        self.code = result.exit_code
        self.stdout = result.stdout_bytes.decode("utf-8", "surrogateescape")
        self.stderr = result.stderr_bytes.decode("utf-8", "surrogateescape")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            return "".join(traceback.format_exception(result.exception))
        if _BUG in self.stderr:
            return self.stderr
        return ""

    def _flaws(self, before: Mapping[str, bytes]) -> Iterator[str]:
        """Give what is wrong with the outcome, empty where nothing is."""
        if self.code not in (0, 1, 2):
            yield f"the exit code is {self.code}"
        if "Traceback (most recent" in self.stdout + self.stderr:
            yield "a traceback was shown"
        if self.code == 2 and not self.stdout + self.stderr:
            yield "nothing was said of why the job could not be done"
        if "always" not in self.trial.line:
            yield _said_of("standard error", flaw_of_words(self.stderr))
            yield _said_of("standard output", self._flaw_of_output())
        yield from self._flaws_of_files()
        if self.command == "check":
            yield self._silence()
            yield from self._flaws_of_writing(before)

    def _form(self) -> str | None:
        """The format of the report on standard output, as far as the command line tells it."""
        line = self.trial.line
        if self.command != "check" or not self.stdout or self._writes_something_else():
            return None
        if "--statistics" in line:
            return None
        if "--format" in line:
            return _last_format(line)
        # Settings may have another default.
        return None if self.trial.kind == "settings" or "--config" in line else "text"

    def _writes_something_else(self) -> bool:
        """Whether standard output holds no report, but a patch, a mended text or names."""
        line = self.trial.line
        others = {"--diff", "--show-files", "--fix-only", "--add-ignore"}
        if others & set(line):
            return True
        return "--fix" in line and "-" in line

    def _flaw_of_output(self) -> str:
        form = self._form()
        if form is not None:
            return flaw_of_report(form, self.stdout)
        if self._writes_something_else() or _last_format(self.trial.line) != "json":
            return ""
        try:
            json.loads(self.stdout or "{}")
        except ValueError as error:
            return f"it is no JSON: {error}"
        return ""

    def _flaws_of_files(self) -> Iterator[str]:
        """What is wrong with reports that were written to files."""
        for path in sorted(Path().glob("out.*")):
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            yield _said_of(path.name, flaw_of_report(path.suffix[1:], text))

    def _silence(self) -> str:
        """Say whether something was named and nothing at all was said of it."""
        quiet = {"--fix-only", "--diff", "--add-ignore", "--show-files", "--statistics"}
        # GitHub's commands, like these, are for what was found alone.
        if (
            quiet & set(self.trial.line)
            or "github" in self.trial.line
            or "concise" in self.trial.line
        ):
            return ""
        return "" if self.stdout + self.stderr else "nothing was said at all"

    def _flaws_of_writing(self, before: Mapping[str, bytes]) -> Iterator[str]:
        """What is wrong with what fixes and comments have made of the files."""
        line = set(self.trial.line)
        after = snapshot()
        named = {it.partition(":")[2] for it in line if ":" in it}
        changed = [it for it in before if after.get(it) != before[it] and it not in named]
        if changed and not line & {"--fix", "--fix-only", "--add-ignore"}:
            yield f"{changed} changed although nothing was to be written"
        for name in changed:
            if format_of(name) is None:
                yield f"{name} changed although it is no request"
                continue
            was, now = (values_of(name, data) for data in (before[name], after[name]))
            if now is None:
                yield f"{name} cannot be read any more: {after[name]!r}"
            elif "--add-ignore" in line and was != now and name.endswith(".toml"):
                is_settings = name.endswith(("lightmeter.toml", "pyproject.toml"))
                yield "" if is_settings else f"silencing changed the values of {name}"
        if changed and not line & {"--add-ignore"} and line & {"--fix", "--fix-only"}:
            crash = self._call(self.trial.line)
            again = [it for it in after if snapshot().get(it) != after[it] and it not in named]
            yield crash or (f"a second run changed {again}" if again else "")


def _begins_with(line: Sequence[str], command: str) -> bool:
    names = command.split(" ")
    return list(line[: len(names)]) == names


def _last_format(line: Sequence[str]) -> str:
    return next((form for option, form in reversed([*pairwise(line)]) if option == "--format"), "")


def _said_of(what: str, flaw: str) -> str:
    return f"{what}: {flaw}" if flaw else ""
