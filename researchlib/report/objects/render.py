"""One content, rendered as HTML: the same template in JupyterLab and in the exported page."""

import base64
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from researchlib.report import say
from researchlib.report.objects.display import Display, Picture, Placed
from researchlib.store.files import sha256_of

TEMPLATES = Path(__file__).parents[1] / "html" / "templates"
STYLES = TEMPLATES / "report.css"
_PIXELS_PER_POINT = 2


@lru_cache(maxsize=1)
def environment() -> Any:
    """Where our own templates are; every word that goes in is escaped."""
    from jinja2 import Environment, FileSystemLoader

    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def render_content(placed: Placed) -> str:
    """HTML of a displayed object; every word of data is escaped."""
    content = placed.content
    picture = _picture(content.png) if isinstance(content, Picture) else {}
    template = environment().get_template("objects.html.j2")

    def inner(one: Display, *place: int) -> str:
        """What the content is made of, with an anchor of its own."""
        anchor = placed.anchor and "-c".join(map(str, (placed.anchor, *place)))
        return render_content(Placed(one, anchor, placed.origin))

    return template.render(
        content=content, at=placed, picture=picture, say=say, inner=inner, end=end
    ).strip()


def end(*told: object) -> str:
    """What a link and the place that it leads to have in common, on whatever pages they stand."""
    return sha256_of(repr(told))[:8]


@lru_cache(maxsize=32)
def _picture(png: str) -> dict[str, Any]:
    """The picture as WebP, seen by every browser: a chart lossless, a photo small."""
    from PIL import Image

    image = Image.open(io.BytesIO(base64.b64decode(png)))
    packed = io.BytesIO()
    image.convert("RGB").save(packed, format="WEBP", lossless=image.format != "JPEG", method=4)
    data = base64.b64encode(packed.getvalue()).decode()
    return {"image": f"data:image/webp;base64,{data}", "width": image.width // _PIXELS_PER_POINT}
