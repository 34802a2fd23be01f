"""Where in a sheet the answers stand: header, rows, and what above and below is neither."""

import re

import numpy as np
import pandas as pd

from researchlib.read.exports.headers import own_columns
from researchlib.read.exports.heads import header_of, is_no_answer
from researchlib.terms import platforms, policy
from researchlib.terms import words as w
from researchlib.terms.text import is_number

Note = tuple[str, str]
_TOP = 20
_WIDE, _AGAIN = 0.8, 0.3
_REMARK = 8
_ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERR")
_MIDNIGHT = r"\d{4}-\d\d-\d\d 00:00:00"
_KEPT_TEXT = r'^="(.*)"$'
_SCIENTIFIC = r"\d(?:\.\d+)?[Ee]\+1\d"
_TOLD_SHARE = r"\d+\s*[(（]\d+(?:\.\d+)?%[)）]"
_PLATFORM = {w.SUBMITTED, w.SECONDS, w.ADDRESS}


class NoHeader(Exception):
    """No row of the sheet is a header; args are what it is instead and the row, as Excel counts."""


def split_sheet(frame: pd.DataFrame) -> tuple[list[str], pd.DataFrame, list[Note], list[int]]:
    """Header, answers (index counts rows as Excel does), notes on what was set aside, and where in
    the sheet each column stands.

    Raises NoHeader where the answers begin without names of columns, or below two rows of them.
    """
    notes: list[Note] = []
    start = _header_row(frame.head(_TOP))
    if start is None:
        return [], frame.iloc[:0], notes, []
    if start:
        notes.append(("title_rows", str(start)))
    header, tall = header_of(frame, start)
    if _is_summary(header, frame.iloc[start + 1 :]):
        raise NoHeader("summary", start + 1)
    body = frame.iloc[start + tall :]
    body.index = range(start + tall + 1, start + tall + 1 + len(body))
    filled = (body.to_numpy() != "").any(axis=0)
    used = [k for k, name in enumerate(header) if name or filled[k]]
    if len(used) < len(header):
        body = body[used]
        body.columns = range(len(used))
    named = [header[k] or w.UNNAMED_COLUMN.format(k + 1) for k in used]
    body = _drop_blank(body)
    body = _drop_repeats(body, [header[k] for k in used], notes)
    body = _drop_tail(body, notes)
    return named, _mend(body, notes), notes, used


def _is_summary(header: list[str], body: pd.DataFrame) -> bool:
    """Options with how many chose them, or cells like 12(35%): totals, not persons."""
    names = {name.casefold() for name in header}
    cells = [c for c in body.head(_TOP).to_numpy().ravel()[1:] if c]
    return all(names & known for known in platforms.SUMMED) or (
        sum(bool(re.fullmatch(_TOLD_SHARE, c)) for c in cells) > 0.5 * len(cells) > 0
    )


def _header_row(top: pd.DataFrame) -> int | None:
    """The first row nearly as full as the fullest: titles above it hold a cell or two."""
    cells = top.to_numpy()
    filled = (cells != "").sum(axis=1)
    titles = np.array([len({*row} - {""}) == 1 for row in cells], bool)
    filled = np.where(titles & (top.shape[1] > 1), np.minimum(filled, 1), filled)
    if not len(filled) or not filled.max():
        return None
    for place, row in enumerate(top.itertuples(index=False, name=None)):
        names = [str(cell).strip() for cell in row]
        if _PLATFORM & set(names) or own_columns(names):
            return place
    place = int((filled >= _WIDE * filled.max()).argmax())
    above = [k for k in range(place) if filled[k] >= 2]
    if not _is_answer(top, place, bool(above)):
        headed = above[-1:] == [place - 1] and not re.search("[:：]", "".join(top.iloc[place - 1]))
        return place - (headed and header_of(top, place - 1)[1] == 2)
    if not above:
        raise NoHeader("answer", place + 1)
    below = above[0] + header_of(top, above[0])[1]
    if below != place and not _is_answer(top, below, True):
        raise NoHeader("two_rows", above[-1] + 1)
    return above[0]


def _is_answer(top: pd.DataFrame, place: int, below: bool) -> bool:
    """A respondent, where names of columns should stand: a serial number and words, or (where
    something stands above) cells that are given again further down."""
    cells = [(k, cell.strip()) for k, cell in enumerate(top.iloc[place]) if cell.strip()]
    numbers = [is_number(cell) for _, cell in cells]
    if cells and numbers[0] and not all(numbers):
        return True
    again = [not is_no_answer(cell, top[k].iloc[place + 1 :]) for k, cell in cells]
    return below and sum(again) > _AGAIN * len(again)


def _drop_repeats(body: pd.DataFrame, header: list[str], notes: list[Note]) -> pd.DataFrame:
    """The header again in the middle: two exports pasted together."""
    maybe = body.index[(body[0].str.strip() == header[0]).to_numpy()] if body.shape[1] else []
    again = [row for row in maybe if [c.strip() for c in body.loc[row]] == header]
    for row in body.index[:1]:
        kinds = [c.strip("[]【】 ") for c in body.loc[row] if c.strip()]
        if len(kinds) > 1 and all(k in w.FORM_TAGS or k in tuple(w.Kind) for k in kinds):
            again.append(row)
    if again:
        notes.append(("header_again", str(len(again))))
    return body.drop(index=again) if again else body


def _drop_blank(body: pd.DataFrame) -> pd.DataFrame:
    """Rows without a word; only those that begin blank are looked at whole."""
    maybe = body.index[(body[0] == "").to_numpy()] if body.shape[1] else body.index
    if not len(maybe):
        return body
    empty = (body.loc[maybe] == "").all(axis=1)
    return body.drop(index=empty.index[empty]) if empty.any() else body


def _drop_tail(body: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    """Totals and remarks, anywhere or under the table, are no respondents."""
    if body.empty or body.shape[1] < 2:
        return body
    drop = body[0].isin(w.TOTAL_ROWS)
    long = body[(body[0].str.len() > _REMARK) & (body.shape[1] > 3)]
    drop[long.index[(long.drop(columns=0) == "").all(axis=1)]] = True
    for row in reversed(body.index[-_TOP:]):
        cells = [cell.strip() for cell in body.loc[row] if cell.strip()]
        alone = len(cells) == 1 and body.shape[1] > 3 and len(cells[0]) > _REMARK
        if not (alone or w.TAIL_MARK.match(cells[0]) or drop[row]):
            break
        drop[row] = True
    if drop.any():
        notes.append(("dropped_rows", str(int(drop.sum()))))
        body = body[~drop]
    return body


def _mend(body: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    """Error cells become blank, and are counted; digits already lost are told.

    Only spreadsheets have error cells, and no spreadsheet is larger than the limit.
    """
    if len(body) > policy.MOST_ROWS:
        return body
    said = "\n".join(body.to_numpy().ravel())
    if '="' in said:  # how spreadsheets are told to keep 001 as text
        body = body.replace(_KEPT_TEXT, r"\1", regex=True)
    if any(error in said for error in _ERRORS):
        errors = body.isin(_ERRORS)
        if count := int(errors.to_numpy().sum()):
            notes.append(("error_cells", str(count)))
            body = body.mask(errors, "")
    sample = body.head(2000)
    said = "\n".join(sample.to_numpy().ravel())
    if " 00:00:00" in said:
        dated = [(sample[k].str.fullmatch(_MIDNIGHT).mean(), sample[k]) for k in sample]
        turned = (c.str.fullmatch(_MIDNIGHT).sum() for share, c in dated if 0 < share < 0.8)
        if count := int(sum(turned)):
            notes.append(("date_cells", str(count)))
    if re.search(_SCIENTIFIC, said):
        if count := int(sum(sample[k].str.fullmatch(_SCIENTIFIC).sum() for k in sample)):
            notes.append(("long_digits", str(count)))
    return body
