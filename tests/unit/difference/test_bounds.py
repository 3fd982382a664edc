from decimal import Decimal

from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds, minus, total


def test_ends_are_subtracted_from_ends() -> None:
    """The lower from the lower, so that the difference may begin with its greater number."""
    left, right = Bounds(Decimal(5), Decimal(6)), Bounds(Decimal(2), Decimal(10))

    assert minus(left, right) == Bounds(Decimal(3), Decimal(-4))


def test_what_is_not_known_is_never_nothing() -> None:
    known, half = Bounds(Decimal(5), Decimal(6)), Bounds(Decimal(2), None)

    assert minus(known, half) == Bounds(Decimal(3), None)
    assert minus(UNKNOWN, UNKNOWN) == UNKNOWN
    assert total([known, half, ZERO]) == Bounds(Decimal(7), None)
    assert total([]) == ZERO


def test_nothing_is_rounded() -> None:
    """Python's own operators would, to 28 digits."""
    long = Decimal("0." + "1" * 40)
    one = Bounds(Decimal(10**20), Decimal(10**20))

    assert minus(one, Bounds(long, long)).minimum == Decimal(
        "99999999999999999999." + "8" * 39 + "9"
    )
