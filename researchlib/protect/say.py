"""The sentences of protect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from researchlib.terms.problem import DataProblem

NOBODY = "没有人"
FEW = "1—2人"
SPOKE = "发言人数"
DOCUMENTS_HELD = "记录份数"
COPIES = "份"
VOICES_SOURCE = "座谈和走访"
VOICES_METHOD = "按人计，同一个人说几次算一次；两名归类人各自归类，不一致处商定"
WITHHELD = "人数少，不公布"


def people(n: int | None) -> str:
    return "有效回答人数不公布" if n is None else f"有效回答{n}人"


def people_range(low: int, high: int) -> str:
    return people(low) if low == high else f"有效回答{low}—{high}人，各题不等"


def gate_refused(name: str, found: Sequence[str]) -> DataProblem:
    lines = [f"{i}. {text}" for i, text in enumerate(found[:20], 1)]
    return DataProblem(
        "\n".join([f"发布检查没有通过，“{name}”没有生成：", *lines]),
        "",
        "\n请按提示修改后重新出报告。",
        "原来的报告没有改动。",
    )


def place(report: str, title: str) -> str:
    return f"{report}“{title[:30]}”"


def pinned(label: str, places: Sequence[str]) -> str:
    return f"没有公布的人数可以推算出来（{label}），请改这里：{'；'.join(places)}"


def editions_differ(place: str, edition: str) -> str:
    return f"{place}与{edition}只差几个人，两稿一比就能看出这几个人的答案"


def would_follow(found: Sequence[str]) -> DataProblem:
    lines = [f"{i}. {text}。" for i, text in enumerate(found[:12], 1)]
    return DataProblem(
        "\n".join(["把要公布的数放在一起，可以推算出小人群的情况：", *lines]),
        "",
        "\n请合并选项或分组（题目对照表“合并选项”），或去掉其中一张表。",
        "报告没有生成，原来的报告没有改动。",
    )


def ledger_damaged(path: Path) -> DataProblem:
    return DataProblem(
        f"数字台账“{path.name}”打不开。",
        f"在文件夹“{path.parent.name}”中。",
        "它记着已经公布的数；请用备份恢复。",
        "报告没有生成，原来的报告没有改动。",
    )


def contradiction(places: Sequence[str]) -> DataProblem:
    return DataProblem(
        "要公布的数互相矛盾，无法检查能否推算出小人群的情况。",
        f"涉及：{'；'.join(places[:6])}。",
        "请核对同一份答卷是否在不同的口径下用过。",
        "报告没有生成，原来的报告没有改动。",
    )


def cell(number: int) -> str:
    return f"第{number}个单元格"


def where(heading: str) -> str:
    return f"“{heading}”一节" if heading else "报告开头"


def member(name: str) -> str:
    return f"文件内部的“{name}”"


def package_damaged(name: str) -> DataProblem:
    return DataProblem(
        f"“{name}”打不开，无法做发布检查。", "", "请重新生成。", "原来的文件没有改动。"
    )


def unreadable(place: str) -> str:
    return f"{place}有读不出来的嵌入内容。"


def has_picture_data(place: str) -> str:
    return f"{place}的图片带有拍摄信息（时间、地点等），请先去掉。"


def has_formula(place: str) -> str:
    return f"{place}含有公式或域，打开时可能自动执行。"


def has_tracked(place: str) -> str:
    return f"{place}留有修订记录，请先接受或拒绝全部修订。"


def has_user(place: str) -> str:
    return f"{place}写着本机的用户名或机器名。"


def has_script(place: str) -> str:
    return f"{place}含有脚本，离线报告不允许。"


def has_handler(place: str, attribute: str) -> str:
    return f"{place}的元素带有动作属性 {attribute}，不允许。"


def has_outside(place: str) -> str:
    return f"{place}引用了外部网址，报告必须离线可读。"


def has_path(place: str) -> str:
    return f"{place}出现本机的文件路径，会暴露用户名或文件夹。"


def has_traceback(place: str) -> str:
    return f"{place}出现程序出错信息。"


def has_identity(place: str, kind: str, start: str) -> str:
    return f"{place}疑似出现{kind}（以“{start}”开头），请隐去。"


PAY_FACTS = (
    "人员数",
    "按时发放率",
    "拖欠人月",
    "最长拖欠",
    "未按时月数",
    "涉及人数",
    "养老保险人数",
    "医疗保险人数",
    "养老保险率",
    "医疗保险率",
    "社区数",
    "总人月",
)
PAY_SOURCE = "工资发放台账"
PAY_METHOD = "由台账逐人逐月清点，不是抽样结果"


def persons(count: int) -> str:
    return f"{count}人"


def person_months(count: int) -> str:
    return f"{count}人月"


def months(count: int) -> str:
    return f"{count}个月"


def units(count: int) -> str:
    return f"{count}个社区"


def month_label(month: int) -> str:
    return f"{month % 12 + 1}月"
