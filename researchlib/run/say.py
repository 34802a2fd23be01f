"""The sentences of run."""

from collections.abc import Mapping, Sequence

from researchlib.terms.numbers import percent
from researchlib.terms.problem import filled, problems
from researchlib.terms.text import command
from researchlib.terms.words import NAMES_ASKED

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
no_such_step|没有“{0}”这一步。||可以是 校对、发出、收回、导出、导入 或 开放题。|原文件没有改动。
no_home|当前文件夹不是 researchlib 项目。||请在含有 data 和 notebooks 的文件夹中运行。|程序没有写入任何文件。
""")


SETTLE = "双录核对单"
SETTLED_ENTRY = "录入表_定"
INTERVIEWS_HELP = "访谈：发出归类稿、收回归类结果"
HELP = "从问卷、访谈到调研报告：每个数都有依据，一条命令可重做。"


proof_written = "已写出{}份校对稿，在文件夹 {} 中。要改的：错字和说话人写进课题表“校对表”，其余直接改访谈稿，然后再发出。".format


issued = "已发出{}份归类稿，在文件夹 {} 中；每人只改自己的那一份。".format


opened = filled(
    "已写出{0:n}份开放题稿：{0}。请在课题表“访谈记录”里各写一行（场合填“问卷开放题”），再发出。"
)


GROUP = "group"
CLASS = "class"
NAMES = {"组内": GROUP, "课堂": CLASS}
FOR_HELP = "给谁：group（组内，含原始答卷）或 class（课堂包，不含任何一份答卷）"
WHEELS_HELP = "附上安装包，供没有网络的电脑用：win_amd64、linux_x86_64、linux_aarch64 或 macos"
PYTHON_HELP = "附上解开的 Python（嵌入版 zip 文件），Windows 电脑不用安装就能双击运行"


def packed(name: str, audience: str) -> str:
    told = (
        "内含原始答卷，只供调研组内部使用，不要外传"
        if audience == GROUP
        else "不含任何一份答卷，可以发给班级"
    )
    return f"已打包为 exports/{name}，{told}。"


written = "已生成{1}份报告，在文件夹 {0} 中，用浏览器打开即可。".format


# What the menu offers: the words, the command, what has to be asked, options.
MENU_LINES = """
看示例：运行示例课题，生成报告|report||demo
新建课题：从头做，先填课题表|new|study|
新建课题：已经有导出的答卷文件|new|study files|--from
问卷：生成纸质问卷、问卷星文本和录入表|forms|study|
放入数据|add|study files|
检查|check|study|
封存原始文件|seal|study|
出报告|report|study|
核对|verify|study|
打包给组内（含原始答卷）|pack|study|--for group
打包给课堂（不含任何一份答卷）|pack|study|--for class
打开 JupyterLab|lab|study|
"""
MENU_CHOOSE = "请输入数字后按回车："
MENU_UNKNOWN = "没有这个数字，请再选一次。"
MENU_NAME = "课题名："
MENU_FILES = "把文件拖到这个窗口（或粘贴路径）后按回车："
MENU_BACK = "按回车回到菜单。"
MENU_HELP = "按数字选择要做的事"


def menu(labels: Sequence[str]) -> str:
    lines = [f"  {number}. {label}" for number, label in enumerate(labels, 1)]
    return "\n".join(["\nresearchlib：从问卷、访谈到调研报告\n", *lines, "  0. 退出\n"])


def menu_studies(names: Sequence[str]) -> str:
    lines = [f"  {number}. {name}" for number, name in enumerate(names, 1)]
    return "\n".join(["哪个课题？", *lines, "请输入数字后按回车："])


notebook_written = "已照题目对照表写出笔记本 {}。".format


def made(name: str) -> str:
    return (
        f"已新建课题“{name}”。下一步：\n"
        f"  1. 打开 data/{name}/课题表.xlsx，先读“填写说明”，再填前面几张表；\n"
        f"  2. {command('forms', name)}：生成纸质问卷、问卷星文本和录入表；\n"
        f"  3. {command('add', name, '文件')}：放入收回的答卷；\n"
        f"  4. {command('check', name)}：照提示修改；\n"
        f"  5. {command('report', name)}：出第一份报告，笔记本由程序写好。"
    )


STOPPED = "已停止。原来的报告没有改动；再运行一次就接着做。"


sealed = "已封存{}个原始文件（问卷、访谈、记录和照片）；以后读取时会核对，改动过就停下。课题表和还要填写的表不在其中；封存只说明文件此后没有变，不说明内容属实。".format


SEAL_HELP = "封存：记下原始文件的校验值，以后改动过就停下"


NOTHING_TO_DO = "检查完毕，没有需要人处理的问题。"


to_do = "\n共有{}处需要人处理，清单见 {}。".format


FORMS_HELP = "问卷：由题目对照表生成纸质问卷、问卷星文本和录入表"
COMPARE_HELP = "双录核对：两个人录入的表逐格比较"


forms_made = (
    "已生成问卷.docx、问卷（大字版）.docx、问卷星文本.txt 和录入表.xlsx，在文件夹 {} 中。".format
)


entries_differ = "两份录入有{}处不一致，其中{}处还没有填“应为”，清单见 {}；请对照纸质问卷填写后再核对一次。".format


entries_settled = "两份录入的{}处不一致都已定下来，写成了 {}，可以用 add（放入数据）放入。".format


def task(number: int, what: str, where: str, todo: str) -> str:
    return f"{number}. {what.rstrip('。')}（{where}）。{todo}"


LAB_OPENS = "正在打开 JupyterLab，浏览器会自动弹出；关闭这个窗口即停止。"
STUDY_HELP = "课题名（data 下的文件夹名），不写为示例课题 demo"
REPORT_HELP = "出报告：运行全部笔记本，生成离线 HTML"
CHECK_HELP = "检查：课题表、数据文件是否齐全一致"
NEW_HELP = "新建课题：建好文件夹、课题表和笔记本"
ADD_HELP = "放入数据：把平台导出的文件复制进课题"
VERIFY_HELP = "核对：重新计算，与已发布的台账逐项比较"
SENSITIVITY_HELP = "换口径：换成课题表里声明的别的处理办法，看结论变不变"
FINDING_HELP = "只核对这一条调研发现（写代号）"
LAB_HELP = "打开 JupyterLab"
FILES_HELP = "要放入的文件"
SOURCE_HELP = "问卷代号（课题表“数据来源”中的代号）"
PACK_HELP = "打包：把课题和程序装进一个压缩包，给组内，或给课堂（不含任何一份答卷）"
ALIASES = dict(
    pair.split("=")
    for pair in (
        "出报告=report 检查=check 新建=new 放入数据=add 核对=verify 换口径=sensitivity "
        "打包=pack 打开=lab 封存=seal 问卷=forms 双录核对=compare 访谈=interviews "
        "发出=issue 校对=proof 收回=collect 导出=export 导入=import 开放题=open "
        "纪要=minutes 给SPSS=sav 修改对照=changes "
    ).split()
)
STEP_HELP = "proof（写出校对稿）、issue（发出归类稿）、collect（收回归类结果）export（导出给其他归类软件）或 import（导入其他软件的 .qdpx）；open 把问卷开放题写成访谈稿，一起归类；minutes（纪要）写出座谈纪要"
FRESH_HELP = "全部重做：每个笔记本各用一个新内核，不用上次的结果"
TIMINGS_HELP = "列出每个笔记本运行、成页各用多少秒，用多少内存"
PDF_HELP = "另用本机的 Edge、Chrome 或 Chromium 印成 PDF"
SAV_HELP = "把清洗后的答卷写成带标签的 .sav，供组内用 SPSS 的人使用（不外传）"


timing = filled("{0}　运行{1:.1f}秒，成页{2:.1f}秒<，内存最多{3:.0f}MB>")


current = (
    "数据、课题表、笔记本和程序都没有变化，{} 中的报告就是最新的。要重新生成，请加 --fresh。".format
)


printed = "已印成 {}。".format


REPORT_NOTEBOOK = "06_report"
INTO_HELP = "把现在的数、图和表放进编辑过的终稿，或粘贴了记号的任何 Word 文稿（写成副本，原稿不动）"
CHANGES_HELP = "列出两稿之间变了的数：修改对照表"
VERSIONS_HELP = "较早的稿次（如 讨论稿），或两个 Word 文件：较早的在前"
DOCX_HELP = "核对编辑过的 Word 终稿：哪些数被改动、没有依据或被删去"
IMPORT_HELP = "导入时：其他归类软件导出的 .qdpx"
CODER_HELP = "归类人（文件夹名），可写几次；不写为甲、乙"
TWO_CODERS = ("甲", "乙")
DRAFT_HELP = "看一个文件里有什么题目（只看，不写）"
FROM_HELP = "从已有的导出文件开始"
LIKE_HELP = "照已有的课题新建：带来题目对照表、归类标签和笔记本里的算法，不带数据、人、原话和文字"


made_like = "已照课题“{1}”新建“{0}”：题目对照表、归类标签和笔记本里的算法带过来了，数据、人、原话和文字没有带。\n请在 data/{0}/课题表.xlsx 填“基本信息”“数据来源”“剔除规则”，放入答卷后再出报告；发现里的说法是照“{1}”写的，请逐句看是否合适。".format


JSON_HELP = "以 JSON 输出"


def made_from(name: str, surveys: int, asked: Sequence[str]) -> str:
    """`asked` is what each question is to be confirmed for, empty where nothing is."""
    names = sum(note.startswith(NAMES_ASKED) for note in asked)
    first = f"先回答其中“{NAMES_ASKED}”的{names}道是不是人名，再" if names else "现在就可以"
    return (
        f"已从导出文件新建课题“{name}”：{surveys}种问卷，{len(asked)}道题。\n"
        f"  其中{sum(map(bool, asked))}道题需要核对，见 data/{name}/课题表.xlsx“题目对照表”的“待核对”一列。\n"
        f"  {first}运行 {command('report', name)} 看第一份结果。"
    )


def drafted(variable: str, kind: str, text: str, sure: float, confirm: str) -> str:
    return f"{variable}\t{kind}\t{text}\t把握{percent(sure)}\t{confirm}"


local_list = "已更新 {}（只留在组内）。".format


def checked(bound: int, found: int) -> str:
    if not found:
        return f"终稿里的{bound}个数都与台账一致，没有手工改动。"
    return f"终稿里有{bound}个绑定的数，发现{found}处需要看："


coding_sheet = filled(
    "已把{1}条开放题回答列入 {0}，<其中{2}条还没有归类，请在标签列打√；都不合适的在“看过”打√^都已归类>。"
)


def unsealed(names: Sequence[str]) -> str:
    shown = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
    return f"有{len(names)}个原始文件是封存以后放入的，还没有封存：{shown}。核对无误后，请再运行 {command('seal')}。"


typed = filled(
    "有{0:n}句手写了数字、程度或比较，没有依据；草稿里标黄，定稿不能通过：\n{0:\n12\n  另有r处，见 check（检查）。}"
)


causal = filled(
    "有{0:n}句说了原因；问卷很少能说明因果，请看依据够不够：\n{0:\n12\n  另有r处，见 check（检查）。}"
)


in_notebook = filled("  {}“{}”：{}")


WELCOME = "先看这里.md"
CELL_MENU = "调研"
NO_ANSWERS = "还没有答卷：把导出文件放进课题，用命令 add。"
IS_CURRENT = "报告是最新的，在 exports 文件夹里。"
NOT_CURRENT = "报告还没有出，或者出过以后又改了东西：改好以后用命令 report 出报告。"


def cells(source: str, variable: str, label: str, choice: str) -> dict[str, str]:
    """What begins a finding, a table and a chart, by what the menu calls it."""
    begin = (
        f'answers = clean_answers(open_study(), "{source}")\nfound = share(answers, "{variable}")\n'
    )
    use = "from researchlib import {0}, clean_answers, open_study, share\n\n"
    shown = {
        "写一个结论": (
            "Finding",
            f'Finding("my_finding", "{label}，选“{choice}”的占{{{choice}}}。", found)',
        ),
        "列一张表": ("Table", f'Table(found, "{label}")'),
        "画一张图": ("bar_chart", f'bar_chart(found, "{label}")'),
    }
    return {name: f"{use.format(noun)}{begin}{last}\n" for name, (noun, last) in shown.items()}


def welcome(title: str, now: str, notebooks: Mapping[str, str], cells: Mapping[str, str]) -> str:
    """The page that JupyterLab opens with."""
    listed = [f"- [{heading.lstrip('# ')}]({name})" for name, heading in notebooks.items()]
    own = [f"**{name}**\n\n```python\n{text}```" for name, text in cells.items()]
    return "\n\n".join(
        (
            f"# {title}",
            now,
            "## 笔记本",
            "\n".join(listed) or "还没有笔记本：用命令 report 会先照题目对照表写好。",
            "## 怎样用",
            "点开一个笔记本，用菜单“运行”从上到下运行；光标放在函数名上按 Shift+Tab 看说明。"
            "改过以后保存，再用命令 check 看还缺什么，用命令 report 出报告。",
            *(
                [
                    f"要加一格：在笔记本里新建一个单元格，用菜单“{CELL_MENU}”写入，"
                    "或者复制下面的，换上自己的变量名和句子。",
                    *own,
                ]
                if own
                else []
            ),
            "",
        )
    )
