"""The option by which reports are written to files."""

from collections.abc import Sequence
from pathlib import Path

import click

from lightmeter.cli.options import Option, check_word
from lightmeter.cli.outputs import Output, is_stream
from lightmeter.file_names import whole_path
from lightmeter.report.formats import FORMATS

__all__ = ["make_output_option", "output_option"]


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
        if other is not it and not is_stream(it.path):
            raise click.BadParameter(
                f"{it.path} would have both {other.form} and {it.form} in it; name another file for"
                " one of them",
                param=param,
            )


output_option: Option = make_output_option(*FORMATS, example="sarif:lightmeter.sarif")
