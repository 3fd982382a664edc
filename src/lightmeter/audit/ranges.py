"""Prices that are a range, and do not say what would make them exact."""

from collections.abc import Iterator

from lightmeter.audit.billed import Billed
from lightmeter.audit.flaw import Flaw
from lightmeter.diagnostic import Severity
from lightmeter.packs.branch import Branch

__all__ = ["range_left_open"]


def range_left_open(billed: Billed) -> Iterator[Flaw]:
    """Find the cases of one item whose range nobody is told how to close."""
    line = billed.line
    for name, branches in (("quantity", line.quantity), ("rate", line.rate)):
        for number, branch in enumerate(branches):
            if branch.minimum is branch.maximum or _says_how(billed, branch):
                continue
            message = (
                f"the {name} of {line.item} is a range, and nothing says what to write in the"
                " request to make it exact; say what is taken for granted, and how to close it:"
                ' assume = "…", close = "…"'
            )
            formula = getattr(billed.model.merged.pack.billing[billed.number], name)
            at = formula.at((name,), number) if formula is not None else (name,)
            yield billed.flaw("range-left-open", message, at, severity=Severity.WARNING)


def _says_how(billed: Billed, branch: Branch) -> bool:
    if branch.assumption is None:
        return False
    return bool(billed.model.program.assumptions[branch.assumption].close)
