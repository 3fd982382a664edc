import re

import pytest

from lightmeter.settings.versions import (
    VERSIONS_PATTERN,
    VersionsError,
    is_met,
    parse_versions,
)


@pytest.mark.parametrize(
    ("versions", "version", "expected"),
    (
        (">=0.3", "0.3.0", True),
        (">=0.3", "0.2.9", False),
        (">=0.3", "0.10", True),
        ("==0.3", "0.3.0", True),
        ("==0.3", "0.3.1", False),
        ("!=0.3", "0.3.0", False),
        (">0.3", "0.3.1", True),
        (">0.3", "0.3", False),
        ("<=1", "1.0.0", True),
        ("<1", "1.0.0", False),
        ("~=0.3", "0.9", True),
        ("~=0.3", "1.0", False),
        ("~=0.3.1", "0.3.9", True),
        ("~=0.3.1", "0.4", False),
        ("~=0.3.1", "0.3.0", False),
        (">=0.1, <2", "1.9", True),
        (">=0.1, <2", "2.0", False),
        (" >= 0.1 ,< 2 ", "0.1", True),
        (">=0.3", "0.3.0rc1", True),
        (">=0.3", "0.3.dev4", True),
    ),
)
def test_every_comparison_has_to_hold(versions: str, version: str, expected: bool) -> None:
    assert is_met(parse_versions(versions), version) is expected


WRONG = {
    "": ("a comparison is missing", ""),
    ">=0.1,": ("a comparison is missing", ""),
    "0.3": ("0.3 compares nothing; write >=0.3, or ==0.3 for this one alone", "0.3"),
    ">=0.1, 2": ("2 compares nothing", "2"),
    "~=1": ("~=1 leaves open which numbers may change; write ~=1.0", "~=1"),
    "=>1": ("=>1 is no comparison", "=>1"),
    ">=1.*": (">=1.* is no comparison", ">=1.*"),
    ">=1.0rc1": (">=1.0rc1 is no comparison", ">=1.0rc1"),
    ">= 1 < 2": (">= 1 < 2 is no comparison", ">= 1 < 2"),
    ">=1234567890": (">=1234567890 is no comparison", ">=1234567890"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_compares_nothing_is_an_error_at_its_place(text: str) -> None:
    reason, part = WRONG[text]

    with pytest.raises(VersionsError) as caught:
        parse_versions(text)
    assert str(caught.value).startswith(reason)
    assert text[caught.value.start : caught.value.end] == part


@pytest.mark.parametrize("text", (*WRONG, ">=0.1", "~=0.1.2", " >= 0.1 ,< 2 ", "!=1"))
def test_the_pattern_for_editors_agrees(text: str) -> None:
    assert bool(re.search(VERSIONS_PATTERN, text)) is (text not in WRONG)
