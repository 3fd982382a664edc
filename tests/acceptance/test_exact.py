"""
Every amount is exact, on every way through the program.

Python's own operators round a Decimal to the context of the thread. Here that context has three
digits and raises where it would round: whatever computes an amount with them is found out.
"""

import ast
import decimal
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import lightmeter
from lightmeter.cli.main import main
from lightmeter.guard import Guard
from lightmeter.settings.reading import find_settings

ROOT = Path(lightmeter.__file__).parent
# Fifteen digits on either side of the point, the most that an amount may have.
RATE = "123456789012345.123456789012345"
WORTH = "0.004321987654321"
SETTINGS = f"""\
[cost.credits]
vidgo = "{WORTH} to 0.987654321098765 USD"
poyo = "{WORTH} USD"

[[cost.rates]]
provider = "vidgo"
model = "seedance-2"
replace = "{RATE} credits/second"
source = "x"

[[cost.rates]]
provider = "vidgo"
model = "gpt-image-2"
multiply = "0.123456789012345 to 1.123456789012345"
source = "x"

[budget]
request = "0.123456789012345 USD"
file = "9.123456789012345 USD"
run = "0.123456789012345 credits"
request-growth = "12.3456789%"
run-growth = "0.123456789012345 USD"
"""
REQUESTS = (
    {"id": "a", "model": "seedance-2", "input": {"prompt": "x", "resolution": "480p"}},
    {"id": "b", "model": "gpt-image-2", "input": {"prompt": "x", "quality": "high"}},
    {"id": "c", "provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x"}},
    {"id": "d", "model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}},
)


def requests(duration: int, n: int) -> str:
    lines = json.loads(json.dumps(REQUESTS))
    lines[0] |= {"provider": "vidgo"}
    lines[0]["input"]["duration"] = duration
    lines[1] |= {"provider": "vidgo"}
    lines[2]["input"] |= {"n": n, "size": "2K"}
    lines[3]["input"]["n"] = n
    return "".join(f"{json.dumps(it)}\n" for it in lines)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A project whose amounts have many digits, in a thread that must not round."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "lightmeter.toml").write_text(SETTINGS)
    (tmp_path / "old.jsonl").write_text(requests(5, 2))
    (tmp_path / "new.jsonl").write_text(requests(15, 13))
    (tmp_path / "bill.csv").write_text(
        f"id,amount,currency\na,{RATE},credits\nb,0.123456789012345,credits\n"
        "c,7.123456789012345,credits\nd,0.123456789012345,USD\n"
    )
    with decimal.localcontext(prec=3) as context:
        context.traps[decimal.Inexact] = True
        with pytest.raises(decimal.Inexact):
            _ = Decimal("1.234") + Decimal("1.234")
        yield


COMMANDS = (
    *(("cost", f"--format={it}", "new.jsonl") for it in ("text", "json", "csv", "markdown")),
    *(("cost", f"--by={it}", ".") for it in ("request", "file", "model", "provider")),
    *(("check", f"--format={it}", ".") for it in ("text", "json", "sarif", "markdown", "junit")),
    *(("cost", "diff", f"--format={it}", "old.jsonl", "new.jsonl") for it in ("text", "json")),
    ("cost", "diff", "--format=markdown", "new.jsonl", "old.jsonl"),
    *(
        ("reconcile", f"--format={it}", "new.jsonl", "--charges", "bill.csv")
        for it in ("text", "json", "csv", "markdown")
    ),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_rounds(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, ["--debug", *command])

    assert result.exit_code == 1, result.stderr
    # 15 seconds: 1851851835185176.851851835185175 credits, to the last digit.
    if command[0] == "cost":
        assert "1851851835185176.851851835185175" in result.stdout


def test_no_guard_rounds() -> None:
    checker = lightmeter.Checker(settings=find_settings())
    most = "999999999999999 USD"
    guard = Guard(checker, request=most, run=most)
    for line in requests(5, 13).splitlines():
        request = json.loads(line)
        guard.admit(request).settle(f"{RATE} {'USD' if request['id'] == 'd' else 'credits'}")

    total = next(it for it in guard.spent if it.provider == "vidgo")
    assert str(total.minimum) == "246913578024690.246913578024690"


MONEY = ("estimate", "advice", "budget", "difference", "reconcile", "money.py", "guard.py")
# How alike two texts are is no amount.
OTHERWISE = {"renaming.py"}


def test_no_float_is_on_the_way() -> None:
    """Neither a number with a point, nor float(), nor a division of anything but fractions."""
    places = [ROOT / name for name in MONEY]
    files = [file for it in places for file in ([it] if it.is_file() else sorted(it.rglob("*.py")))]
    files = [file for file in files if file.name not in OTHERWISE]
    assert len(files) > 30

    found = [
        (file.name, node.lineno)
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _exact(node))
    ]
    assert found == []


def _exact(division: ast.BinOp) -> bool:
    """Whether a side is made a fraction where it stands."""
    return any(
        isinstance(it, ast.Call) and isinstance(it.func, ast.Name) and it.func.id == "Fraction"
        for side in (division.left, division.right)
        for it in ast.walk(side)
    )
