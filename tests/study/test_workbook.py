"""The workbook: every mistake is told with sheet, row and column, all in one go."""

from __future__ import annotations

import pytest
from conftest import BASICS, SEX, SOURCE, sheets

from researchlib.read.workbook import open_study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

EXPORT = [["序号", "1、您的性别"], [1, "男"]]


def test_a_right_workbook_is_read(make_study):
    study = open_study("small", make_study(EXPORT))
    assert study.title == "测试课题" and study.group_size == 3 and study.simulated
    assert study.sources["survey"].issued == 50
    assert study.codebooks["survey"]["sex"].choices == ("男", "女")


@pytest.mark.parametrize(
    "sheet, rows, told",
    [
        (
            w.CODEBOOK,
            [{**SEX, w.KIND: "单选题"}],
            ["“题目对照表”第2行“题型”填的是“单选题”", "单选、多选"],
        ),
        (w.CODEBOOK, [{**SEX, w.CHOICES: ""}], ["第2行", "“选项”没有填写"]),
        (w.CODEBOOK, [SEX, SEX], ["第3行“变量名”的“sex”与第2行重复"]),
        (w.CODEBOOK, [{**SEX, w.VARIABLE: "性别"}], ["变量名“性别”不合要求"]),
        (
            w.CODEBOOK,
            [{**SEX, w.SOURCE: "servey"}],
            ["“问卷代号”的“servey”找不到出处", "最接近的是“survey”"],
        ),
        (w.CODEBOOK, [{**SEX, w.MERGE: "全部=男+女女"}], ["“合并选项”的“女女”找不到出处"]),
        (w.CODEBOOK, [{**SEX, w.SENSITIVITY: ""}], ["第2行“敏感程度”没有填写"]),
        (
            w.SOURCES,
            [{**SOURCE, w.ISSUED: "一百"}],
            ["“数据来源”第2行“发放份数”填的是“一百”", "非负整数"],
        ),
        (w.SOURCES, [{**SOURCE, w.SAMPLING: "随机抽样"}], ["“数据来源”第2行“总体人数”没有填写"]),
        (
            w.RULES,
            [
                {
                    w.RULE: "fast",
                    w.SOURCE: "survey",
                    w.RULE_KIND: "答题过快",
                    w.CHOSEN: "一分钟",
                    w.REASON: "x",
                }
            ],
            ["“剔除规则”第2行“采用”填的是“一分钟”"],
        ),
        (
            w.SCORING,
            [
                {
                    w.SOURCE: "survey",
                    w.VARIABLE: "sex",
                    w.SCORED_AS: "平均",
                    w.START: "1",
                    w.LEAST: "80%",
                }
            ],
            ["“量表计分”第2行“变量名”的“sex”找不到出处"],
        ),
        (
            w.SCORING,
            [
                {
                    w.SOURCE: "survey",
                    w.VARIABLE: "m",
                    w.SCORED_AS: "求和",
                    w.START: "1",
                    w.LEAST: "全部",
                    w.BANDS: "中度=10\n轻度=5\n重度",
                }
            ],
            [
                "“计分方式”填的是“求和”",
                "“至少作答”填的是“全部”",
                "从低到高",
                "“重度”应写成",
                "“分界来源”没有填写",
            ],
        ),
        (
            w.RULES,
            [
                {
                    w.RULE: "s",
                    w.SOURCE: "survey",
                    w.RULE_KIND: "整排选同一项",
                    w.CHOSEN: "是",
                    w.PARAMETER: "stars",
                    w.REASON: "x",
                }
            ],
            ["“适用变量”的“stars”找不到出处"],
        ),
    ],
)
def test_each_mistake_is_located(make_study, sheet, rows, told):
    home = make_study(EXPORT, **{sheet: rows})
    with pytest.raises(DataProblem) as caught:
        open_study("small", home)
    for part in told:
        assert part in str(caught.value)
    assert "程序没有写入任何文件" in str(caught.value)


def test_one_fact_on_two_sheets_is_told_with_the_other_sheet(make_study):
    seen = {
        w.FACT: "floor",
        w.FACT_TEXT: "在三楼",
        w.SEEN_WHEN: "5月",
        w.SEEN_WHERE: "楼下",
        w.CHECKED: "是",
        w.FACT_BY: "社区",
        w.PHOTO: "1",
        w.FACES: "是",
    }
    home = make_study(EXPORT, **{w.SUPPLIED: [seen], w.OBSERVED: [seen]})
    with pytest.raises(
        DataProblem, match="“实地查看”第2行“事项”的“floor”与工作表“单位提供”第2行重复"
    ):
        open_study("small", home)


def test_all_mistakes_are_told_together(make_study):
    home = make_study(
        EXPORT, **{w.CODEBOOK: [{**SEX, w.KIND: "x"}], w.SOURCES: [{**SOURCE, w.MODE: "y"}]}
    )
    with pytest.raises(DataProblem, match="4处|3处|2处"):
        open_study("small", home)


def test_a_missing_basic_and_a_final_without_approval(make_study):
    rows = [{w.ITEM: k, w.CONTENT: v} for k, v in BASICS.items() if k != w.PLACE]
    rows = [r if r[w.ITEM] != w.EDITION else {**r, w.CONTENT: "定稿"} for r in rows]
    with pytest.raises(DataProblem) as caught:
        open_study("small", make_study(EXPORT, **{w.BASICS: rows}))
    assert "缺少“调研地点”" in str(caught.value) and "批准人" in str(caught.value)


def test_a_lost_sheet_or_column_is_named(tmp_path):
    from researchlib.study.sheets import SHEETS
    from researchlib.study.workbook import study_from_sheets

    grids = {
        name: [
            [c.name for c in columns if c.name != w.POPULATION],
            *[
                [row.get(c.name, "") for c in columns if c.name != w.POPULATION]
                for row in sheets()[name]
            ],
        ]
        for name, columns in SHEETS.items()
        if name != w.TERMS
    }
    with pytest.raises(DataProblem) as caught:
        study_from_sheets(grids, tmp_path, "")
    assert "缺少工作表“专名表”" in str(caught.value)
    assert "工作表“数据来源”第1行缺少列“总体人数”" in str(caught.value)


def test_an_unknown_study_is_told_with_the_nearest(make_study):
    home = make_study(EXPORT)
    with pytest.raises(DataProblem, match="最接近的是“small”"):
        open_study("smal", home)


def test_a_scale_is_scored_by_its_row(make_study):
    items = [
        {
            **SEX,
            w.VARIABLE: f"mood.{k}",
            w.TEXT: k,
            w.STEM: "近来",
            w.KIND: "量表",
            w.CHOICES: "从不\n有时\n经常",
            w.SENSITIVITY: "敏感",
        }
        for k in "abc"
    ]
    row = {
        w.SOURCE: "survey",
        w.VARIABLE: "mood",
        w.SCORED_AS: "合计",
        w.START: "0",
        w.LEAST: "60%",
        w.BANDS: "低=0\n高=3.5",
        w.BANDS_FROM: "自定",
        w.CONSENTS: "同意书50份",
    }
    study = open_study("small", make_study(EXPORT, **{w.CODEBOOK: [SEX, *items], w.SCORING: [row]}))
    rule = dict(study.codebooks["survey"].scoring)["mood"]
    assert (rule.total, rule.start, rule.least) == (True, 0, 0.6)
    assert rule.bands == (("低", 0.0), ("高", 3.5)) and rule.consents == "同意书50份"


def test_one_cause_is_told_once(tmp_path):
    from researchlib.run.fieldwork.workbook import write_workbook

    more = [SEX | {w.VARIABLE: f"v{k}", w.TEXT: f"第{k}问"} for k in range(5)]
    rows = sheets(**{w.SOURCES: [SOURCE | {w.MODE: "网上"}], w.CODEBOOK: [SEX, *more]})
    folder = tmp_path / "data/small"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    write_workbook(folder / "课题表.xlsx", rows)
    with pytest.raises(DataProblem) as told:
        open_study("small", tmp_path)
    assert "有1处需要修改" in str(told.value) and "“网上”" in str(told.value)


def test_several_choices_in_one_line_are_told(tmp_path):
    from researchlib.run.fieldwork.workbook import write_workbook

    folder = tmp_path / "data/small"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    write_workbook(folder / "课题表.xlsx", sheets(**{w.CODEBOOK: [SEX | {w.CHOICES: "男、女"}]}))
    with pytest.raises(DataProblem, match="只有“男、女”一项"):
        open_study("small", tmp_path)


def test_rows_of_one_stem_are_items_of_one_matrix(tmp_path):
    from researchlib.run.fieldwork.workbook import write_workbook

    folder = tmp_path / "data/small"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    items = [
        SEX | {w.VARIABLE: f"sat{k}", w.TEXT: text, w.STEM: "满意吗", w.KIND: "量表"}
        for k, text in enumerate(("饭菜", "价格"), 1)
    ]
    write_workbook(folder / "课题表.xlsx", sheets(**{w.CODEBOOK: [SEX, *items]}))
    book = open_study("small", tmp_path).codebooks["survey"]
    assert [q.variable for q in book] == ["sex", "sat.sat1", "sat.sat2"]
    assert [q.group for q in book] == ["", "sat", "sat"] and book.variable("sat1") == "sat.sat1"


RATED = {
    **SEX,
    w.VARIABLE: "meal",
    w.TEXT: "助餐",
    w.KIND: "量表",
    w.CHOICES: "非常满意\n满意\n一般\n不满意",
}


def without_new_columns(rows):
    """The sheets of a workbook made before direction and missing codes had columns."""
    from researchlib.study.sheets import SHEETS

    new = (w.DIRECTION, w.MIDDLE, w.MISSING_CODES, w.MISSING_CHECKED)
    grids = {}
    for name, columns in SHEETS.items():
        head = [c.name for c in columns if c.name not in new]
        grids[name] = [head, *[[row.get(c, "") for c in head] for row in rows[name]]]
    return grids


def test_an_older_workbook_has_its_directions_from_the_words(tmp_path):
    from researchlib.study.workbook import study_from_sheets

    coded = {**RATED, w.VARIABLE: "c", w.TEXT: "x", w.CHOICES: "1\n2\n3"}
    grids = without_new_columns(sheets(**{w.CODEBOOK: [RATED, coded]}))
    book = study_from_sheets(grids, tmp_path, "").codebooks["survey"]
    assert book["meal"].direction == "越往后越差" and book["meal"].sides == (
        ("不满意",),
        ("满意", "非常满意"),
    )
    assert book["c"].direction is None and book["c"].missing == () and not book.guarded


def test_direction_and_middle_are_checked(make_study):
    told = {w.DIRECTION: "正向", w.MIDDLE: "中立"}
    with pytest.raises(DataProblem) as caught:
        open_study("small", make_study(EXPORT, **{w.CODEBOOK: [RATED | told]}))
    assert "“方向”填的是“正向”" in str(caught.value) and "“中立”找不到" in str(caught.value)


@pytest.mark.parametrize("told, hidden", [("先不公布", True), ("可以公布", False), ("", False)])
def test_small_counts_are_withheld_until_somebody_says_otherwise(small, told, hidden):
    from researchlib.estimate.share import share
    from researchlib.protect.protected import protect

    export = [["序号", "1、您的性别"], *[[k, "男" if k < 3 else "女"] for k in range(40)]]
    item = {w.ITEM: w.SMALL_CELLS, w.CONTENT: told}
    basics = [*sheets()[w.BASICS], *([item] if told else [])]
    shown = protect(share(small(export, **{w.BASICS: basics}), "sex")).rows
    assert [row.withheld for row in shown] == [hidden, hidden]
