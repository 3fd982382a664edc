"""What was accepted stays accepted, whatever is written around it; what is new is new."""

import json
from itertools import count
from pathlib import Path

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.document.source import Format, format_of
from lightmeter.errors import BaselineError
from lightmeter.settings.model import Settings
from lightmeter.silence.baseline import parse_baseline, write_baseline
from lightmeter.silence.identity import identity_of

PROMPTS = map(str, count())


def request(tier: str, prompt: str = "", id: str = "") -> dict[str, object]:
    """A request whose prompt is its own, so that no other asks for the same."""
    named = {"id": id} if id else {}
    prompt = prompt or next(PROMPTS)
    return {"model": "picture-1", **named, "input": {"prompt": prompt, "tier": tier}}


def lines(*requests: dict[str, object]) -> str:
    return "".join(json.dumps(it) + "\n" for it in requests)


def batch(*requests: dict[str, object]) -> str:
    return json.dumps({"provider": "acme", "requests": requests}, indent=1)


class Project:
    """Texts that are checked, and accepted, under one baseline."""

    def __init__(self, packs: Path, directory: Path) -> None:
        self.packs = packs
        self.path = directory / "lightmeter-baseline.json"
        self.checked = Checker([packs])

    def accept(self, text: str, name: str) -> None:
        """Write a baseline of all that is found."""
        report = self.checked.check_text(text, format=_format(name), name=name)
        identities = [
            identity_of(report, it, number).seen_from(Path.cwd()) for it, number in report.entries
        ]
        self.path.write_text(write_baseline(identities))

    def check(self, text: str, name: str) -> BatchReport:
        """Check with the baseline that was written."""
        settings = Settings(baseline=self.path)
        checker = Checker([self.packs], settings=settings)
        return checker.check_text(text, format=_format(name), name=name)


def _format(name: str) -> Format:
    form = format_of(name)
    assert form is not None
    return form


@pytest.fixture
def project(packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project(packs, tmp_path)


def rules(report: BatchReport) -> list[tuple[str, int | None]]:
    return [(it.rule, number) for it, number in report.entries]


BEFORE = (request("2K", id="a"), request("3K", id="b"))


@pytest.mark.parametrize("form", (lines, batch))
@pytest.mark.parametrize(
    "after",
    (
        BEFORE,
        (request("1K", id="new"), *BEFORE),
        tuple(reversed(BEFORE)),
        (BEFORE[0], request("1K"), request("1K"), BEFORE[1]),
        (request("2K", prompt="another", id="a"), BEFORE[1]),
    ),
)
def test_what_was_accepted_is_no_news(
    project: Project, form: object, after: tuple[dict[str, object], ...]
) -> None:
    """Wherever its request stands by now, and whatever else that says."""
    assert callable(form)
    name = "a.jsonl" if form is lines else "a.json"
    project.accept(form(*BEFORE), name)

    report = project.check(form(*after), name)
    assert rules(report) == []
    assert [it.by for it in report.suppressed] == ["baseline", "baseline"]


def test_without_ids_a_request_on_top_brings_no_news(project: Project) -> None:
    accepted = (request("2K"), request("3K", prompt="y"))
    project.accept(lines(*accepted), "a.jsonl")

    assert rules(project.check(lines(request("1K"), *accepted), "a.jsonl")) == []


@pytest.mark.parametrize(
    ("after", "news"),
    (
        # Another value, of which nobody has heard.
        ((request("4K", id="a"), BEFORE[1]), [("stale-baseline", None), ("enum", 0)]),
        # Another rule.
        ((request("2K", id="a"), request("2K", id="b")), [("stale-baseline", None), ("dear", 1)]),
        # Another request of the same kind.
        ((*BEFORE, request("2K", id="c")), [("dear", 2)]),
        # What is gone.
        (BEFORE[:1], [("stale-baseline", None)]),
    ),
)
def test_what_is_new_is_shown(
    project: Project, after: tuple[dict[str, object], ...], news: list[tuple[str, int | None]]
) -> None:
    project.accept(lines(*BEFORE), "a.jsonl")

    assert sorted(rules(project.check(lines(*after), "a.jsonl"))) == sorted(news)


def test_each_entry_hides_one_diagnostic(project: Project) -> None:
    """Without ids, one more of the same is one too many."""
    project.accept(lines(request("2K"), request("2K")), "a.jsonl")
    report = project.check(lines(*[request("2K", prompt=it) for it in "xyz"]), "a.jsonl")

    assert rules(report) == [("dear", 2)]


def test_a_shared_id_names_no_request(project: Project) -> None:
    """Two requests of one id are told apart by what they say, as if they had none."""
    project.accept(lines(request("2K", id="a"), request("3K", id="a")), "a.jsonl")
    text = lines(request("1K", id="a"), request("3K", id="a"), request("2K", id="a"))

    assert [it.rule for it in project.check(text, "a.jsonl").diagnostics if it.pack] == []


def test_entries_of_files_that_were_not_read_are_not_stale(project: Project) -> None:
    project.accept(lines(*BEFORE), "a.jsonl")

    assert rules(project.check(lines(request("1K")), "b.jsonl")) == []


def test_nothing_in_a_baseline_repeats_what_files_say(project: Project) -> None:
    """It holds digests of values, so that no secret and no prompt gets into it."""
    project.accept(lines(request("a-very-secret-tier", id="a")), "a.jsonl")

    assert "secret" not in project.path.read_text()
    assert json.loads(project.path.read_text())["diagnostics"][0].keys() == {
        "source",
        "rule",
        "request",
        "pointer",
        "value",
    }


def test_it_is_sorted_one_entry_a_line(project: Project) -> None:
    project.accept(lines(*BEFORE), "a.jsonl")

    text = project.path.read_text().splitlines()
    assert len(text) == 7
    assert text[3].startswith(
        '    {"source": "a.jsonl", "rule": "acme/picture/dear", "request": "a"'
    )
    assert text[4].startswith(
        '    {"source": "a.jsonl", "rule": "acme/picture/enum", "request": "b"'
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    (
        ("", "the text is empty"),
        ("[]", "it is no baseline of version 1"),
        ('{"version": 2}', "it is no baseline of version 1"),
        ('{"version": 1}', "diagnostics is an array; this file has none"),
        ('{"version": 1, "diagnostics": [3]}', "diagnostics[0] is no object"),
        (
            '{"version": 1, "diagnostics": [{"source": "a", "rule": "b", "line": 3}]}',
            "line of diagnostics[0] is wrong",
        ),
        ('{"version": 1, "diagnostics": [{"source": "a"}]}', "rule of diagnostics[0] is wrong"),
    ),
)
def test_a_broken_one_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BaselineError) as caught:
        parse_baseline(text.encode(), "b.json", Path("/"))

    assert str(caught.value).startswith("b.json: the baseline cannot be used: ")
    assert reason in str(caught.value)
    assert str(caught.value).endswith("write it anew with lightmeter baseline write")
