"""
Shipped packs as they were prepared when lightmeter was built, believed while their files are alike.

A file of TOML that was changed since, by one character, is read and proven like anybody's.
"""

import json
from collections.abc import Mapping
from pathlib import Path

try:
    # The same as in `hashlib`, which brings OpenSSL along: a quarter of a start of Python.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

from lightmeter.packs.program import Program
from lightmeter.packs.stored import StoreError, unstore

__all__ = ["digest", "file_name", "judge_name", "prepared_directory", "read_prepared"]

_BYTES = 16


def prepared_directory() -> Path | None:
    """Where prepared packs lie in an installed lightmeter; a checkout has none."""
    directory = Path(__file__).resolve().parent.parent / "prepared"
    return directory if directory.is_dir() else None


def file_name(pack: str, number: int) -> str:
    """
    What the file of a prepared model is called.

    Args:
        pack: Its id.
        number: Of the model in its pack, from 0.
    """
    return f"{pack}.{number}.json"


def judge_name(pack: str, number: int, source: str) -> str:
    """
    What the file of its judge is called: named for what is in it, so that none stands for another.

    Args:
        pack: Its id.
        number: Of the model in its pack, from 0.
        source: Of the judge.
    """
    return f"{pack}.{number}-{_digest(source.encode('utf-8'))}.py"


def digest(path: Path) -> str:
    """
    What two files have in common that are alike.

    Raises:
        OSError: If it cannot be read.
    """
    return _digest(path.read_bytes())


def read_prepared(
    directory: Path, pack: str, model: str, number: int, paths: Mapping[str, Path]
) -> Program | None:
    """
    Read a prepared model.

    Args:
        directory: That prepared packs lie in.
        pack: Its id.
        model: Its id, or "" for a provider's envelope.
        number: Of the model in its pack, from 0.
        paths: Of all packs, by id.

    Returns:
        The program with its judge; None where none was prepared, or a file has changed since.
    """
    try:
        data = json.loads((directory / file_name(pack, number)).read_bytes())
        if (data["pack"], data["model"]) != (pack, model):
            return None
        if any(digest(paths[name]) != then for name, then in data["files"].items()):
            return None
        program, judge, constants = unstore(data)
    except (OSError, ValueError, KeyError, TypeError, LookupError, StoreError):
        # It saves time and nothing else, so whatever is wrong with it is no error.
        return None
    assert isinstance(program, Program)
    # Not given when it is made, so that a program that is changed later is without.
    object.__setattr__(program, "prepared", (str(directory / judge), constants))
    return program


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_BYTES).hexdigest()
