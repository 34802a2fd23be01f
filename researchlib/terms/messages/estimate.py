"""What the estimate stage says."""

from __future__ import annotations

from collections.abc import Sequence

from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem


def no_such_group(label: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(f"这组结果里没有“{label}”。", nearest(label, known), "请照现有名称填写。")


def groups_overlap(first: str, second: str) -> DataProblem:
    return DataProblem(
        f"“{first}”与“{second}”不是互不重叠的两组，不能直接比较。",
        "",
        "请用 by= 分组后，比较其中两组。",
    )


def not_a_grouping(question: str, kind: str) -> DataProblem:
    return DataProblem(f"“{question}”是{kind}题，不能用来分组。", "", "请用单选题分组。")


def no_share(question: str, kind: str) -> DataProblem:
    return DataProblem(f"“{question}”是{kind}题，不能计算占比。", "", "数值题请用 average。")


def no_average(question: str, kind: str) -> DataProblem:
    return DataProblem(f"“{question}”是{kind}题，不能计算平均值。", "", "请用 share 计算占比。")


def no_key(question: str) -> DataProblem:
    return DataProblem(
        f"“{question}”没有写明正确答案。", "", "请在题目对照表的“正确答案”一列填写。"
    )


def linear_too_few(least: int) -> DataProblem:
    return DataProblem(
        f"人数少，或占比太接近0、1，不能用正态近似区间（n·p·(1−p)不足{least}）。",
        "",
        "请用默认的威尔逊区间。",
    )


def unknown_interval(name: str) -> DataProblem:
    known = ["wilson", "logit", "beta", "linear"]
    return DataProblem(f"没有名为“{name}”的区间。", nearest(name, known), "请照现有名称填写。")


def no_population(source: str) -> DataProblem:
    return DataProblem(
        f"问卷“{source}”没有总体人数或权重，不能由样本推算总量。",
        "",
        "随机抽样请在课题表“数据来源”填写总体人数；方便样本不能推算。",
    )


def too_few_to_weight(n: int, least: int) -> DataProblem:
    return DataProblem(
        f"只有{n}份答卷，不足{least}份，不作加权。", "", "请照样本原样报告，并说明样本构成。"
    )


def margin_missing(question: str, count: int) -> DataProblem:
    return DataProblem(
        f"“{question}”有{count}人没有回答，不能按它加权。", "", "请先补全，或换一个变量。"
    )


def empty_margin(question: str, choice: str, count: int) -> DataProblem:
    what = "样本里没有人" if not count else "没有给出总体人数"
    return DataProblem(
        f"“{question}”的“{choice}”{what}，加权不能进行。", "", "请与相邻选项合并后再加权。"
    )


def margins_disagree(names: Sequence[str], sums: Sequence[float]) -> DataProblem:
    told = "，".join(f"{name}合计{total:g}" for name, total in zip(names, sums, strict=True))
    return DataProblem(f"各变量的总体合计不一致：{told}。", "", "请核对总体构成。")


def weights_do_not_settle(names: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"按{'、'.join(names)}加权，权重调不平。", "", "请减少加权变量、合并选项，或放宽权重上限。"
    )


CHI_SQUARE, RAO_SCOTT, FISHER = "皮尔逊卡方检验", "Rao—Scott 修正的卡方检验", "费希尔精确检验"
MONTE_CARLO, CRAMER = "卡方检验（模拟9999次）", "克莱姆V（偏差校正）"
WELCH, DESIGN_T, HEDGES = "韦尔奇t检验", "设计法t检验", "赫奇斯g"
MANN_WHITNEY, KRUSKAL, DUNN = "曼—惠特尼检验", "克鲁斯卡尔—沃利斯检验", "Dunn 两两比较"
DESIGN_RANK, RANK_DIFFERENCE = "设计法秩检验", "平均位次之差"
SUPERIORITY, EPSILON = "后一组高于前一组的概率", "ε²"
PAIRED, MEAN_DIFFERENCE = "配对t检验", "平均差"
MCNEMAR, SHARE_DIFFERENCE = "麦克尼马尔精确检验", "比例之差"


def nothing_to_compare(question: str) -> DataProblem:
    return DataProblem(
        f"“{question}”只有一组或一种答案，没有可比较的。", "", "请换一道题，或换一种分组。"
    )


def needs_two_groups(question: str, count: int) -> DataProblem:
    return DataProblem(
        f"“{question}”有{count}组，两组比较只能用恰好两组。",
        "",
        "请先用 within 限定，或改用 rank_test。",
    )


def no_scale(question: str, n: int, items: int) -> DataProblem:
    return DataProblem(
        f"“{question}”有{items}道题、{n}份全答的答卷，算不出信度。",
        "",
        "至少要三道题，全答的人要多于题数，每道题的答案不能全都一样。",
    )


def scale_too_few(n: int, least: int) -> str:
    return f"只有{n}人全部答完，不足{least}人，信度只供参考"


SCALE_TURNED = "有的题与其余各题方向相反，请核对“反向计分”"
SCALE_LOOSE = "α低于0.6，各题不宜合成一个分数"


LINEAR_MODEL, LOGISTIC_MODEL, ORDINAL_MODEL = "线性回归", "逻辑斯蒂回归", "有序逻辑斯蒂回归"


def separated(outcome: str) -> DataProblem:
    return DataProblem(
        f"有的选项把“{outcome}”的是与否完全分开了，模型没有解。",
        "",
        "请合并选项，或去掉那个因素，改用交叉表。",
    )


def too_few_for_model(n: int, terms: int) -> DataProblem:
    return DataProblem(
        f"完整回答的只有{n}人，撑不起{terms}项的模型。", "", "请减少因素，或改用交叉表。"
    )


def few_events(events: int, terms: int) -> str:
    return f"较少的一类只有{events}人，平均每项不足十人（共{terms}项），结果只供参考"


def too_few_for_curve(n: int, least: int) -> DataProblem:
    return DataProblem(
        f"台账只有{n}人，不足{least}人，不画等待时间曲线。", "", "请改用按时发放率和最长拖欠月数。"
    )


NOBODY_LOOKED = "没有两个人都看过的段落，无法计算"
ONE_ANSWER_ONLY = "所有人对所有段落的判断都一样（都用或都没用这个标签），无法计算机会一致"
