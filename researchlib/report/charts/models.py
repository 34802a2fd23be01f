"""A model as a chart."""

from collections.abc import Mapping

from researchlib.estimate.models.regression import Model
from researchlib.protect.number import Rows
from researchlib.report import say as say_report
from researchlib.report.charts import say
from researchlib.report.charts.chart import INK, MAIN, REST, Chart, canvas, nothing_drawn, picture
from researchlib.report.charts.font import drawable
from researchlib.report.objects.models import terms_of
from researchlib.terms import numbers as write


def forest_chart(model: Model, labels: Mapping[str, str], caption: str) -> Chart:
    """森林图：每个因素的平均影响和95%区间；碰到零线的，差异不明显。

    Parameters
    ----------
    model, labels, caption
        同 model_table。

    Returns
    -------
    Chart

    Examples
    --------
    >>> model = logistic_model(answers, "left", ["age", "arrears"], of="是")
    >>> forest_chart(model, {"arrears": "拖欠月数"}, "拖欠越久，打算离开的越多")
    拖欠越久，打算离开的越多
    各因素的平均影响和95%区间：...拖欠月数（每多一个单位）：12个百分点...
    """
    told = terms_of(model, labels)
    terms = [(one, row) for one, row in told if not one.withheld]
    behind = Rows.of(one for one, _ in told)
    if not terms:
        return nothing_drawn(caption, [one for one, _ in told])
    with canvas(1.2 + 0.45 * len(terms)) as (figure, axes):
        axes.axvline(0, color=REST, linewidth=1)
        for place, (_, row) in enumerate(terms):
            clear = row.effect_low > 0 or row.effect_high < 0
            colour = MAIN if clear else REST
            axes.plot([row.effect_low, row.effect_high], [place, place], color=colour, linewidth=2)
            axes.scatter([row.effect], [place], s=46, color=colour, zorder=3)
        axes.set_yticks(range(len(terms)), [say.two_lines(drawable(one.name)) for one, _ in terms])
        axes.set_ylim(len(terms) - 0.4, -0.6)
        if model.method == say_report.SHARE_MODEL:
            axes.xaxis.set_major_formatter(lambda value, _: write.points(value))
        axes.set_xlabel(say.effect_axis(model.method, model.n), color=INK)
        png, missing = picture(figure, [one.name for one, _ in terms])
    text = "；".join(f"{one.name}：{one.text}（{one.interval}）" for one, _ in terms[:4])
    notes = (say_report.model_note(model.method, model.n), *model.warnings, *missing)
    return Chart(
        caption, png, say.alt_forest(text), "", notes, [one for one, _ in terms], behind=behind
    )
