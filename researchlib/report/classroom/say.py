"""The sentences of report/classroom."""

from collections.abc import Iterable, Iterator, Sequence

from researchlib.terms.problem import filled, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
card_needs_share|算给你看卡只能验算占比。||请用 share 的结果。
nothing_to_switch|问卷“{0}”没有单选题或量表，没有可以换着看的占比。||请在笔记本里删去这一格。
""")


FORM_TITLE = "带频数的问卷"
INVALID = "无效"
NO_CHOICES = "填数字的题，没有选项可以逐个计数"


left_out = "没有列出人数：{}。".format


CARD_COUNT = "选择的人数"
CARD_RESULT = "结果"
CARD_GROUP = "本组应答"


def counted(count: int | None, text: str) -> str:
    return text if count is None else f"{count}人，{text}"


MEAN_PLACE = "平均名次"


placed = "{}：{}".format


subtraction = filled("<{0} − {1}（{3}）= >{2}人")


division = "{} ÷ {} = {}".format


# A task, its question, and answers: whether each is right, and why.
Made = tuple[str, str, list[tuple[str, bool, str]]]

# A task a paragraph: its name and question, then a line an answer, the right one (+) last.
COUNTED = """
复算一个数|“{row.basis.question}”应当由{row.base}人回答，没有回答的有{row.missing}人，选“{row.choice}”的有{row.count}人。有效回答的人里，选“{row.choice}”的占多少？拿手机计算器算一算。
-{odds}|拿选了的人除以没有选的人，基数少了选了的人。
-{others}|算成了没有选这一项的人。
-{of_all}|基数用成了全部有效问卷；没有问到、没有回答这道题的人不在基数里。
-{with_blanks}|把没有回答的人也算进了基数。
+{right}|{row.count} ÷ {row.n} = {right}。{weighted}

忘了基数|下面三个说法，哪一个没有交代基数？
-{based}|说了是哪道题、多少人里的占比。
-应当回答“{other.basis.question}”的有{other.base}名填答者。|这一句说的就是基数。
+选“{other.choice}”的占{other.text}。|不知道是哪道题、多少人里的占比，也就不知道这个数有多大分量。

说过头了|下面三个说法，哪一个超出了这份问卷能说的？
-{based}|照数出来的说，没有多说。
-问卷收回{flow.returned}份，有效{flow.valid}份。|照数出来的说，没有多说。
+选“{row.choice}”的占{row.text}，是因为他们不了解情况。|一个占比只说有多少人这样选，光凭它看不出原因。

谁没有算进来|报告说：{based}哪些人怎么想，这个数里没有？
-选了别的选项的人|他们在基数里，只是没有选这一项。
-有效回答的{row.n}人|他们就是基数。
+没有问到的人{lost}|也不能当作他们和算进来的人想的一样。
"""
BASED = "回答了“{row.basis.question}”的{row.n}名填答者中，选“{row.choice}”的占{row.text}。"
LOST = ("、没有交回的{}份", "、没有采用的{}份", "、没有回答这道题的{}人")
WEIGHTED = "报告里是加权以后的{row.text}。"
TREATED = """
换一种算法|报告说：{based}换成“{name}”再算，这个占比会怎样？
-高了|{why}
-低了|{why}
-印出来一样|{why}
+{right}|{why}
"""
CHANGES = ("印出来一样", "高了", "低了")
CHANGED = "原来是{row.text}；换成“{name}”是{new.text}（{new.interval_name}{new.interval}，{new.people}）。"
NOTHING_DECLARED = """
换一种算法|这个课题没有可以换着看的口径和分组。要换一种算法看结论变不变，应当怎样做？
-哪种算法的结果好看就用哪一种|先看结果再选算法，谁都能得到自己想要的数。
-把不合适的答卷删掉再算|原始答卷不改动；不采用哪些、为什么，要写成规则。
+先在课题表“剔除规则”里写明备选和理由，再换着算|口径写在前面，结果好不好看都照说。
"""
QUOTED = """
引用一句话|{one.who}说：{one.text}。报告里怎样写才公允？
-大家普遍反映：{one.text}|一个人的话写成了大家的话。
-这句话和问卷的数对不上，不写|对不上的更要写：它说的是数字没有说到的情况。
+{one.who}说：{one.text}；有相反的看法，也写出来|谁说的、怎么说的都交代了，不只用一面之词。
"""
NOTHING_QUOTED = """
引用一句话|（还没有批准引用的原话。）假如有人说了一句不满的话，报告里怎样写才公允？
-大家普遍反映很不满意|一个人的话写成了大家的话。
-这句话和问卷的数对不上，不写|对不上的更要写：它说的是数字没有说到的情况。
+写明这是一个人的话，照原样引；有相反的看法，也写出来|谁说的、怎么说的都交代了，不只用一面之词。
"""


def tasks(table: str, **facts: object) -> Iterator[Made]:
    for part in table.strip().split("\n\n"):
        head, *rows = (line.split("|") for line in part.split("\n"))
        told = {row[0][1:].format(**facts): (row[0][0] == "+", row[1]) for row in rows}
        yield (
            head[0],
            head[1].format(**facts),
            [(text, right, why.format(**facts)) for text, (right, why) in told.items()],
        )


def lettered(answers: Iterable[str]) -> Iterator[str]:
    return (f"{letter}　{text}" for letter, text in zip("ABCDE", answers, strict=False))


only_group = "只看{}".format


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


alternative = "{}：{}".format


grouped = "按“{}”分组".format


left = "{}（{}）".format


not_offered = filled("没有列出的：{:；}")


def chosen(choice: str | Sequence[str]) -> str:
    named = choice if isinstance(choice, str) else "”“".join(choice)
    return f"填答者中，选“{named.replace('{', '（').replace('}', '）')}”的占{{{SHARE}:full}}。"
