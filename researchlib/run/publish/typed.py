"""What was typed into notebooks and nothing carries: listed in a draft, a stop when signed."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from researchlib.report.objects.prose import FIELD, split_unbound
from researchlib.report.page.parts import allowed_words, heading_before, read_text
from researchlib.run.engine.kernel import read_notebook
from researchlib.study.study import Study
from researchlib.terms import claims
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import TO_WRITE

_SENTENCES = {"Finding": 1, "Text": 0, "switch": 3}


@dataclass(frozen=True)
class Typed:
    """Numbers or strength words of one sentence: in which notebook, under which heading."""

    notebook: str
    heading: str
    words: tuple[str, ...]
    sentence: str


def typed_in(study: Study) -> list[Typed]:
    """Every typed number and strength word of a study's notebooks, in order."""
    allowed = allowed_words(study)
    return list(
        _holding(study, lambda text: (r.text for r in split_unbound(text, allowed) if r.unbound))
    )


def causes_in(study: Study) -> list[Typed]:
    """Every sentence that says what is the cause of what: for the author to consider."""
    return list(_holding(study, lambda text: (m[0] for m in claims.CAUSE.finditer(text))))


def unwritten_in(study: Study) -> list[Typed]:
    """What the notebooks written for a study still leave to people."""
    return list(_holding(study, lambda text: re.findall(re.escape(TO_WRITE), text)))


def _holding(study: Study, words_in: Callable[[str], Iterable[str]]) -> Iterator[Typed]:
    for path in study.paths.to_run():
        for heading, sentence in _sentences(path):
            if words := tuple(words_in(sentence)):
                yield Typed(path.stem, heading, words, sentence.strip())


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of the prose, and the templates of sentences without what data fill in."""
    try:
        notebook = read_notebook(path)
    except DataProblem:  # told where it is run
        return
    for place, cell in enumerate(notebook.cells, 1):
        heading = heading_before(notebook, place)
        if cell.cell_type == "markdown":
            yield from ((heading, line) for line in read_text(cell.source).splitlines())
        elif cell.cell_type == "code":
            yield from ((heading, FIELD.sub("", text)) for text in _templates(cell.source))


def _templates(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(re.sub(r"^\s*[%!].*$", "", source, flags=re.MULTILINE))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = _SENTENCES.get(node.func.id, len(node.args))
            given = node.args[place : place + 1]
            values = [a.value for a in given if isinstance(a, ast.Constant)]
            yield from (value for value in values if isinstance(value, str))
