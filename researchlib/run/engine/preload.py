"""What every notebook needs, imported once in the process that the children are forked from."""

import importlib

# The stack and our own stages; statsmodels and the like are imported where they are used.
_WANTED = """
pandas scipy.stats scipy.optimize matplotlib.figure
matplotlib.backends.backend_agg PIL.Image openpyxl nbformat
nbconvert nh3 docx pptx
mistune IPython.core.interactiveshell researchlib.run.engine.shell researchlib.run.engine.exporters
researchlib.report.word.blocks researchlib.report.slides.draw
"""
for _name in _WANTED.split():
    importlib.import_module(_name)

import researchlib  # noqa: E402

for _name in researchlib.__all__:
    getattr(researchlib, _name)
