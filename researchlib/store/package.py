"""An office package as a report needs it: the same file every time, without what a template
brings along."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

_MOMENT = datetime(2024, 1, 1)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
_TERMS = "{http://purl.org/dc/terms/}*"


def same_every_time(data: bytes, *stamped: str) -> bytes:
    """A package without the clock, also in the packages inside it; of the parts `stamped` the
    moments are fixed too."""
    stamp = _MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in stamped:
                part = _STAMP.sub(stamp, part)
            elif name.endswith(".xlsx"):
                part = same_every_time(part, "docProps/core.xml")
            new.writestr(zipfile.ZipInfo(name, _MOMENT.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def saved(document: Any, day: date | None = None) -> bytes:
    """A document of python-docx or python-pptx as a file, made on that day; without a date where
    none is known."""
    properties = document.core_properties
    for told in list(properties._element.iterchildren(_TERMS)):
        properties._element.remove(told)
    if day:
        properties.created = properties.modified = datetime(day.year, day.month, day.day)
    packed = io.BytesIO()
    document.save(packed)
    return same_every_time(packed.getvalue())


def drop_template_parts(relations: Any) -> None:
    """Take away the thumbnail and printer of the template that python-docx and python-pptx start
    from."""
    for key, relation in list(relations.items()):
        if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
            relations.pop(key)
