"""The example of judging a set of requests on many machines, held to the single process."""

import json
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import attrs
import pytest

from lightmeter import Checker
from lightmeter.checker import Input
from lightmeter.report.cost_json import render

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "distributed"
_NEEDED = ("dask", "distributed", "pyarrow")
_MISSING = [it for it in _NEEDED if find_spec(it) is None]
needs_engine = pytest.mark.skipif(
    bool(_MISSING),
    reason=f"{', '.join(_MISSING)} not installed: pip install dask distributed pyarrow",
)


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example's modules are found beside each other, here and in processes that begin here."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    yield
    for name in ("check_requests", "judging", "make_requests", "totals"):
        sys.modules.pop(name, None)


# Judging alone, which needs no engine -------------------------------------------------------------


def test_judging_gives_the_same_in_two_processes() -> None:
    judging = import_module("judging")
    rows = [it.encode() for it in import_module("make_requests").requests(600, 3)]
    setup = judging.Setup(_day())
    work = [
        (setup, "a.jsonl", list(judging.pieces_of(b"\n".join(it))))
        for it in (rows[:300], rows[300:])
    ]
    here = [judging.judge(*it) for it in work]

    assert pickle.loads(pickle.dumps(judging.judge)) is judging.judge  # noqa: S301 - its own
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        there = list(pool.map(judging.judge, *zip(*work, strict=True)))
    assert there == here
    assert sum(len(it.estimates) for it in here) > 500


def test_what_a_block_says_of_a_row_does_not_depend_on_its_neighbours() -> None:
    """The key of the second and third was used before: what that means is for the whole run."""
    judging = import_module("judging")
    lines = [_with_key("a"), _with_key("b"), _with_key("a")]

    (judged, *others) = (
        judging.judge(judging.Setup(_day()), "a.jsonl", judging.pieces_of(it))
        for it in (b"\n".join(lines), *lines)
    )
    assert judged.diagnostics == []
    assert {it["status"] for it in judged.estimates} == {"priced"}
    for row, it in enumerate(others, 1):
        assert [attrs.evolve(mark, row=row) for mark in it.marks] == [
            mark for mark in judged.marks if mark.row == row
        ]


def test_no_row_is_passed_over() -> None:
    """A batch, a text that is none, a byte that is no UTF-8, and a blank line, which is no row."""
    judging = import_module("judging")
    two = json.dumps({"requests": [json.loads(_with_key("a"))] * 2}).encode()
    lines = b"\n".join((two, b'{"requests": []}', b"{", b'"\xff"', b"", b"{}", _with_key("b")))

    judged = judging.judge(judging.Setup(_day()), "a.jsonl", judging.pieces_of(lines))
    assert [(it["row"], it["rule"]) for it in judged.diagnostics] == [
        (1, "one-request-a-row"),
        (2, "one-request-a-row"),
        (3, "syntax"),
        (4, "encoding"),
        (6, "no-request"),
    ]
    assert judged.unread == 5
    assert [it["row"] for it in judged.estimates] == [7]


def test_rows_keep_their_numbers_however_a_block_is_taken_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judging = import_module("judging")
    lines = b"a\n\nbc\nd\r\n\xff\ne\n"

    for size in (1, 2, 3, 4, 100):
        monkeypatch.setattr(judging, "PIECE_BYTES", size)
        pieces = list(judging.pieces_of(lines))
        assert sum(len(it.rows) for it in pieces) == 6
        texts = {row: text for it in pieces for row, text in it.texts().items()}
        assert texts == {1: b"a", 3: b"bc", 4: b"d\r", 5: b"\xff", 6: b"e"}


def test_what_looks_like_a_secret_is_in_nothing_that_comes_out() -> None:
    judging = import_module("judging")
    secret = "sk-proj-" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY"
    line = {"provider": "mindvideo", "id": secret, "model": secret, "input": {"prompt": secret}}

    judged = judging.judge(
        judging.Setup(_day()), "a.jsonl", judging.pieces_of(json.dumps(line).encode())
    )
    assert "secret-in-file" in {it["rule"] for it in judged.diagnostics}
    assert secret[8:] not in repr((judged.diagnostics, judged.estimates))


def test_a_key_that_was_used_before_is_not_paid_twice_wherever_it_was() -> None:
    """
    The second is refused for its key, so the third, which asks for the same, is the first of it.

    Each is in a block of its own, and the third has no key.
    """
    judging = import_module("judging")
    third = {key: it for key, it in json.loads(_with_key("b")).items() if key != "headers"}
    texts = [_with_key("a"), _with_key("b"), json.dumps(third).encode()]

    found = _together(judging, texts)
    assert [(it.block, it.diagnostic["rule"]) for it in found] == [(1, "idempotency-key-reused")]
    assert [it.first for it in found] == [(0, 1)]


# The whole of it ----------------------------------------------------------------------------------


@needs_engine
@pytest.mark.parametrize("form", ("jsonl", "parquet"))
def test_a_set_comes_to_what_a_single_process_finds(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parquet by the command and its two processes, JSONL by the same plan within this one."""
    rows = list(import_module("make_requests").requests(2500, 3))
    alone = _single(tmp_path, {"shots": rows})
    file = tmp_path / f"shots.{form}"
    _write(file, rows)

    parquet = form == "parquet"
    found = _run(tmp_path, file.name) if parquet else _run_here(tmp_path, file.name, monkeypatch)
    assert len(list((tmp_path / "out" / "estimates").iterdir())) > 2
    assert found == alone
    assert {it[2] for it in found.diagnostics} > {
        *("duplicate-id", "paid-twice", "unknown-model", "syntax"),
        *("idempotency-key-reused", "idempotency-key-repeated"),
    }


@needs_engine
def test_files_of_a_directory_are_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A key that another file has used is found there, an id may be in both.

    Nothing is among them that is of an unknown provider or cannot be read, so that the most that
    they cost is known as well.
    """
    made = import_module("make_requests").requests(900, 4)
    rows = [it for it in made if "dream-7" not in it and it.endswith("}")]
    files = {"a": rows[:450], "b": [*rows[450:], _with_key("a").decode()], "c": rows[1:200:4]}
    files["a"][0] = _with_key("a").decode()
    alone = _single(tmp_path, files)
    (tmp_path / "set").mkdir()
    for name, them in files.items():
        _write(tmp_path / "set" / f"{name}.{'parquet' if name == 'b' else 'jsonl'}", them)

    found = _run_here(tmp_path, "set", monkeypatch)
    assert found == alone
    assert found.totals[0]["maximum"] is not None


@needs_engine
def test_texts_on_several_lines_and_rows_without_any_are_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line end between members is none of a row, one within a text is a fault."""
    sound = json.dumps(json.loads(_with_key("a")), indent=2)
    _write(tmp_path / "shots.parquet", [sound, None, "", sound.replace("red", "r\ned"), sound])

    found = _run_here(tmp_path, "shots.parquet", monkeypatch)
    assert sorted((it[1], it[2]) for it in found.diagnostics) == [
        *((2, "empty"), (3, "empty"), (4, "syntax"), (5, "idempotency-key-repeated"))
    ]
    assert [it[:2] for it in found.estimates] == [("shots", 1), ("shots", 5)]
    # Of what could not be read nobody knows the price.
    assert (found.totals[0]["minimum"], found.totals[0]["maximum"]) == ("0.0315", None)


@needs_engine
def test_a_set_that_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    _write(tmp_path / "shots.parquet", ["{}"])

    for arguments in (("nowhere",), ("shots.parquet", "--column", "prompt")):
        ended = _start(tmp_path, *arguments)
        assert ended.returncode == 2
        assert ended.stderr.startswith("check_requests: ")
        assert not (tmp_path / "out").exists()


# Helpers ------------------------------------------------------------------------------------------


@attrs.frozen
class Outcome:
    """What a run comes to, in whatever order it was found."""

    diagnostics: list[tuple[Any, ...]]
    estimates: list[tuple[Any, ...]]
    totals: list[dict[str, Any]]
    severities: dict[str, int]


def _day() -> Any:
    return Checker().as_of


def _with_key(prompt: str) -> bytes:
    request = {
        "provider": "mindvideo",
        "model": "doubao-seedream-5-0-lite",
        "headers": {"Authorization": "Bearer ${KEY}", "Idempotency-Key": "order-7f3a-hero"},
        "input": {"prompt": f"a red chair {prompt}", "resolution": "2k", "size": "1:1"},
    }
    return json.dumps(request).encode()


def _together(judging: Any, texts: Sequence[bytes]) -> list[Any]:
    """Judge rows of a source, each in a block of its own."""
    setup = judging.Setup(_day())
    marks = [
        (block, mark)
        for block, it in enumerate(texts)
        for mark in judging.judge(setup, "a.jsonl", judging.pieces_of(it)).marks
    ]
    shared = [
        attrs.evolve(it, source="a.jsonl", text=texts[it.block]) for it in judging.meet(marks)
    ]
    return list(judging.judge_together(setup, shared))


def _single(folder: Path, files: dict[str, list[str]]) -> Outcome:
    """The outcome of `lightmeter cost --format json`."""
    inputs = [
        Input(name, "\n".join(rows).encode(), "jsonl") for name, rows in sorted(files.items())
    ]
    report = json.loads(render(Checker().check_inputs(inputs)))
    (folder / "single.json").write_text(json.dumps(report))
    requests, found = report["requests"], report["diagnostics"]
    diagnostics = [
        (
            it["source"],
            it["start"]["line"] if it["request"] is None else requests[it["request"]]["line"],
            *(it[key] for key in ("rule", "pack", "severity", "message", "pointer")),
            None if it["request"] is None else requests[it["request"]]["id"],
        )
        for it in found
    ]
    return Outcome(
        _ordered(diagnostics),
        _ordered(map(_estimate, requests)),
        [{key: it for key, it in total.items() if key != "list"} for total in report["totals"]],
        dict(Counter(it["severity"] for it in found)),
    )


def _estimate(request: dict[str, Any]) -> tuple[Any, ...]:
    estimate = request["estimate"] or dict.fromkeys(("currency", "minimum", "maximum"))
    usd = estimate.get("usd") or {"minimum": None, "maximum": None}
    return (
        *(request[key] for key in ("source", "line", "id", "provider", "model")),
        *(estimate[key] for key in ("currency", "minimum", "maximum")),
        *(usd["minimum"], usd["maximum"], request["repeats"] and request["estimate"] is not None),
    )


def _run(folder: Path, path: str) -> Outcome:
    """Run the example's command, with processes of its own."""
    ended = _start(folder, path)
    assert ended.returncode == 1, ended.stderr
    return _outcome(folder / "out")


def _run_here(folder: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Run the same plan within this process, which starts sooner."""
    example, totals = import_module("check_requests"), import_module("totals")
    monkeypatch.chdir(folder)
    out = folder / "out"
    for it in ("diagnostics", "estimates"):
        (out / it).mkdir(parents=True)
    setup = import_module("judging").Setup(_day())
    plan = example.plan(setup, list(example.blocks_of(path, "request", 100_000)), "out")
    sums = sum(import_module("dask").get(*plan), totals.Sums())
    (out / "totals.json").write_text(json.dumps(totals.as_data(sums)))
    return _outcome(out)


def _outcome(out: Path) -> Outcome:
    said = json.loads((out / "totals.json").read_text())
    diagnostics = [
        (
            _source(it),
            *(it[key] for key in ("row", "rule", "pack", "severity", "message", "pointer", "id")),
        )
        for it in _rows(out / "diagnostics")
    ]
    columns = ("currency", "minimum", "maximum", "usd_minimum", "usd_maximum")
    estimates = [
        (
            _source(it),
            *(it[key] for key in ("row", "id", "provider", "model", *columns)),
            it["status"] == "repeated",
        )
        for it in _rows(out / "estimates")
    ]
    return Outcome(
        _ordered(diagnostics),
        _ordered(estimates),
        said["totals"],
        {key: count for key, count in said["diagnostics"].items() if count},
    )


def _start(folder: Path, path: str, *more: str) -> subprocess.CompletedProcess[str]:
    small = ("--block-bytes", "200000", "--workers", "2")
    command = [sys.executable, str(EXAMPLE / "check_requests.py"), path, "out", *small, *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


def _source(row: dict[str, Any]) -> str:
    return Path(row["source"]).stem


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    parquet = import_module("pyarrow.parquet")
    for it in sorted(folder.iterdir()):
        yield from parquet.read_table(it).to_pylist()


def _write(file: Path, rows: Sequence[str | None]) -> None:
    if file.suffix == ".jsonl":
        file.write_text("".join(f"{it}\n" for it in rows))
        return
    table = import_module("pyarrow").table({"request": rows})
    import_module("pyarrow.parquet").write_table(table, file, row_group_size=700)


def _ordered(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)
