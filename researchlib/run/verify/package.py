"""A Word file as its parts: what is changed is written anew, all else stays byte for byte."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx.oxml.parser import parse_xml
from lxml import etree

from researchlib.report.word import say
from researchlib.store.files import sha256_of
from researchlib.store.pieces import Piece
from researchlib.store.word import BODY, word_part

_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DEFAULT = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
_TYPES, _LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


@dataclass
class Package:
    """The parts of one file by name, and those of them that are open as trees."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element]

    @classmethod
    def of(cls, data: bytes) -> Package:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()}, {})

    @classmethod
    def opened(cls, path: Path) -> Package:
        """Raises DataProblem where it is no Word file."""
        word_part(path, BODY)
        return cls.of(path.read_bytes())

    @property
    def body(self) -> etree._Element:
        return self.tree(BODY)

    def tree(self, name: str) -> etree._Element:
        """A part to be changed."""
        if name not in self.trees:
            self.trees[name] = parse_xml(self.parts[name])
        return self.trees[name]

    def texts(self) -> Iterator[etree._Element]:
        """The parts in which people write: the body first, then heads, feet and notes."""
        for name in sorted(self.parts, key=lambda part: part != BODY):
            if name == BODY or say.WRITTEN.fullmatch(name):
                yield self.tree(name)

    def picture(self, link: str) -> bytes:
        """The picture of that link; nothing where there is none."""
        return self.parts.get(self._targets().get(link, ""), b"")

    def _targets(self) -> dict[str, str]:
        if _LINKS not in self.parts:
            return {}
        return {
            one.get("Id") or "": posixpath.normpath(f"word/{one.get('Target')}")
            for one in self.tree(_LINKS).iter(_RELATED)
        }

    def show(self, holder: etree._Element, data: bytes) -> None:
        """This picture in place of the one that a drawing shows; as wide as it was."""
        blip = next(holder.iter(f"{{{_DRAWING}/main}}blip"))
        was = blip.get(_EMBED) or ""
        blip.set(_EMBED, self._add(data))
        for child in list(blip):  # what a program keeps beside a picture: an older one
            blip.remove(child)
        for cut in list(holder.iter(f"{{{_DRAWING}/main}}srcRect")):
            cut.getparent().remove(cut)
        self._drop(was)

    def _add(self, data: bytes) -> str:
        link = f"shown{sha256_of(data)[:12]}"
        name = f"media/{link}.png"
        if f"word/{name}" not in self.parts:
            self.parts[f"word/{name}"] = data
            made = etree.SubElement(self.tree(_LINKS), _RELATED)
            for key, value in (("Id", link), ("Type", _IMAGE), ("Target", name)):
                made.set(key, value)
            types = self.tree(_TYPES)
            if not any(one.get("Extension") == "png" for one in types.iter(_DEFAULT)):
                known = etree.Element(_DEFAULT, Extension="png", ContentType="image/png")
                types.insert(0, known)
        return link

    def _drop(self, link: str) -> None:
        """A picture that nothing shows any more goes out of the file."""
        if any(link in element.attrib.values() for element in self.body.iter()):
            return
        name = self._targets().get(link, "")
        for one in list(self.tree(_LINKS).iter(_RELATED)):
            if one.get("Id") == link:
                one.getparent().remove(one)
        if name not in self._targets().values():
            self.parts.pop(name, None)

    def taken(self, piece: Piece, source: Package) -> etree._Element:
        """A piece of another file, with its picture, to be put into this one."""
        made = copy.deepcopy(piece.element)
        if piece.blip is not None:
            blip = next(made.iter(f"{{{_DRAWING}/main}}blip"))
            blip.set(_EMBED, self._add(piece.shown(source.picture)))
        return made

    def saved(self) -> bytes:
        """The file."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name, data in self.parts.items():
                tree = self.trees.get(name)
                new.writestr(name, data if tree is None else _written(tree, data))
        return packed.getvalue()


def _written(tree: etree._Element, before: bytes) -> bytes:
    """As it was where nothing has changed."""
    if etree.tostring(tree) == etree.tostring(parse_xml(before)):
        return before
    return etree.tostring(
        tree.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


def resized(holder: etree._Element, like: etree._Element) -> None:
    """A drawing keeps its width and takes the proportions and the words of the other one."""
    for tag in (f"{{{_DRAWING}/wordprocessingDrawing}}extent", f"{{{_DRAWING}/main}}ext"):
        mine = [e for e in holder.iter(tag) if e.get("cx")]
        other = next((e for e in like.iter(tag) if e.get("cx")), None)
        if other is not None:
            tall = int(other.get("cy")) / int(other.get("cx"))
            for extent in mine:
                extent.set("cy", str(round(int(extent.get("cx")) * tall)))
    words = f"{{{_DRAWING}/wordprocessingDrawing}}docPr"
    for mine, other in zip(holder.iter(words), like.iter(words), strict=False):
        for name in ("descr", "title"):
            mine.set(name, other.get(name) or "")
