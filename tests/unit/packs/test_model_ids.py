import pytest

from lightmeter.packs.model_ids import known_spelling

KNOWN = (
    *("gpt-image-2", "gpt-image-2-edit", "seedance-2", "seedance-2-fast", "seedream-5.0-lite"),
    *("veo-3.1", "veo-3.1-fast", "wan-2.2-t2v-a14b", "kling-v2.5-turbo"),
)


@pytest.mark.parametrize(
    ("model", "known"),
    (
        *((it, it) for it in KNOWN),
        *((it.upper(), it) for it in KNOWN),
        *((f"  {it}\n", it) for it in KNOWN),
        *((f"openai/{it}", it) for it in KNOWN),
        *((f"a/b/{it}", it) for it in KNOWN),
        *((it.replace("-", "_"), it) for it in KNOWN),
        *((it.replace("-", " "), it) for it in KNOWN),
        *((it.replace("-", "--"), it) for it in KNOWN),
        ("gptimage2", "gpt-image-2"),
        ("GPTImage2", "gpt-image-2"),
        ("gpt-image2", "gpt-image-2"),
        ("gpt-image-2.0", "gpt-image-2"),
        ("gpt-image-2-0-edit", "gpt-image-2-edit"),
        ("seedream-5-lite", "seedream-5.0-lite"),
        ("doubao-seedream-5-0-lite", "seedream-5.0-lite"),
        ("bytedance-doubao-seedance-2", "seedance-2"),
        ("google\\veo-3.1", "veo-3.1"),
        ("veo 3 1", "veo-3.1"),
    ),
)
def test_case_blanks_separators_and_makers_are_looked_through(model: str, known: str) -> None:
    assert known_spelling(model, KNOWN) == known


@pytest.mark.parametrize(
    "model",
    (
        *("", " ", "-", "/", "//", "犬", "openai", "fal/openai", "2", "gpt", "gpt-image"),
        *("gpt-image-1", "gpt-image-20", "gpt-image-02", "gpt-image-2.5", "gpt-image-2-mini"),
        *("gpt-image-2x", "xgpt-image-2", "my-gpt-image-2", "gpt-image-2-edit-2", "gpt-2-image"),
        *("seedance-2-mini", "seedance-20", "seedance-2-0-1", "seedream-50-lite", "veo-31"),
        *("veo-3", "veo-3.1.1", "gpt-image-2/edit", "gpt-image-2/", "gpt-image-2:latest"),
    ),
)
def test_another_word_or_number_makes_another_model(model: str) -> None:
    assert known_spelling(model, KNOWN) == ""


@pytest.mark.parametrize("model", ("gpt-image-2-迷你", "миниgpt-image-2", "gpt-image-2é"))
def test_a_letter_of_another_script_makes_another_model(model: str) -> None:
    assert known_spelling(model, KNOWN) == ""


def test_where_two_models_fit_none_is_meant() -> None:
    assert (
        known_spelling("SEEDREAM-5-LITE", ("seedream-5.0-lite", "doubao-seedream-5-0-lite")) == ""
    )
    assert known_spelling("SEEDREAM-5-LITE", ("seedream-5.0-lite", "seedream-5.0-lite")) == (
        "seedream-5.0-lite"
    )


def test_where_nothing_is_known_nothing_is_meant() -> None:
    assert known_spelling("gpt-image-2", ()) == ""


def test_a_model_that_is_called_like_a_maker_keeps_its_name() -> None:
    assert known_spelling("Runway", ("runway",)) == "runway"
    assert known_spelling("openai/Runway", ("runway",)) == "runway"


@pytest.mark.parametrize(
    "text",
    ("a" * 500_000, "a-" * 250_000, "0" * 500_000, "openai-" * 30_000),
    ids=lambda it: it[:3],
)
def test_a_very_long_name_takes_no_time(text: str) -> None:
    assert known_spelling(text, KNOWN) == ""
