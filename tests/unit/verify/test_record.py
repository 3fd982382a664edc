from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from lightmeter.verify.record import record_of

Record: TypeAlias = Callable[..., dict[str, Any]]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

PACK = """
[request.body.hook]
type = "string"
default = "none"
[request.headers.Key]
type = "string"
recommended = "send one"
[fields.prompt]
type = "string"
required = true
[fields.n]
type = "integer"
minimum = 0
maximum = 9
default = 1
[fields.tier]
type = "string"
enum = ["1K", "2K"]
[fields.size]
type = "string"
template = "{w:int}x{h:int}"
tolerates = ["upper-case"]
[rules.few]
severity = "warning"
when = "n > 5"
at = "n"
message = "m"
fix = { set = { n = "{n - 1}" } }
[[billing]]
item = "video"
unit = "video"
quantity = "n"
currency = "USD"
rate = [
  { when = "n > 8", minimum = "1", maximum = "2.50", assume = "it is long", field = "n" },
  { when = "n > 7", then = "2.50" },
]
unpriced = "why"
"""


@pytest.fixture
def record(pack_text: PackText, put: Put, tmp_path: Path) -> Record:
    """What comes of an input object."""

    def run(members: Any, body: str = PACK, top: str = 'source = "docs"') -> dict[str, Any]:
        put("acme/video", pack_text(body, top=f'{top}\nlevers = ["n"]'))
        program = Shelf([tmp_path]).program("acme/video", "video")
        request = {"model": "video", "input": members}
        return record_of(program, request, generate_judge(program)(request, None))

    return run


def test_a_rejected_request_has_its_diagnostics_alone(record: Record) -> None:
    assert record({"n": 10, "more": 1}) == {
        "found": [
            "error maximum@/input/n",
            "error required@/input/prompt",
            "warning unknown-field@/input/more",
        ],
        "cost": "rejected",
    }


def test_an_accepted_request_has_all_that_it_comes_to(record: Record) -> None:
    assert record({"prompt": "x", "n": 8.0, "size": "16X9", "tier": "1K"}) == {
        "found": [
            "info decimal-integer@/input/n",
            "info spelling@/input/size",
            "warning few@/input/n: set n to 7",
        ],
        "sent": {"hook": "none", "input": {"n": 8, "size": "16x9"}},
        "effective": {"n": 8},
        "quantity": 8,
        "cost": "20",
    }


def test_a_range_has_both_ends_and_its_assumptions(record: Record) -> None:
    it = record({"prompt": "x", "n": 9})

    assert it["cost"] == {"minimum": "9", "maximum": "22.5"}
    assert it["assumes"] == ["/input/n"]


def test_an_unknown_price_is_declined(record: Record) -> None:
    assert record({"prompt": "x", "n": 2})["cost"] == "declined"


def test_a_pack_that_bills_nothing_has_no_cost(record: Record) -> None:
    body = PACK[: PACK.index("[[billing]]")]

    assert record({"prompt": "x", "n": 2}, body) == {"found": [], "sent": {"hook": "none"}}


def test_an_input_that_is_no_object(record: Record) -> None:
    assert record([])["cost"] == record(None)["cost"] == "rejected"


def test_a_value_of_another_type_was_written_anew(record: Record) -> None:
    """5.0 equals 5 to Python, and is another payload."""
    assert record({"prompt": "x", "n": 5.0})["sent"]["input"] == {"n": 5}
    assert "input" not in record({"prompt": "x", "n": 5})["sent"]
