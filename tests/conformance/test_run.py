"""The runner: what it asks a program, what it notices, how it ends."""

import copy
import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.asking import PROTOCOL, run_suite
from tests.conformance.executor import execute
from tests.conformance.run import main, report, select
from tests.conformance.suite import HERE, Case, Suite, SuiteError, load_suites

EXECUTOR = str(HERE / "executor.py")
RUNNER = str(HERE / "run.py")
PACK = {
    "format": 1,
    "id": "t/a",
    "source": "docs",
    "sources": {"docs": {"title": "Docs"}},
    "models": {"m": {}},
    "levers": ["n"],
    "fields": {"n": {"type": "integer", "minimum": 1, "maximum": 9, "default": 2}},
    "rules": {
        "odd": {
            "severity": "warning",
            "when": "n % 2 == 1 and n > 1",
            "at": "n",
            "message": "{n} is odd",
            "fix": {"set": {"n": "{n - 1}"}},
        }
    },
    "billing": [
        {"item": "image", "unit": "image", "quantity": "n", "rate": "3", "currency": "USD"}
    ],
}
ODD = {
    "name": "an odd number",
    "input": {"n": 5},
    "expect": {
        "diagnostics": [
            {"rule": "odd", "at": "/input/n", "severity": "warning", "message": "5 is odd"}
        ],
        "skipped": [],
        "normalized": {"n": 5},
        "effective": {"n": 5},
        "cost": {"minimum": "15", "maximum": "15.0", "currency": "USD"},
        "quantity": {"minimum": "5", "maximum": "5"},
        "fixed": {"n": 4},
    },
}
MANY = {
    "name": "too many",
    "input": {"n": 10},
    "expect": {"diagnostics": [{"rule": "maximum", "at": "/input/n"}], "cost": "rejected"},
}
BROKEN = {
    "name": "a rule that reads nothing",
    "changes": {"rules": {"odd": {"when": "nn == 1"}}},
    "expect": {"load_error": {"pack": "t/a", "pointer": "/rules/odd/when"}},
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A suite of three cases."""
    path = tmp_path / "suites" / "small" / "one.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"packs": [PACK], "cases": [ODD, MANY, BROKEN]}), encoding="utf-8")
    return tmp_path / "suites"


def problems(directory: Path, spoil: Callable[[dict[str, Any]], None]) -> dict[str, list[str]]:
    """What the runner says of an executor whose answers are spoilt, by case."""
    (suite,) = load_suites(directory)

    def ask(document: Mapping[str, Any]) -> Any:
        answers = execute(document)
        for answer in answers["cases"]:
            spoil(answer)
        return answers

    outcomes = run_suite(suite, ask, strict=True)
    return {it.case.name: list(it.problems) for it in outcomes if it.problems}


def results(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """Spoil the results of requests, and leave packs that are refused as they are."""

    def spoil(answer: dict[str, Any]) -> None:
        if answer.get("result"):
            change(answer["result"])

    return spoil


def test_a_right_executor_has_no_problems(directory: Path) -> None:
    assert problems(directory, lambda _: None) == {}


def _drop(result: dict[str, Any]) -> None:
    result["diagnostics"] = []


def _add(result: dict[str, Any]) -> None:
    result["diagnostics"] += [copy.deepcopy(it) for it in result["diagnostics"]]


def _move(result: dict[str, Any]) -> None:
    for it in result["diagnostics"]:
        it["at"] = "/input/m"


def _grave(result: dict[str, Any]) -> None:
    for it in result["diagnostics"]:
        it["severity"] = "error"


def _reword(result: dict[str, Any]) -> None:
    for it in result["diagnostics"]:
        it["message"] = "something is wrong"


def _skip(result: dict[str, Any]) -> None:
    result["skipped"] = ["odd"]


def _cheap(result: dict[str, Any]) -> None:
    if isinstance(result["cost"], dict):
        result["cost"]["minimum"] = "14.99"


def _currency(result: dict[str, Any]) -> None:
    if isinstance(result["cost"], dict):
        result["cost"]["currency"] = "credits"


def _decline(result: dict[str, Any]) -> None:
    if isinstance(result["cost"], dict):
        result["cost"]["declined"] = ["image"]


def _count(result: dict[str, Any]) -> None:
    if result["quantity"] is not None:
        result["quantity"]["maximum"] = "6"


def _lever(result: dict[str, Any]) -> None:
    result["effective"] = {"n": "5"}


def _normal(result: dict[str, Any]) -> None:
    if result["normalized"] is not None:
        result["normalized"]["input"]["n"] = 4


def _unfixed(result: dict[str, Any]) -> None:
    for it in result["diagnostics"]:
        it["fix"] = None


def _misfixed(result: dict[str, Any]) -> None:
    for it in result["diagnostics"]:
        if it["fix"] is not None:
            it["fix"]["changes"][0]["set"] = 2


@pytest.mark.parametrize(
    "spoil",
    (
        *(_drop, _add, _move, _grave, _reword, _skip, _cheap, _currency, _decline, _count),
        *(_lever, _normal, _unfixed, _misfixed),
    ),
)
def test_a_wrong_executor_is_caught(
    directory: Path, spoil: Callable[[dict[str, Any]], None]
) -> None:
    """Whatever is compared, a single member that differs is a failure."""
    assert "an odd number" in problems(directory, results(spoil))


class TestLaws:
    """An executor that gives what a case expects, but breaks a law, is caught too."""

    def test_an_answer_that_depends_on_the_order(self, directory: Path) -> None:
        """Of the members, of the tables or of the overlays: the variant's answer differs."""
        for law in ("member order", "table order", "empty overlay"):

            def spoil(answer: dict[str, Any], law: str = law) -> None:
                if law in answer["id"] and "result" in answer:
                    answer["result"]["skipped"] = ["odd"]

            found = problems(directory, spoil)
            # Of the other case it is true.
            assert list(found) == ["an odd number"]
            assert all(it.startswith(f"{law}: ") for names in found.values() for it in names)

    def test_a_normalized_payload_that_is_refused(self, directory: Path) -> None:
        """Or that is not normalized to itself."""

        def spoil(answer: dict[str, Any]) -> None:
            if "[normalized]" in answer["id"]:
                answer["result"]["diagnostics"][0]["severity"] = "error"

        found = problems(directory, spoil)
        assert found == {
            "an odd number": ["normalized: the payload to send is refused: odd@/input/n"]
        }

    def test_a_range_upside_down(self, directory: Path) -> None:
        """The least of a quantity above its most, where the case does not say what it is."""

        def spoil(answer: dict[str, Any]) -> None:
            if answer["id"] == "too many":
                answer["result"]["quantity"] = {"minimum": "10", "maximum": "9"}

        assert "quantity: at least 10 is above at most 9" in problems(directory, spoil)["too many"]

    def test_a_fix_that_cannot_be_applied(self, directory: Path) -> None:
        """It speaks of a member of a number."""

        def change(result: dict[str, Any]) -> None:
            for it in result["diagnostics"]:
                it["fix"] = {"safe": False, "changes": [{"pointer": "/input/n/m", "set": 1}]}

        found = problems(directory, results(change))
        assert "fixes: one cannot be applied: /input/n/m lies in 5" in found["an odd number"]

    def test_fixes_that_never_come_to_rest(self, directory: Path) -> None:
        """Each of them offered again."""

        def spoil(answer: dict[str, Any]) -> None:
            if "[fixed]" in answer["id"]:
                fix = {"safe": False, "changes": [{"pointer": "/input/n", "set": 4}]}
                answer["result"]["diagnostics"] = [
                    {"rule": "odd", "at": "/input/n", "severity": "warning", "fix": fix}
                ]

        found = problems(directory, spoil)
        assert found == {"an odd number": ["fixes: there are still some after 5 rounds"]}


class TestLoadErrors:
    """Packs that must be refused, at the place of their mistake."""

    def test_a_pack_that_is_accepted(self, directory: Path) -> None:
        """No executor may take what nobody can run."""

        def spoil(answer: dict[str, Any]) -> None:
            if answer.pop("load_error", None):
                answer["result"] = {}

        found = problems(directory, spoil)
        assert found["a rule that reads nothing"][0] == "the pack was accepted; it must be refused"

    def test_another_place(self, directory: Path) -> None:
        """The right refusal for another reason is no refusal of this."""

        def spoil(answer: dict[str, Any]) -> None:
            if "load_error" in answer:
                answer["load_error"]["pointer"] = "/rules/odd"

        (problem,) = problems(directory, spoil)["a rule that reads nothing"]
        assert 'expected pointer "/rules/odd/when", got "/rules/odd"' in problem

    def test_a_pack_that_is_refused(self, directory: Path) -> None:
        """A pack that cases are about must load."""

        def spoil(answer: dict[str, Any]) -> None:
            if answer.pop("result", None):
                answer["load_error"] = {"pack": "t/a", "pointer": "/id", "message": "no"}

        found = problems(directory, spoil)
        assert found["too many"][0] == "the pack was refused at /id: no"


class TestAnswers:
    """What is no answer is a failure of its case, not of the run."""

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        (
            ("skipped", None, "skipped is missing or of the wrong type"),
            ("cost", 5, "cost is missing or of the wrong type"),
            ("diagnostics", [{"rule": "odd"}], "a diagnostic has no rule, at, severity or fix"),
            ("diagnostics", ["odd"], "a diagnostic has no rule, at, severity or fix"),
        ),
    )
    def test_a_result_that_cannot_be_compared(
        self, directory: Path, name: str, value: Any, words: str
    ) -> None:
        """The program is told what is wrong with it."""
        found = problems(directory, results(lambda result: result.update({name: value})))

        assert found["an odd number"][0].startswith(f"the program crashed: result: {words}")

    def test_a_result_that_is_none(self, directory: Path) -> None:
        """Where the program should have written an object."""
        found = problems(directory, lambda answer: answer.update(result=None))

        assert "the program crashed: result: null is no object" in found["an odd number"]

    def test_a_crash(self, directory: Path) -> None:
        """The program says itself that it could not."""

        def spoil(answer: dict[str, Any]) -> None:
            if answer["id"] == "too many":
                answer.pop("result")
                answer["crash"] = "division by zero"

        found = problems(directory, spoil)
        assert found["too many"][0] == "the program crashed: division by zero"

    @pytest.mark.parametrize("answer", ({}, {"cases": []}, {"cases": [{"id": "other"}]}, []))
    def test_no_answer(self, directory: Path, answer: Any) -> None:
        """A program that leaves cases out."""
        (suite,) = load_suites(directory)

        outcomes = run_suite(suite, lambda _: answer)

        assert all(it.problems for it in outcomes)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(directory: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the small suite: the exit code, and what is written to both streams."""

    def call(*arguments: str, program: str = EXECUTOR) -> tuple[int, str, str]:
        command = (*arguments, "--", sys.executable, program)
        code = main(["--directory", str(directory), *command])
        out, error = capsys.readouterr()
        return code, out, error

    return call


class TestCommand:
    """The runner as a command, over standard input and output."""

    @pytest.mark.parametrize("mode", ((), ("--interpret",)), ids=("generated", "interpreted"))
    def test_both_executors_pass(self, mode: tuple[str, ...]) -> None:
        """As real programs; the rest of the suite is put to them within one process."""
        names = ("silencing", "billing/levers", "load-errors/text")
        suites = [it for name in names for it in ("--suite", name)]
        command = [sys.executable, RUNNER, *suites, "--strict", "--", sys.executable, EXECUTOR]

        done = subprocess.run(  # noqa: S603 - our own files
            [*command, *mode], capture_output=True, check=False
        )

        assert done.stderr.decode() == ""
        assert done.returncode == 0
        assert "failed" not in done.stdout.decode()
        assert done.stdout.decode().count(" passed\n") == 3 + 1

    def test_a_run_that_is_as_expected(self, run: Run) -> None:
        """One line a suite, and the sum."""
        assert run() == (0, "small/one     3 of    3 passed\n\n3 cases, 3 passed\n", "")

    def test_a_case_that_fails(self, run: Run, tmp_path: Path) -> None:
        """It is shown with what differs, and the code is 1."""
        code, out, _ = run(program=str(_wrong(tmp_path)))

        assert code == 1
        assert out == (
            "small/one     2 of    3 passed, 1 failed\n"
            "    too many\n"
            '        cost: expected "rejected", got "none"\n'
            "\n"
            "3 cases, 2 passed, 1 failed\n"
        )

    def test_a_failure_that_is_expected(self, run: Run, tmp_path: Path) -> None:
        """It is counted, and the code is 0."""
        known = tmp_path / "known.txt"
        known.write_text("# the price of nothing\n\nsmall/one: too many\n", encoding="utf-8")

        code, out, _ = run("--expected-failures", str(known), program=str(_wrong(tmp_path)))

        assert code == 0
        assert out == (
            "small/one     2 of    3 passed, 1 failed as expected\n"
            "\n3 cases, 2 passed, 1 failed as expected\n"
        )

    def test_an_expected_failure_that_passes(self, run: Run, tmp_path: Path) -> None:
        """Whoever mended it takes it off the list."""
        known = tmp_path / "known.txt"
        known.write_text("small/one: too many\n", encoding="utf-8")

        code, out, _ = run("--expected-failures", str(known))

        assert code == 1
        assert "        passes, although it is expected to fail\n" in out

    def test_an_expected_failure_that_is_no_case(self, run: Run, tmp_path: Path) -> None:
        """A stale line is noticed."""
        known = tmp_path / "known.txt"
        known.write_text("small/one: too few\n", encoding="utf-8")

        code, _, error = run("--expected-failures", str(known))

        assert (code, error) == (2, f"error: {known} names what is no case: small/one: too few\n")

    def test_one_case(self, run: Run) -> None:
        """And no other."""
        assert run("--case", "too many")[:2] == (
            0,
            "small/one     1 of    1 passed\n\n1 cases, 1 passed\n",
        )

    @pytest.mark.parametrize(
        ("arguments", "words"),
        (
            (("--suite", "big"), "there is no suite big; there are small"),
            (("--case", "too few"), "there is no case 'too few'"),
            (("--expected-failures", "nowhere.txt"), "nowhere.txt: No such file or directory"),
        ),
    )
    def test_a_name_that_fits_nothing(
        self, run: Run, arguments: tuple[str, ...], words: str
    ) -> None:
        """One clear line, and the code is 2."""
        assert run(*arguments) == (2, "", f"error: {words}\n")

    @pytest.mark.parametrize(
        ("source", "words"),
        (
            ("print('no')", "the answer is no JSON"),
            ("raise SystemExit('no packs here')", "the program ended with 1: no packs here"),
        ),
    )
    def test_a_program_that_does_not_answer(
        self, run: Run, tmp_path: Path, source: str, words: str
    ) -> None:
        """One clear line, and the code is 2."""
        program = tmp_path / "program.py"
        program.write_text(source, encoding="utf-8")

        code, out, error = run(program=str(program))

        assert (code, out) == (2, "")
        assert error.startswith(f"error: small/one: {words}")

    def test_a_program_that_is_not_there(
        self, directory: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One clear line, and the code is 2."""
        assert main(["--directory", str(directory), "--", "no-such-program"]) == 2
        assert capsys.readouterr().err == "error: no-such-program: No such file or directory\n"

    def test_a_directory_without_suites(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Nothing that is run is nothing that has passed."""
        assert main(["--directory", str(tmp_path), "--", "true"]) == 2
        assert "there are no suites" in capsys.readouterr().err


def _wrong(directory: Path) -> Path:
    """An executor that prices what is rejected as if it cost nothing."""
    program = directory / "wrong.py"
    program.write_text(
        f"import sys\nsys.path.insert(0, {str(HERE.parents[1])!r})\n"
        "from tests.conformance.exact_json import dump_json, load_json\n"
        "from tests.conformance.executor import execute\n"
        "answers = execute(load_json(sys.stdin.read()))\n"
        "for answer in answers['cases']:\n"
        "    if answer.get('result', {}).get('cost') == 'rejected':\n"
        "        answer['result']['cost'] = 'none'\n"
        "print(dump_json(answers))\n",
        encoding="utf-8",
    )
    return program


def test_what_a_program_is_asked(directory: Path) -> None:
    """One shelf is sent once, however many cases stand on it."""
    (suite,) = load_suites(directory)
    documents: list[Any] = []

    def ask(document: Mapping[str, Any]) -> Any:
        documents.append(document)
        return execute(document)

    run_suite(select([suite], [], ["an odd number"])[0], ask)

    first, follow = documents[0], documents[1]
    assert (first["protocol"], first["suite"]) == (PROTOCOL, "small/one")
    assert [it["id"] for it in first["cases"]] == [
        "an odd number",
        "an odd number [member order]",
        "an odd number [table order]",
        "an odd number [empty overlay]",
    ]
    assert [it["shelf"] for it in first["cases"]] == [0, 0, 1, 2]
    assert first["shelves"][0] == {"packs": [{"path": "t/a", "data": PACK}], "overlays": []}
    assert [it["body"] for it in follow["cases"]] == [
        {"model": "m", "input": {"n": 5}},
        {"model": "m", "input": {"n": 4}},
    ]


def test_a_report_counts_each_case_once() -> None:
    """A run over nothing says so."""
    out = io.StringIO()

    assert report([], frozenset(), out) == 0
    assert out.getvalue() == "\n0 cases, 0 passed\n"


def test_a_file_that_is_no_suite_is_named(directory: Path) -> None:
    (directory / "small" / "two.json").write_text('{"cases": [{}]}', encoding="utf-8")

    with pytest.raises(SuiteError, match="small/two: KeyError: 'name'"):
        load_suites(directory)


def test_a_suite_is_chosen_by_its_folder_too() -> None:
    case = Case("a/b", "x", "", "", (), (), None, (), whole=False, headers=None, expect={})
    suites = [Suite("a/b", [case]), Suite("a/c", [case]), Suite("ab/c", [case])]

    assert [it.name for it in select(suites, ["a"], [])] == ["a/b", "a/c"]
    assert [it.name for it in select(suites, ["a/c", "ab/"], [])] == ["a/c", "ab/c"]
