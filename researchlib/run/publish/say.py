"""The sentences of run/publish."""

import re
from collections.abc import Iterator, Mapping, Sequence

from researchlib.terms import policy
from researchlib.terms.problem import DataProblem, filled, problems, tasks

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
names_asked|问卷“{0}”的“{1}”，选项像是人名，还没有人回答是不是。|题目在课题表{2:2}，请看同一行的“待核对”。|是人名的，清空“待核对”这一格，这道题不会列入报告；不是的，先改回题型、选项和敏感程度，再清空。|报告没有生成，原来的报告没有改动。
not_settled|哪些数要隐去，试了几遍都没有定下来。||请检查笔记本每次运行的结果是不是一样（例如用了随机数），再运行一次。|报告没有生成，原来的报告没有改动。
no_notebooks|课题“{0}”没有笔记本。|应放在 notebooks/{0}/ 中。|请从示例课题复制笔记本，或新建课题。|程序没有写入任何文件。
key_repeated|调研发现的代号“{0}”用了两次。|分别在 {1} 和 {2}。|请改用不同的代号。|报告没有生成。
no_browser|没有找到 Edge、Chrome 或 Chromium，没有把“{0}”印成 PDF。||请用浏览器打开这个文件，按 Ctrl+P，选“另存为 PDF”。|网页和 Word 报告不受影响。
not_printed|浏览器没有把“{0}”印成 PDF。||请用浏览器打开这个文件，按 Ctrl+P，选“另存为 PDF”。|网页和 Word 报告不受影响。
changed_meanwhile|出报告期间，原始数据被改动过：{0:5}。||请不要边出报告边改数据；关闭表格软件后重新运行。|报告没有生成，原来的报告没有改动。
unfounded_in_final|定稿中还有没有依据的话：{0:；5}。|一共{0:n}处，check 逐条列出。|请改写或补上依据；还没有改完的，先把稿次改回讨论稿。|报告没有生成，原来的报告没有改动。
""")


def withheld_together(why: Mapping[str, object], findings: Mapping[str, str]) -> Iterator[str]:
    """What is withheld for others' sake; each finding that is lost, and whom it would give away."""
    if why:
        yield f"有{len(why)}个数公布后会推算出小人群的情况，已隐去，相关笔记本重新运行。"
    for key, target in findings.items():
        yield f"调研发现“{key}”因此不写数字：它会让人推算出“{target}”的人数。"


few_beside_last = filled(
    "与上一次的报告相比，有{0:n}处的人数只差1—4人（例如{0[0]}）。上一次的报告如果已经给了别人，两份一比就能看出这几个人的答案。"
)


few_beside_left = filled(
    "与已经交出去的一份相比，有{0:n}处的人数只差1—4人（例如{0[0]}），两份一比就能看出这几个人的答案；这一份现在不能打包，也不能作为定稿。"
)


def few_between(places: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"与已经交出去的一份相比，有{len(places)}处的人数只差1—4人（例如{places[0]}），"
        "两份一比就能看出这几个人的答案。",
        "",
        f"请等多出或少掉的答卷满{policy.LEAST_SENSITIVE_COUNT}份再出，或沿用已经交出去的那一份。",
        "没有生成，原来的文件没有改动。",
    )


NUMBERS_NAME = "数字清单"
NUMBERS_HEAD = (
    "记号（粘贴到文稿里；数的记号可加“:区间”或“:人数”；整张图表的记号自成一段）",
    "是什么",
    "现在的内容",
    "95%区间",
    "有效回答",
    "题目或出处",
    "出自",
)
MARK_KINDS = {"finding": "整句", "table": "整张表", "chart": "整张图", "number": "数"}


persons = "{}人".format


asked = filled("{0}<（{1}）>")


TABLES_NAME = "表格汇总"
SLIDES_NAME = "汇报"
TABLES_FRONT = "目录"
TABLES_HEAD = ("工作表", "表名或图名", "出自")
CHART_VALUE = "数值"
# What stands in a cell, each in a column of its own, and what its head says behind the cell's.
TABLE_PARTS = {
    "": "",
    "low": "（下限）",
    "high": "（上限）",
    "people": "（人数）",
    "words": "（说明）",
}


# What of the argument needs a person: what was found, where, what to do.
task = tasks("""
quote_unfound|“原话”里的“{0:.20}”不见于{1}的原始记录|课题表“原话”|请照原始记录核对“原文”，引用的话只删节、不改写；找不到的请清空“可引用的文字”。定稿不能通过。
unwritten|{0}的“{1}”一节还没有写完|课题表“问题与建议”或这个笔记本|请补写；由程序写的笔记本没有动过的，填好课题表再出报告就会换成写好的。定稿不能通过。
typed|“{0}”里的“{1}”是手写的，没有依据|课题表“问题与建议”|这里只写说法，数由依据的发现给出；是固定名称的在“专名表”登记。定稿不能通过。
unheard|“{0}”依据的标签“{1}”没有人谈到|课题表“问题与建议”|请核对“依据的标签”，或改依据别的发现。定稿不能通过。
denied|“{0}”说没有人，但归类里有人谈到“{1}”|课题表“问题与建议”|请照谈到的人改写。定稿不能通过。
contradicted|“{0}”与它依据的发现不符：{1}|课题表“问题与建议”|请照发现改写，例如把“没有缴纳”改为“部分人没有缴纳”。定稿不能通过。
on_withheld|“{0}”依据的发现都没有公布|课题表“问题与建议”|不公布的发现不能作依据，请换用别的依据，或删去这一条。定稿不能通过。
unanswered|问题“{0}”没有建议回应|课题表“问题与建议”|请补一条建议，在“回应的问题”里写上它的代号。
one_sided|问题“{0}”的依据里没有{1}|课题表“问题与建议”|有的请在“依据的发现”“依据的标签”“依据的事项”里补上；确实没有的不用改。
too_firm|建议“{0:.24}……”写的是“{1}”，它的依据只够写“{2}”，报告中按“{2}”写|课题表“问题与建议”|请补上依据，或改“力度”。
on_missing|“{0}”用到的发现{1}不在最近一次报告里|课题表“问题与建议”|请核对代号，或重新出报告。
alone|建议“{0:.24}……”没有回应任何问题，报告中标为工作建议|课题表“问题与建议”|确是工作建议的不用改。
same_question|与问题“{0:.24}”同一道题的发现没有写进去：{1:；3}|课题表“问题与建议”|方向一致的填“依据的发现”，相反的填“方向相反的发现”，报告中也要交代。
left_out|有{0}条调研发现没有被任何问题用到：{1:；4}|最近一次报告|请看有没有与问题相反、却没有写进报告的。
""")


EVIDENCE_KINDS = ("调研发现", "大家的话", "实地查看")


contrary = "（方向相反）{}".format


LIST_NAME = "问题—建议清单"
LIST_HEAD = ("问题", "依据的事实", "建议", "建议牵头单位", "时限", "衡量", "进展", "反馈")
LIST_WIDTHS = (36, 60, 50, 20, 8, 24, 20, 20)
NOT_IN_REPORT = "（报告中没有这条发现）"
WORK_SUGGESTION = "（工作建议，不对应具体问题）"
SIMULATED = "模拟数据"


finding_missing = "注意：“{}”用到的发现“{}”在报告里没有，请核对课题表“问题与建议”。".format


kept_edited = (
    "{} 被编辑过，没有覆盖；新的写在 {}。要把新数放进编辑过的稿子，请用 report --into。".format
)


saved_meanwhile = "出报告的时候有人保存了 Word 文件，他保存的那份留在“{}”，没有丢。".format


everybody_or_nobody = filled(
    "有{0:n}个组的比例是全部或没有人，等于说出了组内每个人的情况，请斟酌要不要写进报告：{0:6……}。"
)


ANSWERS_NAME = "答问卡"
ANSWERS_HEAD = ("页", "说的话", "多少人、区间", "相反的发现或看法", "换口径")
ANSWERS_NOTE = (
    "汇报时备用：幻灯片上的每条发现，依据多少人，有没有相反的，换一种处理口径还成立不成立。"
)
HOST_NAME = "情况核实单"
HOST_HEAD = ("谁介绍、在哪里看到", "情况", "属实（打√）", "更正（不符的，写应为什么）")
SIGNED = "核实人：　　　　　　　　核实时间："
NOT_STATED = "没有写明"
NOT_TRIED = "未换口径核对"
# A survey's result, or what somebody said: no matter of the host's.
NOT_THE_HOSTS = re.compile("问卷|答卷|填答|受访|归类|反映|谈到|[说讲](?:到|过|起)?[，：:“]")


slide = "第{}页".format


named = "{}：{}".format


def verdict(holds: bool, moved_by: str) -> str:
    return "换口径后成立" if holds else f"换口径后会变（{moved_by}）"


seen_at = "调研组查看：{}".format


to_confirm = "{}{}前来调研，感谢贵单位的支持。下面是贵单位介绍的和调研组在现场看到的情况，请逐条核对：属实的打√，不符的请更正。".format


_FOR = {
    ANSWERS_NAME: "答问卡.docx 供汇报人回答提问",
    HOST_NAME: "情况核实单.docx 请交被调研单位核对",
}


def papers(names: Sequence[str], facts: int, left_out: int) -> str:
    told = "；".join(_FOR[name] for name in names)
    if left_out:
        told += f"；课题表“单位提供”“实地查看”有{left_out}条涉及待遇、问卷、访谈或个人，没有列入情况核实单"
    if not facts:
        told += "；课题表“单位提供”“实地查看”没有填，没有写情况核实单"
    return f"{told.lstrip('；')}。"


TRAIL_NAME = "依据在哪里（组内）"
TRAIL_LINES = (
    "报告里每个问卷数字出自原始文件的哪一列、数了哪些格子。这一页写到了行号，只留在调研组，不外传。",
    "各数都已先去掉这份问卷后面列出的答卷；人数少、不公布的数，几道题合成的分数，这里没有。",
)
TRAIL_GONE = "<p>先去掉的答卷："
NO_COLUMN = "由归类或计分得出的一项"
gone = "第{}行（序号{}）：{}。".format


def sheets(who: str, files: Sequence[tuple[str, str]], set_aside: int) -> str:
    told = "；".join(f"{file}，工作表“{sheet}”" if sheet else file for file, sheet in files)
    return f"{who}：{told}。单独下载、不计的无效答卷{set_aside}份。"


def equal(letter: str, words: Sequence[str]) -> str:
    return f"第{letter}列" + f"是“{'”或“'.join(words)}”" * bool(words)


holding = "第{}列含“{}”".format
read_as = "第{}列归为“{}”".format


def trail(groups: Sequence[str], cells: Sequence[str], count: int | None) -> str:
    among = "".join(f"先筛{group}，" for group in groups)
    told = "（加权或平均，不能只筛一列数出来）" if count is None else f"的{count}人"
    return f"{among}{'，或'.join(cells)}{told}。"


trail_written = "每个数出自原始文件的哪一列，写在 {}；只留在调研组。".format
