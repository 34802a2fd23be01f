"""90_in_class: choices and exercises on a page without a script, made of the study itself."""

from __future__ import annotations

import re
import zipfile
from collections import Counter

import pytest
from conftest import SEX, STUDIES
from tiny import notebook, tiny_study

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.protect.ledger import read_ledger
from researchlib.protect.protected import protect
from researchlib.read.workbook import open_study
from researchlib.report.classroom import say
from researchlib.report.classroom.exercise import exercises
from researchlib.report.classroom.switch import offers, switch
from researchlib.run.pack.pack import pack
from researchlib.run.publish.report import make_report
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

SENTENCE = "在这部分填答者中，不知道自己的网格员是谁的占{不知道:full}。"


def plain(page):
    """What a reader sees: no tags, no blanks, no numbering."""
    return "".join(re.sub("<[^>]+>", "", page).split())


@pytest.fixture
def page_of(browser, published):
    """The class page of a study in a browser without scripts and without a network."""
    context = browser.new_context(java_script_enabled=False, offline=True)

    def opened(study):
        page = context.new_page()
        page.goto((published / "exports" / study / "90_in_class.html").as_uri())
        return page

    yield opened
    context.close()


def test_by_keyboard_every_alternative_is_what_switch_prints(page_of, published):
    page, study = page_of("demo"), open_study("demo", published)
    printed = switch(
        study, "residents", "grid_known", SENTENCE, of="不知道", by=["sex", "age"]
    ).page
    sections = page.locator(".switch > section")
    assert sections.count() == len(printed.options) == 5
    page.locator(".switch input").first.focus()
    for place, option in enumerate(printed.options):
        if place:
            page.keyboard.press("ArrowDown")
        seen = [k for k in range(5) if sections.nth(k).locator("> div").is_visible()]
        assert seen == [place]
        told = sections.nth(place).inner_text()
        assert option.name in told
        shown = plain(told)
        for one in option.contents:
            assert plain(one.text.split("\n")[0]) in shown
            assert one.kind != "table" or all(
                plain(cell.text) in shown for row in one.rows for cell in row
            )
        assert sections.nth(place).locator("img.drawn").is_visible()
        alt = sections.nth(place).locator("img.drawn").get_attribute("alt")
        assert alt == option.contents[-1].alt


def test_an_alternative_is_cleaning_with_that_decision_and_stands_in_the_ledger(published):
    study = open_study("demo", published)
    entry = next(
        e
        for e in read_ledger(study.paths.ledger).entries
        if e.report == "90_in_class" and e.kind == "choices"
    )
    for sex in ("女", "男"):
        some = clean_answers(study, "residents", decisions={"focus": sex})
        row = protect(share(some, "grid_known")).row("不知道")
        assert f"占{row.text}（95%区间{row.interval}，有效回答{row.n}人）" in entry.text
    counted = {tuple(map(str, r["who"])) for r in read_ledger(study.paths.ledger).releases}
    assert any("女" in str(who) for who in counted)


def test_a_reader_of_the_screen_is_told_what_can_be_chosen(page_of):
    page = page_of("demo")
    told = page.locator(".switch").aria_snapshot()
    assert told.startswith('- radiogroup "换一个口径或分组"') and "radio" in told
    assert '"按“性别”分组"' in told and "[checked]" in told


def test_without_has_all_stand_as_a_list(browser, published, tmp_path):
    page = (published / "exports/demo/90_in_class.html").read_text(encoding="utf-8")
    assert page.count("@supports selector(:has(a))") == 2
    older = tmp_path / "older.html"
    older.write_text(page.replace("selector(:has(a))", "selector(:no(a))"), encoding="utf-8")
    view = browser.new_page(java_script_enabled=False)
    view.goto(older.as_uri())
    bodies = view.locator(".switch > section > div")
    assert all(bodies.nth(k).is_visible() for k in range(bodies.count()))
    view.close()


@pytest.mark.parametrize("study", STUDIES)
def test_six_exercises_check_themselves_and_say_nothing_before(page_of, study):
    page = page_of(study)
    found = page.locator(".exercise")
    assert found.count() == 6
    assert page.get_by_text("对了。").first.is_hidden()
    for place in range(6):
        told = Counter()
        for k in range(found.nth(place).locator("summary").count()):
            found.nth(place).locator("summary").nth(k).focus()
            page.keyboard.press("Enter")
            told[found.nth(place).locator("details p").nth(k).inner_text()[:3]] += 1
        assert told["对了。"] == 1 and told["不对。"] >= 2


def test_the_right_answers_are_right(published):
    study = open_study("demo", published)
    answers = clean_answers(study, "residents")
    made = exercises(study, "residents")
    right = {one.caption: next(a for a in one.answers if a.right) for one in made}
    entry = made[0].numbers[0]
    row = protect(share(answers, "years")).row(entry.name)
    assert right[say.RECOMPUTED].text == row.text and str(row.count) in made[0].question
    assert "名填答者中" not in right[say.BASELESS].text
    assert "因为" in right[say.OVERCLAIMED].text
    name, told = re.search("换成“(.+)”再算", made[3].question)[1], right[say.TREATED].text
    women = clean_answers(study, "residents", decisions={"focus": "女"})
    new = protect(share(women, "years")).row(entry.name)
    assert name.endswith("女") and (told == "低了") == (new.value < row.value)
    assert f"没有采用的{answers.flow.returned - answers.flow.valid}份" in right[say.MISSED].text


def test_answers_are_in_no_ledger_and_the_teachers_page_in_no_pack(published):
    study = open_study("demo", published)
    page = published / "exports/demo" / f"{say.TEACHER_NAME}.html"
    told = page.read_text(encoding="utf-8")
    assert say.NO_CAUSE in told and "<script" not in told
    ledger = study.paths.ledger.read_text(encoding="utf-8")
    assert say.NO_CAUSE not in ledger and page.name not in ledger
    with zipfile.ZipFile(pack(published, study, "class")) as packed:
        names = packed.namelist()
    assert any(name.endswith("90_in_class.html") for name in names)
    assert not [name for name in names if say.TEACHER_NAME in name]


def test_what_is_not_so_is_not_said(make_study):
    """Nobody lost, nothing unanswered, nothing declared, nothing quoted."""
    rows = [[k, "男" if k % 2 else "女"] for k in range(50)]
    home = make_study([["序号", "1、您的性别"], *rows])
    told = "\n".join(map(in_full, exercises(open_study("small", home), "survey")))
    for said in (
        "没有交回的",
        "没有采用的",
        "没有回答这道题的",
        "0人",
        "加权",
        say.BASE_WITH_BLANKS,
    ):
        assert said not in told, said
    for said in ("都回答了", say.NOTHING_DECLARED, "还没有批准引用的原话"):
        assert said in told, said


def in_full(one):
    return "\n".join((one.question, *(f"{a.text} {a.why}" for a in one.answers)))


def test_a_study_of_which_nothing_can_be_counted_has_the_last_exercise_alone(make_study):
    asked = {w.SOURCE: "survey", w.VARIABLE: "said", w.TEXT: "您有什么建议", w.KIND: "填空"}
    rows = [[k, f"建议{k}"] for k in range(50)]
    home = make_study(
        [["序号", "1、您有什么建议"], *rows], **{w.CODEBOOK: [asked | {w.SENSITIVITY: "一般"}]}
    )
    study = open_study("small", home)
    assert [one.caption for one in exercises(study, "survey")] == [say.QUOTED]
    with pytest.raises(DataProblem, match="没有单选题或量表"):
        switch(study, "survey")


CLASS = "from researchlib import *\nstudy = open_study()\n"


def test_choices_stand_on_no_other_page(tmp_path, workers):
    home = tiny_study(tmp_path, **{"01_x": f"{CLASS}switch(study, 'residents')"})
    with pytest.raises(DataProblem, match="只能出现在课堂的网页上"):
        workers.export(home / "notebooks/tiny/01_x.ipynb", home)
    notebook(home / "notebooks/tiny", f"{CLASS}switch(study, 'residents')", name="90_x")
    made = workers.export(home / "notebooks/tiny/90_x.ipynb", home)
    assert made.contents[0].kind == "choices" and not made.word


def test_a_sensitive_number_under_another_treatment_is_withheld(make_study, workers):
    """Those whom the other treatment leaves out would follow from both: no row of it leaves."""
    rule = {
        w.RULE: "fast",
        w.SOURCE: "survey",
        w.RULE_KIND: w.Rule.TOO_FAST,
        w.CHOSEN: "60",
        w.ALTERNATIVES: "90",
        w.REASON: "说明",
    }
    ill = SEX | {w.VARIABLE: "ill", w.TEXT: "有病吗", w.CHOICES: "有\n无", w.SENSITIVITY: "敏感"}
    rows = [
        [k, f"{75 if k < 20 else 200}秒", "男" if k % 2 else "女", "有" if k % 3 == 0 else "无"]
        for k in range(90)
    ]
    head = ["序号", "所用时间", "1、您的性别", "2、有病吗"]
    home = make_study([head, *rows], **{w.CODEBOOK: [SEX, ill], w.RULES: [rule]})
    shown = "Text('填答者中占{%s}。', share(clean_answers(study, 'survey'%s), '%s'))"
    for name, other, variable, choice in (
        ("01_x", "", "ill", "有"),
        ("90_x", ", decisions={'fast': '90'}", "ill", "有"),
        ("90_y", ", decisions={'fast': '90'}", "sex", "男"),
    ):
        cell = CLASS + shown % (choice, other, variable)
        notebook(home / "notebooks/small", cell, name=name)
    make_report(home, open_study("small", home), lambda text: None, workers)
    entries = {e.report: e for e in read_ledger(home / "exports/small/ledger.json").entries}
    withheld = {name: e.numbers[0]["withheld"] for name, e in entries.items()}
    assert withheld == {"01_x": False, "90_x": True, "90_y": False}
    assert [one[1] for one in offers(open_study("small", home), "survey", "ill").answers[1:]] == []
    assert "敏感" in "".join(offers(open_study("small", home), "survey", "ill").left_out)


def test_whom_one_looks_at_is_one_system_with_the_report(demo):
    """A filter is a row over the same answers, so that both sexes are attacked together."""
    base, women = (clean_answers(demo, "residents", decisions=d) for d in ({}, {"focus": "女"}))
    assert base.data == women.data and not base.filters and women.filters
    slow = clean_answers(demo, "residents", decisions={"too_fast": "90"})
    assert slow.data != base.data


def test_an_undeclared_filter_is_refused(demo, residents):
    women = clean_answers(demo, "residents", decisions={"focus": "女"})
    assert 0 < len(women) < len(residents)
    with pytest.raises(DataProblem, match="没有列出“老人”"):
        clean_answers(demo, "residents", decisions={"focus": "老人"})
