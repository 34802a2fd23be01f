"""The sentences of read/files."""

from pathlib import Path

from researchlib.read.say import FILES_UNTOUCHED
from researchlib.terms.problem import DataProblem, by_code

# Why a file is not read: what was found, a usual cause, what to do. The child knows the codes.
_TOLD = """
empty|是空的（0字节）。||请重新导出或复制。
damaged|已损坏或不完整，打不开。||请重新下载，或用表格软件打开后另存为 .xlsx。
too_big|展开后过大或压缩得异常，超过{}MB的上限。||请确认文件来自问卷平台，必要时在表格软件中另存一份。
too_large|的表格超过{}行或{}列。|常见原因是很远的地方有一个不小心填上的单元格。|请删去数据之外的单元格后另存。
encrypted|有密码。||请在表格软件中去掉密码后另存为 .xlsx。
merged|有跨行的合并单元格（{}），读出来会错位。||请在表格软件中取消合并，把每个单元格填全，每列只留一行表头，然后另存。
formula|的单元格{}是公式，但没有存下结果。||请用表格软件打开后保存一次，或把公式粘贴为数值。
doctype|内部含有不该有的外部声明，可能有害。||请从问卷平台重新下载，或用表格软件打开后另存。
strict|是“严格 Open XML”格式，读不了。||请在表格软件中另存为普通的 .xlsx。
late|读取用时超过{}秒，还没有读完，已停止。|电脑正忙、文件很大或内容异常，都会这样。|请关掉其他程序再试；仍然如此，请用表格软件打开后另存为 .xlsx。
encoding|第{}行的文字编码认不出来（不是 UTF-8，也不是 GB18030）。||请用表格软件打开，另存为“CSV UTF-8”。
quote|第{}行的英文引号没有成对，后面的行会并进同一格。||请补上或删去引号，或从问卷平台重新下载 .xlsx。
uneven|各行的列数不一致：第{}行有{}列，多数行是{}列；这样的行共{}行。|常见原因是答案里有没加引号的逗号，或一行被换行拆成了两行。|请对照原始答卷改好，或从问卷平台重新下载 .xlsx。
ending|不是能当作答卷读的数据文件。|数据文件的名称以 .xlsx、.xlsm、.xls、.et、.ods、.csv、.tsv、.txt 或 .sav 结尾。|请另存为其中一种；问卷原文（.txt）不是答卷。
"""
_REFUSED = by_code(_TOLD)
_KINDS = {
    "html": "网页",
    "text": "纯文本",
    "zip": "普通压缩包",
    "docx": "Word 文档",
    "binary": "未知格式的文件",
}


def refused(path: Path, code: str, *details: object) -> DataProblem:
    found, cause, todo = _REFUSED[code]
    return DataProblem(f"文件“{path.name}”{found.format(*details)}", cause, todo, FILES_UNTOUCHED)


def not_a_workbook(path: Path, looks_like: str) -> DataProblem:
    return DataProblem(
        f"文件“{path.name}”的内容不是能读的表格，看上去是{_KINDS[looks_like]}。",
        "",
        "请从问卷平台重新下载，或用表格软件打开后另存为 .xlsx。",
        FILES_UNTOUCHED,
    )


reading = "正在读取“{.name}”，已用{:.0f}秒……".format
