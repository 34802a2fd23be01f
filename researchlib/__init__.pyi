from researchlib.clean.questionnaires import clean_answers as clean_answers
from researchlib.estimate.average import average as average
from researchlib.estimate.share import share as share
from researchlib.read.workbook import open_study as open_study
from researchlib.report.bars import bar_chart as bar_chart
from researchlib.report.finding import Finding as Finding
from researchlib.report.finding import Text as Text
from researchlib.report.flow import flow_chart as flow_chart
from researchlib.report.listing import answering_table as answering_table
from researchlib.report.listing import decisions_table as decisions_table
from researchlib.report.scales import agreement_chart as agreement_chart
from researchlib.report.scales import quadrant_chart as quadrant_chart
from researchlib.report.table import Table as Table
from researchlib.terms.problem import DataProblem as DataProblem

__version__: str
