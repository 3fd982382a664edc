from pathlib import Path

import pytest

from lightmeter.cli.files import find_files


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


def test_no_absolute_names(here: Path) -> None:
    """A path is shown relative to where the command runs, whichever way it was given."""
    (here / "a.toml").touch()
    (here.parent / "b.toml").touch()

    assert names(str(here / "a.toml"), str(here.parent / "b.toml")) == ["a.toml", "../b.toml"]


def test_missing_paths_are_kept_apart(here: Path) -> None:
    """What is not there does not keep the rest from being read."""
    (here / "a.toml").write_bytes(b"x = 1")
    plan = find_files(["nope.toml", "a.toml", "nope/"])

    assert plan.missing == ("nope.toml", "nope/")
    assert [it.data for it in plan.inputs()] == [b"x = 1"]


def test_what_cannot_be_opened_is_an_input_too(here: Path) -> None:
    """A link to nowhere is reported, not left out."""
    (here / "link.toml").symlink_to("nowhere.toml")
    (read,) = find_files(["."]).inputs()

    assert (read.name, read.problem) == ("link.toml", "No such file or directory")


def test_standard_input_has_the_name_it_is_given() -> None:
    """Its name is - or what the option says; its format is the option's."""
    (file,) = find_files(["-", "-"], stdin_format="jsonl").files
    assert (file.name, file.path, file.format) == ("-", None, "jsonl")

    (file,) = find_files(["-"], stdin_filename="shots/./a.toml").files
    assert (file.name, file.format) == ("shots/a.toml", None)
