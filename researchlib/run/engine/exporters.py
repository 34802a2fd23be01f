"""`jupyter nbconvert --to researchlib`, `researchlib-word` and `researchlib-slides`."""

from researchlib.report.html.exporter import PageExporter
from researchlib.report.slides.exporter import SlidesExporter
from researchlib.report.word.exporter import DocumentExporter


class ReportExporter(PageExporter):
    """把运行过的笔记本导出为一个离线 HTML 文件；发布检查在导出时进行。"""

    export_from_notebook = "researchlib HTML"


class WordExporter(DocumentExporter):
    """把运行过的笔记本导出为 Word（GB/T 9704-2012 版式）；发布检查在导出时进行。"""

    export_from_notebook = "researchlib Word"


class PresentationExporter(SlidesExporter):
    """把运行过的笔记本导出为汇报幻灯片（.pptx）；发布检查在导出时进行。"""

    export_from_notebook = "researchlib PowerPoint"
