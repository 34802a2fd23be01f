"""What the run stage and the command line say."""

from __future__ import annotations

from collections.abc import Sequence

from researchlib.terms.problem import DataProblem


def done(name: str, title: str, size: int, seconds: float, left: float) -> str:
    more = f"，约还需{left:.0f}秒" if left >= 1 else ""
    return f"{name}　{title}　{size // 1024}KB（已用{seconds:.0f}秒{more}）"


def several_failed(problems: Sequence[DataProblem]) -> DataProblem:
    return DataProblem(
        f"有{len(problems)}个笔记本没有运行完。",
        "\n".join(str(problem) for problem in problems),
        "请逐个改正后再运行。",
        "原有的报告没有改动。",
    )


def written(folder: str, count: int) -> str:
    return f"已生成{count}份报告，在文件夹 {folder} 中，用浏览器打开即可。"


def withheld_more(count: int) -> str:
    return f"各张表放在一起会推算出小人群的情况，另外隐去{count}个数，相关笔记本重新运行。"


def no_notebooks(study: str) -> DataProblem:
    return DataProblem(
        f"课题“{study}”没有笔记本。",
        f"应放在 notebooks/{study}/ 中。",
        "请从示例课题复制笔记本，或新建课题。",
        "程序没有写入任何文件。",
    )


def key_repeated(key: str, first: str, second: str) -> DataProblem:
    return DataProblem(
        f"调研发现的代号“{key}”用了两次。",
        f"分别在 {first} 和 {second}。",
        "请改用不同的代号。",
        "报告没有生成。",
    )


def exists(name: str) -> DataProblem:
    return DataProblem(
        f"课题“{name}”已经存在。",
        "",
        "请换一个名字，或直接使用已有的课题。",
        "程序没有写入任何文件。",
    )


def bad_name(name: str) -> DataProblem:
    return DataProblem(
        f"“{name}”不能作课题名。",
        "",
        "请只用汉字、字母、数字、下划线和短横线，例如 my_study。",
        "程序没有写入任何文件。",
    )


def no_home() -> DataProblem:
    return DataProblem(
        "当前文件夹不是 researchlib 项目。",
        "",
        "请在含有 data 和 notebooks 的文件夹中运行。",
        "程序没有写入任何文件。",
    )


def made(name: str) -> str:
    return (
        f"已新建课题“{name}”。下一步：\n"
        f"  1. 打开 data/{name}/课题表.xlsx，照示例填写各工作表；\n"
        f"  2. 用 python start.py add {name} 文件 放入问卷平台导出的文件"
        "（在此之前，笔记本用带来的模拟数据运行）；\n"
        f"  3. 运行 python start.py check {name}，按提示修改；\n"
        f"  4. 运行 python start.py report {name}。"
    )


WORKBOOK = "课题表.xlsx"


def added(name: str, source: str, count: int, unknown: Sequence[str]) -> str:
    return f"已放入 {name}（问卷代号 {source}，{count}份）。{_new_questions(unknown)}"


def samples_moved(count: int) -> str:
    return (
        f"示例数据（{count}个模拟文件）已移到 earlier 文件夹；全部换成真实答卷后，"
        "请把课题表“基本信息”的“模拟数据”改为“否”。"
    )


def grown(name: str, source: str, more: int, unknown: Sequence[str]) -> str:
    return (
        f"已更新 {name}（问卷代号 {source}），比上次多{more}份；原来的文件移到 earlier 文件夹。"
        f"{_new_questions(unknown)}"
    )


def _new_questions(unknown: Sequence[str]) -> str:
    if not unknown:
        return ""
    return f"题目对照表里还没有：{'、'.join(unknown[:5])}{'……' if len(unknown) > 5 else ''}。"


def same_file(name: str, source: str) -> str:
    return f"{name} 已经在课题里（问卷代号 {source}），没有变化。"


def not_recognised(name: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"看不出“{name}”属于哪种问卷。",
        f"现有问卷：{'、'.join(known)}。",
        "请用 --source 写明问卷代号，或先在课题表里补上这种问卷。",
        "程序没有写入任何文件。",
    )


def beside(name: str) -> str:
    return f"与 {name} 各是一部分，读取时按编号合在一起。"


def two_versions(
    name: str,
    older: str,
    cells: Sequence[tuple[str, str]],
) -> DataProblem:
    listed = "；".join(f"{form}号“{header}”" for form, header in cells[:8])
    more = f"（共{len(cells)}处）" if len(cells) > 8 else ""
    return DataProblem(
        f"“{name}”与已有的“{older}”是同一种导出，但少了或改了其中的答卷。",
        f"编号相同而答案不同的：{listed}{more}。" if cells else "",
        "请核对哪一份是对的；要换的话，先把旧文件移走。",
        "程序没有写入任何文件。",
    )


def sealed(count: int) -> str:
    return f"已封存{count}个原始文件；以后读取时会核对，改动过就停下。"


SEAL_HELP = "封存：记下原始文件的校验值，以后改动过就停下"


def already_there(name: str) -> DataProblem:
    return DataProblem(
        f"文件“{name}”已经在课题里，内容不同。",
        "",
        "如要更新，请先把旧文件移走；程序不覆盖原始数据。",
        "程序没有写入任何文件。",
    )


def nothing_to_do() -> str:
    return "检查完毕，没有需要人处理的问题。"


def to_do(count: int, name: str) -> str:
    return f"\n共有{count}处需要人处理，清单见 {name}。"


FORMS_HELP = "问卷：由题目对照表生成纸质问卷、问卷星文本和录入表"
COMPARE_HELP = "双录核对：两个人录入的表逐格比较"


def forms_made(folder: str) -> str:
    return f"已生成问卷.docx、问卷（大字版）.docx、问卷星文本.txt 和录入表.xlsx，在文件夹 {folder} 中。"


def entries_agree(count: int) -> str:
    return f"两份录入完全一致，共{count}份问卷。"


def entries_differ(count: int, name: str) -> str:
    return f"两份录入有{count}处不一致，清单见 {name}；请对照纸质问卷填写“应为”一列。"


def task(number: int, what: str, where: str, todo: str) -> str:
    return f"{number}. {what.rstrip('。')}（{where}）。{todo}"


LAB_OPENS = "正在打开 JupyterLab，浏览器会自动弹出；关闭这个窗口即停止。"
HELP = "从问卷、访谈到调研报告：每个数都有依据，一条命令可重做。"
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


ALIASES = {
    "出报告": "report",
    "检查": "check",
    "新建": "new",
    "放入数据": "add",
    "核对": "verify",
    "换口径": "sensitivity",
    "打包": "pack",
    "打开": "lab",
    "封存": "seal",
    "问卷": "forms",
    "双录核对": "compare",
    "访谈": "interviews",
    "发出": "issue",
    "校对": "proof",
    "收回": "collect",
    "导出": "export",
    "导入": "import",
    "开放题": "open",
    "给SPSS": "sav",
}
STEP_HELP = "proof（写出校对稿）、issue（发出归类稿）、collect（收回归类结果）export（导出给其他归类软件）或 import（导入其他软件的 .qdpx）；open 把问卷开放题写成访谈稿，一起归类"
TABLES_NAME, TABLES_FRONT, TABLES_HEAD = "表格汇总", "目录", ("工作表", "表名", "出自")
FRESH_HELP = "全部重做：每个笔记本各用一个新内核，不用上次的结果"
TIMINGS_HELP = "列出每个笔记本运行、成页各用多少秒，用多少内存"
PDF_HELP = "另用本机的 Edge、Chrome 或 Chromium 印成 PDF"
SAV_HELP = "把清洗后的答卷写成带标签的 .sav，供组内用 SPSS 的人使用（不外传）"


def timing(name: str, run: float, page: float, memory: float) -> str:
    held = f"，内存最多{memory:.0f}MB" if memory else ""
    return f"{name}　运行{run:.1f}秒，成页{page:.1f}秒{held}"


def current(folder: str) -> str:
    return f"数据、课题表、笔记本和程序都没有变化，{folder} 中的报告就是最新的。要重新生成，请加 --fresh。"


def no_browser(name: str) -> DataProblem:
    return DataProblem(
        f"没有找到 Edge、Chrome 或 Chromium，没有把“{name}”印成 PDF。",
        "",
        "请用浏览器打开这个文件，按 Ctrl+P，选“另存为 PDF”。",
        "网页和 Word 报告不受影响。",
    )


def not_printed(name: str) -> DataProblem:
    return DataProblem(
        f"浏览器没有把“{name}”印成 PDF。",
        "",
        "请用浏览器打开这个文件，按 Ctrl+P，选“另存为 PDF”。",
        "网页和 Word 报告不受影响。",
    )


def printed(name: str) -> str:
    return f"已印成 {name}。"


ARGUMENT_SHEET = "课题表“问题与建议”"


def problem_unanswered(text: str) -> tuple[str, str, str]:
    return (
        f"问题“{text}”没有建议回应",
        ARGUMENT_SHEET,
        "请补一条建议，在“回应的问题”里写上它的代号。",
    )


EVIDENCE_KINDS = ("调研发现", "座谈走访的话", "实地查看")


def problem_one_sided(text: str, without: Sequence[str]) -> tuple[str, str, str]:
    return (
        f"问题“{text}”的依据里没有{'、'.join(without)}",
        ARGUMENT_SHEET,
        "有的请在“依据的发现”“依据的标签”“依据的事项”里补上；确实没有的不用改。",
    )


def suggestion_too_firm(text: str, written: str, carried: str) -> tuple[str, str, str]:
    return (
        f"建议“{text[:24]}……”写的是“{written}”，它的依据只够写“{carried}”，报告中按“{carried}”写",
        ARGUMENT_SHEET,
        "请补上依据，或改“力度”。",
    )


def problem_on_missing(text: str, keys: Sequence[str]) -> tuple[str, str, str]:
    return (
        f"问题“{text}”依据的发现{'、'.join(keys)}不在最近一次报告里",
        ARGUMENT_SHEET,
        "请核对代号，或重新出报告。",
    )


def suggestion_alone(text: str) -> tuple[str, str, str]:
    return (
        f"建议“{text[:24]}……”没有回应任何问题，报告中标为工作建议",
        ARGUMENT_SHEET,
        "确是工作建议的不用改。",
    )


def same_question(text: str, left: Sequence[str]) -> tuple[str, str, str]:
    told = "；".join(t[:40] for t in left[:3])
    return (
        f"与问题“{text[:24]}”同一道题的发现没有写进去：{told}",
        ARGUMENT_SHEET,
        "方向一致的填“依据的发现”，相反的填“方向相反的发现”，报告中也要交代。",
    )


def voiced(label: str) -> str:
    return f"座谈走访谈到“{label}”"


def contrary(text: str) -> str:
    return f"（方向相反）{text}"


def findings_left_out(texts: Sequence[str]) -> tuple[str, str, str]:
    told = "；".join(t[:30] for t in texts[:4])
    return (
        f"有{len(texts)}条调研发现没有被任何问题用到：{told}",
        "最近一次报告",
        "请看有没有与问题相反、却没有写进报告的。",
    )


REPORT_NOTEBOOK = "06_report"
INTO_HELP = "把现在的数放进编辑过的 Word 终稿（写成副本，原稿不动）"
DOCX_HELP = "核对编辑过的 Word 终稿：哪些数被改动、没有依据或被删去"
IMPORT_HELP = "导入时：其他归类软件导出的 .qdpx"
CODER_HELP = "归类人（文件夹名），可写几次；不写为甲、乙"
TWO_CODERS = ("甲", "乙")
LIST_NAME = "问题—建议清单"
LIST_HEAD = ("问题", "依据的调研发现", "建议", "建议牵头单位", "时限")
NOT_IN_REPORT = "（报告中没有这条发现）"
WORK_SUGGESTION, SIMULATED = "（工作建议，不对应具体问题）", "模拟数据"


def finding_missing(problem: str, key: str) -> str:
    return f"注意：问题“{problem}”依据的发现“{key}”在报告里没有，请核对课题表“问题与建议”。"


TO_FILL, ONLY_GROUP, ANSWERERS = "（请填写）", "调研组内部", "填答者"
DRAFT_HELP = "看一个文件里有什么题目（只看，不写）"
FROM_HELP = "从已有的导出文件开始"
JSON_HELP = "以 JSON 输出"


def made_from(name: str, surveys: int, questions: int, confirm: int) -> str:
    return (
        f"已从导出文件新建课题“{name}”：{surveys}种问卷，{questions}道题。\n"
        f"  其中{confirm}道题需要核对，见 data/{name}/课题表.xlsx“题目对照表”的“待核对”一列。\n"
        f"  现在就可以运行 python start.py report {name} 看第一份结果。"
    )


def drafted(variable: str, kind: str, text: str, sure: float, confirm: str) -> str:
    return f"{variable}\t{kind}\t{text}\t把握{sure:.0%}\t{confirm}"


def no_exports() -> DataProblem:
    return DataProblem(
        "没有给出答卷数据文件。",
        "",
        "请至少给出一个问卷平台导出的数据文件。",
        "程序没有写入任何文件。",
    )


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


def merge(choices: Sequence[str], n: int) -> str:
    return f"“{'”“'.join(choices)}”合并后有{n}人，可以公布；写进题目对照表的“合并选项”"


def risk(alone: int, few: int, total: int) -> str:
    if not few:
        return "每一种情况都至少有五个人，认不出本人"
    told = f"{total}人中有{few}人与不到五人相同"
    return (
        f"{told}，其中{alone}人独一无二；不要同时按这些题目列表"
        if alone
        else f"{told}；列表前先合并选项"
    )


def local_list(name: str) -> str:
    return f"已更新 {name}（只留在组内）。"
