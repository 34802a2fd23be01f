"""The sentences of read/spoken."""

from collections.abc import Collection, Sequence

from researchlib.terms.problem import filled, problems
from researchlib.terms.text import nearest

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
unsure_speakers|“{0.name}”里有的行不知道是谁在说话：{1:；8等n处}。||是说话人的，请把写法改得和别处一样，名字写进课题表“访谈对象”的“姓名”或“别名”；是话里的冒号的，改成逗号，或在“校对表”里写一行：改什么填“字词”，“听写成”填那几个字和冒号，“改为”填改好的。|这一份没有收，原文件没有改动。
positions_unclear|“{0.name}”里的归类没有附原文，位置又有几种数法，分不清是哪一种。||请在归类软件里重新导出，选上带引文（quotation）的一种；或用 Word 批注、摘录表交回。|一处也没有收，原文件没有改动。
no_project|“{0.name}”不是能读的归类项目（.qdpx 或 .qdc）。||请从归类软件重新导出 REFI-QDA 格式。|原文件没有改动。
project_too_big|“{0.name}”里的文字解开后超过{1}MB。||请只导出这次访谈的文字和归类。|原文件没有改动。
no_speakers|“{0.name}”里没有认出说话的人。||每段话请写成“姓名：话”，一人一段。|原文件没有改动。
no_masters|还没有访谈稿。|应放在 interviews/transcripts 中。|请放入 .txt、.md 或 .docx 后重试。|原文件没有改动。
columns_missing|“{0.name}”缺少“{1:”“}”列。|文件：{0.parent.name}/{0.name}|请照发出的样表填写，不要改列名。|原文件没有改动。
""")


SETTLE_NAME = "归类分歧"
LINE = "行"
START = "起"
MEMO = "备注"
REASON = "理由"
SETTLED = ("用", "不用")
USED = ("用", "采用", "√", "✓", "v", "V", "是", "对", "y", "Y", "1", "保留", "同意")
NOT_USED = ("不用", "不采用", "×", "x", "X", "否", "不", "不是", "n", "N", "0", "删去", "去掉")
INSTEAD = ("改为", "改成", "改用", "换成")
QUOTING = "“”\"'「」《》 "
AROUND_VERDICT = " \u3000。.,，、；;！!()（）:："
NO_LONGER = "已不再有分歧"
NO_CODER = "不在归类人的文件夹里，没有收（请放进 coding 下写着归类人的文件夹）"
SETTLE_HEAD = ("文档", "行", "原文", "标签", "用了的人", "没用的人", "定为（用/不用）", "理由")


line_said = "第{}行“{:.16}”".format


NO_MASTER_OF_THAT_NAME = "没有同名的定稿，没有收（文件名请与定稿一致）"


excerpt_not_placed = "第{0}行的“{2:.20}”在“{1}”的定稿里找不到，或有两处一样近".format


bad_settlement = "归类分歧表第{}行填的是“{}”，没有看懂，先按没有商定计；请填“用”“不用”或“改为某标签”，立场不同的再写“支持”或“相反”".format


unmarked = "“{}”里一处标记也没有。看过而没有可标的，请新建一条批注写“看过”（归类表在“看过”打√）；还没有看的，等看完再收回。现在按没有看计".format


against_unclear = "第{}行“相反”一列填的是“{}”，没有看懂是哪个标签，整行没有收；请写出标签".format


rows_unmarked = "“{}”有{}段没有任何标记，按看过、没有可标的计；还没有看完的，看完再收回".format


no_range = "批注“{:.20}”没有选中文字，放不到原文里".format


not_placed = "批注“{1:.20}”所选的“{0:.20}”在定稿里找不到（正文可能被改过）".format


def not_understood(text: str, quote: str, strange: Sequence[str], known: Collection[str]) -> str:
    told = "".join(unknown_label(word, list(known)) for word in strange[:3])
    where = f"所选的是“{quote[:12]}”，" if quote else ""
    return f"“{text[:30]}”（{where}整条没有收）：{told}"


def unknown_label(label: str, known: Sequence[str]) -> str:
    return f"标签“{label[:20]}”不在归类标签里。{nearest(label, known)}"


in_file = filled("<{0}/>{1}：{2}")
