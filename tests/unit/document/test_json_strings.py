import pytest

from lightmeter.document.json_strings import has_lone_surrogate, string_end, surrogate_faults


@pytest.mark.parametrize(
    ("text", "lone"),
    (
        ('"abc"', False),
        ('"\\ud83e\\udd8a"', False),
        ('"\\uD83E\\uDD8A"', False),
        ('"\\\\ud83e"', False),
        ('"\\ud7ff\\ue000"', False),
        ('"\\ud83e"', True),
        ('"\\udd8a"', True),
        ('"\\ud83e\\\\udd8a"', True),
        ('"\\ud83e\\ud83e\\udd8a"', True),
        ('"\\\\ud83e\\udd8a"', True),
        ('"\\ud83e \\udd8a"', True),
    ),
)
def test_a_lone_surrogate_is_told_from_a_pair(text: str, lone: bool) -> None:
    assert has_lone_surrogate(text) == lone
    assert bool(list(surrogate_faults(text, 0, len(text)))) == lone


def test_a_string_ends_after_its_quote() -> None:
    assert string_end('["a\\"b", 1]', 1) == 7
