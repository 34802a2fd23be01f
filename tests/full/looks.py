"""What each kind of chart, page, Word page and slide looks like, beside a picture kept of it.

Run: python tests/full/looks.py            (about three minutes; tells what has changed, writes its .json)
     python tests/full/looks.py --renew    (after somebody has looked: the pictures are kept anew)

Needs Chromium, LibreOffice and pdftoppm. Pictures are kept small and grey: a word more is no change,
a lost axis, a table cut off or a panel over the text is.
"""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from lxml import html
from PIL import Image

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from conftest import CHROMIUM, STUDIES, copy_study
from playwright.sync_api import sync_playwright

KEPT = Path(__file__).with_suffix("")
WIDE = 240
# Of 255 shades of grey: on the average over the picture, and in the worst of its squares.
MOST_MEAN, MOST_SQUARE, SQUARE = 4.0, 60.0, 24
PAGES = {"02_elderly_services": (390, 1280), "06_report": (390, 1280), "90_in_class": (390,)}
WORD_PAGES, SLIDES = (1, 2, 9, 10), 6


def small(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data)).convert("L")
    return image.resize((WIDE, max(round(image.height * WIDE / image.width), 1)))


def charts(exports: Path) -> Iterator[tuple[str, bytes]]:
    """The first chart of each kind, by the word that its description begins with."""
    seen = set()
    for page in sorted(exports.glob("*.html")):
        for image in html.parse(page).iter("img"):
            kind = re.sub(r"\d+", "", re.split("[：:，。（]", image.get("alt") or "")[0])
            source = image.get("src") or ""
            if kind and kind not in seen and ";base64," in source:
                seen.add(kind)
                yield f"chart_{kind}", base64.b64decode(source.partition(",")[2])


def pages(exports: Path) -> Iterator[tuple[str, bytes]]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, widths in PAGES.items():
            for width in widths:
                page = browser.new_page(viewport={"width": width, "height": 2400})
                page.goto((exports / f"{name}.html").as_uri())
                yield f"page_{name}_{width}", page.screenshot()
                page.close()


def sheets(path: Path, wanted: tuple[int, ...]) -> Iterator[tuple[str, bytes]]:
    """These pages of a Word file or slides of a deck."""
    with tempfile.TemporaryDirectory() as place:
        office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", place, str(path)]
        subprocess.run(office, check=True, capture_output=True)
        made = Path(place, f"{path.stem}.pdf")
        for number in wanted:
            only = ["-f", str(number), "-l", str(number), "-r", "60", "-png", "-singlefile"]
            subprocess.run(["pdftoppm", *only, str(made), str(made)], check=True)
            picture = Path(f"{made}.png")
            if picture.is_file():
                yield f"{path.suffix[1:]}_{path.stem}_{number}", picture.read_bytes()
                picture.unlink()


def looks(exports: Path) -> Iterator[tuple[str, bytes]]:
    yield from charts(exports)
    yield from pages(exports)
    yield from sheets(exports / "06_report.docx", WORD_PAGES)
    yield from sheets(exports / "答问卡.docx", (1,))
    yield from sheets(exports / "汇报.pptx", tuple(range(1, SLIDES + 1)))


def apart(now: Image.Image, kept: Image.Image) -> tuple[float, float]:
    """How far two pictures are apart, on the average and in the worst square."""
    if now.size != kept.size:
        now = now.resize(kept.size)
    gap = np.abs(np.asarray(now, float) - np.asarray(kept, float))
    tall, wide = (side // SQUARE * SQUARE for side in gap.shape)
    if not tall:
        return float(gap.mean()), float(gap.mean())
    squares = gap[:tall, :wide].reshape(tall // SQUARE, SQUARE, wide // SQUARE, SQUARE)
    return float(gap.mean()), float(squares.mean(axis=(1, 3)).max())


def main() -> None:
    renew, found, changed = "--renew" in sys.argv, {}, []
    for study in STUDIES:
        home = copy_study(Path(tempfile.mkdtemp()), study)
        report = [sys.executable, "-m", "researchlib", "report", study]
        subprocess.run(report, cwd=home, check=True, capture_output=True)
        for name, data in looks(home / "exports" / study):
            kept, now = KEPT / study / f"{name}.png", small(data)
            if renew or not kept.is_file():
                kept.parent.mkdir(parents=True, exist_ok=True)
                now.quantize(16).save(kept, optimize=True)
            mean, square = apart(now, Image.open(kept).convert("L"))
            found[f"{study} {name}"] = [round(mean, 1), round(square, 1)]
            if mean > MOST_MEAN or square > MOST_SQUARE:
                changed.append(f"{study} {name}")
        drawn = {name.partition(" ")[2] for name in found if name.startswith(study)}
        gone = {path.stem for path in (KEPT / study).glob("*.png")} - drawn
        changed += [f"{study} {name}" for name in sorted(gone)]
    told = {"pictures": len(found), "changed": changed, "apart": found}
    written = json.dumps(told, ensure_ascii=False, indent=1)
    Path(__file__).with_suffix(".json").write_text(written + "\n", encoding="utf-8")
    print(f"{len(found)} pictures, changed: {changed or 'none'}")
    sys.exit(bool(changed))


if __name__ == "__main__":
    main()
