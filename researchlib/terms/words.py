"""The words of the workbook and of the questionnaire platforms, each said once."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """Types of question (题型)."""

    SINGLE = "单选"
    MULTIPLE = "多选"
    RANKING = "排序"
    SCALE = "量表"
    NUMBER = "数值"
    OPEN = "填空"
    DATE = "日期"
    METADATA = "元数据"


class Notation(StrEnum):
    """How an export writes the answers (下载方式)."""

    TEXT = "按文本"
    NUMBER = "按序号"
    SCORE = "按分数"


class Sampling(StrEnum):
    """How respondents came in (抽样方式)."""

    RANDOM = "随机抽样"
    CENSUS = "全面调查"
    CONVENIENCE = "方便样本"


class Mode(StrEnum):
    """Who filled the form in (填答方式)."""

    SELF = "自填"
    INTERVIEWER = "面访代填"
    PAPER = "纸质录入"


class Sensitivity(StrEnum):
    """What a column could reveal (敏感程度)."""

    DIRECT = "可直接认出本人"
    QUASI = "合起来可认出本人"
    SENSITIVE = "敏感"
    PLAIN = "一般"


class Direction(StrEnum):
    """What the later choices of a scale mean (方向)."""

    BETTER = "越往后越好"
    WORSE = "越往后越差"
    MORE = "越往后程度越高"
    LESS = "越往后程度越低"


class Rule(StrEnum):
    """What a cleaning decision is about (规则类型)."""

    TOO_FAST = "答题过快"
    STRAIGHT = "整排选同一项"
    ATTENTION = "未通过注意力题"
    CONSENT = "未同意参加"
    UNSURE = "不清楚的处理"
    FILTER = "只看一部分人"


class Edition(StrEnum):
    """稿次."""

    DISCUSSION = "讨论稿"
    COMMENT = "征求意见稿"
    FINAL = "定稿"


class Style(StrEnum):
    """How sentences say their bases (行文样式)."""

    REPORT = "上报"
    CLASS = "课堂"


class Strength(StrEnum):
    """建议的力度，由强到弱。"""

    MUST = "应当办"
    SHOULD = "建议办"
    TRY = "可先试"

    def firmer(self, other: Strength) -> bool:
        """力度是否强于另一个。"""
        order = list(Strength)
        return order.index(self) < order.index(other)


class Record(StrEnum):
    """How faithfully a document keeps the words (记录方式)."""

    VERBATIM = "逐字稿"
    NOTES = "记录大意"


class Permission(StrEnum):
    """What a speaker allowed to be done with the words (引用许可)."""

    QUOTE = "可引用"
    SUM_UP = "只作概括"
    NEITHER = "不引用"


class Occasion(StrEnum):
    """Where words were spoken (场合)."""

    FORUM = "座谈会"
    VISIT = "入户走访"
    TALK = "个别访谈"
    OPEN = "问卷开放题"


class FactSource(StrEnum):
    """Where a fact that is not a survey result comes from."""

    SUPPLIED = "单位提供"
    OBSERVED = "实地查看"


_NUMERALS = "〇一二三四五六七八九"


def top_places(text: str) -> int:
    """第一位 is 1, 前三位 and 前3位 are 3; anything else is 0."""
    match = re.fullmatch("第一位|前([2-9二两三四五六七八九])位", text)
    if not match:
        return 0
    told = match[1] or "1"
    return int(told) if told.isdecimal() else _NUMERALS.find(told.replace("两", "二"))


def upper_places(count: int) -> str:
    """The other way round, with the numeral written out."""
    return "第一位" if count == 1 else f"前{_NUMERALS[count]}位".replace("二", "两")


YES, NO = "是", "否"
UNSURE_MISSING, UNSURE_IN_BASE = "不计入", "计入"
NOT_EXCLUDED = "不剔除"
NO_FILTER = "全体"
ISSUED_UNKNOWN = "无法统计"
EVERYONE = "全体"
OF_DESIGN = "设计权数"
CORRECT = "正确"
OTHER = "其他"
NO_OPINION = "没有意见"
POINTS = "分"
FIRST_PLACE = "第一位"
PLACE_UNIT = "位"
PERSON_UNIT = "人"

# Sheets and columns of 课题表.xlsx.
BASICS, SOURCES, CODEBOOK = "基本信息", "数据来源", "题目对照表"
RULES, SUPPLIED, OBSERVED, TERMS = "剔除规则", "单位提供", "实地查看", "专名表"
ITEM, CONTENT = "项目", "内容"
TITLE, GROUP, PLACE, PERIOD = "课题名称", "调研单位", "调研地点", "调研时间"
GROUP_SIZE, EDITION, DISTRIBUTION, SIMULATED = "调研组人数", "稿次", "分发范围", "模拟数据"
DATED = "成文日期"
PEOPLE, PSEUDONYM, PERSON_NAME, ALIASES, ROLE = "访谈对象", "代称", "姓名", "别名", "身份"
LINE_POINTS, BOTTOM_MM, TITLE_FACE = "正文行距（磅）", "下边距（毫米）", "标题字体"
BODY_FACE, PAGE_DASHES = "正文字体", "页码带一字线"
APPROVER, APPROVED_ON, KEEP_UNTIL, STYLE = "批准人", "批准时间", "数据保存至", "行文样式"
SOURCE, SOURCE_NAME, RESPONDENTS = "问卷代号", "问卷名称", "调查对象"
MODE, SAMPLING, POPULATION, ISSUED, CHANNEL = (
    "填答方式",
    "抽样方式",
    "总体人数",
    "发放份数",
    "发放渠道",
)
VARIABLE, TEXT, STEM, KIND, CHOICES = "变量名", "题目", "所属大题", "题型", "选项"
SHORT, UNSURE, REVERSED, SENSITIVITY = "简称", "不清楚类选项", "反向计分", "敏感程度"
NOUN, INSTRUMENT, MERGE, UNIT = "人群称呼", "量表来源", "合并选项", "单位"
KEY, CONFIRM, SHOWN_WHEN = "正确答案", "待核对", "显示条件"
# Begins what is asked about answers that look like names: no report before it is answered.
NAMES_ASKED = "选项像是人名"
# So begins what a notebook written here leaves to people: in a signed report it may not stand.
TO_WRITE = "（待写："
SMALL_CELLS, SMALL_HIDDEN = "人数少的选项", "先不公布"
DIRECTION, MIDDLE = "方向", "中间选项"
MISSING_CODES, MISSING_CHECKED = "缺失代码", "缺失已核对"
RULE, RULE_KIND, PARAMETER, CHOSEN = "规则代号", "规则类型", "适用变量", "采用"
ALTERNATIVES, REASON = "备选", "理由"
FACT, FACT_TEXT, FACT_BY, CHECKED = "事项", "内容", "提供单位", "已核实"
SEEN_WHEN, SEEN_WHERE, PHOTO, FACES = "时间", "地点", "照片号", "照片已看过无人脸"
TERM, TERM_REASON = "专名", "说明"
FRAMES, LABELS, QUOTES, ARGUMENT = "总体构成", "归类标签", "原话", "问题与建议"
STRATUM, CLUSTER, WEIGHT = "分层变量", "整群单位", "权重列"
SCORING, SCORED_AS, START, LEAST, BANDS = (
    "量表计分",
    "计分方式",
    "最低选项记几分",
    "至少作答",
    "分界",
)
BANDS_FROM, PERMISSION, CONSENTS = "分界来源", "权利人许可", "知情同意"
AS_TOTAL = "合计"
FRAME_CHOICE, FRAME_COUNT, FRAME_DRAWN, FRAME_FROM = "选项", "人数", "抽取人数", "来源"
LABEL, DEFINITION = "标签", "定义"
PARENT, INCLUDES, EXCLUDES, EXAMPLE = "上级标签", "包括", "不包括", "例子"
DOCUMENTS, DOCUMENT, OCCASION, RECORD = "访谈记录", "文档", "场合", "记录方式"
HELD_ON, CORRECTED_BY = "日期", "校对人"
CORRECTIONS, HEARD, MEANT, CORRECTS = "校对表", "听写成", "改为", "改什么"
SPEAKER = "说话人"
PERMITTED = "引用许可"
QUOTE_LIST = "原话.xlsx"
PERSON_GROUP, STANCE, FOR, AGAINST, AROUND = "人群", "立场", "支持", "相反", "可带前后文"
ORIGINAL, QUOTABLE, APPROVED_BY, APPROVED_WHEN = "原文", "可引用的文字", "批准人", "批准时间"
ARGUMENT_KEY, ARGUMENT_KIND, ARGUMENT_TEXT = "代号", "类别", "内容"
RESTS_ON, ANSWERS_TO, LEAD, TERM_OF = "依据的发现", "回应的问题", "建议牵头单位", "时限"
CONTRARY, STRENGTH = "方向相反的发现", "力度"
RESTS_ON_LABELS, RESTS_ON_FACTS = "依据的标签", "依据的事项"
PROBLEM, SUGGESTION, CAUSE, THESIS = "问题", "建议", "原因", "论点"
MEASURE, MONEY = "衡量", "经费"
NEAR_TERM, MIDDLE_TERM = "近期", "中期"
OWN_ITEMS = "自编题目（未经信效度检验）"

# 问卷星: what the platform writes.
TICK, ARROW, SKIPPED, BLANK = "┋", "→", "(跳过)", "(空)"
USER_MARKS = ("\n", "、", "；", ";", "，", ",", "/", "|")
SKIPPED_CODE, BLANK_CODE = "-3", "-2"
STEM_DASH = "—"
OPEN_LEFT, OPEN_RIGHT = "〖", "〗"
SERIAL, SUBMITTED, SECONDS, ORIGIN = "序号", "提交答卷时间", "所用时间", "来源"
ORIGIN_DETAIL, ADDRESS, TOTAL_SCORE = "来源详情", "来自IP", "总分"
FORM_NUMBER = "问卷编号"
METADATA = (SERIAL, SUBMITTED, SECONDS, ORIGIN, ORIGIN_DETAIL, ADDRESS, TOTAL_SCORE)
SECONDS_NAMES = (SECONDS, "答题时长", "time_used", "Duration (in seconds)")
QUESTION_NUMBER = "第{}题"
TAIL_MARK = re.compile(
    r"(?:合计|总计|小计|平均(?:值|数|分)?|总数)(?:\s*[:：].*)?$|(?:备?注|说明|数据来源|制表人?|填表人?)\d?\s*[:：]"
)
TOTAL_ROWS = ("合计", "总计", "小计")
INVALID_MARK = "无效"
NAMED_BY_NUMBER, NAMED_BY_COLUMN = "{}（第{}题）", "{}（第{}列）"
UNNAMED_COLUMN = "第{}列（没有列名）"
UNNAMED_QUESTION = "（没有题干的几列）"
SECOND_MARK = "秒"
SAMPLE_MARK = "示例数据_"
OLD_SCORE_NAME = re.compile(r"\d+_\d+_1")

# 问卷网: Q1, Q3_A1 and Q5_R1 beside a code file of 题号, 题目, 题型 and the options below each.
CODE_NUMBER = re.compile(r"Q\d+")
HTML_PIECE = re.compile(r"<[^>]{1,80}>|&nbsp;")

# records/payroll.csv: a row a person and month.
PERSON, UNIT_NAME, MONTH, DUE, PAID_IN = "人员编号", "社区", "月份", "应发金额", "实际发放月份"
PENSION, MEDICAL = "养老保险", "医疗保险"
PAYROLL_COLUMNS = (PERSON, UNIT_NAME, MONTH, DUE, PAID_IN, PENSION, MEDICAL)
MONTH_PATTERN = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
DATE_PATTERN = r"(?:19|20)\d{2}\s*[-/.年]\s*(?:0?[1-9]|1[0-2])(?!\d)(?:\s*[-/.月]\s*(?:0?[1-9]|[12]\d|3[01])(?!\d)\s*[日号]?|月)?"
CLOCK_PATTERN = r"T?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2})?秒?"
CLOCK_MARKS = "[时分秒]"
PLACE_TITLE = re.compile(
    "(?:^|哪一?个?|第?几|所在的?|居住的?|所属的?|住在?)(?:楼栋?|栋|单元|院落|网格|片区|小区|社区|村|居委会|街道|学校|班级?)"
    r"(?:名称?|编?号)?(?:是.{0,4})?[？?：:（(]?$"
)
TAKEN = re.compile(
    r"(?:(\d+)\s*(?:小?时|:(?=\d+:)))?\s*(?:(\d+)\s*(?:分钟?|:))?\s*(?:(\d+(?:\.\d+)?)\s*秒?)?"
)
COUNT_TITLE = re.compile(
    r"多少|几[个人次天口年月项位名件]|年龄|岁|元|金额|收入|人数|人口|数量|次数|天数|件数|时长|小时|身高|体重|面积|数[）)\s？?]*$|"
    r"how (?:many|much|long|old|far)|number of|\b(?:age|years|months|days|hours|minutes|nights|amount|height|weight)(?![a-z])",
    re.I,
)

# Interviews: one turn a line; labels in a comment.
TURN_LINE = "{}：{}"
LIST_MARK = "、"
OPEN_DOCUMENT, FORM_SPEAKER = "开放题_{}", "答卷{}"
ASKING = ("主持人", "访谈人", "记录人", "调研组")
STANCES = (AGAINST, FOR)

# The questionnaire as text: type tags in brackets, rows and columns of a matrix.
FORM_TAGS = {
    tag: kind
    for kind, tags in {
        Kind.SINGLE: "单选题 下拉框 判断题 矩阵单选题",
        Kind.SCALE: "评分单选 量表题 矩阵量表题",
        Kind.MULTIPLE: "多选题 矩阵多选题",
        Kind.RANKING: "排序题",
        Kind.OPEN: "填空题 矩阵填空题 多项填空题",
        Kind.NUMBER: "滑动条 比重题",
    }.items()
    for tag in tags.split()
}
FORM_ROWS, FORM_COLUMNS = "行：", "列："
OPTIONAL_MARK = "（选填）|（必填）"

WORKBOOK = "课题表.xlsx"
# Lists that the program writes among the data.
TO_DO = "待处理"
CODED_TABLE = "归类总表"
FRAMEWORK = "框架表"
PROOF = "校对稿"
WHO_SPEAKS = "谁在说话"
SIDE_BY_SIDE = "归类对照"
GUIDE, PARTS = "填写说明", "部分"
# A row that begins so shows how to fill a sheet, and is never read.
SHOWN_ROW = "示例（不计入）"
TO_FILL = "（请填写）"
# "1、", "Q2.", "第3题" before a title; not the 60 of "60岁以上".
TYPED_NUMBER = re.compile(r"^\s*(?:Q|第)?(\d{1,3})\s*(?:[、:：)）题]|[.．](?!\d))\s*")
# How a question is called by its number: 9, q9, 第9题.
CALLED_BY_NUMBER = re.compile(r"(?:第|[Qq])?(\d+)题?")
# How each column was read, for people to look through and tick.
READING, COLUMN, READ_AS, BASE_OF = "读法核对", "列名", "读作", "有效和应答"
LEFT_OUT, ALERTS, SURE = "没有列入的原因", "提示", "要不要看"
CODING_SHEET = "归类表.xlsx"
ANSWER, SEEN, REMARK, CITE = "回答", "看过", "备注", "引用"
NOT_TICKED = ("0", "否", "×", "x", "X", "-", "不")

# What numbers somebody or a household: 党员代表3, 走访户二父亲.
NUMBERED = r"第?(?:[0-9０-９]+|[一二三四五六七八九十]+|[A-Za-z甲乙丙丁])[号位]?(?:[父母]亲|[夫妻]|老伴|[儿女]|儿子|女儿)?$"
ALL_OR_NONE = ("0%", "100%")
