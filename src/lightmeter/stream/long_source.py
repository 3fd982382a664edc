"""The requests of a long text, and what was found about them while they were judged."""

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator

from lightmeter.batch.member import Member
from lightmeter.document.document import Document
from lightmeter.document.json_values import load_json
from lightmeter.document.long_text import LongText
from lightmeter.document.reading import read_lines
from lightmeter.document.source import Source
from lightmeter.reader import Judging, Reader
from lightmeter.spool import Numbered, Spool
from lightmeter.stream.gist import Break, Gist, OfRequest

__all__ = ["LongSource"]

_KEPT_LINES = 64


class LongSource(Numbered[Member]):
    """
    The requests of one long text; each is read and judged again when it is asked for.

    Attributes:
        text: Where they stand.
        found: What was found about them, by their numbers in the text; sorted.
        loose: The same of what has no place in the text.
        skipping: Numbers of the requests in which rules were silenced.
    """

    def __init__(self, text: LongText, judge_for: Callable[[str], Judging]) -> None:
        """
        Begin with none.

        Args:
            text: To read.
            judge_for: Gives what judges the requests of a source, by its name.
        """
        self.text = text
        self.found: Spool[OfRequest] = Spool()
        self.loose: list[OfRequest] = []
        self.skipping = array("Q")
        self._judge_for = judge_for
        # Of each block that was judged, the number of its first request; of the whole, how many.
        self._firsts = array("Q")
        self._count = 0
        self._breaks: dict[int, tuple[Break, ...]] = {}
        # Blocks in which a request has something that looks like a secret.
        self._with_secrets: set[int] = set()
        # The lines that were read last: what is said of their requests comes one after the other.
        self._read: OrderedDict[int, list[Member]] = OrderedDict()

    @property
    def name(self) -> str:
        """Of the text."""
        return self.text.name

    @property
    def last_line(self) -> int:
        """The last line whose requests were added; 0 where none was, or all were."""
        return self.text.last_line_of(len(self._firsts) - 1) if self._firsts else 0

    def add(self, gist: Gist) -> None:
        """Take up what came of the next block."""
        first = self._count
        if gist.breaks:
            self._breaks[len(self._firsts)] = gist.breaks
        if gist.with_secrets:
            self._with_secrets.add(len(self._firsts))
        self._firsts.append(first)
        self._count += gist.requests
        self.skipping.extend(first + number for number in gist.skipping)
        for it, number in gist.found:
            self.found.append((it, first + number))
        self.loose += ((it, first + number) for it, number in gist.loose)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Member]:
        number = 0
        for block in range(len(self._firsts)):
            source = self.text.block(block)
            reader = Reader(self._judge_for, search=block in self._with_secrets)
            reader.documents(source, read_lines(source))
            for member in reader.members:
                member.report.index = number
                yield member
                number += 1

    def item(self, number: int) -> Member:
        """Give a request by its number."""
        # Blocks without a request begin with the number of the next one's first.
        block = bisect_right(self._firsts, number) - 1
        source = self.text.block(block)
        line, ordinal = self._place(block, number - self._firsts[block], source.first_line)
        if line not in self._read:
            reader = Reader(self._judge_for, search=block in self._with_secrets)
            reader.requests(_document(source, line))
            for index, member in enumerate(reader.members, number - ordinal):
                member.report.index = index
            self._read[line] = reader.members
            if len(self._read) > _KEPT_LINES:
                self._read.popitem(last=False)
        return self._read[line][ordinal]

    def _place(self, block: int, number: int, first_line: int) -> tuple[int, int]:
        """The line that a request of a block stands on, and how many of it come before."""
        breaks = self._breaks.get(block, ())
        at = bisect_right(breaks, number, key=lambda it: it[0]) - 1
        if at < 0:
            return first_line + number, 0
        begin, line, ordinal = breaks[at]
        return (line, ordinal) if number == begin else (line + number - begin, 0)


def _document(source: Source, line: int) -> Document:
    """Read one line of a block, which has been read before."""
    start = source.lines.start_of(line)
    end = source.text.find("\n", start) + 1 or len(source.text)
    return Document(source, load_json(source.text[start:end]), start, line)
