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

CAUSE = "光凭它看不出原因"
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
    printed = switch(study, "residents", "grid_known", SENTENCE, of="不知道", by=["sex", "age"])
    sections = page.locator(".switch > section")
    assert sections.count() == len(printed.names) == 5
    page.locator(".switch input").first.focus()
    for place, name in enumerate(printed.names):
        if place:
            page.keyboard.press("ArrowDown")
        seen = [k for k in range(5) if sections.nth(k).locator("> div").is_visible()]
        assert seen == [place]
        told = sections.nth(place).inner_text()
        sentence, table, chart = printed.shown[place]
        for text in (name, sentence.text, table.caption, *table.notes, *chart.notes):
            assert plain(text) in plain(told)
        cells = sections.nth(place).locator("tbody tr")
        rows = [plain("".join(c.text + c.note for c in row)) for row in table.rows]
        assert [plain(cells.nth(k).inner_text()) for k in range(cells.count())][: len(rows)] == rows
        drawn = sections.nth(place).locator("img.drawn")
        assert drawn.is_visible() and drawn.get_attribute("alt") == chart.alt


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
    number, base, claim, lost, other, _ = ([a.text for a in one.answers if a.right] for one in made)
    (asked,) = [q for q in answers.codebook if f"“{q.text}”" in made[0].question]
    table = protect(share(answers, asked.variable))
    row = max(table.rows, key=lambda one: one.count)
    assert number == [row.text] and f"选“{row.choice}”的有{row.count}人" in made[0].question
    assert "名填答者" not in base[0] and "因为" in claim[0]
    assert f"没有采用的{answers.flow.returned - answers.flow.valid}份" in lost[0]
    assert made[4].question.count("女") == 1
    women = clean_answers(study, "residents", decisions={"focus": "女"})
    new = protect(share(women, asked.variable)).row(row.choice)
    assert other == ["高了" if new.value > row.value else "低了"]


def test_answers_are_in_no_ledger_and_the_teachers_page_in_no_pack(published):
    study = open_study("demo", published)
    page = published / "exports/demo" / f"{say.TEACHER_NAME}.html"
    told = page.read_text(encoding="utf-8")
    assert CAUSE in told and "<script" not in told
    ledger = study.paths.ledger.read_text(encoding="utf-8")
    assert CAUSE not in ledger and page.name not in ledger
    with zipfile.ZipFile(pack(published, study, "class")) as packed:
        names = packed.namelist()
    assert any(name.endswith("90_in_class.html") for name in names)
    assert not [name for name in names if say.TEACHER_NAME in name]


def test_what_is_not_so_is_not_said(make_study):
    """Nobody lost, nothing unanswered, nothing declared, nothing quoted."""
    rows = [[k, "男" if k % 2 else "女"] for k in range(50)]
    home = make_study([["序号", "1、您的性别"], *rows])
    told = "\n".join(map(in_full, exercises(open_study("small", home), "survey")))
    assert not re.search(
        r"没有(交回|采用|回答这道题)的|没有回答的有[1-9]|加权|没有回答的人也算进", told
    )
    for said in ("没有可以换着看的口径", "还没有批准引用的原话"):
        assert said in told, said


def in_full(one):
    return "\n".join((one.question, *(f"{a.text} {a.why}" for a in one.answers)))


@pytest.mark.parametrize("men", [1, 50, 99, 100])
def test_there_is_always_something_to_choose(make_study, men):
    rows = [[k, "男" if k < men else "女"] for k in range(100)]
    home = make_study([["序号", "1、您的性别"], *rows])
    for one in exercises(open_study("small", home), "survey"):
        assert len(one.answers) > 1 and sum(a.right for a in one.answers) == 1
        assert len({a.text for a in one.answers}) == len(one.answers)


def test_a_study_of_which_nothing_can_be_counted_has_the_last_exercise_alone(make_study):
    asked = {w.SOURCE: "survey", w.VARIABLE: "said", w.TEXT: "您有什么建议", w.KIND: "填空"}
    rows = [[k, f"建议{k}"] for k in range(50)]
    home = make_study(
        [["序号", "1、您有什么建议"], *rows], **{w.CODEBOOK: [asked | {w.SENSITIVITY: "一般"}]}
    )
    study = open_study("small", home)
    assert [one.caption for one in exercises(study, "survey")] == ["引用一句话"]
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
    assert [one[1] for one in offers(open_study("small", home), "survey", "ill")[0][1:]] == []
    assert "敏感" in "".join(offers(open_study("small", home), "survey", "ill")[1])


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
