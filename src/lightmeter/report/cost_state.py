"""Whether a request is paid for, and whether that is known."""

import enum

from lightmeter.result import Report, Status

__all__ = ["State", "state_of"]


class State(enum.StrEnum):
    """Whether a request is paid for, and whether that is known."""

    PRICED = "priced"
    UNPRICED = "unpriced"
    UNCHECKED = "unchecked"
    REJECTED = "rejected"
    REPEATED = "repeated"


def state_of(report: Report) -> State:
    """
    Tell the state of a request.

    What is the same task as an earlier one is REPEATED even where its price is not known: it is
    charged with the earlier one.
    """
    if not report.ok:
        return State.REJECTED
    if report.repeats:
        return State.REPEATED
    if report.status is not Status.CHECKED:
        return State.UNCHECKED
    if report.estimate is None or report.estimate.declined:
        return State.UNPRICED
    return State.PRICED
