"""Labels and codings written as REFI-QDA (.qdc, .qdpx), for whoever uses another tool."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from researchlib.clean.interviews import transcripts_of
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.spoken.comments import Coding, nearest_line
from researchlib.read.spoken.refi import read_project
from researchlib.run.interviews import say
from researchlib.store.files import write_together
from researchlib.store.xlsx import list_workbook
from researchlib.study.study import Label, Study
from researchlib.terms import words as w

_BOOK, _PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
_SPACE = uuid.UUID("6f1c1b1e-8f0c-5b0e-9a55-6d7c1f0e2b10")


def _guid(*parts: object) -> str:
    """The same thing always has the same number."""
    return str(uuid.uuid5(_SPACE, "\0".join(map(str, parts))))


def write_exchange(study: Study) -> list[str]:
    """Both files in interviews/, what was settled as a coder of its own; returns their names."""
    masters = read_masters(study)
    read = read_codings(study, masters)
    several = len({c.coder for c in read.found}) > 1
    final = transcripts_of(study, masters, read).codings.itertuples() if several else ()
    codings = [
        *read.found,
        *(
            Coding(
                row.document, row.line, row.start, row.end, row.quote, row.label, say.SETTLED_CODER
            )
            for row in final
        ),
    ]
    made = {
        f"{study.name}.qdc": codebook_file(study.labels),
        f"{study.name}.qdpx": project_file(study.title, study.labels, masters, codings),
    }
    write_together({study.paths.interviews / name: data for name, data in made.items()})
    return list(made)


def import_project(study: Study, path: Path) -> str:
    """The codings of a .qdpx as one more 摘录表 a coder, on the lines of our masters; returns what
    was placed and what was not. Labels that are not ours are told when collecting."""
    masters = read_masters(study)
    rows: dict[str, list[tuple[str, ...]]] = {}
    lost: list[str] = []
    documents = set()
    for source in read_project(path):
        name = source.name.removesuffix(".txt").removesuffix(".docx")
        if name not in masters:
            lost.append(say.foreign_document(source.name))
            continue
        documents.add(name)
        for piece in source.selections:
            line = source.text.count("\n", 0, piece.start)
            for part in filter(str.strip, piece.quote.split("\n")):
                found = nearest_line(part, line, masters[name])
                if found is None:
                    lost.append(part[:20])
                else:
                    rows.setdefault(piece.coder or path.stem, []).append(
                        (name, str(found[0] + 1), part, piece.label, "")
                    )
    write_together(
        {
            study.paths.interviews / "coding" / coder / f"{path.stem}.xlsx": list_workbook(
                say.EXCERPTS, say.EXCERPT_HEAD, (16, 6, 60, 24, 30), made
            )
            for coder, made in rows.items()
        }
    )
    return say.imported(sum(map(len, rows.values())), len(documents), lost)


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
        if label.parent == above:
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
        made = etree.SubElement(
            selection,
            f"{{{_PROJECT}}}Coding",
            creatingUser=user,
            guid=_guid("coding", document, number),
        )
        etree.SubElement(made, f"{{{_PROJECT}}}CodeRef", targetGUID=_guid("code", coding.label))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
