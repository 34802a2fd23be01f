"""Twenty-five questionnaire exports as platforms and people write them, each with its truth beside it.

Run: python tests/full/platform_files.py FOLDER [SEED]   (seconds)
A truth tells the persons, and for every column its type, the answers by option, direction, codes
that mean no answer, and whether it is sensitive. It was fixed before the reading was tried on it.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import sys
import unicodedata
from pathlib import Path

import pandas as pd
import pyreadstat
import xlsxwriter
from openpyxl import Workbook

SKIP = object()


class Sheet:
    """A questionnaire export in the making."""

    def __init__(self, name, kind, n, seed, out):
        self.name, self.kind, self.n, self.out = name, kind, n, out
        self.r = random.Random(f"{seed}/{name}")
        self.headers, self.cells, self.truth = [], [], []
        self.extra = {}

    # --- drawing ------------------------------------------------------
    def draw(self, k, w=None, miss=0.0, shown=None):
        w = w or [self.r.uniform(0.5, 2.0) for _ in range(k)]
        out = []
        for p in range(self.n):
            if shown is not None and not shown[p]:
                out.append(SKIP)
            elif self.r.random() < miss:
                out.append(None)
            else:
                out.append(self.r.choices(range(k), w)[0])
        # every option is chosen at least once where it can be (unless weight is 0)
        for i in range(k):
            if w[i] and i not in [v for v in out if v is not None and v is not SKIP]:
                for p in range(self.n):
                    p = self.r.randrange(self.n)
                    if out[p] is not None and out[p] is not SKIP and out.count(out[p]) > 3:
                        out[p] = i
                        break
        return out

    def put(self, headers, cols, **truth):
        at = list(range(len(self.headers), len(self.headers) + len(headers)))
        self.headers += headers
        self.cells += cols
        truth.update(cols=at, headers=[h if isinstance(h, str) else list(h) for h in headers])
        truth.setdefault("sensitive", False)
        self.truth.append(truth)
        return truth

    def meta(self, header, fn, type="administrative", **t):
        self.put([header], [[fn(p) for p in range(self.n)]], type=type, accept=[type], **t)

    # --- kinds of question ---------------------------------------------
    def single(
        self,
        header,
        options,
        w=None,
        miss=0.02,
        blank="",
        shown=None,
        skip="(跳过)",
        show=None,
        key=None,
        type="single",
        vals=None,
        missing_words=None,
        **t,
    ):
        """missing_words: {word: share} written instead of an answer."""
        vals = vals or self.draw(len(options), w, miss, shown)
        show = show or (lambda i: options[i])
        key = key or (lambda i: str(options[i]))
        words = list((missing_words or {}).items())
        col, miss_n = [], {}
        real = []
        for v in vals:
            u = self.r.random()
            if v is SKIP:
                col.append(skip)
                real.append(SKIP)
                continue
            for word, share in words:
                if u < share:
                    col.append(word)
                    real.append(None)
                    miss_n[str(word)] = miss_n.get(str(word), 0) + 1
                    break
                u -= share
            else:
                col.append(blank if v is None else show(v))
                real.append(v)
        counts = {
            key(i): sum(1 for v in real if v == i and v is not SKIP and v is not None)
            for i in range(len(options))
        }
        counts = {k: c for k, c in counts.items() if c}
        base = sum(v is not SKIP for v in real)
        t.setdefault(
            "accept",
            ["single", "scale"] if type in ("single", "scale") else ["matrix", "scale", "single"],
        )
        self.put(
            [header],
            [col],
            type=type,
            counts=counts,
            base=base,
            answered=sum(counts.values()),
            missing=miss_n,
            **t,
        )
        return real

    def scale(self, header, options, good, low_first, off=(), **t):
        on = [o for o in options if o not in off]
        self_order = on if low_first else on[::-1]
        return self.single(
            header,
            options,
            type=t.pop("type", "scale"),
            order=[str(o) for o in self_order],
            good=good,
            off=list(off),
            **t,
        )

    def codes(self, header, k, start=1, good="unknown", order=None, **t):
        opts = [str(i) for i in range(start, start + k)]
        num = t.pop("num", True)
        return self.single(
            header,
            opts,
            show=lambda i: (start + i) if num else str(start + i),
            type=t.pop("type", "scale"),
            good=good,
            order=order,
            **t,
        )

    def matrix(self, headers, options, good, low_first, group, off=(), **t):
        for h in headers:
            if good == "unknown":
                self.single(
                    h, options, type="matrix", good="unknown", order=None, group=group, **dict(t)
                )
            else:
                self.scale(
                    h, options, good, low_first, off=off, type="matrix", group=group, **dict(t)
                )

    def ticks(self, k, p=None, none_p=0.03, shown=None):
        p = p or [self.r.uniform(0.12, 0.65) for _ in range(k)]
        out = []
        for i in range(self.n):
            if shown is not None and not shown[i]:
                out.append(SKIP)
                continue
            if self.r.random() < none_p:
                out.append(None)
                continue
            s = [j for j in range(k) if self.r.random() < p[j]]
            out.append(s or [self.r.randrange(k)])
        return out

    def multi_truth(self, options, vals):
        counts = {
            o: sum(1 for v in vals if v and v is not SKIP and j in v) for j, o in enumerate(options)
        }
        return dict(
            type="multiple",
            accept=["multiple"],
            counts={o: c for o, c in counts.items() if c},
            base=sum(v is not SKIP for v in vals),
            answered=sum(bool(v) and v is not SKIP for v in vals),
        )

    def multi_cell(
        self,
        header,
        options,
        sep,
        tail="",
        blank="",
        skip="(跳过)",
        shown=None,
        other=None,
        vals=None,
        **t,
    ):
        vals = vals or self.ticks(len(options), shown=shown)
        col = []
        for v in vals:
            if v is SKIP:
                col.append(skip)
            elif not v:
                col.append(blank)
            else:
                names = [
                    options[j] + (other(self.r) if other and j == len(options) - 1 else "")
                    for j in v
                ]
                col.append(sep.join(names) + tail)
        self.put([header], [col], **self.multi_truth(options, vals), **t)
        return vals

    def multi_cols(
        self,
        headers,
        options,
        on,
        off,
        empty=None,
        skip=None,
        shown=None,
        none_p=0.03,
        vals=None,
        **t,
    ):
        """on may be a function of the option; empty is written where nothing at all was ticked."""
        vals = vals or self.ticks(len(options), shown=shown, none_p=none_p)
        empty = off if empty is None else empty
        cols = []
        for j, o in enumerate(options):
            cols.append(
                [
                    skip
                    if v is SKIP
                    else empty
                    if not v
                    else (on(o) if callable(on) else on)
                    if j in v
                    else off
                    for v in vals
                ]
            )
        self.put(headers, cols, **self.multi_truth(options, vals), **t)
        return vals

    def ranks(self, k, top, none_p=0.03):
        w = [self.r.uniform(0.4, 2.5) for _ in range(k)]
        out = []
        for _ in range(self.n):
            if self.r.random() < none_p:
                out.append(None)
                continue
            left, got = list(range(k)), []
            for _ in range(top):
                j = self.r.choices(left, [w[i] for i in left])[0]
                got.append(j)
                left.remove(j)
            out.append(got)
        return out

    def rank_truth(self, options, vals):
        return dict(
            type="ranking",
            accept=["ranking"],
            counts={o: sum(1 for v in vals if v and j in v) for j, o in enumerate(options)},
            first={o: sum(1 for v in vals if v and v[0] == j) for j, o in enumerate(options)},
            base=self.n,
            answered=sum(bool(v) for v in vals),
        )

    def rank_cell(self, header, options, top, sep="→", tail="", blank="(空)", **t):
        vals = self.ranks(len(options), top)
        self.put(
            [header],
            [[blank if not v else sep.join(options[j] for j in v) + tail for v in vals]],
            **self.rank_truth(options, vals),
            **t,
        )

    def rank_cols(self, headers, options, top, unranked, **t):
        vals = self.ranks(len(options), top)
        cols = [
            [unranked if not v or j not in v else v.index(j) + 1 for v in vals]
            for j in range(len(options))
        ]
        self.put(headers, cols, **self.rank_truth(options, vals), **t)

    def number(
        self, header, fn, miss=0.02, blank="", codes=None, show=None, shown=None, skip="(跳过)", **t
    ):
        col, real, miss_n = [], [], {}
        for p in range(self.n):
            if shown is not None and not shown[p]:
                col.append(skip)
                continue
            u = self.r.random()
            done = False
            for c, share in (codes or {}).items():
                if u < share:
                    col.append(c)
                    miss_n[str(c)] = miss_n.get(str(c), 0) + 1
                    done = True
                    break
                u -= share
            if done:
                continue
            if self.r.random() < miss:
                col.append(blank)
                continue
            v = fn(p)
            real.append(v)
            col.append(show(v) if show else v)
        self.put(
            [header],
            [col],
            type="number",
            accept=["number"],
            answered=len(real),
            mean=sum(real) / len(real),
            low=min(real),
            high=max(real),
            missing=miss_n,
            **t,
        )

    def text(self, header, pool, p=0.5, blank="", **t):
        col = [
            self.r.choice(pool)
            + self.r.choice(["", "。", "，谢谢", "！", f"（{self.r.randint(1, 40)}）"])
            if self.r.random() < p
            else blank
            for _ in range(self.n)
        ]
        self.put(
            [header],
            [col],
            type="text",
            accept=["text"],
            answered=sum(c != blank for c in col),
            **t,
        )

    # --- writing ---------------------------------------------------------
    def rows(self):
        return [[c[p] for c in self.cells] for p in range(self.n)]

    def finish(self, out, files, main):
        d = dict(
            name=self.name,
            kind=self.kind,
            files=files,
            main=main,
            persons=self.n,
            columns=self.truth,
            **self.extra,
        )
        (out / f"{self.name}.truth.json").write_text(
            json.dumps(d, ensure_ascii=False, indent=1), encoding="utf-8"
        )


def xlsx(path, rows, merges=(), sheet="Sheet1", more=None):
    wb = Workbook()
    ws = wb.active
    ws.title = sheet
    for row in rows:
        ws.append([None if v == "" else v for v in row])
    for m in merges:
        ws.merge_cells(m)
    for name, rs in (more or {}).items():
        w2 = wb.create_sheet(name)
        for row in rs:
            w2.append(row)
    wb.save(path)


def text_table(path, rows, encoding, sep=",", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    with open(path, "w", encoding=encoding, newline="") as f:
        csv.writer(f, delimiter=sep, quoting=quoting, lineterminator=end).writerows(rows)


SEED = 20261129
START = dt.datetime(2026, 4, 8, 8, 3, 11)

AGREE5 = ["完全不认同", "不太认同", "中立", "比较认同", "完全认同"]
FREQ4 = ["从来没有", "有时", "经常", "总是"]
SURN = list("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨")
GIVEN = [
    "建国",
    "秀英",
    "志强",
    "丽华",
    "海燕",
    "国栋",
    "晓梅",
    "永福",
    "春花",
    "文博",
    "思远",
    "玉兰",
]


def stamp(s, p, fmt):
    t = START + dt.timedelta(minutes=37 * p + s.r.randint(0, 30), seconds=s.r.randint(0, 59))
    if fmt == "wjx":
        return f"{t.year}/{t.month}/{t.day} {t.hour}:{t:%M:%S}"
    return t.strftime(fmt)


def wjx_head(s):
    s.meta("序号", lambda p: p + 1 + p // 17, "identifier")
    s.meta("提交答卷时间", lambda p: stamp(s, p, "wjx"), "time")
    s.meta(
        "所用时间", lambda p: f"{s.r.randint(45, 1900)}秒", "time", accept_more=["administrative"]
    )
    s.meta("来源", lambda p: s.r.choice(["手机提交", "微信", "链接"]))
    s.meta("来源详情", lambda p: s.r.choice(["直接访问", ""]))
    s.meta(
        "来自IP",
        lambda p: (
            f"{s.r.randint(11, 220)}.{s.r.randint(1, 250)}.{s.r.randint(1, 250)}.{s.r.randint(1, 250)}(浙江-宁波)"
        ),
    )


def name(s):
    return s.r.choice(SURN) + s.r.choice(GIVEN)


def phone(s):
    return "1" + s.r.choice("3578") + "".join(s.r.choice("0123456789") for _ in range(9))


def f01(out, seed):
    s = Sheet("01_wjx_text", "问卷星按文本", 231, seed, out)
    wjx_head(s)
    role = s.single("1、您在图书馆的身份是 ", ["到馆读者", "志愿讲解员", "附近商户"], [6, 2, 1])
    s.single(
        "2、您的年纪",
        ["18岁以下", "18～35岁", "36～59岁", "60岁及以上"],
        [1, 4, 4, 3],
        order=["18岁以下", "18～35岁", "36～59岁", "60岁及以上"],
    )
    shown = [v == 0 for v in role]
    s.multi_cell(
        "3、您通常借阅哪一类书？[多选题]",
        ["小说/散文", "历史地理", "少儿绘本", "养生、保健", "考试用书", "其他"],
        "┋",
        shown=shown,
        other=lambda r: r.choice(["〖地图〗", "〖村上春树〗", "〖杂志，报纸〗"]),
    )
    s.scale(
        "4、近三个月您来馆的次数多吗",
        ["几乎不来", "每月一两次", "每周一次", "每周好几次"],
        "none",
        True,
        shown=shown,
    )
    for i, row in enumerate(["馆员解答耐心", "座位够用", "馆内安静"]):
        head = f"5、下列说法您认同吗？—{row}" if i == 0 else f"5、{row}"
        s.scale(head, AGREE5, "high", True, type="matrix", group="5", blank="(空)")
    s.single(
        "6、0表示绝对不会，10表示一定会，您会把本馆推荐给邻居吗",
        [str(i) for i in range(11)],
        [1, 1, 1, 1, 2, 4, 3, 5, 7, 5, 6],
        type="scale",
        good="high",
        order=[str(i) for i in range(11)],
        accept=["scale"],
        nps=True,
    )
    s.rank_cell(
        "7、请按先后排列最该添置的设施", ["自助借还机", "饮水机", "母婴室", "无障碍坡道"], 3
    )
    s.put(
        ["8、您居住的地方"],
        [
            [
                f"浙江省-宁波市-{s.r.choice(['海曙区', '鄞州区', '镇海区', '慈溪市'])}"
                for _ in range(s.n)
            ]
        ],
        type="single",
        accept=["single", "text", "administrative"],
        sensitive="either",
    )
    s.number(
        "9、您每次停留多少分钟", lambda p: s.r.choice([20, 30, 45, 60, 90, 120, 150]), blank="(空)"
    )
    s.text(
        "10、还想对馆里说点什么",
        ["周末多开一小时", "厕所异味重", "希望多买新书", "冷气太足"],
        0.45,
        blank="(空)",
    )
    xlsx(s.out / "302771845_按文本_图书馆读者调查_240_231.xlsx", [s.headers] + s.rows())
    s.finish(
        s.out,
        ["302771845_按文本_图书馆读者调查_240_231.xlsx"],
        "302771845_按文本_图书馆读者调查_240_231.xlsx",
    )


def f02(out, seed):
    s = Sheet("02_wjx_number", "问卷星按序号", 188, seed, out)
    wjx_head(s)
    s.codes("1、您家孩子在哪个班型", 3, type="single", skip=-3)
    kid = s.codes("2、孩子在园用午餐吗", 2, type="single")
    shown = [v == 0 for v in kid]
    o = ["米饭", "面点", "水果", "酸奶", "其他："]
    s.multi_cols(
        [f"3. 孩子爱吃园里的什么（可多选）({o[0]})"] + [f"3 ({x})" for x in o[1:]],
        [x.rstrip("：") for x in o],
        1,
        0,
        skip=-3,
        shown=shown,
        none_p=0,
    )
    for i, row in enumerate(["饭菜口味", "餐具清洁", "分量", "老师照看"]):
        s.codes(
            f"4、请给午餐打分—{row}" if i == 0 else f"4、{row}",
            5,
            type="matrix",
            good="unknown",
            group="4",
            skip=-3,
            shown=shown,
            blank=-2,
        )
    s.codes("5、总的来说您对园里的伙食", 4, good="unknown", blank=-2)
    s.rank_cols(
        [f"6、({x})" for x in ["早操", "阅读", "手工", "种植", "音乐"]],
        ["早操", "阅读", "手工", "种植", "音乐"],
        3,
        -2,
    )
    s.number("7、每月愿意出的伙食费是几元", lambda p: s.r.randrange(200, 900, 10), blank=-2)
    s.codes("8、家里几个人一起接送", 4, type="single", blank=-2)
    f = "311200456_按序号_幼儿园午餐家长问卷_190_188.xlsx"
    xlsx(s.out / f, [s.headers] + s.rows())
    s.finish(s.out, [f], f)


def f03(out, seed):
    s = Sheet("03_wjx_old_csv", "问卷星旧版按序号，GBK的csv", 300, seed, out)
    s.meta("序号", lambda p: p + 1, "identifier")
    s.meta("提交答卷时间", lambda p: stamp(s, p, "%Y/%m/%d %H:%M:%S"), "time")
    s.meta("所用时间", lambda p: f"{s.r.randint(60, 900)}秒", "time")
    s.meta("来源", lambda p: s.r.choice(["手机提交", "链接"]))
    s.meta("来自IP", lambda p: f"58.{s.r.randint(1, 250)}.{s.r.randint(1, 250)}.9(湖南-株洲)")
    s.codes("1、您平时骑哪种电动车", 4, type="single")
    o = ["楼道", "车棚", "路边", "充电柜(换电柜等)", "其他【请注明】"]
    s.multi_cols(
        [f"第2题({x})" for x in o],
        ["楼道", "车棚", "路边", "充电柜(换电柜等)", "其他"],
        1,
        0,
        none_p=0,
    )
    for row in ["充电价格", "停放秩序", "消防器材"]:
        s.codes(f"第3题({row})", 5, type="matrix", good="unknown", group="3")
    s.codes("4、发生过起火的听闻吗", 3, type="single", good="unknown")
    s.codes("5、您的受教育程度", 5, type="single", good="unknown")
    f = "电动车_2.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "gbk")
    s.finish(s.out, [f], f)


def f04(out, seed):
    s = Sheet("04_tencent_text", "腾讯问卷文本，GB18030", 164, seed, out)
    s.meta("编号", lambda p: p + 1, "identifier")
    s.meta("开始答题时间", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("结束答题时间", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("答题时长", lambda p: f"{s.r.randint(1, 9)}分{s.r.randint(0, 59)}秒", "time")
    s.meta("语言", lambda p: "简中")
    s.meta("清洗数据结果", lambda p: "未清洗")
    s.meta("地理位置国家和地区", lambda p: "中国")
    s.meta("地理位置省", lambda p: "四川")
    s.meta("地理位置市", lambda p: s.r.choice(["成都", "绵阳", "德阳"]))
    s.meta("用户类型", lambda p: s.r.choice(["微信", "QQ", "匿名"]))
    s.meta(
        "用户标识",
        lambda p: f"{s.r.getrandbits(48):012x}",
        "identifier",
        accept_more=["administrative"],
    )
    s.meta(
        "昵称",
        lambda p: s.r.choice(["🌸晴天", "老张", "Lily", "大山", "🐟"]) + str(s.r.randint(1, 999)),
        accept_more=["identifier", "text"],
    )
    s.meta("自定义字段", lambda p: "")
    s.single("1.您最近一次坐的是哪路公交", ["12路", "37路", "快速公交", "社区巴士"])
    o = ["等车久", "太挤", "站点远", "不报站"]
    s.multi_cols([f"2.乘车时遇到过哪些不便:{x}" for x in o], o, lambda x: x, "")
    s.scale("3.候车亭的环境怎么样", ["很差", "较差", "一般", "较好", "很好"], "high", True)
    s.scale(
        "4.换乘对您来说难不难",
        ["非常容易", "比较容易", "说不上", "比较困难", "非常困难"],
        "low",
        True,
    )
    s.single("5.您常用的付款方式", ["乘车码", "交通卡", "投币", "老年卡免费"])
    s.text("6.请写下您的建议", ["早班车再早一点\n末班车晚点收", "多加座椅", "🚌准点最重要"], 0.4)
    f = "公交出行_文本数据.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "gb18030")
    s.finish(s.out, [f], f)


def f05(out, seed):
    s = Sheet("05_wenjuan", "问卷网可读表，GBK", 142, seed, out)
    s.meta("序号", lambda p: p + 1, "identifier")
    s.meta("开始时间", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("结束时间", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("答题时长", lambda p: f"{s.r.randint(1, 12)}分{s.r.randint(1, 59)}秒", "time")
    s.meta("来源渠道", lambda p: s.r.choice(["微信", "网页"]))
    s.meta("IP地址", lambda p: f"101.{s.r.randint(1, 250)}.7.{s.r.randint(1, 250)}")
    s.single("Q1.您打工的行业", ["建筑", "餐饮", "制造", "家政", "快递外卖"])
    o = ["寄回家里", "房租", "孩子上学", "还欠款", "存起来"]
    s.multi_cols(
        [f"Q2.工资主要用在哪些方面_{x}" for x in o], o, lambda x: x, "", sensitive="either"
    )
    for x in ["住处", "伙食", "工友关系"]:
        s.scale(
            f"Q3.对以下方面是否满意_{x}",
            ["不满意", "一般", "满意", "很满意"],
            "high",
            True,
            type="matrix",
            group="Q3",
        )
    s.single("Q4.您是否曾被拖欠工资", ["有过", "没有", "记不清"])
    s.single("Q5.您家目前有外债吗", ["没有", "有，能还上", "有，还不上"], sensitive=True)
    s.number("Q6.每天上工几个小时", lambda p: s.r.choice([7.5, 8, 8.5, 9, 10, 11, 12]))
    s.single("Q7.社保由谁缴", ["单位缴", "自己缴", "没有缴"])
    f = "All_Data_Readable.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "gbk")
    s.finish(s.out, [f], f)


def f06(out, seed):
    s = Sheet("06_jinshuju", "金数据", 97, seed, out)
    s.meta("序号", lambda p: s.n - p, "identifier")
    s.put(
        ["您的姓名"],
        [[name(s) for _ in range(s.n)]],
        type="identifier",
        accept=["identifier", "text", "administrative"],
        sensitive=True,
    )
    s.put(
        ["联系手机"],
        [[phone(s) for _ in range(s.n)]],
        type="identifier",
        accept=["identifier", "text", "administrative"],
        sensitive=True,
    )
    s.single("参加哪一期培训", ["第一期（4月）", "第二期（5月）", "第三期（6月）"])
    s.multi_cell("希望增加的课程", ["公文写作", "应急处置", "数据分析", "群众工作方法"], ", ")
    for x in ["讲授内容", "现场教学", "食宿安排"]:
        s.codes(f"课程评价 - {x}", 5, type="matrix", good="unknown", group="课程评价")
    s.single(
        "班主任工作您怎么看",
        ["优秀", "良好", "合格", "需改进"],
        type="scale",
        order=["需改进", "合格", "良好", "优秀"],
        good="high",
        sensitive="either",
    )
    s.single("本次培训时长是否合适", ["偏短", "正好", "偏长"])
    s.text("意见", ["案例再多些", "少讲理论", "教室灯光暗"], 0.5)
    s.meta("提交人", lambda p: "", accept_more=["identifier"])
    s.meta("提交时间", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("修改时间", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("填写设备", lambda p: s.r.choice(["手机", "电脑"]))
    s.meta("操作系统", lambda p: s.r.choice(["iOS", "Android", "Windows"]))
    s.meta("浏览器", lambda p: s.r.choice(["微信", "Chrome"]))
    s.meta("IP", lambda p: f"120.{s.r.randint(1, 250)}.3.{s.r.randint(1, 250)}")
    f = "干部培训反馈_20260519.xlsx"
    xlsx(s.out / f, [s.headers] + s.rows())
    s.finish(s.out, [f], f)


def f07(out, seed):
    s = Sheet("07_tencent_docs", "腾讯文档收集表", 120, seed, out)
    s.meta(
        "提交者（自动）",
        lambda p: s.r.choice(["微信用户", "小林", "阿杰", "王姐"]) + str(p),
        accept_more=["identifier", "text"],
        sensitive="either",
    )
    s.meta("提交时间（自动）", lambda p: stamp(s, p, "%Y年%m月%d日 %H:%M"), "time")
    s.single("您住在哪个组团（必填）", ["东苑", "西苑", "南苑", "北苑"])
    s.multi_cell(
        "菜园里您种过什么（必填）（多选）", ["辣椒", "西红柿", "小葱", "豆角", "花草"], "、"
    )
    s.scale(
        "认领菜地以后，和邻居打招呼",
        ["少了很多", "少了一些", "没变化", "多了一些", "多了很多"],
        "either",
        True,
    )
    s.scale("浇水取水方便吗（必填）", ["很方便", "方便", "不方便", "很不方便"], "high", False)
    s.scale("虫害严重程度", ["无", "轻", "中", "重"], "low", True)
    s.number(
        "每周去菜地几次", lambda p: s.r.randint(0, 9), show=lambda v: str(v) + "次", either=True
    )
    s.put(
        ["家里最小成员的出生日期"],
        [
            [
                f"{s.r.randint(1950, 2022)}-{s.r.randint(1, 12):02d}-{s.r.randint(1, 28):02d}"
                for _ in range(s.n)
            ]
        ],
        type="time",
        accept=["time", "text", "identifier", "administrative"],
        sensitive="either",
    )
    s.text("想和大家分享的", ["蚂蚁太多", "一起堆肥吧", "感谢热心人"], 0.4)
    f = "共享菜园收集表（收集结果）.xlsx"
    xlsx(s.out / f, [s.headers] + s.rows(), sheet="收集结果")
    s.finish(s.out, [f], f)


def f08(out, seed):
    s = Sheet("08_google", "Google Forms", 133, seed, out)
    s.meta("时间戳记", lambda p: stamp(s, p, "%Y/%m/%d 下午%I:%M:%S"), "time")
    s.meta(
        "电子邮件地址",
        lambda p: f"u{p}{s.r.randint(10, 99)}@example.org",
        "identifier",
        accept_more=["administrative"],
        sensitive=True,
    )
    s.single("你读几年级？", ["初一", "初二", "初三"])
    s.multi_cell(
        "放学后你做哪些事？（可复选）", ["写作业", "打球", "玩手机", "帮家里干活", "上兴趣班"], ", "
    )
    for x in ["语文", "数学", "英语"]:
        s.scale(
            f"你觉得各科难度如何 [{x}]",
            ["非常难", "有点难", "不难", "非常简单"],
            "low",
            False,
            type="matrix",
            group="难度",
        )
    s.codes("你喜欢上学吗", 5, good="unknown")
    s.single("你有没有被同学欺负过", ["没有", "有过一两次", "经常"], sensitive=True)
    s.scale("和爸妈聊天的时候多吗", ["从不", "很少", "有时", "经常"], "either", True)
    s.text("写一件开心的事", ["春游", "考了第一, 妈妈笑了", '养了一只"小猫"'], 0.6)
    f = "校园生活问卷（回复） - 第 1 张表单回复.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "utf-8")
    s.finish(s.out, [f], f)


def f09(out, seed):
    s = Sheet("09_msforms", "Microsoft Forms", 76, seed, out)
    s.meta("ID", lambda p: p + 1 + p // 20, "identifier")
    s.meta("开始时间", lambda p: START + dt.timedelta(minutes=31 * p), "time")
    s.meta("完成时间", lambda p: START + dt.timedelta(minutes=31 * p + s.r.randint(2, 20)), "time")
    s.meta("电子邮件", lambda p: "anonymous")
    s.meta("名称", lambda p: "", accept_more=["identifier"])
    s.single("您所在的部门", ["窗口一组", "窗口二组", "后台审批", "综合科"])
    s.multi_cell(
        "哪些环节最耗时？", ["材料预审", "系统录入", "部门会签", "邮寄送达"], ";", tail=";"
    )
    s.rank_cell(
        "请排列下列改进的先后",
        ["减材料", "减环节", "加人手", "改系统"],
        4,
        sep=";",
        tail=";",
        blank="",
    )
    for x in ["同事之间配合顺畅", "我清楚自己的职责", "加班可以接受"]:
        s.scale(
            x,
            ["强烈反对", "反对", "中立", "同意", "强烈同意"],
            "high",
            True,
            type="matrix",
            group="likert",
        )
    s.single(
        "您有多大可能推荐别人来本中心工作？",
        [str(i) for i in range(11)],
        [1, 0, 1, 1, 2, 4, 3, 5, 7, 5, 6],
        show=lambda i: i,
        type="scale",
        good="high",
        order=[str(i) for i in range(11)],
        accept=["scale"],
        nps=True,
    )
    s.number("您在中心工作了几年", lambda p: s.r.randint(0, 28))
    s.text("对排班的看法", ["轮休能固定就好", "夜间值守太频繁", "可以"], 0.5)
    f = "政务大厅职工问卷(1-79).xlsx"
    xlsx(s.out / f, [s.headers] + s.rows())
    s.finish(s.out, [f], f)


def two_rows(s, f, as_xlsx):
    """SurveyMonkey: question in the first row, answer in the second."""
    top, sub, last = [], [], None
    for h in s.headers:
        a, b = h if isinstance(h, tuple) else (h, "")
        top.append("" if a == last and b else a)
        sub.append(b)
        last = a
    rows = [top, sub] + s.rows()
    if as_xlsx:
        xlsx(s.out / f, rows)
    else:
        text_table(s.out / f, rows, "utf-8-sig")
    s.finish(s.out, [f], f)


def sm_head(s):
    s.meta("Respondent ID", lambda p: 118400000000 + p * 7919 + s.r.randint(0, 999), "identifier")
    s.meta("Collector ID", lambda p: 431877201, accept_more=["identifier"])
    s.meta("Start Date", lambda p: stamp(s, p, "%m/%d/%Y %I:%M:%S %p"), "time")
    s.meta("End Date", lambda p: stamp(s, p, "%m/%d/%Y %I:%M:%S %p"), "time")
    s.meta("IP Address", lambda p: f"36.{s.r.randint(1, 250)}.{s.r.randint(1, 250)}.8")
    for h in ["Email Address", "First Name", "Last Name", "Custom Data 1"]:
        s.meta(h, lambda p: "", accept_more=["identifier", "text"])


def f10(out, seed):
    s = Sheet("10_surveymonkey_csv", "SurveyMonkey csv，两行表头", 209, seed, out)
    sm_head(s)
    s.single(
        ("您一般几点起床？", "Response"),
        ["五点以前", "五点到六点", "六点到七点", "七点以后"],
        order=["五点以前", "五点到六点", "六点到七点", "七点以后"],
    )
    o = ["散步", "太极拳", "广场舞", "器械", "不锻炼"]
    q = "您平时做哪些锻炼？（可多选）"
    s.multi_cols([(q, x) for x in o], o, lambda x: x, "")
    s.put(
        [(q, "其他（请注明）")],
        [[s.r.choice(["游泳", "骑车", "爬山"]) if s.r.random() < 0.12 else "" for _ in range(s.n)]],
        type="text",
        accept=["text", "multiple"],
    )
    for x in ["场地", "器材", "指导"]:
        s.scale(
            ("您怎样评价社区的健身条件？", x),
            ["很不满意", "不满意", "满意", "很满意", "没用过"],
            "high",
            True,
            off=["没用过"],
            type="matrix",
            group="健身",
        )
    s.single(("您是否患有慢性病？", "Response"), ["是", "否", "不想回答"], sensitive=True)
    s.text(("最想添什么器材？", "Open-Ended Response"), ["乒乓球台", "遮雨棚", "单杠"], 0.5)
    two_rows(s, "健身调查.csv", False)


def f11(out, seed):
    s = Sheet("11_surveymonkey_xlsx", "SurveyMonkey xlsx，英文", 151, seed, out)
    sm_head(s)
    s.single(
        ("Which area of the park do you visit most?", "Response"),
        ["Lake path", "Playground", "Rose garden", "Sports field"],
    )
    o = ["Walking", "Picnic", "Fishing", "Reading"]
    s.multi_cols(
        [("What do you do here? Select all that apply.", x) for x in o], o, lambda x: x, ""
    )
    for x in ["It helps me recover my attention", "I feel calm here", "Paths are well kept"]:
        s.scale(
            ("How far do you agree? (psychological restoration)", x),
            [
                "Strongly disagree",
                "Disagree",
                "Neither agree nor disagree",
                "Agree",
                "Strongly agree",
            ],
            "high",
            True,
            type="matrix",
            group="agree",
        )
    s.single(
        (
            "How likely is it that you would recommend this park to a friend or colleague?",
            "Response",
        ),
        [str(i) for i in range(11)],
        show=lambda i: i,
        type="scale",
        good="high",
        order=[str(i) for i in range(11)],
        accept=["scale"],
        nps=True,
    )
    s.number(
        ("How many minutes did it take to get here?", "Open-Ended Response"),
        lambda p: s.r.randint(2, 75),
    )
    s.scale(
        ("How often do you come?", "Response"),
        ["Never", "Rarely", "Sometimes", "Often", "Always"],
        "either",
        True,
        w=[1, 3, 4, 3, 2],
    )
    s.text(
        ("Anything else?", "Open-Ended Response"),
        ["More shade", "Dogs off lead", "Lovely café"],
        0.4,
    )
    two_rows(s, "Park visitors.xlsx", True)


def f12(out, seed):
    s = Sheet("12_qualtrics", "Qualtrics，三行表头", 246, seed, out)

    def T(a, b, i):
        return (a, b, i)

    for a, b, i, fn, ty in [
        (
            "StartDate",
            "Start Date",
            "startDate",
            lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"),
            "time",
        ),
        ("EndDate", "End Date", "endDate", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time"),
        ("Status", "Response Type", "status", lambda p: "IP Address", "administrative"),
        (
            "IPAddress",
            "IP Address",
            "ipAddress",
            lambda p: f"42.{s.r.randint(1, 250)}.1.{s.r.randint(1, 250)}",
            "administrative",
        ),
        ("Progress", "Progress", "progress", lambda p: 100, "administrative"),
        (
            "Duration (in seconds)",
            "Duration (in seconds)",
            "duration",
            lambda p: s.r.randint(60, 2000),
            "time",
        ),
        ("Finished", "Finished", "finished", lambda p: "True", "administrative"),
        (
            "RecordedDate",
            "Recorded Date",
            "recordedDate",
            lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"),
            "time",
        ),
        (
            "ResponseId",
            "Response ID",
            "_recordId",
            lambda p: f"R_{s.r.getrandbits(60):015x}",
            "identifier",
        ),
        (
            "LocationLatitude",
            "Location Latitude",
            "locationLatitude",
            lambda p: round(30 + s.r.random(), 4),
            "administrative",
        ),
        (
            "DistributionChannel",
            "Distribution Channel",
            "distributionChannel",
            lambda p: "anonymous",
            "administrative",
        ),
        ("UserLanguage", "User Language", "userLanguage", lambda p: "ZH-S", "administrative"),
    ]:
        s.meta(T(a, b, i), fn, ty, accept_more=["administrative"])

    def J(q):
        return f'{{"ImportId":"{q}"}}'

    s.single(
        ("Q1", "您的驾龄有多长？", J("QID1")),
        ["不满1年", "1-3年", "4-10年", "10年以上"],
        order=["不满1年", "1-3年", "4-10年", "10年以上"],
    )
    o = ["疲劳", "看手机", "超速", "酒后", "都没有"]
    s.multi_cell(("Q2", "过去一年您开车时有过哪些情形？", J("QID2")), o, ",")
    for k, x in enumerate(["限速标志清楚", "路面平整", "夜间照明足够"], 1):
        s.scale(
            (f"Q3_{k}", f"您是否赞成下列说法？ - {x}", J(f"QID3_{k}")),
            ["非常不赞成", "不赞成", "说不清", "赞成", "非常赞成"],
            "high",
            True,
            type="matrix",
            group="Q3",
        )
    s.single(
        ("Q4_NPS_GROUP", "您有多大可能向同事推荐拼车？ - Group", J("QID4_NPS_GROUP")),
        ["Detractor", "Passive", "Promoter"],
        accept_more=["administrative"],
        derived=True,
    )
    s.codes(
        ("Q4", "您有多大可能向同事推荐拼车？", J("QID4")),
        11,
        start=0,
        good="high",
        order=[str(i) for i in range(11)],
        accept=["scale"],
        nps=True,
    )
    r = ["价格", "安全", "省时"]
    s.rank_cols(
        [
            (f"Q5_{k}", f"买车时您怎样排列下列因素？ - {x}", J(f"QID5_{k}"))
            for k, x in enumerate(r, 1)
        ],
        r,
        3,
        "",
    )
    s.number(("Q6_1", "每周开车多少公里 - 公里", J("QID6_1")), lambda p: s.r.randint(0, 600))
    s.text(("Q7", "您还有什么要说的？", J("QID7_TEXT")), ["停车难", "路口绿灯太短"], 0.4)
    f = "driving_April+2026.csv"
    text_table(s.out / f, [[h[k] for h in s.headers] for k in range(3)] + s.rows(), "utf-8-sig")
    s.finish(s.out, [f], f)


def f13(out, seed):
    s = Sheet("13_kobo", "KoBo xlsx", 183, seed, out)
    s.meta("start", lambda p: stamp(s, p, "%Y-%m-%dT%H:%M:%S.000+08:00"), "time")
    s.meta("end", lambda p: stamp(s, p, "%Y-%m-%dT%H:%M:%S.000+08:00"), "time")
    s.put(
        ["调查员姓名"],
        [[s.r.choice(["李海燕", "周志强", "韩玉兰"]) for _ in range(s.n)]],
        type="administrative",
        accept=["administrative", "single", "identifier", "text"],
        sensitive=True,
    )
    s.single("水源/您家吃水从哪里来", ["自来水", "手压井", "山泉", "水窖"])
    o = ["枯水期断水", "水质浑浊", "水费高", "管道冻裂"]
    vals = s.ticks(4)
    s.put(
        ["水源/遇到过哪些用水问题"],
        [[" ".join(o[j] for j in v) if v else "" for v in vals]],
        type="multiple",
        accept=["multiple", "administrative"],
        twin=True,
        **{k: v for k, v in s.multi_truth(o, vals).items() if k not in ("type", "accept")},
    )
    s.multi_cols([f"水源/遇到过哪些用水问题/{x}" for x in o], o, 1, 0, empty="", vals=vals)
    s.scale(
        "水源/对村里供水", ["非常不放心", "不太放心", "一般", "比较放心", "非常放心"], "high", True
    )
    s.number("家庭/家里常住几口人", lambda p: s.r.randint(1, 8))
    s.single("家庭/您家是不是建档立卡户", ["是", "不是", "说不清"], sensitive=True)
    s.number("家庭/去年水费合计（元）", lambda p: s.r.randint(40, 620), codes={-1: 0.05})
    s.text("备注", ["井边路滑", "希望装净水器"], 0.3)
    s.meta("_id", lambda p: 48812000 + p * 3, "identifier")
    s.meta(
        "_uuid",
        lambda p: f"{s.r.getrandbits(128):032x}",
        "identifier",
        accept_more=["administrative"],
    )
    s.meta("_submission_time", lambda p: stamp(s, p, "%Y-%m-%dT%H:%M:%S"), "time")
    s.meta("_validation_status", lambda p: "")
    s.meta("_notes", lambda p: "", accept_more=["text"])
    s.meta("_status", lambda p: "submitted_via_web")
    s.meta("_submitted_by", lambda p: "")
    s.meta("__version__", lambda p: "vKq3sT9")
    s.meta("_tags", lambda p: "")
    s.meta("_index", lambda p: p + 1, "identifier", accept_more=["administrative"])
    f = "农村供水_-_all_versions_-_labels_-_2026-05-02.xlsx"
    xlsx(s.out / f, [s.headers] + s.rows(), sheet="农村供水")
    s.finish(s.out, [f], f)


def f14(out, seed):
    s = Sheet("14_redcap", "REDCap 原始编码", 158, seed, out)
    s.meta("record_id", lambda p: p + 1, "identifier")
    s.meta("redcap_event_name", lambda p: "baseline_arm_1")
    s.meta("redcap_survey_identifier", lambda p: "", accept_more=["identifier"])
    s.meta("smoking_survey_timestamp", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.codes("sex", 2, type="single", good="unknown", accept=["single"])
    s.number("age", lambda p: s.r.randint(18, 84), codes={999: 0.05})
    s.number("height_cm", lambda p: round(s.r.gauss(165, 8), 1), codes={-1: 0.03})
    o = ["1", "2", "3", "4"]
    s.multi_cols([f"tobacco_type___{x}" for x in o], o, 1, 0, none_p=0)
    s.codes("smoke_freq", 4, start=0, good="unknown", single=True)
    for k in range(1, 6):
        s.codes(f"stress_{k}", 5, start=0, type="matrix", good="unknown", group="stress")
    s.codes("drug_use_ever", 2, start=0, type="single", good="unknown", sensitive=True)
    s.text("quit_reason", ["Health of the family", "Cost", "Doctor advised"], 0.5)
    s.meta("smoking_survey_complete", lambda p: s.r.choice([2, 2, 2, 0]))
    f = "SmokingStudy_DATA_2026-05-11_1021.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "utf-8")
    s.finish(s.out, [f], f)


def f15(out, seed):
    s = Sheet("15_limesurvey", "LimeSurvey，全文表头", 115, seed, out)
    s.meta("答复ID", lambda p: p + 3, "identifier")
    s.meta("提交日期", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("最后一页", lambda p: 4)
    s.meta("起始语言", lambda p: "zh-Hans")
    s.meta("种子", lambda p: s.r.randint(10**8, 2 * 10**9), accept_more=["identifier"])
    s.single("您属于哪类租户？", ["整租", "合租", "公租房"])
    o = ["漏水", "隔音差", "电线老化", "没有电梯"]
    s.multi_cols([f"您的住处有哪些毛病？ [{x}]" for x in o], o, "是", "否", empty="N/A")
    s.put(
        ["您的住处有哪些毛病？ [其他]"],
        [[s.r.choice(["蟑螂", "潮"]) if s.r.random() < 0.1 else "" for _ in range(s.n)]],
        type="text",
        accept=["text", "multiple"],
    )
    for x in ["房东", "中介", "物业"]:
        s.scale(
            f"您信任下列各方吗？ [{x}]",
            ["很信任", "比较信任", "不太信任", "很不信任"],
            "high",
            False,
            type="matrix",
            group="信任",
        )
    s.number("您每月付多少房租（元）？", lambda p: s.r.randrange(600, 5200, 50))
    r = ["降租", "修缮", "长租约"]
    vals = s.ranks(3, 3)
    s.put(
        [f"请把您的期望排一排 [排序 {k}]" for k in (1, 2, 3)],
        [[r[v[k]] if v else "" for v in vals] for k in range(3)],
        **s.rank_truth(r, vals),
    )
    s.single("您去年有没有就住房问题上访过", ["有", "没有"], [1, 9], sensitive=True)
    f = "results-survey617482.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "utf-8-sig", quoting=1)
    s.finish(s.out, [f], f)


def f16(out, seed):
    s = Sheet("16_spss", "SPSS .sav，值标签与缺失值", 382, seed, out)
    labels, values, missing = {}, {}, {}

    def code(var, label, opts, good, order, type="single", miss=None, **t):
        vals = s.draw(len(opts), None, 0)
        col, mn, real = [], {}, []
        for v in vals:
            u = s.r.random()
            if miss and u < 0.04:
                c = miss[0][0]
            elif miss and len(miss) > 1 and u < 0.06:
                c = miss[1][0]
            else:
                c = v + 1
                real.append(v)
            if c != v + 1:
                mn[str(c)] = mn.get(str(c), 0) + 1
            col.append(float(c))
        labels[var] = label
        values[var] = {float(i + 1): o for i, o in enumerate(opts)} | {
            float(c): w for c, w in miss or []
        }
        if miss:
            missing[var] = [float(c) for c, _ in miss]
        s.put(
            [var],
            [col],
            type=type,
            accept=["matrix", "scale", "single"] if type == "matrix" else ["single", "scale"],
            counts={o: real.count(i) for i, o in enumerate(opts) if real.count(i)},
            base=s.n,
            answered=len(real),
            missing=mn,
            good=good,
            order=order,
            **t,
        )

    s.meta("CASEID", lambda p: float(p + 1), "identifier")
    labels["CASEID"] = "个案编号"
    code("A1", "被访者性别", ["男", "女"], None, None)
    code(
        "A2",
        "婚姻状况",
        ["未婚", "有配偶", "离婚", "丧偶"],
        None,
        None,
        miss=[(9, "拒绝回答")],
        sensitive="either",
    )
    code(
        "B1",
        "您对村务公开的看法",
        ["很不公开", "不太公开", "比较公开", "很公开"],
        "high",
        ["很不公开", "不太公开", "比较公开", "很公开"],
        type="scale",
        miss=[(8, "不知道"), (9, "拒绝回答")],
    )
    imp = ["非常重要", "比较重要", "一般", "不太重要", "完全不重要"]
    for k, x in enumerate(["修路", "饮水", "养老", "医疗"], 1):
        code(
            f"C{k}",
            f"以下事项对您家的重要程度：{x}",
            imp,
            "either",
            imp[::-1],
            type="matrix",
            miss=[(99, "不适用")],
            group="C",
        )
    s.number("D1", lambda p: float(s.r.randint(0, 45)), miss=0, codes={999.0: 0.06})
    labels["D1"] = "承包地面积（亩）"
    values["D1"] = {999.0: "不清楚"}
    missing["D1"] = [999.0]
    code("E1", "您是否信教", ["信", "不信"], None, None, miss=[(9, "拒绝回答")], sensitive=True)
    o = ["打工", "种植", "养殖"]
    vals = s.ticks(3, none_p=0)
    s.put(
        [f"F1_{j}" for j in (1, 2, 3)],
        [[float(j in v) for v in vals] for j in range(3)],
        **s.multi_truth(o, vals),
    )
    for j, x in enumerate(o, 1):
        labels[f"F1_{j}"] = f"收入来源：{x}"
        values[f"F1_{j}"] = {0.0: "未选", 1.0: "选中"}
    s.meta("filter_$", lambda p: float(s.r.random() < 0.8))
    labels["filter_$"] = "A1 = 1 (FILTER)"
    values["filter_$"] = {0.0: "Not Selected", 1.0: "Selected"}
    z = [s.r.gauss(0, 1) for _ in range(s.n)]
    s.meta("ZD1", lambda p: z[p])
    labels["ZD1"] = "Zscore:  承包地面积（亩）"
    s.meta(
        "wt", lambda p: round(s.r.uniform(0.4, 2.2), 3), accept_more=["number"], sensitive="either"
    )
    labels["wt"] = "权数"
    f = "村务调查2026.sav"
    df = pd.DataFrame(
        {
            h: [float(v) if v != "" else None for v in c]
            for h, c in zip(s.headers, s.cells, strict=False)
        }
    )
    pyreadstat.write_sav(
        df,
        str(s.out / f),
        column_labels=[labels[h] for h in s.headers],
        variable_value_labels=values,
        missing_ranges=missing,
    )
    for t in s.truth:
        t["label"] = [labels[h] for h in t["headers"]]
    s.finish(s.out, [f], f)


def f17(out, seed):
    s = Sheet("17_hand_merged", "手工Excel：标题行、两行合并表头、√、合计行", 84, seed, out)
    s.meta("编号", lambda p: f"X{p + 1:03d}", "identifier")
    top, sub = ["编号"], [""]
    s.single("性别", ["男", "女"], blank="")
    top.append("性别")
    sub.append("")
    s.number("年龄", lambda p: s.r.randint(60, 93))
    top.append("年龄")
    sub.append("")
    o = ["高血压", "糖尿病", "关节病", "无"]
    s.multi_cols(o, o, "√", "", sensitive=True)
    top += ["患病情况", "", "", ""]
    sub += o
    for x in ["穿衣", "洗澡", "上下楼"]:
        s.scale(
            x, ["完全自理", "需要帮助", "不能自理"], "either", False, type="matrix", group="自理"
        )
        sub.append(x)
    top += ["日常自理", "", ""]
    o2 = ["就餐", "陪诊", "理发", "上门打扫"]
    s.multi_cols(o2, o2, "√", "")
    top += ["需要的帮助（可多选）", "", "", ""]
    sub += o2
    s.single(
        "每月能拿出多少钱买服务",
        ["不愿意花钱", "50元以内", "51—100元", "100元以上"],
        order=["不愿意花钱", "50元以内", "51—100元", "100元以上"],
    )
    top.append("每月能拿出多少钱买服务")
    sub.append("")
    w = len(top)
    ages = [v for v in s.cells[2] if v != ""]
    total = (
        ["合计", "", round(sum(ages) / len(ages), 1)]
        + [sum(v == "√" for v in s.cells[k]) for k in range(3, 7)]
        + [""] * 3
        + [sum(v == "√" for v in s.cells[k]) for k in range(10, 14)]
        + [""]
    )
    rows = [["青松里老年人需求登记表"] + [""] * (w - 1), top, sub] + s.rows() + [total]
    f = "青松里登记.xlsx"
    merges = ["A1:O1", "A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:J2", "K2:N2", "O2:O3"]
    xlsx(s.out / f, rows, merges)
    s.finish(s.out, [f], f)


def f18(out, seed):
    s = Sheet("18_hand_lines", "手工Excel：一格多行、1,0,1、缺失写法混用、说明行", 110, seed, out)
    s.meta("问卷号", lambda p: 2001 + p, "identifier")
    s.single(
        "1.文化程度",
        ["小学及以下", "初中", "高中或中专", "大专及以上"],
        missing_words={"拒答": 0.03, "不详": 0.02},
    )
    s.multi_cell("2.平时从哪里听到村里的消息", ["大喇叭", "微信群", "公告栏", "邻居闲谈"], "\n")
    s.number(
        "3.家庭年收入（万元）",
        lambda p: round(s.r.uniform(1, 19), 1),
        codes={999: 0.05, "拒答": 0.04},
        sensitive="either",
    )
    s.number("4.种地几亩", lambda p: s.r.randint(0, 30), codes={-1: 0.05})
    o = ["化肥", "农药", "种子"]
    vals = s.ticks(3, none_p=0)
    s.put(
        ["5.去年买过（化肥,农药,种子）"],
        [[",".join("1" if j in v else "0" for j in range(3)) for v in vals]],
        **s.multi_truth(o, vals),
    )
    s.truth[-1]["vector"] = True
    s.scale(
        "6.村干部办事公道吗",
        ["很公道", "公道", "不太公道", "很不公道", "不好说"],
        "high",
        False,
        off=["不好说"],
        missing_words={"N/A": 0.03},
        sensitive="either",
    )
    s.single("7.您家享受低保吗", ["享受", "不享受"], missing_words={"缺失": 0.03}, sensitive=True)
    s.number(
        "8.近一年看病花费（元）",
        lambda p: s.r.randrange(0, 9000, 100),
        codes={99999: 0.03, "不详": 0.03},
        sensitive="either",
    )
    s.number("9.外出务工月数", lambda p: s.r.randint(0, 12), codes={99: 0.05})
    s.text("10.其他意见", ["路灯不亮", "希望通公交"], 0.4)
    rows = (
        [s.headers]
        + s.rows()
        + [["注：999、-1表示没有回答；收入按2025年填写。"] + [""] * (len(s.headers) - 1)]
    )
    f = "入户录入汇总.xlsx"
    xlsx(s.out / f, rows)
    s.finish(s.out, [f], f)


def f19(out, seed):
    s = Sheet("19_unit_ranges", "Unicode 文本（UTF-16），区间带单位", 205, seed, out)
    s.meta("序号", lambda p: p + 1, "identifier")
    s.meta("提交答卷时间", lambda p: stamp(s, p, "wjx"), "time")

    def rng(h, opts, low):  # opts as written, low = ascending truth
        s.single(h, opts, order=low, ranges=True)

    a = ["不到半小时", "30～60分钟", "1～2小时", "2小时以上"]
    rng("1、您上下班单程要多久", [a[2], a[0], a[3], a[1]], a)
    b = ["5000元以下", "5000-8000元", "0.8万-1.2万元", "1.2万元以上"]
    rng("2、家庭月收入在哪一档", [b[0], b[1], b[2], b[3]], b)
    c = ["一天以内", "两三天", "一周左右", "半个月", "一个月以上"]
    rng("3、报修以后多久有人来", [c[4], c[0], c[2], c[1], c[3]], c)
    d = ["每月不到一次", "每月1-3次", "每周1-2次", "每天"]
    rng("4、您多久坐一次地铁", d[::-1], d)
    e = ["500米以内", "500米—1公里", "1—3公里", "3公里以上"]
    rng("5、家到地铁口有多远", e, e)
    g = ["１０人以下", "１０～４９人", "５０～２９９人", "３００人及以上"]
    rng("6、您单位有多少人", g, g)
    s.number("7、每月通勤花费（元）", lambda p: s.r.randint(0, 800), blank="(空)")
    s.scale("8、车厢拥挤程度", ["不拥挤", "有点拥挤", "很拥挤", "极其拥挤"], "low", True)
    f = "通勤.txt"
    text_table(s.out / f, [s.headers] + s.rows(), "utf-16", sep="\t")
    s.finish(s.out, [f], f)


def f20(out, seed):
    s = Sheet("20_best_first", "好的在前、编号选项、不对称量表", 312, seed, out)
    s.meta("答卷编号", lambda p: f"W{p + 1001}", "identifier")
    s.scale(
        "Q1 您对民宿卫生的印象", ["1.非常好", "2.好", "3.一般", "4.差", "5.非常差"], "high", False
    )
    s.scale(
        "Q2 您认为门票价格合理吗",
        ["A. 很合理", "B. 比较合理", "C. 一般", "D. 不合理"],
        "high",
        False,
    )
    for x in ["讲解", "餐饮", "厕所"]:
        s.scale(
            f"Q3 您对以下各项的满意情况：{x}",
            ["非常满意", "满意", "基本满意", "不满意"],
            "high",
            False,
            w=[5, 6, 4, 1],
            type="matrix",
            group="Q3",
        )
    s.codes(
        "Q4 导游讲解（1=非常满意，2=满意，3=一般，4=不满意，5=非常不满意）",
        5,
        good="high",
        order=["5", "4", "3", "2", "1"],
    )
    s.codes(
        "Q5 1表示很不安全，7表示很安全，您觉得夜里走在古镇",
        7,
        good="high",
        order=[str(i) for i in range(1, 8)],
        accept=["scale"],
    )
    s.scale("Q6 商户强拉客的情况", ["没有", "偶尔", "较多", "普遍"], "low", True)
    s.scale("Q7 您还会再来吗", ["一定会", "可能会", "不一定", "不会"], "high", False)
    s.single("Q8 同行的人", ["独自", "家人", "朋友", "旅行团"])
    s.scale(
        "Q9 您了解本地非遗项目吗", ["非常了解", "了解一些", "听说过", "没听说过"], "either", False
    )
    f = "古镇游客.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "gbk")
    s.finish(s.out, [f], f)


PHQ = [
    "做事提不起劲或没有乐趣",
    "感到心情低落、沮丧",
    "入睡困难或睡得过多",
    "感到疲倦没有活力",
    "胃口不好或吃太多",
    "觉得自己很糟",
    "很难集中注意力",
    "动作或说话变慢",
    "有不如死掉或伤害自己的念头",
]


def f21(out, seed):
    s = Sheet("21_symptoms", "症状矩阵与睡眠，未成年人", 268, seed, out)
    wjx_head(s)
    s.single("1、你所在的年级", ["高一", "高二", "高三"])
    o = ["完全没有", "有几天", "一半以上的日子", "几乎每天"]
    for i, x in enumerate(PHQ):
        s.scale(
            (f"2、过去两周，你被下列问题困扰的频率—{x}" if i == 0 else f"2、{x}"),
            o,
            "low",
            True,
            w=[8, 4, 2, 0.4 if i == 8 else 1],
            type="matrix",
            group="PHQ",
            sensitive=True,
        )
    s.number("3、平时每晚睡几个小时", lambda p: round(s.r.gauss(6.7, 0.8), 1), sensitive="either")
    for i, x in enumerate(["头痛", "心慌", "手抖"]):
        s.scale(
            (f"4、最近身体不适的程度—{x}" if i == 0 else f"4、{x}"),
            ["无", "轻度", "中度", "偏重", "严重"],
            "low",
            True,
            w=[9, 4, 2, 1, 1],
            type="matrix",
            group="身体",
            sensitive="either",
        )
    s.single("5、你是否自己弄伤过自己", ["否", "是"], [12, 1], sensitive=True)
    s.scale("6、和同学相处", ["非常融洽", "比较融洽", "不太融洽", "很不融洽"], "high", False)
    s.single(
        "7、本题请选择“第三项”",
        ["第一项", "第二项", "第三项"],
        [1, 1, 60],
        type="administrative",
        accept_only=["administrative"],
    )
    s.truth[-1].update(accept=["administrative", "excluded"])
    s.text("8、有什么想告诉老师", ["作业少一点", "睡不够", "没有"], 0.4, blank="(空)")
    f = "学生心理问卷_按文本.xlsx"
    xlsx(s.out / f, [s.headers] + s.rows())
    s.finish(s.out, [f], f)


def f22(out, seed):
    s = Sheet("22_duplicate_names", "重名列、NFC与NFD、全角数字、软换行", 140, seed, out)

    def nfd(x):
        return unicodedata.normalize("NFD", x)

    s.meta("No.", lambda p: p + 1, "identifier")
    s.single("您常喝的饮料", ["Café latte", "茶", "豆浆"])
    col = s.cells[-1]
    s.cells[-1] = [nfd(v) if k % 3 == 0 else v for k, v in enumerate(col)]
    s.number(
        "周末睡几小时",
        lambda p: s.r.randint(5, 11),
        show=lambda v: "".join(chr(ord(c) + 0xFEE0) for c in str(v)) if v % 2 else v,
    )
    for k in range(3):
        s.scale("满意吗", ["不满意", "还行", "满意"], "high", True, dup=k)
    o = ["报纸", "电视", "手机新闻"]
    s.multi_cell("您看新闻\n用什么（多选）", o, "；")
    s.single("职业_x000B_（只选一项）", ["在职", "退休", "自由职业"])
    s.single("是否参加过志愿服务", ["是", "否"])
    s.cells[-1] = [(" " + v + " " if k % 4 == 0 else v) for k, v in enumerate(s.cells[-1])]
    s.cells[-1] = [v if v.strip() else "" for v in s.cells[-1]]
    f = "街坊闲谈.xlsx"
    wb = xlsxwriter.Workbook(str(s.out / f))
    ws = wb.add_worksheet()
    for r, row in enumerate([s.headers] + s.rows()):
        for c, v in enumerate(row):
            if v != "":
                ws.write(r, c, v)
    wb.close()
    s.finish(s.out, [f], f)


def f23(out, seed):
    s = Sheet("23_english_csv", "English Google Forms with NPS and N/A", 129, seed, out)
    s.meta("Timestamp", lambda p: stamp(s, p, "%m/%d/%Y %H:%M:%S"), "time")
    s.single(
        "What is your age group?",
        ["Under 25", "25-44", "45-64", "65 or over"],
        order=["Under 25", "25-44", "45-64", "65 or over"],
    )
    s.multi_cell(
        "Which sessions did you attend? (check all that apply)",
        ["Opening", "Water policy, panel", "Field trip", "Closing"],
        ", ",
    )
    for x in ["Venue", "Food", "Wi-Fi"]:
        s.scale(
            f"Please rate the following [{x}]",
            ["Very poor", "Poor", "Fair", "Good", "Excellent"],
            "high",
            True,
            type="matrix",
            group="rate",
            missing_words={"N/A": 0.05},
        )
    s.scale(
        "How satisfied were you overall?",
        ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"],
        "high",
        False,
    )
    s.single(
        "How likely are you to recommend us (0 = not at all, 10 = extremely likely)?",
        [str(i) for i in range(11)],
        type="scale",
        good="high",
        order=[str(i) for i in range(11)],
        accept=["scale"],
        nps=True,
    )
    s.number("How many nights did you stay?", lambda p: s.r.randint(0, 6))
    s.scale(
        "Was the registration difficult?",
        ["Very easy", "Easy", "Difficult", "Very difficult"],
        "low",
        True,
    )
    s.single("Do you identify with a religion?", ["Yes", "No", "Prefer not to say"], sensitive=True)
    s.text("Comments", ["Great talks, poor coffee", "Too long", "Résumé of panels please"], 0.5)
    f = "Conference feedback (Responses).csv"
    text_table(s.out / f, [s.headers] + s.rows(), "utf-8")
    s.finish(s.out, [f], f)


def f24(out, seed):
    s = Sheet("24_tencent_codes", "腾讯式编码 csv，GB18030，多行单元格", 176, seed, out)
    s.meta("seq", lambda p: p + 1, "identifier")
    s.meta("source", lambda p: s.r.choice(["qq", "wechat", "link"]))
    s.codes("Q1", 2, type="single", good="unknown", num=False)
    s.codes("Q2", 5, type="scale", good="unknown", num=False)
    s.put(
        ["Q2|5|open"],
        [
            [
                s.r.choice(["😀还行\n再看看", "说不好"]) if s.r.random() < 0.1 else ""
                for _ in range(s.n)
            ]
        ],
        type="text",
        accept=["text", "single"],
    )
    o = ["1", "2", "3"]
    s.multi_cols([f"Q3|{x}" for x in o], o, "1", "0", none_p=0)
    s.codes("Q4", 4, type="single", good="unknown", num=False)
    s.codes("Q5", 6, type="single", good="unknown", num=False)
    s.meta("start", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("finish", lambda p: stamp(s, p, "%Y-%m-%d %H:%M:%S"), "time")
    s.meta("time_used", lambda p: s.r.randint(30, 900), "time")
    s.meta("ip_province", lambda p: "贵州")
    s.meta("ip_city", lambda p: s.r.choice(["贵阳", "遵义"]))
    s.meta("ip", lambda p: f"117.{s.r.randint(1, 250)}.4.4")
    s.meta("browser", lambda p: "WeChat")
    s.meta("os", lambda p: s.r.choice(["Android", "iPhone"]))
    # singles as "2.0" in places, as such exports do
    for t in s.truth:
        if t["headers"][0] in ("Q4", "Q5"):
            k = t["cols"][0]
            s.cells[k] = [f"{v}.0" if v != "" else v for v in s.cells[k]]
    f = "7788123_seg_1.csv"
    text_table(s.out / f, [s.headers] + s.rows(), "gb18030")
    s.finish(s.out, [f], f)


def f25(out, seed):
    s = Sheet(
        "25_field_survey",
        "入户调查：长选项、网格员姓名、-8/-9、重复编号、同表两种量表",
        356,
        seed,
        out,
    )
    s.meta("问卷编号", lambda p: f"{520100 + p:07d}", "identifier")
    s.put(
        ["您家的网格员是"],
        [[s.r.choice(["褚建国", "卫秀英", "蒋永福", "沈春花"]) for _ in range(s.n)]],
        type="single",
        accept=["single", "administrative", "identifier", "text"],
        sensitive=True,
    )
    s.put(
        ["所属小区"],
        [[s.r.choice(["梧桐里", "滨河湾", "老粮站宿舍"]) for _ in range(s.n)]],
        type="single",
        accept=["single", "administrative"],
        sensitive="either",
    )
    long = [
        "完全不知道有这回事，也没有人上门或者在群里通知过我们",
        "听邻居或者楼组长提起过，但是具体怎么申请、要带什么材料并不清楚",
        "看过社区张贴的明白纸，知道大概的流程，还没有去办过",
        "已经去办过，并且清楚全部的流程和所需要的材料",
    ]
    s.single("对加装电梯补贴政策，您属于哪种情况", long)
    sc = ["1", "2", "3", "4", "5"]
    for k, x in enumerate(["电梯", "停车", "绿化", "门禁", "垃圾分类"], 1):
        s.codes(
            f"S{k} {x}（1表示很不满意，5表示很满意）",
            5,
            good="high",
            order=sc,
            type="matrix",
            group="S",
            missing_words={-8: 0.03, -9: 0.02},
            w=[0.3, 1, 3, 5, 4],
        )
    for k, x in enumerate(["邻里互助", "愿意当楼长", "信任居委会"], 1):
        s.codes(f"T{k} {x}", 7, good="unknown", type="matrix", group="T")
    s.number("住了几年", lambda p: s.r.randint(0, 41), codes={-9: 0.03})
    s.single("电梯该装在", ["外廊", "天井", "都行", "不该装"], missing_words={"null": 0.02})
    s.single("您家近三年有离婚、分居的情况吗", ["有", "没有"], [1, 8], sensitive=True)
    s.put(
        ["入户日期"],
        [[f"2026.{s.r.randint(3, 6)}.{s.r.randint(1, 28)}" for _ in range(s.n)]],
        type="time",
        accept=["time", "administrative", "number_no"],
    )
    s.put(
        ["访员备注"],
        [[s.r.choice(["家中有人陪同", "代答"]) if s.r.random() < 0.15 else "" for _ in range(s.n)]],
        type="text",
        accept=["text", "single", "administrative"],
    )
    f = "入户数据终稿(2).xlsx"
    xlsx(
        s.out / f,
        [s.headers] + s.rows(),
        more={"说明": [["本表由两人录入"], ["-8 说不清；-9 拒绝回答"]]},
    )
    s.finish(s.out, [f], f)


def write_all(out, seed=SEED):
    """All files and their truths."""
    out.mkdir(parents=True, exist_ok=True)
    for k in range(1, 26):
        globals()[f"f{k:02d}"](out, seed)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
