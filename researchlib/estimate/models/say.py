"""The sentences of estimate/models."""

from researchlib.clean.answers import Design
from researchlib.terms.problem import filled, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
separated|<“{0:”“}”^有的因素>把几种答案（几乎）完全分开了，加权、整群抽样或有序的模型没有解。||请合并选项，或去掉那个因素，改用交叉表。
nothing_to_compare|“{0}”只有一组或一种答案，没有可比较的。||请换一道题，或换一种分组。
needs_two_groups|“{0}”有{1}组，两组比较只能用恰好两组。||请先用 within 限定，或改用 rank_test。
no_scale|“{0}”有{2}道题、{1}份全答的答卷，算不出信度。||至少要三道题，全答的人要多于题数，每道题的答案不能全都一样，也不能由别的题算出来。
no_freedom|独立的单位（人或整群）太少，或者回答完全一样，误差算不出来。||请换一种分组，或只报告数值。
no_one_order|“{0}”没有可以排名次的几项，或者几项和几组都有。||请用 of= 指明选项、by= 指明分组，只让一样东西变化。
no_order|“{0}”的先后没有写明，或不足三组，看不出趋势。||请用 order= 从前到后写明至少三组，或者用量表题分组。
too_few_for_model|完整回答的只有{0}人，撑不起{1}项的模型。||请减少因素，或改用交叉表。
needs_two_options|“{0}”要比较两个选项，现在给了{1:n}个。||请写成 of=[“甲”, “乙”]。
collinear|“{0:”“}”可以由前面的因素完全算出来（或人人一样），模型没有唯一的解。||请去掉这一项。
""")


CHI_SQUARE = "皮尔逊卡方检验"
RAO_SCOTT = "Rao—Scott 修正的卡方检验"
FISHER = "费希尔精确检验"
MONTE_CARLO = "卡方检验（模拟9999次）"
CRAMER = "克莱姆V（偏差校正）"
WELCH = "韦尔奇t检验"
DESIGN_T = "设计法t检验"
HEDGES = "赫奇斯g"
MANN_WHITNEY = "曼—惠特尼检验"
KRUSKAL = "克鲁斯卡尔—沃利斯检验"
DUNN = "Dunn 两两比较"
DESIGN_RANK = "设计法秩检验"
RANK_DIFFERENCE = "平均位次之差"
SUPERIORITY = "后一组高于前一组的概率"
EPSILON = "ε²"
PAIRED = "配对t检验"
PAIRED_DESIGN = "设计法配对t检验"
SIGNED_RANK = "威尔科克森符号秩检验"
SIGNED_DESIGN = "设计法符号秩检验"
HIGHER_LESS_LOWER = "后者更高与更低的人占比之差"
TREND = "趋势检验"
PER_STEP = "每进一组的变化"
SPEARMAN = "斯皮尔曼等级相关"
RHO = "ρ"
MEAN_DIFFERENCE = "平均差"
MCNEMAR = "麦克尼马尔精确检验"
SHARE_DIFFERENCE = "比例之差"

EXACT = (FISHER, MCNEMAR)
SIMULATED = (MONTE_CARLO,)


def how(method: str, design: Design) -> str:
    """Exact, asymptotic or simulated; and the design whose errors were used."""
    kind = "精确" if method in EXACT else "模拟" if method in SIMULATED else "大样本近似"
    known = {"分层": design.stratum, "整群": design.cluster, "加权": design.weight or design.sizes}
    parts = [name for name, used in known.items() if used]
    if parts:
        return f"{kind}，按{'、'.join(parts)}的抽样设计"
    return f"{kind}，当作简单随机样本"


scale_too_few = "只有{}人全部答完，不足{}人，信度只供参考".format


SCALE_TURNED = "有的题与其余各题方向相反，请核对“反向计分”"
SCALE_LOOSE = "α低于0.6，各题不宜合成一个分数"
LINEAR_MODEL = "线性回归"
LOGISTIC_MODEL = "逻辑斯蒂回归"
ORDINAL_MODEL = "有序逻辑斯蒂回归"


PENALISED = "系数按 Firth 惩罚似然估计，区间为轮廓似然区间"


split_apart = filled("“{:”“}”把是与否完全分开了，这一项的大小只能说个大概")


choices_unused = filled("没有人选“{:”“}”，这些选项不进模型")


few_events = "较少的一类只有{}人，平均每项不足十人（共{}项），结果只供参考".format
