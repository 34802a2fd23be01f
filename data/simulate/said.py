"""Open answers as people write them, names and numbers included (all invented), and their labels.

Each sentence: labels, and the words that may be quoted ("" where nobody approved a quote).
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
from cadres import CADRE_WORDS

from researchlib.terms import words as w

OTHERS = {
    "living_other": ["住在女儿家", "养老院和家里轮着住"],
    "stay_away_other": ["要带孙子，走不开", "听说床位少"],
    "not_attend_other": ["孩子不让去", "在外地上班"],
    "wants_other": ["多放几场老电影", "教老年人用手机"],
}

LABELS = {
    "位置和楼层": "日间照料中心太远、太高、不好走",
    "助餐送餐": "吃饭、送饭、社区食堂",
    "上门和陪伴": "上门探访、陪伴、应急呼叫、接送",
    "收费和宣传": "不知道服务内容、收费说不清",
    "讲座安排": "讲座时间、形式、讲的人",
    "亲子沟通": "不知道怎么和孩子谈",
    "怕人议论": "担心别人知道",
    "网格公示": "网格员是谁、怎么找",
    "场地和活动": "文化活动的场地、内容、次数",
    "干部待遇": "工资、保险、加班",
    "环境和设施": "停车、路灯等",
    "肯定": "对工作的肯定",
    "任务和减负": "任务多、台账多、人手少",
    w.NO_OPINION: "没有、无意见",
}

Said = dict[str, tuple[tuple[str, ...], str]]
_SAME = "="

ELDER: Said = {
    "日间照料中心在三楼，老人爬不动，能不能搬到一楼": (("位置和楼层",), _SAME),
    "希望社区食堂早点办起来，中午给老人送饭": (("助餐送餐",), _SAME),
    "位置太偏，从我们楼走过去要二十分钟": (("位置和楼层",), _SAME),
    "量血压的活动很好，希望每个月都有": (("肯定",), ""),
    "王主任上门看过我母亲两次，很感谢": (("肯定",), ""),
    "我母亲一个人住，有事请打13900001234": (("上门和陪伴",), ""),
    "晚上老人摔倒了没人知道，想装个呼叫器": (("上门和陪伴",), _SAME),
    "收费多少没人说清楚，不敢去": (("收费和宣传",), _SAME),
    "去过一次，里面没什么人，也没有活动": (("收费和宣传",), _SAME),
    "没有意见": ((w.NO_OPINION,), ""),
    "多组织点人陪老人说说话": (("上门和陪伴",), ""),
    "张阿姨腿脚不好，建议派人接送": (
        ("上门和陪伴", "位置和楼层"),
        "有的老人腿脚不好，建议派人接送",
    ),
}
YOUTH: Said = {
    "讲座都安排在工作日上午，上班的去不了": (("讲座安排",), _SAME),
    "孩子住校，一周见一次，不知道怎么聊": (("亲子沟通",), _SAME),
    "希望暑假办活动，让孩子少看手机": (("讲座安排",), ""),
    "最好请学校心理老师来讲，讲得实在一点": (("讲座安排",), _SAME),
    "怕别人知道了说闲话": (("怕人议论",), _SAME),
    "建个家长群，发点短视频就行": (("讲座安排",), ""),
    "我家孩子在三中初二（6）班，最近不爱说话": (("亲子沟通",), ""),
    "没有": ((w.NO_OPINION,), ""),
}
COMMUNITY: Said = {
    "网格员是谁贴个牌子，有事找得到人": (("网格公示",), _SAME),
    "广场舞没地方跳，冬天更没地方": (("场地和活动",), _SAME),
    "干部工资都发不下来，还天天加班，也不容易": (("干部待遇",), _SAME),
    "停车太乱，12号楼前面经常堵": (("环境和设施",), ""),
    "李书记办事热心": (("肯定",), ""),
    "多放电影，孩子也能看": (("场地和活动",), _SAME),
    "路灯坏了两个月没人修，报修电话0391-0000123打不通": (("环境和设施",), ""),
    "挺好的，没意见": ((w.NO_OPINION,), ""),
    "希望多组织年轻人的联谊": (("场地和活动",), ""),
    "厂里三班倒，活动都赶不上": (("场地和活动",), ""),
}
CADRE: Said = dict(
    zip(
        CADRE_WORDS,
        (
            (("干部待遇",), "工资经常晚发，家里要靠老人补贴"),
            (("干部待遇",), "干了这些年，养老保险一直没人给交"),
            (("干部待遇",), _SAME),
            (("任务和减负",), "白天入户，晚上补台账，经常加班"),
            (("干部待遇",), ""),
            (("干部待遇",), _SAME),
            ((w.NO_OPINION,), ""),
            (("任务和减负",), _SAME),
        ),
        strict=True,
    )
)

SAID: dict[str, tuple[str, Said]] = {
    "elder_words": ("residents", ELDER),
    "youth_words": ("residents", YOUTH),
    "words": ("residents", COMMUNITY),
    "cadre_words": ("cadres", CADRE),
}


def label_rows() -> list[dict[str, str]]:
    """归类标签."""
    return [{w.LABEL: label, w.DEFINITION: text} for label, text in LABELS.items()]


def quote_rows(study: str) -> list[dict[str, str]]:
    """原话: every sentence that somebody of the study wrote, with its labels; approved where it may
    be quoted."""
    rows, written = [], _written(Path(__file__).parents[1] / study / "questionnaires")
    for variable, (source, said) in SAID.items():
        for original, (labels, quotable) in said.items():
            if original not in written:
                continue
            words = original if quotable == _SAME else quotable
            rows.append(
                {
                    w.SOURCE: source,
                    w.VARIABLE: variable,
                    w.ORIGINAL: original,
                    w.LABEL: "\n".join(labels),
                    w.QUOTABLE: words,
                    w.APPROVED_BY: "调研组" if words else "",
                    w.APPROVED_WHEN: "2024年5月22日" if words else "",
                }
            )
    return rows


def _written(folder: Path) -> set[str]:
    """Every cell of the raw files: not all of these sentences are drawn in a small study."""
    return {
        str(cell)
        for path in folder.glob("*/*.xlsx")
        for sheet in openpyxl.load_workbook(path, read_only=True).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
