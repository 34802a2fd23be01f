"""The sentences of run/fieldwork."""

from researchlib.terms.problem import DataProblem, filled, problems, tasks
from researchlib.terms.words import Kind

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
no_questions_typed|题目对照表里还没有题目。|位置：课题表“题目对照表”。|请照问卷一题一行填写题目、题型和选项。|没有生成报告。
two_versions|“{0}”与已有的“{1}”是同一种导出，但少了或改了其中的答卷。|<编号相同而答案不同的：{2:；8（共n处）}。>|请核对哪一份是对的；要换的话，先把旧文件移走。|程序没有写入任何文件。
no_form_numbers|“{0.name}”有的行没有问卷编号。||请照纸质问卷补上编号，再核对。|程序没有写入任何文件。
form_twice|“{0.name}”里问卷编号{1}录了两次。||请删去重复的一行，再核对。|程序没有写入任何文件。
exists|课题“{0}”已经存在。||请换一个名字，或直接使用已有的课题。|程序没有写入任何文件。
transcript_there|访谈稿里已有同名的 {1}，内容不同，{0} 没有放入。|应放在 interviews/transcripts 中。|是更正稿的，请先把原来的移走；是另一份记录的，请换一个文件名。|程序没有写入任何文件。
transcript_named|文件名“{0}”里像是有人的姓名或联系方式（“{1}”）。|文件名会写在归类稿、原话和报告里。|请先把文件名改成看不出是谁的，例如“走访一”，再放入。|程序没有写入任何文件。
already_there|文件“{0}”已经在课题里，内容不同。||如要更新，请先把旧文件移走；程序不覆盖原始数据。|程序没有写入任何文件。
no_exports|没有给出答卷数据文件。||请至少给出一个问卷平台导出的数据文件。|程序没有写入任何文件。
not_recognised|看不出“{0}”属于哪种问卷。|现有问卷：{1}。|请用 --source 写明问卷代号，或先在课题表里补上这种问卷。|程序没有写入任何文件。
""")


Said = tuple[str, str, str]
FIRST_SOURCE = "问卷"
LIST_HEAD = ("序号", "发现了什么", "在哪里", "建议怎么办", "谁来办")


# What needs a person: what was found, where, what to do.
task = tasks("""
keep_until_blank|没有写明原始数据保存到哪一天|课题表“基本信息”|请加一行“数据保存至”，写成 2026-12-31；到期后按约定销毁原始答卷。
no_questions|题目对照表里还没有题目|课题表“题目对照表”|请照问卷一题一行填写题目、题型和选项。
not_permitted|有{count}句已批准的原话没有印出：说话人（{speakers:8}）没有引用许可|课题表.xlsx“访谈对象”|访谈时问过、本人同意的，在“引用许可”一列填“可引用”；没有同意的不引用。
codings_open|还有{left}处归类没有商定，没有计入|interviews/归类分歧.xlsx|在“定为”一列填“用”“不用”或“改为某标签”，再收回一次。
few_places|答卷只来自{places}个地方（“{question}”），是先抽地方、再把里面的人都调查的吗？|问卷“{source}”|是的话，在课题表.xlsx“数据来源”的“整群单位”填写{variable}，否则区间会偏窄；不是的话不用改。
spelled_twice|“{question}”里同一个选项有不同写法：“{spellings:”“}”|问卷“{source}”|请在题目对照表“合并选项”里写：{spellings[0]}={spellings:+}。
before_final|定稿以前还缺：{missing:；}|课题表|稿次改为“定稿”以前请补上。
typed|手写的数字或程度词没有依据：{words}（“{sentence:.40}”）|笔记本 {notebook}“{heading}”|请改为由数据给出；固定说法列入课题表“专名表”。草稿里标黄，定稿不能通过。
unsealed|有{files:n}个原始文件是封存以后放入的，还没有封存：{files:5}|课题的数据文件夹|核对无误后，请再运行一次 seal（封存）。
third_person|原话“{words:.20}……”说的是别人（家人、邻居）的病、上学或家事，邀请方一看就知道是谁|课题表“原话”，{source}|请删去，或改写到认不出是谁，再批准。
basics_blank|{items}还没有填写|课题表“基本信息”|请填写；报告的抬头要用。
kept_too_long|原始数据的保存期限（{day}）已过|课题表“基本信息”|请销毁 questionnaires、interviews 和 records 中的原始数据，或经批准改写期限。
no_consent|有人没有同意参加调查，或没有回答“{question}”|问卷“{source}”第{rows:8……}行|请在“剔除规则”里加一条“未同意参加”，“适用变量”写这道题，“采用”写表示同意的选项。
attention|有答卷没有按“{question}”的要求作答|问卷“{source}”第{rows:8……}行|要剔除的话，在“剔除规则”里加一条“未通过注意力题”，“采用”写应选的选项。
impossible|“{question}”有不可能的答案，例如{example}|问卷“{source}”第{rows:8……}行|请对照原始问卷核对；程序没有改动，也没有剔除。
submitted|提交时间不是日期，或晚于今天|问卷“{source}”第{rows:8……}行|请核对文件是否被编辑过。
unchosen_twin|“{question}”的选项“{unchosen}”没有人选，与“{chosen}”只差一两个字|问卷“{source}”|若是同一个选项，请在题目对照表的“选项”里删去“{unchosen}”。
sample|现在用的还是新建课题时带来的示例数据（模拟数据）|问卷“{source}”|请用 add（放入数据）放入真实答卷。
serial_twice|有序号重复的答卷|问卷“{source}”第{rows:8……}行|可能是两次导出粘在了一起，请核对后重新导出。
same_answers|有答案完全相同的答卷|问卷“{source}”第{rows:8……}行|可能是同一人重复提交；确认后在“剔除规则”里写明。
fast|有答卷用时不到中位数的三成（{seconds}秒）|问卷“{source}”第{rows:8……}行|看一眼答案是否认真；要剔除的话，在“剔除规则”里加一条“答题过快”。
time_unread|有答卷的用时读不出来（如“{example}”），没有用来判断答题过快|问卷“{source}”第{rows:8……}行|请改成“123秒”或“2分3秒”的写法。
same_address|有{addresses}个网络地址各提交了{least}份以上|问卷“{source}”|社区服务大厅的公用手机会这样；不是的话请核对有没有代填。
identity|开放题里像有姓名、电话、证件号、楼栋单元，或有能认出本人的说法（如“唯一”）|问卷“{source}”“{question}”第{rows:8……}行|引用前请在“原话”里改写“可引用的文字”；程序不会把原文写进报告。
unread|{told}|问卷“{source}”|请对照原始问卷；能写成一个数的，在平台或录入表里改好后重新放入，其余照此按缺失处理。
""")


checked = "问卷“{0}”：回收{2}份，有效{1}份，题目对照表与数据一致。".format


FILES = ("问卷.docx", "问卷（大字版）.docx", "问卷星文本.txt", "录入表.xlsx")
FORM_NUMBER = "问卷编号：＿＿＿＿"
HOW_TO_FILL = (
    "填答说明：单选题只选一项，多选题可以选几项，在□里打“√”；排序题在横线上写 1、2、3；"
    "不想答的题可以空着。"
)
THANKS = "问卷到此结束，谢谢您的支持！"
ENTRY = "录入表"
ENTRY_ERROR = "请从列表中选择"
ENTRY_CHOOSE = "只能填列表中的选项；没有填的留空。"
SETTLE_HEAD = ("问卷编号", "题目", "第一份", "第二份", "应为")
ENTERED = "（已录入）"
NOT_ENTERED = "（没有录入）"
WHOLE_FORM = "（整份问卷）"
# How people write that a form is not to count.
NOT = ("不要", "不用", "不录", "作废", "无效", "删去", "删除", "否", "×")
ROWS = "行："
COLUMNS = "列："
_TAGS = {
    Kind.SINGLE: "单选题",
    Kind.SCALE: "单选题",
    Kind.MULTIPLE: "多选题",
    Kind.RANKING: "排序题",
}
_HINTS = {Kind.MULTIPLE: "（可多选）", Kind.RANKING: "（请排序）"}


def platform_tag(kind: Kind, matrix: bool) -> str:
    """The type in brackets behind a title, as 问卷星 reads it."""
    if matrix:
        return "矩阵量表题" if kind is Kind.SCALE else "矩阵单选题"
    return _TAGS.get(kind, "填空题")


def question(number: int, title: str, kind: Kind) -> str:
    hint = _HINTS.get(kind, "")
    said = any(word in title for word in ("可多选", "排序"))
    return f"{number}. {title}{'' if said else hint}"


consent = "知情告知：本问卷由{}组织，用于社区工作调研。不写姓名，答案只作汇总统计，不公开个人信息；填不填由您自愿，中途可以停下。".format


only_if = filled("〔第{}题选“{:”“}”的回答〕")


form_of = "{}问卷".format


def bad_name(name: str) -> DataProblem:
    return DataProblem(
        f"“{name}”不能作课题名。",
        "它要用作文件夹的名字。",
        '请不要用 < > : " / \\ | ? * 这些符号、句点开头或结尾，以及 CON、AUX、COM1 之类系统保留的名字；'
        "不超过40个字。",
        "程序没有写入任何文件。",
    )


added = filled("已放入 {0}（问卷代号 {1}，{2}份）。<题目对照表里还没有：{3:5……}。>")


transcript_added = filled(
    "已放入 {0}：{2}个说话人，{3}段<，其中{4}个还不知道是谁>。下一步：在课题表“访谈记录”里写一行（文档填“{1}”），再运行 interviews proof，看“谁在说话”。"
)


transcript_unsure = "已放入 {}，但还不能发出：{}改好以后运行 interviews proof 再看。".format


same_transcript = "{} 已经在访谈稿里了，内容一样，没有再放。".format


samples_moved = "示例数据（{}个模拟文件）已移到 earlier 文件夹；全部换成真实答卷后，请把课题表“基本信息”的“模拟数据”改为“否”。".format


grown = filled(
    "已更新 {0}（问卷代号 {1}），比上次多{2}份；原来的文件移到 earlier 文件夹。<题目对照表里还没有：{3:5……}。>"
)


same_file = "{} 已经在课题里（问卷代号 {}），没有变化。".format


beside = filled("与 {} 各是一部分，读取时按编号合在一起。")


differing = "{}号“{}”".format


ONLY_GROUP = "调研组内部"
ANSWERERS = "填答者"


SERIALS = "编号对照表"
SERIALS_HEAD = ("分析中的编号", "文件中的行", "平台序号或问卷编号")
RISK = "识别风险"
RISK_HEAD = (
    "放在一起看的题目",
    "最小一组人数",
    "独一无二的人数",
    "与不到五人相同的人数",
    "说明和建议",
)


merge = filled("“{:”“}”合并后有{}人，可以公布；写进题目对照表的“合并选项”")


def risk(alone: int, few: int, total: int) -> str:
    if not few:
        return "每一种情况都至少有五个人，认不出本人"
    told = f"{total}人中有{few}人与不到五人相同"
    return (
        f"{told}，其中{alone}人独一无二；不要同时按这些题目列表"
        if alone
        else f"{told}；列表前先合并选项"
    )


UNSEALED = "原始文件没有全部封存"


quotes_unapproved = "{}段原话没有批准引用".format
