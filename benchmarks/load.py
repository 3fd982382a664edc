"""
How long a shipped pack takes to load and to prove, each with everything it extends.

Run it as `python -m benchmarks.load`. Nothing is kept between rounds: a round opens the files,
parses and structures them, merges the layers of one model, proves it, and generates its judge.
The goal is that loading and proving (`ready`, without the judge) stay below 10 ms for each model.
Times are the best of many rounds on whatever machine runs it; the ratio to the yardstick (building
and reading a small dict, a thousand times) is what can be compared.
"""

import statistics
import timeit
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.file import PackFile, read_pack
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.places import shipped_directory
from lightmeter.packs.prove import prove

ROUNDS = 30


def milliseconds(call: Callable[[], object]) -> tuple[float, float]:
    """Best and median time of one call."""
    call()
    times = [timeit.timeit(call, number=1) * 1e3 for _ in range(ROUNDS)]
    return min(times), statistics.median(times)


def yardstick() -> None:
    """Work of a known size, to compare machines by."""
    for _ in range(1000):
        values = {str(number): number for number in range(20)}
        sum(values[key] for key in values)


def main() -> None:
    """Print the table."""
    shelf = Shelf()
    unit, _ = milliseconds(yardstick)
    print(f"yardstick {unit:.2f} ms; best of {ROUNDS} rounds, and the median of the sum\n")
    columns = ("read", "merge", "prove", "ready", "median", "judge", "/yard")
    print(f"{'model':60}" + "".join(f"{name:>8}" for name in columns))
    for pack, model in shelf.models():
        paths = [shipped_directory() / file.name for file in shelf.chain(pack)]
        chain = _read(paths)
        merged = merge_model(chain, (), model)
        program = prove(merged)

        def ready(paths: Sequence[Path] = paths, model: str = model) -> object:
            return prove(merge_model(_read(paths), (), model))

        read, _ = milliseconds(partial(_read, paths))
        merge, _ = milliseconds(partial(merge_model, chain, (), model))
        proof, _ = milliseconds(partial(prove, merged))
        best, median = milliseconds(ready)
        judge, _ = milliseconds(partial(generate_judge, program))
        times = (read, merge, proof, best, median, judge, best / unit)
        row = "".join(f"{time:8.2f}" for time in times)
        print(f"{pack + ' ' + model:60}{row}")


def _read(paths: Sequence[Path]) -> list[PackFile]:
    return [read_pack(path, path.name) for path in paths]


if __name__ == "__main__":
    main()
