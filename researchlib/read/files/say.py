"""The sentences of read/files."""

from __future__ import annotations

from pathlib import Path

from researchlib.read.say import FILES_UNTOUCHED
from researchlib.terms.problem import DataProblem


def file_empty(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”是空的（0字节）。", "", "请重新导出或复制。", FILES_UNTOUCHED
    )


def file_too_large(path: Path, most: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”展开后过大或压缩得异常，超过{most >> 20}MB的上限。",
        "",
        "请确认文件来自问卷平台，必要时在表格软件中另存一份。",
        FILES_UNTOUCHED,
    )


def sheet_too_large(path: Path, rows: int, columns: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的表格超过{rows}行或{columns}列。",
        "常见原因是很远的地方有一个不小心填上的单元格。",
        "请删去数据之外的单元格后另存。",
        FILES_UNTOUCHED,
    )


def encrypted(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”有密码。", "", "请在表格软件中去掉密码后另存为 .xlsx。", FILES_UNTOUCHED
    )


def merged_cells(path: Path, area: str) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”有跨行的合并单元格（{area}），读出来会错位。",
        "",
        "请在表格软件中取消合并，把每个单元格填全，每列只留一行表头，然后另存。",
        FILES_UNTOUCHED,
    )


def formula_without_value(path: Path, cell: str) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的单元格{cell}是公式，但没有存下结果。",
        "",
        "请用表格软件打开后保存一次，或把公式粘贴为数值。",
        FILES_UNTOUCHED,
    )


def doctype(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”内部含有不该有的外部声明，可能有害。",
        "",
        "请从问卷平台重新下载，或用表格软件打开后另存。",
        FILES_UNTOUCHED,
    )


def csv_uneven(path: Path, width: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”各行的列数不一致（开头各行最多{width}列，后面有的行更多）。",
        "常见原因是答案里有没加引号的逗号。",
        "请在表格软件中打开核对后另存为 .xlsx。",
        FILES_UNTOUCHED,
    )


def reading(path: Path, seconds: float) -> str:
    return f"正在读取“{path.name}”，已用{seconds:.0f}秒……"


def not_a_workbook(path: Path, looks_like: str) -> DataProblem:
    what = {
        "html": "网页",
        "text": "纯文本",
        "zip": "普通压缩包",
        "docx": "Word 文档",
        "binary": "未知格式的文件",
    }
    return DataProblem(
        f"文件“{path.name}”的内容不是能读的表格，看上去是{what[looks_like]}。",
        "",
        "请从问卷平台重新下载，或用表格软件打开后另存为 .xlsx。",
        FILES_UNTOUCHED,
    )


def read_timeout(path: Path, seconds: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”读了{seconds}秒还没有读完，已停止。",
        "",
        "请用表格软件打开后另存为 .xlsx 再试。",
        FILES_UNTOUCHED,
    )


def strict_format(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”是“严格 Open XML”格式，读不了。",
        "",
        "请在表格软件中另存为普通的 .xlsx。",
        FILES_UNTOUCHED,
    )


def unknown_encoding(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的文字编码认不出来（不是 UTF-8，也不是 GB18030）。",
        "",
        "请用表格软件打开，另存为“CSV UTF-8”。",
        FILES_UNTOUCHED,
    )


def no_word_file(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是能读的 Word 文件。",
        "",
        "请用 Word 或 WPS 另存为 .docx。",
        FILES_UNTOUCHED,
    )
