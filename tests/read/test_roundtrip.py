"""Reading inverts writing: generated questionnaires of every type, by text and by number."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from researchlib.clean.answers import Status, tick
from researchlib.clean.convert import convert
from researchlib.read.exports.export import read_export
from researchlib.study.codebook import Question
from researchlib.terms.words import Kind

LABEL = st.text("甲乙丙丁戊己庚辛壬癸（）/·A1岁", min_size=1, max_size=6).filter(
    lambda s: s.strip("（）/·") and s == s.strip() and "（" not in s.partition("）")[2]
)
# A bracket that opens after another closed could be the option's or the question's: 题(1）（).
LABELS = st.lists(LABEL, min_size=2, max_size=6, unique=True)


@st.composite
def surveys(draw):
    """A form of one question of each type, and answers with blanks and skips."""
    n = draw(st.integers(3, 8))
    state = st.sampled_from([-3, -2, *[0] * 6])

    def codes(k):
        return np.array([draw(state) or draw(st.integers(0, k - 1)) for _ in range(n)])

    single, multi, rank, steps = (draw(LABELS) for _ in range(4))
    people = {"single": codes(len(single)), "m.a": codes(len(steps)), "m.b": codes(len(steps))}
    ticked = []
    for _ in range(n):
        missing = draw(state)
        row = [draw(st.booleans()) for _ in multi]
        row[0] |= not any(row)
        ticked.append([missing] * len(multi) if missing else row)
    people["multi"] = np.array(ticked).astype(int)
    ranked = []
    for _ in range(n):
        order = draw(st.permutations(range(1, len(rank) + 1)))
        ranked.append([r if r <= 2 else 0 for r in order])
    people["rank"] = np.array(ranked)
    return single, multi, rank, steps, people, n


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(surveys())
def test_reading_inverts_writing(survey):
    from questionnaire import Asked
    from wenjuanxing import Visit, write_export

    single, multi, rank, steps, people, n = survey
    form = (
        Asked(1, "single", "单选题目", Kind.SINGLE, tuple(single)),
        Asked(2, "multi", "多选题目（可多选）", Kind.MULTIPLE, tuple(multi)),
        Asked(3, "rank", "排序题目", Kind.RANKING, tuple(rank)),
        Asked(
            4, "m", "矩阵题目", Kind.SINGLE, tuple(steps), (("a", "行一", ""), ("b", "行二", ""))
        ),
    )
    seen = [Visit(k + 1, datetime(2024, 5, 20), 100, "微信", "192.0.2.1(x)") for k in range(n)]
    for coded in (False, True):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "x.xlsx"
            write_export(path, coded, form, people, seen, {})
            export = read_export(path)
        assert len(export.frame) == n
        found = convert(export, Question("single", "单选题目", Kind.SINGLE, tuple(single)), False)
        _same_codes(found, "single", single, people["single"])
        row = Question("m.b", "行二", Kind.SINGLE, tuple(steps), stem="矩阵题目")
        _same_codes(convert(export, row, False), "m.b", steps, people["m.b"])
        ticks = convert(
            export, Question("multi", "多选题目（可多选）", Kind.MULTIPLE, tuple(multi)), False
        )
        for k, choice in enumerate(multi):
            assert (ticks.columns[tick("multi", choice)] == (people["multi"][:, k] > 0)).all()
        ranks = convert(export, Question("rank", "排序题目", Kind.RANKING, tuple(rank)), False)
        for k, choice in enumerate(rank):
            got = ranks.columns[tick("rank", choice)].fillna(0).to_numpy()
            assert (got == people["rank"][:, k]).all()


def _same_codes(found, variable, choices, codes):
    status = np.select([codes == -3, codes == -2], [Status.SKIPPED, Status.BLANK], Status.ANSWERED)
    assert (found.status == status).all()
    values = found.columns[variable]
    for value, code in zip(values, codes, strict=True):
        assert (code < 0 and value != value) or value == choices[code]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["男", "女", "(空)"]),
        st.integers(18, 90),
        st.sampled_from(["助餐", "助医┋助餐", "(跳过)"]),
    ),
    min_size=4,
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.permutations(range(4)), st.randoms(use_true_random=False))
def test_order_and_unrelated_columns_change_nothing(rows, places, random):
    import csv

    head = ["1、性别", "2、年龄", "3、用过的服务", "4、车牌颜色"]
    questions = (
        Question("sex", "性别", Kind.SINGLE, ("男", "女")),
        Question("age", "年龄", Kind.NUMBER),
        Question("used", "用过的服务", Kind.MULTIPLE, ("助餐", "助医")),
    )

    def found(table):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "x.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(table)
            export = read_export(path)
        typed = {}
        for question in questions:
            result = convert(export, question, False)
            typed |= {
                k: v.astype(object).where(v.notna(), None).tolist()
                for k, v in result.columns.items()
            } | {question.kind: list(result.status)}
        return typed

    serial = [str(k + 1) for k in range(len(rows))]
    plain = found([["序号", *head[:3]], *[[s, *r] for s, r in zip(serial, rows, strict=True)]])
    mixed = [(s, *r, random.choice(["蓝", "绿", "白"])) for s, r in zip(serial, rows, strict=True)]
    order = list(range(len(mixed)))
    random.shuffle(order)
    wider = [
        ["序号", *(head[p] for p in places)],
        *[[mixed[k][0], *(mixed[k][p + 1] for p in places)] for k in order],
    ]
    again = found(wider)
    assert again.keys() == plain.keys()
    for name, values in again.items():
        assert values == [plain[name][k] for k in order], name
