"""Notebooks in warm workers: as if fresh, alike to a kernel, and told when they die."""

from __future__ import annotations

import random

import pytest
from conftest import HOME, copy_study, write_xlsx
from tiny import notebook

from researchlib.report.objects.display import MIME
from researchlib.run.engine.isolation import as_if_fresh
from researchlib.run.engine.kernel import execute
from researchlib.run.engine.worker import run_here
from researchlib.run.engine.workers import Workers
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem


@pytest.fixture(scope="module")
def one():
    """A single process, so that every notebook follows in the steps of another."""
    with Workers(1) as started:
        yield started


def outputs_here(path, told):
    with as_if_fresh():
        return run_here(path, told)


def outputs(workers, path):
    """One notebook with its outputs, by a worker."""
    return workers._notebook(outputs_here, path)


def shown(made):
    """What the cells show: objects as their JSON, other values as text."""
    return [
        output.data.get(MIME) or output.data.get("text/plain")
        for cell in made.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type in ("display_data", "execute_result")
    ]


def test_the_outputs_are_those_of_a_kernel_in_any_order(tmp_path, one):
    home = copy_study(tmp_path)
    names = ["03_cadre_pay", "08_counting_cards", "07_counted_form"]
    paths = {name: home / f"notebooks/demo/{name}.ipynb" for name in names}
    random.Random(4).shuffle(names)
    warm = {name: shown(outputs(one, paths[name])) for name in (*names, *reversed(names))}
    assert warm["03_cadre_pay"] == shown(execute(paths["03_cadre_pay"])) != []
    assert {name: shown(outputs(one, paths[name])) for name in sorted(names)} == warm


def test_nothing_of_one_notebook_reaches_the_next(tmp_path, one):
    (tmp_path / "own.py").write_text("value = 1")
    spoil = notebook(
        tmp_path,
        (
            "import os, random, warnings, sys, builtins, own\n"
            "import numpy as np, pandas as pd, matplotlib.pyplot as plt\n"
            "pd.set_option('display.max_rows', 3); np.random.seed(1); random.seed(1); builtins.mine = 1\n"
            "plt.rcParams['font.size'] = 99; plt.figure(); os.environ['SPOILT'] = '1'; del os.environ['PATH']\n"
            "os.chdir('/'); warnings.simplefilter('error'); sys.modules['spoilt'] = os; left = 1\n"
            "sys.path.append('/nowhere'); plt.close('all')"
        ),
    )
    look = notebook(
        tmp_path,
        (
            "import os, sys, warnings, builtins\nimport pandas as pd, matplotlib.pyplot as plt\n"
            "[pd.get_option('display.max_rows'), plt.rcParams['font.size'], plt.get_fignums(),\n"
            " os.environ.get('SPOILT'), os.getcwd() == '/', 'spoilt' in sys.modules, 'left' in dir(),\n"
            " 'own' in sys.modules, hasattr(builtins, 'mine'), 'PATH' in os.environ, '/nowhere' in sys.path,\n"
            " warnings.filters[0][0]]"
        ),
        name="02_y",
    )
    before = shown(outputs(one, look))
    outputs(one, spoil)
    assert shown(outputs(one, look)) == before
    assert "60, 10.0, [], None, False, False, False, False, False, True, False" in before[0]


def test_random_numbers_are_new_each_time(tmp_path, one):
    draw = notebook(
        tmp_path,
        "import random, numpy as np\nnp.random.seed(1); random.seed(1)\n0",
        "import random, numpy as np\n[random.random(), float(np.random.random())]",
    )
    look = notebook(
        tmp_path,
        "import random, numpy as np\n[random.random(), float(np.random.random())]",
        name="02_y",
    )
    seeded = shown(outputs(one, draw))[1]
    first, second = shown(outputs(one, look))[0], shown(outputs(one, look))[0]
    assert shown(outputs(one, draw))[1] == seeded and len({seeded, first, second}) == 3


def test_a_failing_cell_is_named_with_its_line(tmp_path, one):
    with pytest.raises(DataProblem) as caught:
        outputs(one, notebook(tmp_path, "1", "x = 1\ny = x / 0"))
    told = str(caught.value)
    assert all(
        part in told for part in ("01_x", "这一节", "第2个单元格", "ZeroDivisionError", "y = x / 0")
    )
    with pytest.raises(DataProblem, match="SyntaxError"):
        outputs(one, notebook(tmp_path, "x = ("))


def test_a_dead_worker_is_told_and_replaced(tmp_path, one):
    with pytest.raises(DataProblem) as caught:
        outputs(one, notebook(tmp_path, "1", "import os; os._exit(9)"))
    assert "第2个单元格" in str(caught.value)
    made = outputs(one, notebook(tmp_path, "import matplotlib.pyplot as plt\nplt.plot([1])\nNone"))
    assert "image/png" in made.cells[-1].outputs[-1].data  # what the exporter then refuses


def test_a_cell_that_hangs_is_ended_though_it_ignores_interrupts(tmp_path, one, monkeypatch):
    monkeypatch.setattr(policy, "CELL_SECONDS", 1)
    monkeypatch.setattr(policy, "PATIENCE", 2)
    waiting = "import time; time.sleep(1.5)\n7"  # as on a busy machine
    assert shown(outputs(one, notebook(tmp_path, waiting))) == ["7"]
    late = notebook(
        tmp_path,
        "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n        pass",
    )
    with pytest.raises(DataProblem, match="第1个单元格.*超过1秒"):
        outputs(one, late)
    with pytest.raises(DataProblem, match="第2个单元格.*超过1秒"):
        one.findings(notebook(tmp_path, "1", "while True: pass"))


def test_files_are_opened_by_the_one_child_of_the_command(tmp_path, one):
    write_xlsx(tmp_path / "a.xlsx", [["题"], ["答"]])
    (tmp_path / "broken.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\1" * 3000)
    read = (
        "import psutil\nfrom pathlib import Path\n"
        "from researchlib.read.files.guard import read_tables\n"
    )
    cell = read + "[read_tables(Path('a.xlsx')).grids[0].rows, psutil.Process().children()]"
    assert shown(outputs(one, notebook(tmp_path, cell))) == ["[[('题',), ('答',)], []]"]
    with pytest.raises(DataProblem, match="第1个单元格.*broken.xlsx.*损坏"):
        outputs(one, notebook(tmp_path, read + "read_tables(Path('broken.xlsx'))"))


def test_the_file_is_not_written(tmp_path, one):
    path = notebook(tmp_path, "1 + 1")
    before = path.read_bytes()
    assert shown(outputs(one, path)) == ["2"] and path.read_bytes() == before
    assert (HOME / "notebooks").is_dir()
