"""座谈纪要 as Word: what is known of a forum and what may be quoted of it; the rest is people's."""

from pathlib import Path

from researchlib.clean.interviews import Transcripts, clean_interviews, is_forum
from researchlib.protect.gate import Known, passed
from researchlib.protect.voices import people
from researchlib.report import say as say_report
from researchlib.report.objects.voices import Voices
from researchlib.report.word.exporter import titled
from researchlib.run.interviews import say
from researchlib.store.files import write_together
from researchlib.store.package import saved
from researchlib.study.study import Study
from researchlib.terms import words as w


def write_minutes(study: Study) -> list[str]:
    """A 纪要 of every forum in exports/; one that is there stays, the new one has a number.

    Returns the names. Raises DataProblem where the gate refuses one.
    """
    spoken = clean_interviews(study)
    made = []
    for document in spoken.documents:
        if is_forum(spoken, document):
            path = _free(study.paths.exports / f"{say.MINUTES}_{document}.docx")
            data = _minutes(study, spoken.within(document), document)
            write_together(passed({path: data}, Known.of(study)))
            made.append(path.name)
    return made


def _free(path: Path) -> Path:
    """The name, or the next that nobody has filled in yet."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}_{number}"), number + 1
    return free


def _minutes(study: Study, spoken: Transcripts, document: str) -> bytes:
    title, told = say.minutes_of(document), say_report.SIMULATED_PAGE
    made = titled(study, title, title, [told] * study.simulated).document
    topics = [label for label in spoken.labels if label in set(spoken.codings["label"])]
    for name, text in (
        (say.HELD, spoken.documents[document].held_on or w.TO_FILL),
        (w.PLACE, study.place or w.TO_FILL),
        (say.PRESENT, _present(spoken)),
        (say.TOPICS, w.LIST_MARK.join(topics) or w.TO_FILL),
    ):
        line = made.add_paragraph()
        line.add_run(f"{name}：").bold = True
        line.add_run(text)
    made.add_heading(say.SAID, 1)
    if spoken.open:
        made.add_paragraph(say.minutes_open(spoken.open))
    quoted = [(label, Voices(study, label, document).quotes) for label in topics]
    for label, quotes in quoted:
        if quotes:
            made.add_heading(label, 2)
        for quote in quotes:
            made.add_paragraph(f"{quote.text}（{quote.who}）")
    if not any(quotes for _, quotes in quoted):
        made.add_paragraph(say_report.NO_VOICES)
    for heading in say.TO_WRITE:
        made.add_heading(heading, 1)
        made.add_paragraph(w.TO_FILL)
    return saved(made, study.day)


def _present(spoken: Transcripts) -> str:
    """Who spoke, by role; one or two are not told apart."""
    turns = spoken.turns.drop_duplicates("speaker")
    return w.LIST_MARK.join(
        f"{role or say.NO_ROLE}{people(len(rows))}"
        for role, rows in turns.groupby("role", sort=False)
    )
