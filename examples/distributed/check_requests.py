"""Judges a set of requests, as Parquet or JSON Lines, on as many machines as Dask has."""

import argparse
import datetime as dt
import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import reduce
from operator import add, getitem
from pathlib import Path
from typing import Any

import attrs
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from distributed import Client, KilledWorker
from judging import (
    DIAGNOSTIC,
    ESTIMATE,
    PIECE_BYTES,
    Judged,
    Piece,
    Row,
    Setup,
    Shared,
    Together,
    judge,
    judge_together,
    meet,
    pieces_of,
    settle,
)
from totals import Sums, add_up, as_data, in_words

from lightmeter import LightmeterError, UsageError

BLOCK_BYTES = 8 * 1024 * 1024
_MOST_BUCKETS = 32


# Reading ------------------------------------------------------------------------------------------


@attrs.frozen
class Block:
    """
    A stretch of a file: bytes from a line to another, or a row group of Parquet.

    Attributes:
        path: Of the file, as every worker can open it.
        start: Offset of its first byte; or the number of the row group.
        end: Offset after its last byte; None for Parquet.
        column: Of Parquet, that holds the requests.
    """

    path: str
    start: int
    end: int | None
    column: str

    def pieces(self) -> list[Piece]:
        """Read it."""
        with fsspec.open(self.path) as file:
            if self.end is not None:
                file.seek(self.start)
                return list(pieces_of(file.read(self.end - self.start)))
            rows = pq.ParquetFile(file).read_row_group(self.start, [self.column]).column(0)
            return list(_pieces([it.as_py() for it in rows]))


def _pieces(texts: Sequence[str | None]) -> Iterator[Piece]:
    """Rows of Parquet as lines; what stands on several lines is read by itself."""
    numbers, lines, size = [], [], 0
    for row, it in enumerate(texts, 1):
        line = (it or "").encode()
        if not line.strip() or b"\n" in line:
            # An empty row is no request, rather than a blank line.
            yield Piece(line, (row,), "json")
            continue
        numbers.append(row)
        lines.append(line)
        size += len(line)
        if size >= PIECE_BYTES:
            yield Piece(b"\n".join(lines), tuple(numbers))
            numbers, lines, size = [], [], 0
    if lines:
        yield Piece(b"\n".join(lines), tuple(numbers))


def blocks_of(path: str, column: str, size: int) -> Iterator[Block]:
    """Cut a file, or the files of a directory, into blocks."""
    system, root = fsspec.core.url_to_fs(path)
    inner = sorted(it for it in system.find(root) if it.endswith((".parquet", ".jsonl", ".ndjson")))
    if not inner:
        raise UsageError(f"{path}: no .parquet, .jsonl or .ndjson file is there")
    for found in inner:
        name = (
            path if found == root else f"{path.rstrip('/')}/{found.removeprefix(root).strip('/')}"
        )
        with fsspec.open(name) as file:
            if found.endswith(".parquet"):
                held = pq.ParquetFile(file)
                if column not in held.schema_arrow.names or not _is_text(held, column):
                    raise UsageError(f"{name}: no column {column!r} of texts; see --column")
                yield from (Block(name, it, None, column) for it in range(held.num_row_groups))
                continue
            start, whole = 0, file.seek(0, 2)
            while start < whole:
                file.seek(min(start + size, whole))
                file.readline()
                yield Block(name, start, file.tell(), column)
                start = file.tell()


def _is_text(held: pq.ParquetFile, column: str) -> bool:
    kind = held.schema_arrow.field(column).type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


# One task each ------------------------------------------------------------------------------------


def judge_block(setup: Setup, block: Block, number: int, buckets: int) -> tuple[Any, ...]:
    """
    Judge a block.

    Returns:
        What it came to, without marks; how many rows it has; then its marks for each bucket.
    """
    pieces = block.pieces()
    judged = judge(setup, block.path, pieces)
    marks = [(number, it) for it in judged.marks]
    count = sum(len(it.rows) for it in pieces)
    bucketed = in_buckets(marks, [it.digest[0] for _, it in marks], buckets)
    return attrs.evolve(judged, marks=[]), count, *bucketed


def meet_in_bucket(marks: Iterable[list[Any]], blocks: int) -> list[list[Shared]]:
    """Find what rows share; for each block, which of its rows do."""
    shared = list(meet(itertools.chain.from_iterable(marks)))
    return in_buckets(shared, [it.block for it in shared], blocks)


def fetch(block: Block, shared: Iterable[list[Shared]], buckets: int) -> list[list[Shared]]:
    """Read once more the rows of a block that share something; for each bucket."""
    wanted = list(itertools.chain.from_iterable(shared))
    texts = (
        {row: text for it in block.pieces() for row, text in it.texts().items()} if wanted else {}
    )
    full = [attrs.evolve(it, source=block.path, text=texts[it.row]) for it in wanted]
    return in_buckets(full, [it.digest[0] for it in full], buckets)


def judge_bucket(setup: Setup, shared: Iterable[list[Shared]], blocks: int) -> list[list[Together]]:
    """Judge together what shares something; for each block, what was found about its rows."""
    found = list(judge_together(setup, itertools.chain.from_iterable(shared)))
    return in_buckets(found, [it.block for it in found], blocks)


def write_block(
    judged: Judged, found: Iterable[list[Together]], number: int, bases: Sequence[int], into: str
) -> Sums:
    """Write what a block came to, with what was found about its rows among others."""
    base = bases[number]
    by_row: dict[int, list[Together]] = {}
    for it in itertools.chain.from_iterable(found):
        by_row.setdefault(it.row, []).append(it)
    estimates = [settle(it, by_row.get(it["row"], [])) for it in judged.estimates]
    among = [
        {**it.diagnostic, "first_row": bases[it.first[0]] + it.first[1]}
        for them in by_row.values()
        for it in them
    ]
    diagnostics = sorted(judged.diagnostics + among, key=lambda it: (it["row"] or 0, it["rule"]))
    for row in (*estimates, *diagnostics):
        row["row"] = row["row"] and base + row["row"]
    _write(estimates, ESTIMATE, f"{into}/estimates/part-{number:05}.parquet")
    _write(diagnostics, DIAGNOSTIC, f"{into}/diagnostics/part-{number:05}.parquet")
    return add_up(estimates, diagnostics, judged.unread)


def _write(rows: list[Row], columns: Sequence[str], path: str) -> None:
    kinds = {"row": pa.int64(), "first_row": pa.int64()}
    # Amounts are text: exact, and no engine makes floats of them.
    schema = pa.schema([(it, kinds.get(it, pa.string())) for it in columns])
    with fsspec.open(path, "wb") as file:
        pq.write_table(pa.Table.from_pylist(rows, schema), file)


def in_buckets(items: Sequence[Any], keys: Sequence[int], count: int) -> list[list[Any]]:
    """Put each thing into the bucket of its key."""
    buckets: list[list[Any]] = [[] for _ in range(count)]
    for it, key in zip(items, keys, strict=True):
        buckets[key % count].append(it)
    return buckets


def bases_of(blocks: Sequence[Block], counts: Sequence[int]) -> list[int]:
    """How many rows of its file stand before each block."""
    bases: list[int] = []
    for number, block in enumerate(blocks):
        follows = number > 0 and blocks[number - 1].path == block.path
        bases.append(bases[-1] + counts[number - 1] if follows else 0)
    return bases


# All of them --------------------------------------------------------------------------------------


def plan(setup: Setup, blocks: Sequence[Block], into: str) -> tuple[dict[Any, Any], list[Any]]:
    """
    Say what has to be done, and with the outcome of what; an engine decides where.

    Returns:
        A graph as Dask has them, and the keys of what it is for.
    """
    whole, buckets = range(len(blocks)), range(min(len(blocks), _MOST_BUCKETS))
    all_, some = len(whole), len(buckets)
    graph: dict[Any, Any] = {}

    # 1. Every row by itself.
    graph |= {("judge", it): (judge_block, setup, blocks[it], it, some) for it in whole}
    graph |= {("judged", it): (getitem, ("judge", it), 0) for it in whole}
    graph |= {("count", it): (getitem, ("judge", it), 1) for it in whole}
    graph |= {("marks", it, to): (getitem, ("judge", it), 2 + to) for it in whole for to in buckets}
    graph["bases"] = (bases_of, list(blocks), [("count", it) for it in whole])

    # 2. Digests meet, so that rows which share a key, an id or their work are known.
    graph |= {("meet", it): (meet_in_bucket, _all("marks", it, all_), all_) for it in buckets}
    graph |= {("shared", it, to): (getitem, ("meet", it), to) for it in buckets for to in whole}

    # 3. These rows alone are read again and judged together.
    graph |= {("fetch", it): (fetch, blocks[it], _all("shared", it, some), some) for it in whole}
    graph |= {("texts", it, to): (getitem, ("fetch", it), to) for it in whole for to in buckets}
    graph |= {
        ("together", it): (judge_bucket, setup, _all("texts", it, all_), all_) for it in buckets
    }
    graph |= {("found", it, to): (getitem, ("together", it), to) for it in buckets for to in whole}

    # 4. What comes of both is written and added up.
    graph |= {
        ("write", it): (
            *(write_block, ("judged", it), _all("found", it, some)),
            *(it, "bases", into),
        )
        for it in whole
    }
    return graph, [("write", it) for it in whole]


def _all(name: str, to: int, count: int) -> list[Any]:
    """What each of so many tasks has put aside for this one."""
    return [(name, it, to) for it in range(count)]


def main() -> int:
    """Run it; the exit code is 1 where a request is wrong, 2 where nobody can tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requests", help="a .parquet or .jsonl file, or a directory of them")
    parser.add_argument("into", help="a new directory for what comes out")
    parser.add_argument("--column", default="request", help="of Parquet, with the JSON of requests")
    parser.add_argument("--provider", help="for requests that name none")
    parser.add_argument("--overlay", action="append", default=[], help="a pack that amends another")
    parser.add_argument("--as-of", type=dt.date.fromisoformat, help="hold dates against this day")
    parser.add_argument("--workers", type=int, help="processes on this machine; default: its cores")
    parser.add_argument("--scheduler", help="address of a Dask cluster, instead of this machine")
    parser.add_argument("--block-bytes", type=int, default=BLOCK_BYTES, help="of JSON Lines")
    given = parser.parse_args()

    system, root = fsspec.core.url_to_fs(given.into)
    if system.exists(root):
        parser.error(f"{given.into} is there already; what comes out wants a new directory")
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    setup = Setup(given.as_of or today, given.provider, tuple(given.overlay))
    local = {"n_workers": given.workers, "threads_per_worker": 1, "dashboard_address": None}
    try:
        blocks = list(blocks_of(given.requests, given.column, given.block_bytes))
        for name in ("estimates", "diagnostics"):
            system.makedirs(f"{root}/{name}")
        with closing(Client(given.scheduler) if given.scheduler else Client(**local)) as client:
            if given.scheduler:
                # Other machines have lightmeter installed, but not these files.
                for name in ("judging.py", "totals.py"):
                    client.upload_file(str(Path(__file__).with_name(name)))
            sums = reduce(add, client.get(*plan(setup, blocks, given.into)), Sums())
    except (LightmeterError, OSError, KilledWorker) as error:
        print(f"check_requests: {error}", file=sys.stderr)
        return 2
    with fsspec.open(f"{given.into}/totals.json", "w") as file:
        json.dump(as_data(sums), file, indent=2)
    print(in_words(sums))
    return 1 if sums.severities["error"] else 0


if __name__ == "__main__":
    sys.exit(main())
