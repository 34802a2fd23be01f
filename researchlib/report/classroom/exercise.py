"""Exercises for the class: an answer is checked without being given away."""

from researchlib.protect.ledger import read_ledger
from researchlib.report.classroom import say
from researchlib.report.objects.finding import Text
from researchlib.store.files import sha256_of
from researchlib.study.study import Study
from researchlib.terms.numbers import MINUS
from researchlib.terms.text import fold


def check_number(study: Study, key: str, name: str, answer: str) -> Text:
    """复算练习：把自己算出的数与数字台账比，只说对不对，不说答案。

    Parameters
    ----------
    study : Study
        From `open_study`.
    key : str
        The finding's key in the ledger.
    name : str
        Which of its numbers, by the name used in the sentence.
    answer : str
        What the class computed, as it would be printed ("67%").

    Returns
    -------
    Text

    Examples
    --------
    >>> check_number(study, "daycare_known", "没听说过", "50%")
    和报告对不上，再想一想：基数是谁、缺失的人有没有去掉。
    """
    entries = read_ledger(study.paths.ledger).entries
    if not entries:
        raise say.exercise_needs_ledger(study.name)
    numbers = {e.key: {n["name"]: n["text"] for n in e.numbers} for e in entries if e.key}
    if name not in numbers.get(key, {}):
        raise say.exercise_unknown(key, name)
    right = _plain(answer) == _plain(numbers[key][name])
    return Text(say.RIGHT if right else say.WRONG)


def check_choice(exercise: str, answer: str, digest: str) -> Text:
    """选择练习：答案只以指纹保存，选对了才对得上。

    Parameters
    ----------
    exercise : str
        The exercise's name, part of the fingerprint.
    answer : str
        The letter chosen.
    digest : str
        The first eight characters of SHA-256 of "exercise|answer".

    Examples
    --------
    >>> check_choice("练习", "A", "c0ffee00")
    和报告对不上，再想一想：...
    """
    fingerprint = sha256_of(f"{exercise}|{_plain(answer)}")[:8]
    return Text(say.RIGHT if fingerprint == digest else say.WRONG)


def _plain(answer: str) -> str:
    """As a student may type it: any width and case, with blanks, a hyphen for the minus."""
    return "".join(fold(answer).split()).upper().replace(MINUS, "-")
