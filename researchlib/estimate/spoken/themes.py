"""What interviews hold: who speaks of what, together with what, how long it stays new."""

import re

import numpy as np
import pandas as pd

from researchlib.clean import say as say_clean
from researchlib.clean.interviews import Transcripts, is_forum
from researchlib.estimate.spoken import say
from researchlib.estimate.spoken.agreement import Agreement, agreement
from researchlib.estimate.spoken.local import Local
from researchlib.terms import words as w

_DRAWS, _SEED = 1_000, 1


def speakers(transcripts: Transcripts, *, by: str = "") -> pd.DataFrame:
    """每个标签有多少人谈到（按人计，不按次数），其中多少人看法相反，在几份记录里出现。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    by : {"", "role", "group", "document"}
        按什么分列谈到的人（空着不分）；另加一行“全体”。

    Returns
    -------
    DataFrame
        label（标签）、group（组）、speakers（谈到的人数）、against（其中看法相反的）、
        present（这一组发过言的人数）、documents（几份记录）、mentions（次数）；
        次序与“归类标签”一样。主持人不计。

    Examples
    --------
    >>> speakers(spoken)[["label", "speakers", "against", "present"]]
       label  speakers  against  present
    0  位置和楼层         3        1        6
    1     收费         2        0        6
    2     肯定         1        0        6
    """
    turns = transcripts.turns[~transcripts.turns["asks"]]
    people = turns.drop_duplicates("speaker").set_index("speaker")
    codings = transcripts.codings[transcripts.codings["speaker"].isin(people.index)]
    rows = []
    for label in transcripts.labels:
        mine = codings[codings["label"] == label]
        for group in (*(dict.fromkeys(turns[by]) if by else ()), w.EVERYONE):
            inside = turns if group == w.EVERYONE else turns[turns[by] == group]
            keys = inside.set_index(["document", "line"]).index
            here = mine[mine.set_index(["document", "line"]).index.isin(keys)]
            rows.append(
                (
                    label,
                    group,
                    here["speaker"].nunique(),
                    here.loc[here["against"], "speaker"].nunique(),
                    inside["speaker"].nunique(),
                    here["document"].nunique(),
                    len(here),
                )
            )
    return pd.DataFrame(
        rows, columns=["label", "group", "speakers", "against", "present", "documents", "mentions"]
    )


def framework(transcripts: Transcripts) -> pd.DataFrame:
    """框架表：每人一行、每个标签一列，格子里是这个人的原话和出处（只供组内使用）。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。

    Returns
    -------
    DataFrame
        一行一人（代称），一列一个标签。

    Examples
    --------
    >>> framework(spoken).loc["受访者一", "位置和楼层"]
    '太高了（座谈会第2行）'
    """
    codings = transcripts.codings
    told = codings.assign(
        words=[say.piece(r.quote, r.document, r.line, r.against) for r in codings.itertuples()]
    )
    made = told.groupby(["speaker", "label"])["words"].agg("\n".join).unstack("label")
    labels = [label for label in transcripts.labels if label in made.columns]
    return made.reindex(
        index=[s for s in transcripts.speakers if s in made.index], columns=labels
    ).fillna("")


def cooccurrence(transcripts: Transcripts) -> pd.DataFrame:
    """哪些标签常由同一个人谈到：两个标签都谈到的人数，对角线是各自的人数。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。

    Returns
    -------
    DataFrame
        行和列都是标签，格子里是人数。

    Examples
    --------
    >>> cooccurrence(spoken)
    label  位置和楼层  收费  肯定
    label
    位置和楼层      3   0   0
    收费         0   2   0
    肯定         0   0   1
    """
    held = pd.crosstab(transcripts.codings["speaker"], transcripts.codings["label"]) > 0
    held = held[[label for label in transcripts.labels if label in held.columns]].astype(int)
    return held.T @ held


def saturation(transcripts: Transcripts) -> pd.DataFrame:
    """谈到第几个人时还有新标签：按发言先后累计的标签数，以及打乱次序1000次的95%范围。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。

    Returns
    -------
    DataFrame
        people（第1人到全部）、labels（到这时出现过的标签数）、low、high（打乱次序后的范围；
        曲线走平就是饱和：Guest, Bunce and Johnson，2006）。

    Examples
    --------
    >>> saturation(spoken)["labels"].tolist()
    [1, 2, 3, 3, 3, 3]
    """
    held = pd.crosstab(transcripts.codings["speaker"], transcripts.codings["label"]) > 0
    grid = held.reindex(list(transcripts.speakers), fill_value=False).to_numpy()
    people, rng = np.arange(len(grid)), np.random.default_rng(_SEED)
    orders = [people, *(rng.permutation(len(grid)) for _ in range(_DRAWS))]
    found, *drawn = (np.logical_or.accumulate(grid[order]).sum(axis=1) for order in orders)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return pd.DataFrame({"people": people + 1, "labels": found, "low": low, "high": high})


def voice_share(transcripts: Transcripts, document: str) -> pd.DataFrame:
    """座谈会上各人说了多少：发言次数、字数和所占比例；主持人不计。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    document : str
        哪份记录：文档的名称，与“访谈记录”里的一样。

    Returns
    -------
    DataFrame
        speaker（代称）、turns（发言次数）、characters（字数）、share（占主持人以外全部字数的比例，
        0到1），从多到少。

    Examples
    --------
    >>> voice_share(spoken, "座谈会").head(2).round(2)
      speaker  turns  characters  share
    0    受访者一      2          30   0.35
    1    受访者四      1          14   0.16
    """
    if document not in transcripts.documents or not is_forum(transcripts, document):
        raise say_clean.problem(
            "no_interviews",
            document,
            [d for d in transcripts.documents if is_forum(transcripts, d)],
        )
    turns = transcripts.turns
    turns = turns[(turns["document"] == document) & ~turns["asks"]]
    made = (
        turns.assign(characters=turns["text"].str.len())
        .groupby("speaker", sort=False)
        .agg(turns=("line", "size"), characters=("characters", "sum"))
        .reset_index()
    )
    made["share"] = made["characters"] / made["characters"].sum()
    return made.sort_values("characters", ascending=False, ignore_index=True)


def in_context(transcripts: Transcripts, word: str, *, width: int = 14) -> Local:
    """这个词在哪里说过：逐处列出前后文和出处，只在 JupyterLab 里看，不进报告。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    word : str
        要找的词。
    width : int
        前后文各列多少个字。

    Returns
    -------
    Local
        文档、第几行、代称、前文、词、后文；带有原话，只能在组内看。

    Examples
    --------
    >>> in_context(spoken, "三楼")
     文档  行   代称      前文  词        后文
    座谈会  2 受访者一 日间照料中心在 三楼 ，太高了，爬不动。
    座谈会  6 受访者四     我觉得 三楼 不算高，锻炼身体。
    座谈会  8 受访者六         三楼     确实太高。
    """
    rows = []
    for turn in transcripts.turns.itertuples():
        for at in re.finditer(re.escape(word), turn.text):
            before = turn.text[max(0, at.start() - width) : at.start()]
            after = turn.text[at.end() : at.end() + width]
            rows.append((turn.document, turn.line, turn.speaker, before, word, after))
    return Local(pd.DataFrame(rows, columns=list(say.CONTEXT_HEAD)))


def coder_agreement(transcripts: Transcripts) -> list[Agreement]:
    """归类是否一致：每个标签按段比较各归类人（正向一致率、κ、α、AC1 和区间）。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。

    Returns
    -------
    list of Agreement
        有人用过的标签各一项，按至少两人看过的文档的发言段比较；主持人的发言段不计，
        立场不同算不一致。

    Examples
    --------
    >>> [(a.label, round(a.positive, 2)) for a in coder_agreement(spoken)]
    [('位置和楼层', 0.8), ('收费', 1.0), ('肯定', 1.0)]
    """
    return agreement(coder_grids(transcripts))


def coders_of(transcripts: Transcripts) -> list[str]:
    """Everybody who looked at a document."""
    return sorted({coder for names in transcripts.coders.values() for coder in names})


def coder_grids(transcripts: Transcripts) -> dict[str, np.ndarray]:
    """For every label who gave it to which turn, as `agreement` takes it; coders by name."""
    each, turns = transcripts.each, transcripts.turns[~transcripts.turns["asks"]]
    coders = coders_of(transcripts)
    looked = {d: [c in names for c in coders] for d, names in transcripts.coders.items()}
    empty = np.array([np.where(looked[d], 0.0, np.nan) for d in turns["document"]])
    place = {key: k for k, key in enumerate(zip(turns["document"], turns["line"], strict=True))}
    used = set(each["label"])
    grids = {label: empty.copy() for label in transcripts.labels if label in used}
    for row in each.itertuples():
        at = place.get((row.document, row.line))
        if at is not None and row.label in grids:
            cell = at, coders.index(row.coder)
            grids[row.label][cell] = max(grids[row.label][cell], 1 + row.against)
    return grids
