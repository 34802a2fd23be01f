"""Pages that need not be made again: kept beside the exports, with what they were made from."""

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from researchlib.run.engine.fingerprints import notebook_digest
from researchlib.run.engine.page import Exported
from researchlib.store.files import sha256_of, write_atomic
from researchlib.store.values import as_json, filled
from researchlib.study.place import Place

_PACKED = ("word", "slides")


def stands(exported: Exported, home: Path) -> bool:
    """Whether a page is still that of its notebook, the program and all that it has read."""
    made = exported.made
    if made is None or not exported.path.is_file():
        return False
    return made.program == notebook_digest(home, exported.path) and made.reads.stand(home)


def keep(place: Place, pages: Iterable[Exported]) -> None:
    """Keep the pages of a published set, each in a file of its own; of a number that is withheld
    for others' sake nothing is kept but that it is."""
    for page in pages:
        document = {
            **_public(as_json(page)),
            "path": page.path.name,
            **{k: base64.b64encode(getattr(page, k)).decode() for k in _PACKED},
        }
        body = json.dumps(document, ensure_ascii=False)
        write_atomic(place.kept / f"{page.name}.json", f"{sha256_of(body)}\n{body}".encode())


def _public(form: Any) -> Any:
    if isinstance(form, list):
        return [_public(one) for one in form]
    if not isinstance(form, dict):
        return form
    hidden: dict[str, Any] = {"n": None, "count": None, "printed": []} if form.get("kept") else {}
    return {key: _public(one) for key, one in form.items()} | hidden


def kept_pages(place: Place, paths: Iterable[Path]) -> dict[str, Exported]:
    """What is kept of these notebooks; damaged files are as none."""
    pages = {}
    for path in paths:
        try:
            pages[path.stem] = _page(place.kept / f"{path.stem}.json", path)
        except (OSError, ValueError, LookupError, TypeError):  # lost, damaged, of an older version
            continue
    return pages


def _page(kept: Path, path: Path) -> Exported:
    seal, _, body = kept.read_text(encoding="utf-8").partition("\n")
    if sha256_of(body) != seal:
        raise ValueError(kept.name)
    document = json.loads(body)
    document |= {"path": path, **{k: base64.b64decode(document[k]) for k in _PACKED}}
    return filled(Exported, document)
