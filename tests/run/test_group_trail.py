"""依据在哪里（组内）: what it says of file, column, cells and rows, counted again in the raw files."""

import html
import io
import re
import zipfile

import openpyxl
import pytest
from conftest import write_xlsx

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.new import new_study_from
from researchlib.run.pack.pack import pack
from researchlib.run.publish import say
from researchlib.run.publish.report import make_report

ENTRY = re.compile(
    r"(?:.*：)?(?P<text>[^：，]+)，95%区间.*?有效回答(?P<n>\d+)人.*?。"
    r"(?P<first>先筛第[A-Z]+列.+，)?第(?P<column>[A-Z]+)列(?P<how>是|含)“(?P<cells>[^第]+)”的(?P<count>\d+)人。"
)
GROUP = re.compile("先筛第([A-Z]+)列(是|含)“([^第]+)”，")


def told(home, study):
    page = home / "data" / study / "local" / f"{say.TRAIL_NAME}.html"
    return page.read_text(encoding="utf-8")


def lines_of(page):
    return [
        html.unescape(re.sub("<a .*?</a>|<[^>]+>", "", line)).strip()
        for line in page.split("<li>")[1:]
    ]


def rows_of(path):
    """The rows of a sheet by their numbers in Excel, each cell by its letter."""
    sheet = openpyxl.load_workbook(path).active
    return {
        row[0].row: {c.column_letter: str(c.value or "") for c in row}
        for row in sheet.iter_rows(min_row=2)
    }


def holds(row, column, how, cells):
    wanted = cells.split("”或“")
    return any(row[column] == one if how == "是" else one in row[column] for one in wanted)


def counted_again(page, rows):
    """Every entry with a plain filter: its count and share, from the cells alone."""
    right = 0
    for line in lines_of(page):
        entry = ENTRY.match(line)
        if entry is None:
            continue
        group = GROUP.findall(entry["first"] or "")
        among = [row for row in rows.values() if all(holds(row, *one) for one in group)]
        count = sum(holds(row, entry["column"], entry["how"], entry["cells"]) for row in among)
        assert count == int(entry["count"]), line
        if entry["text"].endswith("%"):
            assert abs(100 * count / int(entry["n"]) - float(entry["text"][:-1])) <= 0.5, line
            right += 1
    return right


def test_the_counts_of_the_residents_are_those_of_the_raw_file(published):
    page = told(published, "demo").split("<h2>社区工作人员")[0]
    (raw,) = (published / "data/demo/questionnaires/residents").glob("*按文本*122.xlsx")
    assert f"<h2>社区居民：{raw.name}，工作表“Sheet1”。" in page
    rows = rows_of(raw)
    gone = re.findall(r"第(\d+)行（序号(\d+)）：答题少于60秒", page)
    assert len(gone) == len(rows) - 118
    for row, serial in gone:
        assert rows.pop(int(row))["A"] == serial
    assert counted_again(page, rows) > 100
    assert "先筛第K列是“独居”" in page and "第N列是“没去过”的41人" in page


def test_each_entry_leads_to_the_panel_that_prints_it(published):
    places = re.findall(
        r'href="\.\./\.\./\.\./exports/demo/([^"#]+)#([^"]+)"', told(published, "demo")
    )
    assert len(places) > 50
    pages = {name: (published / "exports/demo" / name).read_text("utf-8") for name, _ in places}
    assert all(f'id="{anchor}"' in pages[name] for name, anchor in places)


def test_what_no_filter_finds_is_given_no_filter(published):
    """A first place, an average, a coded answer, a weighted share."""
    lines = lines_of(told(published, "demo"))
    assert not [one for one in lines if "（第一位）" in one and re.search("列[是含]", one)]
    assert not [one for one in lines if "分，95%" in one and re.search(r"的\d+人。$", one)]
    assert [one for one in lines if "第BN列归为“干部待遇”" in one]
    district = lines_of(told(published, "district"))
    assert not [one for one in district if "分层随机" in one and re.search(r"的\d+人。$", one)]


def words_of(data):
    """What a file says, a document or workbook by its parts."""
    if data[:2] != b"PK":
        return data.decode("utf-8", "ignore")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(words_of(parts.read(name)) for name in parts.namelist())


@pytest.mark.parametrize("study", ["demo", "district"])
def test_nothing_that_leaves_names_a_raw_file_a_column_or_a_row(published, study):
    opened = open_study(study, published)
    names = [path.stem for path in opened.paths.questionnaires.rglob("*.xlsx")]
    leaving = [p.read_bytes() for p in opened.paths.exports.iterdir() if p.is_file()]
    with zipfile.ZipFile(pack(published, opened, "class")) as packed:
        assert not [name for name in packed.namelist() if say.TRAIL_NAME in name]
        leaving += [packed.read(name) for name in packed.namelist()]
    for data in leaving:
        text = words_of(data)
        assert not re.search("第[A-Z]{1,2}列|第[0-9]+行（序号", text)
        assert not [name for name in names if name in text]


def test_a_study_of_a_strangers_file(tmp_path, workers):
    """A blank column without a name stands before the answers; nothing was left out."""
    for part in ("data", "notebooks"):
        (tmp_path / part).mkdir()
    head = [
        "序号",
        None,
        "1、您的性别",
        "2、您满意吗",
        "3、您用过哪些（可多选）(食堂)",
        "3、(助浴)",
    ]
    rows = [
        [k, None, "男女"[k % 2], ["满意", "一般", "不满意"][k % 3], int(k % 4 > 0), int(k % 3 > 0)]
        for k in range(1, 61)
    ]
    raw = write_xlsx(tmp_path / "给的.xlsx", [head, *rows])
    new_study_from(tmp_path, "mine", [raw])
    make_report(tmp_path, open_study("mine", tmp_path), lambda text: None, workers)
    page = told(tmp_path, "mine")
    assert "第C列是“男”的30人" in page and "第D列是“满意”的20人" in page
    assert "第E列是“1”的45人" in page and "第F列是“1”的40人" in page
    assert counted_again(page, rows_of(raw)) >= 7 and "）：" not in page.split("</ol>")[-1]
