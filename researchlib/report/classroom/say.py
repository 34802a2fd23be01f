"""The sentences of report/classroom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from researchlib.clean.answers import Flow
from researchlib.protect.number import Shown
from researchlib.report.objects.display import Quotation
from researchlib.terms import numbers as write
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


# A task, its question, and answers: whether each is right, and why.
Made = tuple[str, str, Sequence[tuple[str, bool, str]]]


def lettered(answers: Iterable[str]) -> Iterable[str]:
    return (f"{letter}　{text}" for letter, text in zip("ABCDE", answers, strict=False))


def _based(row: Shown) -> str:
    asked = row.basis.question
    return f"回答了“{asked}”的{row.n}名填答者中，选“{row.choice}”的占{row.text}。"


def of_one_number(row: Shown, other: Shown, flow: Flow) -> Iterable[Made]:
    """Four tasks of one number, and of what most chose in another question."""
    n, count, base, missing = (k or 0 for k in (row.n, row.count, row.base, row.missing))
    right = write.percent(count / n)
    weighted = f"报告里是加权以后的{row.text}。" if row.text != right else ""
    tried = {
        write.percent(min(count / 100, 1)): "把人数当成了百分数，没有除以基数。",
        write.percent(1 - count / n): "算成了没有选这一项的人。",
        write.percent(
            count / flow.valid
        ): "基数用成了全部有效问卷；没有问到、没有回答的人不在基数里。",
        write.percent(count / base): "把没有回答的人也算进了基数。",
        right: f"{division(count, n, right)}。{weighted}",
    }
    told = f"{missing}人没有回答" if missing else "都回答了"
    yield (
        "复算一个数",
        f"“{row.basis.question}”应当由{base}人回答，{told}，选“{row.choice}”的{count}人。"
        f"有效回答的人里，选“{row.choice}”的占多少？拿手机计算器算一算。",
        [(text, text == right, why) for text, why in tried.items()],
    )
    based = _based(row)
    yield (
        "忘了基数",
        "下面三个说法，哪一个没有交代基数？",
        (
            (based, False, "说了是哪道题、多少人里的占比。"),
            (f"选“{other.choice}”的占{other.text}。", True, "不知道是哪道题、多少人里的占比。"),
            (
                f"应当回答“{other.basis.question}”的有{other.base}名填答者。",
                False,
                "这一句说的就是基数。",
            ),
        ),
    )
    yield (
        "说过头了",
        "下面三个说法，哪一个超出了这份问卷能说的？",
        (
            (based, False, "照数出来的说，没有多说。"),
            (f"问卷收回{flow.returned}份，有效{flow.valid}份。", False, "照数出来的说，没有多说。"),
            (
                f"选“{row.choice}”的占{row.text}，是因为他们不了解情况。",
                True,
                "一个占比只说有多少人这样选，光凭它看不出原因。",
            ),
        ),
    )
    lost = (flow.issued or 0) - flow.returned
    parts = ["没有问到的人"]
    parts += [f"没有交回的{lost}份"] if lost > 0 else []
    parts += [f"没有采用的{flow.returned - flow.valid}份"] if flow.returned > flow.valid else []
    parts += [f"没有回答这道题的{missing}人"] if missing else []
    yield (
        "谁没有算进来",
        f"报告说：{based}哪些人怎么想，这个数里没有？",
        (
            ("、".join(parts), True, "也不能当作他们和算进来的人想的一样。"),
            ("选了别的选项的人", False, "他们在基数里，只是没有选这一项。"),
            (f"有效回答的{n}人", False, "他们就是基数。"),
        ),
    )


NOTHING_DECLARED: Made = (
    "换一种算法",
    "这个课题没有可以换着看的口径和分组。要换一种算法看结论变不变，应当怎样做？",
    (
        ("哪种算法的结果好看就用哪一种", False, "先看结果再选算法，谁都能得到自己想要的数。"),
        (
            "先在课题表“剔除规则”里写明备选和理由，再换着算",
            True,
            "口径写在前面，结果好不好看都照说。",
        ),
        ("把不合适的答卷删掉再算", False, "原始答卷不改动；不采用哪些、为什么，要写成规则。"),
    ),
)


def only_group(group: str) -> str:
    return f"只看{group}"


def treated(row: Shown, name: str, new: Shown) -> Made:
    gap = (new.value or 0) - (row.value or 0)
    right = "高了" if gap > 0 else "低了" if gap < 0 else "印出来一样"
    why = f"原来是{row.text}；换成“{name}”是{new.text}（{new.interval_name}{new.interval}，{new.people}）。"
    return (
        NOTHING_DECLARED[0],
        f"报告说：{_based(row)}换成“{name}”再算，这个占比会怎样？",
        [(text, text == right, why) for text in ("高了", "低了", "印出来一样")],
    )


def quoted(one: Quotation | None) -> Made:
    said = f"{one.who}说：{one.text}" if one else "写明这是一个人的话，照原样引"
    asked = f"{said}。" if one else "（还没有批准引用的原话。）假如有人说了一句不满的话，"
    return (
        "引用一句话",
        f"{asked}报告里怎样写才公允？",
        (
            (
                f"大家普遍反映：{one.text if one else '很不满意'}",
                False,
                "一个人的话写成了大家的话。",
            ),
            (f"{said}；有相反的看法，也写出来", True, "谁说的、怎么说的都交代了，不只用一面之词。"),
            ("这句话和问卷的数对不上，不写", False, "对不上的更要写：它说的是数字没有说到的情况。"),
        ),
    )


TEACHER_NAME = "课堂练习_教师用"
TEACHER_TITLE = "课堂练习：答案和讲解"
TEACHER_LINES = (
    "这一页有答案，留在调研组，课堂包里没有。",
    "先让学员自己选、说出理由，再点开；选错的比选对的更值得讲。",
)
TEACHER_HEAD = ("练习", "题目", "答案", "为什么")


AS_REPORTED = "与报告相同"
SWITCH = "换一个口径或分组"
SHARE = "占比"
FAILS = "这样算不出结果"
SENSITIVE = "这道题敏感，换了口径的数和报告放在一起，可能看出个别人怎么答"
TOO_NEAR = "换过去后算进来的人只差几个，两张表一减就可能看出这几个人怎么答"
ALIKE = "印出来和报告一样"
BEYOND = "一页放不下"


def alternative(rule: str, other: str) -> str:
    return f"{rule}：{other}"


def grouped(by: str) -> str:
    return f"按“{by}”分组"


def left(name: str, why: str) -> str:
    return f"{name}（{why}）"


def not_offered(left_out: Sequence[str]) -> str:
    return f"没有列出的：{'；'.join(left_out)}"


def chosen(choice: str | Sequence[str]) -> str:
    named = choice if isinstance(choice, str) else "”“".join(choice)
    return f"填答者中，选“{named.replace('{', '（').replace('}', '）')}”的占{{{SHARE}:full}}。"


def nothing_to_switch(source: str) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”没有单选题或量表，没有可以换着看的占比。",
        "",
        "请在笔记本里删去这一格。",
    )
