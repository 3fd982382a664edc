import pickle
from pathlib import Path

import pytest

from lightmeter.errors import SettingsError
from lightmeter.place import Position, Span
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import SettingsFinder, find_settings, read_settings
from lightmeter.toml_file import read_bytes


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a repository of its own, two directories deep."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def refused(path: Path, text: str) -> SettingsError:
    put(path, text)
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    return caught.value


# What they say ------------------------------------------------------------------------------------


def test_paths_are_relative_to_the_file(here: Path) -> None:
    put(here / "house" / "rates.toml", "")
    (here / "a" / "packs").mkdir()
    put(
        here / "a" / "lightmeter.toml",
        'packs = ["packs"]\noverlays = ["../house/rates.toml"]\ndistributions = ["acme-packs"]\n',
    )

    settings = read_settings("a/lightmeter.toml")
    assert settings.file == "a/lightmeter.toml"
    assert settings.packs == (here / "a" / "packs",)
    assert [path.resolve() for path in settings.overlays] == [here / "house" / "rates.toml"]
    assert settings.distributions == ("acme-packs",)


def test_everything_may_be_left_out(here: Path) -> None:
    assert read_settings(put(here / "lightmeter.toml", "")) == Settings(file="lightmeter.toml")


def test_of_a_project_file_one_table_counts(here: Path) -> None:
    path = put(
        here / "pyproject.toml",
        'packs = 1\n[project]\nname = "x"\n[tool.other]\npacks = 2\n'
        '[tool.lightmeter]\ndistributions = ["y"]\n',
    )

    assert read_settings(path) == Settings(file="pyproject.toml", distributions=("y",))


WRONG = {
    "an unknown key": (
        'pakcs = ["a"]\n',
        ('lightmeter.toml:1:1: "pakcs" is not known here; did you mean packs?\n'
        '    pakcs = ["a"]\n    ^^^^^'),
    ),
    "a key like no other": (
        "width = 100\n",
        ('lightmeter.toml:1:1: "width" is not known here; the keys are required-version,'
        " extend, packs, overlays, distributions, providers, include, exclude, respect-gitignore,"
        " select, ignore, severity, fail-on, locked, per-file-ignores, require-reason, baseline,"
        " format, max-age, fix, budget, cost, suppress\n    width = 100\n    ^^^^^"),
    ),
    "a text for an array": (
        'packs = "a"\n',
        ('lightmeter.toml:1:9: an array of texts is expected here, not "a": write ["a"]\n'
        '    packs = "a"\n            ^^^'),
    ),
    "a number for an array": (
        "overlays = 1\n",
        ("lightmeter.toml:1:12: an array of texts is expected here, not 1\n"
        "    overlays = 1\n               ^"),
    ),
    "a number for a text": (
        'distributions = [\n  "x",\n  7,\n]\n',
        "lightmeter.toml:3:3: 7 is not a text\n      7,\n      ^",
    ),
    "an empty text": (
        'packs = [""]\n',
        'lightmeter.toml:1:10: an empty text names nothing\n    packs = [""]\n             ^^',
    ),
    "a path that is not there": (
        'packs = [".", "nowhere"]\n',
        ("lightmeter.toml:1:15: there is no nowhere; paths are relative to the directory of this"
        ' file\n    packs = [".", "nowhere"]\n                  ^^^^^^^^^'),
    ),
    "a directory for an overlay": (
        'overlays = ["a"]\n',
        ("lightmeter.toml:1:13: a is a directory, and an overlay is a file; name the directory"
        ' under packs\n    overlays = ["a"]\n                ^^^'),
    ),
    "text that is no TOML": (
        "packs = [\n",
        "lightmeter.toml:1:10: the array is not closed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_shown_at_its_place(here: Path, name: str) -> None:
    text, expected = WRONG[name]

    assert str(refused(here / "lightmeter.toml", text)).startswith(expected)


def test_a_mistake_in_a_project_file_is_shown_at_its_place(here: Path) -> None:
    error = refused(here / "pyproject.toml", "[tool.lightmeter]\npakcs = []\n")
    table = refused(here / "pyproject.toml", "[tool]\nlightmeter = 1\n")

    assert (error.name, error.line, error.column) == ("pyproject.toml", 2, 1)
    assert (table.line, table.reason) == (2, "the settings are a table, not 1")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(SettingsError, match=r"^none\.toml: cannot be read"):
        read_settings("none.toml")


def test_a_named_project_file_without_our_table_is_an_error(here: Path) -> None:
    """Who names it expects it to say something."""
    error = refused(here / "pyproject.toml", '[project]\nname = "x"\n')

    assert str(error) == "pyproject.toml: there is no table [tool.lightmeter] in it"


def test_a_link_to_nowhere_and_a_name_too_long_are_no_settings(here: Path) -> None:
    (here / "lightmeter.toml").symlink_to(here / "gone")
    put(here / "a" / "lightmeter.toml", f'packs = ["{"x" * 300}"]\n')

    assert find_settings(here) == Settings()
    with pytest.raises(SettingsError, match=r"^a/lightmeter\.toml:1:10: there is no xxx"):
        find_settings(here / "a")


def test_places_that_were_looked_for_are_not_pickled(here: Path) -> None:
    """Processes know a checker by its bytes, which stay the same."""
    put(here / "lightmeter.toml", 'ignore = ["enum"]\n')
    settings = find_settings()
    before = pickle.dumps(settings.origins)

    span = settings.origins["ignore.0"].span

    assert span == Span(Position(1, 11), Position(1, 17))
    assert pickle.dumps(settings.origins) == before
    assert pickle.loads(before)["ignore.0"].span == span  # noqa: S301 - our own bytes


# Where they are found -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ("lightmeter.toml", ".lightmeter.toml", "pyproject.toml"))
def test_the_closest_settings_count(here: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Nothing is merged: what stands further up is not read."""
    table = "[tool.lightmeter]\n" if name == "pyproject.toml" else ""
    put(here / "lightmeter.toml", "not TOML")
    put(here / "a" / name, table + 'distributions = ["x"]\n')
    monkeypatch.chdir(here / "a" / "b")

    found = Settings(file=f"../{name}", distributions=("x",))
    assert find_settings() == found
    assert find_settings(here / "a") == found


def test_a_project_file_that_says_nothing_is_passed_over(here: Path) -> None:
    put(here / "lightmeter.toml", 'distributions = ["x"]\n')
    put(here / "a" / "pyproject.toml", '[project]\ndependencies = ["lightmeter"]\n')
    put(here / "a" / "b" / "pyproject.toml", "not TOML at all")

    assert find_settings(here / "a" / "b").file == "lightmeter.toml"


@pytest.mark.parametrize(
    "text",
    (
        '[tool.lightmeter]\nignore = ["enum"]\n',
        '[tool.lightmeter]\r\nignore = ["enum"]\r\n',
        '[ tool . "lightmeter" ]\nignore = ["enum"]\n',
        "['tool'.'lightmeter']\nignore = ['enum']",
        '[tool]\nlightmeter.ignore = ["enum"]\n',
        '[tool]\nlightmeter\t= { ignore = ["enum"] }\n',
        '[tool]\n"lightmeter" = { ignore = ["enum"] }\n',
        'tool.lightmeter.ignore = ["enum"]\n',
        'tool = { lightmeter={ ignore = ["enum"] } }\n',
        '[tool."light\\u006deter"]\nignore = ["enum"]\n',
        '["\\U00000074ool".lightmeter]\nignore = ["enum"]\n',
        '\ufeff[tool]\nlightmeter = { ignore = ["enum"] }\n',
        '\ufefftool = { lightmeter.ignore = ["enum"] }\n',
        '[project]\ndependencies = ["lightmeter>=1"]\n[tool.lightmeter]\nignore = ["enum"]\n',
    ),
)
def test_a_project_file_has_settings_however_they_are_written(here: Path, text: str) -> None:
    put(here / "pyproject.toml", text)

    assert find_settings().ignore == ("enum",)


@pytest.mark.parametrize(
    "text",
    (
        '[dependency-groups]\ndev = [\n    "lightmeter>=0.1",\n    "lightmeter"\n]\n',
        '[project]\ndependencies = ["attrs", "lightmeter==0.3.1"]\n',
        '[project]\ndependencies = ["lightmeter ==1"]\n',
        '[project]\ndependencies = ["lightmeter"]\n',
        '[project]\nname = "lightmeter"\n',
        '[tool.poetry.dependencies]\nlightmeter = "^0.1"\n',
        '[tool.uv.sources]\nlightmeter = { path = "." }\nnot TOML\n',
        '[project]\ndescription = "About lightmeter, and more"\n',
        "# lightmeter: none, see lightmeter.\n",
    ),
)
def test_a_project_file_that_only_names_it_is_not_parsed(
    here: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    put(here / "pyproject.toml", text)
    monkeypatch.setattr("lightmeter.settings.opening.open_settings", pytest.fail)

    assert find_settings() == Settings()


@pytest.mark.parametrize(
    "text",
    (
        "[tool.lightmeter\n",
        "[tool.lightmeter # ours]\n",
        "[tool.lightmeter, x]\n",
        "[ tool . lightmeter }\n",
        "tool.lightmeter: x\n",
        "tool = { lightmeter = { }\n",
        "[tool.lightmeter]\n".encode("utf-16"),
        "[tool.lightmeter]\n".encode("utf-16-be"),
        "[tool]\nlightmeter = {}\n".encode("utf-16"),
    ),
)
def test_a_broken_project_file_that_may_speak_of_it_is_an_error(
    here: Path, text: str | bytes
) -> None:
    (here / "pyproject.toml").write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(SettingsError) as caught:
        find_settings()
    assert (caught.value.name, caught.value.line) == ("pyproject.toml", 1)


@pytest.mark.parametrize("key", ("tool", "\\u0074ool"))
def test_a_table_that_is_none_is_an_error(here: Path, key: str) -> None:
    put(here / "pyproject.toml", f'["{key}"]\nlightmeter = 3\n')

    with pytest.raises(SettingsError, match="the settings are a table, not 3"):
        find_settings()


def test_a_broken_project_file_with_escapes_is_for_others_to_mend(here: Path) -> None:
    put(here / "pyproject.toml", '[project]\nauthors = ["\\u00e9"\n')

    assert find_settings() == Settings()


def test_a_broken_project_file_beside_settings_is_no_matter(here: Path) -> None:
    put(here / "pyproject.toml", "[tool.lightmeter\n")
    put(here / "lightmeter.toml", "")

    assert find_settings().file == "lightmeter.toml"


@pytest.mark.parametrize(
    ("one", "other"),
    (("lightmeter.toml", ".lightmeter.toml"), ("lightmeter.toml", "pyproject.toml")),
)
def test_settings_stand_in_one_place(here: Path, one: str, other: str) -> None:
    put(here / "a" / one, "")
    put(here / "a" / other, "[tool.lightmeter]\n" if other == "pyproject.toml" else "")

    with pytest.raises(SettingsError) as caught:
        find_settings(here / "a")
    assert str(caught.value) == (
        f"the settings of a stand in {one} and in {other}; keep them in one place"
    )


@pytest.mark.parametrize("make", (Path.mkdir, Path.touch))
def test_the_search_ends_at_the_root_of_the_repository(here: Path, make: object) -> None:
    """The directory of a repository, or the file of a worktree."""
    put(here / "lightmeter.toml", 'distributions = ["x"]\n')
    assert callable(make)
    make(here / "a" / ".git")

    assert find_settings(here / "a" / "b") == Settings()
    assert find_settings(here).distributions == ("x",)


def test_a_directory_that_was_removed_has_none(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here / "lightmeter.toml", 'distributions = ["x"]\n')
    gone = here / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert find_settings() == Settings()


def test_a_way_up_leads_to_other_settings(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies beside the current directory is not governed by what stands in that."""
    put(here / "a" / "lightmeter.toml", 'distributions = ["x"]\n')
    (here / "c").mkdir()
    monkeypatch.chdir(here / "a")

    assert find_settings("../c") == Settings()
    assert find_settings("b").distributions == ("x",)


# One finder for many directories ------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []

    def spy(path: Path, name: str, fault: type[SettingsError], largest: int) -> bytes:
        names.append(name)
        return read_bytes(path, name, fault, largest)

    monkeypatch.setattr("lightmeter.settings.opening.read_bytes", spy)
    return names


def test_each_file_is_read_once(here: Path, opened: list[str]) -> None:
    put(here / "house.toml", 'ignore = ["enum"]\n')
    put(here / "a" / "lightmeter.toml", 'extend = "../house.toml"\n')
    put(here / "a" / "b" / "lightmeter.toml", 'extend = "../../house.toml"\n')
    (here / "a" / "c" / "d").mkdir(parents=True)

    finder = SettingsFinder()
    found = [finder.find(here / it) for it in ("a/c/d", "a/c", "a", "a/b", "a/b/gone")]
    assert [it.file for it in found] == [
        *["a/lightmeter.toml"] * 3,
        *["a/b/lightmeter.toml"] * 2,
    ]
    assert found[0] is found[2]
    assert sorted(opened) == ["a/b/lightmeter.toml", "a/lightmeter.toml", "house.toml"]
    assert list(finder.sources) == ["a/lightmeter.toml", "house.toml", "a/b/lightmeter.toml"]


def test_a_finder_without_settings_reads_nothing(here: Path, opened: list[str]) -> None:
    finder = SettingsFinder()

    assert finder.find(here / "a" / "b") == Settings()
    assert (opened, finder.sources) == ([], {})


def test_one_file_may_be_named_for_everything(here: Path, opened: list[str]) -> None:
    put(here / "lightmeter.toml", "broken")
    strict = put(here / "ci" / "strict.toml", 'fail-on = "info"\n')

    finder = SettingsFinder(config=strict)
    assert [finder.find(here / it).fail_on for it in ("", "a", "a/b")] == ["info"] * 3
    assert opened == ["ci/strict.toml"]


def test_settings_may_be_left_aside(here: Path, opened: list[str]) -> None:
    put(here / "lightmeter.toml", "broken")

    assert SettingsFinder(isolated=True).find(here) == Settings()
    assert opened == []
