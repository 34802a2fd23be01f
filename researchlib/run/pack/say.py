"""The sentences of run/pack."""

from collections.abc import Sequence

from researchlib.run.say import GROUP
from researchlib.terms.problem import problems

# What stops the work: what was found, where, what to do, what was not done.
_PROBLEMS = """
no_wheels|没有取全 {0} 的安装包。|{1:.200}|请检查网络（或 pip 的镜像设置）后再运行，或者不附安装包。|没有写出压缩包。
unknown_audience|不认识的用途“{0}”。||请写 --for group（组内）或 --for class（课堂）。|没有写出压缩包。
unknown_platform|不认识的系统“{0}”。||可以写：{1}。|没有写出压缩包。
not_embeddable|“{0.name}”不是嵌入版 Python。||请从 Python 官方网站下载名字里有 embed-amd64 的 zip 文件，版本 3.11 或更新。|没有写出压缩包。
report_first|课题“{0}”的报告不是最新的一整套。|exports/{0}|请先运行 <report>，再打包。|没有写出压缩包。
"""
problem = problems(_PROBLEMS)


TWIN = "模拟孪生"
GUIDE = "先看这里.txt"
WINDOWS = "双击开始.bat"
OTHERS = "start.command"
_NOTHING = "没有写出压缩包。"


def left_behind(names: Sequence[str]) -> str:
    shown = "、".join(names[:8]) + ("……" if len(names) > 8 else "")
    return f"没有放进包里：{shown}（正在打开的文件留下的痕迹，或指向文件夹以外的链接）。"


_HOW = (
    "怎样开始",
    f"  Windows：先把压缩包整个解压到自己的文件夹（例如“文档”），再双击“{WINDOWS}”。",
    "  macOS、Linux：在终端里进入这个文件夹，运行 python3 start.py。",
    "  第一次要准备运行环境，几分钟；压缩包里附有 Python 或安装包时不需要网络。",
    "  出现数字菜单后按数字操作；也可以直接运行下面的命令。",
    "  report、verify、lab 会运行包里的笔记本，也就是别人写的程序：只打开信得过的人给的包。",
    "",
)


def carries(platform: str, version: str, python: bool) -> str:
    if python:
        return f"附有 Python {version} 和全部软件包（{platform}），不用安装，不用网络。"
    return f"附有安装包（{platform}），电脑上要有 Python {version}，不用网络。"


def guide(
    study: str,
    title: str,
    audience: str,
    twin: str,
    left_out: Sequence[str],
    carried: str,
) -> str:
    """One page, for people who are not programmers."""
    if audience == GROUP:
        lines = [
            f"{title}（组内包）",
            "",
            "这个包里有原始答卷和访谈材料，只供调研组内部使用，不要外传。",
            "",
            *_HOW,
            "核对报告里的每一个数",
            f"  python start.py verify {study}",
            f"  程序从封存的原始文件全部重算，逐项对照，写出 exports/{study}/核对.html。",
            "",
            "重新出报告",
            f"  python start.py report {study}",
        ]
    else:
        lines = [
            f"{title}（课堂包）",
            "",
            "这个包里没有任何一份答卷，也没有访谈稿：只有公布的报告、数字台账、保护后的单元格，",
            "和一份“模拟孪生”数据。孪生数据由公布的比例随机生成，题与题之间没有关系，只供练习。",
            "",
            *_HOW,
            "看报告",
            f"  用浏览器打开 exports/{study} 里的网页。",
            "",
            "核对报告里的每一个数",
            f"  python start.py verify {study}",
            "  程序由保护后的单元格把百分比、平均值和它们的区间再算一遍，与台账比较；"
            "比较等只印出结果的不重算，说明有多少个。",
            "",
            "自己动手",
            f"  python start.py report {twin}    用孪生数据运行同样的笔记本",
            f"  python start.py lab {twin}       打开 JupyterLab，做 90_in_class 里的练习",
            "  孪生数据算出的数与报告不同，这是应当的。",
        ]
        if left_out:
            lines += ["", f"没有放进孪生的笔记本（用到访谈，只能看网页）：{'、'.join(left_out)}"]
    lines += ["", carried] if carried else []
    return "\r\n".join([*lines, "", "程序说明见 README.md。", ""])


BATCH = "\r\n".join(
    (
        "@echo off",
        "chcp 65001 >nul",
        'cd /d "%~dp0"',
        'if exist "python\\python.exe" (',
        '  "python\\python.exe" start.py %*',
        ") else (",
        "  py -3 start.py %*",
        ")",
        "pause",
        "",
    )
)
COMMAND = '#!/bin/sh\ncd "$(dirname "$0")" && exec python3 start.py "$@"\n'
