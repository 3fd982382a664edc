"""The part of a generated judge that works out what a request costs."""

from collections.abc import Iterable

from lightmeter.judge.code import Code
from lightmeter.packs.branch import Branch
from lightmeter.packs.program import Line

__all__ = ["write_price"]


def write_price(code: Code) -> None:
    """Work out amounts and levers, and return the verdict with them."""
    for condition, index in code.program.conditional_assumptions:
        code.put(f"if {code.expression(condition)}:")
        code.put(f"    assumed += ({index},)")
    amounts = []
    for number, line in enumerate(code.program.lines):
        _branches(code, f"q{number}", line.quantity)
        _rate(code, number, line)
        amounts.append(f"(q{number}_low, q{number}_high, t{number}_low, t{number}_high, d{number})")
    levers = "".join(f"{code.expression(tree)}, " for _, tree in code.program.levers)
    listed = "".join(f"{amount}, " for amount in amounts)
    code.put(
        f"return new(Verdict, (found, noted, 0, skipped, sent, ({levers}), ({listed}), assumed))"
    )


def _rate(code: Code, number: int, line: Line) -> None:
    if line.rate:
        _branches(code, f"t{number}", line.rate)
    else:
        code.put(f"t{number}_low = t{number}_high = None")
    code.put(f"d{number} = ()")
    if line.unpriced_values:
        data = "".join(f"{code.expression(tree)}, " for tree in line.unpriced_values)
        code.put(f"if t{number}_low is None:")
        code.put(f"    d{number} = ({data})")


def _branches(code: Code, name: str, branches: Iterable[Branch]) -> None:
    """Ordered cases; where none holds, the value is None."""
    word, closed = "if", False
    for branch in branches:
        if branch.when is None:
            closed = True
            if word == "if":
                _ends(code, name, branch)
                break
            code.put("else:")
        else:
            code.put(f"{word} {code.expression(branch.when)}:")
            word = "elif"
        code.depth += 1
        _ends(code, name, branch)
        code.depth -= 1
    if not closed:
        code.put("else:")
        code.put(f"    {name}_low = {name}_high = None")


def _ends(code: Code, name: str, branch: Branch) -> None:
    if branch.minimum is branch.maximum:
        code.put(f"{name}_low = {name}_high = {code.expression(branch.minimum)}")
    else:
        code.put(f"{name}_low = {code.expression(branch.minimum)}")
        code.put(f"{name}_high = {code.expression(branch.maximum)}")
    if branch.assumption is not None:
        code.put(f"assumed += ({branch.assumption},)")
