"""修改对照表.xlsx: which numbers differ and why; who asked for what is left for people to fill."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from researchlib.protect.ledger import Ledger, read_ledger
from researchlib.report.page.marks import PasteMark, marks_of
from researchlib.run.lists import renewed_list
from researchlib.run.verify import say
from researchlib.run.verify.edited_word import where_is
from researchlib.run.verify.renew import Change, renew_docx
from researchlib.store.files import write_atomic
from researchlib.store.pieces import Spot, spots
from researchlib.store.word import BODY, word_part
from researchlib.study.place import Place, place_of

_WIDTHS = (8, 40, 16, 20, 80)
_SHOWN = 20


def renew(home: Path, study: str, path: Path, tell: Callable[[str], None]) -> bool:
    """`report --into`: the copy, its list of changes, and what is to be said of them.

    Returns whether everything in the document is as published now.
    """
    made = renew_docx(place_of(home, study), path)
    if made.target is None:
        tell(say.NOT_WRITTEN)
    else:
        listed = _write(path.with_name(f"{path.stem}_{say.CHANGES}.xlsx"), made.changes)
        tell(say.renewed(len(made.changes), made.target.name, listed.name))
    for one in made.changes[:_SHOWN]:
        tell(say.renewed_place(one.where, one.was, one.now, one.why))
    if made.changes[_SHOWN:]:
        tell(say.more_places(len(made.changes) - _SHOWN))
    if made.more:
        tell(say.more_in_report(made.more))
    for text in (say.not_renewed(len(made.left)), *made.left) if made.left else ():
        tell(text)
    return not made.left


def compare(home: Path, study: str, old: str, new: str = "") -> str:
    """`changes`: two versions of a document, or an earlier edition and the present one."""
    if not new:
        place = place_of(home, study)
        found, path = _editions(place, old), place.exports / f"{old}_{say.CHANGES}.xlsx"
    else:
        path = Path(new).with_name(f"{Path(new).stem}_{say.CHANGES}.xlsx")
        found = _documents(Path(old), Path(new))
    return say.changes_listed(len(found), _write(path, found).name)


def _write(path: Path, changes: Sequence[Change]) -> Path:
    """The list at `path`; what people wrote in one that is there already stays."""
    texts = dict.fromkeys(say.change(c.where, c.was, c.now, c.why) for c in changes)
    rows = [(str(place), "", "", "", text) for place, text in enumerate(texts, 1)]
    columns = tuple(zip(say.CHANGES_HEAD, _WIDTHS, strict=True))
    *typed, key = say.CHANGES_HEAD[1:]
    write_atomic(path, renewed_list(path, say.CHANGES, columns, rows, key=(key,), typed=typed))
    return path


def _documents(old: Path, new: Path) -> list[Change]:
    """What bound numbers say in two versions of a document. Raises DataProblem where one has
    none."""
    was, now = ({spot.id: spot for spot in _spots(path)} for path in (old, new))
    found = []
    for key, spot in now.items():
        before = was.get(key)
        if before is None or before.text != spot.text:
            where = where_is(spot.pieces[0]) if spot.pieces else spot.label
            why = say.base_changed(before.label, spot.label) if before else ""
            found.append(Change(where, before.text if before else say.NOTHING, spot.text, why))
    gone = [spot for key, spot in was.items() if key not in now]
    return found + [Change(where_is(s.pieces[0]), s.text, say.NOTHING) for s in gone if s.pieces]


def _spots(path: Path) -> list[Spot]:
    root = word_part(path, BODY)
    found = [] if root is None else list(spots(root))
    if not found:
        raise say.problem("not_the_report", path)
    return found


def _editions(place: Place, edition: str) -> list[Change]:
    """What an earlier edition and the present ledger say under the same mark."""
    kept = place.exports / "editions"
    path = kept / f"{edition}.json"
    if not path.is_file():
        raise say.problem("no_edition", edition, [one.stem for one in sorted(kept.glob("*.json"))])
    return list(_between(read_ledger(path), read_ledger(place.ledger)))


def _between(old: Ledger, new: Ledger) -> Iterator[Change]:
    was, now = _numbers(old), _numbers(new)
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name), now.get(name)
        texts = [one.text if one else say.NOTHING for one in (before, after)]
        if texts[0] != texts[1]:
            people = [one.people if one else None for one in (before, after)]
            yield Change(f"{{{name}}}", texts[0], texts[1], say.people_changed(*people))


def _numbers(ledger: Ledger) -> dict[str, PasteMark]:
    """Single numbers; a sentence is told by them."""
    return {
        name: mark
        for name, mark in marks_of(ledger.entries).items()
        if mark.listed and not mark.whole and not mark.block
    }
