"""The sentences of store."""

from researchlib.terms.problem import problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
cannot_write|写不进文件“{0.name}”。|文件夹“{0.parent.name}”可能只读、已满，或文件正被打开。|请关闭正在打开的文件，确认磁盘有空间、文件夹可写，然后重试。|原来的文件没有改动。
already_running|课题“{0}”正在另一个窗口里出报告。||请等它完成，或关掉那个窗口后再试。|原来的报告没有改动。
no_word_file|“{0.name}”不是能读的 Word 文件。||请用 Word 或 WPS 另存为 .docx。|原文件没有改动，程序没有写入任何文件。
""")
