"""The sentences of report/classroom."""

from __future__ import annotations

import html
from collections.abc import Sequence

from researchlib.protect.number import Shown
from researchlib.terms.problem import DataProblem

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


RECOMPUTED = "复算一个数"
BASELESS = "忘了基数"
OVERCLAIMED = "说过头了"
TREATED = "换一种算法"
MISSED = "谁没有算进来"
QUOTED = "引用一句话"
THE_OTHERS = "算成了没有选这一项的人。"
BASE_OF_ALL = "基数用成了全部有效问卷；没有问到、没有回答这道题的人不在基数里。"
COUNT_AS_SHARE = "把人数当成了百分数，没有除以基数。"
BASE_WITH_BLANKS = "把没有回答的人也算进了基数。"
WHICH_BASELESS = "下面三个说法，哪一个没有交代基数？"
HAS_BASE = "这一句说了是多少人里的多少，基数在句子里。"
NO_BASE = "听的人不知道是哪道题、多少人里的占比，也就不知道这个数有多大分量。"
WHICH_OVERCLAIMED = "下面三个说法，哪一个超出了这份问卷能说的？"
AS_COUNTED = "这一句照数出来的说，没有多说。"
NO_CAUSE = "一个占比只说有多少人这样选，光凭它看不出原因。"
CHANGES = ("高了", "低了", "印出来一样")
NOTHING_DECLARED = "这个课题没有可以换着看的口径和分组。要换一种算法看结论变不变，应当怎样做？"
DECLARE = (
    ("哪种算法的结果好看就用哪一种", False, "先看结果再选算法，谁都能得到自己想要的数。"),
    (
        "先在课题表“剔除规则”里写明备选和理由，再换着算",
        True,
        "口径写在前面，换过去的结果一并公布。",
    ),
    ("把不合适的答卷删掉再算", False, "原始答卷不改动；不采用哪些、为什么，要写成规则。"),
)
OTHER_CHOICE = "选了别的选项的人"
IN_BASE = "他们在基数里，只是没有选这一项。"
THEY_ARE_BASE = "他们就是基数。"
UNKNOWN = "这个数里没有他们的想法，也不能当作他们和算进来的人想的一样。"


def lettered(letter: str, text: str) -> str:
    return f"{letter}　{text}"


def recompute(asked: str, choice: str, base: int, missing: int, count: int) -> str:
    return (
        f"“{asked}”应当由{base}人回答，{f'{missing}人没有回答' if missing else '都回答了'}，选“{choice}”的{count}人。"
        f"有效回答的人里，选“{choice}”的占多少？拿手机计算器算一算。"
    )


def divided(count: int, base: int, text: str, weighted: str) -> str:
    more = f"报告里是加权以后的{weighted}，和按人数算的不一定相同。" if weighted else ""
    return f"{division(count, base, text)}。{more}"


def with_base(asked: str, row: Shown) -> str:
    return f"回答了“{asked}”的{row.n}名填答者中，选“{row.choice}”的占{row.text}。"


def without_base(choice: str, text: str) -> str:
    return f"选“{choice}”的占{text}。"


def blanks(asked: str, row: Shown) -> str:
    return f"应当回答“{asked}”的{row.base}名填答者中，{row.missing}人没有回答。"


def returned(many: int, valid: int) -> str:
    return f"问卷收回{many}份，有效{valid}份。"


def caused(choice: str, text: str) -> str:
    return f"选“{choice}”的占{text}，是因为他们不了解情况。"


def treated(row: Shown, asked: str, name: str) -> str:
    return f"报告说：{with_base(asked, row)}换成“{name}”再算，这个占比会怎样？"


def only_group(group: str) -> str:
    return f"只看{group}"


def changed(text: str, name: str, row: Shown) -> str:
    return f"原来是{text}；换成“{name}”是{row.text}（{row.interval_name}{row.interval}，{row.people}）。"


def who_is_missing(asked: str, row: Shown) -> str:
    return f"报告说：{with_base(asked, row)}哪些人怎么想，这个数里没有？"


def not_heard(issued: int | None, many: int, valid: int, missing: int) -> str:
    lost = (issued or many) - many
    parts = ["没有问到的人"]
    parts += [f"没有交回的{lost}份"] if lost > 0 else []
    parts += [f"没有采用的{many - valid}份"] if many > valid else []
    parts += [f"没有回答这道题的{missing}人"] if missing else []
    return "、".join(parts)


def who_answered(n: int) -> str:
    return f"有效回答的{n}人"


def quoted(who: str, words: str) -> str:
    told = (
        f"{who}说：{words}。" if words else "（还没有批准引用的原话。）假如有人说了一句不满的话，"
    )
    return f"{told}报告里怎样写才公允？"


def fair_readings(who: str, words: str) -> tuple[tuple[str, bool, str], ...]:
    said = f"{who}说：{words}" if words else "写明这是一个人的话，照原样引"
    return (
        (f"大家普遍反映：{words or '很不满意'}", False, "一个人的话写成了大家的话。"),
        (f"{said}；有相反的看法，也写出来", True, "谁说的、怎么说的都交代了，不只用一面之词。"),
        ("这句话和问卷的数对不上，不写", False, "对不上的话更要写：它说明数字没有说到的情况。"),
    )


def explained(text: str, why: str) -> str:
    return f"{text.rstrip('。')}：{why}"


TEACHER_NAME = "课堂练习_教师用"
TEACHER_TITLE = "课堂练习：答案和讲解"
TEACHER_LINES = (
    "这一页有答案，留在调研组，课堂包里没有。",
    "先让学员自己选、说出理由，再点开；选错的比选对的更值得讲。",
)
TEACHER_HEAD = ("练习", "题目", "答案", "为什么", "另外几个答案错在哪里")


DECISION = "口径"
GROUP = "分组"
EVERYBODY = "不分组"
AS_REPORTED = "与报告相同"


def alternative(rule: str, other: str) -> str:
    return f"{rule}：{other}"


SWITCH = "换一个口径或分组"
SHARE = "占比"


def chosen(choice: str | Sequence[str]) -> str:
    named = choice if isinstance(choice, str) else "”“".join(choice)
    return f"填答者中，选“{named.replace('{', '（').replace('}', '）')}”的占{{{SHARE}:full}}。"


def nothing_to_switch(source: str) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”没有单选题或量表，没有可以换着看的占比。",
        "",
        "请在笔记本里删去这一格。",
    )


def grouped(by: str) -> str:
    return f"按“{by}”分组"


def fails(name: str) -> str:
    return f"{name}（这样算不出结果）"


def sensitive(name: str) -> str:
    return f"{name}（这道题敏感，换了口径的数和报告放在一起，可能看出个别人怎么答）"


def too_near(name: str) -> str:
    return f"{name}（换过去后算进来的人只差几个，两张表一减就可能看出这几个人怎么答）"


def alike(name: str) -> str:
    return f"{name}（印出来和报告一样）"


def beyond(name: str) -> str:
    return f"{name}（一页放不下，在 JupyterLab 里换）"


def not_offered(names: Sequence[str]) -> str:
    return f"没有列出的：{'；'.join(names)}。结论变不变见“换口径”"


def left_out(names: Sequence[str]) -> str:
    return f"<p><small>{html.escape(not_offered(names))}。</small></p>" if names else ""


def cannot_show(what: str) -> str:
    return f"<p>{html.escape(what)}</p>"
