import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from lightmeter.checker import Checker, Input
from lightmeter.reconcile.dated_rates import DatedRates, Period
from lightmeter.settings.reading import read_settings

SETTINGS = """
[[cost.rates]]
provider = "vidgo"
model = "gpt-image-2"
multiply = "0.8"
source = "contract of July"
until = 2026-07-31

[[cost.rates]]
provider = "vidgo"
model = "gpt-image-2"
multiply = "0.5"
source = "contract of August"
from = 2026-08-01
until = 2026-12-31
"""
PICTURE = {
    "provider": "vidgo",
    "model": "gpt-image-2",
    "input": {"prompt": "x", "size": "16:9", "quality": "high", "resolution": "4K"},
}
"""48 credits."""


@pytest.mark.parametrize(
    ("day", "amount", "since", "until"),
    (
        ("2026-07-15", "38.4", None, "2026-07-31"),
        ("2026-07-31", "38.4", None, "2026-07-31"),
        ("2026-08-01", "24", "2026-08-01", "2026-12-31"),
        (None, "24", "2026-08-01", "2026-12-31"),
        ("2027-01-01", "48", "2027-01-01", None),
    ),
)
def test_a_request_is_priced_at_the_rates_of_the_day(
    tmp_path: Path, day: str | None, amount: str, since: str | None, until: str | None
) -> None:
    """48 credits times 0.8 in July, times 0.5 from August on, and what is listed next year."""
    (tmp_path / "lightmeter.toml").write_text(SETTINGS)
    settings = read_settings(tmp_path / "lightmeter.toml")
    checker = Checker(settings=settings, as_of=dt.date(2026, 11, 27))
    (report,) = checker.check_inputs([Input("a.json", json.dumps(PICTURE).encode())]).reports

    priced, period = DatedRates(lambda _: checker).at(report, _day(day))

    assert priced.estimate is not None
    assert priced.estimate.minimum == Decimal(amount)
    assert period == Period(_day(since), _day(until))


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
