"""Where a study's files lie, and which of them are raw: one list for seal, fingerprints, packs."""

from __future__ import annotations

from researchlib.study.place import home_from, place_of

RAW = (
    "interviews/coding/甲/座谈会.docx",
    "interviews/transcripts/座谈会.txt",
    "interviews/归类分歧.xlsx",
    "photos/07.jpg",
    "questionnaires/a/x.csv",
    "records/payroll.csv",
    "own.csv",
    "课题表.xlsx",
)
MADE = (
    "local/fingerprint.key",
    "local/published/课题表.xlsx",
    "questionnaires/a/earlier/x.csv",
    "interviews/校对稿/座谈会.xlsx",
    "interviews/归类总表.xlsx",
    "interviews/框架表.xlsx",
    "interviews/归类对照.html",
    "withheld.json",
    "sealed.json",
    "待处理.xlsx",
    "~$课题表.xlsx",
    ".DS_Store",
)


def test_what_people_brought_is_raw_and_what_the_program_made_is_not(tmp_path):
    place = place_of(tmp_path, "s")
    for name in (*RAW, *MADE):
        path = place.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    assert sorted(place.fingerprints()) == sorted(RAW)
    before = place.fingerprints()
    (place.data / "records/payroll.csv").write_bytes(b"other")
    changed = {n for n, digest in place.fingerprints().items() if before[n] != digest}
    assert changed == {"records/payroll.csv"}


def test_notebooks_run_in_order_and_no_report_rests_on_those_for_class(tmp_path):
    place = place_of(tmp_path, "s")
    place.notebooks.mkdir(parents=True)
    place.data.mkdir(parents=True)
    for name in ("02_b", "00_a", "90_in_class", "06_report"):
        (place.notebooks / f"{name}.ipynb").write_text("{}")
    assert [p.stem for p in place.to_run()] == ["00_a", "02_b", "06_report", "90_in_class"]
    assert [p.stem for p in place.topics()] == ["00_a", "02_b"]
    assert home_from(place.notebooks) == tmp_path and home_from(tmp_path.parent) is None
