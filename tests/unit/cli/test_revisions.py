import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lightmeter.cli.revisions import at_revision
from lightmeter.errors import UsageError

Git = Callable[..., None]


def put(name: str, text: str = "x") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, "utf-8")


def commit(git: Git) -> None:
    git("add", "-A")
    git("commit", "-qm", "x")


def laid_out(*paths: str, places: tuple[str, ...] = ()) -> dict[str, str]:
    """Every file that is laid out, by its path from the root of the repository."""
    root = next(it for it in (Path.cwd(), *Path.cwd().parents) if (it / ".git").exists())
    up = os.path.relpath(root)
    with at_revision("HEAD", paths, [Path(it) for it in places]):
        files = (it for it in Path(up).rglob("*") if it.is_file())
        return {os.path.relpath(it, up): it.read_text("utf-8") for it in files}


def test_what_may_hold_requests_is_laid_out(git: Git) -> None:
    """With settings above it, but nothing else of what may be a large repository."""
    for name in ("a.json", "main.py", "shots/b.toml", "shots/c.jsonl", "shots/d.png", "e/f.json"):
        put(name)
    put("lightmeter.toml", "")
    put("e/lightmeter.toml", "")
    commit(git)
    put("a.json", "y")

    assert laid_out("shots") == {"lightmeter.toml": "", "shots/b.toml": "x", "shots/c.jsonl": "x"}
    assert laid_out("a.json", "main.py") == {"a.json": "x", "lightmeter.toml": "", "main.py": "x"}
    assert set(laid_out(".")) == {
        *("a.json", "shots/b.toml", "shots/c.jsonl", "e/f.json"),
        *("lightmeter.toml", "e/lightmeter.toml"),
    }


def test_what_settings_name_comes_with_them(git: Git) -> None:
    """Through settings that build on others, and whatever it is called."""
    put("shots/a.json")
    put("shots/lightmeter.toml", 'extend = "../house/base.conf"\noverlays = ["own.rates"]\n')
    put("house/base.conf", 'packs = ["packs"]\nbaseline = "known.json"\n')
    for name in ("shots/own.rates", "house/packs/acme/x.toml", "house/known.json", "house/z.json"):
        put(name)
    commit(git)

    assert set(laid_out("shots/a.json")) == {
        *("shots/a.json", "shots/lightmeter.toml", "shots/own.rates"),
        *("house/base.conf", "house/packs/acme/x.toml", "house/known.json"),
    }


def test_names_are_those_of_the_working_tree(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    put("shots/deep/a.json")
    commit(git)
    before = Path.cwd()
    monkeypatch.chdir("shots")

    whole = str(before / "shots" / "deep")
    with at_revision("HEAD", ["deep/a.json", whole, "gone.json"]) as layout:
        assert layout.paths == ("deep/a.json", "deep", "gone.json")
        assert Path("deep/a.json").read_text() == "x"
        assert Path.cwd() != before / "shots"
    assert Path.cwd() == before / "shots"


def test_nothing_is_left_behind(git: Git) -> None:
    put("a.json")
    commit(git)

    with at_revision("HEAD", ["."]):
        there = Path.cwd()
        assert there.exists()
    assert not there.exists()


def test_places_are_those_of_the_revision_or_lie_outside(git: Git, tmp_path: Path) -> None:
    put("a.json")
    put("rates.txt", "then")
    commit(git)
    put("new.txt")
    put("../outside.txt")

    places = [Path(it) for it in ("rates.txt", "new.txt", "../outside.txt")]
    with at_revision("HEAD", ["a.json"], places) as layout:
        rates, new, outside = layout.places.values()
        assert rates is not None
        assert (rates.read_text(), new, outside) == ("then", None, tmp_path / "outside.txt")


def test_links_lead_where_they_led(git: Git) -> None:
    put("house/rates.data", "then")
    Path("rates.toml").symlink_to("house/rates.data")
    commit(git)
    put("house/rates.data", "now")

    assert laid_out(".")["rates.toml"] == "then"


def test_nothing_is_written_through_a_link(git: Git, tmp_path: Path) -> None:
    """A tree may be written by anybody, and have a link and a directory of the same name."""
    outside = tmp_path / "outside"
    outside.mkdir()

    def store(kind: str, data: bytes) -> str:
        command = ["git", "hash-object", "-w", "--literally", "-t", kind, "--stdin"]
        done = subprocess.run(command, input=data, capture_output=True, check=True)  # noqa: S603
        return done.stdout.decode().strip()

    link = bytes.fromhex(store("blob", str(outside).encode()))
    evil = bytes.fromhex(store("blob", b"evil"))
    inner = bytes.fromhex(store("tree", b"100644 evil.json\0" + evil))
    entries = (
        b"120000 a.json\0" + link + b"40000 a.json\0" + inner + b"40000 ..\0" + inner,
        b"40000 .git\0" + inner + b"100644 good.json\0" + evil,
    )
    tree = store("tree", b"".join(entries))
    who = "x <x@example.com> 0 +0000"
    text = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n"
    git("update-ref", "HEAD", store("commit", text.encode()))

    assert laid_out(".")["good.json"] == "evil"
    assert list(outside.iterdir()) == []


def test_an_object_that_is_not_here_is_said(git: Git) -> None:
    """As in a clone that fetches objects when they are asked for: nothing is fetched here."""
    put("a.json", "one")
    put("b.json", "two")
    commit(git)
    name = subprocess.run(
        ["git", "rev-parse", "HEAD:a.json"],  # noqa: S607
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()
    (Path(".git/objects") / name[:2] / name[2:]).unlink()

    with at_revision("HEAD", ["."]) as layout:
        assert layout.unknown == {
            "a.json": "what a.json held is not here: git has no object for it"
        }
        assert Path("b.json").read_text() == "two"


def test_a_submodule_that_is_not_here_is_said(git: Git) -> None:
    put("sub/a.json")
    git("init", "-q", cwd="sub")
    git("add", "-A", cwd="sub")
    git("commit", "-qm", "x", cwd="sub")
    commit(git)
    (Path("sub") / ".git").rename("elsewhere")

    with at_revision("HEAD", ["."]) as layout:
        assert layout.unknown == {
            "sub": "what the submodule sub held is not known: it is not checked out"
        }


def test_a_worktree_is_a_repository(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.json")
    commit(git)
    git("worktree", "add", "-q", "../tree", "-b", "other")
    monkeypatch.chdir("../tree")

    assert laid_out(".") == {"a.json": "x"}


def test_paths_of_several_repositories(git: Git) -> None:
    put("a.json")
    commit(git)
    put("other/b.json")
    git("init", "-q", cwd="other")

    with pytest.raises(UsageError, match=r"a\.json and other/b\.json lie in several repositories"):
        laid_out("a.json", "other/b.json")
