import os
import stat
from pathlib import Path

import pytest

from lightmeter.cli.replacing import replace_file
from lightmeter.errors import LightmeterError


def left_over(directory: Path) -> list[str]:
    """Names in a directory, without the file that was written."""
    return sorted(it.name for it in directory.iterdir() if it.name != "shots.toml")


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "shots.toml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    number = path.stat().st_ino

    assert replace_file(path, b"new\r\n") is True
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    # Another file stands in its place, complete from the first moment.
    assert path.stat().st_ino != number
    assert left_over(tmp_path) == []


def test_equal_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "shots.toml"
    path.write_bytes(b"same")
    before = path.stat()

    assert replace_file(path, b"same") is False
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_is_not_there_is_made_as_any_other(tmp_path: Path) -> None:
    path, other = tmp_path / "shots.toml", tmp_path / "other"
    other.touch()

    assert replace_file(path, b"new") is True
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode == other.stat().st_mode


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "real" / "shots.toml", tmp_path / "shots.toml"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link.symlink_to(Path("real", "shots.toml"))

    assert replace_file(link, b"new") is True
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert left_over(target.parent) == []


def test_a_relative_name_is_one_of_the_current_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert replace_file(Path("shots.toml"), b"new") is True
    assert (tmp_path / "shots.toml").read_bytes() == b"new"


@pytest.mark.parametrize("step", ("fsync", "replace"))
def test_what_goes_wrong_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "shots.toml"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    if step == "replace":
        monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(LightmeterError) as raised:
        replace_file(path, b"new")
    assert str(raised.value) == f"{path.as_posix()} cannot be written: No space left on device"
    assert path.read_bytes() == b"old"
    assert left_over(tmp_path) == []


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)

    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "shots.toml", b"new")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("name", "reason"),
    (
        ("no/such/shots.toml", "No such file or directory"),
        (".", "it is no regular file"),
        ("a/b", "Not a directory"),
    ),
)
def test_a_place_where_no_file_can_be_is_said_in_one_line(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "a").touch()
    path = tmp_path / name

    with pytest.raises(LightmeterError) as raised:
        replace_file(path, b"new")
    assert str(raised.value) == f"{path.as_posix()} cannot be written: {reason}"
