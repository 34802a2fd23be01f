"""The sentences of report/classroom."""

import html
from collections.abc import Sequence

from researchlib.terms.problem import DataProblem
from researchlib.terms.text import command

FORM_TITLE = "带频数的问卷"
INVALID = "无效"
CARD_COUNT = "选择的人数"
CARD_RESULT = "结果"
CARD_GROUP = "本组应答"


def card_needs_share() -> DataProblem:
    return DataProblem("算给你看卡只能验算占比。", "", "请用 share 的结果。")


def counted(count: int | None, text: str) -> str:
    return text if count is None else f"{count}人，{text}"


MEAN_PLACE = "平均名次"


def placed(place: str, told: str) -> str:
    return f"{place}：{told}"


def subtraction(whole: int, less: int, rest: int, why: str) -> str:
    return f"{whole} − {less}（{why}）= {rest}人" if less else f"{rest}人"


def division(count: int, base: int, text: str) -> str:
    return f"{count} ÷ {base} = {text}"


RIGHT = "对了。"
WRONG = "和报告对不上，再想一想：基数是谁、缺失的人有没有去掉。"


def exercise_needs_ledger(study: str) -> DataProblem:
    return DataProblem(
        f"课题“{study}”还没有数字台账，练习无法核对。",
        "",
        f"请先出报告：{command('report', study)}。",
    )


def exercise_unknown(key: str, name: str) -> DataProblem:
    return DataProblem(f"数字台账里没有“{key}”的“{name}”。", "", "请照报告中的名称填写。")


DECISION = "口径"
GROUP = "分组"
EVERYBODY = "不分组"
AS_REPORTED = "与报告相同"


def alternative(key: str, other: str) -> str:
    return f"{key}：{other}"


def not_offered(names: Sequence[str]) -> str:
    listed = html.escape("、".join(names))
    return (
        f"<p><small>没有列出的口径：{listed}。换过去后算进来的人只差几个，"
        "两张表一减就可能看出这几个人怎么答，所以不单独显示；结论变不变见“换口径”。</small></p>"
    )


def cannot_show(what: str) -> str:
    return f"<p>{html.escape(what)}</p>"
