"""The sentences of read."""

from researchlib.terms.problem import problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
sealed.json|封存记录 sealed.json 打不开。||请用备份恢复，或重新运行 seal（封存）。|原文件没有改动，程序没有写入任何文件。
withheld.json|隐去清单 withheld.json 打不开。||请用备份恢复，或删去它后重新出报告。|原文件没有改动，程序没有写入任何文件。
file_missing|找不到文件“{0.name}”。|应在文件夹“{0.parent.name}”中。|请放入文件，或核对文件名。|原文件没有改动，程序没有写入任何文件。
not_a_file|“{0.name}”不是普通文件（是快捷方式、链接或文件夹）。||请放入文件本身。|原文件没有改动，程序没有写入任何文件。
no_answers|文件“{0.name}”没有答卷。|第1行应为题目，从第2行起每行一份答卷。|请核对下载时选的是否为“下载答卷数据”。|原文件没有改动，程序没有写入任何文件。
not_in_study|看不出这个笔记本属于哪个课题。|笔记本应放在 notebooks/课题名/ 下。|请移动笔记本，或写明课题名：open_study("课题名")。
no_study|没有找到课题“{0}”的课题表.xlsx。|~{0}|请核对课题名，或先新建课题（researchlib new 课题名）。|程序没有写入任何文件。
""")


FILES_UNTOUCHED = "原文件没有改动，程序没有写入任何文件。"


_TOLD = """
encoding|按 {} 编码读取。
nul|去掉了{}个空字符。
hidden_sheet|有隐藏的工作表“{}”，没有读取。
hidden_rows|有{}行被隐藏，已一并读入，请核对是否应当剔除。
sav_missing|文件自己声明为缺失的取值有{}处，按没有作答计。
sav_labels|有{}列没有取值标签，只有数字，需要在题目对照表中补上选项。
dropped_rows|表格下方的{}行（合计、注释等）没有当作答卷。
title_rows|表头上方的{}行没有当作答卷。
error_cells|有{}个单元格是错误值（如 #DIV/0!），按空白处理。
long_digits|有{}个长数字被表格软件存成了科学计数法，尾数已经丢失，请核对原表。
header_again|中间有{}行是重复的表头，没有当作答卷。
hidden_columns|有隐藏的列，已一并读入，请核对。
other_sheets|另有工作表“{}”，没有当作答卷读取。
same_name|有重名的列（{}），已在后面写明题号或列号；请核对是否粘贴了两次。
unused|有{}行只有编号、没有答案，没有当作答卷。
date_cells|有{}个答案被表格软件变成了日期（如 1-2 变成 1月2日），请核对原表。
code_file|题目和选项的文字取自同一文件夹的“{}”。
left_out|没有当作题目的列：{}（由别的列算出，或与别的列重复）。
"""
_NOTES = dict(line.split("|") for line in _TOLD.strip().split("\n"))


def note(code: str, detail: str) -> str:
    """Something that does not stop the reading but that a person should know."""
    return _NOTES[code].format(detail)
