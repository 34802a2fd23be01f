"""What check says: each time what was found, where, what to do."""

from __future__ import annotations

from collections.abc import Sequence

Said = tuple[str, str, str]
TO_FILL = "（请填写）"
LIST_NAME = "待处理"
LIST_HEAD = ("序号", "发现了什么", "在哪里", "建议怎么办", "谁来办")


def checked(source: str, valid: int, returned: int) -> str:
    return f"问卷“{source}”：回收{returned}份，有效{valid}份，题目对照表与数据一致。"


def basics_blank(items: Sequence[str]) -> Said:
    return f"{'、'.join(items)}还没有填写", "课题表“基本信息”", "请填写；报告的抬头要用。"


KEEP_UNTIL_BLANK = (
    "没有写明原始数据保存到哪一天",
    "课题表“基本信息”",
    "请加一行“数据保存至”，写成 2026-12-31；到期后按约定销毁原始答卷。",
)


def kept_too_long(day: str) -> Said:
    return (
        f"原始数据的保存期限（{day}）已过",
        "课题表“基本信息”",
        "请销毁 questionnaires、interviews 和 records 中的原始数据，或经批准改写期限。",
    )


def no_consent(question: str, source: str, rows: str) -> Said:
    return (
        f"有人没有同意参加调查，或没有回答“{question}”",
        f"问卷“{source}”第{rows}行",
        "请在“剔除规则”里加一条“未同意参加”，“适用变量”写这道题，“采用”写表示同意的选项。",
    )


def attention(question: str, source: str, rows: str) -> Said:
    return (
        f"有答卷没有按“{question}”的要求作答",
        f"问卷“{source}”第{rows}行",
        "要剔除的话，在“剔除规则”里加一条“未通过注意力题”，“采用”写应选的选项。",
    )


def impossible(question: str, source: str, rows: str, example: str) -> Said:
    return (
        f"“{question}”有不可能的答案，例如{example}",
        f"问卷“{source}”第{rows}行",
        "请对照原始问卷核对；程序没有改动，也没有剔除。",
    )


def submitted(source: str, rows: str) -> Said:
    return ("提交时间不是日期，或晚于今天", f"问卷“{source}”第{rows}行", "请核对文件是否被编辑过。")


def spelled_twice(question: str, source: str, spellings: Sequence[str]) -> Said:
    listed = "”“".join(spellings)
    return (
        f"“{question}”里同一个选项有不同写法：“{listed}”",
        f"问卷“{source}”",
        f"请在题目对照表“合并选项”里写：{spellings[0]}={'+'.join(spellings)}。",
    )


def sample(source: str) -> Said:
    return (
        "现在用的还是新建课题时带来的示例数据（模拟数据）",
        f"问卷“{source}”",
        "请用 add（放入数据）放入真实答卷。",
    )


def serial_twice(source: str, rows: str) -> Said:
    return (
        "有序号重复的答卷",
        f"问卷“{source}”第{rows}行",
        "可能是两次导出粘在了一起，请核对后重新导出。",
    )


def same_answers(source: str, rows: str) -> Said:
    return (
        "有答案完全相同的答卷",
        f"问卷“{source}”第{rows}行",
        "可能是同一人重复提交；确认后在“剔除规则”里写明。",
    )


def fast(source: str, seconds: int, rows: str) -> Said:
    return (
        f"有答卷用时不到中位数的三成（{seconds}秒）",
        f"问卷“{source}”第{rows}行",
        "看一眼答案是否认真；要剔除的话，在“剔除规则”里加一条“答题过快”。",
    )


def same_address(source: str, addresses: int, least: int) -> Said:
    return (
        f"有{addresses}个网络地址各提交了{least}份以上",
        f"问卷“{source}”",
        "社区服务大厅的公用手机会这样；不是的话请核对有没有代填。",
    )


def identity(question: str, source: str, rows: str) -> Said:
    return (
        "开放题里像有姓名、电话、证件号，或有能认出本人的说法（如“唯一”）",
        f"问卷“{source}”“{question}”第{rows}行",
        "引用前请在“原话”里改写“可引用的文字”；程序不会把原文写进报告。",
    )


def uncoded(question: str, count: int, source: str) -> Said:
    return (
        f"“{question}”还有{count}条回答没有归类",
        f"问卷“{source}”",
        "请在课题表“原话”里补上原文和归类标签；没有归类的不计入基数。",
    )
