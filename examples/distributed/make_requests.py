"""Makes a set of requests to try the others on: most are sound, some are not, as it is in life."""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_WORDS = ("silver", "espresso", "marble", "soft", "morning", "light", "neon", "rain", "forest")
_RARE = 97
"""Of so many rows one is of each kind that is not sound."""


def requests(count: int, seed: int) -> Iterator[str]:
    """Give rows, each the JSON of one request, the same for the same seed."""
    random_ = random.Random(seed)  # noqa: S311 - nothing secret is made of it
    earlier: dict[str, dict[str, Any]] = {}
    for number in range(count):
        prompt = " ".join(random_.choices(_WORDS, k=20)) + f" {number}"
        request = _sound(number, prompt, random_)
        kind = number % _RARE
        provider = str(request["provider"])
        before = earlier.get(provider, request)
        if kind == 5:
            del request["input"]["prompt"]
        elif kind == 13:
            request["model"] = "dream-7"
            del request["provider"]
        elif kind == 21:
            request["id"] = before["id"]
        elif kind == 29:
            # The same work as an earlier one, and paid again.
            request["input"] = before["input"]
            request["model"] = before["model"]
        elif kind == 37 and "headers" in request:
            request = {**before, "id": request["id"]}
        elif kind == 45 and "headers" in request:
            request["headers"] = before["headers"]
        elif kind == 53:
            yield json.dumps(request)[:-9]
            continue
        elif kind == 61:
            request["input"]["resolution"] = "4K"
        if kind < 21:
            earlier[provider] = request
        yield json.dumps(request)


def _sound(number: int, prompt: str, random_: random.Random) -> dict[str, Any]:
    own: dict[str, Any] = {"id": f"shot-{number:07}"}
    match number % 4:
        case 0:
            own |= {"provider": "vidgo", "model": "gpt-image-2"}
            quality = random_.choice(("low", "medium", "high"))
            size = random_.choice(("1:1", "16:9"))
            own["input"] = {"size": size, "resolution": "2K", "quality": quality}
        case 1:
            own |= {"provider": "mindvideo", "model": "doubao-seedream-5-0-lite"}
            # Keys that a clock or a counter could make twice are none: these say whose they are.
            key = f"campaign-7-{number:07}-{random_.getrandbits(32):08x}"
            own["headers"] = {"Authorization": "Bearer ${MINDVIDEO_KEY}", "Idempotency-Key": key}
            own["input"] = {"size": "16:9", "resolution": "2k", "n": 1}
        case 2:
            own |= {"provider": "poyo", "model": "seedream-5.0-lite"}
            own["input"] = {"size": "16:9", "n": random_.choice((1, 2, 3))}
        case _:
            # Its provider states no price.
            own |= {"provider": "vidgo", "model": "seedance-2"}
            own["input"] = {"resolution": "720p", "duration": 5, "aspect_ratio": "16:9"}
    if own["provider"] != "mindvideo":
        own["callback_url"] = f"https://example.com/done/{number}"
    own["input"]["prompt"] = prompt
    return own


def main() -> None:
    """Write them to a file; its suffix says how."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=Path, help="ends in .jsonl or .parquet")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    rows = requests(given.count, given.seed)
    if given.file.suffix == ".jsonl":
        with given.file.open("w", encoding="utf-8") as file:
            file.writelines(f"{it}\n" for it in rows)
        return
    import pyarrow as pa  # noqa: PLC0415 - JSON Lines do without
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    # A row group is what one task reads.
    pq.write_table(pa.table({"request": list(rows)}), given.file, row_group_size=1000)


if __name__ == "__main__":
    main()
