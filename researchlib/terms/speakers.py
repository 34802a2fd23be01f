"""How people write who is speaking: labels, clocks, and what is no speaker.

What is not surely a person and not surely words is neither: whoever reads asks.
"""

import re
from collections.abc import Collection
from enum import IntEnum

from researchlib.terms.text import fold

COLON = "[：:﹕∶︰]"
_PARTS = r"\d{1,2}:\d{2}:\d{2}|\d{1,2}：\d{2}：\d{2}"
_MINUTES = (
    rf"(?:{_PARTS}|\d{{1,2}}:\d{{2}}(?!:\d)|\d{{1,2}}：\d{{2}}(?!：\d))(?:[.,，]\d{{1,3}})?(?!\d)"
)
_DAY = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T　]*)?"
# Behind a word only a clock of three parts is one: 说话人1：20 is somebody with a number.
_APART = r"(?<![^\s\[【(（〔<>~～–—至到-])"
_CLOCK = (
    rf"(?:{_APART}{_DAY}{_MINUTES}|(?<!\d)(?:{_PARTS})(?:[.,，]\d{{1,3}})?(?!\d)"
    r"|(?<!\d)(?:\d+小?时)?\d+分\d+秒|(?<!\d)\d+['′]\d+[\"″]?)"
)
_RANGE = rf"{_CLOCK}(?:\s*(?:-+>|[-–—~～至到])+\s*{_CLOCK})?"
CLOCK = re.compile(rf"[\[【(（〔<]\s*{_RANGE}\s*[\]】)）〕>]|{_RANGE}")
BRACKETED = r"[（(\[【〔][^（）()\[\]【】〔〕]{0,40}[）)\]】〕]"
_LABEL = r"[^\s\d：:﹕∶，。！？；,“”\"（）()\[\]【】〔〕<>|*#-][^：:﹕∶，。！？；“”\"（）()\[\]【】〔〕<>|\n]{0,39}?"
_NUMBERED_LABEL = r"\d{1,4}[号栋幢组院排][^\s\d：:，。！？；（）()\[\]【】]{0,20}?"
LABEL = rf"(?:{_LABEL}|{_NUMBERED_LABEL})"
LEAD = r"(?:[-•·>*#]+\s+|[(（]\d{1,4}[)）]\s*|\d{1,4}[.、)）．]\s*(?!\d)|\d{1,4}\s+(?=\D))?"

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_MANY = "一二三四五六七八九十百两0-9"
# A label that somebody gave who did not know the name: it means someone else in another document.
_ROLE = (
    "说话人|发言人|讲话人|说话者|发言者|讲者|受访者|受访人|被访者|被访人|被采访人|采访对象|访谈对象|参会者|参与者|"
    "居民|村民|住户|群众|老人|家长|学生|党员|干部|代表|党员代表|群众代表|居民代表|家长代表|网格员|楼长|"
    "社工|志愿者|商户|租户|业主|speaker|spk|participant|interviewee|p|s"
)
_ASKER = (
    "主持人?|访谈人|访谈者|访问者|访问员|采访者|采访人|提问者|提问人|记录人|记录员|调研组|调研员|调查员|问|答|q|a|"
    "interviewer|moderator|host"
)
_NUMBERED = re.compile(rf"(?:{_ROLE}|问|答|q|a)[-_#]?(?:[{_MANY}]+|[{_STEMS}]|[a-z]|某)?号?")
_KIN = (
    "老伴儿?|老公|老婆|丈夫|妻子|爱人|儿子|女儿|儿媳妇?|女婿|媳妇|孙子|孙女|外孙女?|父亲|母亲|爸爸?|妈妈?|爷爷|奶奶|"
    "外公|外婆|哥哥?|姐姐?|弟弟?|妹妹?|邻居|亲戚|家属|保姆|护工|孩子|小孩|娃儿?|同事|朋友|旁人|路人|大家|众人|全体|齐声|多人|某人|"
    "男|女|男声|女声|其他人|旁边人|有人"
)
_TITLE = (
    "副?书记|副?主任|主席|站长|所长|院长|校长|园长|队长|组长|楼长|楼栋长|局长|科长|处长|部长|镇长|乡长|街长|县长|区长|"
    "市长|村长|社长|馆长|班长|院落长|理事长|会长|经理|老板|老师|教师|医生|大夫|护士|律师|教授|师傅|师父|先生|女士|同志|"
    "大爷|大妈|大娘|大叔|大婶|大嫂|大哥|大姐|阿姨|奶奶|爷爷|婆婆|老汉|老太太?|叔叔?|婶婶?|嫂子?|姐|哥|"
    "支书|委员|会计|干事|专干|网格员|社工|志愿者|厨师|保安|司机|警官|民警|居民|村民|住户|群众|老人|家长|学生|党员|干部|代表|业主|商户|"
    "主持人?|访谈人|访谈者|记录人|受访者|工作人员|负责人|调解员|护理员|保洁员"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪戴崔陆"
    "廖姚邹熊金郝孔邵史毛邱秦顾侯孟龙黎贺龚段雷钱汤尹武乔赖樊庞殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦梅"
    "莫柳岳霍耿凌祁左甘桑薛贾花邢薄肖闫阎付邬冉卓裴辛臧游祝简涂喻屈娄官向任于时连应常单万宁路包方石白齐文关江车房"
    "穆封詹景古阮闵麦鄢蒲苟晏佘卜翁巫糜邝覃岑易成解蓝谭"
)
_NAME = rf"(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])(?:[\u4e00-\u9fff]{{1,2}}|某某?|×+|[xX]+|\*+)"
_FAMILIAR = rf"[小老阿][{_SURNAMES}]|[{_SURNAMES}]老"
_WHERE = r"(?:\d+|[一二三四五六七八九十]+)(?:号楼?|[栋幢组院排])"
_ANONYMOUS = rf"[{_STEMS}]|[a-z]|{_WHERE}|(?:男|女|某)(?:性|士|生|{_TITLE})?[\d{_STEMS}a-z]?"
_PERSON = re.compile(
    rf"{_FAMILIAR}|{_ANONYMOUS}|(?:{_WHERE})?(?:{_KIN}|{_ASKER}|{_TITLE}|{_FAMILIAR})"
    rf"|[^的了是在有去把被]{{1,10}}(?:{_TITLE})(?:[\d{_STEMS}a-z某]{{1,3}})?"
    rf"|.{{0,20}}(?:{_TITLE})(?:{_FAMILIAR})|(?:[{_SURNAMES}])(?:{_KIN}|{_TITLE})"
)
_NAMED = re.compile(
    rf"(?:.{{0,20}}(?:{_TITLE}|社区|街道|小区|村)|{_WHERE})?({_NAME})(?:{_KIN}|{_TITLE})?"
)
_DOTTED = re.compile(r"[\u4e00-\u9fff]{2,8}[·•・‧][\u4e00-\u9fff·•・‧]{1,12}")
_LATIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]*\.?){0,2}")
_WORDS = re.compile(
    rf"第?[{_MANY}]+[是点条个项步类种、来]?|第[{_MANY}]+[点条个项步类种是、来].{{0,8}}|[{_MANY}]+[、.是].*|[(（][{_MANY}]+[)）].*"
    "|(?:首先|其次|再次|再者|再一个|最后|另外|此外|还有|总之|总的|结果|比如|譬如|例如|其中|包括|分别|主要|一句话|就是|但是|不过|因为|所以|如果|现在|以前|后来|当时|今年|去年|每[天月年次])"
    ".*"
    "|.*(?:[我你您他她它咱俺]|这|那|哪|什么|怎么|为啥|多少|没有|不[是能会要想])"
    ".*"
    "|.*(?:[是有为说讲想了着过呢吗吧啊嘛哈]|觉得|认为|表示|如下|以下|例如|比如|[点条]|方面|问题|意见|建议|办法|原因|情况|要求|想法|看法|希望|好处|坏处|优点|缺点|目的|理由|结论|标题|重点|困难|措施)"
)
_SOMEBODY = re.compile(rf"(?:{_KIN}|{_TITLE}|{_ROLE})$")
_SAID = re.compile("(?:说道?|讲|问道?|答道?|回答|发言|插话|补充|表示)$")
_DONE = re.compile(
    "[笑哭叹咳]|插话|接话|打断|抢|点头|摇头|鼓掌|掌声|沉默|停顿|补充|小声|大声|低声|高声|激动|生气|气愤|"
    "方言|起身|站起|坐下|离开|挥手|摆手|指着|看着|举手|思考|想了|继续|接着|无奈|摊手|语气"
)
META = re.compile(
    "(?:(?:会议|访谈|座谈会?|录音|开始|结束|调研)?(?:时间|日期|地点|地址|主题|题目|名称|目的|时长|编号|文件|方式|内容|背景|备注|说明|议题|议程)"
    "|记录人?|记录员|整理人?|校对人?|审核人?|转写人?|录音人?|参加人员?|参会人员?|参与人员?|出席人员?|列席人员?|与会人员?|到会人员?|"
    "主持人员|访谈对象|被访对象|受访对象|调研对象|缺席|人员|录音|主题词|关键词|单位|联系人|填表人|天气|密级)"
)
ROW_HEADS = re.compile(
    "序号|编号|行号?|段号?|说话人|发言人|讲话人|发言者|说话者|姓名|人物|角色|身份|称呼|对象|speaker|name|时间|时间点|时刻|时间戳|time|起止时间"
    "|(?:发言|谈话|讲话|说话|访谈|转写)?(?:内容|文本|文字|记录|原文|正文)|话|text|content|备注|职务|单位|性别|年龄|主题|no"
)
SPOKEN_HEADS = re.compile(
    "(?:发言|谈话|讲话|说话|访谈|转写|座谈)?(?:内容|文本|文字|记录|原文|正文)|话|原话|text|content"
)
END = re.compile(
    r"[（(【\[—=*～~\-\s]*(?:全文|录音|访谈|座谈会?|会议|记录)?(?:完|结束|到此结束|完毕|END|end)[）)】\]—=*～~\-。\s]*"
)
RULER = re.compile(
    r"[-=_*—~～·.。\s]{3,}|[-—\s]*\d{1,4}[-—\s]*|第\s*\d+\s*页(?:\s*[,，/共]*\s*\d*\s*页?)?|\d+\s*/\s*\d+"
)


# Somebody speaks to others: no title, no date.
ADDRESSED = re.compile("(?=.*(?:[我你您咱]|大家|各位))(?=.*[。！？!?]$).*")


class Sure(IntEnum):
    """How surely a label is a speaker."""

    WORDS = 0
    ASK = 1
    PERSON = 2
    KNOWN = 3


def key_of(label: str) -> str:
    """By this two spellings of one label are the same: width, blanks, stars and dots aside."""
    plain = re.sub(r"[\s·•・‧*_#.．]", "", fold(label)).lower().strip("：:【】[]〔〕<>")
    return re.sub(r"^([qa问答])\d+$", r"\1", plain)


def bare(label: str) -> str:
    """The label without remarks in brackets: 周某（退休工人，71岁） is 周某."""
    return re.sub(BRACKETED, "", label).strip() or label.strip()


def without_doing(label: str) -> str:
    """The label without what somebody did meanwhile: 刘某（叹气） is 刘某."""
    return re.sub(BRACKETED, lambda m: "" if _DONE.search(m[0]) else m[0], label).strip()


def is_doing(text: str) -> bool:
    """笑, 停顿: what happened, in brackets of its own."""
    return _DONE.search(text) is not None


def is_generic(label: str) -> bool:
    """Whether a label names nobody (说话人1, 老伴, 居民甲): it belongs to one document, and the
    word means others too where it stands in a sentence."""
    plain = key_of(bare(label))
    return bool(
        _NUMBERED.fullmatch(plain)
        or re.fullmatch(rf"(?:{_KIN}|{_ASKER}|{_TITLE}|[{_STEMS}]|[a-z]|{_ANONYMOUS})", plain)
    )


def is_firm(label: str, known: Collection[str]) -> bool:
    """Whether a label is a speaker wherever it stands: of the roster, a role with a number, or
    whoever asks."""
    plain = key_of(bare(label))
    return bool(called_in(label, known) or _NUMBERED.fullmatch(plain) or is_asker(plain))


def is_asker(label: str) -> bool:
    return re.fullmatch(_ASKER, key_of(bare(label))) is not None


def called_in(label: str, known: Collection[str]) -> str:
    """The key of `known` that a label means as a whole: itself, without its remark, or with a
    title before or behind a name (办事处主任贾宝玉, 林如海老师); empty where it means none."""
    for key in (key_of(label), key_of(bare(label))):
        if key in known:
            return key
    plain = key_of(bare(label))
    for key in sorted(known, key=len, reverse=True):
        if len(key) < 2 or is_generic(key) or key not in plain:
            continue
        before, _, behind = plain.partition(key)
        titled = not before or re.fullmatch(rf".*(?:{_TITLE}|[号栋幢组院楼])", before)
        if titled and (not behind or re.fullmatch(rf"(?:{_TITLE})", behind)):
            return key
    return ""


def how_sure(label: str, known: Collection[str] = frozenset()) -> Sure:
    """Whether a label is a speaker."""
    if called_in(label, known):
        return Sure.KNOWN
    plain = key_of(bare(label))
    if not plain or plain.isdigit() or META.fullmatch(plain):
        return Sure.WORDS
    if not re.search("[我你您他她咱]", plain) and (
        _NUMBERED.fullmatch(plain)
        or _PERSON.fullmatch(plain)
        or _LATIN.fullmatch(bare(label))
        or _DOTTED.fullmatch(bare(label))
        or any(map(_is_name, filter(None, [_NAMED.fullmatch(plain)])))
    ):
        return Sure.PERSON
    said = _SAID.sub("", plain)
    if said != plain and how_sure(said, known) >= Sure.PERSON:
        return Sure.ASK
    somebody = _SOMEBODY.search(plain) or any(len(k) > 1 and k in plain for k in known)
    return Sure.WORDS if _WORDS.fullmatch(plain) and not somebody else Sure.ASK


def _is_name(found: re.Match[str]) -> bool:
    """A surname begins many words (方案, 路灯坏了): a name is none of the dictionary's."""
    import rjieba

    return all(len(part) == 1 or kind.startswith("nr") for part, kind in rjieba.tag(found[1]))


def is_label(text: str) -> bool:
    """Whether nothing but a label stands here: words of a sentence are none."""
    return re.fullmatch(rf"{LABEL}(?:{BRACKETED})?", text) is not None


def is_row_head(text: str) -> bool:
    return ROW_HEADS.fullmatch(key_of(text)) is not None


def is_who(text: str, known: Collection[str]) -> bool:
    """Whether a text only lists people, with sex and age perhaps: 贾宝玉；刘某，女，72岁."""
    parts = [p for p in re.split(r"[、，,；;/\s]+|和", bare(text)) if p]
    people = [p for p in parts if how_sure(p, known) >= Sure.PERSON]
    rest = [p for p in parts if p not in people]
    return bool(people) and all(
        re.fullmatch(r"\d+岁|[男女汉回藏彝]族?|等.*|.{2,4}族", p) for p in rest
    )


def clock_in(text: str) -> str:
    """The first clock of a text as it is read: 00:00:12."""
    found = re.search(_CLOCK, text)
    return re.sub(r"[,，]", ".", found[0].replace("：", ":")) if found else ""
