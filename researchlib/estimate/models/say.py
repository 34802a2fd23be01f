"""The sentences of estimate/models."""

from __future__ import annotations

from researchlib.terms.problem import DataProblem

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
MEAN_DIFFERENCE = "平均差"
MCNEMAR = "麦克尼马尔精确检验"
SHARE_DIFFERENCE = "比例之差"


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
LINEAR_MODEL = "线性回归"
LOGISTIC_MODEL = "逻辑斯蒂回归"
ORDINAL_MODEL = "有序逻辑斯蒂回归"


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
