"""Findings and bound prose."""

from researchlib.protect.evidence import Given
from researchlib.protect.number import Rows, reason
from researchlib.report.objects import say
from researchlib.report.objects.display import Run, Sentence, joined
from researchlib.report.objects.prose import bind


class Finding(Sentence):
    """调研发现：一句话，里面的每个数都从数据中取来。

    Parameters
    ----------
    key : str
        代号，整个课题里不能重复；台账、核对和课题表都用它。
    template : str
        句子。{名称} 先在后面的“名称=”里找，再在依据的各行里找；{名称:成} 写成“近六成”，
        {名称:full} 带上区间和人数，{名称:n} 只写人数。
    *evidence : Estimates, Answers or Fact
        依据：share、average 等的结果。
    withheld : str, optional
        有数不能公布时，改印这一句。
    **named
        给句子里的名称：只有一行的结果、两组比较（写成一整句）、看到的事项，或几个字。

    Raises
    ------
    DataProblem
        括号里的名称没有对应的数。

    Examples
    --------
    >>> satisfied = share(answers, "satisfaction.meals", of=["比较满意", "非常满意"], by="living")
    >>> Finding("meals", "独居老人的满意率为{独居}，{比较}。", satisfied,
    ...         比较=satisfied.compare("独居", "与家人同住"))
    独居老人的满意率为至多约二成，低于“与家人同住”组（37%）。
    """

    def __init__(
        self,
        key: str,
        template: str,
        *evidence: Given,
        withheld: str = "",
        **named: Given | str,
    ) -> None:
        runs, numbers = bind(template, evidence, named)
        rows = Rows.of(numbers)
        if any(number.withheld for number in numbers):
            runs, numbers = (Run(withheld or say.FINDING_WITHHELD[reason(numbers)]),), ()
        text = joined(runs)
        super().__init__(
            kind="finding", key=key, text=text, behind=rows, runs=runs, numbers=numbers
        )


class Text(Sentence):
    """正文：与调研发现一样绑定数据，但不单独编号。参数同 Finding，没有 key。

    Parameters
    ----------
    template : str
        句子，写法同 Finding。
    *evidence : Estimates, Answers or Fact
        依据：share、average 等的结果。
    **named
        给句子里的名称，同 Finding。

    Examples
    --------
    >>> Text("现场看到：{daycare_floor}。", study.fact("daycare_floor"))
    现场看到：日间照料中心设在三楼，没有电梯（实地查看）。
    """

    def __init__(self, template: str, *evidence: Given, **named: Given | str) -> None:
        runs, numbers = bind(template, evidence, named)
        rows = Rows.of(numbers)
        super().__init__(kind="text", text=joined(runs), behind=rows, runs=runs, numbers=numbers)
