"""How much there is to try: bounded before the first example is tried."""

from collections.abc import Iterable

from lightmeter.judge.verdict import Verdict
from lightmeter.language.spelling import toil
from lightmeter.language.typed import walk
from lightmeter.packs.examples import ExampleError
from lightmeter.packs.file import PackFile
from lightmeter.packs.limits import MOST_COMPARED, MOST_TRIED
from lightmeter.packs.program import Program

__all__ = ["Comparing", "refuse_toil"]

# A rule may fire, which costs more than its parts: words, a place, a fix.
_RULE_WEIGHT = 4


def refuse_toil(file: PackFile, examples: int, programs: Iterable[Program]) -> None:
    """
    See that a pack's examples can be tried in a reasonable time.

    Args:
        file: Of the pack.
        examples: How many there are.
        programs: Of its models.

    Raises:
        PackError: If there is too much to try.
    """
    weight = max(map(_weight, programs), default=0)
    if examples * weight > MOST_TRIED:
        raise file.error(
            f"{examples:,} examples, each held against {weight:,} checks, values and parts of"
            " expressions, are too many to try; divide the pack",
            ("examples",),
        )


def _weight(program: Program) -> int:
    """What one example is held against: checks, accepted values, parts of expressions."""
    trees = [
        *(tree for rule in program.rules for tree in (rule.when, rule.require, *rule.values)),
        *(tree for _, tree in program.levers),
        *(tree for tree, _ in program.conditional_assumptions),
        *(
            tree
            for line in program.lines
            for branch in (*line.quantity, *line.rate)
            for tree in (branch.when, branch.minimum, branch.maximum)
        ),
    ]
    parts = sum(1 for tree in trees if tree is not None for _ in walk(tree))
    values = sum(len(it.detail[0]) for it in program.checks if it.rule == "enum")
    return len(program.checks) + values + parts + _RULE_WEIGHT * len(program.rules)


class Comparing:
    """Counts what wrong values and names are compared with, to say what was probably meant."""

    def __init__(self) -> None:
        """Nothing was compared yet."""
        self._compared = 0

    def spend(self, program: Program, verdict: Verdict) -> None:
        """
        Count what one verdict takes to put into words, before it is put into words.

        Raises:
            ExampleError: If the examples take too much together.
        """
        for index, _, data in verdict.findings:
            check = program.checks[index]
            if check.rule in ("enum", "unknown-field"):
                known = check.detail[0] if check.rule == "enum" else check.detail
                self._compared += toil(str(data[0]), len(known))
        if self._compared > MOST_COMPARED:
            raise ExampleError(
                "the examples hold too many wrong values or names to compare with the accepted"
                " ones; show each mistake once"
            )
