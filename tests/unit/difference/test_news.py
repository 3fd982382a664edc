from collections.abc import Callable

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.difference.comparison import compare
from lightmeter.difference.effects import Today
from lightmeter.difference.news import tell_news
from lightmeter.difference.side import Priced, Side

MakePriced = Callable[..., Priced]


class Rates:
    """A side of which no rates are known."""

    def price(self, *_: Priced | None) -> Today:
        """Say so."""
        return Today(None, "x")


def found(message: str, source: str = "a.json") -> Diagnostic:
    return Diagnostic("blank", Severity.WARNING, message, source=source)


def news(old: Side, new: Side) -> list[bool]:
    changes = compare(old, new, Rates()).changes
    return [it.new for it in tell_news(old, new, changes)]


def test_what_the_same_request_was_told_before_is_no_news(priced: MakePriced) -> None:
    """Wherever it stands now; once said, it is not said twice."""
    old = Side(
        "old",
        (priced("a", key="x"), priced("b", key="x")),
        entries=((found("one"), 0), (found("two"), 1)),
    )
    new = Side(
        "new",
        (priced("b", key="y"), priced("a", key="y")),
        entries=((found("one"), 0), (found("one"), 1), (found("two"), 0), (found("two"), 0)),
    )

    assert news(old, new) == [True, False, False, True]


def test_what_belongs_to_no_request_is_known_by_its_file() -> None:
    old = Side("old", (), ((found("x", "old/a"), None),), key_of=lambda it: it[4:])
    new = Side(
        "new",
        (),
        tuple((found("x", name), None) for name in ("new/a", "new/b")),
        key_of=lambda it: it[4:],
    )

    assert news(old, new) == [False, True]
