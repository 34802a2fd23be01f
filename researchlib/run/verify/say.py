"""The sentences of run/verify."""

import re
from collections.abc import Sequence

from researchlib.terms import numbers as write
from researchlib.terms.problem import filled, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
no_edition|没有找到稿次“{0}”的数字台账。|<现有的较早稿次：{1}。^还没有较早的稿次。>|请写稿次，或写两个 Word 文件。|没有写修改对照表。
no_finding|数字台账里没有代号为“{0}”的调研发现。||<相近的有：{1}。^代号写在笔记本 Finding 的第一个引号里。>|没有重新计算。
mixed_set|报告文件夹里的文件不是同一次生成的：{0:5}。|常见原因是上一次运行中途断了，或有人改过其中的文件。|请重新出报告。
not_the_slides|“{0.name}”不是本课题的汇报幻灯片，或已打不开。||请选 exports 文件夹里的“汇报.pptx”，或由它改成的文件；文件打开着时请先保存关闭。|没有核对。
no_alternatives|没有可换的口径。|课题表“剔除规则”|请在“备选”一列写上别的做法，用“；”隔开。|没有计算。
not_the_report|“{0.name}”里没有本程序写入的数，也没有数字清单里的记号。||请用由 report（出报告）生成、再编辑的 Word 文件，或在文稿里粘贴数字清单.xlsx 中的记号。|终稿没有改动。
no_published|还没有生成过报告，没有可比的台账。||请先运行 report（出报告）。|终稿没有改动。
no_report|课题“{0}”还没有出过报告，没有结论可以比。||请先出报告：<report>。|没有计算。
no_ledger|课题“{0}”还没有数字台账，无法核对。||请先出报告：<report>。|没有重新计算。
""")


recomputed = filled(
    "由保护后的单元格重新计算：{0}个数与报告一致<，{4}个不一致><；{1}个比较等只有印出来的结果，没有重算>；另有{2}个是直接清点或引用的，{3}个人数少、没有公布。"
)


page_differs = "网页 {} 上没有台账里的“{:.60}”。".format


differs = "不一致　{}\n  报告中：{}\n  重新计算：{}".format


PAGE = "换口径"
TITLE = "换口径：换一种处理办法，结论变不变"
HEAD = ("调研发现", "结论", "各种口径下的范围", "影响最大的口径")
NOTE = (
    "“结论成立”指在每种口径下，印出的每个数都在报告印出的区间之内，每个比较的方向都不变；"
    "用几成说的数，取区间的中点。只看一部分人是另一个问题，不在此列"
)
TRIED = "试过的口径（规则：采用的→换成的）："
NONE = "都没有影响"


slide = "第{}页“{:.20}”".format


def tried(rule: str, asked: str, chosen: str, other: str) -> str:
    of = f"（{asked}）" if asked else ""
    return f"{rule}{of}：{_with_unit(chosen)}→{_with_unit(other)}"


def _with_unit(value: str) -> str:
    return f"{value}秒" if value.isdecimal() else value


not_judged = filled("<另有{0}条没有区间也没有比较，或者与备选口径无关，没有判断变不变。>")


cannot = "口径“{}”换成“{}”时，有的结果算不出来：{}".format


one_done = "{}　{}条调研发现已重算".format


def verdict(holds: bool) -> str:
    return "结论成立" if holds else "结论会变"


def span(name: str, low: float, high: float, printed: str) -> str:
    unit = printed.lstrip(f"{write.MINUS}0123456789.")
    _, _, places = printed.removesuffix(unit).partition(".")
    ends = [write.score(v, len(places)) for v in (low, high)]
    return f"{name}：{ends[0] if low == high else write.interval(*ends)}{unit}"


def done(total: int, holding: int) -> str:
    changing = total - holding
    return f"{total}条调研发现中，{holding}条换了口径结论仍成立" + (
        f"，{changing}条结论会变。" if changing else "。"
    )


def line(text: str, holds: bool, ranges: str, moved_by: str) -> str:
    return f"{verdict(holds)}　{text}\n  {ranges}　影响最大：{moved_by}"


page_written = "逐条结果见 {}，并已记入数字台账。".format


VERIFY_PAGE = "核对"
VERIFY_TITLE = "核对：报告中的数与重新计算的数"
VERIFY_HEAD = ("调研发现、表或图", "报告中", "重新计算", "是否一致")
SAME = "一致"
MOVED = "数一致，依据变了"
OTHER = "不一致"
GONE = "（没有了）"
FRESH = "（报告中没有）"
NO_COPIES = "没有找到上次出报告时的数据副本，说不出哪一格变了。"
CAUSES = "和出报告时相比，变了的有："
NO_CAUSE = "数据、课题表和程序都与出报告时相同，请查看笔记本是否改过。"
_KINDS = {
    "chart": "图",
    "table": "表",
    "text": "正文",
    "form": "问卷",
    "card": "算给你看卡",
    "problem": "问题",
    "suggestions": "建议",
    "voices": "原话",
}


def nameless(report: str, kind: str) -> str:
    return f"{report} {_KINDS.get(kind, kind)}"


def quotes_found(total: int, missing: int) -> str:
    found = f"{total - missing}条见于原始记录，{missing}条没有找到，check 逐条列出"
    return f"原话{total}条，{found if missing else '均见于原始记录'}。"


def verify_done(total: int, differing: int, moved: int) -> str:
    if differing:
        return f"核对完毕：{total}项中有{differing}项不一致。"
    if moved:
        return f"核对完毕：{total}项的数全部一致，其中{moved}项的依据（数据指纹）变了。"
    return f"核对完毕：{total}项全部一致。"


faces_differ = filled(
    "核对完毕：重新生成后，{}与文件夹里的不一样；文件夹里的可能被改动过，请不要使用，重新运行 report --fresh。"
)


marks = filled("<核对码：{0:，}；应与报告最后一页上的相同。>")


verify_line = "{4}　{0}（{3[0]}，{3[1]}）\n  报告中：{1}\n  重新计算：{2}".format


verify_page_written = "逐项对照见 {}。".format


fingerprint = filled("<指纹{0}>")


file_gone = "文件 {} 不见了。".format


file_added = "多了文件 {}。".format


file_changed = "文件 {} 改过。".format


cell_changed = filled("{0} <工作表“{1}”>第{2}行“{3:.30}”：原来是“{4:.40}”，现在是“{5:.40}”。")


more_cells = "{} 另有{}格不同。".format


code_changed = "researchlib 的版本不同：出报告时是{}，现在是{}。".format


package_changed = "软件包 {} 的版本不同：出报告时是{}，现在是{}。".format


RENEWED = "新数"
EARLIER = "较早一次报告的数，不是手改的"
EARLIER_PRINT = "表头、表注或附件里的数字是较早一次报告的，不是手改的"
OLDER_PRINT = "文件由旧版程序写成，表头、表注或附件里与现在的报告不同的数字无法分辨是否手工改过"
NOT_THERE = "文稿里没有的数"
OLD_PICTURE = "原来的图"
NEW_PICTURE = "现在的图"
DRAWN = "放进了整张图或表"
CHANGED = "数被改动"
UNBOUND = "没有依据的数"
DELETED = "被删去的数"
LOOSE = "脱离了依据的数"
SMALL_PRINT = "表头、表注或附件里的数字与生成时不同"


def docx_line(kind: str, where: str, here: str, there: str) -> str:
    told = kind if not here and not there else f"{kind}：“{here or there}”"
    if here and there:
        told += f"，台账中是“{there}”"
    return f"{told}（{where}）" if where else told


_OPENING = 40


def opening(text: str) -> str:
    return text[:_OPENING] + ("……" if len(text) > _OPENING else "")


def unknown_mark(mark: str, near: Sequence[str]) -> str:
    told = f"，相近的有{'、'.join(f'{{{name}}}' for name in near)}" if near else ""
    return f"记号{mark}不在数字清单里{told}；保留原样。"


withheld_mark = "记号{}的数没有公布，文稿里写的是“{}”。".format


def not_drawn(mark: str, alone: bool) -> str:
    if not alone:
        return f"整张图或表的记号{mark}要自成一段，放在正文里；这一处保留原样。"
    return f"没有找到{mark}画好的图或表，保留原样；请先重新出报告。"


drawn_already = "{}在文稿里已有一处；同一张图或表只放一处，这个记号保留原样。".format


number_gone = filled("“{1}”<（{2}）>现在的报告里已没有，保留原样（{0}）。")


number_emptied = "数被删空了，没有放回；现在是“{1}”（{0}）。".format


kept_by_hand = "手工改过，保留原样：{}；现在的报告里是“{}”。".format


by_hand = "{}（手工改过的）".format


_PEOPLE = re.compile(r"（(\d+)人）$")


def base_changed(was: str, now: str) -> str:
    found = [_PEOPLE.search(label) for label in (was, now)]
    return people_changed(*(int(one[1]) if one else None for one in found))


def people_changed(was: int | None, now: int | None) -> str:
    return "" if was is None or now is None or was == now else f"有效回答{was}人变为{now}人"


CHANGES = "修改对照表"
CHANGES_HEAD = ("序号", "意见", "提出人", "采纳情况", "修改说明")
NOTHING = "（没有）"


change = filled("{0}：“{1}”改为“{2}”<；{3}>。")


def piece_named(text: str, picture: str) -> str:
    return f"图“{picture}”" if picture else f"“{opening(text.strip())}”"


piece_gone = "{}现在的报告里已没有，保留原样。".format


piece_nameless = "{}在文稿里没有可认的书签，没有更新，请从新报告里复制。".format


matched_by_words = "文稿里没有记号和书签，按文字找到：“{}”；现在的报告里是“{}”。没有替换。".format


def sentences(text: str) -> list[str]:
    return [part for part in text.split("。") if part]


renewed = (
    "已更新{}处，写在 {}，逐处列在 {}；原来的文稿没有改动，其余文字、格式和批注都保留。".format
)


more_places = "  另有{}处。".format


changes_listed = "有{}个数不同，列在 {}；意见、提出人和采纳情况请自己填。".format


renewed_place = filled("  {0}：{1} → {2}<（{3}）>")


not_renewed = "有{}处没有更新，需要看：".format


more_in_report = filled("新报告里另有{0:n}处，文稿里没有，没有放进去：{0:5}")


NOT_WRITTEN = "没有写副本。"
