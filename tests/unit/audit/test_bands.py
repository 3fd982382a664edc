from decimal import Decimal

import pytest

from lightmeter.audit.bands import band_of


@pytest.mark.parametrize(
    "unit",
    ("image", "megapixel", "second", "minute", "video", "song", "request", "character", "token"),
)
def test_a_band_is_wider_than_any_two_providers(unit: str) -> None:
    least, most = band_of(unit)

    assert 0 < least * 1000 < most


@pytest.mark.parametrize(
    ("unit", "rate"),
    (
        # Rates that providers print, in US dollars.
        ("image", "0.003"),
        ("image", "0.25"),
        ("second", "0.05"),
        ("second", "0.75"),
        ("video", "3.20"),
        ("megapixel", "0.0125"),
        ("token", "0.00004"),
        ("character", "0.0003"),
    ),
)
def test_a_printed_rate_lies_in_its_band(unit: str, rate: str) -> None:
    least, most = band_of(unit)

    assert least <= Decimal(rate) <= most


def test_the_last_word_of_a_unit_counts() -> None:
    assert band_of("generated Image") == band_of("image")


@pytest.mark.parametrize("unit", ("", " ", "furlong", "image batch"))
def test_a_unit_that_is_not_known_has_the_widest_band(unit: str) -> None:
    least, most = band_of(unit)

    assert least <= Decimal("0.00000001")
    assert most >= 1000
