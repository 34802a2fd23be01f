"""Notebooks in forked children: as if fresh, alike to a kernel, and told when they die."""

from __future__ import annotations

import nbformat
import pytest
from conftest import HOME, copy_study

from researchlib.report.display import MIME
from researchlib.run.execute import execute
from researchlib.run.warm import can_fork, in_child, run_here
from researchlib.terms.problem import DataProblem

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")


def notebook(folder, *cells, name="01_x"):
    made = nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_markdown_cell("# 题\n\n## 这一节"),
        *(nbformat.v4.new_code_cell(source) for source in cells)])
    path = folder / f"{name}.ipynb"
    nbformat.write(made, path)
    return path


def shown(made):
    """What the cells show: objects as their JSON, other values as text."""
    return [output.data.get(MIME) or output.data.get("text/plain")
            for cell in made.cells if cell.cell_type == "code" for output in cell.outputs
            if output.output_type in ("display_data", "execute_result")]


def test_the_outputs_are_those_of_a_kernel(tmp_path):
    path = copy_study(tmp_path) / "notebooks/demo/03_cadre_pay.ipynb"
    assert shown(in_child(run_here, path)) == shown(execute(path)) != []


def test_nothing_of_one_notebook_reaches_the_next(tmp_path):
    spoil = notebook(tmp_path, (
        "import os, random, warnings, sys\nimport numpy as np, pandas as pd, matplotlib.pyplot as plt\n"
        "pd.set_option('display.max_rows', 3); np.random.seed(1); random.seed(1)\n"
        "plt.rcParams['font.size'] = 99; plt.figure(); os.environ['SPOILT'] = '1'\n"
        "os.chdir('/'); warnings.simplefilter('error'); sys.modules['spoilt'] = os; left = 1; plt.close('all')"))
    look = notebook(tmp_path, (
        "import os, sys, warnings\nimport pandas as pd, matplotlib.pyplot as plt\n"
        "[pd.get_option('display.max_rows'), plt.rcParams['font.size'], plt.get_fignums(),\n"
        " os.environ.get('SPOILT'), os.getcwd() == '/', 'spoilt' in sys.modules, 'left' in dir(),\n"
        " warnings.filters[0][0]]"), name="02_y")
    before = shown(in_child(run_here, look))
    in_child(run_here, spoil)
    assert shown(in_child(run_here, look)) == before
    assert "60, 10.0, [], None, False, False, False" in before[0]


def test_a_failing_cell_is_named_with_its_line(tmp_path):
    with pytest.raises(DataProblem) as caught:
        in_child(run_here, notebook(tmp_path, "1", "x = 1\ny = x / 0"))
    told = str(caught.value)
    assert all(part in told for part in ("01_x", "这一节", "第2个单元格", "ZeroDivisionError", "y = x / 0"))
    with pytest.raises(DataProblem, match="SyntaxError"):
        in_child(run_here, notebook(tmp_path, "x = ("))


def test_a_dead_child_and_a_plain_figure(tmp_path):
    with pytest.raises(DataProblem) as caught:
        in_child(run_here, notebook(tmp_path, "1", "import os; os._exit(9)"))
    assert "第2个单元格" in str(caught.value)
    made = in_child(run_here, notebook(tmp_path, "import matplotlib.pyplot as plt\nplt.plot([1])\nNone"))
    assert "image/png" in made.cells[-1].outputs[-1].data  # what the exporter then refuses


def test_a_cell_that_hangs_is_ended(tmp_path, monkeypatch):
    from researchlib.run import warm

    late = notebook(tmp_path, "import os; os._exit(75)")  # as the watchdog ends it
    with pytest.raises(DataProblem, match="分钟|秒"):
        warm.in_child(run_here, late)


def test_the_file_is_not_written(tmp_path):
    path = notebook(tmp_path, "1 + 1")
    before = path.read_bytes()
    assert shown(in_child(run_here, path)) == ["2"] and path.read_bytes() == before
    assert (HOME / "notebooks").is_dir()
