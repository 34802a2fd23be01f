"""What reading and coding interviews says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem

_UNTOUCHED = "原文件没有改动。"
HELP = "访谈：发出归类稿、收回归类结果"
TABLE_NAME, SETTLE_NAME, EXCERPTS, FRAMEWORK = "归类总表", "归类分歧", "摘录表", "框架表"
PROOF, SIDE_BY_SIDE = "校对稿", "归类对照"
BOTH, SETTLED_CODER = "两人都标了", "商定"
CONTEXT_HEAD = ("文档", "行", "代称", "前文", "词", "后文")
LINE, MEMO, REASON = "行", "备注", "理由"
SETTLED = ("用", "不用")
TABLE_HEAD = ("文档", "行", "起", "止", "原文", "标签", "归类人", "备注")
SETTLE_HEAD = ("文档", "行", "原文", "标签", "用了的人", "没用的人", "定为（用/不用）", "理由")
GUIDE = "选中要归类的文字，新建批注，写上标签；几个标签用分号隔开，标签后空一格可写备注。正文请不要改动。"


def no_word_file(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是能读的 Word 文件。", "", "请用 Word 或 WPS 另存为 .docx。", _UNTOUCHED
    )


def no_project(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是能读的归类项目（.qdpx 或 .qdc）。",
        "",
        "请从归类软件重新导出 REFI-QDA 格式。",
        _UNTOUCHED,
    )


def no_speakers(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”里没有认出说话的人。", "", "每段话请写成“姓名：话”，一人一段。", _UNTOUCHED
    )


NO_MASTER_OF_THAT_NAME = "没有同名的定稿，没有收（文件名请与定稿一致）"
PROOF_HEAD = ("行", "时间", "说话人", "代称", "话", "说明")
EXCERPT_HEAD = ("文档", "行", "原文", "标签", "备注")
AGAINST_MARK = "相反"
REPLACED, UNSPLIT, STRANGER = "已按校对表更正", "不属于任何说话人，不收入定稿", "不在访谈对象表里"


NOBODY, FEW, SPOKE, DOCUMENTS_HELD, COPIES = "没有人", "1—2人", "发言人数", "记录份数", "份"
VOICES_SOURCE = "座谈和走访"
VOICES_METHOD = "按人计，同一个人说几次算一次；两名归类人各自归类，不一致处商定"
THEMES_HEAD = ("归类标签", "谈到的人数", "其中看法相反", "出现在几份记录里")
THEMES_NOTE = "按人计，不按次数；主持人和访谈人不计；人数不能代表全体居民，不折算成百分比"
GROUPED_NOTE = "不足5人的人群不单列；1至2人谈到的不写具体人数"
UNDEFINED = "无法计算"
BALANCE_HEAD = ("归类标签", "谈到的人", "引用的话", "引自几人", "相反的看法", "提示")
VOICE_AXIS, SATURATION_X, SATURATION_Y = (
    "占全部发言字数的百分比（主持人不计）",
    "按发言先后，第几个人",
    "累计出现的标签数",
)
WORDS_HEAD = ("词", "说到的人数", "次数")
WORDS_NOTE = "按人数排列；专名表里的词不拆开，虚词不计"
JOINT_HEAD = ("问题", "问卷", "谈到的人", "支持的话", "相反的话", "现场看到", "是否一致")
AGREE, COMPLEMENT, CONFLICT = "一致", "互补", "矛盾"
JOINT_NOTE = (
    "判断规则：问卷区间全在50%以上且谈到的人中支持的多，为一致；问卷区间全在50%以上而相反的人多，或问卷区间全在25%以下而支持的有3人及以上，"
    "为矛盾；其余为互补，两边各说明一部分"
)
NO_QUOTE, NO_COUNTER, ONE_SPEAKER = "没有引用", "相反的看法没有引用", "引用多出自一人"
CLUSTERED = "没有提示"


def agreement_head(first: str, second: str) -> tuple[str, ...]:
    alone = (f"只{first}用", f"只{second}用") if first else ("", "")
    return ("归类标签", "段数", "都用了", *alone, "看法一致", "κ", "α", "AC1")


def agreement_summary(low: str, ac1: float | None, turns: int, coders: int) -> str:
    if ac1 is None:
        return f"{coders}人各自归类{turns}段"
    word = (
        "相当一致" if ac1 >= 0.8 else "大体一致" if ac1 >= 0.6 else "分歧较大，应修改定义后重新归类"
    )
    return f"{coders}人各自归类{turns}段，{word}；分歧最多的是“{low}”，不一致处已逐条商定；κ、α下面的小字是95%区间"


def alt_saturation(people: int, labels: int, last: int) -> str:
    return f"累计标签数随发言人数上升，{people}人共出现{labels}个标签，第{last}个人以后不再出现新的标签；阴影是打乱次序后的95%范围"


def saturation_note(people: int, last: int) -> str:
    return f"共{people}人发言，第{last}个人以后没有新的标签；这只说明所设的标签够用，不说明各种看法的多少"


def alt_voice(told: str, people: int) -> str:
    return f"{people}人发言字数所占比例，最多的是{told}"


def voice_note(people: int, most: str, half: int) -> str:
    return f"{people}人发言；说得最多的{half}人合占一半以上字数，最多的一人占{most}"


def quote_from(document: str, line: int, speaker: str) -> str:
    return f"{speaker}，{document}第{line}行"


def quote_moved(document: str, line: str, original: str) -> DataProblem:
    return DataProblem(
        f"“原话”表里{document}第{line}行没有“{original[:20]}”。",
        "",
        "请照定稿核对行号和原文。",
        _UNTOUCHED,
    )


def joint_share(text: str, interval: str, n: str) -> str:
    return f"{text}（95%区间{interval}，{n}）"


def joint_voices(total: str, against: str) -> str:
    return f"{total}（其中相反{against}）" if against else total


def excerpt_not_placed(row: int, document: str, quote: str) -> str:
    return f"第{row}行的“{quote[:20]}”在“{document}”的定稿里找不到，或有两处一样近"


def bad_settlement(row: int, told: str) -> str:
    return f"归类分歧表第{row}行填的是“{told}”，应填“用”或“不用”"


def columns_missing(path: Path, names: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"“{path.name}”缺少“{'”“'.join(names)}”列。",
        f"文件：{path.parent.name}/{path.name}",
        "请照发出的样表填写，不要改列名。",
        _UNTOUCHED,
    )


def proof_written(count: int, folder: str) -> str:
    return f"已写出{count}份校对稿，在文件夹 {folder} 中。要改的：错字和说话人写进课题表“校对表”，其余直接改访谈稿，然后再发出。"


def piece(quote: str, document: str, line: int, against: bool) -> str:
    return f"{quote}（{document}第{line}行{'，相反' if against else ''}）"


def no_interviews(document: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"没有叫“{document}”的访谈记录。", nearest(document, known), "请核对名称。", _UNTOUCHED
    )


def undocumented(names: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"“{'”“'.join(names)}”没有写明是逐字稿还是记录大意。",
        "",
        "请在课题表“访谈记录”里各写一行。",
        _UNTOUCHED,
    )


def no_range(text: str) -> str:
    return f"批注“{text[:20]}”没有选中文字，放不到原文里"


def not_placed(quote: str, text: str) -> str:
    return f"批注“{text[:20]}”所选的“{quote[:20]}”在定稿里找不到（正文可能被改过）"


def unknown_label(label: str, known: Sequence[str]) -> str:
    return f"标签“{label}”不在归类标签里。{nearest(label, known)}"


def in_file(coder: str, name: str, told: str) -> str:
    return f"{coder}/{name}：{told}"


def no_masters() -> DataProblem:
    return DataProblem(
        "还没有访谈稿。",
        "应放在 interviews/transcripts 中。",
        "请放入 .txt、.md 或 .docx 后重试。",
        _UNTOUCHED,
    )


def unsplit(document: str, lines: Sequence[int]) -> str:
    told = "、".join(map(str, lines[:8]))
    return f"{document}第{told}行不属于任何说话人，没有收入"


def stranger(document: str, speaker: str) -> str:
    return f"{document}里的“{speaker}”不在访谈对象表里，没有代称，归类稿里仍写原名，请先补上"


def master_changed(document: str) -> DataProblem:
    return DataProblem(
        f"“{document}”的定稿已经发出归类，与现在的访谈稿不一致。",
        "",
        "要改定稿，请先把 interviews/masters 里的旧稿和已收回的归类移走，再重新发出。",
        "程序没有写入任何文件。",
    )


def issued(count: int, folder: str) -> str:
    return f"已发出{count}份归类稿，在文件夹 {folder} 中；每人只改自己的那一份。"


def collected(count: int, coders: int, folder: str) -> str:
    return (
        f"收回{coders}人的{count}处归类。总表、框架表和两色对照在文件夹 {folder} 中，只供组内使用。"
    )


def agreed(label: str, n: int, both: int, percent: float, ac1: float | None, why: str) -> str:
    told = f"AC1为{ac1:.2f}" if ac1 is not None else why
    return f"“{label}”：{n}段中都用的{both}段，看法一致的占{percent:.0%}，{told}"


def to_settle(count: int, left: int, folder: str) -> str:
    told = f"有{count}处看法不同，清单见 {folder}/{SETTLE_NAME}.xlsx"
    return (
        f"{told}；还有{left}处没有商定，暂不计入，请填“用”或“不用”后再收回一次。"
        if left
        else f"{told}，已全部商定。"
    )


def imported(pieces: int, documents: int, lost: Sequence[str]) -> str:
    told = f"从归类软件收回{documents}份记录的{pieces}处归类，写在各人的摘录表里；下一步请“收回”。"
    return told + (f"有{len(lost)}处放不进定稿：{'；'.join(lost[:5])}。" if lost else "")


def opened(names: Sequence[str]) -> str:
    told = "、".join(names)
    return f"已写出{len(names)}份开放题稿：{told}。请在课题表“访谈记录”里各写一行（场合填“问卷开放题”），再发出。"


def foreign_document(name: str) -> str:
    return f"“{name}”没有同名的定稿"


def no_such_step(step: str) -> DataProblem:
    return DataProblem(
        f"没有“{step}”这一步。", "", "可以是 校对、发出、收回、导出、导入 或 开放题。", _UNTOUCHED
    )
