"""What lies in the directory of a trial, before and after."""

from pathlib import Path

from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import decode, format_of
from tests.fuzz.seeds import project
from tests.fuzz.trial import Trial

__all__ = ["lay_out", "snapshot", "values_of"]

_REQUESTS = (
    b'{"provider": "acme", "model": "flat", "prompt": "x", "size": "64x64"}\n'
    b'{"provider": "vidgo", "model": "seedance-2", "input": {"prompt": "x", "duration": 5}}\n'
)


def lay_out(home: Path, trial: Trial) -> None:
    """Write the project of a trial, and in it what was damaged."""
    files = {**project(), "requests.jsonl": _REQUESTS, trial.name: trial.data}
    for name, data in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def snapshot() -> dict[str, bytes]:
    """Every file below the current directory."""
    return {it.as_posix(): it.read_bytes() for it in Path().rglob("*") if it.is_file()}


def values_of(name: str, data: bytes) -> list[str] | None:
    """Everything that a file holds, to compare; None where it cannot be read."""
    form = format_of(name)
    assert form is not None
    try:
        source = decode(data, name=name, format=form)
        documents = list(read_lines(source)) if form == "jsonl" else [read(source)]
    except DocumentError:
        return None
    # A line that cannot be read stays one.
    return [repr(it.value) if isinstance(it, Document) else "" for it in documents]
