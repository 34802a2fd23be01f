"""A report as PDF, printed by a browser that is on the machine: Edge, Chrome or Chromium."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from researchlib.run.publish import say
from researchlib.store.files import write_atomic

_NAMES = (
    "msedge",
    "microsoft-edge",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chromium",
    "chromium-browser",
)
_WINDOWS = (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")
_MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
_SECONDS = 120


def browser() -> Path | None:
    """The first browser found that can print without a window."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    roots = [
        os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
    ]
    places = [Path(root) / part for root in roots if root for part in _WINDOWS]
    places += [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in _MAC]
    return next((place for place in places if place.is_file()), None)


def print_pdf(page: Path) -> Path:
    """The page as a PDF beside it. Raises DataProblem that says how, where no browser is found
    or it does not print."""
    program = browser()
    if program is None:
        raise say.problem("no_browser", page.name)
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        made = Path(profile) / "page.pdf"
        command = [
            str(program),
            "--headless",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--no-first-run",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={made}",
            page.resolve().as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(2, "--no-sandbox")  # a browser refuses its sandbox to root
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)
            data = made.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise say.problem("not_printed", page.name) from None
    write_atomic(target, data)
    return target
