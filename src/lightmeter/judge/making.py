"""Judges are made, of what was prepared or from the ground up."""

from importlib.machinery import SourceFileLoader

from lightmeter.judge.runtime import HEADERS, RUNTIME, run_code
from lightmeter.judge.verdict import Accepts, Judge
from lightmeter.language.later import Later
from lightmeter.packs.program import Program

__all__ = ["make_accepts", "make_judge"]

# Of a module that nobody can import: it has globals of its own.
_NAME = "lightmeter.prepared"


def make_judge(program: Program) -> Judge:
    """
    Make the judge of a program, a function of body and headers.

    That of a shipped pack is there already.
    """
    judge = _make_prepared(program)
    if judge is not None:
        return judge
    # What writes the source takes longer to import than the source takes to write.
    from lightmeter.judge.generate import generate_judge  # noqa: PLC0415

    return generate_judge(program)


def make_accepts(program: Program) -> Accepts:
    """Make what only accepts or refuses; few ask for it."""
    from lightmeter.judge.generate import generate_accepts  # noqa: PLC0415 - as above

    return generate_accepts(program)


def _make_prepared(program: Program) -> Judge | None:
    if program.prepared is None:
        return None
    path, constants = program.prepared
    try:
        # Compiled once and kept beside it, as Python does with all that is imported.
        code = SourceFileLoader(_NAME, path).get_code(_NAME)
        if code is None:
            return None
        # Few requests say which headers they are sent with.
        headers = Later(lambda: program.headers)
        judge: Judge = run_code(code, {**RUNTIME, HEADERS: headers, **constants}, "judge")
    except (OSError, ImportError, SyntaxError, EOFError, ValueError, TypeError, LookupError):
        # It may lie in another place, where the program came from another machine, or be broken.
        return None
    return judge
