from pathlib import Path

import pytest

from lightmeter.report.addresses import address_of, path_of


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a directory of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "path", "address"),
    (
        ("a.json", "a.json", "a.json"),
        ("./a.json", "a.json", "a.json"),
        ("b/../a.json", "a.json", "a.json"),
        ("b c/ü%.json", "b c/ü%.json", "b%20c/%C3%BC%25.json"),
        ("a:b.json", "a:b.json", "a%3Ab.json"),
        (".", ".", "./"),
        ("/a b.json", "/a b.json", "file:///a%20b.json"),
        ("-", "", ""),
        ("", "", ""),
    ),
)
def test_paths_and_addresses(name: str, path: str, address: str) -> None:
    """Relative where they can be, with forward slashes, without dots; none for what is no file."""
    assert (path_of(name), address_of(name)) == (path, address)


def test_a_file_below_is_relative_however_it_was_named(here: Path) -> None:
    """An editor gives whole paths, and others are to find the file by the report."""
    name = str(here / "b" / "a.json")

    assert (path_of(name), address_of(name)) == ("b/a.json", "b/a.json")


def test_an_address_does_not_climb(here: Path) -> None:
    """A path may, since a person reads it; an address is absolute then."""
    assert path_of("../a.json") == "../a.json"
    assert address_of("../a.json") == (here.parent / "a.json").as_uri()
    assert address_of("..") == here.parent.as_uri()
