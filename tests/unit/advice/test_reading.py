from typing import Any

from lightmeter.advice.reading import reading_of
from lightmeter.checker import Checker
from lightmeter.packs.load import Shelf

SHELF = Shelf()


def names(pack: str, model: str) -> list[str]:
    return [".".join(it.path) for it in reading_of(SHELF.program(pack, model)).settings]


def test_settings_are_what_the_price_of_a_shipped_pack_reads() -> None:
    """And its levers: no prompt, no list of references, and nothing that is free of charge."""
    assert names("vidgo/gpt-image-2", "gpt-image-2") == ["quality", "size", "resolution"]
    assert names("vidgo/seedance-2", "seedance-2") == ["resolution", "duration"]
    assert names("poyo/seedream-5.0-lite", "seedream-5.0-lite") == ["n"]
    assert names("mindvideo/doubao-seedream-5-0-lite", "doubao-seedream-5-0-lite") == [
        "n",
        "resolution",
        "sequential_image_generation",
        "sequential_image_generation_options.max_images",
        "sequential_image_generation_options",
    ]


def key(**members: Any) -> object:
    report = Checker().check({"model": "doubao-seedream-5-0-lite", "input": members})
    assert report.program is not None
    assert report.normalized is not None
    return reading_of(report.program).key(report.normalized)


def test_a_key_holds_what_matters_alone() -> None:
    """Of references their number, of a prompt nothing."""
    urls = [f"https://example.com/{number}.png" for number in range(3)]

    assert key(prompt="x", n=2) == key(prompt="y", n=2, watermark=True)
    assert key(prompt="x", image_urls=urls[:2]) == key(prompt="x", image_urls=urls[1:])
    assert key(prompt="x", image_urls=urls[:2]) != key(prompt="x", image_urls=urls)
    assert key(prompt="x", n=2) != key(prompt="x", n=3)
