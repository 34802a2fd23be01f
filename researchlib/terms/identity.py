"""What names a person: patterned numbers, addresses to the door, names by roster and by title.

One set of rules for masking a text and for the gate that refuses to publish one. What is not
found is not thereby safe: names that no roster lists and no title follows are not looked for.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from researchlib.terms.text import fold_in_place

Found = tuple[str, int, int]  # its kind, start and end
_SPOKEN = str.maketrans(
    "零〇○一二三四五六七八九幺两洞拐勾壹贰叁肆伍陆柒捌玖", "00012345678912079123456789"
)
_GAP = r"[\s\-—_·.,，、]{0,2}"
NAME, ADDRESS, BUILDING = "姓名", "住址", "楼栋"


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


# How people cut a number into pieces where they set stops or commas between.
_MOBILE = ((11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 6), (1,) * 11)
_CARD = ((18,), (6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (14, 4), (17, 1), (1,) * 18)


def _is_one(text: str, pieces: Sequence[tuple[int, ...]]) -> bool:
    """With blanks or one kind of dash between, in any pieces; with other marks only in those of
    such a number: 13、120、105 is a list, 12.5—13.9 an interval."""
    marks = set(re.findall(r"[^\dXx\s+]", text))
    own = re.sub(r"^\+?86\D{0,2}(?=1)", "", text) if len(_digits(text)) == 13 else text
    cut = tuple(map(len, re.findall(r"[\dXx]+", own)))
    return (len(marks) < 2 and marks <= {"-", "—"}) or cut in pieces


_EDGE, _END = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z])"
_MANY = r"[0-9一二三四五六七八九十百]{1,4}"
_HOUSE = rf"(?:{_MANY}|[A-Z])(?:号楼|#楼?|栋|幢|号院)"
_UNIT, _FLOOR = rf"(?:(?:{_MANY}|[东西南北中])单元)", rf"(?:{_MANY}[楼层])"
# A room, or the side of the landing: what leads to one door.
_DOOR = (
    r"(?:\d{3,4}(?:室|号|户|房)?|\d{1,2}(?:室|号|房))(?![\d个人位名家栋幢楼层单年%元份])"
    r"|(?:[东西南北中左右](?:户|门(?![口卫岗]))|(?:左|右)手边?(?:户|那[家户])|对门)"
)
# Of a number that a word names, the number alone is taken: the group.
_PATTERNS: tuple[tuple[str, str, Callable[[str], bool] | None], ...] = (
    (
        "身份证号",
        rf"{_EDGE}[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx]{_END}",
        lambda t: _card_is_valid(_digits(t)) and _is_one(t, _CARD),
    ),
    (
        "身份证号",
        rf"(?:身份证|证件|证号)[^\d。；]{{0,6}}((?:[1-9]{_GAP}(?:\d{_GAP}){{13,15}}\d{_GAP}[\dXx])){_END}",
        None,
    ),
    (
        "银行卡号",
        rf"{_EDGE}[3-6]\d{{3}}{_GAP}(?:\d{{4}}{_GAP}){{2,3}}\d{{1,7}}{_END}",
        lambda t: _luhn(_digits(t)),
    ),
    (
        "银行卡号",
        rf"(?:银行卡|社保卡|医保卡|工资卡|一卡通|存折|卡号|账号|帐号|账户|帐户|户头|残疾证|低保证)[^\d。；，]{{0,6}}(\d{_GAP}(?:\d{_GAP}){{6,19}}\d){_END}",
        None,
    ),
    (
        "手机号",
        rf"{_EDGE}(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}{_END}",
        lambda t: _is_one(t, _MOBILE),
    ),
    ("固定电话", r"(?<!\d)\(?0\d{2,3}[\s\-—)]{1,2}\d{3,4}[\s\-]?\d{4}(?!\d)", None),
    (
        "固定电话",
        r"(?:电话|座机|号码|打|拨|联系|致电)[^\d，。；]{0,6}[2-9]\d{2,3}[\s\-]?\d{4}(?!\d|年|元|人|份|万)",
        None,
    ),
    (
        "电子邮箱",
        r"[\w.+-]{1,64}\s?(?:@|[(\[{<]\s?(?:at|AT)\s?[)\]}>]|艾特)\s?"
        r"[A-Za-z0-9-]+(?:\s?(?:\.|[(\[{<]\s?(?:dot|DOT)\s?[)\]}>]|点)\s?[A-Za-z0-9-]+)+",
        None,
    ),
    (
        "微信号",
        r"(?:微信|[Vv]信|薇信|(?<![A-Za-z])(?:vx|wx|VX|WX|weixin))(?:号|是|为|搜索?|加|找|叫|联系|名|[:\s])*"
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
    (ADDRESS, rf"{_HOUSE}\s?{_UNIT}?\s?{_FLOOR}?\s?(?:{_DOOR})", None),
    (ADDRESS, rf"{_UNIT}\s?{_FLOOR}?\s?(?:{_DOOR})", None),
    (
        ADDRESS,
        r"[\u4e00-\u9fff]{2,6}(?:路|街|巷|弄|胡同|村|组)\s?\d{1,4}号(?:院|楼|之\d+)?(?![线公车路])",
        None,
    ),
    (
        ADDRESS,
        r"(?<![\d\-./A-Za-z第])\d{1,3}-\d{1,2}-(?!(?:19|20)\d\d(?!\d))\d{3,4}(?:室|号|户|房)?(?![\d\-./A-Za-z])",
        None,
    ),
)
_RULES = tuple((kind, re.compile(pattern), check) for kind, pattern, check in _PATTERNS)
_DIGIT_KINDS = ("身份证号", "银行卡号", "手机号", "固定电话", "QQ号", ADDRESS)
# A building is no door, but with a story it may be enough: a person is asked.
_BUILDING = re.compile(rf"{_HOUSE}\s?{_UNIT}?|{_UNIT}")

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪"
    "戴崔陆廖姚邹熊金郝孔邵史毛邱秦顾侯孟龙黎贺龚段雷钱汤尹武乔赖樊庞殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
    "申尤毕聂焦梅莫柳岳霍耿凌祁左甘桑贾薛邢谭闫阎裴覃马高"
)
_TWO = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|端木|独孤|南宫|呼延|申屠|淳于|钟离|公冶|澹台"
# An answer that is nothing but a name of three characters.
FULL_NAME = re.compile(
    f"[{_SURNAMES}][\u4e00-\u9fff]{{2}}(?<![村庄屯湾镇乡店站路街苑园区校院厂社所局部处病症炎压脂糖业员师家型式类的层间片组])"
)
# Words as often as surnames (任主任期间); those that are prepositions want a word before them.
_DOUBTFUL = "任单管万宁路包白方石齐文关江车房"
_EITHER = f"{_DOUBTFUL}花夏付童曲于和向常应时连高马"
_CUED = rf"(?:{_TWO}|[{_SURNAMES}{_EITHER}])"
_TITLES = (
    "副?书记|副?主任|主席|站长|所长|院长|校长|园长|队长|组长|楼长|局长|科长|处长|部长|镇长|乡长|县长|区长|市长|村长|"
    "支书|委员|会计|干事|经理|老师|医生|大夫|护士|律师|教授|师傅|先生|女士|大爷|大妈|大娘|大叔|大婶|大嫂|大哥|大姐|阿姨|"
    "奶奶|爷爷|老汉|老太|叔|婶|嫂|姐|哥"
)
_POSTS = f"{_TITLES}|片长|网格员|网格长|社工|调查员|志愿者|楼栋长|队员|同志|党员|居民|邻居|户主|低保户|老人"
_BOUND = r"(?:(?<=^)|(?<=[\s，。；：、！？,.;:!?（(“\"'《—-])|(?<=[是叫找请和跟由据问向对让与听])|(?<=[说告]))"
# What comes after a name that somebody is called by.
_FOLLOWS = "说讲家的是去来在也就帮给带把对和跟答"
_AFTER = rf"(?=[，。！？、,.!?\s]|[{_FOLLOWS}]|今年|$)"
_HAN = "\u4e00-\u9fff"
# Characters that write names of other languages: both sides of the dot hold nothing else.
_SOUNDS = "阿依努尔玉素甫买提麦吐逊木拉江热汗古丽艾力孜卡迪斯坦克巴图娜吉布其格扎西次仁卓玛尼卜杜合曼库班赛根哈帕特沙海亚森肉祖比再米司马义音伊敏萨吾达塔山守托苏莱喀不都外茹妮莎凯姆丁农加如则台来多杰旺堆措央金德罗顿珠索朗桑洛益丹增贡嘎欧边普瓦那娃乌兰毕雅朝鲁宝敖日勒恩里夏美孙居恰什肯波"
_DOTTED = rf"[{_SOUNDS}]{{2,8}}[·•・‧\u2219]\s?[{_SOUNDS}]{{2,8}}"
_BY_TITLE = re.compile(
    rf"(?:{_TWO}|[{_SURNAMES}])(?:{_TITLES})(?!们|[{_HAN}]{{0,1}}(?:栏|职务|岗位))"
    rf"|{_BOUND}[{_DOUBTFUL}](?:大爷|大妈|大娘|大叔|阿姨|奶奶|爷爷|师傅|老师|医生)(?!们)"
    rf"|(?:{_TWO})[{_HAN}]{{1,2}}(?:{_TITLES})"
    rf"|{_DOTTED}(?:{_TITLES})?"
    rf"|(?:姓{_CUED}(?![氏名])|[{_SURNAMES}]姓(?![氏名]))"
)
_FULL_BY_TITLE = re.compile(rf"{_BOUND}[{_SURNAMES}][{_HAN}]{{1,2}}?(?:{_TITLES})")
_BY_CUE = re.compile(
    rf"(?:我叫|名叫|叫做|姓名(?:[:是为]|是)?\s*|本人|联系人|户主|署名|记录人|申请人|经办人|负责人|(?:孩子|儿子|女儿|丈夫|老伴|爱人|孙子|孙女|人|他|她)叫|{_POSTS})"
    rf"[:是为\s]{{0,2}}({_CUED}[{_HAN}]{{1,2}}|[小老阿][{_SURNAMES}]{_AFTER})"
)
_FAMILIAR = re.compile(
    rf"(?:{_BOUND}|(?<=[了谢给帮靠]))[小老阿][{_SURNAMES}]{_AFTER}"
    rf"|(?<![{_HAN}])[{_SURNAMES}]老(?=[，。！？,.!?\s说讲家])"
)
_SPACED = re.compile(rf"(?:[{_HAN}][ \t]){{2,}}[{_HAN}]")
_ORDINARY = re.compile(
    "张贴|安全|金钱|老龙|史上|牛奶|武术|高兴|安装|金额|田间|温馨|严格|余额|章程|龙头|安排|安心|何[时处种人]|孔雀|金点子|金秋|洪水|雷锋|连心|高龄|马路|.某"
)
ALONE = re.compile(
    "唯一|就(?:他|她|我)?一个|只有(?:他|她|我|一[个位名])|最年长|年纪最大|第一[个位](?!书记)"
)
# What somebody tells of another's health, schooling or family: the host knows whom.
_KIN = (
    "儿子|女儿|孩子|孙子|孙女|儿媳|弟媳|女婿|媳妇|丈夫|老公|妻子|老婆|老伴|爱人|哥哥|姐姐|弟弟|妹妹|侄|外甥|"
    "邻居|隔壁|对门|亲戚|亲家|同事|楼上|楼下|有一家|那家|他家|她家"
)
_PRIVATE = (
    "病|癌|抑郁|残疾|瘫|痴呆|住院|吃药|自杀|自伤|怀孕|流产|休学|退学|辍学|不上学|上不了学|学校|老师|成绩|"
    "离婚|改嫁|坐牢|判刑|吸毒|欠债|低保|打骂|家暴|去世|没了|心理"
)
THIRD = re.compile(rf"(?:{_KIN})[^。！？]{{0,40}}(?:{_PRIVATE})")


@cache
def _simplified() -> dict[int, int]:
    """Traditional characters to simplified ones, one for one (after the tables of OpenCC)."""
    pairs = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8")
    return str.maketrans(pairs[::2], pairs[1::2])


@cache
def _cutter() -> Any:
    import rjieba

    return rjieba.Jieba()


def find_identities(
    text: str,
    roster: Collection[str] = (),
    allowed: Sequence[str] = (),
) -> Iterator[Span]:
    """Every identity found, with positions in the text as given.

    `roster` holds the names and aliases of the study's own people; `allowed` the words that an
    approver let stand.
    """
    yield from _identities(text, tuple(roster), tuple(allowed))


@lru_cache(1 << 14)  # page, Word and slides say the same sentences, and each is looked at
def _identities(text: str, roster: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(_spans(text, allowed, lambda folded: _found(folded, roster)))


def find_buildings(text: str, allowed: Sequence[str] = ()) -> Iterator[Span]:
    """Buildings and entrances that are named without a door: no identity, but to be asked."""
    yield from _spans(text, allowed, _buildings)


def _buildings(folded: str) -> Iterator[Found]:
    return ((BUILDING, *m.span()) for m in _BUILDING.finditer(folded))


def _spans(
    text: str, allowed: Sequence[str], found: Callable[[str], Iterator[Found]]
) -> Iterator[Span]:
    """The first and longest of what is found, without what is allowed."""
    folded, origin = fold_in_place(text)
    folded = folded.translate(_simplified())
    free = [
        m.span() for word in allowed if word for m in re.finditer(re.escape(_plain(word)), folded)
    ]
    taken: list[tuple[int, int]] = []
    for kind, start, end in sorted(found(folded), key=lambda f: (f[1], -f[2])):
        inside = any(a <= start and end <= b for a, b in free)
        if inside or any(start < b and a < end for a, b in taken):
            continue
        taken.append((start, end))
        yield Span(kind, origin[start], origin[end - 1] + 1)


def _plain(word: str) -> str:
    return fold_in_place(word)[0].translate(_simplified())


def _found(folded: str, roster: Collection[str]) -> Iterator[Found]:
    spoken = folded.translate(_SPOKEN)
    for kind, pattern, check in _RULES:
        texts = {folded, spoken} if kind in _DIGIT_KINDS else {folded}
        for variant in texts:
            for match in pattern.finditer(variant):
                if check is None or check(match[0]):
                    yield kind, *match.span(pattern.groups)
    for called in filter(None, map(_called, roster)):
        yield from ((NAME, *m.span()) for m in called.finditer(folded))
    yield from _names(folded)
    for match in _SPACED.finditer(folded):  # 林 大 妈
        tight = match[0][::2]
        yield from (
            (NAME, match.start() + 2 * a, match.start() + 2 * b - 1) for _, a, b in _names(tight)
        )


# Between the characters of a known name: blanks, dots, marks; no stop that ends a phrase.
_LOOSE = r"(?:[^\w，。、；：！？,;:!?()（）“”\"|]|_){0,3}"


@cache
def _called(name: str) -> re.Pattern[str] | None:
    """A known name, however it is spaced; of one letter there is none."""
    plain = "".join(c for c in _plain(name) if c.isalnum())
    return re.compile(_LOOSE.join(plain)) if len(plain) > 1 else None


def _names(folded: str) -> Iterator[Found]:
    """Names by a title, by the word before them, by how somebody is called."""
    for pattern in (_BY_TITLE, _FAMILIAR, _FULL_BY_TITLE, _BY_CUE):
        for match in pattern.finditer(folded):
            start, end = match.span(pattern.groups)
            if _ORDINARY.match(folded[start:end]) or _inside_word(folded, start):
                continue
            if pattern is _BY_CUE and (end := _end_of_name(folded, start, end)) == start:
                continue
            if pattern is _FULL_BY_TITLE and _end_of_name(folded, start, end) == start:
                continue
            if pattern is _BY_CUE or not _inside_word(folded, end):
                yield NAME, start, end


def _clause(folded: str, place: int) -> tuple[int, str]:
    """The words around a place, as far as one phrase goes, and where they begin."""
    start = max((m.end() for m in _STOPS.finditer(folded, max(0, place - 20), place)), default=0)
    start = max(start, place - 20)
    stop = _STOPS.search(folded, place, place + 20)
    return start, folded[start : stop.start() if stop else place + 20]


_STOPS = re.compile(r"[，。；：！？,;:!?\s（）()“”\"|、]")


def _inside_word(folded: str, place: int) -> bool:
    """Whether a place lies inside of a word of the dictionary: 史书记|载, 提|高老师."""
    start, clause = _clause(folded, place)
    for word in _cutter().cut(clause, False):
        if start < place < start + len(word):
            return True
        start += len(word)
    return False


def _end_of_name(folded: str, start: int, end: int) -> int:
    """Where the name ends that may begin here; at its start where an ordinary word stands there:
    金牌, 马上, 和."""
    before, clause = _clause(folded, start)
    ahead = clause[start - before :]
    word, kind = next(iter(_cutter().tag(ahead, False)), ("", ""))
    guess, guessed = next(iter(_cutter().tag(ahead)), ("", ""))
    if guessed.startswith("nr") and len(guess) > 1:
        return end - (end - start == 3 and folded[end - 1] in _FOLLOWS)
    known = len(word) > 1 and not kind.startswith("nr") or len(word) == 1 and word in _EITHER
    return start if known and "·" not in folded[start:end] else end


def mask(text: str, roster: Collection[str] = (), allowed: Sequence[str] = ()) -> str:
    """The text with every identity found replaced by its kind in brackets."""
    pieces, end = [], 0
    for mark in sorted(find_identities(text, roster, allowed), key=lambda m: m.start):
        pieces += [text[end : mark.start], f"〔{mark.kind}〕"]
        end = mark.end
    return "".join([*pieces, text[end:]])
