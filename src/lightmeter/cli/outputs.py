"""Reports in files, beside the one on standard output."""

from collections.abc import Sequence
from pathlib import Path

import attrs
import click

from lightmeter.cli.options import Option
from lightmeter.cli.replacing import replace_file
from lightmeter.errors import LightmeterError
from lightmeter.file_names import whole_path
from lightmeter.language.spelling import nearest
from lightmeter.report.formats import FORMATS
from lightmeter.report.style import PLAIN
from lightmeter.result import BatchReport

__all__ = ["Output", "output_option", "write_outputs"]


@attrs.frozen
class Output:
    """
    A file that a report goes to.

    Attributes:
        form: One of `FORMATS`.
        path: Of the file.
    """

    form: str
    path: Path


def _read(_: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[Output, ...]:
    return tuple(_output(value, param) for value in values)


def _output(value: str, param: click.Parameter) -> Output:
    form, sign, name = value.partition(":")
    if not sign or not name:
        raise click.BadParameter(
            f"{value} is not understood; write FORMAT:FILE, sarif:lightmeter.sarif", param=param
        )
    if form not in FORMATS:
        close = nearest(form, FORMATS)
        hint = f"; did you mean {close}?" if close else ""
        known = ", ".join(FORMATS)
        raise click.BadParameter(f"{form} is not known, known are {known}{hint}", param=param)
    if name == "-":
        raise click.BadParameter(
            f"{value} is standard output, which --format is for; name a file", param=param
        )
    return Output(form, Path(name))


output_option: Option = click.option(
    "--output",
    "outputs",
    multiple=True,
    callback=_read,
    metavar="FORMAT:FILE",
    help="Write a report to a file as well; may be given again.",
)


def write_outputs(report: BatchReport, outputs: Sequence[Output]) -> None:
    """
    Write a report to files, without colour; what stood there is replaced at once, or not at all.

    Raises:
        LightmeterError: If one cannot be written.
    """
    read = {whole_path(name) for name in report.sources}
    for it in outputs:
        if whole_path(it.path) in read:
            raise LightmeterError(f"{it.path} is one of the files that were read; name another")
        data = FORMATS[it.form](report, PLAIN).encode(errors="surrogateescape")
        try:
            if _is_stream(it.path):
                it.path.write_bytes(data)
            else:
                replace_file(it.path, data)
        except OSError as error:
            raise LightmeterError(
                f"{it.path} cannot be written: {error.strerror or error}"
            ) from error


def _is_stream(path: Path) -> bool:
    """Whether something is only written to, and would be lost if a file stood in its place."""
    # /dev/stderr leads to a regular file where it is redirected into one, which stays open.
    if path.absolute().parts[1:2] in (("dev",), ("proc",)):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()
