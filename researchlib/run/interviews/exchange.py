"""Labels and codings written as REFI-QDA (.qdc, .qdpx), for whoever uses another tool."""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from researchlib.clean.interviews import transcripts_of
from researchlib.read.spoken import say as say_spoken
from researchlib.read.spoken.align import Aligned
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.spoken.comments import Coding
from researchlib.read.spoken.refi import read_codebook, read_project
from researchlib.run.interviews import say
from researchlib.store.files import write_together
from researchlib.store.xlsx import list_workbook
from researchlib.study.study import Label, Study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.text import visible

_BOOK, _PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
_SETTLED = (say.SETTLED_CODER, say.REJECTED_CODER)
_SPACE = uuid.UUID("6f1c1b1e-8f0c-5b0e-9a55-6d7c1f0e2b10")


def _guid(*parts: object) -> str:
    """The same thing always has the same number."""
    return str(uuid.uuid5(_SPACE, "\0".join(map(str, parts))))


def write_exchange(study: Study) -> list[str]:
    """Both files in interviews/, what was settled as coders of its own: what stands, and what was
    turned down; returns their names."""
    masters = read_masters(study)
    read = read_codings(study, masters)
    several = len({c.coder for c in read.found}) > 1
    final = transcripts_of(study, masters, read).codings.itertuples() if several else ()
    codings = [
        *read.found,
        *(
            Coding(
                row.document,
                row.line,
                row.start,
                row.end,
                row.quote,
                row.label,
                say.SETTLED_CODER,
                w.AGAINST if row.against else "",
            )
            for row in final
        ),
        *(
            Coding(s.document, s.line, 0, len(text), text, s.label, say.REJECTED_CODER, s.reason)
            for s in read.settled
            if not s.stands and 0 < s.line <= len(masters.get(s.document, ()))
            for text in [masters[s.document][s.line - 1]]
        ),
    ]
    made = {
        f"{study.name}.qdc": codebook_file(study.labels),
        f"{study.name}.qdpx": project_file(study.title, study.labels, masters, codings),
    }
    write_together({study.paths.interviews / name: data for name, data in made.items()})
    return list(made)


def import_files(study: Study, paths: Sequence[Path]) -> Iterator[str]:
    """What came of each file; one that cannot be read stops itself only. Raises DataProblem, when
    the others are in, for those that were not."""
    failed = []
    for path in paths:
        try:
            if path.suffix.lower() == ".qdc":
                yield import_codebook(study, path)
            else:
                yield import_project(study, path)
        except DataProblem as problem:
            failed.append(str(problem))
    if failed:
        raise say.problem("not_imported", failed)


def import_codebook(study: Study, path: Path) -> str:
    """The labels of a .qdc that are not ours yet, as rows to be copied into 归类标签."""
    new = [label for label in read_codebook(path) if label.name not in study.labels]
    target = study.paths.interviews / f"{say.NEW_LABELS}_{path.stem}.xlsx"
    if new:
        head = (w.LABEL, w.DEFINITION, w.PARENT)
        rows = [(label.name, label.definition, label.parent) for label in new]
        write_together({target: list_workbook(w.LABELS, head, (18, 50, 18), rows)})
    return say.labels_imported(len(new), target.name)


def import_project(study: Study, path: Path) -> str:
    """The codings of a .qdpx as one more 摘录表 a coder, on the lines of our masters; returns what
    was placed and what was not. Labels that are not ours are told when collecting."""
    masters = read_masters(study)
    placed: list[Coding] = []
    lost: list[str] = []
    for source in read_project(path):
        name = source.name.removesuffix(".txt").removesuffix(".docx")
        lost += [quote[:20] for quote in source.lost]
        if name not in masters:
            lost.append(say.foreign_document(source.name))
            continue
        aligned = Aligned(source.text.split("\n"), masters[name])
        for piece in source.selections:
            first, last = (source.text.count("\n", 0, at) for at in (piece.start, piece.end))
            start, end = (
                at - source.text.rfind("\n", 0, at) - 1 for at in (piece.start, piece.end)
            )
            found = aligned.places(first, start, last, end)
            lost += [] if found else [piece.quote[:20]]
            coder = folder_name(piece.coder) or path.stem
            placed += [
                Coding(
                    name, line + 1, a, b, masters[name][line][a:b], piece.label, coder, piece.memo
                )
                for line, a, b in found or ()
            ]
    files = {
        study.paths.interviews / "coding" / coder / f"{path.stem}.xlsx": list_workbook(
            say.EXCERPTS,
            (*say.EXCERPT_HEAD, say_spoken.START),
            (16, 6, 60, 24, 30, 6),
            [
                (c.document, str(c.line), c.quote, c.label, c.memo, str(c.start))
                for c in placed
                if c.coder == coder
            ],
        )
        for coder in {c.coder for c in placed} - set(_SETTLED)
    }
    settled = list(_settled(placed))
    settle = study.paths.interviews / f"{say_spoken.SETTLE_NAME}.xlsx"
    if settled and not settle.is_file():
        rows = [tuple(row.get(head, "") for head in say_spoken.SETTLE_HEAD) for row in settled]
        widths = [16] * len(say_spoken.SETTLE_HEAD)
        files[settle] = list_workbook(say_spoken.SETTLE_NAME, say_spoken.SETTLE_HEAD, widths, rows)
    write_together(files)
    documents = len({c.document for c in placed})
    counted = sum(c.coder not in _SETTLED for c in placed)
    return say.imported(counted, documents, lost) + (
        say.settled_imported(len(settled), settle in files) if settled else ""
    )


def _settled(placed: Sequence[Coding]) -> Iterator[dict[str, str]]:
    """What the project holds as settled where its coders differ, as rows of 归类分歧."""
    ours = [c for c in placed if c.coder not in _SETTLED]
    for c in placed:
        if c.coder not in _SETTLED:
            continue
        verdict = _SETTLED.index(c.coder)
        here = {o.coder for o in ours if o.document == c.document}
        users = {
            o.coder for o in ours if (o.document, o.line, o.label) == (c.document, c.line, c.label)
        }
        if users < here or verdict:
            yield {
                w.DOCUMENT: c.document,
                say_spoken.LINE: str(c.line),
                w.ORIGINAL: c.quote,
                w.LABEL: c.label,
                say_spoken.SETTLE_HEAD[6]: say_spoken.SETTLED[verdict],
                say_spoken.REASON: c.memo if verdict else "",
            }


def folder_name(coder: str) -> str:
    """A user's name as the name of a folder: never a path."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", visible(coder)).strip("._ ")[:40]


def codebook_file(labels: Mapping[str, Label]) -> bytes:
    """归类标签 as a .qdc: sub-labels inside their parents."""
    root = etree.Element(f"{{{_BOOK}}}CodeBook", nsmap={None: _BOOK}, origin="researchlib")
    _codes(etree.SubElement(root, f"{{{_BOOK}}}Codes"), labels, _BOOK)
    return _bytes(root)


def _codes(
    parent: etree._Element,
    labels: Mapping[str, Label],
    space: str,
    above: str = "",
) -> None:
    for label in labels.values():
        if (label.parent if label.parent in labels and label.parent != label.name else "") == above:
            code = etree.SubElement(
                parent,
                f"{{{space}}}Code",
                guid=_guid("code", label.name),
                name=label.name,
                isCodable="true",
            )
            told = [
                f"{head}：{text}"
                for head, text in (
                    (w.INCLUDES, label.includes),
                    (w.EXCLUDES, label.excludes),
                    (w.EXAMPLE, label.example),
                )
                if text
            ]
            text = "\n".join(filter(None, (label.definition, *told)))
            if text:
                etree.SubElement(code, f"{{{space}}}Description").text = text
            _codes(code, labels, space, label.name)


def project_file(
    name: str,
    labels: Mapping[str, Label],
    masters: Mapping[str, Sequence[str]],
    codings: Sequence[Coding],
) -> bytes:
    """Masters and every coder's labels as a .qdpx: LF, no byte-order mark, half-open places."""
    root = etree.Element(
        f"{{{_PROJECT}}}Project", nsmap={None: _PROJECT}, name=name, origin="researchlib"
    )
    users = etree.SubElement(root, f"{{{_PROJECT}}}Users")
    for coder in sorted({c.coder for c in codings}):
        etree.SubElement(users, f"{{{_PROJECT}}}User", guid=_guid("user", coder), name=coder)
    if not len(users):
        root.remove(users)
    book = etree.SubElement(root, f"{{{_PROJECT}}}CodeBook")
    _codes(etree.SubElement(book, f"{{{_PROJECT}}}Codes"), labels, _PROJECT)
    sources = etree.SubElement(root, f"{{{_PROJECT}}}Sources")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for document, lines in masters.items():
            guid = _guid("source", document)
            source = etree.SubElement(
                sources,
                f"{{{_PROJECT}}}TextSource",
                guid=guid,
                name=document,
                plainTextPath=f"internal://{guid}.txt",
            )
            _selections(source, document, lines, codings)
            archive.writestr(f"sources/{guid}.txt", "\n".join(lines) + "\n")
        archive.writestr("project.qde", _bytes(root))
    return packed.getvalue()


def _selections(
    source: etree._Element,
    document: str,
    lines: Sequence[str],
    codings: Sequence[Coding],
) -> None:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for number, coding in enumerate(c for c in codings if c.document == document):
        at = starts[coding.line - 1]
        place = {
            "startPosition": str(at + coding.start),
            "endPosition": str(at + coding.end),
        }
        user = _guid("user", coding.coder)
        selection = etree.SubElement(
            source,
            f"{{{_PROJECT}}}PlainTextSelection",
            guid=_guid("piece", document, number),
            name=coding.quote,
            creatingUser=user,
            **place,
        )
        if coding.memo:
            etree.SubElement(selection, f"{{{_PROJECT}}}Description").text = coding.memo
        made = etree.SubElement(
            selection,
            f"{{{_PROJECT}}}Coding",
            creatingUser=user,
            guid=_guid("coding", document, number),
        )
        etree.SubElement(made, f"{{{_PROJECT}}}CodeRef", targetGUID=_guid("code", coding.label))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
