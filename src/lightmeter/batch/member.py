"""A request among others."""

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.locate import Locator
from lightmeter.request import Request
from lightmeter.result import Report

__all__ = ["Member"]


@attrs.frozen
class Member:
    """
    One request of a run.

    Attributes:
        request: As it was read.
        report: What was found about it alone.
        locator: Where it was read.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    request: Request
    report: Report
    locator: Locator
