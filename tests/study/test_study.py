"""A study as a notebook shows it."""

from example_study import tiny

from researchlib.read.workbook import open_study


def test_a_study_that_is_shown_names_nobody_and_quotes_nobody(tmp_path):
    study = tiny(tmp_path)
    hidden = [word for p in study.people for word in (p.name, p.pseudonym) if word]
    hidden += [quote.original for quote in study.quotes]
    assert len(study.people) > 3 and study.quotes
    told = repr(study)
    assert [word for word in hidden if word in told] == []
    assert told.startswith("课题“测试课题”（demo）：问卷1种，访谈记录1份。")
    assert repr(open_study("demo", home=tmp_path)) == told
