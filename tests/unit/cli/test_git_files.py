import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lightmeter.cli.git_files import GitError, Listing, git_files, repository_of

Git = Callable[..., None]
Stub = Callable[[str], None]


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stub:
    """Put a script in git's place; `$GIT` is the real one there."""
    real = shutil.which("git")

    def put(script: str) -> None:
        path = tmp_path / "bin" / "git"
        path.parent.mkdir()
        path.write_text(f"#!/bin/sh\nGIT={real}\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")

    return put


def test_files_and_repositories_are_told_apart(git: Git) -> None:
    """A clone and a submodule are listed by name; a link to a directory is a file to git."""
    for name in ("clone", "sub", "unborn"):
        Path(name).mkdir()
        git("init", "-q", cwd=name)
        if name != "unborn":
            git("commit", "-qm", "x", "--allow-empty", cwd=name)
    Path("a.json").touch()
    Path("link").symlink_to("sub")
    git("add", "sub", "link")

    assert git_files(Path()) == Listing(("a.json", "link"), ("clone", "unborn", "sub"))


def test_names_are_whole(git: Git) -> None:
    """Neither quoted nor cut, whatever is in them, tracked or not."""
    names = ["a b.json", "new\nline.json", "tab\t.json", 'quote".json', "ü.json", "? x.json"]
    for name in names:
        Path(name).touch()
    git("add", "--", *names[:3])

    listing = git_files(Path())
    assert listing is not None
    assert sorted(listing.files) == sorted(names)


def test_what_is_in_conflict_is_listed_once(git: Git) -> None:
    git("commit", "-qm", "x", "--allow-empty")
    git("branch", "other")
    for branch in ("-", "other"):
        if branch == "other":
            git("checkout", "-q", "other")
        Path("a.json").write_text(branch)
        git("add", ".")
        git("commit", "-qm", "x")
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "-q", "@{-1}")

    assert git_files(Path()) == Listing(("a.json",))


def test_outside_of_repositories_git_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert repository_of(tmp_path) is None
    assert git_files(tmp_path) is None


@pytest.mark.usefixtures("git")
def test_a_link_is_where_it_leads_to(tmp_path: Path) -> None:
    """A repository is looked for above the directory itself, not above the link."""
    outside = tmp_path / "outside"
    outside.mkdir()
    Path("out").symlink_to(outside)
    (outside / "in").symlink_to(Path.cwd())
    Path("a.json").touch()

    assert git_files(Path("out")) is None
    assert git_files(outside / "in") == Listing(("a.json", "out"))


@pytest.mark.usefixtures("git")
def test_one_call_whatever_lies_in_a_repository(tmp_path: Path, stub: Stub) -> None:
    """And one more for a directory within, which may be ignored itself."""
    for number in range(200):
        path = Path(f"d{number}/a.json")
        path.parent.mkdir()
        path.touch()
    calls = tmp_path / "calls.txt"
    stub(f'echo "$@" >> {calls}\nexec $GIT "$@"')

    for directory, files, count in ((".", 200, 1), ("d7", 1, 2)):
        listing = git_files(Path(directory))
        assert listing is not None
        assert len(listing.files) == files
        assert len(calls.read_text().splitlines()) == count
        calls.unlink()


def test_an_ignored_directory_has_no_rules(git: Git) -> None:
    """Not even where one of its files is tracked all the same."""
    Path(".gitignore").write_text("out/\n")
    Path("out/below").mkdir(parents=True)
    Path("out/tracked.json").touch()
    git("add", "--force", "out/tracked.json")

    assert git_files(Path("out")) is None
    assert git_files(Path("out/below")) is None
    assert git_files(Path()) == Listing((".gitignore", "out/tracked.json"))


def test_a_submodule_that_is_not_checked_out(git: Git) -> None:
    """Git knows of it and nothing in it, so that its rules say nothing."""
    Path("sub").mkdir()
    git("init", "-q", cwd="sub")
    git("commit", "-qm", "x", "--allow-empty", cwd="sub")
    git("add", "sub")
    shutil.rmtree("sub/.git")

    assert git_files(Path("sub")) is None


@pytest.mark.parametrize(
    "name",
    ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"),
)
def test_hooks_speak_of_another_repository(
    name: str, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git tells its hooks does not change what is asked here."""
    Path(".gitignore").write_text("*")
    Path("a.json").touch()
    git("add", "--force", "a.json")
    monkeypatch.setenv(name, str(tmp_path / "elsewhere"))

    assert git_files(Path()) == Listing(("a.json",))


def test_settings_of_a_hook_count(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the user has given git on its command line, or by variables, is left alone."""
    Path("a.json").touch()
    Path("no.json").touch()
    rules = Path(".git/mine")
    rules.write_text("no.json\n")
    git("add", "a.json")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.excludesFile")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(rules.absolute()))

    assert git_files(Path()) == Listing(("a.json",))


def test_nothing_in_a_repository_is_run(git: Git, tmp_path: Path) -> None:
    """A repository may have come with an archive, and its settings may name programs."""
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch {tmp_path}/was-run\n")
    spy.chmod(0o755)
    Path("a.json").touch()
    git("add", ".")
    git("config", "core.fsmonitor", str(spy))
    git("config", "core.untrackedCache", "true")
    git("status")
    # So much for the trap: it works.
    (tmp_path / "was-run").unlink()

    assert git_files(Path()) == Listing(("a.json",))
    assert not (tmp_path / "was-run").exists()


@pytest.mark.usefixtures("git")
def test_a_git_beside_the_requests_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("git").write_text(f"#!/bin/sh\ntouch {tmp_path}/was-run\n")
    Path("git").chmod(0o755)

    for path in ("", ".", os.pathsep):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(GitError, match="it is not installed"):
            git_files(Path())
    assert not (tmp_path / "was-run").exists()


@pytest.mark.usefixtures("git")
def test_what_git_may_not_look_into_is_told(stub: Stub) -> None:
    """It passes over such directories, and is content; other warnings are handed on."""
    stub(
        "echo \"warning: could not open directory 'a/it's/': Permission denied\" >&2\n"
        "echo \"warning: unable to access '/root/.config/git/ignore': Permission denied\" >&2\n"
        "echo 'trace: something' >&2\n"
        'exec $GIT "$@"'
    )

    assert git_files(Path()) == Listing(
        (),
        closed=(("a/it's", "Permission denied"),),
        warning="warning: unable to access '/root/.config/git/ignore': Permission denied",
    )


@pytest.mark.parametrize(
    ("script", "reason"),
    (
        (
            "echo 'fatal: detected dubious ownership' >&2; echo hint >&2; exit 128",
            "fatal: detected dubious ownership",
        ),
        ("exit 7", "it ended with 7"),
    ),
)
@pytest.mark.usefixtures("git")
def test_a_refusal_has_its_reason(script: str, reason: str, stub: Stub) -> None:
    stub(script)

    with pytest.raises(GitError) as caught:
        git_files(Path())
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    (
        (subprocess.TimeoutExpired("git", 60), "nothing came within 60 s"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
    ),
)
@pytest.mark.usefixtures("git")
def test_a_git_that_does_not_run(
    error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(GitError) as caught:
        git_files(Path())
    assert str(caught.value) == reason
