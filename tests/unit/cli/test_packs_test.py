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
    result = run()

    assert result.exit_code == 0, result.output
    assert "vidgo/gpt-image-2" in result.stdout
    assert all(line.endswith("  ok") for line in result.stdout.splitlines())


def test_one_shipped_pack_is_tried_by_its_id() -> None:
    result = run("vidgo/gpt-image-2")

    assert result.exit_code == 0
    assert result.stdout.startswith("vidgo/gpt-image-2  1")
    assert result.stdout.endswith("  ok\n")
    assert "mutation score 9" in result.stdout


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
