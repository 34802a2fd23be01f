"""原话.xlsx: what coders would quote, filled in as far as it is known, for people to approve."""

from collections.abc import Callable, Sequence

from researchlib.clean.interviews import Transcripts
from researchlib.read.spoken.comments import Cited, turn_start
from researchlib.run.interviews import say
from researchlib.run.lists import renewed_list
from researchlib.study.sheets import SHEETS
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.identity import mask

_TYPED = (w.QUOTABLE, w.AROUND, w.APPROVED_BY, w.APPROVED_WHEN, w.REMARK)
_HEAD = (
    *(w.SOURCE, w.VARIABLE, w.PSEUDONYM, w.PERMITTED, w.ORIGINAL, w.LABEL, w.STANCE),
    *_TYPED,
)
# Where the columns stand in the workbook: there it says what to write.
_PROMPTED = (w.READING, w.PEOPLE, w.QUOTES)
_COLUMNS = tuple(zip(_HEAD, (14, 8, 14, 10, 50, 18, 8, 50, 10, 12, 14, 20), strict=True))


def quote_list(
    study: Study, spoken: Transcripts, cited: Sequence[Cited], tell: Callable[[str], None]
) -> bytes | None:
    """The list with a row for each cited turn and side whose labels stand; what people wrote in
    the one that is there is kept. Nothing where nobody cited anything."""
    path = study.folder / w.QUOTE_LIST
    rows = []
    for one in cited:
        here = spoken.codings[
            (spoken.codings["document"] == one.document) & (spoken.codings["line"] == one.line)
        ]
        if here.empty:
            tell(say.cited_without_label(one.document, one.line))
        for against, same in here.groupby("against"):
            line = spoken.lines[one.document][one.line - 1]
            original = line[turn_start(line) :] if one.words else max(same["quote"], key=len)
            speaker = same["speaker"].iloc[0]
            permitted = next((p.permitted for p in study.people if p.pseudonym == speaker), "")
            words = mask(one.words or original, study.roster, study.allowed)
            rows.append(
                (
                    one.document,
                    str(one.line),
                    speaker,
                    permitted or say.NOT_ASKED,
                    original,
                    "\n".join(dict.fromkeys(same["label"])),
                    w.AGAINST if against else w.FOR,
                    words,
                    *[""] * 4,
                )
            )
    if not rows and not path.is_file():
        return None
    key = (w.SOURCE, w.VARIABLE, w.ORIGINAL, w.STANCE)
    return renewed_list(
        path,
        path.stem,
        _COLUMNS,
        list(dict.fromkeys(rows)),
        key=key,
        otherwise=((w.SOURCE, w.ORIGINAL, w.STANCE),),
        typed=_TYPED,
        prompts={c.name: c.prompt for sheet in _PROMPTED for c in SHEETS[sheet]},
    )
