"""The sentences of run/engine."""

from researchlib.terms.problem import problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
cell_failed|笔记本“{0}”在“<{1}^开头>”一节的第{2}个单元格停下：{4}|<¶出错的一行：{3}>||¶原有的报告没有改动。
notebook_damaged|笔记本“{0}”打不开，内容已损坏。||请用备份恢复，或从示例课题重新复制。
several_failed|有{0:n}个笔记本没有运行完。|{0:¶}|请逐个改正后再运行。|原有的报告没有改动。
""")


too_long = "这个单元格运行超过{}秒，已停止。".format


KERNEL_DIED = "计算进程意外退出，可能是内存不足。"


def done(name: str, title: str, size: int, seconds: float, left: float) -> str:
    more = f"，约还需{left:.0f}秒" if left >= 1 else ""
    return f"{name}　{title}　{size // 1024}KB（已用{seconds:.0f}秒{more}）"
