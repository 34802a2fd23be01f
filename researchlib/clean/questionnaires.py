"""A questionnaire from its exports to Answers, every decision applied and every loss told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import Answers, Design, Flow, Loss
from researchlib.clean.convert import convert
from researchlib.clean.open_answers import code_open_answers
from researchlib.read.exports.export import Export
from researchlib.read.exports.questionnaires import Questionnaires, read_questionnaires
from researchlib.study.codebook import Codebook
from researchlib.study.study import Decision, Source, Study
from researchlib.terms import words as w
from researchlib.terms.words import Mode, Rule


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
        From `open_study`.
    source : str
        问卷代号, as in the sheet 数据来源.
    decisions : mapping of str to str, optional
        Another declared value for a decision (剔除规则), by its 规则代号; undeclared values
        are refused.

    Returns
    -------
    Answers
        One row per respondent, in an order that does not follow the platform's 序号.

    Raises
    ------
    DataProblem
        A file is missing or damaged, a question has no column, an answer is not listed.

    Examples
    --------
    >>> residents = clean_answers(study, "residents")          # doctest: +SKIP
    """
    return clean_export(study, read_questionnaires(study, source), decisions or {})


def clean_export(
    study: Study,
    raw: Questionnaires,
    decisions: Mapping[str, str],
) -> Answers:
    """What was read, cleaned."""
    source, origin = raw.source, study.source(raw.source)
    chosen = _choose(study.decisions_for(source), decisions)
    frame, status, unreadable = _convert_all(raw.export, study.codebooks[source], chosen)
    frame, status, codebook = code_open_answers(
        study, source, frame, status, study.codebooks[source]
    )
    kept, losses = _exclude(raw.export, frame, study.codebooks[source], chosen, origin.mode)
    if not kept.any():
        raise say.nothing_left(source)
    fingerprint = _fingerprint(study, raw, chosen)
    order = np.random.default_rng(int(fingerprint[:8], 16)).permutation(np.flatnonzero(kept))
    flow = Flow(origin.issued, len(frame) + raw.set_aside, raw.set_aside, losses, len(order))
    design, frame = _design(study, origin, frame.iloc[order])
    answers = Answers(
        name=source,
        frame=frame.reset_index(drop=True),
        status=status.iloc[order].reset_index(drop=True),
        codebook=codebook,
        design=design,
        mode=origin.mode,
        respondents=origin.respondents,
        flow=flow,
        decisions=tuple((d.key, d.chosen) for d in chosen),
        notes=(*raw.export.notes, say.metadata_dropped(raw.export.metadata_count), *unreadable),
        fingerprint=fingerprint,
        domain=np.ones(len(order), bool),
        data=_data_key(raw, chosen),
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
    return Design(*design), frame


def _choose(declared: tuple[Decision, ...], other: Mapping[str, str]) -> tuple[Decision, ...]:
    """The declared decisions, with the alternatives asked for in their place."""
    known = {d.key: d for d in declared}
    for key, value in other.items():
        if key not in known:
            raise say.unknown_decision(key, list(known))
        allowed = (known[key].chosen, *known[key].alternatives)
        if value not in allowed:
            raise say.undeclared_alternative(key, value, allowed)
    return tuple(replace(d, chosen=other.get(d.key, d.chosen)) for d in declared)


def _convert_all(
    export: Export,
    codebook: Codebook,
    chosen: tuple[Decision, ...],
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    unsure = any(d.rule is Rule.UNSURE and d.chosen == w.UNSURE_IN_BASE for d in chosen)
    columns: dict[str, pd.Series] = {}
    status: dict[str, np.ndarray] = {}
    unreadable: list[str] = []
    for question in codebook:
        converted = convert(export, question, unsure)
        columns |= converted.columns
        status[question.variable] = converted.status.astype(np.int8)
        unreadable += converted.unreadable
    return (
        pd.DataFrame(columns),
        pd.DataFrame(status, index=export.frame.index),
        tuple(unreadable),
    )


def _exclude(
    export: Export,
    frame: pd.DataFrame,
    codebook: Codebook,
    chosen: tuple[Decision, ...],
    mode: Mode,
) -> tuple[np.ndarray, tuple[Loss, ...]]:
    """Whom the rules leave in; a questionnaire lost to two rules counts under the first."""
    kept = np.ones(len(frame), bool)
    losses = []
    for decision in chosen:
        if decision.chosen == w.NOT_EXCLUDED:
            continue
        if decision.rule is Rule.TOO_FAST and mode is Mode.SELF:
            hit = _seconds(export) < float(decision.chosen)
            reason = say.too_fast(int(decision.chosen))
        elif decision.rule is Rule.STRAIGHT and mode is Mode.SELF:
            hit = _straight(frame, codebook, decision.variable)
            reason = say.straight(codebook.rows(decision.variable)[0].stem)
        elif decision.rule is Rule.ATTENTION:
            hit = (frame[decision.variable].astype(object) != decision.chosen).to_numpy()
            reason = say.attention(codebook[decision.variable].label)
        elif decision.rule is Rule.CONSENT:
            hit = (frame[decision.variable].astype(object) != decision.chosen).to_numpy()
            reason = say.NO_CONSENT
        else:
            continue
        losses.append(Loss(reason, int((hit & kept).sum())))
        kept &= ~hit
    return kept, tuple(losses)


def _seconds(export: Export) -> np.ndarray:
    """Time taken; a file without it excludes nobody."""
    taken = export.metadata(*w.SECONDS_NAMES)
    if taken is None:
        return np.full(len(export.frame), np.inf)
    number = pd.to_numeric(taken.str.removesuffix(w.SECOND_MARK), errors="coerce")
    return number.fillna(np.inf).to_numpy()


def _straight(frame: pd.DataFrame, codebook: Codebook, matrix: str) -> np.ndarray:
    """Every row of the matrix answered, and all alike."""
    rows = frame[[q.variable for q in codebook.rows(matrix)]].astype(object)
    return (rows.notna().all(axis=1) & rows.nunique(axis=1).eq(1)).to_numpy()


def _data_key(raw: Questionnaires, chosen: tuple[Decision, ...]) -> str:
    """The same raw files under the same decisions, however the workbook is worded."""
    told = [*(sha for _, sha in raw.files), *(f"{d.rule}{d.variable}{d.chosen}" for d in chosen)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]


def _fingerprint(study: Study, raw: Questionnaires, chosen: tuple[Decision, ...]) -> str:
    digest = hashlib.sha256(study.fingerprint.encode())
    for name, sha in raw.files:
        digest.update(f"{name}\0{sha}\0".encode())
    for decision in chosen:
        digest.update(f"{decision.key}\0{decision.chosen}\0".encode())
    return digest.hexdigest()
