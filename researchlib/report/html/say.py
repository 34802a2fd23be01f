"""The sentences of report/html."""

from researchlib.report.say import DISTRIBUTION

CONTENTS = "目录"
SKIP = "跳到正文"
CHECK_NOTE = (
    "姓名、号码、住址按名册和写法自动查找过；查不到不等于认不出，发出前仍须由熟悉当地的人读一遍。"
)
COVER = ("课题", "调研组", "地点", "时间", "稿次", DISTRIBUTION, "篇幅")

PAGES = "本课题各页"
THIS_PAGE = "（本页）"
ENDS = ("看这道题各项的人数", "看这个数怎样算出")
USED = "写在："


def used_in(title: str, opening: str) -> str:
    """The page by its short title, and how the sentence there begins."""
    return f"{title.split('：')[0]}“{opening}…”"


made_by = "由 researchlib 从原始数据生成；程序指纹 {}，课题表指纹 {}。".format
