"""JSONL of more than 1 MiB: several processes, pipes, interruptions, changes meanwhile."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

COMMAND = (sys.executable, "-m", "lightmeter")
REQUESTS = 1_200
# Interrupts the process, as the key does, once so many blocks were read. What a shell runs in the
# background begins with the signal ignored.
INTERRUPTED = """\
import os, signal, sys
from lightmeter.document.long_text import LongText
from lightmeter.cli.main import main
blocks = LongText.blocks
def interrupted(text):
    for number, block in enumerate(blocks(text)):
        if number == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGINT)
        yield block
LongText.blocks = interrupted
signal.signal(signal.SIGINT, signal.default_int_handler)
main.main(sys.argv[2:])
"""


def line(number: int) -> dict[str, Any]:
    """A request; every hundredth has no prompt, every third no price."""
    body: dict[str, Any] = {
        "provider": "vidgo",
        "id": f"shot-{number}",
        "model": "gpt-image-2",
        "callback_url": "https://example.com/done",
        "input": {
            "prompt": f"{number} " + "a silver espresso machine on white " * 32,
            "quality": "high",
            "size": "16:9",
            "resolution": "1K",
        },
    }
    if number % 3 == 2:
        body["model"] = "seedance-2"
        body["input"] = {"prompt": body["input"]["prompt"], "resolution": "720p", "duration": 5}
    if number % 100 == 50:
        del body["input"]["prompt"]
    if number % 500 == 499:
        # The same as an earlier one, but for the id.
        body = {**line(number - 3), "id": f"shot-{number}"}
    return body


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a file of more than five blocks."""
    directory = tmp_path_factory.mktemp("long")
    text = "".join(json.dumps(line(number)) + "\n" for number in range(REQUESTS))
    (directory / "long.jsonl").write_text(text, encoding="utf-8")
    assert len(text) > 5 * 256 * 1024
    return directory


def run(
    folder: Path, *arguments: str, stdin: bytes | None = None, command: tuple[str, ...] = COMMAND
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        [*command, *arguments], cwd=folder, input=stdin, capture_output=True, check=False
    )


@pytest.mark.parametrize("form", ("text", "json", "jsonl", "sarif", "junit"))
def test_several_processes_say_what_one_says(folder: Path, form: str) -> None:
    """Byte for byte."""
    arguments = "check", "long.jsonl", "--format", form

    alone = run(folder, *arguments)
    together = run(folder, *arguments, "--jobs", "3")

    assert alone.returncode == together.returncode == 1
    assert alone.stdout
    assert together.stdout == alone.stdout
    assert together.stderr == alone.stderr


@pytest.mark.parametrize("command", ("check", "cost", "normalize"))
def test_a_pipe_is_read_like_a_file(folder: Path, command: str) -> None:
    data = (folder / "long.jsonl").read_bytes()

    piped = run(folder, command, "-", "--stdin-filename", "long.jsonl", "--jobs", "2", stdin=data)

    read = run(folder, command, "long.jsonl")
    assert (piped.returncode, piped.stdout) == (read.returncode, read.stdout)
    assert piped.stderr == read.stderr


def test_what_was_read_counts_every_request(folder: Path) -> None:
    found = run(folder, "check", "long.jsonl", "--format", "json")

    report = json.loads(found.stdout)
    assert [it["id"] for it in report["requests"]] == [f"shot-{it}" for it in range(REQUESTS)]
    assert [it["line"] for it in report["requests"]] == list(range(1, REQUESTS + 1))
    rules = [it["rule"] for it in report["diagnostics"]]
    assert rules.count("required") == sum(
        "prompt" not in line(number)["input"] for number in range(REQUESTS)
    )
    assert rules.count("paid-twice") == REQUESTS // 500


@pytest.mark.parametrize("jobs", ("1", "2"))
def test_an_interrupted_run_tells_of_what_it_has_read(folder: Path, jobs: str) -> None:
    command = sys.executable, "-c", INTERRUPTED, "3"
    arguments = "check", "long.jsonl", "--format", "json", "--jobs", jobs

    found = run(folder, *arguments, command=command)

    report = json.loads(found.stdout)
    number = len(report["requests"])
    assert found.returncode == 2
    assert 0 < number < REQUESTS
    # Of what was read everything is said, and it is said that this is not all.
    assert [it["id"] for it in report["requests"]] == [f"shot-{it}" for it in range(number)]
    (said,) = [it for it in report["diagnostics"] if it["rule"] == "interrupted"]
    assert (said["severity"], said["source"]) == ("error", "long.jsonl")
    assert f"after line {number:,}: {number:,} requests were looked at" in said["message"]
    whole = json.loads(run(folder, *arguments).stdout)
    assert report["requests"] == whole["requests"][:number]
    assert [it for it in report["diagnostics"] if it["rule"] == "required"] == [
        it for it in whole["diagnostics"] if it["rule"] == "required" and it["request"] < number
    ]


def test_what_an_interrupted_run_costs_is_not_all(folder: Path) -> None:
    command = sys.executable, "-c", INTERRUPTED, "2"

    found = run(folder, "cost", "long.jsonl", "--by", "provider", command=command)

    assert found.returncode == 2
    assert b"at least" in found.stdout or "≥".encode() in found.stdout
    assert b"interrupted" in found.stderr


@pytest.mark.parametrize(
    ("form", "said"),
    (("sarif", '"executionSuccessful": false'), ("junit", '"total" value="at least ')),
)
def test_other_tools_are_told_of_an_interruption_as_well(
    folder: Path, form: str, said: str
) -> None:
    command = sys.executable, "-c", INTERRUPTED, "2"

    found = run(folder, "check", "long.jsonl", "--format", form, command=command)
    whole = run(folder, "check", "long.jsonl", "--format", form)

    assert said in found.stdout.decode()
    # Every third has no known price.
    assert (said in whole.stdout.decode()) == (form == "junit")


def test_files_that_come_after_are_counted(folder: Path) -> None:
    for name in ("z1.jsonl", "z2.jsonl"):
        (folder / name).write_text(json.dumps(line(1)) + "\n", encoding="utf-8")
    command = sys.executable, "-c", INTERRUPTED, "1"

    found = run(folder, "check", "long.jsonl", "z1.jsonl", "z2.jsonl", command=command)

    assert found.returncode == 2
    assert b"while long.jsonl was read" in b" ".join(found.stdout.split())
    assert b"what comes after, or of 2 more files;" in b" ".join(found.stdout.split())


CHANGED = """\
import sys
import time
from pathlib import Path
from lightmeter.cli import checking
from lightmeter.cli.main import main
check_paths = checking.check_paths
def changing(*arguments, **named):
    outcome = check_paths(*arguments, **named)
    with Path("changing.jsonl").open("a") as file:
        file.write("{}\\n")
    return outcome
checking.check_paths = changing
main.main(sys.argv[1:])
"""


def test_a_file_that_changes_meanwhile_is_not_told_of(folder: Path) -> None:
    """What was found first would stand at other places."""
    data = (folder / "long.jsonl").read_bytes()
    (folder / "changing.jsonl").write_bytes(data)
    command = sys.executable, "-c", CHANGED

    found = run(folder, "check", "changing.jsonl", command=command)

    assert found.returncode == 2
    assert b"changing.jsonl was changed while it was read; run again" in found.stderr
    assert b"Traceback" not in found.stderr


COMPARING = """\
import os, signal, sys
from lightmeter.batch.comparison import Comparison
from lightmeter.cli.main import main
judge = Comparison.judge
def interrupted(*arguments):
    os.kill(os.getpid(), signal.SIGINT)
    return judge(*arguments)
Comparison.judge = interrupted
signal.signal(signal.SIGINT, signal.default_int_handler)
main.main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name != "posix", reason="the key is a signal of POSIX")
@pytest.mark.parametrize("command", ("check", "cost", "normalize"))
def test_who_asks_once_all_is_read_has_the_whole_report(folder: Path, command: str) -> None:
    """It ends like an interrupted run, so that no script goes on after it."""
    interrupted = run(folder, command, "long.jsonl", command=(sys.executable, "-c", COMPARING))

    whole = run(folder, command, "long.jsonl")
    assert (interrupted.returncode, whole.returncode) == (2, 1)
    assert interrupted.stdout == whole.stdout
    assert b"once more ends everything at once" in interrupted.stderr
    assert b"lightmeter: everything had been read by then, and the report is whole\n" in (
        interrupted.stderr
    )


@pytest.mark.skipif(os.name != "posix", reason="the key is a signal of POSIX")
def test_who_asks_twice_is_let_go_at_once(folder: Path) -> None:
    script = INTERRUPTED.replace(
        "os.kill(os.getpid(), signal.SIGINT)",
        "[os.kill(os.getpid(), signal.SIGINT) for _ in range(2)]",
    )

    found = run(folder, "check", "long.jsonl", command=(sys.executable, "-c", script, "1"))

    assert (found.returncode, found.stdout) == (2, b"")
    assert found.stderr.endswith(b"\nlightmeter: interrupted\n")
    assert signal.SIGINT


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("number", (signal.SIGTERM, signal.SIGKILL))
def test_who_is_ended_leaves_nobody_behind(folder: Path, number: signal.Signals) -> None:
    """By whatever signal, as a CI system or a closed terminal sends them."""
    data = (folder / "long.jsonl").read_bytes()
    (folder / "longer.jsonl").write_bytes(data * 12)
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [*COMMAND, "check", "longer.jsonl", "--jobs", "2"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    children: list[Path] = []
    while process.poll() is None and len(children) < 2:
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
        children = [Path("/proc", it) for it in listed.split()]

    process.send_signal(number)
    process.wait()

    assert len(children) == 2
    for _ in range(600):
        if not any(map(_runs, children)):
            break
        time.sleep(0.05)
    assert not any(map(_runs, children))


def _runs(process: Path) -> bool:
    """Whether a process is there and has not ended yet."""
    try:
        state = (process / "stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
