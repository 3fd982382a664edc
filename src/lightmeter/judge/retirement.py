"""What there is to say of a model that has an end, on a given day."""

import datetime as dt

from lightmeter.diagnostic import Change, Diagnostic, Fix
from lightmeter.escaping import escape
from lightmeter.packs.program import Program

__all__ = ["describe_retirement"]


def describe_retirement(program: Program, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """
    Hold the end of a model against a day.

    Args:
        program: Of the model.
        as_of: The day on which requests are sent.

    Returns:
        Nothing where no end is known, else one diagnostic: until the model retires a warning, from
        that day on an error, or a warning where the day is only inferred.
    """
    end = program.retirement
    if end is None:
        return ()
    over = as_of >= end.day
    check = program.checks[end.after if over else end.before]
    probably = "probably " if check.basis == "inferred" else ""
    if over:
        text = f"was {probably}retired on {end.day}"
    else:
        days = (end.day - as_of).days
        text = f"{probably}retires on {end.day}, in {days:,} day{'s' * (days != 1)}"
    remedy = "choose another model, for no successor is named"
    fix = None
    if end.successor:
        remedy = f"write {end.successor}, its successor"
        # Whether the other model takes the same members is for a person to see.
        change = Change(("model",), "set", end.successor)
        fix = Fix(safe=False, description=f"write {end.successor}", changes=(change,))
    return (
        Diagnostic(
            rule=check.rule,
            severity=check.severity,
            message=escape(f"model {program.model} {text}; {remedy}"),
            pointer=("model",),
            fix=fix,
            pack=check.pack,
            basis=check.basis,
            citation=check.citation,
            suggestion=end.successor,
        ),
    )
