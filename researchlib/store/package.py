"""An office package as a report needs it: the same file every time, without what a template
brings along."""

import io
import re
import zipfile
from datetime import datetime
from typing import Any

_MOMENT = datetime(2024, 1, 1)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
_STAMPED = ("word/comments.xml", "docProps/core.xml")


def same_every_time(data: bytes, moment: datetime = _MOMENT) -> bytes:
    """A package with a fixed moment in place of the clock, also in the packages inside it."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in _STAMPED:
                part = _STAMP.sub(stamp, part)
            elif name.endswith(".xlsx"):
                part = same_every_time(part, moment)
            new.writestr(zipfile.ZipInfo(name, moment.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def saved(document: Any) -> bytes:
    """A document of python-docx or python-pptx as a file."""
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def drop_template_parts(relations: Any) -> None:
    """Take away the thumbnail and printer of the template that python-docx and python-pptx start
    from."""
    for key, relation in list(relations.items()):
        if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
            relations.pop(key)
