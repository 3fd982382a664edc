"""The price of one image, beside libraries of prices."""

from collections.abc import Callable
from functools import partial

from benchmarks.contest import race, sample_of
from benchmarks.names import OURS
from benchmarks.payloads import CUSTOM_SIZE
from benchmarks.peers.prices import make_genai_prices, make_litellm
from benchmarks.peers.table import missing_row
from benchmarks.result import Row, Table
from benchmarks.setting import Measured, Setting
from lightmeter import Checker

__all__ = ["measure"]

_NOTE = (
    "What each does is not the same: lightmeter checks the payload and prices it before it is "
    "sent; the others look a price up."
)


def measure(setting: Setting) -> Measured:
    """Time one price of each."""
    checker = Checker()
    calls: dict[str, Callable[[], object]] = {
        OURS: partial(checker.estimate, CUSTOM_SIZE, provider="vidgo")
    }
    does = {OURS: "checks the payload; exact amount with effective values, basis and source"}
    absent = []
    for name, make in (("litellm", make_litellm), ("genai-prices", make_genai_prices)):
        why = setting.missing.why(name)
        if not why:
            try:
                does[name], calls[name] = make()
            except Exception as error:  # noqa: BLE001 - whatever a peer raises is its own row
                why = f"declined: {type(error).__name__}: {error}"
        if why:
            absent.append(missing_row(name, why))
    times = race(calls, setting.pick(7, 40), 0.002 if setting.quick else 0.01)
    rows = [Row(name, does[name], sample_of(times[name], times[OURS])) for name in calls]
    return Measured((Table("price", "The price of one image", _NOTE, (*rows, *absent)),))
