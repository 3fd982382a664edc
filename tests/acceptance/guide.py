"""
The steps of a guide, run: its files are written, its commands called, their output compared.

A comment before a block says what the block is for: `file PATH`, `add PATH`, `after PATH: LINE`
(the block goes behind that line), `drop PATH: BEGINNING` (the line that begins so goes; there is no
block). A `console` block holds commands behind `$ ` and what each prints.

`python tests/acceptance/guide.py` writes the output of every command anew; read the difference
before you commit it.
"""

import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from lightmeter.cli.main import main

__all__ = ["GUIDES", "Step", "run_step", "steps_of"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = (DOCS / "write-a-pack.md",)

_BLOCK = re.compile(
    r"<!-- (?P<verb>file|add|after|drop) (?P<path>\S+?)(?:: (?P<line>.*?))? -->\n"
    r"(?:```\w+\n(?P<text>.*?)```\n)?"
    r"|```console\n(?P<console>.*?)```\n",
    re.DOTALL,
)


class Step(NamedTuple):
    """
    One step of a guide.

    Attributes:
        verb: "file", "add", "after", "drop" or "run".
        path: Of the file, or the command.
        line: That "after" and "drop" look for.
        text: To write, or the output that is printed.
        start: Offset of the text in the guide.
    """

    verb: str
    path: str
    line: str
    text: str
    start: int


def steps_of(guide: str) -> Iterator[Step]:
    """Every step of a guide, in order."""
    for match in _BLOCK.finditer(guide):
        if match["console"] is None:
            yield Step(match["verb"], match["path"], match["line"] or "", match["text"] or "", -1)
            continue
        start = match.start("console")
        for part in re.finditer(r"\$ (.*)\n((?:(?!\$ ).*\n)*)", match["console"]):
            yield Step("run", part[1], "", part[2], start + part.start(2))


def run_step(step: Step) -> str:
    """
    Do what a step says, in the current directory.

    Returns:
        What the command prints; "" for a step that is no command.
    """
    if step.verb == "run":
        program, *arguments = shlex.split(step.path)
        if program == "cat":
            return Path(arguments[0]).read_text("utf-8")
        assert program == "lightmeter", step.path
        result = CliRunner().invoke(main, arguments)
        return result.output
    path = Path(step.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    if step.verb == "drop":
        lines = before.splitlines(keepends=True)
        kept = [it for it in lines if not it.startswith(step.line)]
        assert len(kept) == len(lines) - 1, step
        path.write_text("".join(kept), "utf-8")
    elif step.verb == "after":
        assert before.count(f"{step.line}\n") == 1, step
        path.write_text(before.replace(f"{step.line}\n", f"{step.line}\n{step.text}"), "utf-8")
    else:
        path.write_text((before if step.verb == "add" else "") + step.text, "utf-8")
    return ""


def _rewritten(guide: str) -> str:
    """The guide with the output of every command as it is now."""
    pieces: list[str] = []
    position = 0
    for step in steps_of(guide):
        output = run_step(step)
        if step.verb == "run":
            pieces += (guide[position : step.start], output)
            position = step.start + len(step.text)
    return "".join([*pieces, guide[position:]])


def _write_anew() -> None:
    for guide in GUIDES:
        text = guide.read_text("utf-8")
        with tempfile.TemporaryDirectory() as directory:
            os.chdir(directory)
            guide.write_text(_rewritten(text), "utf-8")
            os.chdir(DOCS)
        sys.stdout.write(f"{guide.name}\n")


if __name__ == "__main__":
    _write_anew()
