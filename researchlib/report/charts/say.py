"""The sentences of report/charts."""

from collections.abc import Sequence

from researchlib.report.say import SHARE_MODEL
from researchlib.terms.problem import filled, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
places_have_no_bars|图“{0}”给的是名次，名次没有长短。||请用 Table 列名次，图用 share 或 average。
needs_groups|{0}需要一个矩阵量表的全部选项占比。||请用 share(answers, 矩阵名)。
own_without|自备的表或图没有写{0}。||请在括号里补上。|没有放进报告。
own_too_long|自备的表有{0}行，超过{1}行。||请只放读者要看的部分。|没有放进报告。
""")


SET_ASIDE = "平台判为无效"
VOICE_AXIS = "占全部发言字数的百分比（主持人不计）"
SATURATION_X = "按发言先后，第几个人"
SATURATION_Y = "累计出现的标签数"


alt_saturation = "累计标签数随发言人数上升，{}人共出现{}个标签，第{}个人以后不再出现新的标签；阴影是打乱次序后的95%范围".format


saturation_note = (
    "共{}人发言，第{}个人以后没有新的标签；这只说明所设的标签够用，不说明各种看法的多少".format
)


alt_voice = "{1}人发言字数所占比例，最多的是{0}".format


voice_note = "{0}人发言；说得最多的{2}人合占一半以上字数，最多的一人占{1}".format


def effect_axis(method: str, n: int) -> str:
    unit = "平均相差（百分点）" if method == SHARE_MODEL else "平均相差"
    return f"{unit}，横线为95%区间；有效回答{n}人"


alt_forest = "各因素的平均影响和95%区间：{}".format


def two_lines(name: str) -> str:
    """What it is compared with stands below."""
    return name.replace("（", "\n（", 1)


glyph_replaced = "图中有生僻字（{}）随附字体没有，以“□”代替。".format


def not_drawn(reasons: Sequence[str]) -> str:
    return f"图中的数都不能公布（{'；'.join(dict.fromkeys(reasons))}）"


named = "{}：{}".format
alt_bars = filled("条形图：{}。{:；}。{}。")


ALL_WITHHELD = "各项都有因人数少不公布的数，见图"


def alt_agreement(
    subject: str,
    told: Sequence[tuple[str, Sequence[tuple[Sequence[str], str]]]],
    people: str,
) -> str:
    parts = "；".join(
        f"{item}：" + "，".join(f"选“{'、'.join(side)}”的{share}" for side, share in sides)
        for item, sides in told
    )
    return f"堆叠条形图：{subject}。{parts or ALL_WITHHELD}。{people}。"


alt_quadrant = filled(
    "重要性—满意度四象限图。重要而满意度低的有：<{0}^无>；重要且满意的有：<{1}^无>；不定的有：<{2}^无>。{3}。"
)


axis = "{}，横线为{}；{}".format


alt_flow = filled("流程图：{:，}。")


QUADRANTS = ("优先改进", "继续保持", "暂缓", "适当维持")
IMPORTANCE = "重要性平均分"
SATISFACTION = "满意度平均分"
NOT_RETURNED = "未交回"
SHARE_AXIS = "占有效回答的百分比"
AVERAGE_AXIS = "平均值"
PLACE_AXIS = "平均名次（越小越靠前）"
MEDIAN_LINES = "虚线为各项平均"
UNSURE_POINTS = (
    "空心的点不定：与虚线的距离分不清，换一批人回答可能落到另一格；实心的一起成立（95%）"
)
ANSWERED_FLOW = "从发放到有效问卷"
IN_SAMPLE = "填答者"
IN_POPULATION = "总体"
PAID_STATES = ("按时发放", "迟发", "仍未发放")
CALENDAR_QUESTION = "工资发放台账，按应发月份合计"


def alt_pairs(
    subject: str, told: Sequence[tuple[str, Sequence[tuple[str, str]]]], people: str
) -> str:
    named = (
        f"{name}（{'，'.join(f'{side}：{text}' for side, text in pair)}）" for name, pair in told
    )
    return f"对比图：{subject}。{'；'.join(named)}。{people}。"


alt_calendar = filled("工资发放日历，各月按时发放的比例：{:，}。")


calendar_note = "按{}人逐月合计，不涉及个人；斜线表示涉及人数少，不公布".format


population_note = "总体{}人，来自课题表“总体构成”".format


SOURCE = "出处（source）"
BASE = "基数（base）"
SAYS = "图里说了什么（says）"


own_note = "自备：{}；{}。没有经过小人数检查，由调研组核对".format


alt_own = filled("自备的图：{0}。<图中的字：{1}。>")
