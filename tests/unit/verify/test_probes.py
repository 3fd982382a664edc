import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lightmeter.errors import PackError
from lightmeter.verify.probes import (
    Probe,
    differences_of,
    probe_path,
    read_probes,
    write_probes,
)


def probe(body: dict[str, Any], **record: Any) -> Probe:
    return Probe("fields.n.maximum", "video", {"model": "video", **body}, record)


def again(path: Path, *probes: Probe) -> tuple[Probe, ...]:
    """What is read of probes that were written."""
    file = path / "video.probes.jsonl"
    file.write_bytes(write_probes(probes).encode())
    return read_probes(file, file.name)


def test_golden_results_lie_beside_their_pack() -> None:
    assert probe_path(Path("rules/acme/video-1.5.toml")) == Path(
        "rules/acme/video-1.5.probes.jsonl"
    )


def test_a_golden_result_is_one_line_of_json() -> None:
    it = probe({"input": {"n": 10}}, found=["error maximum@/input/n"], cost="rejected")

    assert write_probes((it,)) == (
        '{"guards": "fields.n.maximum", "model": "video", "body": {"input": {"n": 10}},'
        ' "found": ["error maximum@/input/n"], "cost": "rejected"}\n'
    )
    assert write_probes(()) == ""


def test_a_long_run_is_written_as_its_length(tmp_path: Path) -> None:
    it = probe({"input": {"prompt": "x" * 4001, "n": 1}})

    assert '"body": {"input": {"n": 1}}, "fill": {"input.prompt": 4001}' in write_probes((it,))
    assert again(tmp_path, it)[0].body == it.body


def test_what_is_read_knows_its_place(tmp_path: Path) -> None:
    one, two = again(tmp_path, probe({"input": {}}), probe({"input": {"n": 2}}))

    assert (one.guards, one.model, one.file, one.line) == (
        "fields.n.maximum",
        "video",
        "video.probes.jsonl",
        1,
    )
    assert two.line == 2


@pytest.mark.parametrize(
    "body",
    (
        {"input": {"a.b": "x" * 50}},
        {"input": {"a.b": {"c": "x" * 50}}},
        {"": "x" * 50},
        {"": {"a": "x" * 50}},
        {"input": {"urls": ["x" * 50]}},
        {"input": {"prompt": "y" * 50}},
        {"input": {"prompt": "a\u2028b\u0085c\x0bd\r\n\te"}},
        {"input": {"prompt": "犬 “x” \\ \"'"}},
        {"input": None},
        {"input": []},
        {"input": {"n": Decimal("1.5"), "m": 2**53, "b": True, "none": None}},
        {"callback": "x" * 41},
    ),
)
def test_a_body_is_read_as_it_was_written(tmp_path: Path, body: dict[str, Any]) -> None:
    (it,) = again(tmp_path, probe(body, found=[], sent={"input": {"s": "a\u2028b"}}))

    assert it.body == {"model": "video", **body}
    assert it.record == {"found": [], "sent": {"input": {"s": "a\u2028b"}}}


def test_where_there_is_no_file_there_are_no_golden_results(tmp_path: Path) -> None:
    assert read_probes(tmp_path / "video.probes.jsonl", "video.probes.jsonl") == ()


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("\n" + write_probes((probe({"input": {}}),)) + "\r\n\n")

    assert [it.line for it in read_probes(file, "a")] == [2]


MALFORMED = (
    "<<<<<<< HEAD",
    "[]",
    "null",
    "{",
    '{"guards": "a", "model": "video"}',
    '{"guards": "a", "body": {}}',
    '{"guards": "a", "model": "video", "body": 5}',
    '{"guards": "a", "model": "video", "body": [1]}',
    '{"guards": "a", "model": "video", "body": {}, "fill": 3}',
    '{"guards": "a", "model": "video", "body": {}, "fill": {"input.n": "9"}}',
    '{"guards": "a", "model": "video", "body": {"input": 3}, "fill": {"input.n": 9}}',
    '{"guards": "a", "model": "video", "body": {"n": ' + "[" * 100_000 + "]" * 100_000 + "}}",
    '{"guards": "a", "model": "video", "body": {"n": ' + "9" * 5_000 + "}}",
)


@pytest.mark.parametrize("line", MALFORMED, ids=range(len(MALFORMED)))
def test_a_line_that_is_no_golden_result_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "video.probes.jsonl"
    file.write_text(f"{write_probes((probe({}),))}{line}\n")

    with pytest.raises(PackError) as caught:
        read_probes(file, file.name)
    assert str(caught.value) == (
        "video.probes.jsonl:2: no golden result: write them with lightmeter packs test --update"
    )


def test_a_file_beyond_all_reason_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"\n" * (1024 * 1024 + 1))

    with pytest.raises(PackError, match="golden results have at most 1024 KiB: write them with"):
        read_probes(file, "a")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"\xff\xfe{}")

    with pytest.raises(PackError, match="is not UTF-8: write them with"):
        read_probes(file, "a")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"^a: cannot be read: Is a directory$"):
        read_probes(tmp_path, "a")


def test_a_fill_beyond_all_reason_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "a"
    line = {"guards": "", "model": "m", "body": {}, "fill": {"prompt": 10**12}}
    file.write_text(json.dumps(line))

    (it,) = read_probes(file, "a")
    assert len(it.body["prompt"]) == 100_000


@pytest.mark.parametrize(
    ("was", "came", "said"),
    (
        ({"cost": "1"}, {"cost": "1"}, []),
        ({"cost": "1"}, {"cost": "2"}, ['cost: was "1", is "2"']),
        ({"cost": "1"}, {}, ['cost: was "1", is none']),
        ({}, {"quantity": 2}, ["quantity: was none, is 2"]),
        (
            {"found": []},
            {"found": ["error a@/n", "info b@/n"]},
            ["found: was nothing, is error a@/n; info b@/n"],
        ),
        (
            {"effective": {"tier": "1K"}},
            {"effective": {"tier": "2K", "n": Decimal("1.5")}},
            ['effective: was {"tier": "1K"}, is {"tier": "2K", "n": 1.5}'],
        ),
        ({"cost": {"minimum": "1"}}, {"cost": {"minimum": "1"}}, []),
    ),
)  # fmt: skip
def test_what_differs_is_said_old_and_new(
    was: dict[str, Any], came: dict[str, Any], said: list[str]
) -> None:
    assert list(differences_of(was, came)) == said
