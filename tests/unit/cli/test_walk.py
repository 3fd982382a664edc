import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lightmeter.cli.walk import Found, walk

Git = Callable[..., None]


def put(*names: str, text: str = "{}") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def names(found: Found) -> list[str]:
    return [it.as_posix() for it in found.paths]


def test_what_git_ignores_is_left_out(git: Git) -> None:
    """In nested rules, with exceptions, and what is tracked all the same stays."""
    put("a.json", "out/b.json", "c/d.json", "c/e.json", "c/keep.json", "kept.jsonl")
    put(".gitignore", text="out/\n*.jsonl\n")
    put("c/.gitignore", text="*.json\n!keep.json\n")
    git("add", "--force", "kept.jsonl")

    assert names(walk(Path())) == ["a.json", "kept.jsonl", "c/keep.json"]
    assert names(walk(Path("c"))) == ["c/keep.json"]
    assert len(walk(Path(), respect_gitignore=False).paths) == 6


@pytest.mark.usefixtures("git")
def test_rules_of_the_user_count(tmp_path: Path) -> None:
    put("a.json", "mine.json", "private.json")
    put(str(tmp_path / "ignored"), text="mine.json\n")
    put(str(tmp_path / "gitconfig"), text=f"[core]\nexcludesFile = {tmp_path}/ignored\n")
    put(".git/info/exclude", text="private.json\n")

    assert names(walk(Path())) == ["a.json"]


@pytest.mark.usefixtures("git")
def test_an_ignored_directory_that_is_named_is_looked_at() -> None:
    put("out/b.json", "out/.gitignore", "venv/lib/c.json", "venv/pyvenv.cfg")
    put(".gitignore", text="out/\nvenv/\n")

    assert names(walk(Path("out"))) == ["out/b.json"]
    assert names(walk(Path("venv"))) == ["venv/lib/c.json"]
    assert names(walk(Path())) == []


def test_repositories_within_are_looked_at(git: Git) -> None:
    """A clone that git only knows by name, and a submodule; each by its own rules."""
    for name in ("clone", "sub", "clone/deeper", ".hidden", "node_modules/x"):
        put(f"{name}/a.json", f"{name}/no.json")
        put(f"{name}/.gitignore", text="no.json\n")
        git("init", "-q", cwd=name)
        git("add", "a.json", cwd=name)
        git("commit", "-qm", "x", cwd=name)
    git("add", "sub")

    assert names(walk(Path())) == ["clone/a.json", "clone/deeper/a.json", "sub/a.json"]


def test_repositories_in_a_directory_that_is_none(git: Git, tmp_path: Path) -> None:
    """Each is looked at by its own rules there, too; without them, all of it."""
    put("a.json", "no.json", ".gitignore", text="no.json\n")
    (tmp_path / "link").symlink_to(Path.cwd())
    git("add", ".")

    found = [it.relative_to(tmp_path).as_posix() for it in walk(tmp_path).paths]
    assert found == ["repository/a.json"]
    assert len(walk(tmp_path, respect_gitignore=False).paths) == 2


def test_a_submodule_that_is_not_checked_out(git: Git) -> None:
    """It is empty as a rule; and where it is not, what lies in it was put there."""
    for name in ("empty", "full"):
        put(f"{name}/a.json")
        git("init", "-q", cwd=name)
        git("commit", "-qm", "x", "--allow-empty", cwd=name)
        git("add", name)
        shutil.rmtree(f"{name}/.git")
    Path("empty/a.json").unlink()

    assert walk(Path()) == Found((Path("full/a.json"),))
    assert walk(Path("empty")) == Found(())


def test_what_took_the_place_of_something_else(git: Git) -> None:
    """A directory that was a file, and a link to everything that was a submodule."""
    put("a", "x.json")
    Path("sub").mkdir()
    git("init", "-q", cwd="sub")
    git("commit", "-qm", "x", "--allow-empty", cwd="sub")
    git("add", "a", "sub", "x.json")
    Path("a").unlink()
    put("a/b.json")
    shutil.rmtree("sub")
    Path("sub").symlink_to(".")

    assert walk(Path()) == Found((Path("x.json"), Path("a/b.json")))


def test_what_is_gone_is_no_file(git: Git) -> None:
    """But a link without its target is something that was meant."""
    put("a.json", "b.json")
    Path("c.json").symlink_to("nowhere.json")
    git("add", ".")
    Path("b.json").unlink()
    Path("d.json").symlink_to("nowhere.json")

    assert names(walk(Path())) == ["a.json", "c.json", "d.json"]


@pytest.mark.parametrize("in_git", (True, False))
def test_links_go_round_in_circles(in_git: bool, git: Git) -> None:
    """Links to directories are not followed; a link that leads to itself cannot be read."""
    put("a/b.json")
    Path("a/up").symlink_to("..")
    Path("a/up.json").symlink_to("../a")
    Path("self.json").symlink_to("self.json")
    git("add", ".")

    assert names(walk(Path(), respect_gitignore=in_git)) == ["self.json", "a/b.json"]


@pytest.mark.usefixtures("git")
def test_a_directory_below_the_current_one_and_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules count wherever the command runs, and names begin as the directory was named."""
    put("a/b.json", "a/no.json", "c/d.json", ".gitignore", text="no.json\n")
    monkeypatch.chdir("a")

    assert names(walk(Path())) == ["b.json"]
    assert names(walk(Path(".."))) == ["../a/b.json", "../c/d.json"]
    assert names(walk(Path("../c"))) == ["../c/d.json"]
    assert names(walk(Path("../c").absolute())) == [f"{Path.cwd().as_posix()}/../c/d.json"]


def test_a_worktree_is_a_repository(git: Git) -> None:
    put("a.json", ".gitignore", text="x.json\n")
    git("add", ".")
    git("commit", "-qm", "x")
    git("worktree", "add", "-q", "../tree")
    put("../tree/x.json")

    assert names(walk(Path("../tree"))) == ["../tree/a.json"]


@pytest.mark.usefixtures("git")
def test_without_git_everything_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is said, once."""
    put("a.json", "no.json", "b/.git/x", "b/c.json")
    put(".gitignore", text="no.json\n")
    monkeypatch.setenv("PATH", "")

    found = walk(Path())
    assert names(found) == ["a.json", "no.json", "b/c.json"]
    assert found.notes == (
        "git did not say what it ignores (it is not installed), so all of . is looked at",
    )


def test_repositories_that_git_refuses(git: Git) -> None:
    """One is told of as another, though it lies within."""
    put("a.json", "b/c.json")
    git("init", "-q", cwd="b")
    git("commit", "-qm", "x", "--allow-empty", cwd="b")
    git("add", "b")
    Path("b/.git/config").write_text("[core")

    found = walk(Path())
    assert names(found) == ["a.json", "b/c.json"]
    (note,) = found.notes
    assert note.startswith("git did not say what it ignores (fatal: bad config line ")
    assert note.endswith("), so all of b is looked at")


@pytest.mark.skipif(os.name == "nt", reason="who may look is told otherwise")
@pytest.mark.parametrize("respect", (True, False))
@pytest.mark.usefixtures("git")
def test_what_nobody_may_look_into_is_told(
    respect: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With git and without; but not of what would be passed over anyway."""
    put("a.json", "b/c/d.json", ".hidden/e.json", "skipped/f.json")
    closed = [Path(it) for it in ("b/c", ".hidden", "skipped")]
    for path in closed:
        path.chmod(0)
    if os.access("b/c", os.R_OK):
        _lie(monkeypatch, tmp_path)
    try:
        found = walk(Path(), respect_gitignore=respect, skips=lambda it: it.name == "skipped")
    finally:
        for path in closed:
            path.chmod(0o755)

    assert found == Found((Path("a.json"),), ((Path("b/c"), "Permission denied"),))


def _lie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Root may look everywhere: make the system and git say what others would be told."""
    scandir, stub = os.scandir, tmp_path / "bin" / "git"

    def refuse(path: str) -> object:
        if str(path).endswith("b/c"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    stub.parent.mkdir()
    warnings = "".join(
        f"echo \"warning: could not open directory '{it}/': Permission denied\" >&2\n"
        for it in ("b/c", ".hidden", "skipped")
    )
    stub.write_text(f"#!/bin/sh\n{warnings}printf '? a.json\\0'\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(stub.parent))


@pytest.mark.usefixtures("git")
def test_other_warnings_are_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without all of its rules, git ignores less than is meant."""
    put("a.json")
    stub = tmp_path / "bin" / "git"
    stub.parent.mkdir()
    stub.write_text("#!/bin/sh\necho 'warning: no rules' >&2\nprintf '? a.json\\0'\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(stub.parent))

    assert walk(Path()) == Found((Path("a.json"),), notes=("git says of .: warning: no rules",))


@pytest.mark.parametrize("in_git", (True, False))
def test_what_belongs_to_others_is_passed_over(in_git: bool, git: Git) -> None:
    """Nor are golden results, settings and baselines requests; a build directory may hold some."""
    put(
        "a.json", "build/b.JSON", ".hidden/c.json", "node_modules/x/d.json", "venv/pyvenv.cfg",
        "venv/lib/e.json", "__pycache__/x.json", "lightmeter.toml", ".lightmeter.toml",
        "lightmeter-baseline.json", "rules/p.toml", "rules/p.probes.jsonl", "rules/q.probes.jsonl",
        "notes.txt", ".json", ".hidden.json", "skipped/below/f.json",
    )  # fmt: skip
    git("add", ".")

    found = walk(Path(), respect_gitignore=in_git, skips=lambda it: it.name == "skipped")
    assert names(found) == [
        ".hidden.json",
        "a.json",
        "build/b.JSON",
        "rules/p.toml",
        "rules/q.probes.jsonl",
    ]
    for name, inner in (
        (".hidden", "c.json"),
        ("node_modules", "x/d.json"),
        ("venv", "lib/e.json"),
    ):
        assert names(walk(Path(name), respect_gitignore=in_git)) == [f"{name}/{inner}"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
def test_a_pipe_is_not_opened(git: Git) -> None:
    """It would be waited for without end."""
    os.mkfifo("a.json")
    put("b.json")
    git("add", "b.json")

    assert names(walk(Path())) == ["b.json"]
    assert names(walk(Path(), respect_gitignore=False)) == ["b.json"]


@pytest.mark.usefixtures("git")
def test_names_that_are_no_text() -> None:
    """Names of files are bytes to git and to the system."""
    name = os.fsdecode(b"caf\xe9.json")
    try:
        put(name, "ümlaut.json")
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")

    assert sorted(names(walk(Path()))) == sorted([name, "ümlaut.json"])


def test_a_bare_repository_is_no_place_of_work(git: Git, tmp_path: Path) -> None:
    """Where it is named all the same, what was put into it is looked at."""
    bare = tmp_path / "bare.git"
    git("commit", "-qm", "x", "--allow-empty")
    git("clone", "-q", "--bare", ".", str(bare))
    put(str(bare / "a.json"))

    assert walk(bare) == Found((bare / "a.json",))
