"""自备: own tables and charts reach the report with source and base, and pass the gate."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from researchlib.report.charts.own import own_chart, own_table
from researchlib.terms.problem import DataProblem

FRAME = pd.DataFrame({"村": ["甲村", "乙村"], "户数": [120, 80]})
TOLD = {"source": "村委会台账", "base": "全村常住户"}


def test_a_table_says_that_it_is_own_and_of_whom():
    table = own_table(FRAME, "各村户数", **TOLD)
    assert table.notes == ("自备：村委会台账；全村常住户。没有经过小人数检查，由调研组核对",)
    assert [[c.text for c in row] for row in table.rows] == [["甲村", "120"], ["乙村", "80"]]


def test_a_seaborn_chart_carries_its_words():
    sns = pytest.importorskip("seaborn")
    axes = sns.barplot(FRAME, x="村", y="户数")
    axes.set_title("张建国家附近")
    chart = own_chart(axes, "各村户数", **TOLD, says="甲村多于乙村")
    plt.close("all")
    assert "甲村、乙村" in chart.alt and "张建国家附近" in chart.text  # seen by the gate
    assert len(chart.png) > 1000 and "自备" in chart.notes[0]


@pytest.mark.parametrize("lacking", ["source", "base"])
def test_neither_goes_without_source_and_base(lacking):
    with pytest.raises(DataProblem, match=lacking):
        own_table(FRAME, "各村户数", **(TOLD | {lacking: " "}))


def test_a_long_table_is_refused():
    with pytest.raises(DataProblem, match="61行"):
        own_table(pd.DataFrame({"a": range(61)}), "x", **TOLD)


def test_own_work_reaches_page_and_word_and_a_name_in_it_stops_the_report(tmp_path, workers):
    from tiny import tiny_study

    from researchlib.read.workbook import open_study
    from researchlib.run.publish.report import make_report

    cell = (
        "import pandas as pd\nfrom researchlib import own_table\n"
        "own_table(pd.DataFrame({'村': ['%s'], '户数': [120]}), '各村户数', source='村委会台账', "
        "base='全村常住户')"
    )
    home = tiny_study(tmp_path, **{"06_report": cell % "甲村"})
    study = open_study("tiny", home)
    make_report(home, study, lambda text: None, workers)
    assert "自备：村委会台账" in (study.paths.exports / "06_report.html").read_text("utf-8")
    assert (study.paths.exports / "06_report.docx").is_file()
    bad = tiny_study(tmp_path / "b", **{"06_report": cell % "电话13812345678"})
    with pytest.raises(DataProblem, match="发布检查没有通过"):
        make_report(bad, open_study("tiny", bad), lambda text: None, workers)
