"""What is declared, what is imported and what is locked say the same."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

HOME = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-test.lock")

# Declared and imported by no module: a name that stands in a file is what calls for them.
CALLED = {
    "ipykernel": ("researchlib/run/engine/kernel.py", 'kernel_name="python3"'),
    "jupyterlab": ("researchlib/run/lab.py", '"jupyterlab"'),
    "jupyterlab-language-pack-zh-cn": ("researchlib/run/lab.py", "zh_CN"),
    "pip": ("researchlib/run/pack/wheels.py", '"pip"'),
    "flit-core": ("pyproject.toml", "flit_core.buildapi"),
    "mypy": (".ci/run", "mypy"),
    "ruff": (".ci/run", "ruff"),
    "seaborn": ("researchlib/report/charts/own.py", "seaborn"),
}
# Oracles of scripts in tests/reference, run by hand where they are installed.
ORACLES = {"firthmodels"}


def declared(*wanted: str) -> list[Requirement]:
    return [Requirement(text) for text in wanted]


USERS = declared(*PROJECT["project"]["dependencies"])
BUILD = declared(*PROJECT["project"]["optional-dependencies"]["build"])
TESTS = declared(*PROJECT["dependency-groups"]["test"])


def names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(r.name) for r in requirements}


def sources(*folders: str) -> list[str]:
    """Every Python text below these folders, and the code of the notebooks."""
    found = [p.read_text("utf-8") for f in folders for p in sorted((HOME / f).rglob("*.py"))]
    for path in (p for f in folders for p in sorted((HOME / f).rglob("*.ipynb"))):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        found += ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    return found


def imported(*folders: str) -> set[str]:
    """The distributions behind everything that is imported there."""
    own = {p.stem for f in ("tests", "data/simulate") for p in (HOME / f).rglob("*.py")}
    modules = set()
    for text in sources(*folders):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    providers = packages_distributions()
    outside = modules - sys.stdlib_module_names - own - ORACLES - {"researchlib"}
    return {canonicalize_name(providers[module][0]) for module in outside}


def test_what_is_imported_is_declared():
    assert imported("researchlib", "notebooks") - names(USERS) == set()
    assert imported("tests", "data/simulate") - names(USERS) - names(TESTS) == set()


def test_what_is_declared_is_imported():
    used = imported("researchlib", "notebooks") | set(CALLED)
    assert names(USERS) | names(BUILD) <= used
    stubs = {f"types-{name}" for name in names(USERS)}  # what mypy wants to know of a package
    assert names(TESTS) <= imported("tests") | set(CALLED) | stubs


def test_what_is_called_by_name_is_still_called():
    assert [
        n for n, (file, mark) in CALLED.items() if mark not in (HOME / file).read_text("utf-8")
    ] == []
    everywhere = imported("researchlib", "notebooks", "tests", "data/simulate")
    assert everywhere & set(CALLED) == set()


def locked(name: str) -> dict[str, set[str]]:
    """Versions by package: one, or several by Python."""
    found: dict[str, set[str]] = {}
    text = (HOME / name).read_text(encoding="utf-8")
    for package, version in re.findall(r"^([A-Za-z0-9_.\-]+)==([^ ;\\\n]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


@pytest.mark.parametrize("name, least", [(LOCKS[0], 80), (LOCKS[1], 10)])
def test_a_lock_is_hashed_and_names_no_address(name, least):
    text = (HOME / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links", text)
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > least
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_hold_what_is_declared():
    users, tests = map(locked, LOCKS)
    for need in USERS + BUILD:
        assert all(need.specifier.contains(Version(v)) for v in users[canonicalize_name(need.name)])
    for need in TESTS:
        assert all(need.specifier.contains(Version(v)) for v in tests[canonicalize_name(need.name)])


def test_what_only_the_tests_need_is_in_their_lock_alone():
    users, tests = map(locked, LOCKS)
    assert names(TESTS) & set(users) == {"pyyaml"}  # JupyterLab needs that one too
    assert {n: (users[n], tests[n]) for n in set(users) & set(tests) if users[n] != tests[n]} == {}


def test_the_conda_list_says_the_same():
    import rattler

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
    assert set(base) == {need.name.lower() for need in USERS} | {"python"}
    for need in USERS:
        bounds = {part.strip() for part in base[need.name.lower()].split(",")}
        assert bounds == {str(s) for s in need.specifier}, need.name
    with pytest.raises(Exception):  # noqa: B017 - the check itself must be able to fail
        rattler.MatchSpec("bad spec ===", strict=True)
