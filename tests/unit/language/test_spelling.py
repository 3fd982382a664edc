from difflib import get_close_matches
from random import Random

from lightmeter.language.spelling import alike, nearest, toil


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


def test_of_very_many_words_the_likeliest_are_compared() -> None:
    """Two hundred anagrams of one letter each way, and the word that was meant."""
    others = [f"{'ab' * 12}{number:08b}" for number in range(200)]

    assert nearest(
        "reference_image_url_of_the_first", [*others, "reference_image_urls_of_the_first"]
    )
    assert nearest("x" * 32, others) == ""


def test_the_work_has_an_end_whatever_the_words() -> None:
    assert toil("4k", 3) == 12
    assert toil("x" * 60, 500) == toil("x" * 60, 5_000) == 100_000
    assert toil("x" * 61, 500) == 0


def test_the_standard_librarys_choice_is_found_sooner() -> None:
    """Whatever is not compared could not have been the closest."""
    random = Random(6)  # noqa: S311 - tests, not secrets
    found = []
    for _ in range(400):
        words = ["".join(random.choices("ab1:_", k=random.randint(0, 6))) for _ in range(8)]
        word, cutoff = "".join(random.choices("ab1:_", k=5)), random.choice((0.6, 0.8))
        found.append(alike(word, words, cutoff))

        assert found[-1] == next(iter(get_close_matches(word, words, 1, cutoff)), "")
    assert len(set(found)) > 50
    assert "" in found
