"""The goals that lightmeter has set itself, each held against a result."""

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks import batch_goals
from benchmarks.result import Result
from benchmarks.standing import Standing, beside

__all__ = ["GOALS", "stand"]

_VALID = "mindvideo-valid-the-verdict"
_EVERYTHING = "lightmeter, everything"

Goal = Callable[[Result], Standing]


def stand(result: Result) -> Iterator[Standing]:
    """Hold each goal against a result."""
    for goal in GOALS:
        yield goal(result)


# In the order of the table in README.md.
GOALS: tuple[Goal, ...] = (
    partial(
        beside,
        work="MindVideo's schema, valid: the verdict",
        key=_VALID,
        theirs="fastjsonschema",
        most=1.0,
    ),
    partial(
        beside,
        work="the same",
        key=_VALID,
        theirs="pydantic",
        most=1.0,
        below=True,
    ),
    partial(
        beside,
        work="six faults, all as data",
        key="mindvideo-six-faults-all-faults-as-data",
        complete=True,
        most=1.0,
        below=True,
    ),
    partial(
        beside,
        work="six faults, all in words",
        key="mindvideo-six-faults-all-faults-in-words",
        complete=True,
        most=1.0,
        below=True,
    ),
    partial(
        beside,
        work="verdict, effective values, estimate, normalized payload",
        key=_VALID,
        ours=_EVERYTHING,
        theirs="fastjsonschema",
        most=3.0,
    ),
    partial(
        beside,
        work="GPT Image 2, custom size: verdict and price",
        key="gpt-price",
        theirs="pydantic",
    ),
    partial(
        beside, work="cold `check` of one file", key="cold", theirs="check-jsonschema", most=0.4
    ),
    partial(beside, work="the same", key="cold", theirs="cfn-lint", most=0.12),
    partial(
        beside,
        work="`--version`",
        key="cold",
        ours="lightmeter --version",
        theirs="python",
        most=2.0,
    ),
    batch_goals.toml,
    batch_goals.lines,
    batch_goals.memory,
    batch_goals.growth,
)
