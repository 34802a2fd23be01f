"""Every example in a docstring is run, on a small study, and shows what it says."""

from __future__ import annotations

import doctest
import re
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from example_study import tiny

import researchlib

PACKAGE = Path(researchlib.__file__).parent
SHOWING = [
    "researchlib." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for path in sorted(PACKAGE.rglob("*.py"))
    if ">>>" in path.read_text(encoding="utf-8")
]
RULES = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """What a reader of the examples has at hand: a study, its answers, interviews and payroll."""
    study = tiny(tmp_path_factory.mktemp("tiny"))
    return {name: getattr(researchlib, name) for name in researchlib.__all__} | {
        "np": np,
        "pd": pd,
        "study": study,
        "answers": researchlib.clean_answers(study, "residents"),
        "spoken": researchlib.clean_interviews(study),
        "payroll": researchlib.clean_payroll(study),
    }


def shown_as_in_a_notebook(value):
    """What a cell shows of its last line, without colours and pictures."""
    if value is not None:
        bundle = getattr(value, "_repr_mimebundle_", dict)()
        print(bundle.get("text/plain", repr(value)))


@pytest.mark.parametrize("module", SHOWING)
def test_examples_run_and_show_what_they_say(module, given, monkeypatch):
    monkeypatch.chdir(given["study"].folder)
    monkeypatch.setattr(sys, "__displayhook__", shown_as_in_a_notebook)
    loaded = import_module(module)
    names = given | {n: v for n, v in vars(loaded).items() if n not in given}
    runner = doctest.DocTestRunner(optionflags=RULES)
    said: list[str] = []
    for example in doctest.DocTestFinder().find(loaded, globs=names):
        runner.run(example, out=said.append)
    if said:
        pytest.fail("".join(said), pytrace=False)


def test_no_example_is_passed_over():
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert [p.name for p, text in texts.items() if re.search(r"doctest: *\+SKIP", text)] == []


def test_the_parameters_of_what_is_used_most_are_told_in_chinese():
    """What Shift+Tab shows of the names in which nearly every cell begins."""
    import inspect
    import re

    import researchlib

    for (
        name
    ) in "open_study clean_answers share average Finding Table bar_chart switch exercises".split():
        told = inspect.getdoc(getattr(researchlib, name)).partition("Parameters\n")[2]
        described = re.findall(r"^    (.+)", re.split(r"\n\n", told)[0], re.MULTILINE)
        assert described and all(re.search("[\u4e00-\u9fff]", line) for line in described), name
