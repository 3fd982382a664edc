import pytest

from lightmeter.report.by_number import ByNumber


@pytest.mark.parametrize("hold", (True, False))
def test_items_are_found_again(hold: bool) -> None:
    """However many there are, and in whichever order they came."""
    items: ByNumber[str] = ByNumber(hold=hold)
    for time in range(3):
        for number in range(5_000, 0, -1):
            items.add(number, f"{number}/{time}")

    for number in (1, 2, 1_023, 1_024, 3_000, 5_000, 1):
        assert items.of(number) == [f"{number}/{time}" for time in range(3)]
    assert items.of(0) == items.of(5_001) == items.of(9_999_999) == []


def test_what_is_added_later_is_found_as_well() -> None:
    items: ByNumber[str] = ByNumber()
    items.add(7, "first")
    assert items.of(7) == ["first"]
    items.add(7, "second")

    assert items.of(7) == ["first", "second"]
