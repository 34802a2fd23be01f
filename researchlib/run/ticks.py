"""归类表: a list in which people tick labels, one way for open answers and for interviews."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from researchlib.read.spoken.sheet import MARKS, TURN_COLUMNS
from researchlib.run.lists import renewed_list
from researchlib.study.study import Label
from researchlib.terms import prompts
from researchlib.terms import words as w

_LABEL_WIDTH = 12
_WIDE = {w.QUOTABLE: 40, w.REMARK: 24}
_TURN_WIDTHS = (14, 6, 14, 70)


def tick_sheet(
    path: Path,
    fixed: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    labels: Mapping[str, Label],
    marks: Sequence[str],
    *,
    key: Sequence[str],
    otherwise: Sequence[Sequence[str]] = (),
) -> bytes:
    """The list at `path` with these rows: behind the `fixed` columns one to tick for each label,
    its definition as prompt, then the `marks`. What people ticked and wrote is kept."""
    typed = (*labels, *marks)
    columns = [*fixed, *((name, _WIDE.get(name, _LABEL_WIDTH)) for name in typed)]
    told = {
        label.name: prompts.of_label(label.definition, label.includes, label.excludes)
        for label in labels.values()
    }
    return renewed_list(
        path,
        path.stem,
        columns,
        [(*row, *[""] * len(typed)) for row in rows],
        key=key,
        typed=typed,
        otherwise=otherwise,
        prompts=told | {name: prompts.MARKS[name] for name in marks if name in prompts.MARKS},
    )


def turn_sheet(
    path: Path, masters: Mapping[str, Sequence[str]], labels: Mapping[str, Label]
) -> bytes:
    """The sheet of one coder: a row a turn of every document, in their order."""
    document, line, speaker, text = TURN_COLUMNS
    rows = []
    for name, lines in masters.items():
        for number, told in enumerate(lines, 1):
            who, _, words = told.partition(w.TURN_MARK)
            rows.append((name, str(number), who, words))
    return tick_sheet(
        path,
        tuple(zip(TURN_COLUMNS, _TURN_WIDTHS, strict=True)),
        rows,
        labels,
        MARKS,
        key=(document, line, speaker, text),
        otherwise=((document, speaker, text), (document, line, speaker)),
    )
