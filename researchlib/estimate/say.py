"""The sentences of estimate."""

from researchlib.clean.answers import Design
from researchlib.clean.say import BY_STRATA
from researchlib.terms.numbers import percent
from researchlib.terms.problem import DataProblem, filled, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
margins_disagree|各变量的总体合计不一致：{0:，}。||请核对总体构成。
no_total|“{0}”的“{1}”没有给出总体人数，加权不能进行。||请与相邻选项合并后再加权。
nobody_sampled|“{0}”的“{1}”样本里没有人，加权不能进行。||请与相邻选项合并后再加权。
all_alike|“{0:”“}”在每一层（每个整群）里的回答完全一样，误差算不出来。||请核对数据；确实如此的，请分层写明，不作平均。
too_few_units|“{0:”“}”的答卷只来自一两个整群（或几乎每人一层），区间算不出来。||请与别的组合并，或换一种分组。
unknown_name|没有“{0}”这种做法。|~{0}|请照现有名称填写。
groups_overlap|“{0}”与“{1}”不是互不重叠的两组，不能直接比较。||请用 by= 分组后，比较其中两组。
no_share|“{0}”是{1}题，不能计算占比。||数值题请用 average。
no_average|“{0}”是{1}题，不能计算平均值。||请用 share 计算占比。
no_key|“{0}”没有写明正确答案。||请在题目对照表的“正确答案”一列填写。
linear_too_few|人数少，或占比太接近0、1，不能用正态近似区间（n·p·(1−p)不足{0}）。||请用默认的威尔逊区间。
weighted_already|这份答卷已经按总体构成加权，不能再用“{0}”这一列。||请去掉 weight=。
no_population|问卷“{0}”没有总体人数或权重，不能由样本推算总量。||随机抽样请在课题表“数据来源”填写总体人数；方便样本不能推算。
too_few_to_weight|只有{0}份答卷，不足{1}份，不作加权。||请照样本原样报告，并说明样本构成。
margin_missing|“{0}”有{1}人没有回答，不能按它加权。||请先补全，或换一个变量。
no_margins|没有给出总体构成，不能加权。||请写明按哪个变量加权，各选项总体多少人。
too_few_for_curve|台账只有{0}人，不足{1}人，不画等待时间曲线。||请改用按时发放率和最长拖欠月数。
weights_do_not_settle|按{0}加权，权重调不平。||请减少加权变量、合并选项，或放宽权重上限。
no_such_group|这组结果里没有“{0}”。|~{0}|请照现有名称填写。
""")


BY_MARGINS = "总体构成"
# Of those asked: who is lost to the count, and the rest.
LOST = {"missing": ("没有作答", "作答"), "unsure": ("答不清楚一类", "其他")}


def design_told(design: Design) -> str:
    """By what the shares are weighted and what the errors know of the drawing."""
    strata = BY_STRATA if design.stratum and design.sizes else ""
    weight = BY_MARGINS if design.margins else design.weight or strata
    told = f"；百分比已按{weight}加权，人数未加权" if weight else ""
    return told + ("；误差按整群计算" if design.cluster else "")


# What is left out of the number and nobody has confirmed.
unchecked = filled("<；答“{0:”“}”的像是没有作答，未计入，还没有人核对>")


A_LEVEL = "置信水平"
A_MARGIN = "误差范围"
A_SHARE = "占比"
A_POPULATION = "总体人数"
A_DESIGN_EFFECT = "设计效应"
A_RESPONSE = "回收率"
A_SIZE = "人数"
A_POWER = "把握度"
A_ERROR = "标准误"
A_DIFFERENCE = "差别"
A_MOST = "权重上限"


def out_of_range(name: str, value: object, low: float, high: float) -> DataProblem:
    most = f"、不大于{high:g}" if high < float("inf") else ""
    return DataProblem(f"{name}填的是“{value}”。", "", f"应是大于{low:g}{most}的数。")


def more_than_all(needed: int, population: int, response: float) -> DataProblem:
    return DataProblem(
        f"要发{needed}份才够，而总体只有{population}人（回收率按{percent(response)}算）。",
        "",
        "请放宽误差范围，或设法提高回收率。",
    )


adds_up = "{}合计{:g}".format
