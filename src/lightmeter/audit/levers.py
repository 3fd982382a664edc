"""Members that change a rate, and that no lever shows beside the estimate."""

from collections.abc import Iterator

from lightmeter.audit.billed import Billed
from lightmeter.audit.flaw import Flaw
from lightmeter.diagnostic import Severity
from lightmeter.language.typed import paths

__all__ = ["missing_lever"]


def missing_lever(billed: Billed) -> Iterator[Flaw]:
    """
    Find the members that one item's rate reads and no lever does.

    A quantity is shown beside each estimate as it is. A pack without any lever is left in peace.
    """
    levers = billed.model.program.levers
    shown = {path[0] for _, tree in levers for path in paths(tree)}
    read = {
        path[0]: None
        for branch in billed.line.rate
        for tree in (branch.when, branch.minimum, branch.maximum)
        if tree is not None
        for path in paths(tree)
    }
    left = [name for name in read if name not in shown]
    if levers and left:
        message = (
            f"the rate of {billed.line.item} depends on {', '.join(left)}, which none of the levers"
            f" shows; add {left[0] if len(left) == 1 else 'them'} to levers, or a named value that"
            " reads the same"
        )
        yield billed.flaw("lever-missing", message, ("rate",), severity=Severity.WARNING)
