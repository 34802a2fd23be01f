"""总体构成, 原话 and 问题与建议: what the report argues with, beside the questionnaires."""

from collections.abc import Mapping

from researchlib.study.codebook import Codebook
from researchlib.study.reading import Reading, Row, lines
from researchlib.study.study import Claim, Document, Fact, Label, Quote, Suggestion
from researchlib.terms import words as w

Frames = dict[tuple[str, str], dict[str, int]]


def read_frames(
    reading: Reading,
    codebooks: Mapping[str, Codebook],
) -> tuple[Frames, Frames]:
    """How the population is made up, by questionnaire and variable, and how many were drawn."""
    rows = reading.rows(w.FRAMES, w.SOURCE, w.VARIABLE, w.FRAME_CHOICE)
    frames: Frames = {}
    drawn: Frames = {}
    for row in rows:
        reading.known(row, w.SOURCE, list(codebooks))
        book = codebooks.get(row[w.SOURCE])
        if book is None:
            continue
        reading.known(row, w.VARIABLE, [q.variable for q in book])
        if row[w.VARIABLE] in book:
            question = book[row[w.VARIABLE]]
            reading.known(row, w.FRAME_CHOICE, question.substantive)
        count = reading.number(row, w.FRAME_COUNT)
        key, choice = (row[w.SOURCE], row[w.VARIABLE]), row[w.FRAME_CHOICE]
        frames.setdefault(key, {})[choice] = count or 0
        sampled = reading.number(row, w.FRAME_DRAWN)
        if sampled is not None:
            drawn.setdefault(key, {})[choice] = sampled
    return frames, drawn


def read_quotes(
    reading: Reading,
    codebooks: Mapping[str, Codebook],
    documents: Mapping[str, Document],
) -> tuple[dict[str, Label], tuple[Quote, ...]]:
    """The labels, and every piece of original words with the labels it bears."""
    label_rows = reading.rows(w.LABELS, w.LABEL)
    rows = reading.rows(w.QUOTES, w.SOURCE, w.VARIABLE, w.ORIGINAL)
    if w.QUOTE_LIST in reading.sheets:
        rows += reading.rows(w.QUOTE_LIST)
    labels = {
        row[w.LABEL]: Label(
            *(
                row[column]
                for column in (w.LABEL, w.DEFINITION, w.PARENT, w.INCLUDES, w.EXCLUDES, w.EXAMPLE)
            )
        )
        for row in label_rows
    }
    for row in label_rows:
        reading.known(row, w.PARENT, list(labels))
    quotes = []
    for row in rows:
        reading.known(row, w.SOURCE, [*codebooks, *documents])
        if row[w.SOURCE] in documents:
            reading.number(row, w.VARIABLE)
        borne = lines(row[w.LABEL])
        reading.known(row, w.LABEL, labels, borne)
        approved = bool(row[w.QUOTABLE] and row[w.APPROVED_BY] and row[w.APPROVED_WHEN])
        quotes.append(
            Quote(
                row[w.SOURCE],
                row[w.VARIABLE],
                row[w.ORIGINAL],
                borne,
                row[w.QUOTABLE],
                approved,
                row[w.STANCE],
                row[w.AROUND] == w.YES,
            )
        )
    return labels, tuple(quotes)


def read_argument(
    reading: Reading,
    labels: Mapping[str, Label],
    facts: Mapping[str, Fact],
) -> tuple[dict[str, tuple[Claim, ...]], tuple[Suggestion, ...]]:
    """Problems, causes and theses by their kind, and suggestions; these and causes may name only
    problems that exist.

    Labels and facts on which a claim rests must be known; which findings there are, only a run
    can tell.
    """
    rows = reading.rows(w.ARGUMENT, w.ARGUMENT_KEY)
    keys = [row[w.ARGUMENT_KEY] for row in rows if row[w.ARGUMENT_KIND] == w.PROBLEM]
    for row in rows:
        reading.known(row, w.ANSWERS_TO, keys, lines(row[w.ANSWERS_TO]))
    claims = {
        kind: tuple(
            _claim(reading, row, labels, facts) for row in rows if row[w.ARGUMENT_KIND] == kind
        )
        for kind in (w.PROBLEM, w.CAUSE, w.THESIS)
    }
    suggestions = tuple(
        Suggestion(
            row[w.ARGUMENT_KEY],
            row[w.ARGUMENT_TEXT],
            lines(row[w.ANSWERS_TO]),
            row[w.LEAD],
            row[w.TERM_OF],
            w.Strength(row[w.STRENGTH]) if row[w.STRENGTH] in tuple(w.Strength) else None,
            row[w.MEASURE],
            row[w.MONEY],
        )
        for row in rows
        if row[w.ARGUMENT_KIND] == w.SUGGESTION
    )
    return claims, suggestions


def _claim(
    reading: Reading,
    row: Row,
    labels: Mapping[str, Label],
    facts: Mapping[str, Fact],
) -> Claim:
    rests = reading.known(row, w.RESTS_ON_FACTS, facts, lines(row[w.RESTS_ON_FACTS]))
    borne = reading.known(row, w.RESTS_ON_LABELS, labels, lines(row[w.RESTS_ON_LABELS]))
    return Claim(
        row[w.ARGUMENT_KEY],
        row[w.ARGUMENT_TEXT],
        lines(row[w.RESTS_ON]),
        lines(row[w.CONTRARY]),
        tuple(borne),
        tuple(key for key in rests if facts[key].source is w.FactSource.OBSERVED),
        tuple(key for key in rests if facts[key].source is w.FactSource.SUPPLIED),
        lines(row[w.ANSWERS_TO]),
    )
