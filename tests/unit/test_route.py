import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from lightmeter.diagnostic import Change, Diagnostic, Fix, Severity
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from lightmeter.result import Status
from lightmeter.route import Route, find_route

SHELF = Shelf()
TODAY = dt.date(2026, 11, 26)


def route(model: Any, provider: str | None = "vidgo") -> Route:
    return find_route(SHELF, provider, {"model": model, "input": {}}, TODAY)


def only(way: Route) -> Diagnostic:
    (found,) = way.found
    return found


@pytest.mark.parametrize(
    ("model", "provider", "pack"),
    (
        ("gpt-image-2", "vidgo", "vidgo/gpt-image-2"),
        ("gpt-image-2", None, "vidgo/gpt-image-2"),
        ("gpt-image-2-edit", None, "vidgo/gpt-image-2"),
        ("seedance-2-fast", None, "vidgo/seedance-2"),
        ("seedream-5.0-lite", "poyo", "poyo/seedream-5.0-lite"),
        ("seedream-5.0-lite", "vidgo", "vidgo/seedream-5.0-lite"),
        ("doubao-seedream-5-0-lite", None, "mindvideo/doubao-seedream-5-0-lite"),
    ),
)
def test_a_known_model_leads_to_its_pack(model: str, provider: str | None, pack: str) -> None:
    way = route(model, provider)

    assert way.program is not None
    assert (way.status, way.found, way.model) == (Status.CHECKED, (), model)
    assert (way.program.pack, way.program.model) == (pack, model)
    assert way.provider == pack.partition("/")[0]


def test_a_model_of_several_providers_is_an_error_that_names_them() -> None:
    way = route("seedream-5.0-lite", None)

    assert (way.status, way.program, way.provider) == (Status.UNCHECKED, None, "")
    assert only(way) == Diagnostic(
        rule="ambiguous-provider",
        severity=Severity.ERROR,
        message=(
            "model seedream-5.0-lite is known to poyo and vidgo, whose rules and prices differ;"
            ' say which one is meant with provider = "poyo" or --provider poyo'
        ),
        pointer=("model",),
    )


@pytest.mark.parametrize(
    ("model", "meant"),
    (
        ("GPT-IMAGE-2", "gpt-image-2"),
        ("GPT_Image_2", "gpt-image-2"),
        ("gpt image 2", "gpt-image-2"),
        (" gpt-image-2 ", "gpt-image-2"),
        ("gpt-image-2\n", "gpt-image-2"),
        ("gpt.image.2", "gpt-image-2"),
        ("gpt--image--2", "gpt-image-2"),
        ("gpt\u2011image\u20112", "gpt-image-2"),
        ("gpt-image-2.0", "gpt-image-2"),
        ("openai/gpt-image-2", "gpt-image-2"),
        ("openai/GPT-Image-2-Edit", "gpt-image-2-edit"),
        ("vidgo/gpt-image-2", "gpt-image-2"),
        ("fal-gpt-image-2", "gpt-image-2"),
        ("bytedance/seedance-2.0", "seedance-2"),
        ("seedance_2_fast", "seedance-2-fast"),
        ("seedream-5-lite", "seedream-5.0-lite"),
        ("seedream-5-0-lite", "seedream-5.0-lite"),
        ("doubao-seedream-5-0-lite", "seedream-5.0-lite"),
        ("seedream 5.0 lite edit", "seedream-5.0-lite-edit"),
    ),
)
def test_another_spelling_of_a_known_model_is_an_error_with_its_name(
    model: str, meant: str
) -> None:
    way = route(model)
    found = only(way)

    assert (found.rule, found.severity) == ("misspelt-model", Severity.ERROR)
    assert found.suggestion == meant
    assert found.message.endswith(f"which vidgo does not know by that name; write {meant}")
    assert found.fix == Fix(
        safe=False, description=f"write {meant}", changes=(Change(("model",), "set", meant),)
    )
    assert (way.status, way.model) == (Status.UNCHECKED, model)


@pytest.mark.parametrize(
    "model",
    (
        *(
            "nano-banana-2",
            "gpt-image-1",
            "gpt-image-3",
            "gpt-image-20",
            "gpt-image-2.5",
            "veo-3.1",
        ),
        *(
            "gpt-image",
            "gpt-image-2-mini",
            "gpt-image-2-edit-pro",
            "seedance-2-mini",
            "seedance-20",
        ),
        *("seedance-1.5", "seedance", "seedream-5.0", "seedream-4.0-lite", "seedream-5.5-lite"),
        *("gpt-image-2:latest", "gpt-image-2/edit", "2", "edit", "openai", "fal/", "-", "/", "犬"),
        "x" * 100_000,
    ),
    ids=lambda model: model[:20],
)
def test_another_model_is_not_checked_and_never_called_a_misspelling(model: str) -> None:
    """`seedance-2-mini` is a model of its own, whatever it resembles."""
    way = route(model)
    found = only(way)

    assert (found.rule, found.severity, found.fix) == ("unknown-model", Severity.WARNING, None)
    assert "its input was not checked and its price is not known" in found.message
    assert "".join(filter(str.isdigit, found.suggestion)) in (
        "",
        "".join(filter(str.isdigit, model)),
    )
    assert len(found.message) < 250
    assert found.message.isprintable()


@pytest.mark.parametrize("model", ("gpt-image-2-迷你", "gpt-image-2-мини"))
def test_a_word_in_another_script_makes_another_model(model: str) -> None:
    """A false error costs more trust than a missed one."""
    assert only(route(model)).rule == "unknown-model"


@pytest.mark.parametrize(
    ("model", "meant"),
    (
        ("gpt-imge-2", "gpt-image-2"),
        ("seedanse-2", "seedance-2"),
        ("gpt-image-2-edti", "gpt-image-2-edit"),
    ),
)
def test_a_slip_of_the_pen_is_a_warning_with_a_guess(model: str, meant: str) -> None:
    found = only(route(model))

    assert (found.rule, found.severity) == ("unknown-model", Severity.WARNING)
    assert found.suggestion == meant
    assert found.message.endswith(f"; did you mean {meant}?")


def test_an_unknown_model_is_held_against_its_providers_envelope() -> None:
    way = route("nano-banana-2")
    nobody = route("nano-banana-2", None)

    assert way.program is not None
    assert (way.program.pack, way.program.model) == ("vidgo/provider", "")
    assert nobody.program is None
    assert "in no pack of any provider" in only(nobody).message


def test_of_several_names_the_one_that_differs_in_case_and_separators_is_meant() -> None:
    """`doubao-seedream-5-0-lite` is the same model, but has a word more."""
    found = only(route("SEEDREAM-5-0-LITE", None))

    assert (found.rule, found.severity) == ("misspelt-model", Severity.ERROR)
    assert found.suggestion == "seedream-5.0-lite"


# Without a model ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "rule", "message"),
    (
        ({}, "required", "model is missing; name the model the request is for"),
        ({"input": {}}, "required", "model is missing; name the model the request is for"),
        ({"model": 5}, "type", "model is 5, the name of a model is required, in quotes"),
        ({"model": None}, "type", "model is null, the name of a model is required, in quotes"),
        ({"model": ["a"]}, "type", "model is an array, the name of a model is required, in quotes"),
        ({"model": ""}, "min-length", "model is empty; name the model the request is for"),
        ({"model": " \t"}, "min-length", "model is empty; name the model the request is for"),
    ),
)
def test_without_a_model_and_a_provider_the_way_itself_says_so(
    body: dict[str, Any], rule: str, message: str
) -> None:
    way = find_route(SHELF, None, body, TODAY)

    assert way == Route("", "", Status.UNCHECKED, None, way.found)
    assert only(way) == Diagnostic(rule, Severity.ERROR, message, pointer=("model",))


@pytest.mark.parametrize("body", ({}, {"model": 5}, {"model": None}))
def test_without_a_model_the_providers_envelope_says_so(body: dict[str, Any]) -> None:
    way = find_route(SHELF, "vidgo", body, TODAY)

    assert way.program is not None
    assert (way.provider, way.model, way.found) == ("vidgo", "", ())
    assert way.program.pack == "vidgo/provider"


def test_a_provider_without_an_envelope_leaves_it_to_the_way(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "video.toml").write_text(
        'format = 1\nid = "acme/video"\nsource = "docs"\n[models.video]\n'
        '[sources.docs]\ntitle = "Video API"\nread = "2026-01-02"\n'
    )
    way = find_route(Shelf([tmp_path]), "acme", {}, TODAY)

    assert way.program is None
    assert only(way).rule == "required"


def test_a_broken_pack_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "video.toml").write_text(
        'format = 1\nid = "acme/video"\n[models.video]\nx'
    )

    with pytest.raises(PackError):
        find_route(Shelf([tmp_path]), None, {"model": "video"}, TODAY)


# Models that retire -------------------------------------------------------------------------------

ENDING = """\
format = 1
id     = "house/ends"
amends = "poyo/seedream-5.0-lite"
source = "letter"
[sources.letter]
title = "Letter"
read  = "2026-11-01"
[models."seedream-5.0-lite"]
retires   = 2026-11-27
successor = "seedream-6-lite"
"""


@pytest.fixture
def ending(tmp_path: Path) -> Shelf:
    """The shipped packs, and news of a model of one of them."""
    overlay = tmp_path / "ends.toml"
    overlay.write_text(ENDING)
    return Shelf(None, [overlay])


@pytest.mark.parametrize(
    ("day", "expected"),
    (
        ("2026-11-26", ("model-retires", Severity.WARNING)),
        ("2026-11-27", ("model-retired", Severity.ERROR)),
        ("2026-11-28", ("model-retired", Severity.ERROR)),
    ),
)
def test_the_way_to_a_model_that_retires_says_so(
    ending: Shelf, day: str, expected: tuple[str, Severity]
) -> None:
    body = {"model": "seedream-5.0-lite"}
    way = find_route(ending, "poyo", body, dt.date.fromisoformat(day))

    assert (only(way).rule, only(way).severity) == expected
    assert (only(way).pack, only(way).pointer) == ("house/ends", ("model",))
    assert only(way).suggestion == "seedream-6-lite"
    assert (way.status, way.provider) == (Status.CHECKED, "poyo")
    assert way.program is not None


@pytest.mark.parametrize(
    ("provider", "model"),
    (("vidgo", "seedream-5.0-lite"), ("poyo", "seedream-5.0-lite-edit")),
)
def test_the_same_model_of_another_provider_and_its_sister_stay(
    ending: Shelf, provider: str, model: str
) -> None:
    assert find_route(ending, provider, {"model": model}, dt.date(2027, 1, 1)).found == ()


def test_another_spelling_of_a_model_that_is_gone_is_told_its_name_first(ending: Shelf) -> None:
    """One thing at a time: which model is meant, then that it is gone."""
    way = find_route(ending, "poyo", {"model": "Seedream_5_Lite"}, dt.date(2027, 1, 1))

    assert (only(way).rule, only(way).suggestion) == ("misspelt-model", "seedream-5.0-lite")


def test_which_provider_is_meant_is_asked_before_its_model_is_told_to_be_gone(
    ending: Shelf,
) -> None:
    way = find_route(ending, None, {"model": "seedream-5.0-lite"}, dt.date(2027, 1, 1))

    assert only(way).rule == "ambiguous-provider"
