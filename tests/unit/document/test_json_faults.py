import json

import pytest

from lightmeter.document.json_faults import explain_json

VALID = (
    "{}",
    "[]",
    "null",
    "-0",
    '"\\/\\b\\f\\n\\r\\t\\u00e9\x7f\u2028🦊"',
    ' [ 1 , -2.5e-3 , { "a" : [ ] } , "" ] ',
    '{"": {"": ""}}',
)


@pytest.mark.parametrize("text", VALID)
def test_nothing_is_wrong_with_valid_text(text: str) -> None:
    json.loads(text)

    assert explain_json(text) == []


def test_deep_text_needs_no_stack() -> None:
    (fault,) = explain_json('{"a":' * 200_000)

    assert (fault.rule, fault.start) == ("nesting", 500)
