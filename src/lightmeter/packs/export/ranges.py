"""Numbers between two bounds, as a regular expression over their digits."""

from collections.abc import Iterator

__all__ = ["number_pattern"]


def number_pattern(low: int, high: int, fewest: int, most: int, *, zeros: bool) -> str | None:
    """
    Write a pattern of every spelling of the numbers from `low` to `high`.

    It holds nothing but digits, classes, counts and groups, which mean the same in every engine.

    Args:
        low: Lowest number; what is below zero has no spelling.
        high: Highest number.
        fewest: Fewest digits, leading zeros among them; of no account where `zeros` holds.
        most: Most digits, likewise.
        zeros: Any number of leading zeros is accepted beside `most` digits.

    Returns:
        The pattern, without anchors; None where no number has a spelling.
    """
    low, high = max(low, 0), min(high, 10**most - 1)
    if low > high:
        return None
    if not zeros:
        return _either(_padded(low, high, fewest, most))
    if low == 0 and high == 10**most - 1:
        return f"0*{_digits(1, most)}"
    rest = [*(["0"] if low == 0 else []), *_plain(max(low, 1), high)]
    return f"0*{_either(rest)}"


def _padded(low: int, high: int, fewest: int, most: int) -> list[str]:
    """The numbers with leading zeros, one length after the other."""
    found: list[str] = []
    whole: list[int] = []
    for length in range(fewest, most + 1):
        last = min(high, 10**length - 1)
        if low == 0 and last == 10**length - 1:
            whole.append(length)
        elif low <= last:
            found += _same_length(str(low).zfill(length), str(last).zfill(length))
    # Lengths that are accepted whole follow one another, and need one pattern only.
    return [_digits(whole[0], whole[-1]), *found] if whole else found


def _plain(low: int, high: int) -> list[str]:
    """The numbers from 1 on without leading zeros, one length after the other."""
    found: list[str] = []
    whole: list[int] = []
    for length in range(len(str(low)), len(str(high)) + 1):
        first, last = max(low, 10 ** (length - 1)), min(high, 10**length - 1)
        if first == 10 ** (length - 1) and last == 10**length - 1:
            whole.append(length)
        else:
            found += _same_length(str(first), str(last))
    return [f"[1-9]{_digits(whole[0] - 1, whole[-1] - 1)}", *found] if whole else found


def _same_length(low: str, high: str) -> Iterator[str]:
    """The texts of digits between two of the same length."""
    if low[:1] == high[:1]:
        rests = _same_length(low[1:], high[1:]) if low else [""]
        yield from (low[:1] + rest for rest in rests)
        return
    rest = len(low) - 1
    first, last = int(low[0]), int(high[0])
    # A first digit stands for all of its numbers, but for the ends that are cut off.
    if low[1:].strip("0"):
        yield from (low[0] + it for it in _same_length(low[1:], "9" * rest))
        first += 1
    cut = high[1:].strip("9")
    if cut:
        last -= 1
    if first <= last:
        yield (str(first) if first == last else f"[{first}-{last}]") + _digits(rest, rest)
    if cut:
        yield from (high[0] + it for it in _same_length("0" * rest, high[1:]))


def _digits(fewest: int, most: int) -> str:
    if most == 0:
        return ""
    if fewest == most:
        return "[0-9]" if most == 1 else f"[0-9]{{{most}}}"
    return f"[0-9]{{{fewest},{most}}}"


def _either(patterns: list[str]) -> str:
    return patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
