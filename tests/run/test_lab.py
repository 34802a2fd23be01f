"""JupyterLab as we start it: Chinese, local, asking for no news; the notebook runs to its end."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import time
import urllib.request

from conftest import copy_study
from playwright.sync_api import TimeoutError

from researchlib.run.lab import lab_command
from researchlib.terms import words as w

TOKEN = "only-for-this-test"


@contextlib.contextmanager
def served(home, settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command, environment = lab_command(
        home,
        "demo",
        settings,
        f"--ServerApp.port={port}",
        "--no-browser",
        "--allow-root",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.port_retries=0",
    )
    server = subprocess.Popen(
        command, env=environment, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2).close()
                break
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def run_all(page, address, name, study="demo"):
    """Open a notebook, run every cell by the menu, and wait until the last has its number."""
    workspace = f"{address}/lab/workspaces/{study}-{name}"
    page.goto(f"{workspace}/tree/notebooks/{study}/{name}.ipynb?token={TOKEN}")
    page.wait_for_selector(".jp-Notebook-cell", timeout=60_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    page.wait_for_timeout(3000)  # the kernel answers before the menu is wired to it
    menu = page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    for _ in range(3):  # a click that came before the kernel was wired is lost
        page.get_by_role("menuitem", name=re.compile("运行|Run")).first.click()
        page.locator("[data-command='runmenu:run-all']").click()
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(
                """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
                         .some(p => /[*\\d]/.test(p.textContent))""",
                timeout=15_000,
            )
            break
    page.wait_for_function(
        """() => { const cells = [...document.querySelectorAll('.jp-CodeCell')];
                   const last = cells.at(-1)?.querySelector('.jp-InputPrompt')?.textContent ?? '';
                   return /\\d/.test(last); }""",
        timeout=120_000,
    )
    page.wait_for_timeout(1500)
    return menu


def test_the_class_notebook_runs_in_a_real_jupyterlab_and_its_choices_answer(
    tmp_path, browser, published
):
    place = copy_study(tmp_path / "home")
    (place / "exports/demo").mkdir(parents=True)
    (place / "exports/demo/ledger.json").write_bytes(
        (published / "exports/demo/ledger.json").read_bytes()
    )
    with served(place, tmp_path / "settings") as address:
        context = browser.new_context(viewport={"width": 1400, "height": 1500})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        menu = run_all(page, address, "90_in_class")
        assert any("运行" in text for text in menu), menu
        assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
        assert page.locator(".jp-RenderedHTMLCommon .text").count() >= 2
        bodies = page.locator(".switch > section > div")
        for place in range(1, bodies.count()):
            page.locator(".switch > section > label > input").nth(place).check()
            seen = [k for k in range(bodies.count()) if bodies.nth(k).is_visible()]
            assert seen == [place]
        assert page.locator(".exercise").count() == 6
        outside = [u for u in asked if not u.startswith((address, "data:", "blob:"))]
        assert outside == []
        assert page.get_by_text("Jupyter 新闻").count() == 0
        page.screenshot(path=str(tmp_path / "lab.png"))
        context.close()


def test_the_server_is_local_with_its_token(tmp_path, home):
    command, environment = lab_command(home, "demo", tmp_path)
    joined = " ".join(command)
    assert "--ServerApp.ip=127.0.0.1" in joined
    assert not re.search(r"token=(''|\"\"|\s|$)|allow_origin|0\.0\.0\.0", joined)
    assert str(tmp_path) in environment["JUPYTER_CONFIG_PATH"]


def test_it_opens_with_what_to_do_next_and_writes_the_cell_of_a_finding(tmp_path, browser):
    home = copy_study(tmp_path / "home", "demo")
    with served(home, tmp_path / "settings") as address:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{address}/?token={TOKEN}")
        page.wait_for_selector(".jp-RenderedMarkdown h1", timeout=60_000)
        said = page.locator(".jp-MarkdownViewer").inner_text()
        assert "报告还没有出" in said and "领导摘要" in said
        page.locator(".jp-MarkdownViewer a", has_text="数据质量说明").click()
        page.wait_for_selector(".jp-Notebook-cell", timeout=60_000)
        page.wait_for_selector(
            ".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000
        )
        page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
        page.keyboard.press("Control+a")
        page.get_by_role("menuitem", name="调研").first.click()
        page.locator(".lm-Menu-itemLabel", has_text="写一个结论").hover()
        page.locator("[data-command='notebook:replace-selection']").first.click()
        page.keyboard.press("Shift+Enter")
        shown = page.locator(".jp-CodeCell .jp-OutputArea-output").first
        shown.wait_for(timeout=60_000)
        assert re.search(r"占\d+%", shown.inner_text())
        page.screenshot(path=str(tmp_path / "lab.png"))


def test_what_is_not_so_is_not_said(make_study):
    asked = {w.SOURCE: "survey", w.VARIABLE: "said", w.TEXT: "您有什么建议", w.KIND: "填空"}
    rows = [[k, f"建议{k}"] for k in range(30)]
    home = make_study(
        [["序号", "1、您有什么建议"], *rows], **{w.CODEBOOK: [asked | {w.SENSITIVITY: "一般"}]}
    )
    lab_command(home, "small", home / "settings")
    (told,) = (home / "notebooks").rglob("先看这里.md")
    said = told.read_text(encoding="utf-8")
    assert "还没有笔记本" in said and "报告是最新的" not in said and "调研" not in said
    overrides = (home / "settings/labconfig/default_setting_overrides.json").read_text()
    assert '"menus": []' in overrides
