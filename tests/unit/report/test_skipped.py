from lightmeter.checker import Checker
from lightmeter.report.skipped import skipped_because


def test_rules_are_grouped_by_what_silenced_them(checker: Checker) -> None:
    """A rule that reads two rejected members names both."""
    payload = {"model": "picture-1", "input": {"prompt": "x", "size": 1, "resolution": 1}}

    assert skipped_because(checker.check(payload)) == [
        (("resolution", "size"), ("billed-as-2k",)),
    ]


def test_nothing_was_silenced(checker: Checker) -> None:
    """An accepted request and one without a pack have no skipped rules."""
    assert skipped_because(checker.check({"model": "picture-1", "input": {"prompt": "x"}})) == []
    assert skipped_because(checker.check({"model": "radio-7"})) == []
