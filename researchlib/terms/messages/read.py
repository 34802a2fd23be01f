"""What the read stage says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem

_UNTOUCHED = "原文件没有改动，程序没有写入任何文件。"


def file_missing(path: Path) -> DataProblem:
    return DataProblem(
        f"找不到文件“{path.name}”。",
        f"应在文件夹“{path.parent.name}”中。",
        "请放入文件，或核对文件名。",
        _UNTOUCHED,
    )


def not_a_file(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是普通文件（是快捷方式、链接或文件夹）。",
        "",
        "请放入文件本身。",
        _UNTOUCHED,
    )


def file_empty(path: Path) -> DataProblem:
    return DataProblem(f"文件“{path.name}”是空的（0字节）。", "", "请重新导出或复制。", _UNTOUCHED)


def file_too_large(path: Path, most: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”展开后过大或压缩得异常，超过{most >> 20}MB的上限。",
        "",
        "请确认文件来自问卷平台，必要时在表格软件中另存一份。",
        _UNTOUCHED,
    )


def sheet_too_large(path: Path, rows: int, columns: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的表格超过{rows}行或{columns}列。",
        "常见原因是很远的地方有一个不小心填上的单元格。",
        "请删去数据之外的单元格后另存。",
        _UNTOUCHED,
    )


def encrypted(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”有密码。", "", "请在表格软件中去掉密码后另存为 .xlsx。", _UNTOUCHED
    )


def merged_cells(path: Path, area: str) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”有跨行的合并单元格（{area}），读出来会错位。",
        "",
        "请在表格软件中取消合并，把每个单元格填全，每列只留一行表头，然后另存。",
        _UNTOUCHED,
    )


def formula_without_value(path: Path, cell: str) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的单元格{cell}是公式，但没有存下结果。",
        "",
        "请用表格软件打开后保存一次，或把公式粘贴为数值。",
        _UNTOUCHED,
    )


def doctype(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”内部含有不该有的外部声明，可能有害。",
        "",
        "请从问卷平台重新下载，或用表格软件打开后另存。",
        _UNTOUCHED,
    )


def csv_uneven(path: Path, width: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”各行的列数不一致（开头各行最多{width}列，后面有的行更多）。",
        "常见原因是答案里有没加引号的逗号。",
        "请在表格软件中打开核对后另存为 .xlsx。",
        _UNTOUCHED,
    )


def reading(path: Path, seconds: float) -> str:
    return f"正在读取“{path.name}”，已用{seconds:.0f}秒……"


_NOTES = {
    "encoding": "按 {} 编码读取。",
    "nul": "去掉了{}个空字符。",
    "hidden_sheet": "有隐藏的工作表“{}”，没有读取。",
    "hidden_rows": "有{}行被隐藏，已一并读入，请核对是否应当剔除。",
    "sav_labels": "有{}列没有取值标签，只有数字，需要在题目对照表中补上选项。",
    "dropped_rows": "表格下方的{}行（合计、注释等）没有当作答卷。",
    "title_rows": "表头上方的{}行没有当作答卷。",
    "error_cells": "有{}个单元格是错误值（如 #DIV/0!），按空白处理。",
    "long_digits": "有{}个长数字被表格软件存成了科学计数法，尾数已经丢失，请核对原表。",
    "header_again": "中间有{}行是重复的表头，没有当作答卷。",
    "hidden_columns": "有隐藏的列，已一并读入，请核对。",
    "other_sheets": "另有工作表“{}”，没有当作答卷读取。",
    "same_name": "有重名的列（{}），已在后面写明题号或列号；请核对是否粘贴了两次。",
    "unused": "有{}行只有编号、没有答案，没有当作答卷。",
    "date_cells": "有{}个答案被表格软件变成了日期（如 1-2 变成 1月2日），请核对原表。",
    "code_file": "题目和选项的文字取自同一文件夹的“{}”。",
    "no_labels": "只有按序号的文件，选项文字要在题目对照表中核对。",
}


def note(code: str, detail: str) -> str:
    """Something that does not stop the reading but that a person should know."""
    return _NOTES[code].format(detail)


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
        _UNTOUCHED,
    )


def file_damaged(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”已损坏或不完整，打不开。",
        "",
        "请重新下载，或用表格软件打开后另存为 .xlsx。",
        _UNTOUCHED,
    )


def read_timeout(path: Path, seconds: int) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”读了{seconds}秒还没有读完，已停止。",
        "",
        "请用表格软件打开后另存为 .xlsx 再试。",
        _UNTOUCHED,
    )


def folder_missing(source: str, folder: Path) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”没有数据文件。",
        f"应放在文件夹 questionnaires/{folder.name} 中。",
        "请把问卷平台导出的 .xlsx 原样放进去。",
        _UNTOUCHED,
    )


def no_answers(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”没有答卷。",
        "第1行应为题目，从第2行起每行一份答卷。",
        "请核对下载时选的是否为“下载答卷数据”。",
        _UNTOUCHED,
    )


def two_exports(source: str, names: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”有两份同类的导出：{'、'.join(names)}。",
        "",
        "请只留下一份（通常是最新的）；按文本和按序号各一份可以并存。",
        _UNTOUCHED,
    )


def no_questions_in(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”只有平台自带的列（序号、时间、来源等），没有题目。",
        "",
        "请核对下载时选的是否为“下载答卷数据”。",
        _UNTOUCHED,
    )


def no_header(path: Path, what: str, row: int) -> DataProblem:
    found = {
        "answer": f"文件“{path.name}”没有列名：第{row}行已经是答卷。",
        "two_rows": f"文件“{path.name}”的表头有两行（到第{row}行为止），读出来会错位。",
        "summary": f"文件“{path.name}”是统计结果（选项、小计、比例），不是一份份答卷。",
    }
    todo = {
        "answer": "请在最上面加一行题目，每列一个。",
        "two_rows": "请把表头并成一行，每列写全大题和小题。",
        "summary": "请在问卷平台选择“下载答卷数据”。",
    }
    return DataProblem(found[what], "", todo[what], _UNTOUCHED)


def two_sheets(path: Path, names: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”有几张表头相同的工作表：{'、'.join(names)}。",
        "",
        "请把答卷放到一张表里，或各存成一个文件。",
        _UNTOUCHED,
    )


def strict_format(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”是“严格 Open XML”格式，读不了。",
        "",
        "请在表格软件中另存为普通的 .xlsx。",
        _UNTOUCHED,
    )


def sample_left(source: str) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”里还有新建课题时带来的示例数据（模拟数据），而基本信息写着不是模拟数据。",
        "",
        "请用 add（放入数据）放入真实答卷，示例数据会自动移走。",
        _UNTOUCHED,
    )


def joined(name: str, more: int, again: int, start: int) -> str:
    twice = f"，{again}份已在别的文件里，只算一次" if again else ""
    return f"“{name}”并入{more}份{twice}；它的第2行在这里记作第{start + 2}行。"


def pair_differs(first: Path, second: Path, detail: str) -> DataProblem:
    return DataProblem(
        f"“{first.name}”与“{second.name}”对不上：{detail}。",
        "",
        "请确认两份文件来自同一问卷、同一次下载。",
        _UNTOUCHED,
    )


def column_missing(question: str, path: Path, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"问卷文件“{path.name}”里找不到题目“{question}”。",
        nearest(question, known),
        "请把题目对照表的“题目”（矩阵还有“所属大题”）改成与问卷文件完全一致。",
        _UNTOUCHED,
    )


def column_ambiguous(question: str, path: Path, count: int) -> DataProblem:
    return DataProblem(
        f"问卷文件“{path.name}”里有{count}列都叫“{question}”。",
        "",
        "矩阵的行请在题目对照表中填写“所属大题”；题目真的重名时请在平台上改名后重新导出。",
        _UNTOUCHED,
    )


def unknown_encoding(path: Path) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的文字编码认不出来（不是 UTF-8，也不是 GB18030）。",
        "",
        "请用表格软件打开，另存为“CSV UTF-8”。",
        _UNTOUCHED,
    )


def seal_broken(folder: str, name: str) -> DataProblem:
    return DataProblem(
        f"已经封存的文件“{name}”被改动过。",
        f"在文件夹 {folder} 中。",
        "请用封存时的文件换回；确实要更新的话，重新运行 seal（封存）。",
        _UNTOUCHED,
    )


def kept_damaged(name: str) -> DataProblem:
    what, todo = {
        "sealed.json": ("封存记录", "重新运行 seal（封存）"),
        "withheld.json": ("隐去清单", "删去它后重新出报告"),
    }[name]
    return DataProblem(f"{what} {name} 打不开。", "", f"请用备份恢复，或{todo}。", _UNTOUCHED)


def no_questions(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”里没有认出题目。",
        "每道题应写成：1. 题干[单选题]，下面一行一个选项。",
        "请从问卷星复制问卷文本，或下载 Word 版问卷。",
        _UNTOUCHED,
    )
