"""访谈记录, 访谈对象 and 校对表: the documents, who speaks in them, what was misheard."""

from researchlib.study.reading import Reading, lines
from researchlib.study.study import Correction, Document, Person
from researchlib.terms import words as w


def read_interviews(
    reading: Reading,
) -> tuple[dict[str, Document], tuple[Person, ...], tuple[Correction, ...]]:
    """The documents by name, the stored table of pseudonyms, and the corrections."""
    documents = _documents(reading)
    people = reading.rows(w.PEOPLE, w.PSEUDONYM)
    reading.unique(people, w.PERSON_NAME)
    corrections = reading.rows(w.CORRECTIONS, w.DOCUMENT, w.CORRECTS, w.HEARD)
    for row in corrections:
        reading.known(row, w.DOCUMENT, list(documents))
    return (
        documents,
        tuple(
            Person(
                row[w.PSEUDONYM],
                row[w.PERSON_NAME],
                lines(row[w.ALIASES]),
                row[w.ROLE],
                row[w.PERSON_GROUP],
                row[w.PERMITTED],
            )
            for row in people
        ),
        tuple(
            Correction(row[w.DOCUMENT], row[w.CORRECTS] == w.SPEAKER, row[w.HEARD], row[w.MEANT])
            for row in corrections
        ),
    )


def _documents(reading: Reading) -> dict[str, Document]:
    rows = reading.rows(w.DOCUMENTS, w.DOCUMENT)
    return {
        row[w.DOCUMENT]: Document(
            row[w.DOCUMENT],
            w.Occasion(row[w.OCCASION]),
            w.Record(row[w.RECORD]),
            row[w.HELD_ON],
            row[w.CORRECTED_BY],
        )
        for row in rows
        if row[w.OCCASION] in tuple(w.Occasion) and row[w.RECORD] in tuple(w.Record)
    }
