from collections.abc import Callable
from pathlib import Path

import pytest

from lightmeter.cli.wishes import Wishes
from lightmeter.errors import SettingsError
from lightmeter.settings.reading import SettingsFinder

Git = Callable[..., None]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a directory of its own."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def put(*names: str, text: str = "{}") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def wishes(
    *exclude: str, force: bool = False, gitignore: bool | None = None, find: bool = True
) -> Wishes:
    if not find:
        return Wishes(exclude=exclude, force_exclude=force, respect_gitignore=gitignore)
    return Wishes(SettingsFinder().find, exclude, force, gitignore)


def found(wish: Wishes, directory: str = ".") -> list[str]:
    return [it.as_posix() for it in wish.search(Path(directory)).files]


def meant(directory: str = ".") -> list[str]:
    """Files that have to hold requests."""
    chosen = wishes().search(Path(directory))
    return [path.as_posix() for path, must in chosen.files.items() if must]


def test_exclude_on_the_command_line_begins_in_the_current_directory(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.json", "b/a.json", "b/c.json")

    assert found(wishes("/a.json")) == ["b/a.json", "b/c.json"]
    assert found(wishes("b/")) == ["a.json"]
    assert found(wishes("b/*", "!b/c.json")) == ["a.json", "b/c.json"]
    assert found(wishes("*.json", find=False)) == []
    monkeypatch.chdir("b")
    assert found(wishes("/a.json"), "..") == ["../a.json", "../b/c.json"]
    assert found(wishes("c.json"), str(here)) == [f"{here}/a.json", f"{here}/b/a.json"]


def test_settings_include_and_exclude(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their patterns begin where they lie, wherever the command runs."""
    put("a.json", "b/a.json", "b/c.json", "b/d.toml")
    put("lightmeter.toml", text='include = ["*.json"]\nexclude = ["/b/c.json"]\n')

    assert found(wishes()) == ["a.json", "b/a.json"]
    monkeypatch.chdir("b")
    assert found(wishes()) == ["a.json"]
    assert found(wishes(), "..") == ["../a.json", "../b/a.json"]


def test_the_closest_settings_govern() -> None:
    put("a.json", "b/a.json", "b/c.json", "b/d/e.json")
    put("lightmeter.toml", text='exclude = ["a.json"]\n')
    put("b/lightmeter.toml", text='exclude = ["c.json"]\n')

    assert found(wishes()) == ["b/a.json", "b/d/e.json"]


def test_what_is_excluded_as_a_whole_is_not_looked_into() -> None:
    """Not even for the settings in it, which belong to others, and may be broken."""
    put("a.json", "vendor/x/a.json", "vendor/x/y/b.json")
    put("lightmeter.toml", text='exclude = ["vendor/*"]\n')
    put("vendor/x/lightmeter.toml", text="nonsense = 1\n")

    assert found(wishes()) == ["a.json"]
    with pytest.raises(SettingsError, match="nonsense"):
        found(wishes(), "vendor/x")

    put("lightmeter.toml", text='exclude = ["/a.json"]\n')
    assert found(wishes("vendor")) == []


def test_what_is_taken_back_is_looked_for() -> None:
    put("vendor/x/a.json", "vendor/x/b.json")
    put("lightmeter.toml", text='exclude = ["vendor/", "!vendor/x/b.json"]\n')

    assert found(wishes()) == ["vendor/x/b.json"]


def test_the_baseline_is_no_request() -> None:
    put("accepted.json", "a.json", "b/accepted.json")
    put("lightmeter.toml", text='baseline = "accepted.json"\n')

    assert found(wishes()) == ["a.json", "b/accepted.json"]


def test_ignored_files_are_looked_at_where_that_is_settled(git: Git) -> None:
    """The command line goes before the settings."""
    put("a.json", ".gitignore", text="a.json\n")
    put("b/c.json")

    assert found(wishes()) == ["b/c.json"]
    assert found(wishes(gitignore=False)) == ["a.json", "b/c.json"]
    put("lightmeter.toml", text="respect-gitignore = false\n")
    git("add", ".")
    assert found(wishes()) == ["a.json", "b/c.json"]
    assert found(wishes(gitignore=True)) == ["b/c.json"]


def test_files_are_meant_by_their_names() -> None:
    put("a.json", "b.req.json", "requests/c.json", "d/requests/e/f.jsonl")

    assert meant() == ["b.req.json", "d/requests/e/f.jsonl", "requests/c.json"]


def test_files_are_meant_by_the_settings() -> None:
    put("a.json", "b/c.json")
    put("lightmeter.toml", text='include = ["/b/"]\n')

    assert found(wishes()) == meant() == ["b/c.json"]


def test_a_directory_requests_counts_wherever_the_command_runs(
    git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("requests/a.json")
    git("add", ".")

    assert meant("requests") == ["requests/a.json"]
    monkeypatch.chdir("requests")
    assert meant() == ["a.json"]


def test_a_directory_requests_outside_of_repositories(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is named counts; what lies further up, or is where one works, does not."""
    put("requests/deep/a.json")

    assert meant("requests") == ["requests/deep/a.json"]
    monkeypatch.chdir("requests")
    assert meant() == []
    assert meant("deep") == []
    monkeypatch.chdir(here.parent)
    (here / "requests").rename("requests")
    monkeypatch.chdir(here)
    assert meant("../requests") == ["../requests/deep/a.json"]
    assert meant("../requests/deep") == []


def test_why_nothing_is_left_is_said(git: Git) -> None:
    """A directory whose files are all left out looks as if it had none."""
    put("out/a.json", "out/b.json", "drafts/c.json", "empty/notes.txt")
    put(".gitignore", text="*/a.json\nb.json\n")
    put("lightmeter.toml", text='exclude = ["drafts/"]\n')
    git("add", ".")

    def notes(directory: str, wish: Wishes) -> tuple[str, ...]:
        return wish.search(Path(directory)).notes

    ignored = "(2 files) is ignored by git; --no-gitignore looks at it"
    excluded = "(1 file) is left out by the settings or --exclude"
    assert notes("out", wishes()) == (f"what might hold requests in out {ignored}",)
    assert notes("out", wishes(gitignore=False)) == ()
    assert notes("drafts", wishes()) == (f"what might hold requests in drafts {excluded}",)
    assert notes("empty", wishes()) == ()


def test_named_files_are_refused_where_that_is_wanted() -> None:
    """Excluded ones, those that are not included, and those of lightmeter's own."""
    put("a.json", "b/c.json", "b/d.toml", "accepted.json", "pyproject.toml", "x.probes.jsonl")
    put("x.toml", "lightmeter-baseline.json")
    put("lightmeter.toml", text='exclude = ["c.json"]\nbaseline = "accepted.json"\n')
    names = [it.as_posix() for it in Path().rglob("*.*")]

    assert not any(wishes("a.json").refuses(Path(it)) for it in names)
    refused = sorted(it for it in names if wishes("/a.json", force=True).refuses(Path(it)))
    assert refused == [
        "a.json",
        "accepted.json",
        "b/c.json",
        "lightmeter-baseline.json",
        "lightmeter.toml",
        "pyproject.toml",
        "x.probes.jsonl",
    ]

    put("lightmeter.toml", text='include = ["b/"]\n')
    assert [it for it in ("a.json", "b/c.json") if wishes(force=True).refuses(Path(it))] == [
        "a.json"
    ]


def test_named_files_below_what_is_excluded_as_a_whole(git: Git) -> None:
    """Up to the repository that they lie in: what stands above it is about others."""
    put("vendor/x/a.json", "b.json", "vendor/clone/c.json")
    put("lightmeter.toml", text='exclude = ["/vendor/"]\n')
    put("vendor/x/lightmeter.toml", text="")
    git("init", "-q", cwd="vendor/clone")
    put("../lightmeter.toml", text='exclude = ["/repository/"]\n')

    wish = wishes(force=True)
    assert wish.refuses(Path("vendor/x/a.json"))
    assert not wish.refuses(Path("b.json"))
    assert not wish.refuses(Path("vendor/clone/c.json"))
