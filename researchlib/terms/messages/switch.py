"""What the switches of a class notebook say."""

from __future__ import annotations

import html
from collections.abc import Sequence

DECISION, GROUP, EVERYBODY, AS_REPORTED = "口径", "分组", "不分组", "与报告相同"


def alternative(key: str, other: str) -> str:
    return f"{key}：{other}"


def not_offered(names: Sequence[str]) -> str:
    told = html.escape("、".join(names))
    return (
        f"<p><small>没有列出的口径：{told}。换过去后算进来的人只差几个，"
        "两张表一减就可能看出这几个人怎么答，所以不单独显示；结论变不变见“换口径”。</small></p>"
    )


def cannot_show(what: str) -> str:
    return f"<p>{html.escape(what)}</p>"
