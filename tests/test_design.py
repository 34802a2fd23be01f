"""The design, kept true: stages in order, Chinese in one place, small modules, clean notebooks."""

from __future__ import annotations

import ast
import json
import re
import statistics
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import STUDIES

HOME = Path(__file__).resolve().parent.parent
PACKAGE = HOME / "researchlib"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = ("terms", "study", "read", "clean", "estimate", "protect", "report", "run")
CHINESE = re.compile("[\u4e00-\u9fff]")
# Reading and the two studies alone took 6,000; statistics, interviews and Word stand beside them.
MOST_CODE = 14_500
NOTEBOOKS = sorted((HOME / "notebooks").rglob("*.ipynb"))


def stage_of(name: str) -> int:
    part = name.split(".")[1] if "." in name else ""
    return STAGES.index(part) if part in STAGES else len(STAGES)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_its_left(path):
    own = stage_of("researchlib." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("researchlib."):
            assert stage_of(node.module) <= own, f"{path.name} imports {node.module}"


def test_there_are_no_import_cycles():
    edges = {}
    for path in MODULES:
        name = "researchlib." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        edges[name] = {n.module for n in tree.body if isinstance(n, ast.ImportFrom) and n.module}
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join((*above, name))
        if name not in done:
            for other in edges.get(name, ()):
                walk(other, (*above, name))
            done.add(name)

    for name in edges:
        walk(name, ())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_chinese_for_readers_stands_in_terms_only(path):
    if path.relative_to(PACKAGE).parts[0] == "terms":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert id(node) in docstrings or not CHINESE.search(node.value), node.value


def code_lines(path: Path) -> int:
    """Lines that do something: no blanks, comments or docstrings."""
    text = path.read_text(encoding="utf-8")
    silent: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        if isinstance(node, documented) and ast.get_docstring(node):
            silent |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in silent
        for number, line in enumerate(text.splitlines(), 1)
    )


def test_modules_stay_small():
    lines = [len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES]
    assert max(lines) <= 350
    assert statistics.median(lines) <= 120
    assert sum(code_lines(p) for p in MODULES) < MOST_CODE


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_notebooks_are_short_cells_without_results(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        assert not cell["outputs"] and cell["execution_count"] is None
        assert len(source.splitlines()) <= 12
        assert "def " not in source and "import os" not in source and ".csv" not in source


@pytest.mark.parametrize("study", STUDIES)
def test_prose_of_notebooks_holds_no_number_of_its_own(study):
    from researchlib.read.workbook import open_study
    from researchlib.report.contents import Part, allowed_words, unbound_words

    allowed = allowed_words(open_study(study, HOME))
    for path in (HOME / "notebooks" / study).glob("[01]*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                part = Part(0, "", "".join(cell["source"]), (), "")
                assert unbound_words(part, allowed) == [], path.name


def locked() -> dict[str, str]:
    text = (HOME / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.\-]+)==([^ ;\\\n]+)", text, re.MULTILINE))


def test_the_lock_is_hashed_and_names_no_address():
    text = (HOME / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links", text)
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > 80
    assert all("--hash=sha256:" in entry for entry in entries)


def test_project_lock_and_conda_list_agree():
    import rattler
    from packaging.requirements import Requirement
    from packaging.version import Version

    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(r) for r in project["dependencies"]]
    extras = [Requirement(r) for group in project["optional-dependencies"].values() for r in group]
    lock = {name.lower().replace("_", "-"): v for name, v in locked().items()}
    for need in [*wanted, *extras]:
        version = lock[need.name.lower().replace("_", "-")]
        assert need.specifier.contains(Version(version)), (need, version)
    conda = yaml.safe_load((HOME / "environment.yml").read_text(encoding="utf-8"))
    specs = [s for s in conda["dependencies"] if isinstance(s, str)]
    for spec in specs:
        rattler.MatchSpec(spec, strict=True)
    base = {re.sub("-base$", "", s.split()[0]).lower(): s.partition(" ")[2] for s in specs}
    base |= {
        s.split()[0]: s.partition(" ")[2]
        for part in conda["dependencies"]
        if isinstance(part, dict)
        for s in part["pip"]
        if not s.startswith("-")
    }
    for need in wanted:
        bounds = {part.strip() for part in base[need.name.lower()].split(",")}
        assert bounds == {str(s) for s in need.specifier}, need.name
    with pytest.raises(Exception):  # noqa: B017 - the check itself must be able to fail
        rattler.MatchSpec("bad spec ===", strict=True)


def test_our_own_words_can_be_drawn():
    from researchlib.report.font import lacking

    said = "".join(p.read_text(encoding="utf-8") for p in (PACKAGE / "terms").rglob("*.py"))
    invisible = re.compile("[\u200b-\u206f\ufeff\u00ad]")
    assert lacking(invisible.sub("", said)) == ""


def test_every_public_name_is_documented_with_an_example():
    import researchlib

    for name in researchlib.__all__:
        text = getattr(researchlib, name).__doc__
        assert CHINESE.search(text.strip().splitlines()[0]), name
        if name not in ("DataProblem",):
            assert ">>>" in text, name


def test_the_stub_lists_the_public_names():
    import researchlib

    stub = (PACKAGE / "__init__.pyi").read_text(encoding="utf-8")
    assert set(re.findall(r" as (\w+)", stub)) == set(researchlib.__all__)
