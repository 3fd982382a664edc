import os
import stat
import sys
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


@pytest.mark.parametrize("data", (b"theirs", b"ours"))
def test_what_was_changed_since_it_was_read_is_left_alone(tmp_path: Path, data: bytes) -> None:
    """Even where it is what would have been written."""
    path = tmp_path / "shots.toml"
    path.write_bytes(data)

    with pytest.raises(LightmeterError) as raised:
        replace_file(path, b"ours", expected=b"as read")
    assert str(raised.value) == (f"{path.as_posix()} was changed meanwhile; run the command again")
    assert path.read_bytes() == data
    assert left_over(tmp_path) == []


def test_what_was_taken_away_since_it_was_read_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "shots.toml"

    with pytest.raises(LightmeterError) as raised:
        replace_file(path, b"ours", expected=b"")
    assert str(raised.value) == (f"{path.as_posix()} was changed meanwhile; run the command again")
    assert [*tmp_path.iterdir()] == []


def test_what_is_as_it_was_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "shots.toml"
    path.write_bytes(b"as read")

    assert replace_file(path, b"ours", expected=b"as read") is True
    assert path.read_bytes() == b"ours"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
@pytest.mark.parametrize("mode", (0o600, 0o644))
def test_the_new_content_is_never_readable_by_more_than_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """It is written for the owner alone, and opened to others once it is theirs."""
    path = tmp_path / "shots.toml"
    path.write_bytes(b"old")
    path.chmod(mode)
    seen: list[int] = []
    change = os.fchmod

    def look(descriptor: int, wanted: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        seen.append(os.fstat(descriptor).st_size)
        change(descriptor, wanted)

    monkeypatch.setattr(os, "fchmod", look)
    before = os.umask(0)
    try:
        replace_file(path, b"new!")
    finally:
        os.umask(before)

    assert seen == [0o600, 4]
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners by number")
def test_owner_and_group_are_handed_over_before_the_permissions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each alone: who may not give a file away may still give it to a group."""
    path = tmp_path / "shots.toml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    old = path.stat()
    asked: list[tuple[int, int]] = []

    def refuse(descriptor: int, owner: int, group: int) -> None:
        assert stat.S_IMODE(os.fstat(descriptor).st_mode) == 0o600
        asked.append((owner, group))
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)

    assert replace_file(path, b"new") is True
    assert asked == [(-1, old.st_gid), (old.st_uid, -1)]
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only the superuser gives files away"
)
def test_a_file_of_another_owner_stays_theirs(tmp_path: Path) -> None:
    path = tmp_path / "shots.toml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    os.chown(path, 12345, 23456)

    assert replace_file(path, b"new") is True
    after = path.stat()
    assert (after.st_uid, after.st_gid) == (12345, 23456)
    assert stat.S_IMODE(after.st_mode) == 0o640


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
