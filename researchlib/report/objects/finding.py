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
        A short English name, unique in the study; verify and the ledger use it.
    template : str
        The sentence. {name} is looked up among the keywords, then among the labels of the
        evidence; {name:成} prints 近六成, {name:full} adds interval and n, {name:n} the people.
    *evidence : Estimates, Answers or Fact
        What the sentence rests on.
    withheld : str, optional
        The sentence to print when one of its numbers may not be shown.
    **named
        Estimates of one row, a Comparison (renders a whole clause), a Fact, or plain words.

    Raises
    ------
    DataProblem
        A name in braces has no number.

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

    Examples
    --------
    >>> Text("现场看到：{daycare_floor}。", study.fact("daycare_floor"))
    现场看到：日间照料中心设在三楼，没有电梯（实地查看）。
    """

    def __init__(self, template: str, *evidence: Given, **named: Given | str) -> None:
        runs, numbers = bind(template, evidence, named)
        rows = Rows.of(numbers)
        super().__init__(kind="text", text=joined(runs), behind=rows, runs=runs, numbers=numbers)
