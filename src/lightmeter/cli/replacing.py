"""A file is replaced by its new version at once, or not at all."""

import contextlib
import os
import stat
from pathlib import Path

from lightmeter.errors import LightmeterError

__all__ = ["replace_file"]


def replace_file(path: Path, data: bytes) -> bool:
    """
    Give a file other content.

    Whoever reads it meanwhile reads the old one or the new one whole. Its permissions stay, and
    where it is a link the file behind the link is replaced.

    Args:
        path: Of the file, which need not be there yet.
        data: Its new content.

    Returns:
        Whether there was anything to do.

    Raises:
        LightmeterError: If the file cannot be written.
    """
    try:
        # A link without a target has one to make.
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        if mode is not None and target.read_bytes() == data:
            return False
        _replace(target, data, mode)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LightmeterError(f"{path.as_posix()} cannot be written: {reason}") from error
    return True


def _mode_of(path: Path) -> int | None:
    """The permissions of a file, or None where there is none."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise OSError("it is no regular file")
    return stat.S_IMODE(mode)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # Only within one directory is a file moved in one step. The name says whose it is, should the
    # machine stop before it is gone; what was not made here is never overwritten.
    temporary = target.with_name(f".{target.name[:60]}.lightmeter-{os.urandom(4).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it is no path that is opened
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


# Without it Windows writes CRLF for every newline.
_BINARY: int = getattr(os, "O_BINARY", 0)
