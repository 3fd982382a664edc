from collections.abc import Sequence

import pytest

from lightmeter.judge.meant import meant

KNOWN = (
    *("prompt", "size", "resolution", "quality", "n", "seed", "image_urls", "aspect_ratio"),
    *("callback_url", "duration", "generate_audio"),
)


@pytest.mark.parametrize(
    ("key", "expected"),
    (
        ("PROMPT", "prompt"),
        ("prompts", "prompt"),
        ("image_url", "image_urls"),
        ("imageUrls", "image_urls"),
        ("image-urls", "image_urls"),
        ("imageUrl", "image_urls"),
        ("aspectRatio", "aspect_ratio"),
        ("Aspect Ratio", "aspect_ratio"),
        ("callbackUrl", "callback_url"),
        ("N", "n"),
        ("n ", "n"),
    ),
)
def test_case_separators_and_the_plural_are_looked_through(key: str, expected: str) -> None:
    assert meant(key, KNOWN) == expected


@pytest.mark.parametrize(
    ("key", "known", "expected"),
    (
        ("num_images", ("prompt", "n"), "n"),
        ("numImages", ("prompt", "n"), "n"),
        ("image_size", ("prompt", "size"), "size"),
        ("ratio", ("prompt", "aspect_ratio"), "aspect_ratio"),
        ("init_image", ("image_urls",), "image_urls"),
        ("webhook", ("callback_url",), "callback_url"),
        ("webhookUrl", ("callback_url",), "callback_url"),
        ("text", ("prompt",), "prompt"),
        ("seconds", ("duration",), "duration"),
        ("sound", ("generate_audio",), "generate_audio"),
        ("inputs", ("model", "input"), "input"),
        ("parameters", ("model", "input"), "input"),
    ),
)
def test_other_providers_names_for_the_same_thing_are_known(
    key: str, known: Sequence[str], expected: str
) -> None:
    assert meant(key, known) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    (("promt", "prompt"), ("qualty", "quality"), ("resolutoin", "resolution")),
)
def test_a_near_spelling_is_meant(key: str, expected: str) -> None:
    assert meant(key, KNOWN) == expected


@pytest.mark.parametrize(
    "key", ("", " ", "_", "___", "x", "q", "s", "zz", "negative_prompt_strength_map", "犬", "1")
)
def test_nothing_is_meant_by_what_resembles_nothing(key: str) -> None:
    assert meant(key, KNOWN) == ""


@pytest.mark.parametrize("key", ("m", "nm", "nnn", "an"))
def test_a_member_of_one_letter_is_never_a_near_spelling(key: str) -> None:
    assert meant(key, ("n",)) == ""


def test_of_two_members_that_are_alike_the_first_is_meant() -> None:
    assert meant("IMAGEURL", ("image_url", "image_urls")) == "image_url"
    assert meant("IMAGEURL", ("image_urls", "image_url")) == "image_urls"


def test_nothing_is_meant_where_nothing_is_known() -> None:
    assert meant("prompt", ()) == ""


def test_no_long_name_is_compared_letter_by_letter() -> None:
    assert meant("a" * 61, ["a" * 60]) == ""
    assert meant("promptt", ["a" * 61, "prompt"]) == "prompt"
