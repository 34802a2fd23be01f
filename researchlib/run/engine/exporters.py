"""`jupyter nbconvert --to researchlib`, `researchlib-word` and `researchlib-slides`: the study is
that of the folder in which a notebook lies."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from researchlib.read.workbook import home_from, open_study
from researchlib.report.html.exporter import PageExporter
from researchlib.report.slides.exporter import SlidesExporter
from researchlib.report.word.exporter import DocumentExporter
from researchlib.study.study import Study


class _OfStudy:
    def study_of(self, where: Mapping[str, Any]) -> Study:
        folder = Path(where.get("path") or ".").resolve()
        return open_study(folder.name, home_from(folder))


class ReportExporter(_OfStudy, PageExporter):
    """把运行过的笔记本导出为一个离线 HTML 文件；发布检查在导出时进行。"""

    export_from_notebook = "researchlib HTML"


class WordExporter(_OfStudy, DocumentExporter):
    """把运行过的笔记本导出为 Word（GB/T 9704-2012 版式）；发布检查在导出时进行。"""

    export_from_notebook = "researchlib Word"


class PresentationExporter(_OfStudy, SlidesExporter):
    """把运行过的笔记本导出为汇报幻灯片（.pptx）；发布检查在导出时进行。"""

    export_from_notebook = "researchlib PowerPoint"
