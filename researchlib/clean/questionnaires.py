"""A questionnaire from its exports to Answers, every decision applied and every loss told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import Answers, Design, Flow, Loss, Status
from researchlib.clean.columns import left_out
from researchlib.clean.convert import convert, nobody_asked
from researchlib.clean.open_answers import code_open_answers
from researchlib.clean.values import seconds
from researchlib.read.exports.export import Export
from researchlib.read.exports.questionnaires import Questionnaires, asks, read_questionnaires
from researchlib.store.files import sha256_of
from researchlib.study.codebook import Codebook, Question
from researchlib.study.study import Decision, Source, Study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind, Mode, Rule


def clean_answers(
    study: Study,
    source: str,
    *,
    decisions: Mapping[str, str] | None = None,
) -> Answers:
    """读取并清洗一份问卷：转换类型，区分跳过与空白，执行剔除规则。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    source : str
        问卷代号，与课题表“数据来源”里的一样。
    decisions : mapping of str to str, optional
        换一个“剔除规则”里声明过的备选，写成 {"规则代号": "备选"}；没有声明的不接受。

    Returns
    -------
    Answers
        一行一位填答者，次序与平台的序号无关。

    Raises
    ------
    DataProblem
        文件缺少或损坏，某道题没有对应的列，某个答案不在选项之列。

    Examples
    --------
    >>> residents = clean_answers(study, "residents")
    >>> residents.flow.issued, residents.flow.returned, residents.flow.valid
    (140, 120, 120)
    """
    return clean_export(study, read_questionnaires(study, source), decisions or {})


def readable(study: Study) -> Iterator[tuple[Questionnaires, Answers]]:
    """Every questionnaire that can be read by now, raw and cleaned."""
    for source in study.sources:
        with suppress(DataProblem):
            raw = read_questionnaires(study, source)
            yield raw, clean_export(study, raw, {})


def under_alternatives(
    study: Study,
    source: str,
) -> tuple[Answers, list[tuple[Decision, str, Answers | None]]]:
    """The answers as decided, and under every declared alternative, one decision at a time: read
    once and cleaned anew. None where an alternative cannot be cleaned."""
    raw = read_questionnaires(study, source)
    typed: dict[bool, _Typed] = {}

    def under(decisions: Mapping[str, str]) -> Answers:
        chosen = _choose(study.decisions_for(source), decisions)
        unsure = _unsure_counts(chosen)
        if unsure not in typed:
            typed[unsure] = _typed(study, raw, unsure)
        return _decided(study, raw, typed[unsure], chosen)

    tried: list[tuple[Decision, str, Answers | None]] = []
    for decision in study.decisions_for(source):
        for other in decision.alternatives:
            try:
                tried.append((decision, other, under({decision.key: other})))
            except DataProblem:
                tried.append((decision, other, None))
    return under({}), tried


def clean_export(
    study: Study,
    raw: Questionnaires,
    decisions: Mapping[str, str],
) -> Answers:
    """What was read, cleaned."""
    chosen = _choose(study.decisions_for(raw.source), decisions)
    return _decided(study, raw, _typed(study, raw, _unsure_counts(chosen)), chosen)


@dataclass(frozen=True)
class _Typed:
    """What was read, with types, before anybody is excluded; what was told of it."""

    frame: pd.DataFrame
    status: pd.DataFrame
    codebook: Codebook
    notes: tuple[str, ...]
    unread: tuple[str, ...]


def _unsure_counts(chosen: tuple[Decision, ...]) -> bool:
    """Whether 说不清 and the like are in the base: the one decision that types rest on."""
    return any(d.rule is Rule.UNSURE and d.chosen == w.UNSURE_IN_BASE for d in chosen)


def _typed(study: Study, raw: Questionnaires, unsure: bool) -> _Typed:
    asked = study.codebooks[raw.source]
    frame, status, notes, unread = _convert_ways(raw, asked, unsure)
    return _Typed(*code_open_answers(study, raw.source, frame, status, asked), notes, unread)


def _decided(
    study: Study,
    raw: Questionnaires,
    typed: _Typed,
    chosen: tuple[Decision, ...],
) -> Answers:
    """Whom the decisions leave in, and all that is told of it."""
    source, origin = raw.source, study.source(raw.source)
    frame, codebook = typed.frame, typed.codebook
    kept, losses = _exclude(raw, frame, study.codebooks[source], chosen)
    if len(raw.ways) > 1:
        codebook = replace(codebook, questions=(*codebook.questions, _way_question(raw)))
    if not kept.any():
        raise say.problem("nothing_left", source)
    fingerprint = _fingerprint(study, raw, chosen)
    order = np.random.default_rng(int(fingerprint[:8], 16)).permutation(np.flatnonzero(kept))
    flow = Flow(origin.issued, len(frame) + raw.set_aside, raw.set_aside, losses, len(order))
    design, frame = _design(study, origin, frame.iloc[order])
    answers = Answers(
        name=source,
        frame=frame.reset_index(drop=True),
        status=typed.status.iloc[order].reset_index(drop=True),
        codebook=codebook,
        design=design,
        mode=origin.mode,
        respondents=origin.respondents,
        flow=flow,
        decisions=tuple((d.key, d.chosen) for d in chosen),
        notes=typed.notes,
        unread=typed.unread,
        left_out=left_out(raw.exports, study.codebooks[source]),
        fingerprint=study.keyed(fingerprint),
        domain=np.ones(len(order), bool),
        data=study.keyed(_data_key(raw, chosen))[:12],
        withheld=study.withheld,
        rows=tuple(int(row) for row in frame.index),
    )
    for decision in chosen:
        if decision.rule is Rule.FILTER and decision.chosen != w.NO_FILTER:
            answers = answers.within(decision.variable, decision.chosen)
    return answers


def _design(
    study: Study,
    origin: Source,
    frame: pd.DataFrame,
) -> tuple[Design, pd.DataFrame]:
    """How they were drawn. The workbook counts people: where whole clusters were drawn from
    strata the people of each give a weight, and how many clusters there are is not known."""
    sizes, weight = study.frames.get((origin.key, origin.stratum), {}), origin.weight
    if origin.cluster and sizes and not weight:
        layer, weight = frame[origin.stratum].astype(object), say.BY_STRATA
        frame = frame.assign(**{weight: layer.map(dict(sizes)) / layer.map(layer.value_counts())})
    units = () if origin.cluster else tuple(sizes.items())
    design = (origin.sampling, origin.population, origin.stratum, units, origin.cluster, weight)
    issued = study.drawn.get((origin.key, origin.stratum), {})
    return Design(*design, issued=tuple(issued.items())), frame


def _choose(declared: tuple[Decision, ...], other: Mapping[str, str]) -> tuple[Decision, ...]:
    """The declared decisions, with the alternatives asked for in their place."""
    known = {d.key: d for d in declared}
    for key, value in other.items():
        if key not in known:
            raise say.problem("unknown_decision", key, list(known))
        allowed = (known[key].chosen, *known[key].alternatives)
        if value not in allowed:
            raise say.problem("undeclared_alternative", key, value, allowed)
    return tuple(replace(d, chosen=other.get(d.key, d.chosen)) for d in declared)


def _way_question(raw: Questionnaires) -> Question:
    """填答方式 as a question of its own, so that answers can be counted and compared by it."""
    modes = tuple(str(mode) for mode, _ in raw.ways)
    return Question(w.MODE, w.MODE, Kind.SINGLE, modes)


def _convert_ways(
    raw: Questionnaires,
    codebook: Codebook,
    unsure: bool,
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...], tuple[str, ...]]:
    """Every way of answering converted by its own columns, one below the other.

    A question that one way did not ask is skipped there, and told.
    """
    frames, states = [], []
    notes: list[str] = []
    unread: list[str] = []
    for mode, export in raw.ways:
        others = [e for e in raw.exports if e is not export]
        left = [
            q.variable
            for q in codebook
            if others and not asks(export, q) and any(asks(other, q) for other in others)
        ]
        frame, status, unreadable = _convert_all(export, codebook, unsure, left)
        if others:
            frame[w.MODE] = pd.Categorical([mode] * len(frame), [str(m) for m, _ in raw.ways])
            status[w.MODE] = np.int8(Status.ANSWERED)
        frames.append(frame)
        states.append(status)
        notes += [*export.notes, say.metadata_dropped(export.metadata_count)]
        unread += unreadable
        notes += [say.not_asked(mode, [codebook[v].label for v in left])] if left else []
    return pd.concat(frames), pd.concat(states), tuple(notes), tuple(unread)


def _convert_all(
    export: Export,
    codebook: Codebook,
    unsure: bool,
    left: Sequence[str],
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    columns: dict[str, pd.Series] = {}
    status: dict[str, np.ndarray] = {}
    unreadable: list[str] = []
    for question in codebook:
        converted = (
            nobody_asked(export, question)
            if question.variable in left
            else convert(export, question, unsure)
        )
        columns |= converted.columns
        status[question.variable] = converted.status.astype(np.int8)
        if converted.unreadable:
            unreadable.append(say.unreadable(question.text, export.path, converted.unreadable))
    frame = pd.DataFrame(columns)
    return frame, pd.DataFrame(status, index=frame.index), tuple(unreadable)


def _exclude(
    raw: Questionnaires,
    frame: pd.DataFrame,
    codebook: Codebook,
    chosen: tuple[Decision, ...],
) -> tuple[np.ndarray, tuple[Loss, ...]]:
    """Whom the rules leave in; a questionnaire lost to two rules counts under the first.

    Speed and whole rows of one answer say something of those only who filled it in alone.
    """
    kept = np.ones(len(frame), bool)
    alone = np.repeat([m is Mode.SELF for m, _ in raw.ways], [len(e.frame) for e in raw.exports])
    losses = []
    for decision in chosen:
        if decision.chosen == w.NOT_EXCLUDED:
            continue
        if decision.rule is Rule.TOO_FAST and alone.any():
            taken = np.concatenate([_seconds(export) for export in raw.exports])
            hit = alone & (taken < float(decision.chosen))
            reason = say.too_fast(int(decision.chosen))
        elif decision.rule is Rule.STRAIGHT and alone.any():
            hit = alone & _straight(frame, codebook, decision.variable)
            reason = say.straight(codebook.rows(decision.variable)[0].stem)
        elif decision.rule in (Rule.ATTENTION, Rule.CONSENT):
            hit = (frame[decision.variable].astype(object) != decision.chosen).to_numpy()
            asked = say.attention(codebook[decision.variable].label)
            reason = asked if decision.rule is Rule.ATTENTION else say.NO_CONSENT
        else:
            continue
        losses.append(Loss(reason, tuple(frame.index[hit & kept])))
        kept &= ~hit
    return kept, tuple(losses)


def _seconds(export: Export) -> np.ndarray:
    """Time taken; a file without it excludes nobody."""
    taken = export.metadata(*w.SECONDS_NAMES)
    if taken is None:
        return np.full(len(export.frame), np.inf)
    return seconds(taken).fillna(np.inf).to_numpy()


def _straight(frame: pd.DataFrame, codebook: Codebook, matrix: str) -> np.ndarray:
    """Every row of the matrix answered, and all alike."""
    rows = frame[[q.variable for q in codebook.rows(matrix)]].astype(object)
    return (rows.notna().all(axis=1) & rows.nunique(axis=1).eq(1)).to_numpy()


def _data_key(raw: Questionnaires, chosen: tuple[Decision, ...]) -> str:
    """The same raw files under the same decisions, however the workbook is worded. Who is looked
    at is no decision about the data: it stands in the filters of each number."""
    told = [sha for _, sha in raw.files]
    for d in chosen:
        told.append(f"{d.rule}{d.variable}{w.NO_FILTER if d.rule is Rule.FILTER else d.chosen}")
    return sha256_of("\0".join(told))[:12]


def _fingerprint(study: Study, raw: Questionnaires, chosen: tuple[Decision, ...]) -> str:
    told = [*raw.files, *((d.key, d.chosen) for d in chosen)]
    return sha256_of(study.fingerprint + "".join(f"{name}\0{what}\0" for name, what in told))
