"""What the read stage says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem

_UNTOUCHED = "原文件没有改动，程序没有写入任何文件。"


def file_missing(path: Path) -> DataProblem:
    return DataProblem(
        f"找不到文件“{path.name}”。", f"应在文件夹“{path.parent.name}”中。",
        "请放入文件，或核对文件名。", _UNTOUCHED)


def not_a_file(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是普通文件（是快捷方式、链接或文件夹）。", "",
        "请放入文件本身。", _UNTOUCHED)


def file_empty(path: Path) -> DataProblem:
    return DataProblem(f"文件“{path.name}”是空的（0字节）。", "", "请重新导出或复制。", _UNTOUCHED)


def file_too_large(path: Path, most: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”展开后过大或压缩得异常，超过{most >> 20}MB的上限。", "",
        "请确认文件来自问卷平台，必要时在表格软件中另存一份。", _UNTOUCHED)


def sheet_too_large(path: Path, rows: int, columns: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的表格超过{rows}行或{columns}列。",
        "常见原因是很远的地方有一个不小心填上的单元格。",
        "请删去数据之外的单元格后另存。", _UNTOUCHED)


def old_or_encrypted(path: Path, encrypted: bool) -> DataProblem:
    if encrypted:
        return DataProblem(
            f"文件“{path.name}”有密码。", "", "请在表格软件中去掉密码后另存为 .xlsx。", _UNTOUCHED)
    return DataProblem(
        f"文件“{path.name}”是旧版 .xls 格式。", "", "请在表格软件中另存为 .xlsx。", _UNTOUCHED)


def not_a_workbook(path: Path, looks_like: str) -> DataProblem:
    what = {"html": "网页", "text": "纯文本", "zip": "普通压缩包", "binary": "未知格式的文件"}
    return DataProblem(
        f"文件“{path.name}”的内容不是 .xlsx 表格，看上去是{what[looks_like]}。", "",
        "请从问卷平台重新下载 .xlsx，或用表格软件打开后另存为 .xlsx。", _UNTOUCHED)


def file_damaged(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”已损坏或不完整，打不开。", "",
        "请重新下载，或用表格软件打开后另存为 .xlsx。", _UNTOUCHED)


def read_timeout(path: Path, seconds: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”读了{seconds}秒还没有读完，已停止。", "",
        "请用表格软件打开后另存为 .xlsx 再试。", _UNTOUCHED)


def folder_missing(source: str, folder: Path) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”没有数据文件。", f"应放在文件夹 questionnaires/{folder.name} 中。",
        "请把问卷平台导出的 .xlsx 原样放进去。", _UNTOUCHED)


def no_answers(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”没有答卷。", "第1行应为题目，从第2行起每行一份答卷。",
        "请核对下载时选的是否为“下载答卷数据”。", _UNTOUCHED)


def two_exports(source: str, names: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”有两份同类的导出：{'、'.join(names)}。", "",
        "请只留下一份（通常是最新的）；按文本和按序号各一份可以并存。", _UNTOUCHED)


def pair_differs(first: Path, second: Path, detail: str) -> DataProblem:
    return DataProblem(
        f"“{first.name}”与“{second.name}”对不上：{detail}。", "",
        "请确认两份文件来自同一问卷、同一次下载。", _UNTOUCHED)


def column_missing(question: str, path: Path, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"问卷文件“{path.name}”里找不到题目“{question}”。", nearest(question, known),
        "请把题目对照表的“题目”（矩阵还有“所属大题”）改成与问卷文件完全一致。", _UNTOUCHED)


def column_ambiguous(question: str, path: Path, count: int) -> DataProblem:
    return DataProblem(
        f"问卷文件“{path.name}”里有{count}列都叫“{question}”。", "",
        "矩阵的行请在题目对照表中填写“所属大题”；题目真的重名时请在平台上改名后重新导出。",
        _UNTOUCHED)


def unknown_encoding(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的文字编码认不出来（不是 UTF-8，也不是 GB18030）。", "",
        "请用表格软件打开，另存为“CSV UTF-8”。", _UNTOUCHED)
