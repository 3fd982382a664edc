import errno
import os
from pathlib import Path

import pytest

from lightmeter.cli.files import find_files
from lightmeter.cli.wishes import Wishes
from lightmeter.errors import UsageError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a directory of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str) -> list[str]:
    """What the files that paths stand for are called."""
    return [file.name for file in find_files(paths).files]


def test_directories_are_walked_in_order(here: Path) -> None:
    """Files of the four suffixes, sorted; what is known to be no request is passed over."""
    for name in (
        "b/z.toml",
        "b/a.JSON",
        "a.jsonl",
        "c.ndjson",
        "d.txt",
        ".git/x.toml",
        "node_modules/x.json",
        "__pycache__/x.json",
        "venv/lib/x.json",
        "venv/pyvenv.cfg",
        "build/x.toml",
        "lightmeter.toml",
        "b/.lightmeter.toml",
        "b/z.probes.jsonl",
        "b/y.probes.jsonl",
    ):
        (here / name).parent.mkdir(exist_ok=True, parents=True)
        (here / name).touch()

    found = ["a.jsonl", "c.ndjson", "b/a.JSON", "b/y.probes.jsonl", "b/z.toml", "build/x.toml"]
    assert names(".") == found
    assert names("b/") == ["b/a.JSON", "b/y.probes.jsonl", "b/z.toml"]
    assert names("b", "b/a.JSON", "a.jsonl") == [
        "b/a.JSON",
        "b/y.probes.jsonl",
        "b/z.toml",
        "a.jsonl",
    ]
    plan = find_files(["."])
    assert plan.directories == {".": tuple(found)}
    assert all(file.found_by_walk for file in plan.files)


def test_a_named_file_counts_as_named(here: Path) -> None:
    """Whatever its suffix, and where a directory brings it along too."""
    (here / "shots.txt").touch()
    (here / "a.toml").touch()
    plan = find_files([".", "./a.toml", "shots.txt"])

    assert [(it.name, it.found_by_walk) for it in plan.files] == [
        ("a.toml", False),
        ("shots.txt", False),
    ]


def test_files_that_are_called_requests_count_as_named(here: Path) -> None:
    """Whoever calls a file so wants to know when it holds none."""
    (here / "requests").mkdir()
    for name in ("a.json", "b.req.json", "requests/c.json"):
        (here / name).touch()
    plan = find_files(["."])

    assert [(it.name, it.found_by_walk) for it in plan.files] == [
        ("a.json", True),
        ("b.req.json", False),
        ("requests/c.json", False),
    ]


def test_a_file_is_read_once(here: Path) -> None:
    """However often and whichever way it is named; it keeps the name that came first."""
    (here / "b").mkdir()
    (here / "b" / "a.toml").touch()
    (here / "to-b").symlink_to("b")
    ways = ("b/a.toml", "./b//a.toml", "b/../b/a.toml", str(here / "b" / "a.toml"), "to-b/a.toml")

    assert names(*ways, "b", "to-b", ".") == ["b/a.toml"]
    assert names(*reversed(ways)) == ["to-b/a.toml"]
    plan = find_files(["to-b", "b/a.toml", "b"])
    assert [(it.name, it.found_by_walk) for it in plan.files] == [("to-b/a.toml", False)]
    assert plan.directories == {"to-b": ("to-b/a.toml",), "b": ("to-b/a.toml",)}


def test_a_link_is_a_file_of_its_own(here: Path) -> None:
    (here / "a.toml").touch()
    (here / "b.toml").symlink_to("a.toml")
    (here / "-").touch()

    assert names("a.toml", "b.toml", "./-", "-") == ["a.toml", "b.toml", "-", "-"]


def test_excluded_files_are_kept_apart(here: Path) -> None:
    """Where they are named; a directory just has fewer files then."""
    (here / "b").mkdir()
    for name in ("a.toml", "b/c.toml"):
        (here / name).touch()
    plan = find_files(
        ["a.toml", "b/c.toml", "b", "./b/c.toml"],
        wishes=Wishes(exclude=("b/",), force_exclude=True),
    )

    assert [it.name for it in plan.files] == ["a.toml"]
    assert plan.excluded == ("b/c.toml",)
    assert plan.directories == {"b": ()}
    assert plan.missing == ()
    assert plan.notes == (
        "what might hold requests in b (1 file) is left out by the settings or --exclude",
    )


def test_no_absolute_names(here: Path) -> None:
    """A path is shown relative to where the command runs, whichever way it was given."""
    (here / "a.toml").touch()
    (here.parent / "b.toml").touch()

    assert names(str(here / "a.toml"), str(here.parent / "b.toml")) == ["a.toml", "../b.toml"]


def test_missing_paths_are_kept_apart(here: Path) -> None:
    """What is not there does not keep the rest from being read."""
    (here / "a.toml").write_bytes(b"x = 1")
    (here / "link.toml").symlink_to("nowhere.toml")
    absent = ("nope.toml", "nope/", "a.toml/b.toml", "link.toml", "x" * 300)
    plan = find_files([*absent, "a.toml", ""])

    assert plan.missing == (*absent, '""')
    assert [it.data for it in plan.inputs()] == [b"x = 1"]


def test_what_cannot_be_opened_is_an_input_too(here: Path) -> None:
    """A link to nowhere is reported, not left out."""
    (here / "link.toml").symlink_to("nowhere.toml")
    (read,) = find_files(["."]).inputs()

    assert (read.name, read.problem) == ("link.toml", "No such file or directory")


def test_what_leads_nowhere_is_an_input_too(here: Path) -> None:
    """It is there, but nobody can say what it is."""
    (here / "a.toml").symlink_to("a.toml")
    plan = find_files(["a.toml"])
    (read,) = plan.inputs()

    assert plan.missing == ()
    assert (read.name, read.problem) == ("a.toml", os.strerror(errno.ELOOP))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a directory that is in use")
def test_the_current_directory_may_be_gone(here: Path) -> None:
    """No path leads anywhere then, but standard input is still there."""
    (here.parent / "a.toml").touch()
    here.rmdir()

    for paths in ((".",), ("a.toml", "-"), (str(here.parent / "a.toml"),)):
        with pytest.raises(UsageError, match="the current directory is no longer there"):
            find_files(paths)
    assert [it.name for it in find_files(["-"]).files] == ["-"]


def test_standard_input_has_the_name_it_is_given() -> None:
    """Its name is - or what the option says; its format is the option's."""
    (file,) = find_files(["-", "-"], stdin_format="jsonl").files
    assert (file.name, file.path, file.format) == ("-", None, "jsonl")

    (file,) = find_files(["-"], stdin_filename="shots/./a.toml").files
    assert (file.name, file.format) == ("shots/a.toml", None)
