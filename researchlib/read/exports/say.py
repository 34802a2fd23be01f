"""The sentences of read/exports."""

from researchlib.terms.problem import problems

# What stops the work: what was found, where, what to do, what was not done.
_PROBLEMS = """
answer|文件“{0.name}”没有列名：第{1}行已经是答卷。||请在最上面加一行题目，每列一个。|原文件没有改动，程序没有写入任何文件。
two_rows|文件“{0.name}”的表头有两行（到第{1}行为止），读出来会错位。||请把表头并成一行，每列写全大题和小题。|原文件没有改动，程序没有写入任何文件。
summary|文件“{0.name}”是统计结果（选项、小计、比例），不是一份份答卷。||请在问卷平台选择“下载答卷数据”。|原文件没有改动，程序没有写入任何文件。
folder_missing|问卷“{0}”没有数据文件。|应放在文件夹 questionnaires/{1.name} 中。|请把问卷平台导出的 .xlsx 原样放进去。|原文件没有改动，程序没有写入任何文件。
two_exports|问卷“{0}”有两份同类的导出：{1}。||请只留下一份（通常是最新的）；按文本和按序号各一份可以并存。|原文件没有改动，程序没有写入任何文件。
no_questions_in|文件“{0.name}”只有平台自带的列（序号、时间、来源等），没有题目。||请核对下载时选的是否为“下载答卷数据”。|原文件没有改动，程序没有写入任何文件。
two_sheets|文件“{0.name}”有几张表头相同的工作表：{1}。||请把答卷放到一张表里，或各存成一个文件。|原文件没有改动，程序没有写入任何文件。
sample_left|问卷“{0}”里还有新建课题时带来的示例数据（模拟数据），而基本信息写着不是模拟数据。||请用 add（放入数据）放入真实答卷，示例数据会自动移走。|原文件没有改动，程序没有写入任何文件。
pair_differs|“{0.name}”与“{1.name}”对不上：{2}。||请确认两份文件来自同一问卷、同一次下载。|原文件没有改动，程序没有写入任何文件。
column_ambiguous|问卷文件“{1.name}”里有{2}列都叫“{0}”。||矩阵的行请在题目对照表中填写“所属大题”；题目真的重名时请在平台上改名后重新导出。|原文件没有改动，程序没有写入任何文件。
no_questions|“{0.name}”里没有认出题目。|每道题应写成：1. 题干[单选题]，下面一行一个选项。|请从问卷星复制问卷文本，或下载 Word 版问卷。|原文件没有改动，程序没有写入任何文件。
column_missing|问卷文件“{1.name}”里找不到题目“{0}”。|~{0}|请把题目对照表的“题目”（矩阵还有“所属大题”）改成与问卷文件完全一致。|原文件没有改动，程序没有写入任何文件。
"""
problem = problems(_PROBLEMS)


def joined(name: str, more: int, again: int, start: int) -> str:
    twice = f"，{again}份已在别的文件里，只算一次" if again else ""
    return f"“{name}”并入{more}份{twice}；它的第2行在这里记作第{start + 2}行。"


typed_beside = "“{}”的{}份由纸质问卷录入，与平台收回的合在一起；行号接着第{}行往下数".format
