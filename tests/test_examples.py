"""Every example in a docstring is run, on a small study, and shows what it says."""

from __future__ import annotations

import doctest
import inspect
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

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


def public_methods(kind):
    """What a reader may ask of a value: its methods and properties, written in the package."""
    for owner in kind.__mro__:
        for name, held in vars(owner).items() if owner.__module__.startswith("researchlib") else ():
            held = getattr(held, "fget", None) or getattr(held, "func", None) or held
            held = inspect.unwrap(getattr(held, "__func__", held))
            if not name.startswith("_") and inspect.isfunction(held):
                yield f"{owner.__name__}.{name}", held


def classes_in(told):
    """The package's classes in an annotation: a tuple of these, one or None."""
    if inspect.isclass(told) and told.__module__.startswith("researchlib"):
        return {told}
    return {found for part in get_args(told) for found in classes_in(part)}


def shown_on_asking():
    """What Shift+Tab shows: the public names, and what can be asked of the values they return."""
    public = {name: getattr(researchlib, name) for name in researchlib.__all__}
    plain = {name: inspect.unwrap(one) for name, one in public.items()}
    kinds, functions = (
        {name: one for name, one in plain.items() if test(one)}
        for test in (inspect.isclass, inspect.isfunction)
    )
    returned, new = set(), {*kinds.values()}
    new |= {c for f in functions.values() for c in classes_in(get_type_hints(f)["return"])}
    while new - returned:
        returned |= new
        asked = [f for kind in new for _, f in public_methods(kind)]
        new = {c for f in asked for c in classes_in(get_type_hints(f).get("return"))}
    of_values = {c.__name__: c for c in returned} | dict(
        pair for kind in returned for pair in public_methods(kind)
    )
    return of_values | plain


ASKED = shown_on_asking()


def parts_told(docstring):
    """A docstring as its first line and the sections of the numpydoc standard."""
    text = inspect.cleandoc(docstring)
    titles = re.split(r"^(\w[\w ]*)\n-{3,}\n", text, flags=re.MULTILINE)
    return titles[0], dict(zip(titles[1::2], titles[2::2], strict=True))


def not_chinese(docstring):
    """The sentences of a docstring that hold no Chinese, or more English than names."""
    before, sections = parts_told(docstring or "")
    first, *rest = before.split("\n")
    told = [first, *filter(None, rest)]
    for title in ("Parameters", "Returns", "Raises", "Notes"):
        told += re.findall(r"^    (.+)", sections.get(title, ""), re.MULTILINE)
    return [
        line
        for line in told
        if not re.search("[\u4e00-\u9fff]", line)
        or re.search(
            r"\b(?:the|of|is|are|its?|in|with|from|for|by|at)\b", re.sub("`[^`]*`", "", line)
        )
    ]


def test_what_is_shown_on_asking_is_told_in_chinese():
    assert {"share", "Study.fact", "Estimates.compare", "Answers.from_frame"} <= {*ASKED}
    assert {name: lines for name, one in ASKED.items() if (lines := not_chinese(one.__doc__))} == {}


def test_a_sentence_that_is_not_chinese_is_seen():
    told = "占比。\n\nParameters\n----------\nof : str\n    {}\n\nExamples\n--------\n>>> 1\n1\n"
    assert not_chinese(told.format("哪个选项。")) == []
    for line in ("Which choice.", "代号 of the row."):
        assert not_chinese(told.format(line)) == [line]
    assert not_chinese("A share.") == ["A share."] and not_chinese(None) == [""]


@pytest.mark.parametrize("name", researchlib.__all__)
def test_every_argument_is_told(name):
    """An argument is told under the name by which it is given."""
    told = parts_told(ASKED[name].__doc__)[1].get("Parameters", "")
    heads = re.findall(r"^\*{0,2}(\w[^:\n]*)", told, re.MULTILINE)
    names = [one.strip(" *") for head in heads for one in head.split(",")]
    given = inspect.signature(ASKED[name]).parameters
    assert names == [*given] or name == "DataProblem"
    assert len(re.findall(r"^    .+(?:\n    .+)*", told, re.MULTILINE)) == len(heads)
