"""The sentences of estimate/spoken."""

from researchlib.terms.problem import problems

problem = problems("""
no_agreement|{0}。||请核对各人归类的段落。
""")

NOBODY_LOOKED = "没有两个人都看过的段落，无法计算"
ONE_ANSWER_ONLY = "所有人对所有段落的判断都一样（都用或都没用这个标签），无法计算机会一致"
CONTEXT_HEAD = ("文档", "行", "代称", "前文", "词", "后文")


def piece(quote: str, document: str, line: int, against: bool) -> str:
    return f"{quote}（{document}第{line}行{'，相反' if against else ''}）"
