"""Sixty-six ways to write a transcript: who speaks is read right, or the file is stopped.

Run: python tests/full/layouts.py   (a minute; writes layouts.json)
Every layout carries five conversations, seed 20261203: a roster, what each person said and when
are known beforehand; the file is written from them and read with the roster alone. Right: every
turn with its speaker, its words and (where the layout has clocks) its time. Stopped: DataProblem.
A second count leaves one speaker out of the roster: then a file is stopped, or that speaker is
read as one whom the roster does not know, and nothing of it is given out.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docx import Document

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from researchlib.read.spoken.transcripts import read_transcript
from researchlib.terms.problem import DataProblem
from researchlib.terms.speakers import called_in, key_of

SEED, TIMES = 20261203, 5
NAMES = (
    "林如海 薛宝钗 贾探春 史湘云 贾迎春 王熙凤 秦可卿 邢岫烟 尤二姐 刘姥姥 李纨 香菱 欧阳春 司马青云 "
    "阿依古丽·买买提 尼玛次仁 扎西顿珠 乌兰其其格 卓玛 高兴 方圆 易安 周某 老秦头 全福 万里红"
).split()
TITLES = ("党员代表", "街道党工委副书记、办事处主任", "第三网格网格员", "居民组长")
REMARKS = ("退休工人，71岁", "网格员，33岁", "家长，40岁", "女，独居", "党员")
DOING = ("叹气", "笑", "插话", "点头")
SAID = (
    "我家在三楼，爬不上去。",
    "助餐点的饭菜太咸了，一顿十二块。",
    "早上8:30开门，中午12:00就关了。",
    "是的。",
    "他跟我说：“不去不去。”我也没办法。",
    "比例大概3:2吧，老的多，小的少。",
    "我老伴走了三年了，娃儿在外头。",
    "表格一天填七八张，入户的时间都没有。",
    "说起{name}，她屋头更难。",
    "20块钱一个月，哪个愿意干？",
    "工资三个月没发了……社保也断了。",
    "讲座都是上班时间搞，去不了；周末又没得人讲。",
    "好，下一位。",
    "𠮷林回来的娃娃天天打游戏😟。",
)
POINTS = (
    "第一点：楼层太高。",
    "第二点：饭菜太咸。",
    "我的意见是：搬到一楼。",
    "一是：钥匙没人管。",
    "比如：活动室锁起的。",
)
HEADS = [
    "社区座谈会录音",
    "时间：2026年6月3日",
    "地点：二楼会议室",
    "主持人：贾宝玉",
    "参加人：林如海、薛宝钗等20人",
    "记录：小周",
]


@dataclass(frozen=True)
class Said:
    """One turn as it was: who, the paragraphs, the second, a remark behind the name."""

    who: str
    parts: tuple[str, ...]
    second: int
    remark: str = ""

    @property
    def words(self) -> str:
        return "".join(self.parts)

    def at(self, form: str = "{h:02}:{m:02}:{s:02}") -> str:
        h, rest = divmod(self.second, 3600)
        return form.format(h=h, m=rest // 60, s=rest % 60, mm=self.second // 60)


Talk = list[Said]
Write = Callable[[Talk, Path, random.Random], Path]


def conversation(rng: random.Random, several: bool) -> Talk:
    """Six to eighteen turns of three to six people and whoever asks; no one twice in a row."""
    people = ["贾宝玉", *rng.sample(NAMES, rng.randint(3, 6))]
    talk: Talk = []
    second = rng.randint(0, 9)
    for _ in range(rng.randint(6, 18)):
        who = rng.choice([p for p in people if not talk or p != talk[-1].who])
        parts = [rng.choice(SAID).format(name=rng.choice(NAMES)) for _ in range(rng.randint(1, 2))]
        if rng.random() < 0.2:
            parts = ["我说两点。", *rng.sample(POINTS, 2)]
        parts = (
            parts
            if several
            else [
                "".join(
                    p.replace("点：", "点，").replace("是：", "是，").replace("如：", "如，")
                    for p in parts
                )
            ]
        )
        talk.append(Said(who, tuple(parts), second))
        second += rng.randint(3, 90)
    return talk


def text(path: Path, lines: list[str], encoding: str = "utf-8", end: str = "\n") -> Path:
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def line_a_turn(
    form: str,
    clock: str = "{h:02}:{m:02}:{s:02}",
    blank: bool = False,
    head: tuple[str, ...] = (),
    foot: tuple[str, ...] = (),
    ending: str = ".txt",
    **kept: str,
) -> Write:
    """A form of {who}, {at}, {n}, {words}; further paragraphs on lines of their own."""

    def write(talk: Talk, folder: Path, rng: random.Random) -> Path:
        lines = list(head)
        for n, turn in enumerate(talk, 1):
            first = form.format(
                who=turn.who, at=turn.at(clock), n=n, words=turn.parts[0], remark=turn.remark
            )
            lines += [*first.split("\n"), *turn.parts[1:], *([""] if blank else [])]
        return text(folder / f"a{ending}", [*lines, *foot], **kept)

    return write


def named(change: Callable[[str, random.Random], str], write: Write) -> Write:
    """The same, each person under another spelling of the name, the same all through."""

    def changed(talk: Talk, folder: Path, rng: random.Random) -> Path:
        names = {who: change(who, rng) for who in dict.fromkeys(t.who for t in talk)}
        return write([Said(names[t.who], t.parts, t.second, t.remark) for t in talk], folder, rng)

    return changed


def remarked(choices: tuple[str, ...], share: float, write: Write) -> Write:
    def changed(talk: Talk, folder: Path, rng: random.Random) -> Path:
        told = {t.who: rng.choice(choices) for t in talk}
        pick = (lambda t: rng.choice(choices)) if choices is DOING else (lambda t: told[t.who])
        made = [
            Said(t.who + (f"（{pick(t)}）" if rng.random() < share else ""), t.parts, t.second)
            for t in talk
        ]
        return write(made, folder, rng)

    return changed


def numbered(form: str) -> Callable[[str, random.Random], str]:
    """Labels of a machine: the roster has them as aliases."""
    return lambda who, rng: form.format(1 + ["贾宝玉", *NAMES].index(who))


def padded(who: str, rng: random.Random) -> str:
    return f"{who[0]}　{who[1]}" if len(who) == 2 else who


def cues(form: str, name_again: bool, vtt: bool) -> Write:
    def write(talk: Talk, folder: Path, rng: random.Random) -> Path:
        lines, n = (["WEBVTT", ""] if vtt else []), 0
        mark = "{h:02}:{m:02}:{s:02}." if vtt else "{h:02}:{m:02}:{s:02},"
        for turn in talk:
            for k, part in enumerate(turn.parts):
                n += 1
                lines += [] if vtt else [str(n)]
                lines.append(f"{turn.at(mark)}{100 + k} --> {turn.at(mark)}{900 + k}")
                lines += [
                    form.format(who=turn.who, words=part) if k == 0 or name_again else part,
                    "",
                ]
        return text(folder / ("a.vtt" if vtt else "a.srt"), lines)

    return write


def word(fill: Callable[[Document, Talk, random.Random], None]) -> Write:
    def write(talk: Talk, folder: Path, rng: random.Random) -> Path:
        document = Document()
        fill(document, talk, rng)
        document.save(folder / "a.docx")
        return folder / "a.docx"

    return write


def paragraphs(document: Document, talk: Talk, rng: random.Random) -> None:
    document.add_heading("走访记录", 1)
    for turn in talk:
        runs = document.add_paragraph()
        runs.add_run(turn.who).bold = True
        runs.add_run(f"：{turn.parts[0]}")
        for part in turn.parts[1:]:
            document.add_paragraph(part)


def soft(document: Document, talk: Talk, rng: random.Random) -> None:
    runs = document.add_paragraph()
    for turn in talk:
        runs.add_run(f"{turn.who}：{turn.words}").add_break()


def running(document: Document, talk: Talk, rng: random.Random) -> None:
    document.add_paragraph("".join(f"{turn.who}：{turn.words}" for turn in talk))


def table(
    head: tuple[str, ...],
    columns: str,
    merged: bool = False,
    above: tuple[tuple[str, str], ...] = (),
) -> Callable[[Document, Talk, random.Random], None]:
    """Columns by letter: n number, w who, t time, s said, r a remark."""

    def fill(document: Document, talk: Talk, rng: random.Random) -> None:
        if above:
            meta = document.add_table(rows=0, cols=2)
            for pair in above:
                for cell, told in zip(meta.add_row().cells, pair, strict=True):
                    cell.text = told
            document.add_paragraph("")
        made = document.add_table(rows=0, cols=len(columns))
        rows = [head] if head else []
        for n, turn in enumerate(talk, 1):
            parts = turn.parts if merged else ("\n".join(turn.parts),)
            for k, part in enumerate(parts):
                cells = {
                    "n": str(n),
                    "w": "" if k else turn.who,
                    "t": turn.at(),
                    "s": part,
                    "r": "",
                }
                rows.append(tuple(cells[c] for c in columns))
        for row in rows:
            for cell, told in zip(made.add_row().cells, row, strict=True):
                cell.text = told

    return fill


def one_cell(document: Document, talk: Talk, rng: random.Random) -> None:
    made = document.add_table(rows=2, cols=2)
    for row, (left, right) in zip(
        made.rows,
        (
            ("访谈时间", "2026年6月3日"),
            ("访谈内容", "\n".join(f"{t.who}：{t.words}" for t in talk)),
        ),
        strict=True,
    ):
        row.cells[0].text, row.cells[1].text = left, right


def tabs(head: bool) -> Write:
    def write(talk: Talk, folder: Path, rng: random.Random) -> Path:
        lines = ["发言人\t时间\t内容"] if head else []
        return text(folder / "a.txt", lines + [f"{t.who}\t{t.at()}\t{t.words}" for t in talk])

    return write


def bars(talk: Talk, folder: Path, rng: random.Random) -> Path:
    rows = [f"| {t.who} | {t.words} |" for t in talk]
    return text(folder / "a.md", ["| 发言人 | 内容 |", "|---|---|", *rows])


def two_roles(talk: Talk, folder: Path, rng: random.Random, form: str = "{}：{}") -> Path:
    """问 and 答 of a talk of two: whoever asks, and the other."""
    lines = [form.format("问" if t.who == "贾宝玉" else "答", t.words) for t in talk]
    return text(folder / "a.txt", lines)


# name: (writer, paragraphs apart, clocks in it, two people only)
LAYOUTS: dict[str, tuple[Write, bool, bool]] = {
    "colon": (line_a_turn("{who}：{words}"), True, False),
    "half colon": (line_a_turn("{who}:{words}"), True, False),
    "blanks round the colon": (line_a_turn("{who} ： {words}"), True, False),
    "blank lines between": (line_a_turn("{who}：{words}", blank=True), True, False),
    "colon, words below": (line_a_turn("{who}：\n{words}"), True, False),
    "head and foot": (
        line_a_turn("{who}：{words}", head=tuple(HEADS), foot=("", "记录：小周", "（录音结束）")),
        True,
        False,
    ),
    "title and date": (
        line_a_turn("{who}：{words}", head=("座谈会录音整理", "2026年6月3日 09:30", "")),
        True,
        False,
    ),
    "clock in square brackets": (line_a_turn("[{at}] {who}：{words}"), True, True),
    "clock before": (line_a_turn("{at} {who}：{words}"), True, True),
    "clock in round brackets": (line_a_turn("（{at}）{who}：{words}"), True, True),
    "clock behind the name": (line_a_turn("{who}（{at}）：{words}"), True, True),
    "short clock behind": (line_a_turn("{who}({at}): {words}", clock="{mm:02}:{s:02}"), True, True),
    "clock without brackets": (line_a_turn("{who} {at}：{words}"), True, True),
    "full-width clock": (
        line_a_turn("{who}（{at}）：{words}", clock="{h:02}：{m:02}：{s:02}"),
        True,
        True,
    ),
    "lyrics": (line_a_turn("[{at}]{who}：{words}", clock="{mm:02}:{s:02}.00"), True, True),
    "numbers with a dot": (line_a_turn("{n}. {who}：{words}"), True, False),
    "numbers with a comma": (line_a_turn("{n}、{who}：{words}"), True, False),
    "numbers in brackets": (line_a_turn("（{n}）{who}：{words}"), True, False),
    "stars": (line_a_turn("**{who}**：{words}"), True, False),
    "stars round the colon": (line_a_turn("**{who}：**{words}", ending=".md"), True, False),
    "list": (line_a_turn("- {who}：{words}", ending=".md"), True, False),
    "headings": (line_a_turn("## {who}：\n{words}", ending=".md"), True, False),
    "remark once and again": (remarked(REMARKS, 1, line_a_turn("{who}：{words}")), True, False),
    "remark at the first": (remarked(REMARKS, 0.3, line_a_turn("{who}：{words}")), True, False),
    "what they did": (remarked(DOING, 0.4, line_a_turn("{who}：{words}")), True, False),
    "titles": (
        named(lambda who, rng: rng.choice(TITLES) + who, line_a_turn("{who}：{words}")),
        True,
        False,
    ),
    "two characters padded": (named(padded, line_a_turn("{who}：{words}")), True, False),
    "machine labels": (named(numbered("说话人{}"), line_a_turn("{who}：{words}")), True, False),
    "machine labels with a blank": (
        named(numbered("发言人 {}"), line_a_turn("{who}: {words}")),
        True,
        False,
    ),
    "English labels": (named(numbered("Speaker {}"), line_a_turn("{who}: {words}")), True, False),
    "numbered residents": (named(numbered("{}号居民"), line_a_turn("{who}：{words}")), True, False),
    "question and answer": (two_roles, False, False),
    "machine label and clock": (
        named(numbered("说话人{}"), line_a_turn("{who} {at}\n{words}", clock="{mm:02}:{s:02}")),
        True,
        True,
    ),
    "machine label, blanks, clock": (
        named(
            numbered("发言人 {}"),
            line_a_turn("{who}   {at}\n{words}", clock="{mm:02}:{s:02}", blank=True),
        ),
        True,
        True,
    ),
    "name and clock in brackets": (line_a_turn("{who}({at})\n{words}"), True, True),
    "name and milliseconds": (
        line_a_turn("{who}  {at}\n{words}", clock="{h:02}:{m:02}:{s:02}.250"),
        True,
        True,
    ),
    "clock and name": (line_a_turn("{at} {who}\n{words}"), True, True),
    "clock in brackets and name": (line_a_turn("[{at}] {who}\n{words}"), True, True),
    "name and day": (line_a_turn("{who} 2026-06-03 {at}\n{words}", blank=True), True, True),
    "clock in Chinese": (line_a_turn("{who} {at}\n{words}", clock="{mm}分{s:02}秒"), True, True),
    "from and to": (line_a_turn("{at} - {at} {who}\n{words}"), True, True),
    "tab and clock": (line_a_turn("{who}\t{at}\n{words}"), True, True),
    "clock alone": (line_a_turn("{at}\n{who}：{words}"), True, True),
    "black brackets": (line_a_turn("【{who}】{words}"), True, False),
    "black brackets alone": (line_a_turn("【{who}】\n{words}"), True, False),
    "square brackets": (line_a_turn("[{who}] {words}"), True, False),
    "clock in the brackets": (line_a_turn("【{who} {at}】{words}"), True, True),
    "name alone": (line_a_turn("{who}\n{words}", blank=True), True, False),
    "name alone with stars": (line_a_turn("**{who}**\n{words}", ending=".md"), True, False),
    "tab": (line_a_turn("{who}\t{words}"), False, False),
    "two blanks": (line_a_turn("{who}  {words}"), False, False),
    "dash": (line_a_turn("{who}——{words}"), False, False),
    "table of tabs": (tabs(True), False, True),
    "table of bars": (bars, False, False),
    "subtitles": (cues("{who}：{words}", True, False), False, False),
    "subtitles of the web": (cues("<v {who}>{words}", True, True), False, False),
    "Word paragraphs": (word(paragraphs), True, False),
    "Word, soft returns": (word(soft), False, False),
    "Word, one paragraph": (word(running), False, False),
    "Word table with clocks": (
        word(
            table(
                ("发言人", "时间", "内容"),
                "wts",
                above=(("时间", "2026年6月3日"), ("地点", "会议室")),
            )
        ),
        True,
        True,
    ),
    "Word table, bare": (word(table((), "ws")), True, False),
    "Word table, numbers and remarks": (
        word(table(("序号", "姓名", "发言内容", "备注"), "nwsr")),
        True,
        False,
    ),
    "Word table, a row a paragraph": (
        word(table(("说话人", "内容"), "ws", merged=True)),
        True,
        False,
    ),
    "Word, all in one cell": (word(one_cell), False, False),
    "GB18030 and CRLF": (
        line_a_turn("{who}：{words}", encoding="gb18030", end="\r\n"),
        True,
        False,
    ),
    "UTF-16": (line_a_turn("{who}：{words}", encoding="utf-16"), True, False),
}


def roster() -> dict[str, str]:
    """Every name, alias and label, by its key, with the person."""
    made = {}
    for number, who in enumerate(["贾宝玉", *NAMES], 1):
        labels = (f"说话人{number}", f"发言人{number}", f"Speaker {number}", f"{number}号居民")
        made |= {key_of(label): who for label in (who, *labels)}
    return made


def judge(talk: Talk, path: Path, known: dict[str, str], clocks: bool) -> str:
    """ "right", "stopped", or what was wrong."""
    people = known
    if {t.who for t in talk} == {"贾宝玉", NAMES[0]}:
        people = known | {"问": "贾宝玉", "答": NAMES[0]}
    try:
        turns = read_transcript(path, list(people)).turns
    except DataProblem as problem:
        return f"stopped: {problem}"
    read: list[list[str]] = []
    for turn in turns:
        who = people.get(called_in(turn.speaker, people), turn.speaker)
        if read and read[-1][0] == who:
            read[-1][1] += turn.text
        else:
            read.append([who, turn.text, turn.time])
    if [r[:2] for r in read] != [[t.who, t.words] for t in talk]:
        return "wrong"
    seconds = (
        [
            sum(
                60**k * int(float(p))
                for k, p in enumerate(
                    reversed(r[2].replace("分", ":").replace("秒", "").split()[-1].split(":"))
                )
            )
            for r in read
        ]
        if clocks
        else []
    )
    return "wrong time" if clocks and seconds != [t.second for t in talk] else "right"


def waits(path: Path, known: dict[str, str]) -> bool:
    """Whether a speaker is read of whom the roster knows nothing: then nothing is given out."""
    return any(not called_in(t.speaker, known) for t in read_transcript(path, list(known)).turns)


def count(lacking: bool) -> dict[str, list[str]]:
    """What came of every file, by layout; `lacking`: the last speaker is not in the roster."""
    found: dict[str, list[str]] = {}
    for name, (write, several, clocks) in LAYOUTS.items():
        rng = random.Random(f"{SEED + lacking}{name}")
        for _ in range(TIMES):
            talk = conversation(rng, several)
            if name == "question and answer":
                pair = ("贾宝玉", NAMES[0])
                talk = [Said(pair[k % 2], t.parts, t.second) for k, t in enumerate(talk)]
            gone = talk[-1].who if lacking else ""
            known = {key: who for key, who in roster().items() if who != gone}
            with tempfile.TemporaryDirectory() as folder:
                path = write(talk, Path(folder), rng)
                told = judge(talk, path, known, clocks)
                if lacking and not told.startswith("stopped") and waits(path, known):
                    told = "stopped: a speaker whom the roster does not know"
            found.setdefault(name, []).append(told)
    return found


def figures(found: dict[str, list[str]]) -> dict[str, object]:
    every = [told for each in found.values() for told in each]
    return {
        "files": len(every),
        "right": every.count("right"),
        "stopped": sum(told.startswith("stopped") for told in every),
        "silently wrong": sum(told.startswith("wrong") for told in every),
    }


def main() -> None:
    start = time.process_time()
    whole, lacking = count(False), count(True)
    if "--show" in sys.argv:
        for name, each in (*whole.items(), *lacking.items()):
            for told in each:
                if told != "right":
                    print(name, told[:140])
    made = {
        "layouts": len(LAYOUTS),
        "the roster is whole": figures(whole),
        "one speaker is not in the roster": figures(lacking),
        "seed": SEED,
        "seconds": round(time.process_time() - start),
    }
    written = json.dumps(made, ensure_ascii=False, indent=1)
    print(written)
    Path(__file__).with_suffix(".json").write_text(written + "\n", "utf-8")


if __name__ == "__main__":
    main()
