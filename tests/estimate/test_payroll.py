"""Payroll by hand arithmetic: on time, arrears, the unit's facts and nobody's."""

from __future__ import annotations

import pytest

from researchlib.clean.payroll import clean_payroll
from researchlib.estimate.payroll import pay_record
from researchlib.protect.records import pay_calendar, pay_facts
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

HEAD = ",".join(w.PAYROLL_COLUMNS)


@pytest.fixture
def records(make_study):
    from researchlib.read.workbook import open_study

    def make(*rows, encoding="utf-8"):
        home = make_study([["序号", "1、您的性别"], [1, "男"]])
        path = home / "data" / "small" / "records" / "payroll.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes("\n".join([HEAD, *rows]).encode(encoding))
        return clean_payroll(open_study("small", home))

    return make


def test_by_hand(records):
    payroll = records(
        "P1,甲,2023-01,100,2023-01,是,否",
        "P1,甲,2023-02,100,2023-04,是,否",
        "P2,甲,2023-01,100,2023-01,是,是",
        "P2,甲,2023年2月,100,,是,是",
        encoding="gb18030",
    )
    record = pay_record(payroll)
    assert (record.persons, record.units, record.person_months) == (2, 1, 4)
    assert record.in_arrears == 2 and record.months_late == 1 and record.affected == 2
    assert record.longest == 2 and (record.pension, record.medical) == (2, 1)
    assert not record.uniform


def test_small_units_are_published_only_where_all_are_alike(records):
    alike = pay_record(
        records(
            *(f"P{k},甲,2023-0{m},9,2023-0{m + m % 2},否,否" for k in range(9) for m in (1, 2, 3))
        )
    )
    facts = pay_facts(alike).texts
    assert facts["涉及人数"] == "9人" and facts["养老保险人数"] == "0人"
    assert facts["未按时月数"] == "2个月" and facts["按时发放率"] == "33%"
    mixed = pay_record(
        records(*(f"P{k},甲,2023-01,9,2023-0{1 + (k == 0)},否,否" for k in range(9)))
    )
    facts = pay_facts(mixed).texts
    assert facts["涉及人数"] is None and facts["按时发放率"] is None
    assert pay_calendar(mixed)[0].on_time is None


def test_few_among_many_are_withheld(records):
    payroll = pay_record(
        records(
            *(
                f"P{k},甲,2023-01,9,2023-0{1 + (k < 3)},{'是' if k < 20 else '否'},否"
                for k in range(40)
            )
        )
    )
    facts = pay_facts(payroll).texts
    assert facts["涉及人数"] is None and facts["养老保险人数"] == "20人"
    assert pay_calendar(payroll)[0].on_time is None


@pytest.mark.parametrize(
    "row, told",
    [
        ("P1,甲,2023-13,9,2023-01,是,否", "第2行“月份”填的是“2023-13”"),
        ("P1,甲,2023-01,9,下月,是,否", "“实际发放月份”填的是“下月”"),
        ("P1,甲,2023-01,9,2023-01,有,否", "“养老保险”填的是“有”"),
    ],
)
def test_what_cannot_be_read_is_located(records, row, told):
    with pytest.raises(DataProblem, match=told):
        records(row)
