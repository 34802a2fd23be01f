"""What a cell shows of the values that a notebook begins with: how much there is, and nobody."""

import pytest
from example_study import tiny

from researchlib.clean.interviews import clean_interviews
from researchlib.clean.payroll import clean_payroll


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return tiny(tmp_path_factory.mktemp("shown"))


def test_a_study_names_nobody_and_quotes_nobody(study):
    hidden = [word for p in study.people for word in (p.name, p.pseudonym) if word]
    hidden += [quote.original for quote in study.quotes]
    assert len(study.people) > 3 and study.quotes
    told = repr(study)
    assert [word for word in hidden if word in told] == []
    assert told.startswith("课题“测试课题”（demo）：问卷1种，访谈记录1份。")


def test_interviews_show_nobodys_words(study):
    spoken = clean_interviews(study)
    told = repr(spoken)
    said = {*spoken.turns["text"], *spoken.turns["speaker"], *spoken.codings["quote"]}
    assert len(said) > 8 and [words for words in said if words in told] == []
    assert told.startswith("访谈记录1份，6人发言，归类6处，没有商定的0处。")
    assert repr(spoken.within("座谈会")) == told


def test_a_payroll_shows_nobodys_months(study):
    payroll = clean_payroll(study)
    raw = next(study.folder.rglob("payroll.csv")).read_text(encoding="utf-8-sig").split()[1:]
    persons = {line.split(",")[0] for line in raw}
    told = repr(payroll)
    assert [person for person in persons if person in told] == []
    assert told.startswith(f"工资台账：{len(persons)}人，{len(raw)}人月。")
