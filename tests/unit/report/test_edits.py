from collections.abc import Callable

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.report.edits import Editor, TextEdit
from lightmeter.report.veil import make_veil

Check = Callable[[dict[str, str | bytes]], BatchReport]

KEY = "sk-abcdefghijklmnop0123456789"


def edits_in(report: BatchReport) -> dict[str, list[tuple[str, str, str]] | None]:
    """The edits of every fix, by rule: from where to where, and what comes."""
    editor = Editor(report, make_veil(report))
    return {
        diagnostic.rule: None if edits is None else [_shown(it) for it in edits]
        for diagnostic, number in report.entries
        if diagnostic.fix is not None
        for edits in [editor.edits(diagnostic, number)]
    }


def _shown(it: TextEdit) -> tuple[str, str, str]:
    start, end = it.span.start, it.span.end
    return f"{start.line}:{start.column}", f"{end.line}:{end.column}", it.text


def test_lines_and_columns(check: Check) -> None:
    """Places count from 1 in code points, whatever the ends of lines are."""
    text = 'model = "picture-1"\r\n[input]\r\nprompt = "🐈"\r\nresolution = "4K"\r\n'

    assert edits_in(check({"a.toml": text})) == {
        "billed-as-2k": [("4:14", "4:18", '"2K"')],
    }


def test_lines_of_jsonl(check: Check) -> None:
    """A request's own line is meant, behind others."""
    line = '{"model": "picture-1", "input": {"prompt": "x", "qualty": "low"}}\n'

    assert edits_in(check({"a.jsonl": "\n" + line})) == {
        "unknown-field": [("2:49", "2:57", '"quality"')],
    }


def test_what_belongs_to_no_request(check: Check) -> None:
    """A fix beside the requests is written where it is."""
    text = 'model = "picture-1"\ndefault.input.size = "1:1"\n[[requests]]\ninput.prompt = "x"\n'
    report = check({"a.toml": text})

    assert [number for it, number in report.entries if it.fix is not None] == [None]
    assert edits_in(report) == {"unknown-field": [("2:1", "2:8", "defaults")]}


INHERITED = """\
[defaults]
model = "picture-1"
[defaults.input]
prompt = "x"
resolution = "4K"
[[requests]]
[[requests]]
"""


def test_what_all_heirs_ask_for_is_written_where_they_inherit_it(check: Check) -> None:
    report = check({"a.toml": INHERITED, "b.toml": INHERITED})
    editor = Editor(report, make_veil(report))

    made = [editor.edits(*it) for it in report.entries if it[0].rule == "billed-as-2k"]
    assert [None if it is None else [*map(_shown, it)] for it in made] == [
        [("5:14", "5:18", '"2K"')]
    ] * 4


def test_what_one_heir_asks_for_is_written_into_its_own_request(check: Check) -> None:
    """As mending does it; the other request is sent as before."""
    text = INHERITED + 'input.size = "16:9"\n'

    assert edits_in(check({"a.toml": text})) == {
        "billed-as-2k": [("7:1", "7:1", 'input = { resolution = "2K" }\n')],
    }


def test_what_others_inherit_too_is_not_taken_away(check: Check) -> None:
    """There is no edit where mending would make none: the film knows neither of the names."""
    text = """\
[defaults.input]
prompt = "x"
qualty = "low"
[[requests]]
model = "picture-1"
"""
    film = '[[requests]]\nmodel = "film-1"\ninput.seconds = 1\n'
    qualty = "3:1", "3:7", "quality"

    assert edits_in(check({"a.toml": text})) == {"unknown-field": [qualty]}
    assert edits_in(check({"a.toml": text + film})) == {"unknown-field": None}


def test_a_byte_order_mark_has_no_column(check: Check) -> None:
    """What stands before the first character cannot be named by lines and columns."""
    text = '\ufeff{"model": "picture-1", "input": {"prompt": "x"}}'

    assert edits_in(check({"a.json": text})) == {"byte-order-mark": None}


def test_no_edit_shows_a_secret(check: Check) -> None:
    """A text that would have to be spelt again, with a key in it, is not."""
    text = f'model = "picture-1"\ninput = {{ prompt = "{KEY}", quality = "hihg" }}\n'
    report = check({"a.toml": text})
    veil = make_veil(report)
    editor = Editor(report, lambda it: veil(it).replace("high", "****"))

    enum = next(it for it in report.entries if it[0].rule == "enum")
    assert enum[0].fix is not None
    assert Editor(report, veil).edits(*enum) is not None
    assert editor.edits(*enum) is None


def test_a_payload_has_no_text(checker: Checker) -> None:
    """What was given as data is changed as data."""
    report = checker.check({"model": "picture-1", "input": {"prompt": "x", "resolution": "4K"}})

    assert edits_in(BatchReport((report,), (), {})) == {"billed-as-2k": None}
