"""What names a person: patterned numbers, addresses to the door, names by roster and by title.

One set of rules for masking a text and for the gate that refuses to publish one. What is not
found is not thereby safe: names that no roster lists and no title follows are not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from researchlib.terms.text import fold_in_place

_SPOKEN = str.maketrans("零〇○一二三四五六七八九幺两洞拐勾", "00012345678912079")
_GAP = r"[\s\-—_·.,，、]{0,2}"
NAME, ADDRESS = "姓名", "住址"


@dataclass(frozen=True)
class Span:
    """An identity found: its kind and where it stands in the text as given."""

    kind: str
    start: int
    end: int


def _card_is_valid(digits: str) -> bool:
    """GB 11643-1999: the eighteenth character checks the first seventeen."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * k for d, k in zip(digits, weights, strict=False))
    return digits[17].upper() == "10X98765432"[total % 11]


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: bank cards."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return 16 <= len(digits) <= 19 and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _digits(text: str) -> str:
    return re.sub(r"[^0-9Xx]", "", text)


# How people cut a number of eleven digits into pieces where they set stops or commas between.
_PIECES = ((11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 6), (1,) * 11)


def _is_mobile(text: str) -> bool:
    """With blanks or one kind of dash between, in any pieces; with other marks only in those of a
    telephone number: 13、120、105 is a list, 12.5—13.9 an interval."""
    marks = set(re.findall(r"[^\d\s+]", text))
    own = re.sub(r"^\+?86\D{0,2}(?=1)", "", text) if len(_digits(text)) > 11 else text
    return (len(marks) < 2 and marks <= {"-", "—"}) or (
        tuple(map(len, re.findall(r"\d+", own))) in _PIECES
    )


_EDGE, _END = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z])"
_MANY = r"[0-9一二三四五六七八九十百]{1,4}"
_PATTERNS: tuple[tuple[str, str, Callable[[str], bool] | None], ...] = (
    (
        "身份证号",
        _EDGE + _GAP.join([r"[1-9]"] + [r"\d"] * 16) + _GAP + r"[\dXx]" + _END,
        lambda t: _card_is_valid(_digits(t)),
    ),
    (
        "银行卡号",
        _EDGE + r"[3-6]\d{3}" + _GAP + r"(?:\d{4}" + _GAP + r"){2,3}\d{1,7}" + _END,
        lambda t: _luhn(_digits(t)),
    ),
    (
        "手机号",
        _EDGE
        + r"(?:\+?86"
        + _GAP
        + r")?1"
        + _GAP
        + r"[3-9]"
        + _GAP
        + _GAP.join([r"\d"] * 9)
        + _END,
        _is_mobile,
    ),
    ("固定电话", r"(?<!\d)\(?0\d{2,3}[\s\-—)]{1,2}\d{3,4}[\s\-]?\d{4}(?!\d)", None),
    (
        "固定电话",
        r"(?:电话|座机|号码|打|拨|联系|致电)[^\d，。；]{0,6}[2-9]\d{2,3}[\s\-]?\d{4}(?!\d|年|元|人|份|万)",
        None,
    ),
    ("电子邮箱", r"[\w.+-]{1,64}\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+", None),
    (
        "微信号",
        r"(?:微信|[Vv]信|薇信|(?<![A-Za-z])(?:vx|wx|VX|WX|weixin))号?(?:是|为|[:\s])*"
        r"[A-Za-z][A-Za-z0-9_-]{5,19}" + _END,
        None,
    ),
    ("QQ号", r"(?:QQ|qq|扣扣|企鹅)号?(?:是|为|[:\s])*[1-9]\d{4,10}" + _END, None),
    (
        "车牌号",
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][\s·.]{0,2}"
        r"(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{5,6}" + _END,
        None,
    ),
    (
        ADDRESS,
        rf"(?:{_MANY}|[A-Z])(?:号楼|栋|幢|号院)\s?(?:{_MANY}单元)?\s?(?:{_MANY}[楼层])?\s?"
        r"\d{1,4}(?:室|号|户|房)?(?!\d|单元|[个人栋幢楼年%])",
        None,
    ),
    (ADDRESS, rf"{_MANY}单元\s?(?:{_MANY}[楼层])?\s?\d{{1,4}}(?:室|号|户|房)?(?!\d|[个人])", None),
    (
        ADDRESS,
        r"[\u4e00-\u9fff]{2,6}(?:路|街|巷|弄|胡同|村|组)\s?\d{1,4}号(?:院|楼|之\d+)?(?![线公车路])",
        None,
    ),
)
_RULES = tuple((kind, re.compile(pattern), check) for kind, pattern, check in _PATTERNS)
_DIGIT_KINDS = ("身份证号", "银行卡号", "手机号")

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪"
    "戴崔陆廖姚邹熊金郝孔邵史毛邱秦顾侯孟龙黎贺龚段雷钱汤尹武乔赖樊庞殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
    "申尤毕聂焦梅莫柳岳霍耿凌祁左甘桑"
)
# An answer that is nothing but a name of three characters.
FULL_NAME = re.compile(
    f"[{_SURNAMES}][\u4e00-\u9fff]{{2}}(?<![村庄屯湾镇乡店站路街苑园区校院厂社所局部处病症炎压脂糖业员师家型式类的层间片组])"
)
# Words before a title as often as surnames: 向书记汇报, 任主任期间, 和主任商量, 高主任 is rarer.
_DOUBTFUL = "向任和于时都从同与连应能常单管万宁路包白方石齐文关江车房"
_TITLES = (
    "副?书记|副?主任|主席|站长|所长|院长|校长|园长|队长|组长|楼长|局长|科长|处长|部长|镇长|乡长|县长|区长|市长|村长|"
    "支书|委员|会计|干事|经理|老师|医生|大夫|护士|律师|教授|师傅|先生|女士|大爷|大妈|大娘|大叔|大婶|大嫂|大哥|大姐|阿姨|"
    "奶奶|爷爷|老汉|老太|叔|婶|嫂|姐|哥"
)
_BOUND = r"(?:(?<=^)|(?<=[\s，。；：、！？,.;:!?（(“\"'《—-])|(?<=[是叫找请和跟由据问向对让与听])|(?<=[说告]))"
_BY_TITLE = re.compile(
    rf"(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])(?:{_TITLES})(?![\u4e00-\u9fff]{{0,1}}(?:栏|职务|岗位))"
    rf"|{_BOUND}[{_DOUBTFUL}](?:大爷|大妈|大娘|大叔|阿姨|奶奶|爷爷|师傅|老师|医生)"
    rf"|{_BOUND}[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?(?:{_TITLES})"
    rf"|(?:我叫|名叫|叫做|姓名(?:[:是为]|是)?\s*)[{_SURNAMES}{_DOUBTFUL}][\u4e00-\u9fff]{{1,2}}"
)
_FAMILIAR = re.compile(
    rf"{_BOUND}[小老阿][{_SURNAMES}](?=[，。！？、,.!?\s]|说|讲|家|的|是|去|来|在|也|就|今年|$)"
    rf"|(?<![\u4e00-\u9fff])[{_SURNAMES}]老(?=[，。！？,.!?\s说讲家])"
)
_ORDINARY = re.compile(
    "张贴|安全|金钱|老龙|史上|牛奶|武术|高兴|安装|金额|田间|温馨|严格|余额|章程|龙头|安排|安心|何[时处种人]|孔雀"
)
ALONE = re.compile(
    "唯一|就(?:他|她|我)?一个|只有(?:他|她|我|一[个位名])|最年长|年纪最大|第一[个位](?!书记)"
)


def find_identities(
    text: str,
    roster: Collection[str] = (),
    allowed: Sequence[str] = (),
) -> Iterator[Span]:
    """Every identity found, with positions in the text as given.

    `roster` holds the names and aliases of the study's own people; `allowed` the words that an
    approver let stand.
    """
    folded, origin = fold_in_place(text)
    free = [
        m.span()
        for word in allowed
        if word
        for m in re.finditer(re.escape(fold_in_place(word)[0]), folded)
    ]
    taken: list[tuple[int, int]] = []
    for kind, start, end in sorted(_found(folded, roster), key=lambda f: (f[1], -f[2])):
        inside = any(a <= start and end <= b for a, b in free)
        if inside or any(start < b and a < end for a, b in taken):
            continue
        taken.append((start, end))
        yield Span(kind, origin[start], origin[end - 1] + 1)


def _found(folded: str, roster: Collection[str]) -> Iterator[tuple[str, int, int]]:
    spoken = folded.translate(_SPOKEN)
    for kind, pattern, check in _RULES:
        texts = {folded, spoken} if kind in _DIGIT_KINDS else {folded}
        for variant in texts:
            for match in pattern.finditer(variant):
                if check is None or check(match[0]):
                    yield kind, *match.span()
    for name in roster:
        plain = fold_in_place(name)[0]
        if len(plain) > 1:
            loose = r"\s*".join(map(re.escape, plain))
            yield from ((NAME, *m.span()) for m in re.finditer(loose, folded))
    for pattern in (_BY_TITLE, _FAMILIAR):
        for match in pattern.finditer(folded):
            if not _ORDINARY.match(match[0]):
                yield NAME, *match.span()


def mask(text: str, roster: Collection[str] = (), allowed: Sequence[str] = ()) -> str:
    """The text with every identity found replaced by its kind in brackets."""
    pieces, end = [], 0
    for mark in sorted(find_identities(text, roster, allowed), key=lambda m: m.start):
        pieces += [text[end : mark.start], f"〔{mark.kind}〕"]
        end = mark.end
    return "".join([*pieces, text[end:]])
