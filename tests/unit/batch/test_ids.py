from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input

CHECKER = Checker()
LINE = '{{"model": "gpt-image-2", "id": {}, "input": {{"prompt": "{}"}}}}'


def shared(report: BatchReport) -> list[int | None]:
    return [number for it, number in report.entries if it.rule == "duplicate-id"]


def test_an_id_used_twice_is_a_warning_at_the_second() -> None:
    lines = [LINE.format('"a"', "x"), LINE.format('"b"', "y"), LINE.format('"a"', "z")]
    report = CHECKER.check_text("\n".join(lines), format="jsonl", name="a.jsonl")

    assert shared(report) == [2]
    (found,) = [it for it in report.diagnostics if it.rule == "duplicate-id"]
    assert (str(found.severity), found.path) == ("warning", "/id")
    assert found.message == (
        "id a is that of an earlier request, so that none can be named by it; give every request"
        " an id of its own"
    )
    assert found.span is not None
    assert (found.span.start.line, found.span.start.column) == (3, 32)
    assert found.related[0].span is not None
    assert found.related[0].span.start.line == 1


def test_one_id_is_told_of_once() -> None:
    lines = [LINE.format('"a"', prompt) for prompt in "wxyz"]
    report = CHECKER.check_text("\n".join(lines), format="jsonl", name="a.jsonl")

    assert shared(report) == [1]
    assert "is that of an earlier request and of 2 more, so" in report.diagnostics[0].message


def test_a_number_is_an_id_like_its_text() -> None:
    lines = [LINE.format("7", "x"), LINE.format('"7"', "y")]

    assert shared(CHECKER.check_text("\n".join(lines), format="jsonl", name="a.jsonl")) == [1]


def test_files_have_ids_of_their_own() -> None:
    data = LINE.format('"a"', "x").encode()

    assert shared(CHECKER.check_inputs([Input("a.json", data), Input("b.json", data)])) == []


def test_an_id_that_all_inherit_is_shared() -> None:
    text = (
        '[defaults]\nid = "a"\nmodel = "gpt-image-2"\n'
        '[[requests]]\ninput = { prompt = "x" }\n[[requests]]\ninput = { prompt = "y" }\n'
    )
    report = CHECKER.check_text(text, format="toml", name="a.toml")

    assert shared(report) == [1]
    (found,) = [it for it in report.diagnostics if it.rule == "duplicate-id"]
    assert found.path == "/defaults/id"
