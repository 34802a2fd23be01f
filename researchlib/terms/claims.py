"""Words that claim an amount or a strength: they must be carried by data or by a known name."""

import re

# Forms in which a sentence may write a bound number: {独居:成}.
TENTHS, FULL, PEOPLE, PLAIN, SILENT = "成", "full", "n", "原文", "未答"
FORMS = (TENTHS, FULL, PEOPLE, PLAIN, SILENT)

# In Word the bookmarks of bound numbers, and of generated paragraphs and tables, begin so.
BOOKMARK, PIECE, TABLE_PIECE = "n_", "b_", "t_"

# What a sentence may claim, one row a kind: amounts and comparisons must be carried by data or by a
# known name; causes are what a survey rarely shows, and are listed for the author.
_SOME = "[二两三四五六七八九十百千几数][一二三四五六七八九十百千几多余来]*"
_WHO = "(?:多|余)?(?:人(?![次民民才大心数均一行])|户(?![籍口外型])|名(?![单字义称誉胜])|位(?![置于])|例(?![如子会外])|起(?=[案事纠投上])|口人|个(?=人|老人|孩子|学生|居民|家庭|党员|干部))"
AMOUNTS = (
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?",
    r"[一二两三四五六七八九]成(?![立为果员功长绩本就熟效分])",
    r"[二三四五六七八九十百千万]+分之[一二三四五六七八九十百零点]+",
    rf"(?<![第千]){_SOME}{_WHO}",
    r"(?<=[仅只就无共有])一(?:人|户|名|位|例)(?!一)|没有?一(?:个?人|户|名|位|例)|[零〇](?:人|户|例)",
    r"[一二两三四五六七八九十百几数]+(?:多|余)?倍|翻(?:了?[一两几]番|番)|减半|对半开?",
    "半数|过半|一半|绝大多数|大多数|绝大部分|大部分|多数|普遍|显著|明显|导致|几乎所有",
)
# Those that a share over half bears out.
MOST = ("半数", "过半", "大多数", "大部分", "多数")
COMPARISONS = (
    "(?:明显|远远?|略|稍|大大)?(?:高于|低于|多于|少于|强于|弱于|优于|好于|差于|不如(?!说)|比不上|赶不上)",
    "没人|无人(?![机驾值])|人人都|谁都(?!能|可以)|(?:互相|相互|彼此)重叠",
    "[得的](?:最|更)(?:多|少|高|低|好|差|重|强|弱)(?!的(?!是))|(?:人数|比例|占比|满意率)(?:最|更)(?:多|少|高|低)",
    "越(?!来)[^，。；越]{1,8}越[^，。；\\s]",
)
CAUSES = ("造成|致使|挡住|阻碍|由于|因为|使得|引起|归因于|根源在于|之所以",)

# Whose pay it is, people know; that of colleagues is told by group alone.
OF_PAY = re.compile("工资|薪|报酬|待遇|津贴|社保|养老保险|医疗保险|公积金|应发|实发")

CAUSE = re.compile("|".join(CAUSES))
# What stops a signed report, and stands marked in a draft.
NUMBER = re.compile("|".join((*AMOUNTS, *COMPARISONS)))

# Digits that stand for themselves: dates, document numbers, standards, the confidence level.
CARRIED = re.compile(
    r"\d{4}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|〔\d{4}〕\d+号|GB/T ?[\d.—-]+"
    r"|\d+周?岁及?以[上下]|\d+[—–-]\d+周?岁|95%区间|第\d+行|[图表]\s?\d+|正文约\d+字|两人一组|千家万户|三人行"
)

# Whom a sentence speaks of; of volunteers it may speak only as those who answered.
PEOPLE_OF = re.compile("“[^”]*”|(居民|村民|群众|家长|老人|业主|职工|干部|学生|商户|青年|妇女)")
ANSWERING = re.compile("填答|填写|答卷|受访|回答问卷")

# Of everybody, nobody or most, and what they are said to do; who says 部分 says none of these.
_WHOLE = re.compile(
    "(?P<all>人人都?|个个都?|大家都|所有人都?|全都|全部|一律)|(?P<none>没有人|没有|从未|从不|均未|都没有?|无人|没人)"
    "|(?P<most>(?:绝?大)?多数|大部分|过半数?)(?:居民|家长|老人|干部|群众|人)?都?"
)
_PART = re.compile("部分|一些|有的|(?<!没)有人|不少|少数|个别|一半")
_NOBODY = re.compile("没有?人|无人|无一人?|谁[也都]没|都没有?|从没有?")
_COUNT = re.compile(r"(\d+(?:\.\d+)?)(%|人(?!月))|一人也没有")
_CLAUSE = re.compile("[，。；、：！？]")


def contradicts(claim: str, finding: str) -> bool:
    """Whether a claim of everybody, nobody or most is told otherwise by the counts of a finding
    that speaks of the same doing: 没有缴纳 beside 缴纳的有66人（55%）."""
    for clause in filter(lambda c: not _PART.search(c), _CLAUSE.split(claim)):
        for whole in _WHOLE.finditer(clause):
            doing = clause[whole.end() :][:2]
            counts = _counts(doing, finding) if len(doing) == 2 else []
            if any(_otherwise(str(whole.lastgroup), *count) for count in counts):
                return True
    return False


def _otherwise(whole: str, count: float, unit: str, denied: bool) -> bool:
    if whole == "none":
        return count > 0 and not denied
    if whole == "all":
        return count > 0 if denied else count == 0 or (unit == "%" and count < 100)
    return unit == "%" and (count > 50 if denied else count < 50)


def denies(claim: str, doing: str) -> bool:
    """Whether a claim says of nobody what a label names: 没有人说送餐晚."""
    clauses = (c for c in _CLAUSE.split(claim) if not _PART.search(c))
    return any(doing in clause and _NOBODY.search(clause) for clause in clauses)


def _counts(doing: str, finding: str) -> list[tuple[float, str, bool]]:
    """The counts that follow a doing in the clauses that say it, and whether these deny it."""
    found = []
    for clause in _CLAUSE.split(finding):
        before, said, after = clause.partition(doing)
        denied = bool(re.search("没有?|[未不无]$", before))
        counts = _COUNT.finditer(after) if said else ()
        found += [(float(m[1] or 0), m[2] or "", denied) for m in counts]
    return found
