"""The sheets of 课题表.xlsx: what each column means and what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from researchlib.terms import words as w


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its name, whether it must be filled, its drop-down, its width."""

    name: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    width: int = 14


_YES_NO = (w.YES, w.NO)

SHEETS: dict[str, tuple[Column, ...]] = {
    w.BASICS: (Column(w.ITEM, True, width=16), Column(w.CONTENT, width=60)),
    w.SOURCES: (
        Column(w.SOURCE, True),
        Column(w.SOURCE_NAME, True, width=24),
        Column(w.RESPONDENTS, True, width=20),
        Column(w.MODE, True, tuple(w.Mode)),
        Column(w.SAMPLING, True, tuple(w.Sampling)),
        Column(w.POPULATION),
        Column(w.ISSUED, True),
        Column(w.CHANNEL, True, width=36),
        Column(w.STRATUM),
        Column(w.CLUSTER),
        Column(w.WEIGHT),
    ),
    w.CODEBOOK: (
        Column(w.SOURCE),
        Column(w.VARIABLE, width=24),
        Column(w.TEXT, True, width=40),
        Column(w.STEM, width=30),
        Column(w.KIND, True, tuple(w.Kind)),
        Column(w.CHOICES, width=30),
        Column(w.SHORT),
        Column(w.UNSURE),
        Column(w.REVERSED, allowed=_YES_NO),
        Column(w.DIRECTION, allowed=tuple(w.Direction), width=16),
        Column(w.MIDDLE),
        Column(w.MISSING_CODES),
        Column(w.MISSING_CHECKED, allowed=_YES_NO),
        Column(w.SENSITIVITY, True, tuple(w.Sensitivity), width=18),
        Column(w.NOUN),
        Column(w.INSTRUMENT, width=24),
        Column(w.MERGE, width=30),
        Column(w.UNIT),
        Column(w.KEY),
        Column(w.SHOWN_WHEN, width=24),
        Column(w.CONFIRM, width=24),
        Column(w.PARTS, width=18),
    ),
    w.RULES: (
        Column(w.RULE, True, width=18),
        Column(w.SOURCE),
        Column(w.RULE_KIND, True, tuple(w.Rule)),
        Column(w.PARAMETER),
        Column(w.CHOSEN, True),
        Column(w.ALTERNATIVES, width=20),
        Column(w.REASON, True, width=50),
    ),
    w.ARGUMENT: (
        Column(w.ARGUMENT_KEY, True),
        Column(w.ARGUMENT_KIND, True, (w.PROBLEM, w.SUGGESTION)),
        Column(w.ARGUMENT_TEXT, True, width=60),
        Column(w.RESTS_ON, width=24),
        Column(w.RESTS_ON_LABELS, width=16),
        Column(w.RESTS_ON_FACTS, width=18),
        Column(w.CONTRARY, width=24),
        Column(w.ANSWERS_TO),
        Column(w.STRENGTH, allowed=tuple(w.Strength)),
        Column(w.LEAD, width=18),
        Column(w.TERM_OF, allowed=(w.NEAR_TERM, w.MIDDLE_TERM)),
    ),
    w.READING: (
        Column(w.SOURCE),
        Column(w.COLUMN, True, width=44),
        Column(w.SURE, width=12),
        Column(w.READ_AS, width=12),
        Column(w.CHOICES, width=36),
        Column(w.DIRECTION, width=16),
        Column(w.BASE_OF),
        Column(w.ALERTS, width=36),
        Column(w.LEFT_OUT, width=36),
        Column(w.SEEN, allowed=_YES_NO),
        Column(w.REMARK, width=24),
    ),
    w.SUPPLIED: (
        Column(w.FACT, True, width=18),
        Column(w.FACT_TEXT, True, width=50),
        Column(w.FACT_BY, True, width=18),
        Column(w.CHECKED, True, _YES_NO),
    ),
    w.OBSERVED: (
        Column(w.FACT, True, width=18),
        Column(w.FACT_TEXT, True, width=50),
        Column(w.SEEN_WHERE, True, width=18),
        Column(w.SEEN_WHEN, True),
        Column(w.PHOTO),
        Column(w.FACES, allowed=_YES_NO, width=18),
    ),
    w.FRAMES: (
        Column(w.SOURCE, True),
        Column(w.VARIABLE, True),
        Column(w.FRAME_CHOICE, True, width=20),
        Column(w.FRAME_COUNT, True),
        Column(w.FRAME_DRAWN),
        Column(w.FRAME_FROM, True, width=24),
    ),
    w.SCORING: (
        Column(w.SOURCE, True),
        Column(w.VARIABLE, True, width=20),
        Column(w.SCORED_AS, True, (w.AS_MEAN, w.AS_TOTAL)),
        Column(w.START, True),
        Column(w.LEAST, True),
        Column(w.BANDS, width=24),
        Column(w.BANDS_FROM, width=36),
        Column(w.PERMISSION, width=30),
        Column(w.CONSENTS, width=30),
    ),
    w.LABELS: (
        Column(w.LABEL, True, width=18),
        Column(w.DEFINITION, True, width=50),
        Column(w.PARENT, width=18),
        Column(w.INCLUDES, width=30),
        Column(w.EXCLUDES, width=30),
        Column(w.EXAMPLE, width=40),
    ),
    w.DOCUMENTS: (
        Column(w.DOCUMENT, True, width=18),
        Column(w.OCCASION, True, tuple(w.Occasion)),
        Column(w.RECORD, True, tuple(w.Record)),
        Column(w.HELD_ON),
        Column(w.CORRECTED_BY),
    ),
    w.CORRECTIONS: (
        Column(w.DOCUMENT, width=18),
        Column(w.CORRECTS, True, (w.WORDING, w.SPEAKER)),
        Column(w.HEARD, True, width=24),
        Column(w.MEANT, True, width=24),
    ),
    w.QUOTES: (
        Column(w.SOURCE, True),
        Column(w.VARIABLE, True),
        Column(w.ORIGINAL, True, width=50),
        Column(w.LABEL, True, width=18),
        Column(w.QUOTABLE, width=50),
        Column(w.STANCE, allowed=(w.FOR, w.AGAINST)),
        Column(w.AROUND, allowed=_YES_NO),
        Column(w.APPROVED_BY),
        Column(w.APPROVED_WHEN),
    ),
    w.TERMS: (
        Column(w.TERM, True, width=24),
        Column(w.TERM_REASON, True, width=40),
        Column(w.APPROVED_BY),
    ),
    w.PEOPLE: (
        Column(w.PSEUDONYM, True),
        Column(w.PERSON_NAME, True),
        Column(w.ALIASES, width=24),
        Column(w.ROLE, width=18),
        Column(w.PERSON_GROUP),
        Column(w.PERMITTED, allowed=tuple(w.Permission)),
    ),
}

# A list beside the workbook has the columns of that sheet.
LISTED = {w.QUOTE_LIST: w.QUOTES}

# The sheets of every study stand first, the others behind them.
FIRST_SHEETS = (w.BASICS, w.SOURCES, w.CODEBOOK, w.RULES, w.ARGUMENT)

# Sheets and columns that came later: an older workbook without them is still right.
OPTIONAL_SHEETS = (w.READING, w.PEOPLE, w.SCORING, w.DOCUMENTS, w.CORRECTIONS)
OPTIONAL_COLUMNS = (
    (w.SOURCES, w.CLUSTER),
    (w.SOURCES, w.WEIGHT),
    *((w.READING, column.name) for column in SHEETS[w.READING]),
    (w.TERMS, w.APPROVED_BY),
    *((w.CODEBOOK, c) for c in (w.DIRECTION, w.MIDDLE, w.MISSING_CODES, w.MISSING_CHECKED)),
    (w.CODEBOOK, w.PARTS),
    (w.OBSERVED, w.FACES),
    (w.QUOTES, w.STANCE),
    (w.QUOTES, w.AROUND),
    (w.PEOPLE, w.PERSON_GROUP),
    (w.PEOPLE, w.PERMITTED),
    *(
        (w.ARGUMENT, column)
        for column in (w.RESTS_ON_LABELS, w.RESTS_ON_FACTS, w.CONTRARY, w.STRENGTH)
    ),
    *((w.LABELS, column) for column in (w.PARENT, w.INCLUDES, w.EXCLUDES, w.EXAMPLE)),
)

BASIC_ITEMS = (
    w.TITLE,
    w.GROUP,
    w.PLACE,
    w.PERIOD,
    w.GROUP_SIZE,
    w.EDITION,
    w.DISTRIBUTION,
    w.SIMULATED,
)
