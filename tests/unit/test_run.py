import io
import json
from itertools import pairwise

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.document.long_text import LongText
from lightmeter.request import Request
from lightmeter.result import Report
from lightmeter.run import Run, Stopped
from lightmeter.tally import Tally

CHECKER = Checker()
GOOD = b'{"model": "gpt-image-2", "input": {"prompt": "x"}}'
KEY = "sk-abcdefghij0123456789"


def run(*inputs: Input) -> BatchReport:
    return CHECKER.check_inputs(inputs, provider="vidgo")


def found(report: BatchReport) -> list[tuple[str, str, str]]:
    return [(it.source, it.rule, it.severity.value) for it in report.diagnostics]


def veiled(report: BatchReport, name: str) -> str:
    """A source with everything hidden that no output may show."""
    text = report.sources[name].text
    for start, end in sorted(report.hidden.get(name, ()), reverse=True):
        text = text[:start] + "…" + text[end:]
    return text


@pytest.mark.parametrize(
    ("name", "data"),
    (
        ("a.json", GOOD),
        ("a.toml", b'model = "gpt-image-2"\ninput.prompt = "x"'),
        ("a.jsonl", GOOD + b"\n"),
        ("a.ndjson", GOOD),
        ("-", GOOD),
        ("-", b'model = "gpt-image-2"\n[input]\nprompt = "x"'),
        ("-", GOOD + b"\n" + GOOD),
        ("a.txt", GOOD),
        ("A.JSON", GOOD),
    ),
)
def test_the_format_is_that_of_the_name_else_of_the_text(name: str, data: bytes) -> None:
    report = run(Input(name, data))

    assert {it.status.value for it in report.reports} == {"checked"}
    assert report.ok


def test_a_format_that_is_given_goes_before_the_name() -> None:
    report = run(Input("a.toml", GOOD, format="json"))

    assert report.ok
    assert report.sources["a.toml"].format == "json"


def test_what_could_not_be_opened_does_not_keep_the_others_from_being_read() -> None:
    report = run(Input("a.json", b"", problem="permission denied"), Input("b.json", GOOD))

    assert found(report) == [("a.json", "unreadable", "error")]
    assert report.diagnostics[0].message == "the file cannot be read: permission denied"
    assert [it.source for it in report.reports] == ["b.json"]
    assert set(report.sources) == {"b.json"}


def test_bytes_that_are_no_text_are_shown_as_well_as_they_can_be() -> None:
    report = run(Input("a.json", b'{"model": "\xff"}'), Input("b.json", GOOD))

    assert [(source, severity) for source, _, severity in found(report)] == [("a.json", "error")]
    assert report.sources["a.json"].text == '{"model": "\ufffd"}'
    assert len(report.reports) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    (
        ("a.json", b"[]"),
        ("a.toml", b""),
        ("a.toml", b"# nothing"),
        ("a.jsonl", b""),
        ("a.jsonl", b"\n\n"),
        ("a.toml", b"requests = []"),
        ("a.json", b'{"requests": []}'),
    ),
)
def test_a_text_without_a_request_is_a_warning_and_never_ok_in_silence(
    name: str, data: bytes
) -> None:
    assert found(run(Input(name, data))) == [(name, "no-requests", "warning")]


@pytest.mark.parametrize("data", (b'{"name": "x", "version": 1}', b'{"input": "text"}'))
def test_a_document_of_something_else_is_no_request(data: bytes) -> None:
    report = run(Input("a.json", data))

    assert found(report) == [("a.json", "no-request", "error")]
    assert report.reports == ()


@pytest.mark.parametrize("data", (b'"x"', b"5", b"null", b"[5]", b'["x"]', b"[[]]"))
def test_what_is_no_object_is_no_request(data: bytes) -> None:
    report = run(Input("a.json", data))

    assert found(report) == [("a.json", "type", "error")]
    assert report.reports == ()


@pytest.mark.parametrize(
    "data",
    (
        b'{"name": "x", "version": 1}',
        b'{"requests": "pip"}',
        b'{"$schema": "https://example.com/a", "inputs": {}}',
        b'{"id": "a", "provider": "vidgo", "headers": {}, "request": {}, "response": {}}',
        b'{"model": ',
        b"[1, 2]",
        b"[]",
        b"5",
        b"{",
        b"",
    ),
)
def test_a_file_that_came_with_a_directory_and_is_no_request_is_left_out(data: bytes) -> None:
    report = run(Input("a.json", data, found_by_walk=True), Input("b.json", GOOD))

    assert found(report) == []
    assert report.left_out == ("a.json",)
    assert set(report.sources) == {"b.json"}


@pytest.mark.parametrize(
    "data",
    (
        b'{"model": "gpt-image-2", "input": {"prompt": "x"}',
        b'{"requests": [{]}',
        b'{"model": 5}',
        b'{"input": {}}',
        b'[{"input": {}}]',
        b'{"provider": "vidgo", "inputs": {}}',
    ),
)
def test_a_file_that_came_with_a_directory_and_means_to_be_one_is_read(data: bytes) -> None:
    report = run(Input("a.json", data, found_by_walk=True))

    assert report.left_out == ()
    assert not report.ok


PACK = b'format = 1\nid = "acme/x"\namends = "acme/picture"\n[request]\ninput = "/input"\n'


def test_a_pack_that_came_with_a_directory_is_left_out_as_one() -> None:
    """Right or wrong."""
    report = run(
        Input("a.toml", PACK, found_by_walk=True),
        Input("b.toml", PACK + b"[wrong]\n", found_by_walk=True),
        Input("c.toml", b'format = 1\nid = "c"\n', found_by_walk=True),
    )

    assert found(report) == []
    assert (report.packs, report.left_out) == (("a.toml", "b.toml"), ("c.toml",))
    assert report.sources == {}


def test_a_pack_that_was_named_is_no_request() -> None:
    report = run(Input("a.toml", PACK))

    assert [it.message for it in report.diagnostics] == [
        (
            "this is no request but the pack acme/x; check requests with --overlay FILE, and the"
            " pack itself with lightmeter packs test FILE"
        )
    ]


def test_a_line_that_cannot_be_read_does_not_keep_the_others_from_it() -> None:
    report = run(Input("a.jsonl", GOOD + b"\n{\n" + GOOD + b"\n\n" + GOOD))

    assert [(it.index, it.line, it.ok) for it in report.reports] == [
        (0, 1, True),
        (1, 3, True),
        (2, 5, True),
    ]
    (broken,) = [it for it in report.diagnostics if it.rule == "syntax"]
    assert broken.span is not None
    assert broken.span.start.line == 2


def test_the_requests_of_each_source_are_numbered_from_0() -> None:
    batch = b"[" + GOOD + b"," + GOOD + b"]"

    report = run(Input("b.json", batch), Input("a.json", GOOD), Input("c.json", batch))
    assert [(it.source, it.index) for it in report.reports] == [
        ("b.json", 0),
        ("b.json", 1),
        ("a.json", 0),
        ("c.json", 0),
        ("c.json", 1),
    ]


def test_a_byte_order_mark_is_a_warning() -> None:
    report = run(Input("a.json", b"\xef\xbb\xbf" + GOOD))

    assert [severity for _, _, severity in found(report)] == ["warning"]
    assert report.ok


# Secrets ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    (
        ("a.json", '{"model": "gpt-image-2", "input": {"prompt": "see KEY"}}'),
        ("a.json", '{"model": "gpt-image-2", "headers": {"Authorization": "KEY"}, "input": {}}'),
        ("a.json", '{"model": "gpt-image-2", "input": {"prompt": "x", "sedd": ["KEY"]}}'),
        ("a.toml", "model = 'gpt-image-2'\ninput.prompt = '''\nKEY'''"),
        (
            "a.toml",
            "[defaults.headers]\nAuthorization = 'KEY'\n[[requests]]\nmodel = 'gpt-image-2'",
        ),
        ("a.jsonl", '{"model": "gpt-image-2", "input": {"prompt": "KEY"}}\n{"model": 5}'),
        ("a.json", '{"model": "gpt-image-2", "input": {"prompt": "KEY"'),
        ("a.json", '{"headers": {"Authorization": "KEY",}}'),
    ),
)
def test_a_key_is_kept_out_of_every_output(name: str, text: str) -> None:
    report = run(Input(name, text.replace("KEY", KEY).encode()))

    assert not report.ok
    assert KEY not in veiled(report, name)
    assert KEY not in "".join(it.message for it in report.diagnostics)


@pytest.mark.parametrize(
    ("name", "text"),
    (
        ("a.json", '{"headers": {"Authorization": "KEY"}, "requests": [{"model": "gpt-image-2"}]}'),
        ("a.json", '["KEY"]'),
        ("a.json", '{"name": "KEY"}'),
        ("a.toml", 'requests = ["KEY"]'),
    ),
)
def test_a_key_beside_the_requests_is_kept_out_too(name: str, text: str) -> None:
    """The line that holds it is shown with the diagnostic about it."""
    report = run(Input(name, text.replace("KEY", KEY).encode()))

    assert not report.ok
    assert KEY not in veiled(report, name)


def test_the_secret_is_an_error_that_says_what_to_write() -> None:
    text = json.dumps({"model": "gpt-image-2", "input": {"prompt": KEY}})
    (diagnostic,) = run(Input("a.json", text.encode())).diagnostics

    assert (diagnostic.rule, diagnostic.path) == ("secret-in-file", "/input/prompt")
    assert diagnostic.message == (
        "prompt holds what looks like a key; write a variable such as ${API_KEY} instead, and have"
        " the key replaced if this file was ever shared"
    )
    assert diagnostic.span is not None
    assert diagnostic.span.start.line == 1


def test_an_inherited_key_is_hidden_once_where_it_is_written() -> None:
    text = (
        f'{{"defaults": {{"headers": {{"Authorization": "{KEY}"}}, "model": "gpt-image-2"}},'
        ' "requests": [{"input": {"prompt": "x"}}, {"input": {"prompt": "y"}}]}'
    )
    report = run(Input("a.json", text.encode()))

    assert len(report.hidden["a.json"]) == 1
    assert [it.rule for it in report.diagnostics].count("secret-in-file") == 2
    assert {it.path for it in report.diagnostics if it.rule == "secret-in-file"} == {
        "/defaults/headers/Authorization"
    }


def secrets(report: BatchReport) -> list[tuple[str, str | None, str]]:
    """What is said of secrets: severity, pointer, and the text under the span."""
    told = []
    for it in report.diagnostics:
        if it.rule == "secret-in-file":
            source, span = report.sources[it.source], it.span
            assert span is not None
            start, end = (source.lines.offset(at.line, at.column) for at in (span.start, span.end))
            told.append((it.severity.value, it.path, source.text[start:end]))
    return told


def test_what_is_merely_random_is_a_warning() -> None:
    text = (
        '{"model": "gpt-image-2", "input": {"prompt": "x"},'
        ' "headers": {"X-Session-Token": "3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c"}}'
    )
    report = run(Input("a.json", text.encode()))

    assert secrets(report) == [
        ("warning", "/headers/X-Session-Token", '"3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c"')
    ]
    assert report.ok
    assert "3f9a8b7c" not in veiled(report, "a.json")


def test_a_member_named_by_a_key_is_told_of_without_the_name() -> None:
    """A pointer is written into baselines and settings, so it ends before the name."""
    text = f"model = 'gpt-image-2'\n[input]\nprompt = 'x'\n[input.{KEY}]\n[input.{KEY}.b]\n"
    report = run(Input("a.toml", text.encode()))

    assert secrets(report) == [("error", "/input", KEY)]
    assert [it.path for it in report.diagnostics] == ["/input"] * 2
    assert KEY not in veiled(report, "a.toml")


def test_a_key_in_a_comment_is_told_of() -> None:
    """It belongs to no request, and has no pointer."""
    text = f"model = 'gpt-image-2'  # {KEY}\n# token = '3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c'\n"
    report = run(Input("a.toml", (text + "input.prompt = 'x # sk-none'\n").encode()))

    assert secrets(report) == [
        ("error", None, KEY),
        ("warning", None, "3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c"),
    ]
    assert [it.ok for it in report.reports] == [True]
    assert "3f9a8b7c" not in veiled(report, "a.toml")


@pytest.mark.parametrize(
    ("text", "pointers"),
    (
        ('{"headers": {"Authorization": "KEY"}, "requests": []}', ["/headers/Authorization"]),
        ('{"defaults": {"headers": {"api-key": "hunter2"}}, "requests": []}', None),
        ('{"requests": ["KEY", {"model": "gpt-image-2", "input": {}}]}', ["/requests/0"]),
        ('[{"model": "gpt-image-2", "input": {}}, "KEY"]', ["/1"]),
    ),
)
def test_what_stands_beside_the_requests_is_told_of(text: str, pointers: list[str] | None) -> None:
    report = run(Input("a.json", text.replace("KEY", KEY).encode()))

    assert [it[1] for it in secrets(report)] == (pointers or ["/defaults/headers/api-key"])


def test_of_lines_the_broken_one_alone_is_hidden_by_guess() -> None:
    """In the others members have names, and what is random without one is no secret."""
    random = "Zk3LxT7wVn2RbYc5HdAq9Mf4Gs8Jp6Ut1"
    line = f'{{"model": "gpt-image-2", "input": {{"prompt": "{random}"}}'
    report = run(Input("a.jsonl", f"{line}}}\n{line}\n{line}}}\n".encode()))

    first, broken, last = veiled(report, "a.jsonl").splitlines()
    assert (random in first, random in broken, random in last) == (True, False, True)


def test_what_is_hidden_is_sorted_and_apart() -> None:
    """So that a frame finds what lies on its lines without looking at all of it."""
    text = f'{{"model": "x", "b": "{KEY}", "token": "{KEY}", "a": "Bearer {KEY}"'
    (spans,) = run(Input("a.json", text.encode())).hidden.values()

    assert list(spans) == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert len(spans) == 3


def test_what_lightmeter_reported_is_no_request() -> None:
    """It repeats requests, so that a report beside them would be read as more of them."""
    from lightmeter.report.formats import FORMATS  # noqa: PLC0415 - of this test alone
    from lightmeter.report.style import PLAIN  # noqa: PLC0415

    told = run(Input("a.json", GOOD))
    for form in ("json", "jsonl"):
        text = FORMATS[form](told, PLAIN)
        assert '"gpt-image-2"' in text

        again = run(Input(f"report.{form}", text.encode()))
        assert {it.rule for it in again.diagnostics} == {"no-request"}
        assert again.reports == ()
        found = run(Input(f"report.{form}", text.encode(), found_by_walk=True))
        assert (found.left_out, found.diagnostics) == ((f"report.{form}",), ())


@pytest.mark.parametrize("long", (False, True))
def test_lines_without_a_request_are_told_of_up_to_a_number(long: bool) -> None:
    key = b'{"note": "%s"}\n' % KEY.encode()
    text = b'{"name": 1}\n' * 60 + key + GOOD + b"\n" + b"{}\n" * 45 + key + b"[1]\n"
    if long:
        whole = LongText("a.jsonl", lambda: io.BytesIO(text), block_bytes=64)
        given = Run(lambda name: CHECKER.judge_for(name, "vidgo"))
        given.stream(whole, found_by_walk=False)
        report = given.finish()
    else:
        report = run(Input("a.jsonl", text))

    # 60, one with a key, and 39; each key is told of, wherever it is, and what else is wrong.
    lines = {
        rule: [it.span.start.line for it in report.diagnostics if it.span and it.rule == rule]
        for rule in ("no-request", "type", "secret-in-file")
    }
    assert lines == {
        "no-request": [*range(1, 62), *range(63, 102)],
        "type": [109],
        "secret-in-file": [61, 108],
    }
    (rest,) = [it for it in report.diagnostics if it.span is None]
    assert (rest.rule, rest.severity) == ("no-request", "error")
    assert rest.message == (
        "7 more lines hold no request, so that nothing was judged; write one request a line, an"
        " object with model and input"
    )
    assert len(report.reports) == 1


def test_lines_in_which_only_a_key_is_found_are_no_more_than_that() -> None:
    line = b'{"requests": [], "defaults": {"headers": {"X-Api-Key": "%s"}}}\n' % KEY.encode()
    report = run(Input("a.jsonl", line * 130 + GOOD))

    assert [it.rule for it in report.diagnostics] == ["secret-in-file"] * 130


def test_lines_that_cannot_be_read_are_told_of_up_to_a_number() -> None:
    """A file of something else has as many as it has lines; the rest are counted."""
    text = b"no json\n" * 103 + GOOD + b"\n"
    report = run(Input("a.jsonl", text))

    found = [it for it in report.diagnostics if it.span is not None]
    assert {it.span.start.line for it in found if it.span} == set(range(1, 101))
    (rest,) = [it for it in report.diagnostics if it.span is None]
    assert (rest.rule, rest.severity) == ("syntax", "error")
    assert rest.message == (
        "3 more lines cannot be read; mend those named first, or name the format"
    )
    assert len(report.reports) == 1


def test_a_second_text_of_a_name_is_called_otherwise() -> None:
    """Else its places, and what is hidden in it, would be looked for in the first."""
    broken = b'{"model": "gpt-image-2", "input": {}}'
    report = run(Input("a.json", GOOD), Input("a.json", broken))

    assert [it.source for it in report.reports] == ["a.json", "a.json (2)"]
    assert {it.source for it in report.diagnostics} == {"a.json (2)"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    (
        ("a.jsonl", GOOD + b"\n\n{\n" + GOOD, [(0, 1), (0, 3), (1, 3), (2, 3)]),
        ("a.json", b'{"requests": [%s, %s]}' % (GOOD, GOOD), [(0, 1), (0, 2), (1, 2)]),
        ("a.json", GOOD, [(0, 1), (0, 1)]),
        ("a.json", b"{", [(0, 1)]),
    ),
)
def test_who_looks_on_is_told_how_far_a_source_is(
    name: str, text: bytes, told: list[tuple[int, int]]
) -> None:
    """Once before it is read, then of lines each, of a single document each of its requests."""
    checker = Checker()
    seen: list[tuple[int, int]] = []
    watched = Run(lambda name: checker.judge_for(name, None), lambda *it: seen.append(it))
    watched.add(Input(name, text))

    assert seen == told


def test_a_run_that_ends_between_texts_is_not_in_the_middle_of_one() -> None:
    checker = Checker()
    ended = Run(lambda name: checker.judge_for(name, None))

    ended.stop(3)
    ended.add(Input("a.json", GOOD))
    ended.stop(1)

    assert [(it.rule, it.source) for it in ended.found] == [("interrupted", "")] * 2
    before, after = (it.message for it in ended.found)
    assert before.startswith("the run was interrupted before anything was read: 0 requests were")
    assert after == (
        "the run was interrupted after a.json: 1 request was looked at, and nothing is said of what"
        " comes after, or of 1 more file; run again for the rest"
    )


@pytest.mark.parametrize(
    ("name", "text", "requests"),
    (
        ("a.json", GOOD, 1),
        ("a.jsonl", GOOD + b"\n" + GOOD, 2),
        ("a.json", b'{"requests": [%s, %s, %s]}' % (GOOD, GOOD, GOOD), 3),
    ),
)
def test_who_wants_to_end_while_the_last_request_is_judged_has_them_all(
    name: str, text: bytes, requests: int
) -> None:
    judged: list[Report] = []

    def judge(request: Request) -> Report:
        judged.append(CHECKER.check_request(request, provider="vidgo"))
        return judged[-1]

    def watch(*_: int) -> None:
        if len(judged) == requests:
            raise Stopped

    ended = Run(lambda _: judge, watch)
    ended.add(Input(name, text))
    with pytest.raises(Stopped):
        ended.add(Input("b.json", b"{"))

    assert len(ended.finish().reports) == requests
    assert ended.found == []


def test_requests_that_are_held_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By whoever counts, alone or with others that are priced alike."""
    counted = []

    def add(_: Tally, it: Report, times: int = 1) -> None:
        counted.append((it.source, times))

    monkeypatch.setattr(Tally, "add", add)
    report = run(Input("a.jsonl", GOOD + b"\n" + GOOD + b"\n" + GOOD))

    assert report.totals == ()
    assert {source for source, _ in counted} == {"a.jsonl"}
    assert sum(times for _, times in counted) == 3
