"""The sentences of run/pack."""

from researchlib.run.say import GROUP
from researchlib.terms.problem import filled, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
no_wheels|没有取全 {0} 的安装包。|{1:.200}|请检查网络（或 pip 的镜像设置）后再运行，或者不附安装包。|没有写出压缩包。
unknown_audience|不认识的用途“{0}”。||请写 --for group（组内）或 --for class（课堂）。|没有写出压缩包。
unknown_platform|不认识的系统“{0}”。||可以写：{1}。|没有写出压缩包。
not_carried|“{0.name}”里没有可以带走的 Python。||请用 Python 官方网站上名字里有 embed-amd64 的 zip 文件，或 python-build-standalone 的 install_only 压缩包（.tar.gz），版本 3.11 或更新。|没有写出压缩包。
report_first|课题“{0}”的报告不是最新的一整套。|exports/{0}|请先运行 <report>，再打包。|没有写出压缩包。
""")


TWIN = "模拟孪生"
GUIDE = "先看这里.html"
WINDOWS = "双击开始.bat"
OTHERS = "start.command"
_NOTHING = "没有写出压缩包。"


left_behind = filled("没有放进包里：{:8……}（正在打开的文件留下的痕迹，或指向文件夹以外的链接）。")


def carries(platform: str, version: str, python: bool) -> str:
    if python:
        return f"附有 Python {version} 和全部软件包（{platform}），不用安装，不用网络。"
    return (
        f"附有安装包（{platform}），电脑上要有 Python {version}，不用网络；"
        "第一次要准备运行环境，几分钟。"
    )


def starter(platform: str) -> str:
    """What is typed where the pack carries its own Python."""
    return WINDOWS if platform.startswith("win") else f"./{OTHERS}"


twin_title = f"{{}}（模拟数据：{TWIN}）".format


def title(study: str, audience: str) -> str:
    return f"{study}（{'组内包' if audience == GROUP else '课堂包'}）"


_PROGRAMS = "包里的笔记本是别人写的程序，report、verify、lab 会运行它们：只打开信得过的人给的包。"


def first(audience: str, pages: bool) -> list[str]:
    """What a pack is, what it promises, that notebooks are programs; then what opens by itself."""
    told = (
        [
            "这是调研组自己的一份：原始答卷、访谈材料、笔记本、报告和程序都在里面，不要外传。",
            "换一台电脑也能从原始文件把每个数重算一遍，与报告逐项核对。",
        ]
        if audience == GROUP
        else [
            "这是给课堂的一份：公布的报告、报告里每个数的台账、保护后的单元格，和供练习的模拟数据。",
            "里面没有任何一份答卷，也没有访谈稿；模拟数据由公布的比例随机生成，题与题之间没有关系，"
            "算出的数与报告不同是应当的。",
        ]
    )
    look = "看报告不用装任何东西，点开下面的网页就行：" if pages else "还没有出过报告。"
    return [*told, _PROGRAMS, look]


_RUN = f"要运行程序：Windows 先把压缩包整个解压到自己的文件夹（例如“文档”），再双击“{WINDOWS}”；macOS 双击 {OTHERS}，Linux 在终端里运行它；出现数字菜单后按数字操作，或者直接写下面的命令。\n<{{3}}^电脑上要有 Python 3.11 或更新的版本和网络，第一次要准备运行环境，几分钟。>"
# How the programs of a pack are started, and what for, a line each.
more_of_group = filled(
    f"{_RUN}\n核对报告里的每一个数：{{4}} verify {{0}}，写出 exports/{{0}}/核对.html。\n重新出报告：{{4}} report {{0}}。"
)
more_of_class = filled(
    f"{_RUN}\n核对：{{4}} verify {{0}}，由保护后的单元格把百分比、平均值和区间再算一遍，与台账、网页和纸上的核对码对照；只有印出结果的不重算，说明有多少个。\n自己动手：{{4}} report {{1}} 用模拟数据运行同样的笔记本，{{4}} lab {{1}} 打开 JupyterLab，做 90_in_class 里的练习。<\n用到访谈、只能看网页的笔记本：{{2}}。>"
)


_BARE = "这台电脑没有 Python，先看网页；要运行程序，请向发包的人要一个附有 Python 的包。"
BATCH = "\r\n".join(
    (
        "@echo off",
        "chcp 65001 >nul",
        'cd /d "%~dp0"',
        'if exist "python\\python.exe" (',
        '  "python\\python.exe" start.py %*',
        "  goto end",
        ")",
        "where py >nul 2>nul",
        "if not errorlevel 1 (",
        "  py -3 start.py %*",
        "  goto end",
        ")",
        f"echo {_BARE}",
        f'start "" "{GUIDE}"',
        ":end",
        "pause",
        "",
    )
)
COMMAND = f"""#!/bin/sh
cd "$(dirname "$0")" || exit 1
if [ -f python/bin/python3 ]; then
  chmod +x python/bin/* && exec python/bin/python3 start.py "$@"
fi
command -v python3 >/dev/null && exec python3 start.py "$@"
echo "{_BARE}"
open "{GUIDE}" 2>/dev/null || xdg-open "{GUIDE}"
"""
