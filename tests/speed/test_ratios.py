"""
The hot paths by the clock, beside a yardstick in the same process.

Instructions that run in C are not counted one by one, so a slow call into C would slip through
`test_counts`. Limits are generous: a busy machine makes everything slower at once, and a single
turn at times.
"""

import pytest

from lightmeter.document.source import Format
from tests.speed.limits import RENEW, known_ratios
from tests.speed.paths import lines_of, read, toml_batch
from tests.speed.timing import best, least, measures

_ROOM = 2.0


def test_paths_are_not_twice_as_slow_beside_the_yardstick() -> None:
    before = known_ratios()
    now = {
        name: least(measure, before.get(name, 0.0) * _ROOM) for name, measure in measures().items()
    }

    said = [
        f"{name}: {ratio:.2f} times its yardstick, {before.get(name, 0):.2f} when last measured"
        for name, ratio in now.items()
        if ratio > before.get(name, 0.0) * _ROOM
    ]
    assert not said, "\n".join([*said, f"where that is meant: {RENEW}"])
    assert set(now) == set(before)


@pytest.mark.parametrize(
    ("format", "small", "large"),
    (("jsonl", lines_of(60), lines_of(600)), ("toml", toml_batch(40), toml_batch(400))),
    ids=("jsonl", "toml"),
)
def test_a_byte_takes_no_longer_in_a_long_text(format: Format, small: str, large: str) -> None:
    few, many = read(small, format), read(large, format)

    def measure() -> float:
        taken, unit = best(many, few, turns=4)
        return taken / len(large) / (unit / len(small))

    assert least(measure, _ROOM) <= _ROOM
