"""Judges are made, of what was prepared or from the ground up."""

from lightmeter.judge.runtime import HEADERS, RUNTIME, run_source
from lightmeter.judge.verdict import Accepts, Judge
from lightmeter.language.later import Later
from lightmeter.packs.program import Program

__all__ = ["make_accepts", "make_judge"]


def make_judge(program: Program) -> Judge:
    """
    Make the judge of a program, a function of body and headers.

    That of a shipped pack is there already, but for Python's part.
    """
    if program.prepared is not None:
        source, constants = program.prepared
        # Few requests say which headers they are sent with.
        headers = Later(lambda: program.headers)
        own = {**RUNTIME, HEADERS: headers, **constants}
        judge: Judge = run_source(program, source, own)
        return judge
    # What writes the source takes longer to import than the source takes to write.
    from lightmeter.judge.generate import generate_judge  # noqa: PLC0415

    return generate_judge(program)


def make_accepts(program: Program) -> Accepts:
    """Make what only accepts or refuses; few ask for it."""
    from lightmeter.judge.generate import generate_accepts  # noqa: PLC0415 - as above

    return generate_accepts(program)
