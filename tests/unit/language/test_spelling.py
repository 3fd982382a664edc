from lightmeter.language.spelling import nearest


def test_a_difference_of_case_alone_comes_first() -> None:
    assert nearest("4k", ["4K", "4k1", "4k2"]) == "4K"


def test_a_slip_is_recognised() -> None:
    assert nearest("reslution", ["resolution", "revolution", "n"]) == "resolution"


def test_nothing_near_is_nothing() -> None:
    assert nearest("zzz", ["resolution"]) == ""
    assert nearest("zzz", []) == ""


def test_long_words_are_not_compared_letter_by_letter() -> None:
    assert nearest("a" * 61, ["a" * 60]) == ""
    assert nearest("reslution", ["a" * 61, "resolution"]) == "resolution"
    assert nearest("A" * 61, ["a" * 61]) == "a" * 61
