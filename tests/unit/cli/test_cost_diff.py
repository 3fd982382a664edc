"""Amounts are worked out from vidgo's table: credits[quality][tier], and 0.005 USD a credit."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

Git = Callable[..., None]

# low 2, 4, 8; medium 3, 6, 12; high 12, 24, 48, each for 1K, 2K, 4K.
OVERLAY = """\
format = 1
id     = "house/gpt-image-2"
amends = "vidgo/gpt-image-2"
source = "contract"

[sources.contract]
title = "Our contract"
read  = "2026-05-01"

[let.credits]
high = { 1K = 10, 2K = 20, 4K = 40 }
"""
WITH_OVERLAY = 'overlays = ["house.toml"]\n'


def diff(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["cost", "diff", *arguments], input=stdin)


def data(*arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(diff(*arguments, "--format", "json").stdout)
    return document


def put(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, "utf-8")


def line(quality: str = "high", tier: str = "2K", prompt: str = "x", **own: str) -> str:
    """One request to gpt-image-2, as a line of JSON."""
    sent = {"prompt": prompt, "quality": quality, "size": "16:9", "resolution": tier}
    return json.dumps({"provider": "vidgo", **own, "model": "gpt-image-2", "input": sent}) + "\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stay in a directory of one's own, with no settings above it."""
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")


def effects(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What each change comes to: the whole, of it the request, of it the rates."""
    return [
        (it["difference"]["maximum"], it["request"]["maximum"], it["rates"]["maximum"])
        for change in document["changes"]
        for it in change["effects"]
    ]


# Two files, two directories -----------------------------------------------------------------------


def test_two_files() -> None:
    """Requests that did not change are counted, and have no row."""
    put("old.jsonl", line(id="hero") + line("low", prompt="a") + line("medium", id="end"))
    put("new.jsonl", line(tier="4K", id="hero") + line("low", prompt="a") + line("low", id="end"))

    result = diff("old.jsonl", "new.jsonl")
    expected = """\
REQUEST            MODEL              OLD         NEW         CHANGE
new.jsonl:1  hero  vidgo/gpt-image-2  24 credits  48 credits  +24 credits
    resolution 2K -> 4K
new.jsonl:3  end   vidgo/gpt-image-2  6 credits   4 credits   -2 credits
    quality medium -> low

             OLD         NEW         CHANGE       REQUESTS                    RATES
total vidgo  34 credits  56 credits  +22 credits  +22 credits (+64.7% of 34)  0 credits

this change costs +22 credits: requests +22, rates 0 (34 -> 56 credits)
1 request unchanged
"""
    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_directories_are_paired_by_the_paths_below_them() -> None:
    """Each side has the settings that lie with it: 48 credits there are 40 here."""
    put("old/shots/a.jsonl", line(prompt="a") + line(prompt="b"))
    put("new/shots/a.jsonl", line(prompt="a") + line(tier="4K", prompt="b"))
    put("new/house.toml", OVERLAY)
    put("new/lightmeter.toml", WITH_OVERLAY)

    document = data("old", "new")
    assert [(it["matched"], it["change"]) for it in document["changes"]] == [
        ("content", "repriced"),
        ("place", "changed"),
    ]
    # 24 became 20 by the rates; of 24 to 40, 20 to 40 is the request's doing.
    assert effects(document) == [("-4", "0", "-4"), ("16", "20", "-4")]
    assert [it["source"] for it in (document["changes"][0][side] for side in ("old", "new"))] == [
        "old/shots/a.jsonl",
        "new/shots/a.jsonl",
    ]


def test_what_was_added_and_removed_is_all_the_requests_doing() -> None:
    put("old/a.jsonl", line(id="a") + line("low", id="b"))
    put("new/a.jsonl", line(id="a"))
    put("new/b.jsonl", line("medium", id="c"))

    document = data("old", "new")
    assert [it["change"] for it in document["changes"]] == ["unchanged", "added", "removed"]
    assert effects(document) == [("0", "0", "0"), ("6", "6", "0"), ("-4", "-4", "0")]


def test_reordering_and_moving_changes_nothing() -> None:
    put("old/a.jsonl", line("low") + line("medium") + line("high"))
    put("old/b.jsonl", line("high", "4K"))
    put("new/a.jsonl", line("high", "4K") + line("high"))
    put("new/c.jsonl", line("medium") + line("low"))

    result = diff("old", "new")
    assert (result.exit_code, result.stdout) == (
        0,
        """\
             OLD         NEW         CHANGE     REQUESTS   RATES
total vidgo  82 credits  82 credits  0 credits  0 credits  0 credits

this change costs nothing (82 credits)
4 requests unchanged
""",
    )


def poyo(n: int, **own: str) -> str:
    """One request to PoYo's Seedream: 5 credits, or for n images 5 to 5n."""
    sent = {"prompt": "x", "size": "1:1", "n": n}
    return (
        json.dumps({"provider": "poyo", **own, "model": "seedream-5.0-lite", "input": sent}) + "\n"
    )


def test_another_provider_is_shown_in_dollars() -> None:
    """Credits of two providers do not subtract: minus under the one, plus under the other."""
    put("old.jsonl", line(id="a"))
    put("new.jsonl", poyo(1, id="a"))

    # 24 credits of Vidgo's are 0.12 USD, 5 of PoYo's 0.025 USD.
    result = diff("old.jsonl", "new.jsonl")
    _, row, reason, *_, last = result.stdout.splitlines()
    assert row.split("  ")[-4:] == [
        "vidgo/gpt-image-2 -> poyo/seedream-5.0-lite",
        "24 credits",
        "5 credits",
        "-$0.095",
    ]
    # Of its members those that somebody wrote, not the defaults of the new model.
    assert reason.startswith("    provider vidgo -> poyo, model gpt-image-2 -> seedream-5.0-lite, ")
    assert "watermark" not in result.stdout
    assert last == "this change costs -$0.095: +5 credits at poyo, -24 credits at vidgo"


def test_providers_whose_credits_have_no_known_value_have_a_line_each() -> None:
    """What they cost together nobody can say."""
    put("old.jsonl", line(id="a") + poyo(1, id="b"))
    put("new.jsonl", line("low", id="a") + SEEDANCE + poyo(4, id="b"))

    # 24 to 4 credits and a clip; 5 to 5 to 20 credits.
    poyos, vidgos, _, ends = diff("old.jsonl", "new.jsonl").stdout.splitlines()[-4:]
    assert ends.startswith("where a price is a range, lower ends are compared with lower ends")
    assert poyos == (
        "at poyo this change costs 0 to +15 credits: requests 0 to +15, rates 0 (5 -> 5 to 20"
        " credits)"
    )
    assert vidgos == (
        "at vidgo this change costs -20 credits + ?: requests -20 + ?, rates 0 (24 -> at least 4"
        " credits)"
    )


def test_that_ends_are_compared_with_ends_is_said_of_ranges_alone() -> None:
    """Of 5 to 20 credits nobody knows which were paid; of 5 and of 24 everybody does."""
    put("old.jsonl", line(id="a"))
    put("new.jsonl", line("low", id="a"))

    assert "where a price is a range" not in diff("old.jsonl", "new.jsonl").stdout


def test_ranges_subtract_end_by_end() -> None:
    """5 to 20 credits less 5 are 0 to 15; less 5 to 10 they are 0 to 10."""
    put("old.jsonl", poyo(1, id="a") + poyo(2, id="b") + poyo(4, id="c"))
    put("new.jsonl", poyo(4, id="a") + poyo(4, id="b") + poyo(1, id="c"))

    result = diff("old.jsonl", "new.jsonl")
    changes = [it.rpartition("  ")[2] for it in result.stdout.splitlines()[1:6:2]]
    assert changes == ["0 to +15 credits", "0 to +10 credits", "-15 to 0 credits"]
    assert "this change costs 0 to +10 credits: requests 0 to +10, rates 0" in result.stdout


SEEDANCE = (
    '{"provider": "vidgo", "id": "clip", "model": "seedance-2",'
    ' "input": {"prompt": "x", "resolution": "720p", "duration": 5}}\n'
)


def test_what_has_no_price_is_never_nothing() -> None:
    """What is untouched grows by nothing all the same, and what is changed by nobody knows what."""
    put("old.jsonl", line(id="a") + SEEDANCE)
    put("new.jsonl", line(tier="4K", id="a") + SEEDANCE)
    put("lightmeter.toml", '[budget]\nrun-growth = "100%"\nfile-growth = "24 credits"\n')
    still = diff("old.jsonl", "new.jsonl")
    put("new.jsonl", line(id="a") + SEEDANCE.replace("720p", "480p"))
    touched = diff("old.jsonl", "new.jsonl")

    # By 24 credits from 24 and what a clip costs, which cannot be more than 100%.
    assert "requests +24, rates 0 (at least 24 -> at least 48 credits)" in still.stdout
    assert (still.exit_code, still.stderr.count("growth-")) == (0, 0)
    assert "what this change costs is not known: requests not known" in touched.stdout
    assert "not priced now: Vidgo's page for Seedance 2 says" in touched.stdout
    assert (touched.exit_code, touched.stderr.count("warning growth-unknown")) == (0, 2)
    assert "the growth of clip is not known: its price is not known: Vidgo's" in touched.stderr


def test_what_is_not_understood() -> None:
    put("a.json", line())
    put("d/a.json", line())

    cases = {
        (): "name two files or directories, OLD and NEW, or say what to compare with: --against"
        " REVISION",
        ("a.json",): "name two files or directories, OLD and NEW, or say what to compare with:"
        " --against REVISION",
        ("a.json", "d"): "OLD and NEW are two files or two directories, not one of each",
        ("a.json", "b.json"): "b.json: there is no such file or directory",
        ("--against", "", "a.json"): "--against names nothing; name a git revision, such as main,"
        " or a saved report",
        ("-", "-"): "standard input is one side of a comparison; name a file for the other",
        ("--agianst", "x"): "there is no option --agianst; did you mean --against? (see lightmeter"
        " cost diff --help)",
    }
    for arguments, message in cases.items():
        result = diff(*arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (
            2,
            "",
            f"lightmeter: {message}\n",
        )


def test_standard_input_may_be_either_side() -> None:
    put("a.json", line(tier="4K"))

    for arguments, change in ((("-", "a.json"), "+24"), (("a.json", "-"), "-24")):
        result = diff(*arguments, stdin=line())
        assert (result.exit_code, f"costs {change} credits" in result.stdout) == (0, True)


def test_a_rejected_request_fails_as_cost_does() -> None:
    put("old.json", line())
    put("new.json", line("ultra"))

    result = diff("old.json", "new.json")
    assert result.exit_code == 1
    assert "24 credits  rejected  -24 credits" in result.stdout
    assert "1 request rejected, not in the total; lightmeter check says why" in result.stdout
    assert "error vidgo/gpt-image-2/enum" in result.stdout


def test_only_new_warnings_are_told() -> None:
    """4K at 4:3 is made as 2K, which one request of the old side had been told already."""
    odd = line("low", "4K", id="a").replace("16:9", "4:3")
    put("old.jsonl", odd + line("low", "4K", id="b"))
    put("new.jsonl", odd + odd.replace('"a"', '"b"'))

    document = data("old.jsonl", "new.jsonl")
    told = [it for it in document["diagnostics"] if it["rule"] == "billed-as-2k"]
    assert [(it["change"], it["new"]) for it in told] == [(0, False), (1, True)]
    assert diff("old.jsonl", "new.jsonl").stdout.count("billed-as-2k") == 1


def test_what_cannot_be_read_on_the_old_side_is_no_growth() -> None:
    """Nobody knows what was there before, which the policy for unknown prices decides over."""
    put("old.json", "{")
    put("new.json", line())
    put("lightmeter.toml", '[budget]\nrequest-growth = "1 credits"\n')

    result = diff("old.json", "new.json")
    assert result.exit_code == 0
    assert "lightmeter: old.json: " in result.stderr
    assert "warning growth-unknown request-growth (1 credits) cannot be held" in result.stderr
    assert "not split into requests and rates: new.json could not be read" in result.stdout


# A revision ---------------------------------------------------------------------------------------


def commit(git: Git) -> None:
    git("add", "-A")
    git("commit", "-qm", "x")


def test_a_revision_is_priced_with_its_own_settings_and_overlays(git: Git) -> None:
    """Then 24 credits, by today's overlay 20, and now 40: +20 by the request, -4 by the rates."""
    put("shots/a.jsonl", line(id="hero"))
    commit(git)
    git("branch", "before")
    put("shots/a.jsonl", line(tier="4K", id="hero"))
    put("lightmeter.toml", WITH_OVERLAY)
    put("house.toml", OVERLAY)

    result = diff("--against", "before", "shots")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
REQUEST                MODEL              OLD         NEW         CHANGE
shots/a.jsonl:1  hero  vidgo/gpt-image-2  24 credits  40 credits  +16 credits
    resolution 2K -> 4K
    rate of image 24 credits -> 20 credits
    of it the request +20 credits, the rates -4 credits

             OLD         NEW         CHANGE       REQUESTS                   RATES
total vidgo  24 credits  40 credits  +16 credits  +20 credits (+100% of 20)  -4 credits

this change costs +16 credits: requests +20, rates -4 (24 -> 40 credits)
"""
    )


def test_overlays_of_the_revision_are_those_of_then(git: Git) -> None:
    """Wherever the command runs, and whatever the overlay says by now."""
    put("shots/a.jsonl", line())
    put("lightmeter.toml", WITH_OVERLAY)
    put("house.toml", OVERLAY)
    commit(git)
    put("house.toml", OVERLAY.replace("2K = 20", "2K = 30"))
    here = Path.cwd()

    for directory, path in (
        (".", "."),
        ("shots", "a.jsonl"),
        ("shots", ".."),
        ("..", "repository"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(here / directory)
            assert effects(data("--against", "HEAD", path)) == [("10", "0", "10")], directory


def test_nothing_of_the_repository_is_touched(git: Git) -> None:
    put("a.jsonl", line())
    commit(git)
    put("a.jsonl", line("low"))
    before = subprocess.run(["git", "status", "-z"], capture_output=True, check=True).stdout  # noqa: S607

    assert diff("--against", "HEAD").exit_code == 0
    after = subprocess.run(["git", "status", "-z"], capture_output=True, check=True).stdout  # noqa: S607
    assert after == before


def test_renamed_and_removed_files(git: Git) -> None:
    put("a.jsonl", line() + line("low"))
    put("gone.jsonl", line("medium"))
    put("sub/x.jsonl", line("medium", "4K"))
    commit(git)
    Path("a.jsonl").rename("b.jsonl")
    Path("gone.jsonl").unlink()

    document = data("--against", "HEAD")
    assert [(it["change"], it["matched"]) for it in document["changes"]] == [
        ("unchanged", "content"),
        ("unchanged", "content"),
        ("unchanged", "content"),
        ("removed", None),
    ]
    gone = diff("--against", "HEAD", "gone.jsonl")
    assert (gone.exit_code, gone.stderr) == (0, "")
    assert "gone.jsonl:1  vidgo/gpt-image-2  6 credits  removed" in gone.stdout
    assert diff("--against", "HEAD", "never.jsonl").exit_code == 2


def test_files_with_odd_names(git: Git) -> None:
    names = ["a b.jsonl", "ü\n.jsonl", 'quote".jsonl', "-x.jsonl"]
    for name in names:
        put(name, line(id=name))
    commit(git)

    document = data("--against", "HEAD")
    assert [it["change"] for it in document["changes"]] == ["unchanged"] * 4


def test_what_git_does_not_have_is_added(git: Git) -> None:
    put("a.jsonl", line(id="a"))
    commit(git)
    put("b.jsonl", line("low", id="b"))

    assert [it["change"] for it in data("--against", "HEAD")["changes"]] == ["unchanged", "added"]


def test_a_hook_speaks_of_another_repository(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.jsonl", line())
    commit(git)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")

    assert effects(data("--against", "HEAD")) == [("0", "0", "0")]


def test_submodules_are_those_of_the_revision(git: Git) -> None:
    """What they hold is known where they are checked out."""
    put("sub/b.jsonl", line("low"))
    git("init", "-q", cwd="sub")
    git("add", "-A", cwd="sub")
    git("commit", "-qm", "x", cwd="sub")
    put("a.jsonl", line())
    commit(git)
    put("sub/b.jsonl", line("low", "4K"))

    document = data("--against", "HEAD")
    assert [it["new"]["source"] for it in document["changes"]] == ["a.jsonl", "sub/b.jsonl"]
    assert effects(document) == [("0", "0", "0"), ("4", "4", "0")]


def test_a_submodule_that_was_another_one_is_not_known(git: Git) -> None:
    """Its requests are no growth that anybody could speak of."""
    put("sub/b.jsonl", line("low"))
    # Settings of a repository are those that lie in it.
    put("sub/lightmeter.toml", '[budget]\nrequest-growth = "1 credits"\n')
    git("init", "-q", cwd="sub")
    git("add", "-A", cwd="sub")
    git("commit", "-qm", "x", cwd="sub")
    commit(git)
    git("commit", "-q", "--amend", "-m", "y", cwd="sub")
    git("reflog", "expire", "--expire=now", "--all", cwd="sub")
    git("gc", "-q", "--prune=now", cwd="sub")

    result = diff("--against", "HEAD", ".")
    assert result.exit_code == 0
    assert "lightmeter: at HEAD: what the submodule sub held is not known: its commit" in (
        result.stderr
    )
    assert "warning growth-unknown" in result.stderr


def test_there_is_no_such_revision(git: Git) -> None:
    put("a.jsonl", line())
    commit(git)
    git("branch", "release")
    Path("sub").mkdir()

    cases = {
        "relase": "there is neither a file nor a revision relase; did you mean release?",
        "x/y": "there is neither a file nor a revision x/y; git branch --all lists those that are"
        " here",
        "HEAD@{9}": "there is neither a file nor a revision HEAD@{9}; git branch --all lists those"
        " that are here",
        "release~9": "there is neither a file nor a revision release~9; git branch --all lists"
        " those that are here",
        "sub": "sub is a directory and no revision; lightmeter cost diff OLD NEW compares two"
        " directories",
        "-x": "-x looks like an option, and is no revision",
        "HEAD:a.jsonl": "there is neither a file nor a revision HEAD:a.jsonl; git branch --all"
        " lists those that are here",
    }
    for revision, message in cases.items():
        result = diff("--against", revision, "a.jsonl")
        assert (result.exit_code, result.stderr) == (2, f"lightmeter: --against: {message}\n")


def test_git_refuses_a_repository(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container, where files belong to somebody else."""
    put("a.jsonl", line())
    commit(git)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    result = diff("--against", "HEAD", "a.jsonl")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "lightmeter: --against: git did not answer for HEAD: fatal: detected dubious ownership"
    )


def test_a_shallow_clone_says_so(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.jsonl", line())
    commit(git)
    put("a.jsonl", line("low"))
    commit(git)
    git("clone", "-q", "--depth", "1", f"file://{Path.cwd()}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")

    for revision in ("HEAD~1", "main~1"):
        result = diff("--against", revision, ".")
        assert result.exit_code == 2
        assert "this clone is shallow" in result.stderr


def test_there_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put("a.jsonl", line())

    result = diff("--against", "main", "a.jsonl")
    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: --against: there is no file main, and a.jsonl lies in no git repository that"
        " could have a revision of that name\n"
    )


def test_broken_settings_of_then_are_named_as_they_are_here(git: Git) -> None:
    """No path of the place where the revision is laid out is ever shown."""
    put("shots/a.jsonl", line())
    put("shots/lightmeter.toml", "fail-on = 1\n")
    commit(git)
    put("shots/lightmeter.toml", "")

    result = diff("--against", "HEAD", "shots")
    assert result.exit_code == 2
    assert result.stderr.startswith("lightmeter: at HEAD: shots/lightmeter.toml:1:11: 1 is not a ")


def test_broken_settings_of_then_are_shown_with_their_place(git: Git) -> None:
    put("a.jsonl", line())
    put("lightmeter.toml", "fail-on = 1\n")
    commit(git)
    put("lightmeter.toml", "")

    first, *frame = diff("--against", "HEAD", "a.jsonl").stderr.splitlines()
    assert first.startswith("lightmeter: at HEAD: lightmeter.toml:1:11: 1 is not a ")
    assert [it.strip() for it in frame] == ["fail-on = 1", "^"]


def test_an_overlay_by_its_whole_path_is_the_one_of_then(git: Git) -> None:
    """20 credits then, 30 now: wherever the settings lie that name it."""
    put("a.jsonl", line())
    put("rates/house.toml", OVERLAY)
    for settings in ("lightmeter.toml", "sub/lightmeter.toml"):
        put(settings, f'overlays = ["{Path.cwd()}/rates/house.toml"]\n')
    put("sub/b.jsonl", line(prompt="b"))
    commit(git)
    put("rates/house.toml", OVERLAY.replace("2K = 20", "2K = 30"))

    result = diff("--against", "HEAD", "a.jsonl", "sub")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "rates +20" in result.stdout


def test_what_lies_beside_the_repository_is_taken_as_it_is_now(git: Git) -> None:
    """Also by way of settings that lie there."""
    put("../all/base.toml", 'overlays = ["../house.toml"]\n')
    put("../house.toml", OVERLAY)
    put("a.jsonl", line())
    put("lightmeter.toml", 'extend = "../all/base.toml"\n')
    put("sub/a.jsonl", line(prompt="b"))
    put("sub/lightmeter.toml", f'overlays = ["{Path.cwd().parent}/house.toml"]\n')
    commit(git)
    put("a.jsonl", line(tier="4K"))

    result = diff("--against", "HEAD", ".")
    assert result.exit_code == 0
    assert "requests +20, rates 0" in result.stdout
    assert [it for it in result.stderr.splitlines() if "names" in it] == [
        f"lightmeter: at HEAD: {it}, which is not in the repository, and is taken as it is now"
        for it in (
            "lightmeter.toml names ../all/base.toml",
            "../all/base.toml names ../house.toml",
            f"sub/lightmeter.toml names {Path.cwd().parent}/house.toml",
        )
    ]


def test_what_is_excluded_now_was_not_removed(git: Git) -> None:
    """So it makes up for no growth: 24 credits more are 24 credits more."""
    put("a.jsonl", line(id="a"))
    put("old/b.jsonl", line("high", "4K", id="b") + line("low", id="c"))
    commit(git)
    put("a.jsonl", line(tier="4K", id="a") + line("low", id="c"))
    put("lightmeter.toml", 'exclude = ["old/"]\n[budget]\nrun-growth = "20 credits"\n')

    result = diff("--against", "HEAD")
    assert result.exit_code == 1
    # What went elsewhere is found there.
    assert "requests +24, rates 0" in result.stdout
    assert (
        "lightmeter: 1 request of HEAD in old/b.jsonl, which is there and is not read now, as"
        " excluded files are not: left out of the comparison\n"
    ) in result.stderr


def test_an_overlay_of_the_command_line_was_another_one_then(git: Git) -> None:
    put("a.jsonl", line())
    put("house.toml", OVERLAY)
    commit(git)
    put("house.toml", OVERLAY.replace("2K = 20", "2K = 30"))
    put("new.toml", OVERLAY.replace("2K = 20", "2K = 30"))

    assert effects(data("--against", "HEAD", "a.jsonl", "--overlay", "house.toml")) == [
        ("10", "0", "10")
    ]
    result = diff("--against", "HEAD", "a.jsonl", "--overlay", "new.toml")
    assert result.stderr == (
        "lightmeter: new.toml is not there at HEAD, so old requests are priced without it\n"
    )
    assert "requests 0, rates +6" in result.stdout


def test_standard_input_is_one_of_the_files(git: Git) -> None:
    put("a.jsonl", line())
    commit(git)

    nameless = diff("--against", "HEAD", "-", stdin=line("low"))
    assert (nameless.exit_code, "--stdin-filename" in nameless.stderr) == (2, True)
    result = diff("--against", "HEAD", "-", "--stdin-filename", "a.jsonl", stdin=line("low"))
    assert "requests -20, rates 0 (24 -> 4 credits)" in result.stdout


# A saved report -----------------------------------------------------------------------------------


def save(name: str, *paths: str, command: str = "cost") -> None:
    result = CliRunner().invoke(main, [command, *paths, "--format", "json"])
    put(name, result.stdout)


@pytest.mark.parametrize("command", ("check", "cost"))
def test_a_saved_report(command: str) -> None:
    """Its requests are priced anew, so that both effects are known."""
    put("a.jsonl", line(id="hero") + line("low"))
    save("before.json", "a.jsonl", command=command)
    put("a.jsonl", line(tier="4K", id="hero") + line("low"))
    put("house.toml", OVERLAY)
    put("lightmeter.toml", WITH_OVERLAY)

    document = data("--against", "before.json", "a.jsonl")
    assert effects(document) == [("16", "20", "-4"), ("0", "0", "0")]
    assert data("--against", "before.json")["totals"] == document["totals"]
    assert data("before.json", "a.jsonl")["totals"] == document["totals"]


# A default that only an overlay has changed: low is 4 credits at 2K, high is 24.
HIGH = """\
format = 1
id     = "house/quality"
amends = "vidgo/gpt-image-2"
source = "contract"

[sources.contract]
title = "Our contract"
read  = "2026-05-01"

[fields.quality]
default = "high"
"""


def plain(prompt: str = "x", **own: str) -> str:
    """The same request, with no quality written."""
    return line("", prompt=prompt, **own).replace('"quality": "", ', "")


def test_another_default_is_no_doing_of_the_requests(git: Git) -> None:
    put("a.jsonl", plain(id="a"))
    commit(git)
    put("high.toml", HIGH)
    put("lightmeter.toml", 'overlays = ["high.toml"]\n[budget]\nrequest-growth = "50%"\n')

    result = diff("--against", "HEAD", "a.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "requests 0, rates +20" in result.stdout
    assert "by today's rules quality low -> high" in result.stdout
    assert "no request was touched" in result.stdout


def test_a_default_of_then_may_be_written_out(git: Git) -> None:
    """And is the same, as long as it is the default still."""
    put("a.jsonl", plain(id="a"))
    commit(git)
    put("a.jsonl", line("low", id="a"))
    same = data("--against", "HEAD", "a.jsonl")
    put("high.toml", HIGH)
    put("lightmeter.toml", 'overlays = ["high.toml"]\n')
    saving = data("--against", "HEAD", "a.jsonl")

    assert (same["changes"][0]["change"], effects(same)) == ("unchanged", [("0", "0", "0")])
    # Without the word it would cost 24 credits today.
    assert (saving["changes"][0]["change"], effects(saving)) == ("changed", [("0", "-20", "20")])


def test_a_saved_report_does_not_say_what_was_a_default() -> None:
    """Of what is written still, both effects are known: 4 credits became 8 by the request."""
    put("a.jsonl", plain(id="a"))
    put("b.jsonl", line("low", id="b"))
    save("before.json", "a.jsonl", "b.jsonl")
    put("b.jsonl", line("low", "4K", id="b"))
    put("high.toml", HIGH)
    put("lightmeter.toml", 'overlays = ["high.toml"]\n[budget]\nrequest-growth = "300%"\n')

    result = diff("--against", "before.json", "a.jsonl", "b.jsonl")
    assert result.exit_code == 0
    assert "requests +4, rates 0, not split +20" in result.stdout
    assert "quality is not written, and its default is another" in result.stdout
    assert result.stderr.count("growth-unknown") == 1


def test_a_request_that_was_moved_to_other_settings(git: Git) -> None:
    """Moving is somebody's doing, and two reports do not say what settings did."""
    settings = '[[cost.rates]]\nprovider = "vidgo"\nmultiply = "2"\nsource = "x"\n'
    put("a/lightmeter.toml", f'{settings}[budget]\nrequest-growth = "50%"\n')
    put("a/a.jsonl", line(id="a"))
    put("b/b.jsonl", line("low", id="b"))
    commit(git)
    save("../old.json", "a", "b")
    put("a/a.jsonl", line(id="a") + line("low", id="b"))
    Path("b/b.jsonl").unlink()
    save("../new.json", "a")

    result = diff("--against", "HEAD", ".")
    assert result.exit_code == 1
    assert "requests +4, rates 0" in result.stdout
    assert "moved from b/b.jsonl to where other settings count" in result.stdout
    assert "no request was touched" not in result.stdout
    reports = diff("../old.json", "../new.json")
    assert reports.exit_code == 0
    assert "requests 0, rates 0, not split +4" in reports.stdout
    assert "it was moved, and reports do not say" in reports.stdout
    assert "no request was touched" not in reports.stdout


def test_a_request_that_stays_rejected_and_was_edited() -> None:
    put("old.json", line("ultra"))
    put("new.json", line("ultra", "4K"))

    document = data("old.json", "new.json")
    assert [it["change"] for it in document["changes"]] == ["changed"]
    assert "resolution 2K -> 4K" in diff("old.json", "new.json").stdout


def test_what_was_removed_without_a_price_leaves_the_rates_alone() -> None:
    put("old.jsonl", line(id="a") + SEEDANCE)
    put("new.jsonl", line(id="a"))

    result = diff("old.jsonl", "new.jsonl")
    assert "requests not known, rates 0" in result.stdout
    assert "?: 1 request that changed, without a price or with a part" in result.stdout


def test_two_saved_reports() -> None:
    """Amounts subtract; without rates only what did not change can be split."""
    put("a.jsonl", line(id="hero") + line("high", "1K"))
    save("old.json", "a.jsonl")
    put("a.jsonl", line(tier="4K", id="hero") + line("high", "1K"))
    put("house.toml", OVERLAY)
    put("lightmeter.toml", WITH_OVERLAY)
    save("new.json", "a.jsonl")

    document = data("old.json", "new.json")
    assert effects(document) == [("16", "0", "0"), ("-2", "0", "-2")]
    assert document["changes"][0]["effects"][0]["unsplit"]["maximum"] == "16"
    result = diff("old.json", "new.json")
    assert result.exit_code == 0
    assert "costs +14 credits: requests 0, rates -2, not split +16 (36 -> 50 credits)" in (
        result.stdout
    )


def test_what_two_reports_say_of_a_task_that_is_charged_once() -> None:
    """An earlier file takes the charge over: as much more there as it is less here."""
    task = json.dumps(
        {
            "provider": "mindvideo",
            "headers": {"Idempotency-Key": "k"},
            "model": "doubao-seedream-5-0-lite",
            "input": {"prompt": "x"},
        }
    )
    put("b.jsonl", task)
    save("old.json", "b.jsonl")
    put("a.jsonl", task)
    save("new.json", "a.jsonl", "b.jsonl")

    assert effects(data("old.json", "new.json")) == [
        ("0.0315", "0.0315", "0"),
        ("-0.0315", "-0.0315", "0"),
    ]


def test_a_veiled_payload_is_not_split() -> None:
    """What the report hides cannot be priced anew; the difference stands all the same."""
    put("a.jsonl", line(prompt="********", id="a"))
    save("before.json", "a.jsonl")
    put("a.jsonl", line(tier="4K", prompt="the key itself", id="a"))

    result = diff("--against", "before.json", "a.jsonl")
    assert "costs +24 credits: requests 0, rates 0, not split +24" in result.stdout
    assert (
        "not split into requests and rates: the report hides a part of the old request"
        in result.stdout
    )


def test_files_that_are_no_reports() -> None:
    put("a.json", line())
    put("text.json", "{")
    put("odd.json", '{"tool": {"name": "lightmeter"}, "version": 2}')
    put("other.json", '{"tool": {"name": "lightmeter"}, "version": 1}')

    cases = {
        "a.json": "a.json is no report that lightmeter check or cost wrote with --format json",
        "odd.json": "odd.json is a report of version 2; this lightmeter reads 1",
        "other.json": "other.json is no report that lightmeter check or cost wrote with --format"
        " json: it has no requests",
    }
    for name, message in cases.items():
        result = diff("--against", name, "a.json")
        assert (result.exit_code, result.stderr) == (2, f"lightmeter: {message}\n")
    assert diff("--against", "text.json", "a.json").exit_code == 2


def test_requests_in_other_files_of_a_report_are_left_out() -> None:
    put("a.jsonl", line())
    put("b.jsonl", line("low"))
    save("before.json", "a.jsonl", "b.jsonl")

    result = diff("--against", "before.json", "a.jsonl")
    assert "this change costs nothing (24 credits)" in result.stdout
    assert result.stderr == (
        "lightmeter: 1 request of before.json in other files: left out of the comparison\n"
    )


# Growth -------------------------------------------------------------------------------------------


def test_growth_over_its_budget(git: Git) -> None:
    put("a.jsonl", line(id="a") + line("low", id="b") + line("low", id="c"))
    put("lightmeter.toml", '[budget]\nrequest-growth = "50%"\nrun-growth = "0.10 USD"\n')
    commit(git)
    put("a.jsonl", line(tier="4K", id="a") + line("medium", id="b") + line("low", id="c"))

    result = diff("--against", "HEAD", "a.jsonl")
    # 24 credits and 2 are 0.12 USD and 0.01 USD; 4 to 6 credits are 50% and no more.
    assert result.exit_code == 1
    assert result.stderr == (
        "a.jsonl:1:43: error growth-over-budget this request (a) grows by 24 credits, from 24 to 48"
        " credits at today's rates, and request-growth is 50%; ask for less, or raise"
        " request-growth under [budget] in the settings\n"
        "lightmeter.toml:3:14: error growth-over-budget everything that was read grows by 0.13"
        " USD, from 0.16 to 0.29 USD at today's rates, and run-growth is 0.1 USD; most is added"
        " by a (+0.12 USD), b (+0.01 USD); ask for less, or raise run-growth under [budget] in the"
        " settings\n"
    )


def test_growth_is_told_where_the_request_stands() -> None:
    """Not where the model stands that all of a batch inherit."""
    batch = """\
provider = "vidgo"
[defaults]
model = "gpt-image-2"
[defaults.input]
size = "16:9"
quality = "high"
[[requests]]
id = "a"
input = { prompt = "a", resolution = "1K" }
[[requests]]
input = { prompt = "b", resolution = "1K" }
"""
    put("old.toml", batch)
    put("new.toml", batch.replace("1K", "4K"))
    put("lightmeter.toml", '[budget]\nrequest-growth = "50%"\n')

    lines = diff("old.toml", "new.toml").stderr.splitlines()
    assert [it.partition(" by ")[0] for it in lines] == [
        "new.toml:7:1: error growth-over-budget this request (a) grows",
        "new.toml:10:1: error growth-over-budget this request grows",
    ]


def test_rates_alone_trip_no_budget(git: Git) -> None:
    put("a.jsonl", line())
    put("lightmeter.toml", "")
    commit(git)
    put("house.toml", OVERLAY.replace("2K = 20", "2K = 200"))
    put("lightmeter.toml", f'{WITH_OVERLAY}[budget]\nrequest-growth = "0%"\nrun-growth = "0 USD"\n')

    result = diff("--against", "HEAD", "a.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "costs +176 credits: requests 0, rates +176" in result.stdout
    assert "no request was touched: what changed are the rates" in result.stdout


@pytest.mark.parametrize(("policy", "code"), (("error", 1), ("warning", 0), ("allow", 0)))
def test_growth_from_nothing_has_no_percentage(git: Git, policy: str, code: int) -> None:
    """It is never passed over in silence, unless that was asked for."""
    put("lightmeter.toml", f'[budget]\nrun-growth = "1000%"\nunpriced = "{policy}"\n')
    commit(git)
    put("a.jsonl", line())

    result = diff("--against", "HEAD", "a.jsonl")
    assert result.exit_code == code
    said = (
        f"lightmeter.toml:2:14: {policy} growth-unknown run-growth (1000%) cannot be held against"
        " everything that was read: it grows from nothing to 24 credits, and a percentage of"
        " nothing says nothing; an amount, such as 5 USD, would hold\n"
    )
    assert result.stderr == ("" if policy == "allow" else said)


def test_a_file_that_was_renamed_and_edited_grows(git: Git) -> None:
    """Though no request of it has an id: 24 to 48 credits are 100%."""
    put("lightmeter.toml", '[budget]\nrequest-growth = "50%"\n')
    machine = "a silver espresso machine"
    put("a.jsonl", line(prompt=machine) + line("low", prompt="the same at dusk"))
    put("b.jsonl", line("medium", "1K", prompt="a mountain lake in autumn, seen from above"))
    commit(git)
    Path("a.jsonl").unlink()
    Path("b.jsonl").unlink()
    put("c.jsonl", line("low", prompt="a boat at the pier, its sails torn by the last storm"))
    put("d.jsonl", line(tier="4K", prompt=machine) + line("low", prompt="and one at dusk"))

    result = diff("--against", "HEAD")
    assert result.exit_code == 1
    assert "d.jsonl:1:32: error growth-over-budget this request grows by 24 credits" in (
        result.stderr
    )
    document = data("--against", "HEAD")
    assert [(it["change"], it["matched"]) for it in document["changes"]] == [
        ("added", None),
        ("changed", "place"),
        ("changed", "place"),
        ("removed", None),
    ]


def test_credits_that_are_worth_more(git: Git) -> None:
    """24 credits were 0.12 USD, and are 0.24 USD now."""
    put("a.jsonl", line(id="a"))
    commit(git)
    put("lightmeter.toml", '[cost.credits]\nvidgo = "0.01 USD"\n')

    result = diff("--against", "HEAD", "a.jsonl")
    assert "    worth $0.12 -> $0.24\n" in result.stdout
    assert "this change costs no more credits (24 credits)" in result.stdout
    assert (
        "1 credit at vidgo was worth $0.005 and is worth $0.01 today: +$0.12 altogether\n"
    ) in result.stdout


def test_plain_budgets_are_told_as_cost_tells_them(git: Git) -> None:
    put("a.jsonl", line())
    put("lightmeter.toml", '[budget]\nrequest = "10 credits"\n')
    commit(git)

    result = diff("--against", "HEAD", "a.jsonl")
    assert result.exit_code == 1
    assert "error over-budget this request costs 24 credits" in result.stderr


def test_growth_is_looked_at_by_nothing_else() -> None:
    put("a.jsonl", line())
    put("lightmeter.toml", '[budget]\nrun-growth = "0 USD"\n')

    assert CliRunner().invoke(main, ["cost", "a.jsonl"]).exit_code == 0
    assert CliRunner().invoke(main, ["cost", "a.jsonl", "--check-budget"]).exit_code == 2


# The command line ---------------------------------------------------------------------------------


def test_a_file_called_diff_is_reached_by_its_path() -> None:
    put("diff", line())

    result = CliRunner().invoke(main, ["cost", "./diff"])
    assert (result.exit_code, "24 credits" in result.stdout) == (0, True)


def test_the_help_of_both_says_of_the_other() -> None:
    assert "lightmeter cost diff --help" in CliRunner().invoke(main, ["cost", "--help"]).stdout
    shown = diff("--help").stdout
    assert shown.startswith("Usage: ")
    assert "--against" in shown
    assert diff("--help").exit_code == 0


def test_markdown_names_what_is_newly_wrong(read_markdown: Any) -> None:
    put("old.jsonl", line("low", "4K", id="b") + line("low", prompt="|", id="c"))
    put("new.jsonl", line("low", "4K", id="b").replace("16:9", "4:3") + line("high", id="c"))

    blocks = read_markdown(diff("old.jsonl", "new.jsonl", "--format", "markdown").stdout)
    assert blocks[0] == {"h2": "🟡 lightmeter"}
    # 8 + 4 credits before; 4:3 is made and billed as 2K: 4 + 24 now.
    assert blocks[1] == {
        "text": "this change costs +16 credits: requests +16, rates 0 (12 -> 28 credits)"
    }
    assert blocks[2] == {"h3": "🟡 1 new warning"}
    assert blocks[4] == {
        "table": [
            ["Provider", "Old", "New", "Change", "Requests", "Rates"],
            [
                "vidgo",
                "12 credits",
                "28 credits",
                "+16 credits",
                "+16 credits (+133.3% of 12)",
                "0 credits",
            ],
        ]
    }
    assert blocks[5] == {"html": "<details><summary>2 requests changed</summary>"}
    assert blocks[6]["table"][1][:5] == [
        "new.jsonl:1 b",
        "vidgo/gpt-image-2",
        "8 credits",
        "4 credits",
        "-4 credits",
    ]


def test_what_is_known_of_a_growth_is_said_beside_what_is_not() -> None:
    """24 to 48 credits are known; what another clip costs nobody knows."""
    put("old.jsonl", line(id="a") + SEEDANCE)
    put("new.jsonl", line(tier="4K", id="a") + SEEDANCE.replace("720p", "480p"))
    put("lightmeter.toml", '[budget]\nrun-growth = "20 credits"\n')

    said = diff("old.jsonl", "new.jsonl").stderr
    assert (
        "cannot be held against everything that was read: the growth of clip is not known" in said
    )
    assert "; the rest grows by at least 24 credits; most is added by a (+24 credits)" in said


def test_a_comparison_that_is_ended_compares_nothing(
    git: Git, interrupt_judging: Callable[[], None]
) -> None:
    """What was not read would look removed. Here all that is judged is of the new side."""
    put("README.md", "Requests\n")
    commit(git)
    put("a.jsonl", line())
    interrupt_judging()

    result = diff("--against", "HEAD", "a.jsonl")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lightmeter: interrupted\n"
