"""The menu for those who double-click: what this folder can do, until they leave."""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from researchlib.run import say
from researchlib.study.place import studies_in

_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'|(\S+)")
EXAMPLE = "demo"


@dataclass(frozen=True)
class MenuLine:
    """One line of the menu: what it says, the command, and what has to be asked for it."""

    label: str
    command: str
    study: bool
    files: bool
    options: tuple[str, ...]


SHOW, *LINES = (
    MenuLine(label, command, "study" in asked, "files" in asked, tuple(options.split()))
    for label, command, asked, options in (
        line.split("|") for line in say.MENU_LINES.strip().split("\n")
    )
)
NEW = [line for line in LINES if line.command == "new"]
OWN = [line for line in LINES if line not in NEW]


def offered(home: Path) -> list[MenuLine]:
    """What can be done here: nothing is offered that needs a study before there is one."""
    studies = studies_in(home)
    example = [SHOW] if EXAMPLE in studies else []
    return [*example, *NEW, *(OWN if studies else ())]


def menu(home: Path, ask: Callable[[str], str] = input) -> None:
    """Show what is offered, do what is chosen, come back; an empty answer or 0 leaves."""
    try:
        while True:
            entries = offered(home)
            print(say.menu([entry.label for entry in entries]))
            answer = ask(say.MENU_CHOOSE).strip()
            if answer in ("", "0"):
                return
            if not answer.isdecimal() or int(answer) > len(entries):
                print(say.MENU_UNKNOWN)
                continue
            words = _words(home, entries[int(answer) - 1], ask)
            if words:
                subprocess.call([sys.executable, "-m", "researchlib", *words], cwd=home)
                ask(say.MENU_BACK)
    except (EOFError, KeyboardInterrupt):
        return


def _words(home: Path, entry: MenuLine, ask: Callable[[str], str]) -> list[str]:
    """The command with what was asked for it; nothing where an answer was left empty."""
    words = [entry.command]
    if entry.study:
        name = ask(say.MENU_NAME).strip() if entry in NEW else _study(home, ask)
        if not name:
            return []
        words.append(name)
    files = files_in(ask(say.MENU_FILES)) if entry.files else []
    if entry.files and not files:
        return []
    return [*words, *entry.options, *files]


def _study(home: Path, ask: Callable[[str], str]) -> str:
    studies = studies_in(home)
    if len(studies) == 1:
        return studies[0]
    answer = ask(say.menu_studies(studies)).strip()
    return studies[int(answer) - 1] if _is_place(answer, studies) else ""


def _is_place(answer: str, listed: Sequence[str]) -> bool:
    return answer.isdecimal() and 0 < int(answer) <= len(listed)


def files_in(answer: str) -> list[str]:
    """The paths in one line, as dragged into the window (quoted) or pasted."""
    text = answer.strip()
    if text and Path(text.strip("\"'")).exists():
        return [text.strip("\"'")]
    return ["".join(found) for found in _QUOTED.findall(text)]
