"""What survey platforms and statistics programs write beside the answers."""

import re

# Columns that are the platform's own wherever they stand.
OWN = frozenset(
    "问卷编号 答卷编号 编号 开始答题时间 结束答题时间 答题时长 语言 清洗数据结果 地理位置国家和地区 地理位置省 地理位置市 用户类型 "
    "用户标识 用户id 昵称 自定义字段 提交人 提交时间 修改时间 填写设备 操作系统 浏览器 ip seq source start finish time_used "
    "ip_province ip_city ip browser os ua referrer openid 时间戳记 时间戳 timestamp 提交者（自动） 提交时间（自动） 填写时长 填写者ip 微信昵称 "
    "作答id 作答时长 ip地址 respondentid responseid record_id _id _uuid _index _submission_time submitdate lastpage "
    "startlanguage datestamp ipaddr refurl collectorid redcap_event_name redcap_survey_identifier "
    "redcap_repeat_instrument redcap_repeat_instance deviceid simserial _validation_status _submitted_by "
    "__version__ rownames recordeddate ipaddress externalreference distributionchannel userlanguage".split()
)
# And those that could be questions, where at least three of all stand in one header.
OWN_TOGETHER = OWN | frozenset(
    "id|startdate|enddate|start date|end date|status|response type|progress|duration (in seconds)|finished|"
    "recorded date|response id|recipientlastname|recipientfirstname|recipientemail|recipient last name|"
    "recipient first name|recipient email|external data reference|locationlatitude|locationlongitude|"
    "location latitude|location longitude|distribution channel|user language|respondent id|collector id|"
    "ip address|email address|first name|last name|firstname|lastname|custom data|custom data 1|date created|"
    "date modified|end|today|username|phonenumber|subscriberid|_notes|_status|_tags|seed|token|start time|"
    "completion time|email|name|last modified time|language|score|total score|开始时间|结束时间|完成时间|电子邮件|"
    "电子邮件地址|电子邮箱|名称|名字|姓氏|上次修改时间|总得分|受访者 id|收集器 id|答复id|开始日期|结束日期|ip 地址|自定义数据 1|"
    "省份|城市|来源|来源渠道|来源详情|来自ip|设备|填写者|提交者|填写人|填写时间|创建时间|更新时间|创建人|答题时间|所用时间|"
    "作答状态|用户名|回复 id|响应 id|答复 id|提交日期|答复类型|进度|持续时间（以秒计）|已完成|记录日期|收件人姓氏|收件人名字|收件人电子邮件|外部数据引用|位置纬度|位置经度|分发渠道|用户语言|最后一页|起始语言|最后操作日期|种子|访问代码|状态|序号|地理位置|渠道|操作设备|用时|答题用时".split(
        "|"
    )
)
# Columns that a program has made of others: filters, standardised values, scores, row numbers.
MADE = re.compile(
    r".*\(FILTER\)|filter_\$|Zscore.*|Standardized (?:Residual|Predicted).*|Unstandardized .*|REGR factor score.*|"
    r"Cluster Number of Case.*|Mahalanobis Distance.*|Cook's Distance.*|Unnamed: \d+|Record ID|Complete\?|Survey (?:Timestamp|Identifier)|Event Name|Repeat Inst\w+|\w+_complete|\w+_timestamp",
    re.I | re.S,
)
# A second row of the header that says how a column is answered rather than what it asks.
RESPONSES = frozenset(
    "response|open-ended response|回答|答复|开放式回答|开放式答复|回复|开放式回复|填写内容".split(
        "|"
    )
)
IMPORT_ID = '{"ImportId"'
CHOSEN = re.compile(r"(?:Selected Choice|所选选项|选定的选项|选择的选项)\s*-\s*")
# How a column says whether its option was ticked; neither is told by a 0 or a blank.
TICKED = frozenset(
    "1|1.0|是|√|✓|\u2714|\u2611|■|●|yes|y|true|checked|selected|quoted|选中|已选|已选中|勾选|已勾选|有".split(
        "|"
    )
)
NOT_TICKED = frozenset(
    "否|×|\u2717|\u2718|\u2610|□|no|n|false|unchecked|not selected|not quoted|未选|未选中|未勾选|不选|无|没有".split(
        "|"
    )
)
TICK_SIGNS = frozenset("√✓\u2714\u2611●")
# All options in one cell, each 1 or 0.
BITS = re.compile(r"[01](?:[,，;；、 ][01])+")
# An option, or a row, under its question: 题干 [选项], 题干—选项, 题干 (choice=选项), 题干___代码,
# 题干/选项, 题干：选项, 题干(选项); the first of them whatever the answers, the rest where they are ticks.
SURE_MARKS = 3
MARKED = tuple(
    re.compile(pattern, re.S)
    for pattern in (
        r"(.+?)\s*[\[【](.+)[\]】]",
        r"(.+)—(.+)",
        r"(.+?)\s+[-–]\s+(.+)",
        r"(.+?)\s*\(choice=(.+)\)",
        r"(.+)___(.+)",
        r"(.+)[-－](.+)",
        r"(.+)/([^/]+)",
        r"(.+)[:：](.+)",
        r"(.+?)\s*[(（](.+)[)）]",
        r"(.+)_([^_]+)",
    )
)
# The part of a column that holds what stands in one place of a ranking.
PLACE = re.compile(
    r"(?:排序|排名|名次|顺位|rank(?:ing)?|place)\s*#?\d+|第\s*[\d一二三四五六七八九十]+\s*(?:位|名|顺位|选择)",
    re.I,
)
SUMMED = (
    frozenset("选项 题目 类别 项目 变量 答案 名称 分类 指标 option".split()),
    frozenset("小计 频数 频率 计数 人数 数量 个案数 n count frequency".split()),
    frozenset("比例 百分比 占比 有效百分比 累积百分比 percent % 百分比(%)".split()),
)
