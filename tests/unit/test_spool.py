import pytest

from lightmeter.spool import Spool


@pytest.mark.parametrize("number", (0, 1, 3, 4, 5, 8, 9, 21))
def test_what_is_added_comes_back_in_order(number: int) -> None:
    """Whether it stayed in memory or not."""
    spool: Spool[tuple[str, int]] = Spool(block=4)

    for item in range(number):
        spool.append((f"item {item}", item))

    expected = [(f"item {item}", item) for item in range(number)]
    assert list(spool) == expected
    assert list(spool) == expected
    assert len(spool) == number
    assert [spool[at] for at in range(number)] == expected
    assert spool[1:-1] == expected[1:-1]


def test_two_may_go_through_it_at_once() -> None:
    spool: Spool[int] = Spool(block=2)
    for item in range(7):
        spool.append(item)

    pairs = list(zip(spool, spool, strict=True))

    assert pairs == [(item, item) for item in range(7)]


@pytest.mark.parametrize("index", (3, -4))
def test_there_is_nothing_beyond_its_ends(index: int) -> None:
    spool: Spool[int] = Spool(block=2)
    for item in range(3):
        spool.append(item)

    with pytest.raises(IndexError):
        spool[index]


def test_it_is_a_tuple_as_long_as_it_is_in_memory() -> None:
    held: Spool[int] = Spool(block=2, hold=True)
    spooled: Spool[int] = Spool(block=2)
    for item in range(5):
        held.append(item)
        spooled.append(item)

    assert held.settled() == (0, 1, 2, 3, 4)
    assert spooled.settled() is spooled
