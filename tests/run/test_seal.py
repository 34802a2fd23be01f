"""Sealing: what came from the field is known by its checksum, and what comes later is told."""

from __future__ import annotations

import json

from conftest import write_xlsx

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.add import add_file
from researchlib.run.fieldwork.seal import seal, unsealed

HEAD = ["序号", "1、您的性别"]


def rows(first, last):
    return [HEAD, *([n, "男" if n % 2 else "女"] for n in range(first, last + 1))]


def test_a_file_after_sealing_is_told_until_it_is_sealed_too(make_study, tmp_path):
    home = make_study(rows(1, 20))
    study = open_study("small", home)
    assert unsealed(study) == []  # nothing was sealed: nothing came later
    assert seal(study) == 1
    study = open_study("small", home)
    assert unsealed(study) == []
    add_file(study, write_xlsx(tmp_path / "in/补充.xlsx", rows(21, 30)))
    assert unsealed(study) == ["questionnaires/survey/补充.xlsx"]
    assert seal(study) == 2 and unsealed(open_study("small", home)) == []


def test_neither_examples_nor_what_is_being_filled_in_are_sealed(make_study):
    home = make_study(rows(1, 20))
    folder = home / "data/small"
    write_xlsx(folder / "questionnaires/survey/示例数据_x.xlsx", rows(1, 5))
    write_xlsx(folder / "forms/survey/录入表.xlsx", rows(1, 5))
    seal(open_study("small", home))
    names = list(json.loads((folder / "sealed.json").read_text(encoding="utf-8")))
    assert names == ["questionnaires/survey/1_按文本_x_1_1.xlsx"]


def test_how_many_are_new_is_counted_against_all_that_is_there(make_study, tmp_path):
    home = make_study(rows(1, 20))
    study = open_study("small", home)
    assert "10份" in add_file(study, write_xlsx(tmp_path / "in/补充.xlsx", rows(21, 30)))
    told = add_file(study, write_xlsx(tmp_path / "in/全部.xlsx", rows(1, 35)))
    assert "比上次多5份" in told
    folder = home / "data/small/questionnaires/survey"
    assert [p.name for p in folder.glob("*.xlsx")] == ["全部.xlsx"]
    assert len(list((folder / "earlier").glob("*.xlsx"))) == 2
