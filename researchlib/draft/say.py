"""The sentences of draft."""

from researchlib.terms.problem import filled
from researchlib.terms.words import NAMES_ASKED

CONFIRM_STEM = "导出文件没有题干，请填写题目原文"
CONFIRM_FORM = "问卷文本与答卷的选项对不上，请核对"
CONFIRM_CODES = "只有编号，请照问卷填写每个选项的文字"
CONFIRM_UNCHOSEN = "有的选项没有人选，请照问卷补全"
CONFIRM_BLANK = "没有人回答，看不出题型"
CONFIRM_ATTENTION = "像是检查认真程度的题，不作为题目统计；要剔除没有照做的答卷，请写进“剔除规则”"
CONFIRM_DIRECTION = "看不出哪一头好，请在“方向”里选一项；选之前图上不分正反"
CONFIRM_ADDRESS = "选项里像有门牌或号码，先不列入报告；可以公开的，请改回题型、选项和敏感程度"
CONFIRM_NAMES = f"{NAMES_ASKED}，先不列入报告，回答之前不出报告：是人名的，清空本格即可；不是的，改回题型、选项和敏感程度，再清空本格"


def confirm_order(sure: float) -> str:
    return "" if sure >= 0.95 else "请核对题型和选项顺序"


code_found = "“{}”{}份".format
seems_missing = filled(
    "<{0}像是没有作答，已先不计入；核对后在“缺失已核对”里选“是”，是真答案的选“否”>"
)


def items_joined(coded: bool) -> str:
    codes = "只有编号，请照问卷填写每个选项的文字；" if coded else ""
    return f"{codes}看上去是同一量表的几道题，已放在一起；不是的，请改变量名"


items_of = "“{}”等{}项".format
