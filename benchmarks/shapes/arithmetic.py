"""GPT Image 2: rules with arithmetic over a custom size, and the price from a table."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from benchmarks.contest import race, sample_of
from benchmarks.names import OURS
from benchmarks.payloads import CUSTOM_SIZE, DOCUMENTS, WRONG_SIZE
from benchmarks.peers.ours import make_complete
from benchmarks.peers.table import missing_row
from benchmarks.result import Row, Table
from benchmarks.setting import Measured, Setting
from lightmeter import Checker

__all__ = ["measure"]

_CANNOT = "cannot: no keyword of JSON Schema multiplies two numbers of a text, or looks up a price"
_NOTE = "The ten demands that the page makes of a custom size; the price is 6 credits."


def measure(setting: Setting) -> Measured:
    """Hold verdicts and prices together first, then time them."""
    checker = Checker()

    def verdict(body: Any) -> bool:
        return checker.check(body, provider="vidgo").ok

    def price(body: Any) -> Decimal | None:
        estimate = checker.check(body, provider="vidgo").estimate
        return None if estimate is None else estimate.maximum

    why = setting.missing.why("pydantic")
    remarks: list[str] = []
    verdicts: dict[str, Callable[[Any], object]] = {OURS: verdict}
    prices: dict[str, Callable[[Any], object]] = {OURS: price}
    if not why:
        from benchmarks.peers.arithmetic import priced, valid

        verdicts["pydantic"], prices["pydantic"] = valid, priced
        remarks = [
            f"pydantic: {priced(body)} for what costs {price(body)}: {body}"
            for body in (CUSTOM_SIZE, WRONG_SIZE, DOCUMENTS["vidgo/gpt-image-2, preset"][1])
            if (valid(body), priced(body)) != (verdict(body), price(body))
        ]
    prices["lightmeter, everything"] = make_complete("vidgo")
    absent = [missing_row("pydantic", why)] if why else []
    absent.append(missing_row("jsonschema, fastjsonschema, jsonschema-rs", _CANNOT))
    does = {
        OURS: "13 rules; each names its source; exact",
        "pydantic": "the same demands in a model_validator, the price in a function, both by hand; "
        "no warnings, no sources",
        "lightmeter, everything": "as above with warnings, effective values and normalized payload",
    }
    tables = []
    for key, title, calls, body in (
        ("gpt-verdict", "a custom size: the verdict", verdicts, CUSTOM_SIZE),
        (
            "gpt-verdict-wrong",
            "a width that is no multiple of 16: the verdict",
            verdicts,
            WRONG_SIZE,
        ),
        ("gpt-price", "a custom size: verdict and price", prices, CUSTOM_SIZE),
    ):
        bound = {name: partial(call, body) for name, call in calls.items()}
        times = race(bound, setting.pick(7, 40), 0.002 if setting.quick else 0.01)
        rows = [Row(name, does[name], sample_of(times[name], times[OURS])) for name in bound]
        tables.append(Table(key, f"GPT Image 2, {title}", _NOTE, (*rows, *absent)))
    return Measured(tuple(tables), tuple(remarks))
