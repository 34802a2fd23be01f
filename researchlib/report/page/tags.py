"""Tags of bound numbers: the same number of the same sentence or cell always has the same one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from researchlib.report.objects.display import Display, Run, Sentence, TableContent
from researchlib.store.files import sha256_of

# What the tag of a count beside its share begins with: a document may be without it.
COUNT = "count"
_ASKED = ("name", "question", "of", "by", "domain", "source")


class Tags:
    """Hands out the tags of one report, in order; what repeats is told apart by its turn."""

    def __init__(self, report: str):
        self._report = report
        self._seen: Counter[str] = Counter()

    def of_run(self, content: Sentence, run: Run) -> str:
        """A number in a sentence: by its finding, its name and what was asked of whom."""
        entry = content.numbers[run.evidence or 0].entry()
        asked = [str(entry.get(key, "")) for key in _ASKED]
        lead = COUNT if run.count else content.key or content.kind
        return self._tag(lead, [content.key, *asked, *[COUNT] * run.count])

    def of_cell(self, content: TableContent, row: str, column: str) -> str:
        """A cell of a table: by its caption and its two heads."""
        return self._tag("table", [content.caption, row, column])

    def of_piece(self, kind: str, name: str, piece: str) -> str:
        """A generated paragraph, picture or table: by the kind and name of what shows it."""
        return self._tag("piece", [kind, name, piece]).rpartition(":")[2]

    def _tag(self, lead: str, parts: Sequence[str]) -> str:
        identity = "\0".join((self._report, *parts))
        self._seen[identity] += 1
        digest = sha256_of(f"{identity}\0{self._seen[identity]}")
        return f"{lead[:40]}:{digest[:12]}"


def bound_texts(report: str, contents: Iterable[Display]) -> Iterator[tuple[str, str]]:
    """(tag, text) of every bound number of a report, in the order in which it is read."""
    tags = Tags(report)
    for content in contents:
        yield from bound_in(content, tags)


def bound_in(content: Display, tags: Tags) -> Iterator[tuple[str, str]]:
    """(tag, text) of every bound number of the content whose turn it is."""
    if isinstance(content, Sentence):
        for run in content.runs:
            if run.evidence is not None:
                yield tags.of_run(content, run), run.text
    elif isinstance(content, TableContent):
        for row in content.rows:
            for head, cell in zip(content.head[1:], row[1:], strict=True):
                if cell.number and cell.text:
                    yield tags.of_cell(content, row[0].text, head.text), cell.text
