"""
A plain loop over JSONL, as a user would write it.

`python -m benchmarks.loops NAME FILE COUNT FAULTY` is a process of its own, so that its start and
its memory count, too. It ends with 1 where the counts are not what they have to be.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.names import OURS

if TYPE_CHECKING:
    from benchmarks.peers.validator import Verdict

__all__ = ["PRICED"]

PRICED = "lightmeter, estimates"


def main() -> int:
    """Count who is accepted."""
    name, file, count, faulty = sys.argv[1:]
    good = bad = 0
    if name == PRICED:
        from lightmeter import Checker

        estimate = Checker().estimate
        with Path(file).open(encoding="utf-8") as lines:
            for line in lines:
                if estimate(_body(line), provider="mindvideo") is None:
                    bad += 1
                else:
                    good += 1
    else:
        verdict = _verdict(name)
        with Path(file).open(encoding="utf-8") as lines:
            for line in lines:
                if verdict(_body(line)):
                    good += 1
                else:
                    bad += 1
    return int((good + bad, bad) != (int(count), int(faulty)))


def _body(line: str) -> dict[str, Any]:
    """The body alone: what is lightmeter's own the others would take for members."""
    request = json.loads(line)
    return {"model": request["model"], "input": request["input"]}


def _verdict(name: str) -> "Verdict":
    """Import what is asked for, and nothing else."""
    if name == OURS:
        from benchmarks.peers.ours import make
    elif name == "fastjsonschema":
        from benchmarks.peers.by_schema import make_fastjsonschema as make
    elif name == "jsonschema-rs":
        from benchmarks.peers.by_schema import make_jsonschema_rs as make
    elif name == "jsonschema":
        from benchmarks.peers.by_schema import make_jsonschema as make
    elif name == "pydantic":
        from benchmarks.peers.by_pydantic import make
    elif name == "msgspec":
        from benchmarks.peers.by_msgspec import make
    else:
        from benchmarks.peers.by_cattrs import make
    return make().verdict


if __name__ == "__main__":
    sys.exit(main())
