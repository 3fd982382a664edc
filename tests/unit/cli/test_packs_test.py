"""`lightmeter packs test`, as it is called."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

RULE = """
[fields.n]
type = "integer"
[rules.few]
when = "has(n) and n > 5"
at = "n"
message = "m"
"""
FIRES = '[[examples]]\nname = "six"\ninput = { n = 6 }\nexpect = ["few@/input/n"]\n'
HOLDS = FIRES + '[[examples]]\nname = "five"\ninput = { n = 5 }\n'


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["packs", "test", *map(str, arguments)])


def test_all_shipped_packs_are_tried_and_hold() -> None:
    """Their mutants are tried in tests/acceptance, once for the whole suite."""
    result = run("--quick")

    assert result.exit_code == 0, result.output
    assert "vidgo/gpt-image-2" in result.stdout
    assert all(line.endswith("  ok") for line in result.stdout.splitlines())


def test_one_shipped_pack_is_tried_by_its_id() -> None:
    result = run("vidgo/gpt-image-2", "--quick")

    assert result.exit_code == 0
    assert result.stdout.startswith("vidgo/gpt-image-2  1")
    assert result.stdout.endswith("  ok\n")
    assert "mutation" not in result.stdout


def test_a_directory_is_tried(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/provider", pack_text(pack="acme/provider", models=""))
    put("acme/video", pack_text(RULE + HOLDS, top='source = "docs"\nextends = "acme/provider"'))

    result = run(tmp_path)
    assert result.exit_code == 0
    assert result.stdout == (
        "acme/provider  no examples                                 ok\n"
        "acme/video     2 examples   mutation score 100 % (3 of 3)  ok\n"
        "  note: no golden results; lightmeter packs test --update writes them\n"
    )


def test_a_providers_directory_is_tried(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/video", pack_text(RULE + HOLDS))

    result = run(tmp_path / "acme")
    assert result.exit_code == 0
    assert result.stdout.startswith("acme/video  2 examples  ")


def test_a_file_may_extend_its_neighbours(put: Put, pack_text: PackText) -> None:
    put("acme/provider", pack_text(pack="acme/provider", models=""))
    path = put(
        "acme/video", pack_text(RULE + HOLDS, top='source = "docs"\nextends = "acme/provider"')
    )

    assert run(path).exit_code == 0


def test_a_file_may_extend_a_shipped_pack(tmp_path: Path, pack_text: PackText) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        pack_text(RULE + HOLDS, top='source = "docs"\nextends = "vidgo/provider"'),
        encoding="utf-8",
    )

    assert run(path).exit_code == 0


def test_a_file_stands_for_the_shipped_pack_of_the_same_id(put: Put, pack_text: PackText) -> None:
    path = put("vidgo/gpt-image-2", pack_text(RULE + HOLDS, pack="vidgo/gpt-image-2"))

    assert run(path).stdout.startswith("vidgo/gpt-image-2  2 examples  ")


def test_an_overlay_is_tried_on_the_pack_it_amends(tmp_path: Path, pack_text: PackText) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        pack_text(
            "[[billing]]\nitem = 'image'\nrate = 7\n"
            "[[examples]]\nname = 'ours'\ninput = { prompt = 'x' }\ncost = 7",
            pack="us/ours",
            models="",
            top='source = "docs"\namends = "vidgo/gpt-image-2"',
        ),
        encoding="utf-8",
    )

    result = run(path)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "vidgo/gpt-image-2 + us/ours  1 example  mutation score 100 % (1 of 1)  ok\n"
        "  note: no golden results; lightmeter packs test --update writes them\n"
    )


def test_what_an_overlay_says_in_vain_is_noted(tmp_path: Path, pack_text: PackText) -> None:
    """The pack may have caught up with it, which is no mistake."""
    path = tmp_path / "ours.toml"
    path.write_text(
        pack_text(
            "[fields.duration]\nmaximum = 15\n[rules.frames-exclude-references]\nseverity = 'off'",
            pack="us/ours",
            models="",
            top='source = "docs"\namends = "vidgo/seedance-2"',
        ),
        encoding="utf-8",
    )

    result = run(path)
    assert result.exit_code == 0, result.output
    assert (
        "  note: ours.toml:9: fields.duration changes nothing, the pack says so already\n"
        in result.stdout
    )
    assert result.stdout.count("changes nothing") == 1


FAILING = (
    FIRES
    + '[[examples]]\nname = "seven"\ninput = { n = 7 }\ncost = 2\n'
    + '[fields.size]\ntype = "string"\nenum = ["a"]\n'
)


def test_what_fails_is_shown_in_full(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/video", pack_text(RULE + FAILING))

    result = run(tmp_path)
    assert result.exit_code == 1
    assert result.stdout == (
        "acme/video  2 examples  1 failed\n"
        "  acme/video.toml:19: seven (video)\n"
        "    found few@/input/n, which was not expected: m\n"
        "    cost: expected 2, got rejected\n"
        "  few fires in every example: add one in which it stays silent\n"
        "  note: no example has /input/size a\n"
    )


def test_a_rule_without_an_example_fails(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/video", pack_text(RULE + '[[examples]]\nname = "a"\ninput = {}\n'))

    result = run(tmp_path, "--quick")
    assert result.exit_code == 1
    assert result.stdout == (
        "acme/video  1 example  rules without an example\n  few fires in no example\n"
    )


def test_a_rule_that_never_stays_silent_fails(
    put: Put, tmp_path: Path, pack_text: PackText
) -> None:
    put("acme/video", pack_text(RULE + FIRES))

    result = run(tmp_path, "--quick")
    assert result.exit_code == 1
    assert result.stdout == (
        "acme/video  1 example  not everything is reached\n"
        "  few fires in every example: add one in which it stays silent\n"
    )


PRICED = """
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.tier]
type = "string"
enum = ["1K", "2K"]
default = "1K"
[let.rates]
1K = "0.10"
2K = "0.20"
[[billing]]
item = "video"
unit = "video"
quantity = [{ when = "n > 5", then = "4" }, { then = "n" }]
currency = "USD"
rate = "rates[tier]"
"""


def test_a_case_and_a_cell_that_no_example_reaches_fail(
    put: Put, tmp_path: Path, pack_text: PackText
) -> None:
    put("acme/video", pack_text(PRICED + '[[examples]]\nname = "a"\ninput = {}\ncost = "0.1"\n'))

    result = run(tmp_path, "--quick")
    assert result.exit_code == 1
    assert result.stdout == (
        "acme/video  1 example  not everything is reached\n"
        "  no example takes case 1 of video.quantity\n"
        "  no example reaches rates[2K]\n"
        "  note: no example has /input/tier 2K\n"
    )


# Golden results -----------------------------------------------------------------------------------


def golden(path: Path) -> Path:
    return path.with_suffix(".probes.jsonl")


def test_golden_results_are_written_beside_the_pack(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(PRICED))

    result = run(path, "--update")
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in golden(path).read_text("utf-8").splitlines()]
    assert len(lines) > 5
    assert result.stderr == f"lightmeter: wrote {len(lines)} golden results to {golden(path)}\n"
    assert result.stdout == (
        f"acme/video  no examples  {len(lines)} golden results"
        "  mutation score 100 % (12 of 12)  ok\n"
    )
    assert {
        "guards": "fields.n.maximum",
        "model": "video",
        "body": {"input": {"n": 10}},
        "found": ["error maximum@/input/n"],
        "cost": "rejected",
    } in lines


def test_golden_results_that_are_as_they_were_are_not_written(
    put: Put, pack_text: PackText
) -> None:
    path = put("acme/video", pack_text(PRICED))
    run(path, "--update", "--quick")
    before = golden(path).read_bytes()
    golden(path).chmod(0o444)

    result = run(path, "--update", "--quick")
    assert (result.exit_code, result.stderr) == (0, "")
    assert golden(path).read_bytes() == before


def test_a_changed_bound_shows_old_and_new(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(PRICED))
    run(path, "--update", "--quick")
    lines = golden(path).read_text("utf-8").splitlines()
    put("acme/video", pack_text(PRICED.replace("maximum = 9", "maximum = 10")))

    result = run(path)
    assert result.exit_code == 1
    number = next(at for at, line in enumerate(lines, 1) if '"n": 10' in line)
    assert result.stdout == (
        f"acme/video  no examples  {len(lines)} golden results  1 failed\n"
        f"  video.probes.jsonl:{number}: fields.n.maximum (video)\n"
        "    found: was error maximum@/input/n, is nothing\n"
        '    cost: was "rejected", is "0.4"\n'
        '    sent: was none, is {"input": {"tier": "1K"}}\n'
        "    quantity: was none, is 4\n"
        "  if the changes are meant, lightmeter packs test --update writes them down\n"
    )


def test_a_golden_result_of_a_model_that_is_gone(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(PRICED))
    run(path, "--update", "--quick")
    put("acme/video", pack_text(PRICED, models="[models.film]"))

    result = run(path, "--quick")
    assert result.exit_code == 1
    assert "the pack has no model video any more" in result.stdout
    assert run(path, "--update", "--quick").exit_code == 0
    assert '"model": "video"' not in golden(path).read_text("utf-8")


def test_what_cannot_be_read_is_named_and_written_anew(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(PRICED))
    run(path, "--update", "--quick")
    whole = golden(path).read_bytes()
    for broken in (b"<<<<<<< HEAD\n" + whole, b"\xff\xfe", b"\n" * 2_000_000, b"[]\n"):
        golden(path).write_bytes(broken)

        result = run(path, "--quick")
        assert result.exit_code == 2
        assert result.stdout == "acme/video  cannot be loaded\n"
        assert result.stderr.startswith("lightmeter: error: video.probes.jsonl")
        assert result.stderr.endswith(": write them with lightmeter packs test --update\n")
        assert run(path, "--update", "--quick").exit_code == 0
        assert golden(path).read_bytes() == whole


def test_where_golden_results_cannot_be_written(
    put: Put, pack_text: PackText, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("acme/video", pack_text(PRICED))

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    result = run(path, "--update")
    assert result.exit_code == 2
    assert result.stdout == "acme/video  cannot be loaded\n"
    assert result.stderr == (
        "lightmeter: error: video.probes.jsonl: cannot be written: Permission denied\n"
    )


def test_a_pack_without_anything_to_guard_has_no_golden_results(
    put: Put, pack_text: PackText
) -> None:
    for models in ("", "[models.video]"):
        path = put("acme/video", pack_text("", models=models))

        result = run(path, "--update")
        assert (result.exit_code, result.stdout, result.stderr) == (
            0,
            "acme/video  no examples  ok\n",
            "",
        )
        assert not golden(path).exists()


def test_an_overlays_golden_results_lie_beside_the_overlay(
    tmp_path: Path, pack_text: PackText
) -> None:
    path = tmp_path / "ours.toml"
    overlay = "[fields.prompt]\nmaxLength = 100\n"
    top = 'source = "docs"\namends = "vidgo/seedream-5.0-lite"'
    path.write_text(pack_text(overlay, pack="us/ours", models="", top=top), "utf-8")

    result = run(path, "--update")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "vidgo/seedream-5.0-lite + us/ours  no examples  2 golden results"
        "  mutation score 100 % (2 of 2)  ok\n"
    )
    guards = [json.loads(line)["guards"] for line in golden(path).read_text().splitlines()]
    assert guards == ["fields.prompt.maxLength"] * 2


# Mutants ------------------------------------------------------------------------------------------

ONE = '[[examples]]\nname = "a"\ninput = {}\ncost = "0.1"\n'
REACHED = (
    ONE
    + '[[examples]]\nname = "b"\ninput = { n = 9, tier = "2K" }\ncost = "0.8"\n'
    + '[[examples]]\nname = "c"\ninput = { n = 0 }\nexpect = ["minimum"]\n'
)


def test_a_score_below_what_was_asked_for_fails(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(PRICED + REACHED))

    result = run(path, "--fail-under", "95")
    assert result.exit_code == 1
    first, *notes = result.stdout.splitlines()
    assert first == (
        "acme/video  3 examples  mutation score 66 % (8 of 12)  mutation score too low"
    )
    assert notes == [
        "  acme/video.toml:12: nothing notices fields.n.maximum: 9 -> 10",
        "  acme/video.toml:24: nothing notices billing[0].quantity[0].when: n > 5 -> n >= 5",
        "  acme/video.toml:24: nothing notices billing[0].quantity[0].when: n > 5 -> n > 6",
        "  acme/video.toml:24: nothing notices billing[0].quantity[0].when: n > 5 -> n > 4",
        "  note: no golden results; lightmeter packs test --update writes them",
    ]
    assert run(path, "--fail-under", "66").exit_code == 0


def test_survivors_are_listed_where_that_is_asked_for(put: Put, pack_text: PackText) -> None:
    fields = "".join(f'[fields.m{it}]\ntype = "integer"\nmaximum = 9\n' for it in range(4))
    path = put("acme/video", pack_text(fields))

    assert "nothing notices" not in run(path).stdout
    some = run(path, "--fail-under", "1")
    assert some.exit_code == 1
    assert some.stdout.count("nothing notices") == 5
    assert "  … and 3 more; --survivors lists them all\n" in some.stdout
    every = run(path, "--survivors")
    assert every.exit_code == 0
    assert every.stdout.count("nothing notices") == 8
    assert "more;" not in every.stdout


def test_a_score_cannot_be_asked_for_without_mutants(put: Put, pack_text: PackText) -> None:
    """Else a check that asks for 95 % would pass for a pack that nothing guards."""
    path = put("acme/video", pack_text(PRICED))

    result = run(path, "--quick", "--fail-under", "95")
    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: --fail-under needs the mutants that --quick leaves out; leave out one\n"
    )


def test_mutants_are_not_tried_where_something_fails_already(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(PRICED + ONE.replace("0.1", "0.3")))

    assert "mutation" not in run(path).stdout


def test_golden_results_and_mutants_as_json(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(PRICED + REACHED))
    run(path, "--update", "--quick")
    lines = golden(path).read_text().splitlines()
    golden(path).write_text("".join(f"{it}\n" for it in lines if "fields.n.maximum" not in it))

    result = run(path, "--format", "json")
    assert result.exit_code == 0
    (outcome,) = json.loads(result.stdout)["packs"]
    assert outcome["ok"] is True
    assert outcome["golden"] == len(lines) - 2
    assert outcome["mutants"] == {
        "killed": 11,
        "refused": 3,
        "left_out": 0,
        "percent": 91,
        "survivors": [
            {
                "file": "acme/video.toml",
                "line": 12,
                "entry": "fields.n.maximum",
                "change": "9 -> 10",
            }
        ],
    }


def test_a_pack_that_cannot_be_loaded_does_not_stop_the_others(
    put: Put, tmp_path: Path, pack_text: PackText
) -> None:
    put("acme/broken", 'format = 1\nid = "acme/broken"\ntitel = "x"\n')
    put("acme/video", pack_text(RULE + '[[examples]]\nname = "a"\ninput = {}\n'))

    result = run(tmp_path, "--quick")
    assert result.exit_code == 2
    assert result.stdout.splitlines()[:2] == [
        "acme/broken  cannot be loaded",
        "acme/video   1 example         rules without an example",
    ]
    assert result.stderr == (
        'lightmeter: error: acme/broken.toml:3:1: "titel" is not known here; did you mean title?\n'
        '    titel = "x"\n'
        "    ^^^^^\n"
    )


@pytest.mark.parametrize(
    ("path", "message"),
    (
        ("vidgo/gpt-image-3", "did you mean vidgo/gpt-image-2?"),
        ("nowhere", "nowhere is neither a pack nor a file or directory"),
    ),
)
def test_a_path_that_is_nothing(path: str, message: str) -> None:
    result = run(path)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_directory_without_packs(tmp_path: Path) -> None:
    result = run(tmp_path)

    assert result.exit_code == 2
    assert "holds no packs" in result.stderr


def test_the_outcome_as_json(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/broken", 'format = 1\nid = "acme/broken"\ntitel = "x"\n')
    put("acme/video", pack_text(RULE + FAILING))

    result = run(tmp_path, "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout) == {
        "version": 1,
        "packs": [
            {
                "id": "acme/broken",
                "overlay": None,
                "ok": False,
                "error": {
                    "message": '"titel" is not known here',
                    "file": "acme/broken.toml",
                    "line": 3,
                    "column": 1,
                    "suggestion": "title",
                },
            },
            {
                "id": "acme/video",
                "overlay": None,
                "ok": False,
                "idle": [],
                "error": None,
                "examples": 2,
                "golden": 0,
                "failures": [
                    {
                        "name": "seven",
                        "model": "video",
                        "file": "acme/video.toml",
                        "line": 19,
                        "problems": [
                            "found few@/input/n, which was not expected: m",
                            "cost: expected 2, got rejected",
                        ],
                    }
                ],
                "coverage": {
                    "silent": [],
                    "constant": ["few"],
                    "values": ["/input/size a"],
                    "cells": [],
                    "cases": [],
                },
                "mutants": None,
            },
        ],
    }


def test_a_link_out_of_a_providers_directory_is_not_followed(tmp_path: Path) -> None:
    """Else whoever writes packs could have a line of any file shown."""
    secret = tmp_path / "secret"
    secret.write_text("PASSWORD\n")
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "video.toml").symlink_to(secret)

    result = run(tmp_path / "acme")

    assert result.exit_code == 2
    assert "is a link that leads out of" in result.stderr
    assert "PASSWORD" not in result.output
