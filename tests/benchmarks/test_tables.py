from functools import partial
from itertools import pairwise, permutations
from pathlib import Path

import attrs
import pytest

from benchmarks import words
from benchmarks.contest import interleave, sample_of
from benchmarks.goals import stand
from benchmarks.markdown import render, table_of
from benchmarks.readme import between, renew, section
from benchmarks.result import Machine, Result, Row, Sample, Table, read_result, write_result


def sample(median: float, ratio: float) -> Sample:
    return Sample(3, median, median, median, median, ratio)


RESULT = Result(
    date="2026-11-27",
    quick=False,
    machine=Machine("A processor", 4, "Linux 6", "CPython 3.11.7"),
    versions={"lightmeter": "0.1.0", "pydantic": "2.12", "msgspec": ""},
    tables=(
        Table(
            "mindvideo-valid-the-verdict",
            "A verdict",
            "A note.",
            (
                Row("lightmeter", "all", sample(1e-6, 1.0)),
                Row("fastjsonschema", "the first", sample(2e-6, 2.0)),
                Row("pydantic", "an object", sample(0.8e-6, 0.8)),
                Row("msgspec", why="not installed: no wheel"),
                Row("lightmeter, everything", "more", sample(7e-6, 7.0)),
            ),
        ),
        Table(
            "mindvideo-six-faults-all-faults-as-data",
            "Faults",
            "",
            (
                Row("lightmeter", "6 of 6", sample(1e-6, 1.0), complete=True),
                Row("quick", "1 of 6", sample(1e-7, 0.1)),
                Row("slow", "6 of 6", sample(3e-6, 3.0), complete=True),
                Row("slower", "6 of 6", sample(4e-6, 4.0), complete=True),
            ),
        ),
        Table(
            "growth",
            "Growth",
            "",
            (
                Row("10 KB", "20", sample(0.1, 1.0), peak=30 * 2**20, count=10_000),
                Row("10 MB", "20,000", sample(1.1, 1.0), peak=90 * 2**20, count=10_010_000),
                Row("100 MB", "200,000", sample(15.1, 1.0), peak=120 * 2**20, count=100_010_000),
            ),
        ),
    ),
    remarks=("they disagree",),
)


def test_goals_are_held_against_the_ratios() -> None:
    standing = {(it.work, it.theirs): (it.ours, it.ratio, it.goal, it.met) for it in stand(RESULT)}

    verdict = "MindVideo's schema, valid: the verdict"
    everything = "verdict, effective values, estimate, normalized payload"
    assert standing[verdict, "fastjsonschema 2.00 µs"] == ("1.00 µs", "0.500", "at most 1", True)
    assert standing["the same", "pydantic 800 ns"] == ("1.00 µs", "1.25", "below 1", False)
    # 7 by 2, as the two ratios have one base.
    assert standing[everything, "fastjsonschema 2.00 µs"] == ("7.00 µs", "3.50", "at most 3", False)


def test_only_those_who_report_every_fault_are_a_measure() -> None:
    (faults,) = (it for it in stand(RESULT) if it.work == "six faults, all as data")

    assert (faults.theirs, faults.ratio, faults.met) == ("slow 3.00 µs", "0.333", True)


def test_growth_leaves_the_start_aside() -> None:
    (growth,) = (it for it in stand(RESULT) if it.work == "JSONL of 100 MB: time of a byte")

    # 15 s for 100 million bytes, beside 1 s for 10 million.
    assert (growth.ours, growth.theirs) == ("150 ns", "JSONL of 10 MB 100 ns")
    assert (growth.ratio, growth.met) == ("1.50", False)


def test_growth_that_is_less_than_the_start_is_no_figure() -> None:
    (*others, table) = RESULT.tables
    (start, *rows) = table.rows
    slow = attrs.evolve(table, rows=(attrs.evolve(start, sample=sample(2.0, 1.0)), *rows))

    said = [it.ours for it in stand(attrs.evolve(RESULT, tables=(*others, slow)))]

    assert said[-1] == "lost in noise"


def test_most_memory_is_that_of_the_largest_file() -> None:
    (memory,) = (it for it in stand(RESULT) if it.work == "JSONL of 100 MB: most memory")

    assert (memory.ours, memory.ratio, memory.met) == ("120 MiB", "4.00", True)


def test_what_was_not_measured_is_said_and_neither_met_nor_missed() -> None:
    (cold, *_) = (it for it in stand(RESULT) if it.work == "cold `check` of one file")

    assert (cold.ours, cold.theirs, cold.ratio) == (
        "not measured",
        "check-jsonschema: not measured",
        "",
    )
    assert cold.met is None


def test_a_quick_run_decides_nothing_that_needs_large_files() -> None:
    quick = attrs.evolve(RESULT, quick=True)

    assert {it.met for it in stand(quick) if it.work.startswith("JSONL")} == {None}


def test_who_is_not_there_stands_in_the_table_with_the_reason() -> None:
    text = render(RESULT)

    (line,) = (it for it in text.splitlines() if it.startswith("| msgspec"))
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells == ["msgspec", "", "", "", "", "not installed: no wheel"]
    assert "msgspec not there" in text
    assert "- they disagree" in text


def test_a_table_is_aligned_and_cells_cannot_break_it() -> None:
    table = table_of(("a", "b"), [("one|two", "three"), ("x", "y\nz")])

    assert table == (
        "| a        | b |\n| -------- | --- |\n| one\\|two | three |\n| x        | y z |"
    )


def test_a_result_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_result(RESULT, tmp_path / "result.json")

    assert read_result(tmp_path / "result.json") == RESULT


def test_a_table_is_put_between_the_markers_and_nothing_else_changes() -> None:
    text = "before\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nafter\n"

    renewed = renew(text, RESULT)

    assert between(renewed) == section(RESULT)
    assert renewed.startswith("before\n<!-- benchmarks -->\nMeasured on 2026-11-27: A processor")
    assert renewed.endswith("<!-- /benchmarks -->\nafter\n")


def test_lost_markers_are_said() -> None:
    with pytest.raises(SystemExit, match="lost its markers"):
        renew("nothing", RESULT)


def test_a_sample_has_quarters_and_the_ratio_of_each_round() -> None:
    # Each round is twice the base's, though the rounds differ by a thousand.
    made = sample_of([2.0, 2000.0, 4.0, 6.0, 8.0], [1.0, 1000.0, 2.0, 3.0, 4.0])

    assert made == Sample(5, 2.0, 4.0, 6.0, 8.0, 2.0)


def test_everyone_has_a_turn_in_every_round_behind_everyone_else() -> None:
    turns: list[str] = []

    def run(name: str) -> float:
        turns.append(name)
        return len(turns)

    times = interleave({name: partial(run, name) for name in "abc"}, 20)

    rounds = [turns[start : start + 3] for start in range(0, 60, 3)]
    assert all(sorted(them) == ["a", "b", "c"] for them in rounds)
    assert {pair for them in rounds for pair in pairwise(them)} == set(permutations("abc", 2))
    places = {name: [at for at, it in enumerate(turns, 1) if it == name] for name in "abc"}
    assert times == places


@pytest.mark.parametrize(
    ("seconds", "shown"),
    (
        (0.00000123456, "1.23 µs"),
        (0.0000999999, "100 µs"),
        (0.00099999, "1.00 ms"),
        (0.35e-6, "350 ns"),
        (12.345, "12.3 s"),
        (1234.5, "1,234 s"),
        (0.5e-9, "0.500 ns"),
    ),
)
def test_times_have_three_digits_and_a_unit_that_fits(seconds: float, shown: str) -> None:
    assert words.time(seconds) == shown
