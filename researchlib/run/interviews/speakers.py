"""谁在说话: a page and a sheet to look at before anything is given out. Both stay in the group."""

import html
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from researchlib.clean.speaking import MasterLine, Speaker, spoken_lines
from researchlib.read.spoken.transcripts import Transcript
from researchlib.report.html.plain_page import plain_page
from researchlib.run.interviews import say
from researchlib.run.lists import renewed_list
from researchlib.study.study import Study
from researchlib.terms import words as w

_STYLE = "body{max-width:64rem}td{vertical-align:top;padding-right:.8rem}.open{background:#F6CFA8}"
_WIDTHS = (16, 24, 8, 8, 40, 16, 14, 50)


def speaker_files(
    study: Study,
    transcripts: Sequence[Transcript],
    speakers: Sequence[Speaker],
    failed: Sequence[str],
) -> dict[Path, bytes]:
    """Both files, to be written."""
    sheet = study.paths.interviews / f"{w.WHO_SPEAKS}.xlsx"
    rows = [
        (
            one.document,
            one.label,
            str(one.turns),
            str(one.line),
            one.first[:40],
            one.person.pseudonym if one.person else "",
            one.person.role if one.person else "",
            one.problem,
        )
        for one in speakers
    ]
    listed = renewed_list(
        sheet,
        w.WHO_SPEAKS,
        (*zip(say.WHO_HEAD, _WIDTHS, strict=True), (w.REMARK, 30)),
        [(*row, "") for row in rows],
        key=say.WHO_HEAD[:2],
        typed=(w.REMARK,),
    )
    told = [*failed, say.who_told(len(transcripts), sum(bool(s.problem) for s in speakers))]
    body = "".join(
        part for transcript in transcripts for part in _document(study, transcript, rows)
    )
    page = plain_page(study, w.WHO_SPEAKS, told, body, _STYLE)
    return {sheet: listed, study.paths.interviews / f"{w.WHO_SPEAKS}.html": page.encode()}


def _document(
    study: Study, transcript: Transcript, rows: Sequence[tuple[str, ...]]
) -> Iterator[str]:
    yield f"<h2>{html.escape(transcript.document)}</h2><table><tr>"
    yield from (f"<th>{head}" for head in say.WHO_HEAD[1:])
    for row in rows:
        if row[0] == transcript.document:
            mark = " class=open" if row[-1] else ""
            yield f"<tr{mark}>{''.join(f'<td>{html.escape(cell)}' for cell in row[1:])}"
    yield "</table>"
    if transcript.unsplit:
        told = say.unsplit(transcript.document, [n for n, _ in transcript.unsplit])
        yield f"<p>{html.escape(told)}"
    changed = [line for line in spoken_lines(study, transcript) if line.heard != line.words]
    if changed:
        yield f"<h3>{say.MASKED}</h3><table><tr>"
        yield from (f"<th>{head}" for head in say.MASKED_HEAD)
        yield from map(_beside, changed)
        yield "</table>"


def _beside(line: MasterLine) -> str:
    """What was said and what will be given out, differences marked."""
    left = right = ""
    for kind, a, b, c, d in SequenceMatcher(None, line.heard, line.words, False).get_opcodes():
        parts = html.escape(line.heard[a:b]), html.escape(line.words[c:d])
        marked = (
            parts if kind == "equal" else tuple(f"<mark>{p}</mark>" if p else "" for p in parts)
        )
        left, right = left + marked[0], right + marked[1]
    return f"<tr><td>{line.line}<td>{html.escape(line.speaker)}<td>{left}<td>{right}"
