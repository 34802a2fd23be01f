"""The list of all findings: the annex in which a report shows what it rests on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from researchlib.clean.answers import Answers
from researchlib.estimate.leading import leads
from researchlib.protect import say as say_protect
from researchlib.protect.ledger import read_ledger
from researchlib.protect.number import WORDS, Number, Rows
from researchlib.report.objects import say
from researchlib.report.objects.display import Run, Sentence, joined
from researchlib.report.objects.leading import leading_findings
from researchlib.report.objects.listing import Listing
from researchlib.report.objects.prose import FIELD, bind, split_unbound
from researchlib.study.study import Study
from researchlib.terms import policy
from researchlib.terms.words import TO_FILL


def findings_table(study: Study, caption: str) -> Listing:
    """调研发现清单：各专题的每条发现、它的依据和出处，用在报告的哪个问题上。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。调研发现取自各专题最近一次运行。
    caption : str
        简短的标题。

    Returns
    -------
    Listing
        一条发现一行，按专题的次序。

    Raises
    ------
    DataProblem
        还没有运行过任何专题。

    Examples
    --------
    >>> findings_table(study, "调研发现清单")
    调研发现清单
    调研发现  依据  出自  用于
    没听说过日间照料中心的居民占33%。  没听说过：25%—42%，120人  ...  问题（一）
    """
    findings = found(study)
    if not findings:
        raise say.problem("no_findings", study.name)
    rows = tuple(
        (
            one["text"],
            _evidence(one["numbers"]),
            one["title"] or one["report"],
            _used(study, one["key"]),
        )
        for one in findings
    )
    made = [
        Number.read(n).interval_name
        for one in findings
        for n in one["numbers"]
        if n.get("interval")
    ]
    notes = {
        say.INTERVALS_NOTE: say_protect.INTERVAL in made,
        say.REACHES_NOTE: say_protect.REACH in made,
        say.UNUSED_NOTE: any(used == say.NOT_USED for *_, used in rows),
    }
    told = [note for note, true in notes.items() if true]
    return Listing(caption, "", say.FINDINGS_HEAD, rows, told, behind=WORDS)


def found(study: Study) -> list[Mapping[str, Any]]:
    """Those of the run that is going on; in a notebook opened by itself, those published."""
    going = study.paths.findings
    if going.is_file():
        return json.loads(going.read_text(encoding="utf-8"))
    return [vars(e) | {"title": ""} for e in read_ledger(study.paths.ledger).findings]


def bound(study: Study, text: str) -> tuple[tuple[Run, ...], tuple[Number, ...]]:
    """A cell of the workbook with the numbers that it names: {代号.名称} of a finding; of one that
    no report holds, or that is withheld, what is to be filled in."""
    listed = found(study) if FIELD.search(text) else []
    numbers = {f"{one['key']}.{n['name']}": n for one in listed for n in one["numbers"]}
    named = {name: Number.read(number) for name, number in numbers.items()}
    known = {name.partition(".")[0] for name in named}
    told = FIELD.sub(lambda m: m[0] if m[1].partition(".")[0] in known else TO_FILL, text)
    return bind(told, (), named)


def key_points(study: Study, *answers: Answers, most: int = 5) -> tuple[Sentence, ...]:
    """要点：全篇的论点（课题表类别“论点”，空着不印）、最要紧的几条发现、要办的事，放在报告最前面。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    *answers : Answers
        清洗过的答卷；各题按 `leading_findings` 的办法排先后。
    most : int
        最多几条发现。

    Returns
    -------
    tuple of Text
        先是每个问题排在最前的一条发现，再是其余的；各专题还没有发现的，
        用 `leading_findings` 的几句话。

    Examples
    --------
    >>> thesis, first, *_ = key_points(study, answers)
    >>> thesis
    设施建起来了，33%的居民没听说过。
    >>> first
    没听说过日间照料中心的居民占33%。
    """
    listed = [one for one in found(study) if one["numbers"]]
    places: dict[str, int] = {}
    for each in answers:
        for lead in leads(each, ()):
            places.setdefault(lead.estimates.asked.text, len(places))
    listed.sort(
        key=lambda one: min(places.get(n.get("question"), len(places)) for n in one["numbers"])
    )
    grounds = [[o for o in listed if o["key"] in p.findings][:1] for p in study.problems]
    chosen = {one["key"]: one for some in (*grounds, listed) for one in some}
    told = [(*_cut(one), f"{one['report']}.html#{one['key']}") for one in chosen.values()]
    if not told:
        own = [s for each in answers for s in leading_findings(each, most=most)]
        reports = study.paths.notebooks.glob(f"{policy.IN_SLIDES}*.ipynb")
        report = max((path.stem for path in reports), default="")
        told = [(s.runs, s.numbers, f"{report}.html#{s.key}" * bool(report and s.key)) for s in own]
    told = [*((*bound(study, one.text), "") for one in study.theses), *told[:most]]
    if study.suggestions:
        told.append(((Run(say.asked_for(study.suggestions)),), (), ""))
    return tuple(
        Sentence(
            kind="text",
            text=joined(runs),
            behind=Rows.of(numbers),
            runs=runs,
            numbers=numbers,
            page=page,
        )
        for runs, numbers, page in told
    )


def _cut(one: Mapping[str, Any]) -> tuple[tuple[Run, ...], tuple[Number, ...]]:
    """A finding as it was published, its numbers leading to what is behind them."""
    runs, rest, at = list[Run](), one["text"], 0
    for place, number in enumerate(one["numbers"]):
        before, said, after = rest.partition(number["text"])
        if said:
            runs += [*_leading(before, at), Run(said, place)]
            rest, at = after, place
    return (*runs, *_leading(rest, at)), tuple(map(Number.read, one["numbers"]))


def _leading(text: str, at: int) -> Iterator[Run]:
    """Words of a published sentence: a base, or a number in words, is of the number beside it."""
    return (Run(run.text, at if run.unbound else None) for run in split_unbound(text))


def _evidence(numbers: Sequence[Mapping[str, Any]]) -> str:
    """Base and interval of each number that has them."""
    parts = [
        say.finding_evidence(n["name"], n.get("interval") or "", n["n"])
        for n in numbers
        if n.get("n")
    ]
    return "；".join(dict.fromkeys(parts)) or say.FROM_RECORDS


def _used(study: Study, key: str) -> str:
    places = [
        say.problem_ordinal(place)
        for place, problem in enumerate(study.problems)
        if key in problem.findings
    ]
    places += [
        say.against_problem(place)
        for place, problem in enumerate(study.problems)
        if key in problem.contrary
    ]
    return "、".join(places) or say.NOT_USED
