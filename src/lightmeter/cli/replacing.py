"""A file is replaced by its new version at once, or not at all."""

import contextlib
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from lightmeter.errors import LightmeterError

__all__ = ["replace_by", "replace_file"]


def replace_file(path: Path, data: bytes, expected: bytes | None = None) -> bool:
    """
    Give a file other content.

    Whoever reads it meanwhile reads the old one or the new one whole. Its permissions stay, its
    owner too where that is allowed, and where it is a link the file behind the link is replaced.

    Args:
        path: Of the file, which need not be there yet.
        data: Its new content.
        expected: What it held when it was read; None where that does not matter.

    Returns:
        Whether there was anything to do.

    Raises:
        LightmeterError: If the file cannot be written, or holds something else by now.
    """
    try:
        # A link without a target has one to make.
        target = Path(os.path.realpath(path))
        old = _find(target)
        now = None if old is None else target.read_bytes()
        if expected is not None and now != expected:
            raise LightmeterError(f"{path.as_posix()} was changed meanwhile; run the command again")
        if now == data:
            return False
        _replace(target, (data,), old)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LightmeterError(f"{path.as_posix()} cannot be written: {reason}") from error
    return True


def replace_by(path: Path, pieces: Iterable[bytes]) -> None:
    """
    Give a file other content, which comes bit by bit; else as `replace_file` does.

    Args:
        path: Of the file, which need not be there yet.
        pieces: Its new content.

    Raises:
        LightmeterError: If the file cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))
        _replace(target, pieces, _find(target))
    except OSError as error:
        reason = error.strerror or str(error)
        raise LightmeterError(f"{path.as_posix()} cannot be written: {reason}") from error


def _find(path: Path) -> os.stat_result | None:
    """What is known of a file, or None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError("it is no regular file")
    return found


def _replace(target: Path, pieces: Iterable[bytes], old: os.stat_result | None) -> None:
    # Only within one directory is a file moved in one step. The name says whose it is, should the
    # machine stop before it is gone; what was not made here is never overwritten.
    temporary = target.with_name(f".{target.name[:60]}.lightmeter-{os.urandom(4).hex()}")
    # What others could not read they never can; of a new file the umask decides, as of any other.
    mode = 0o666 if old is None else 0o600
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it is no path that is opened
            file.writelines(pieces)
            file.flush()
            if old is not None:
                _hand_over(descriptor, old)
            os.fsync(descriptor)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _hand_over(descriptor: int, old: os.stat_result) -> None:
    """Give a file the owner, the group and the permissions that another had."""
    if sys.platform == "win32":
        # The directory settles them there.
        return
    # Before the permissions, which are meant for these two. Only the superuser may give a file
    # away, and others only to groups of their own.
    for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, owner, group)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


# Without it Windows writes CRLF for every newline.
_BINARY: int = getattr(os, "O_BINARY", 0)
