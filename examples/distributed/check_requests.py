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
from typing import Any

import attrs
import dask
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from dask import delayed
from distributed import Client
from judging import (
    DIAGNOSTIC,
    ESTIMATE,
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

from lightmeter import LightmeterError

BLOCK_BYTES = 4 * 1024 * 1024
_MOST_BUCKETS = 64


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
                return pieces_of(file.read(self.end - self.start))
            rows = pq.ParquetFile(file).read_row_group(self.start, [self.column]).column(0)
            return list(_pieces([it.as_py() for it in rows]))


def _pieces(texts: Sequence[str | None]) -> Iterator[Piece]:
    """Rows of Parquet as lines; what stands on several lines is read by itself."""
    numbers, lines, size = [], [], 0
    for row, it in enumerate(texts, 1):
        line = (it or "").encode(errors="surrogatepass")
        if not line.strip() or b"\n" in line:
            # An empty row is no request, rather than a blank line.
            yield Piece(line, (row,), "json")
            continue
        numbers.append(row)
        lines.append(line)
        size += len(line)
        if size > BLOCK_BYTES:
            yield Piece(b"\n".join(lines), tuple(numbers))
            numbers, lines, size = [], [], 0
    if lines:
        yield Piece(b"\n".join(lines), tuple(numbers))


def blocks_of(path: str, column: str, size: int) -> Iterator[Block]:
    """Cut a file, or the files of a directory, into blocks."""
    system, root = fsspec.core.url_to_fs(path)
    inner = sorted(it for it in system.find(root) if it.endswith((".parquet", ".jsonl", ".ndjson")))
    if not inner:
        raise SystemExit(f"{path}: no .parquet, .jsonl or .ndjson file is there")
    for found in inner:
        name = path if found == root else f"{path.rstrip('/')}/{found.removeprefix(root).strip('/')}"
        with fsspec.open(name) as file:
            if found.endswith(".parquet"):
                held = pq.ParquetFile(file)
                if column not in held.schema_arrow.names or not _is_text(held, column):
                    raise SystemExit(f"{name}: no column {column!r} of texts; see --column")
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
        What it came to, without marks; how many rows it has; and its marks for each bucket.
    """
    pieces = block.pieces()
    judged = judge(setup, block.path, pieces)
    marks = [(number, it) for it in judged.marks]
    count = sum(len(it.rows) for it in pieces)
    bucketed = in_buckets(marks, [it.digest[0] for _, it in marks], buckets)
    return attrs.evolve(judged, marks=[]), count, bucketed


def meet_in_bucket(marks: Iterable[list[Any]], blocks: int) -> list[list[Shared]]:
    """Find what rows share; for each block, which of its rows do."""
    shared = list(meet(itertools.chain.from_iterable(marks)))
    return in_buckets(shared, [it.block for it in shared], blocks)


def fetch(block: Block, shared: Iterable[list[Shared]], buckets: int) -> list[list[Shared]]:
    """Read once more the rows of a block that share something; for each bucket."""
    wanted = list(itertools.chain.from_iterable(shared))
    texts = {row: text for it in block.pieces() for row, text in it.texts().items()} if wanted else {}
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


def plan(setup: Setup, blocks: Sequence[Block], into: str) -> list[Any]:
    """Say what has to be done, and what with what; Dask decides where."""
    buckets = min(len(blocks), _MOST_BUCKETS)

    # 1. Every row by itself.
    parts = [
        delayed(judge_block, nout=3)(setup, it, number, buckets) for number, it in enumerate(blocks)
    ]
    bases = delayed(bases_of)(blocks, [count for _, count, _ in parts])

    # 2. Digests meet, so that rows which share a key, an id or their work are known.
    met = [
        delayed(meet_in_bucket)(them, len(blocks))
        for them in exchange([marks for _, _, marks in parts], buckets)
    ]

    # 3. These rows alone are read again and judged together.
    fetched = [
        delayed(fetch)(block, them, buckets)
        for block, them in zip(blocks, exchange(met, len(blocks)), strict=True)
    ]
    found = [
        delayed(judge_bucket)(setup, them, len(blocks)) for them in exchange(fetched, buckets)
    ]

    # 4. What comes of both is written and added up.
    return [
        delayed(write_block)(judged, them, number, bases, into)
        for number, ((judged, _, _), them) in enumerate(
            zip(parts, exchange(found, len(blocks)), strict=True)
        )
    ]


def exchange(given: Sequence[Any], count: int) -> list[list[Any]]:
    """Bring together what each task gives for the first bucket, for the second, and so on."""
    return [[delayed(getitem)(it, bucket) for it in given] for bucket in range(count)]


def main() -> int:
    """Run it; the exit code is lightmeter's: 1 where something is wrong, 2 where it cannot be told."""
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
    for name in ("estimates", "diagnostics"):
        system.makedirs(f"{root}/{name}")
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    setup = Setup(given.as_of or today, given.provider, tuple(given.overlay))
    blocks = list(blocks_of(given.requests, given.column, given.block_bytes))
    local = {"n_workers": given.workers, "threads_per_worker": 1, "dashboard_address": None}
    try:
        with closing(Client(given.scheduler) if given.scheduler else Client(**local)):
            sums = reduce(add, dask.compute(*plan(setup, blocks, given.into)), Sums())
    except LightmeterError as error:
        print(f"check_requests: {error}", file=sys.stderr)
        return error.exit_code
    with fsspec.open(f"{given.into}/totals.json", "w") as file:
        json.dump(as_data(sums), file, indent=2)
    print(in_words(sums))
    return 1 if sums.severities["error"] else 0


if __name__ == "__main__":
    sys.exit(main())
