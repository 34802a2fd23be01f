"""The font that charts carry, and what to do with a glyph it lacks."""

from functools import lru_cache
from pathlib import Path

from researchlib.terms.text import visible

FAMILY = "Diaoyan Sans SC"
PATH = Path(__file__).parent / "fonts" / "DiaoyanSansSC-Regular.otf"
_INSTEAD = "□"


@lru_cache(maxsize=1)
def use_font() -> frozenset[int]:
    """Register the font by path (no cache, no install) and return the code points it draws."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    font_manager.fontManager.addfont(str(PATH))
    return frozenset(FT2Font(str(PATH)).get_charmap())


def drawable(text: str) -> str:
    """The text with every glyph the font lacks replaced by a box."""
    glyphs = use_font()
    return "".join(c if c.isspace() or ord(c) in glyphs else _INSTEAD for c in visible(text))


def lacking(text: str) -> str:
    """The characters of the text that the font cannot draw, each once."""
    glyphs = use_font()
    return "".join(
        dict.fromkeys(c for c in visible(text) if not c.isspace() and ord(c) not in glyphs)
    )
