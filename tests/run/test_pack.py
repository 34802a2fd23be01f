"""Packs: the group's verifies from raw, the class's holds nobody's answers and recomputes all."""

from __future__ import annotations

import io
import json
import re
import tarfile
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

import nbformat
import numpy as np
import openpyxl
import pytest
from conftest import HOME
from lxml import html
from packaging.requirements import Requirement
from tiny import HEAD, notebook, tiny_study

from researchlib.clean.payroll import clean_payroll
from researchlib.estimate.payroll import pay_record
from researchlib.estimate.share import share
from researchlib.protect.cells import printed
from researchlib.protect.ledger import read_ledger
from researchlib.protect.protected import protect
from researchlib.read.workbook import open_study
from researchlib.run.engine.graph import Pages
from researchlib.run.pack.pack import pack
from researchlib.run.pack.say import carries
from researchlib.run.pack.twin import twin_answers, twin_payroll
from researchlib.run.pack.wheels import PLATFORMS, carried, python_with_packages, wanted
from researchlib.run.publish.report import make_report
from researchlib.run.verify.cells import recompute
from researchlib.run.verify.ledger import is_class_pack, verify_cells
from researchlib.store.files import one_run, sha256_of
from researchlib.store.values import as_json
from researchlib.study.codebook import Codebook
from researchlib.study.place import place_of
from researchlib.terms.problem import DataProblem


def unpacked(archive, place):
    place.mkdir()
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(place)
    return next(place.iterdir())


@pytest.fixture(scope="module")
def packs(published, tmp_path_factory):
    place = tmp_path_factory.mktemp("发给 班级")  # a blank and Chinese letters in the path
    for name in ("requirements.lock", "start.py"):
        (published / name).write_bytes((HOME / name).read_bytes())
    return {
        (study, audience): unpacked(
            pack(published, open_study(study, published), audience), place / f"{study}{audience}"
        )
        for study in ("demo", "district")
        for audience in ("class", "group")
    }


@pytest.mark.parametrize("study", ["demo", "district"])
def test_every_published_number_recomputes_from_the_cells(packs, study):
    home = packs[study, "class"]
    assert is_class_pack(home, study) and not is_class_pack(packs[study, "group"], study)
    told = []
    assert verify_cells(home, study, told.append) and "个数与报告一致" in told[-1]
    place = place_of(home, study)
    ledger = read_ledger(place.ledger)
    found = recompute(ledger, place.cells)
    numbers = [n for e in ledger.entries for n in e.numbers]
    with_interval = sum(bool(n.get("interval")) for n in numbers)
    # An interval by another formula than Wilson's or Student's is held as printed, no finer.
    assert found.same >= 0.7 * with_interval > 450
    assert found.same + found.printed + found.counted + found.withheld == len(numbers)


def test_a_page_that_says_other_than_the_ledger_is_told(packs, tmp_path):
    """Page and fingerprint changed together: the words and the mark of the page still tell."""
    import shutil

    place = place_of(tmp_path, "demo")
    shutil.copytree(packs["demo", "class"] / "exports/demo", place.exports)
    ledger, page = read_ledger(place.ledger), place.exports / "02_elderly_services.html"
    page.write_text(page.read_text().replace("有效回答", "回答"), encoding="utf-8")
    changed = replace(ledger, files={**ledger.files, page.name: sha256_of(page.read_bytes())})
    place.ledger.write_bytes(changed.written())
    told = []
    assert not verify_cells(tmp_path, "demo", told.append)
    assert f"网页 {page.name} 上没有台账里的" in told[0]


RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{k}" for n in ("com", "lpt") for k in range(1, 10))}


@pytest.mark.parametrize("audience", ["class", "group"])
@pytest.mark.parametrize("study", ["demo", "district"])
def test_every_name_can_be_unpacked_on_windows_and_macos(packs, study, audience):
    home = packs[study, audience]
    names = [p.relative_to(home).as_posix() for p in home.rglob("*")]
    assert len(names) > 300
    for name in names:
        for part in name.split("/"):
            assert not re.search(r'[<>:"|?*\\\x00-\x1f]', part) and part == part.rstrip(". "), name
            assert part.split(".")[0].casefold() not in RESERVED, name
    # One folder for names that differ by case, or by how an accent is written (NFD on macOS).
    assert len({unicodedata.normalize("NFC", n).casefold() for n in names}) == len(names)
    # 260 characters with C:\\Users\\…\\Documents\\ before them.
    assert max(len(f"{study}-{audience}/{name}") for name in names) < 160


def test_a_pack_unpacked_with_names_as_macos_writes_them_is_found(packs, tmp_path):
    import shutil

    home = tmp_path / unicodedata.normalize("NFD", "発ガ é 课堂")
    shutil.copytree(packs["demo", "class"], home)
    told = []
    assert verify_cells(home, "demo", told.append), told


@pytest.mark.parametrize("study", ["demo", "district"])
def test_the_twin_says_what_its_columns_are(packs, study):
    folder = packs[study, "class"] / f"data/{study}_twin"
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    sheets = [r for r in told["resources"] if r["format"] == "xlsx"]
    assert {r["name"] for r in sheets} >= {"residents"} and "模拟" in told["title"]
    for resource in sheets:
        book = openpyxl.load_workbook(folder / resource["path"], read_only=True).active
        head, *rows = book.iter_rows(values_only=True)
        fields, missing = resource["schema"]["fields"], resource["schema"]["missingValues"]
        assert [f["name"] for f in fields] == list(head) and len(set(head)) == len(head)
        for k, field in enumerate(fields):
            given = {str(row[k]) for row in rows if row[k] is not None} - set(missing)
            assert given <= set(field.get("categories", given)), field["name"]
            assert field["type"] != "integer" or all(one.isdigit() for one in given)


def test_a_changed_cell_or_number_is_told(packs, tmp_path):
    import shutil

    place = place_of(tmp_path, "demo")
    shutil.copytree(packs["demo", "class"] / "exports/demo", place.exports)
    cells = json.loads(place.cells.read_text())
    changed = next(
        c for entry in cells for c in entry if c and "count" in c and c["n"] > 40 and c["count"] > 5
    )
    changed["count"] -= 4
    place.cells.write_text(json.dumps(cells))
    assert len(recompute(read_ledger(place.ledger), place.cells).other) >= 1


@pytest.mark.parametrize("study", ["demo", "district"])
def test_a_class_pack_holds_nobodys_answers(packs, published, study):
    home, opened = packs[study, "class"], open_study(study, published)
    names = [p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file()]
    assert not [
        n
        for n in names
        if ("/interviews/" in n and not n.startswith("researchlib/"))
        or n.startswith(f"data/{study}/")
        or n.endswith(".docx")
        or ".made" in n
    ]
    text = {n: texts(home / n) for n in names if not n.startswith("researchlib/")}
    private = [q.original for q in opened.quotes if q.original != q.words and len(q.original) > 6]
    assert len(private) > 5  # words that nobody approved, as they stand in the raw files
    for name, content in text.items():
        assert not [person for person in opened.roster if person in content], name
        assert not [s for s in private if s in content], name
        assert not re.search(r"192\.0\.2\.\d", content), name  # the addresses of the raw files
    twin = home / f"data/{study}_twin/questionnaires/residents"
    assert rows_of(next(twin.iterdir())).isdisjoint(
        {
            row
            for path in (published / f"data/{study}/questionnaires/residents").glob("*按文本*")
            for row in rows_of(path)
        }
    )


def texts(path):
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(
                archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")
            )
    return data.decode("utf-8-sig")


def rows_of(path):
    sheet = openpyxl.load_workbook(path, read_only=True).active
    return {tuple(str(c) for c in row[6:]) for row in sheet.iter_rows(min_row=2, values_only=True)}


def test_the_twins_notebooks_run(packs, workers):
    home = packs["demo", "class"]
    study = open_study("demo_twin", home)
    assert study.simulated and not study.people and not study.documents
    written, _ = make_report(home, study, lambda text: None, workers)
    assert {p.name for p in written} >= {
        "00_quality.html",
        "02_elderly_services.html",
        "03_cadre_pay.html",
    }
    assert "06_report.html" not in {p.name for p in written}  # it rests on interviews
    guide = html.fromstring((home / "先看这里.html").read_bytes())
    said = guide.text_content()
    assert "06_report" in said and "python start.py verify demo" in said
    assert "没有任何一份答卷" in said and "别人写的程序" in said
    links = [link.get("href") for link in guide.xpath("//main//a")]
    assert "exports/demo/06_report.html" in links and all((home / one).is_file() for one in links)


def test_the_twin_has_the_published_shares_and_nothing_else(residents, demo):
    import pandas as pd

    counts, published = [], protect(share(residents, "grid_known"))
    three = ("grid_known", "has_elder", "daycare_use")  # each question is drawn by itself
    book = Codebook(tuple(q for q in residents.codebook if q.variable in three))
    for seed in range(12):
        drawn = twin_answers(replace(residents, codebook=book), np.random.default_rng(seed))
        frame = pd.read_excel(io.BytesIO(drawn))
        column = next(c for c in frame.columns if "网格员是谁" in c)
        counts.append((frame[column] == "不知道").mean())
    assert len(frame) == residents.flow.valid
    assert np.mean(counts) == pytest.approx(published.row("不知道").value, abs=0.05)
    asked = next(c for c in frame.columns if "去过日间照料中心" in c)
    gate = next(c for c in frame.columns if "家中是否有60岁及以上" in c)
    assert ((frame[asked] == "(跳过)") == (frame[gate] != "是")).all()
    lines = (
        twin_payroll(pay_record(clean_payroll(demo)), np.random.default_rng(1)).strip().split("\n")
    )
    assert len(lines) == 1 + 9 * 12


def test_a_group_pack_carries_everything_but_this_machines_lists(packs, published, workers):
    home = packs["demo", "group"]
    for path in (published / "data/demo").rglob("*"):
        inside = path.relative_to(published)
        if path.is_file() and "local" not in inside.parts:
            assert (home / inside).read_bytes() == path.read_bytes()
    assert {p.name for p in (home / "data/demo/local").iterdir()} == {
        "published",
        "fingerprint.key",
    }
    study = open_study("demo", home)
    pages = Pages(home, "demo", [home / "notebooks/demo/03_cadre_pay.ipynb"], workers, print)
    made = pages.made(study.withheld)
    kept = [e for e in read_ledger(study.paths.ledger).entries if e.report == "03_cadre_pay"]
    assert as_json(made[0].entries) == as_json(kept)


def test_a_class_pack_needs_a_whole_report(published, tmp_path):
    import shutil

    home = tmp_path / "home"
    for part in ("data", "notebooks"):
        shutil.copytree(published / part / "demo", home / part / "demo")
    with pytest.raises(DataProblem, match="不是最新的一整套"):
        pack(home, open_study("demo", home), "class")
    with pytest.raises(DataProblem, match="不认识的用途"):
        pack(home, open_study("demo", home), "everybody")


@pytest.mark.parametrize("platform", [*PLATFORMS])
@pytest.mark.parametrize("version", ["3.11", "3.13"])
def test_the_lock_is_judged_by_the_machine_it_goes_to(platform, version):
    lock = (HOME / "requirements.lock").read_text(encoding="utf-8")
    kept = wanted(lock, platform, version)
    names = re.findall(r"^([A-Za-z0-9_.\-]+)==", kept, flags=re.MULTILINE)
    assert len(names) == len(set(names)) > 100 and " ; " not in kept
    assert ("pywinpty" in names) == ("colorama" in names) == (platform == "win_amd64")
    assert ("appnope" in names) == (platform == "macos")
    assert all(Requirement(f"{n}") for n in names) and kept.count("--hash=sha256:") > 500


@pytest.fixture
def embeddable(tmp_path):
    """As the embeddable Python for Windows is laid out."""
    path = tmp_path / "python-3.12.8-embed-amd64.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "python312._pth", "python312.zip\n.\n\n# Uncomment to run site.main()\n#import site\n"
        )
        archive.writestr("python.exe", b"MZ")
    return path


def test_a_carried_python_finds_project_and_packages(embeddable, tmp_path, monkeypatch):
    """Windows itself is not here: the layout is checked, and what pip is asked for."""
    from researchlib.run.pack import wheels

    asked = []

    def pip(command, **kw):
        asked.append(command)
        from pathlib import Path

        target = Path(command[command.index("--target") + 1])
        (target / "pandas").mkdir(parents=True)
        (target / "pandas/__init__.py").write_text("")
        return type("Done", (), {"returncode": 0, "stderr": ""})

    monkeypatch.setattr(wheels.subprocess, "run", pip)
    python = carried(embeddable)
    files = dict(python_with_packages(python, HOME / "requirements.lock", python.platform))
    assert (python.version, python.platform) == ("3.12", "win_amd64")
    assert files["python312._pth"].decode().split("\n") == [
        "python312.zip",
        ".",
        "..",
        "Lib/site-packages",
        "import site",
    ]
    assert "Lib/site-packages/pandas/__init__.py" in files
    assert "win_amd64" in asked[0] and "3.12.9" in asked[0] and "--require-hashes" in asked[0]
    assert "不用安装" in carries("win_amd64", "3.12", True) and "Python 3.11" in carries(
        "macos", "3.11", False
    )
    not_one = tmp_path / "x.zip"
    not_one.write_bytes(b"no")
    with pytest.raises(DataProblem, match="没有可以带走的 Python"):
        carried(not_one)


STANDALONE = {
    "cpython-3.12.8+20241219-x86_64-pc-windows-msvc-install_only.tar.gz": (
        ("python/python.exe", "python/python3.dll", "python/python312.dll", "python/Lib/os.py"),
        ("3.12", "win_amd64", "Lib/site-packages"),
    ),
    "cpython-3.13.1+20241219-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz": (
        ("python/bin/python3.13", "python/lib/python3.13/os.py"),
        ("3.13", "linux_x86_64", "lib/python3.13/site-packages"),
    ),
    "cpython-3.11.11+20241219-aarch64-apple-darwin-install_only.tar.gz": (
        ("python/bin/python3.11", "python/lib/python3.11/os.py"),
        ("3.11", "macos", "lib/python3.11/site-packages"),
    ),
}


@pytest.mark.parametrize("name", STANDALONE)
def test_a_standalone_python_is_carried_as_it_is_laid_out(name, tmp_path):
    inside, (version, platform, packages) = STANDALONE[name]
    with tarfile.open(tmp_path / name, "w:gz") as archive:
        for path in inside:
            member = tarfile.TarInfo(path)
            member.size = len(path)
            archive.addfile(member, io.BytesIO(path.encode()))
        if "python/bin/" in inside[0]:
            link = tarfile.TarInfo("python/bin/python3")
            link.type, link.linkname = tarfile.SYMTYPE, f"python{version}"
            archive.addfile(link)
    python = carried(tmp_path / name)
    assert (python.version, python.platform, python.packages) == (version, platform, packages)
    place, line = python.beside
    # A .pth line is read from the folder it stands in: it leads to the folder above python/.
    assert (PurePosixPath("python", place).parent / line.decode()).parts.count("..") == len(
        PurePosixPath("python", place).parent.parts
    )
    if "bin/python3" in python.files:  # no link: a zip unpacked by anybody has it whole
        assert python.files["bin/python3"] == inside[0].encode()


NAMES, PHONE = "贾雨村、林如海", "13900001234"


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory, workers):
    """A tiny study, published; then somebody looked at rows in its notebook and saved it."""
    home = tiny_study(tmp_path_factory.mktemp("looked"))
    cell = f"{HEAD}from researchlib import Table\nTable(share(clean_answers(study, 'residents'), 'known'), '网格员')"
    path = notebook(home / "notebooks/tiny", cell)
    make_report(home, open_study("tiny", home), lambda text: None, workers)
    saved = nbformat.read(path, 4)
    saved.metadata["told"] = NAMES
    saved.cells[0]["attachments"] = {"x.png": {"image/png": PHONE}}
    saved.cells[1].metadata["told"] = PHONE
    saved.cells[1].execution_count = 7
    saved.cells[1].outputs = [
        nbformat.v4.new_output("stream", text=NAMES),
        nbformat.v4.new_output("display_data", data={"text/html": f"<b>{PHONE}</b>"}),
    ]
    nbformat.write(saved, path)
    return home, path, cell


@pytest.mark.parametrize("audience", ["class", "group"])
def test_packs_carry_what_is_written_in_cells_and_nothing_else(looked_at, audience):
    home, path, cell = looked_at
    archive = zipfile.ZipFile(pack(home, open_study("tiny", home), audience))
    books = [name for name in archive.namelist() if name.endswith(".ipynb")]
    assert len(books) == (2 if audience == "class" else 1)
    for name in books:
        text = archive.read(name).decode()
        assert NAMES not in text and PHONE not in text and "图" not in text
        carried = nbformat.reads(text, 4)
        nbformat.validate(carried)
        assert [c.source for c in carried.cells] == ["# 题\n\n## 这一节", cell]
        assert set(carried.metadata) == {"kernelspec", "language_info"}
        assert not carried.cells[1].outputs and not any(c.metadata for c in carried.cells)
    assert NAMES in path.read_text(encoding="utf-8")  # the file itself stays


def test_a_class_pack_stops_at_what_is_typed_into_a_cell(looked_at):
    home, path, cell = looked_at
    kept = path.read_bytes()
    for typed, found in ((f"# 打{PHONE}", "手机号"), ("open('/home/x/名单.csv')", "文件路径")):
        notebook(home / "notebooks/tiny", cell, typed)
        with pytest.raises(DataProblem, match=f"第3个单元格.*{found}"):
            pack(home, open_study("tiny", home), "class")
    path.write_bytes(kept)


def test_the_key_goes_with_the_group_only(packs):
    for study in ("demo", "district"):
        key = f"data/{study}/local/fingerprint.key"
        assert (packs[study, "group"] / key).read_bytes() == (HOME / key).read_bytes()
        assert not (packs[study, "class"] / key).exists()


@pytest.mark.parametrize("study", ["demo", "district"])
def test_the_cells_of_a_class_pack_are_no_finer_than_print(packs, study):
    """Shares and averages as printed; a count only where the printed number leaves one."""
    place = place_of(packs[study, "class"], study)
    seen = 0
    for entry, cells in zip(
        read_ledger(place.ledger).entries, json.loads(place.cells.read_text()), strict=True
    ):
        for number, cell in zip(entry.numbers, cells, strict=True):
            if not cell:
                continue
            seen += 1
            in_words = not re.match(r"-?\d", number["text"])
            shown = None if in_words else float(re.match(r"-?[\d.]+", number["text"])[0])
            if "count" in cell:
                mine = [n for n in entry.numbers if n.get("question") == number["question"]]
                alike = [
                    n for n in mine if (n["by"], not n["of"]) == (number["by"], not number["of"])
                ]
                assert not any(n["withheld"] for n in alike)  # a mean rank is no share
                alike = [
                    c
                    for c in range(cell["n"] + 1)
                    if in_words or printed(cell | {"count": c})[0] == number["text"]
                ]
                alike = [c for c in alike if printed(cell | {"count": c})[1] == number["interval"]]
                assert alike == [cell["count"]]
            elif in_words:
                raise AssertionError(f"finer than the words: {number['text']} {cell}")
            elif "share" in cell:
                assert cell["share"] == shown / 100
            else:
                assert cell.get("mean", cell.get("values", [0])[0]) in (shown, shown / 100)
            assert "sides" not in cell
    assert seen > 400


def test_a_class_pack_carries_the_notebook_that_was_reported(looked_at):
    home, path, cell = looked_at
    kept = path.read_bytes()
    notebook(home / "notebooks/tiny", cell, "# 后来又写了一句")
    with pytest.raises(DataProblem, match="不是最新的一整套"):
        pack(home, open_study("tiny", home), "class")
    path.write_bytes(kept)


def test_a_group_pack_takes_nothing_from_outside_and_no_traces(looked_at, tmp_path):
    home, *_ = looked_at
    (tmp_path / "outside.txt").write_text("OUTSIDE", encoding="utf-8")
    data = home / "data/tiny"
    (data / "records_link.txt").symlink_to(tmp_path / "outside.txt")
    (data / "~$课题表.xlsx").write_bytes(b"x")
    told = []
    names = zipfile.ZipFile(
        pack(home, open_study("tiny", home), "group", tell=told.append)
    ).namelist()
    assert not any("records_link" in name or "~$" in name for name in names)
    assert "records_link.txt" in told[0] and "~$课题表.xlsx" in told[0]
    (data / "records_link.txt").unlink()
    (data / "~$课题表.xlsx").unlink()


def test_no_pack_is_made_while_a_report_runs(looked_at):
    home, *_ = looked_at
    study = open_study("tiny", home)
    with one_run(study.paths.exports), pytest.raises(DataProblem, match="正在"):
        pack(home, study, "group")
