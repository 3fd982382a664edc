"""Likeness is counted in characters of what is written at the same place, the model aside."""

from collections.abc import Callable

from lightmeter.difference.renaming import find_renamed
from lightmeter.difference.side import Priced

MakePriced = Callable[..., Priced]


def test_a_file_is_known_by_what_most_of_its_requests_say(priced: MakePriced) -> None:
    """Of 8 + 2 and 8 + 2 characters 16 are the same: 0.8, and 0.4 where it is one of two."""
    old = priced(key="old", payload={"prompt": "a bright", "size": "2K"})
    new = priced(key="new", payload={"prompt": "a bright", "size": "4K"})
    other = priced(key="new", payload={"prompt": "an elk", "size": "1:1"})

    assert find_renamed([old], [new], {}) == {"new": "old"}
    assert find_renamed([old], [new, other], {}) == {}


def test_a_request_to_another_model_is_none_that_was_edited(priced: MakePriced) -> None:
    old, new = (priced(key=it, model=it, payload={"prompt": "a"}) for it in ("old", "new"))

    assert find_renamed([old], [new], {}) == {}


def test_what_went_with_it_as_it_was_says_most(priced: MakePriced) -> None:
    """Three requests that are in another file now outdo one that is alike; each counts once."""
    old = [priced(key=it, payload={"prompt": "a"}) for it in ("x", "y")]
    new = [priced(key=it, payload={"prompt": "a"}) for it in ("p", "q")]

    assert find_renamed(old, new, {("y", "p"): 3}) == {"p": "y", "q": "x"}
