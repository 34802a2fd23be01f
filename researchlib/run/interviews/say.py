"""The sentences of run/interviews."""

from collections.abc import Mapping, Sequence

from researchlib.read.spoken.say import SETTLE_NAME
from researchlib.terms import numbers as write
from researchlib.terms import words as w
from researchlib.terms.problem import filled, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
not_clean|有{0:n}个说话人还没有弄清：{0:；8……}。|全部列在 interviews/谁在说话.html 和 谁在说话.xlsx。|请在课题表“访谈对象”里补上这些人（姓名、别名、代称、身份），是同一个人的写进“别名”，再发出。|没有发出任何归类稿。
two_of_one_name|访谈稿里有同名的文件：{0}。|应放在 interviews/transcripts 中。|一份记录只留一个文件，或改成不同的名字。|程序没有写入任何文件。
sealed_master|“{0}”的定稿已经封存，与现在的访谈稿不一致。||确实要改的，请先与批准封存的人商定，重新封存以后再发出。|程序没有写入任何文件。
not_all|有{0:n}份访谈稿没有收：{0: }|||其余的已经写出。
not_imported|有{0:n}个文件没有收：{0: }|||其余的已经收好。
""")


EXCERPTS = "摘录表"
NOT_ASKED = "没有问过"
MINUTES = "座谈纪要"
HELD = "时间"
PRESENT = "发言的人"
TOPICS = "谈到的题目"
SAID = "大家的话"
NO_ROLE = "没有写身份的"
TO_WRITE = ("共识", "分歧", "待办")
NOT_ALL = "虚线：不是每个归类人都标了"
SETTLED_CODER = "商定"
REJECTED_CODER = "商定不用"
NEW_LABELS = "导入的归类标签"
TABLE_HEAD = ("文档", "行", "起", "止", "原文", "标签", "归类人", "备注")
GUIDE = "选中要归类的文字，新建批注，写上标签；几个标签用分号隔开，标签后空一格可写备注。正文请不要改动。"
PROOF_HEAD = ("行", "时间", "说话人", "代称", "话", "说明", "发出的话")
WHO_HEAD = ("文档", "说话人", "段数", "首行", "最初的话", "代称", "身份", "要先弄清的")
MASKED = "要隐去的，左右对照"
MASKED_HEAD = ("行", "代称", "原来的话", "发出的话")


quotes_listed = f"勾了“引用”的话列在 data/{{}}/{w.QUOTE_LIST}，请逐条写上“可引用的文字”“批准人”“批准时间”，没有批准的不印。".format


NO_LABELS_YET = "课题表“归类标签”还是空的，归类表里没有可勾的标签。请先写上标签和定义，再发一次；没有人动过的归类表会换成新的。"
EXCERPT_HEAD = ("文档", "行", "原文", "标签", "备注")


unsplit = filled("{}第{:8}行不属于任何说话人，没有收入")


who_told = filled(
    "共{0}份记录。逐份看：每个人是不是都在、最初的话是不是他的、要隐去的是不是都隐去了。<还有{1}个说话人要先弄清（有底色的行），弄清以前不发出任何归类稿。>"
)


unclear = "{}的“{}”{}".format


carried = filled(
    "{1}有更正，已换成新的归类稿，{0}的{2}条批注移了过去<，有{3:n}条没有找到地方：{3:；5}>；原来的那份在 interviews/earlier 中。"
)


collected = filled(
    "收回{1:n}人<（{1}）>的{0}处归类。总表、框架表和归类对照在文件夹 {2} 中，只供组内使用。"
)


def coded_by_one(alone: Mapping[str, str], unread: Sequence[str]) -> str:
    told = [
        f"“{document}”只有{coder}一人归类，没有第二个人看过" for document, coder in alone.items()
    ]
    told += [f"“{document}”还没有人归类" for document in unread]
    return f"{'；'.join(told)}。"


def agreed(label: str, n: int, both: int, used: int, positive: float) -> str:
    return (
        f"“{label}”：几人都看过的{n}段中，{used}段有人用，{both}段都用，"
        f"正向一致率{write.percent(positive)}"
    )


def used_by(coder: str, pieces: Sequence[tuple[str, str]]) -> str:
    told = "；".join(f"“{quote}”{f'（{note}）' if note else ''}" for quote, note in pieces)
    return f"{coder}：{told}"


cited_without_label = f"{{}}第{{}}行勾了引用，但还没有商定的标签，没有列入 {w.QUOTE_LIST}".format


side_open = f"{SETTLE_NAME}里{{}}第{{}}行的“{{}}”定为用，但几人听出的立场不同，还要写明“支持”还是“相反”".format


to_settle = filled(
    f"有{{0}}处看法不同，清单见 {{2}}/{SETTLE_NAME}.xlsx<；还有{{1}}处没有商定，暂不计入，请填“用”“不用”或“改为某标签”，立场不同的写“支持”或“相反”，再收回一次^，已全部商定>。"
)


imported = filled(
    "从归类软件收回{1}份记录的{0}处归类，写在各人的摘录表里；下一步请“收回”。<有{2:n}处放不进定稿：{2:；5}。>"
)


def settled_imported(count: int, written: bool) -> str:
    if written:
        return f"里面的{count}处商定写在 {SETTLE_NAME}.xlsx 里。"
    return f"里面还有{count}处商定；已有的 {SETTLE_NAME}.xlsx 没有改动，请自己对照。"


labels_imported = filled(
    "<里面有{0}个新标签，写在 interviews/{1} 里；请看过以后，把要用的行复制到课题表“归类标签”。课题表没有改动。^里面的标签课题表都有了，没有要加的。>"
)


foreign_document = "“{}”没有同名的定稿".format


sealed_as_it_is = "{} 已经封存，没有改写。还要商定的话，改好以后重新封存。".format


minutes_of = f"{MINUTES}：{{}}".format


minutes_open = "还有{}处归类没有商定，没有列入。".format
