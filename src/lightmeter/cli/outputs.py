"""Reports in files, beside the one on standard output."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.cli.ending import gathered
from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.errors import LightmeterError
from lightmeter.file_names import whole_path
from lightmeter.report.formats import FORMATS, Pieces, Renderer
from lightmeter.report.style import PLAIN

__all__ = ["Output", "is_stream", "write_outputs"]


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
            if is_stream(it.path):
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


def is_stream(path: Path) -> bool:
    """Whether something is only written to, and would be lost if a file stood in its place."""
    # /dev/stderr leads to a regular file where it is redirected into one, which stays open.
    if path.absolute().parts[1:2] in (("dev",), ("proc",)):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()
