"""Who is there: a table written by hand, and why somebody is missing."""

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.names import OURS
from benchmarks.peers.validator import Validator
from benchmarks.result import Row

__all__ = ["Missing", "missing_row", "validators"]

# Name, what is installed, module and function.
_VALIDATORS = (
    (OURS, OURS, "ours", "make"),
    ("jsonschema", "jsonschema", "by_schema", "make_jsonschema"),
    ("jsonschema-rs", "jsonschema-rs", "by_schema", "make_jsonschema_rs"),
    ("fastjsonschema", "fastjsonschema", "by_schema", "make_fastjsonschema"),
    ("fastjsonschema, all", "fastjsonschema", "by_schema", "make_fastjsonschema_all"),
    ("pydantic", "pydantic", "by_pydantic", "make"),
    ("msgspec", "msgspec", "by_msgspec", "make"),
    ("cattrs", "cattrs", "by_cattrs", "make"),
)


class Missing:
    """
    What is not there, and why.

    Attributes:
        reasons: By distribution.
    """

    def __init__(self, note: Path) -> None:
        """Read what the environment has noted."""
        self.reasons: dict[str, str] = json.loads(note.read_text("utf-8"))["shown"]

    def why(self, distribution: str) -> str:
        """Say why it is not there; "" for what is."""
        reason = self.reasons.get(distribution, "")
        if not reason or reason.startswith("left out"):
            return reason
        return f"not installed: {reason}"


def missing_row(name: str, why: str) -> Row:
    """Give the row of who is not there."""
    return Row(name, why=why)


def validators(missing: Missing) -> Iterator[tuple[str, Validator | str]]:
    """Give each validator, or why it is not there."""
    for name, distribution, module, function in _VALIDATORS:
        why = missing.why(distribution)
        if why:
            yield name, why
            continue
        make: Callable[[], Validator] = getattr(
            import_module(f"benchmarks.peers.{module}"), function
        )
        try:
            yield name, make()
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is its own row
            yield name, f"failed: {type(error).__name__}: {error}"
