"""Reports in files, beside the one on standard output."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import click

from lightmeter.batch_report import BatchReport
from lightmeter.cli.ending import gathered
from lightmeter.cli.options import Option, check_word
from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.errors import LightmeterError
from lightmeter.file_names import whole_path
from lightmeter.report.formats import FORMATS, Pieces, Renderer
from lightmeter.report.style import PLAIN

__all__ = ["Output", "make_output_option", "output_option", "write_outputs"]


@attrs.frozen(slots=False)
class Output:
    """
    A file that a report goes to.

    Attributes:
        form: One of those that were to choose from.
        path: Of the file.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    form: str
    path: Path


def make_output_option(*names: str, example: str) -> Option:
    """
    `--output`.

    Args:
        names: Of the formats to choose from.
        example: Of a value, for who has written another.
    """

    def read(_: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[Output, ...]:
        outputs = tuple(_output(value, param, names, example) for value in values)
        _refuse_same_file(outputs, param)
        return outputs

    return click.option(
        "--output",
        "outputs",
        multiple=True,
        callback=read,
        metavar="FORMAT:FILE",
        help="Write a report to a file as well; may be given again.",
    )


def _output(value: str, param: click.Parameter, names: Sequence[str], example: str) -> Output:
    form, sign, name = value.partition(":")
    if not sign or not name:
        raise click.BadParameter(
            f"{value} is not understood; write FORMAT:FILE, {example}", param=param
        )
    check_word(form, names, param)
    if name == "-":
        raise click.BadParameter(
            f"{value} is standard output, which --format is for; name a file", param=param
        )
    return Output(form, Path(name))


def _refuse_same_file(outputs: Sequence[Output], param: click.Parameter) -> None:
    """The last of two reports would be all that is left in their file."""
    taken: dict[Path, Output] = {}
    for it in outputs:
        path = whole_path(it.path).resolve()
        other = taken.setdefault(path, it)
        if other is not it and not _is_stream(it.path):
            raise click.BadParameter(
                f"{it.path} would have both {other.form} and {it.form} in it; name another file for"
                " one of them",
                param=param,
            )


output_option: Option = make_output_option(*FORMATS, example="sarif:lightmeter.sarif")


def write_outputs(
    report: BatchReport, outputs: Sequence[Output], formats: Mapping[str, Pieces] = FORMATS
) -> None:
    """
    Write a report to files, without colour; what stood there is replaced at once, or not at all.

    Args:
        report: To write.
        outputs: Where to, and in which format.
        formats: To choose from.

    Raises:
        LightmeterError: If one cannot be written.
    """
    read = {whole_path(name) for name in report.names}
    for it in outputs:
        if whole_path(it.path) in read:
            raise LightmeterError(f"{it.path} is one of the files that were read; name another")
        data = _encoded(formats[it.form], report)
        try:
            if _is_stream(it.path):
                with it.path.open("wb") as file:
                    file.writelines(data)
            else:
                # Most reports are only shown.
                from lightmeter.cli.replacing import replace_by  # noqa: PLC0415

                replace_by(it.path, data)
        except OSError as error:
            raise LightmeterError(
                f"{it.path} cannot be written: {error.strerror or error}"
            ) from error


def _encoded(form: Pieces, report: BatchReport) -> Iterator[bytes]:
    pieces = form.pieces if isinstance(form, Renderer) else form
    text = pieces(report, PLAIN)
    for piece in gathered((text,) if isinstance(text, str) else text):
        yield piece.encode(errors="surrogateescape")


def _is_stream(path: Path) -> bool:
    """Whether something is only written to, and would be lost if a file stood in its place."""
    # /dev/stderr leads to a regular file where it is redirected into one, which stays open.
    if path.absolute().parts[1:2] in (("dev",), ("proc",)):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()
