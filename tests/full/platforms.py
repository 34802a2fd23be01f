"""What the reading makes of the files of platform_files.py, against what is true of them.

Run: python tests/full/platforms.py   (half a minute; writes platforms.json)
Persons, types and counts are right or wrong; a direction is wrong where a side is claimed that is
not so, or any where nothing tells it (unknown and asked is not wrong); an order is wrong where it
is neither that of the amounts nor its reverse. `first` are the figures of the reading as it stood
when the files were made; seeds 7, 8 and 9 gave the same figures as `now`.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOME), str(HOME / "tests/full")]

from platform_files import SEED, write_all

from researchlib.clean.answers import Status, tick
from researchlib.clean.convert import convert
from researchlib.draft.codebook import draft_codebook
from researchlib.read.exports.export import read_export
from researchlib.read.exports.questionnaires import find_items
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Direction, Kind, Sensitivity

TYPES = {
    Kind.SINGLE: "single",
    Kind.MULTIPLE: "multiple",
    Kind.RANKING: "ranking",
    Kind.SCALE: "scale",
    Kind.NUMBER: "number",
    Kind.OPEN: "text",
    Kind.DATE: "time",
    Kind.METADATA: "administrative",
}
OUT = {"identifier", "time", "administrative"}
MIDDLE = {
    "一般",
    "中立",
    "说不清",
    "说不上",
    "没变化",
    "Neutral",
    "Neither agree nor disagree",
    "Fair",
}


def key(t):
    t = unicodedata.normalize("NFKC", str(t)).strip()
    t = re.sub(r"^[A-Z0-9]{1,2}\s*[.、．]\s*(?=\D)", "", t)
    if t.startswith("其他"):
        t = "其他"
    return re.sub(r"\s+", "", t)


def judge(folder, truth):
    res = dict(
        name=truth["name"],
        kind=truth["kind"],
        columns=len(truth["columns"]),
        persons_ok=False,
        types_wrong=[],
        counts_total=0,
        counts_wrong=[],
        direction_total=0,
        direction_known=0,
        direction_wrong=[],
        order_wrong=[],
        order_asked=0,
        sensitive_total=0,
        sensitive_missed=[],
        sensitive_false=[],
        missing_total=0,
        missing_wrong=[],
        groups=0,
        groups_apart=[],
        asked=0,
        error="",
    )
    try:
        export = read_export(folder / truth["main"])
        drafted = draft_codebook(export)
    except DataProblem as e:
        res["error"] = str(e)
        return res
    res["persons_ok"] = len(export.frame) == truth["persons"]
    res["persons"] = [len(export.frame), truth["persons"]]
    res["notes"] = list(export.notes)
    out = {i.position for i in export.items if i.metadata}
    at = {}
    for d in drafted:
        q = d.question
        try:
            found = find_items(export, q.text, q.stem, q.choices)
            for i in found if q.kind in (Kind.MULTIPLE, Kind.RANKING) else found[:1]:
                at.setdefault(i.position, []).append(d)
        except DataProblem as e:
            res["types_wrong"].append(("find", q.text, str(e)))
    res["asked"] = sum(bool(d.confirm) for d in drafted)
    res["questions"] = len(drafted)
    groups = {}
    for t in truth["columns"]:
        cols = t["cols"]
        head = (
            "|".join(map(str, t["headers"][0]))
            if isinstance(t["headers"][0], list)
            else t["headers"][0]
        )
        accept = set(t["accept"]) | set(t.get("accept_more", []))
        found = {id(d): d for c in cols for d in at.get(c, [])}
        if all(c in out for c in cols):
            kind, d = "out", None
        elif len(found) == 1 and not any(c in out for c in cols):
            d = next(iter(found.values()))
            kind = TYPES[d.question.kind]
        else:
            d, kind = (
                None,
                f"{len(found)} questions" + (" some out" if any(c in out for c in cols) else ""),
            )
        ok = (
            kind in accept
            or (kind == "out" and accept & OUT)
            or (kind in OUT and accept & OUT and kind != "time")
        )
        if kind == "administrative" and accept & OUT:
            ok = True
        if kind == "time" and not accept & {"time"}:
            ok = False
        if (
            kind == "text"
            and d is not None
            and d.question.sensitivity is Sensitivity.DIRECT
            and accept & {"identifier"}
        ):
            ok = True
        if not ok:
            res["types_wrong"].append((head[:40], t["type"], kind, list(d.samples) if d else ""))
        if t["sensitive"] is True:
            res["sensitive_total"] += 1
            if kind != "out" and not (
                d
                and (
                    d.question.sensitivity in (Sensitivity.SENSITIVE, Sensitivity.DIRECT)
                    or d.question.kind is Kind.METADATA
                )
            ):
                res["sensitive_missed"].append(
                    (head[:40], str(d.question.sensitivity) if d else kind)
                )
        elif t["sensitive"] is False and d and d.question.sensitivity is Sensitivity.SENSITIVE:
            res["sensitive_false"].append(head[:40])
        if "group" in t:
            groups.setdefault(t["group"], []).append(d.question.group if d else kind)
        # counts
        if "counts" in t or t["type"] == "number" or t["type"] == "text":
            if t.get("twin") and kind == "out":
                pass
            elif t["accept"] == ["administrative", "excluded"]:
                pass
            elif d is None:
                res["counts_total"] += 1
                res["counts_wrong"].append((head[:40], kind))
            else:
                res["counts_total"] += 1
                why = counts_differ(
                    export,
                    d,
                    t,
                    any(
                        x["type"] == "text" and "multiple" in x["accept"] for x in truth["columns"]
                    ),
                )
                if why:
                    res["counts_wrong"].append((head[:40], t["type"], kind, why))
        if t.get("missing"):
            res["missing_total"] += 1
            want = {key(k).removesuffix(".0"): v for k, v in t["missing"].items()}
            got = {key(k).removesuffix(".0"): v for k, v in d.missing} if d else {}
            if want != got:
                res["missing_wrong"].append((head[:40], want, got))
        if "good" in t or "order" in t:
            judge_direction(res, d, t, head)
    for g, vs in groups.items():
        res["groups"] += 1
        if len(set(vs)) != 1 or not vs[0]:
            res["groups_apart"].append((g, vs))
    return res


def judge_direction(res, d, t, head):
    if d is None:
        return
    q = d.question
    off = {key(o) for o in t.get("off", [])}
    choices = [key(c) for c in q.choices if c not in q.unsure]
    order = [key(o) for o in t["order"]] if t.get("order") else None
    scale = q.kind is Kind.SCALE
    if "good" in t and t["good"] is not None:
        res["direction_total"] += 1
        if scale and q.direction is not None:
            res["direction_known"] += 1
            asc = [c for c in choices if c not in off]
            up = asc if q.direction in (Direction.BETTER, Direction.MORE) else asc[::-1]
            sided = q.direction in (Direction.BETTER, Direction.WORSE)
            bad = ""
            if t["good"] == "unknown":
                bad = f"claims {q.direction}"
            elif order is not None:
                sub = [o for o in order if o in up]
                upk = [u for u in up if u in order]
                if sided and t["good"] == "none":
                    bad = "sided"
                elif sided and t["good"] == "low":
                    bad = "" if upk == sub[::-1] else f"sided {up}"
                elif upk != sub:
                    bad = f"{q.direction} {up}"
            if not bad and q.sides and sided:
                low, high = ([key(c) for c in s] for s in q.sides)
                ms = {key(m) for m in MIDDLE}
                if ms & set(low) | ms & set(high):
                    bad = f"middle on a side {q.sides}"
            if bad:
                res["direction_wrong"].append((head[:40], bad))
    if order and (scale or q.kind is Kind.SINGLE):
        got = [c for c in choices if c in order]
        want = [o for o in order if o in got]
        if got not in (want, want[::-1]):
            if d.doubt:
                res["order_asked"] += 1
            res["order_wrong"].append((head[:40], "asked" if d.doubt else "SILENT", got))


def counts_differ(export, d, t, written=False):
    q = d.question
    try:
        c = convert(export, q, unsure_in_base=True)
    except DataProblem as e:
        return "refused: " + str(e)[:160]
    answered = int((c.status == Status.ANSWERED).sum())
    if t["type"] in ("number",):
        if q.kind is not Kind.NUMBER:
            return "not a number"
        v = c.columns[q.variable].dropna()
        if len(v) != t["answered"]:
            return f"n {len(v)} != {t['answered']}"
        if abs(v.mean() - t["mean"]) > 1e-9:
            return f"mean {v.mean()} != {t['mean']}"
        return ""
    if t["type"] == "text":
        if "answered" in t and answered != t["answered"]:
            return f"answered {answered} != {t['answered']}"
        return ""
    if q.kind in (Kind.SINGLE, Kind.SCALE):
        found = c.columns[q.variable].value_counts()
        got = {}
        for ch in q.choices:
            got[key(ch)] = got.get(key(ch), 0) + int(found.get(ch, 0))
    elif q.kind in (Kind.MULTIPLE, Kind.RANKING):
        got = {key(ch): int((c.columns[tick(q.variable, ch)] > 0).sum()) for ch in q.choices}
        if q.kind is Kind.RANKING and t["type"] == "ranking":
            first = {key(ch): int((c.columns[tick(q.variable, ch)] == 1).sum()) for ch in q.choices}
            want = {key(k): v for k, v in t["first"].items()}
            if {k: v for k, v in first.items() if v} != {k: v for k, v in want.items() if v}:
                return f"first {first} != {want}"
    else:
        return f"no counts ({q.kind})"
    if t.get("vector") and list(got) == [str(k + 1) for k in range(len(got))]:
        got = dict(zip([key(k) for k in t["counts"]], got.values(), strict=False))
    got = {k: v for k, v in got.items() if v}
    want = {key(k): v for k, v in t["counts"].items() if v}
    if written and t["type"] == "multiple" and "其他" not in want:
        got.pop("其他", None)
    if got != want:
        return f"{got} != {want}"
    if t.get("base") is not None:
        base = int((c.status != Status.SKIPPED).sum())
        if base != t["base"] and t["type"] != "ranking":
            return f"base {base} != {t['base']}"
    if answered != t["answered"] and not (t["type"] == "multiple"):
        return f"answered {answered} != {t['answered']}"
    return ""


def main():
    start = time.process_time()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_all(folder)
        texts = [p.read_bytes() for p in sorted(folder.glob("*.truth.json"))]
        rows = [judge(folder, json.loads(text)) for text in texts]

    def total(key):
        return sum(len(r[key]) if isinstance(r[key], list) else r[key] for r in rows)

    now = {
        "files": len(rows),
        "files_read": sum(not r["error"] for r in rows),
        "persons_wrong": sum(not r["persons_ok"] for r in rows),
        "columns": total("columns"),
        "types_wrong": total("types_wrong"),
        "counted": total("counts_total"),
        "counts_wrong": total("counts_wrong"),
        "scales": total("direction_total"),
        "directions_told": total("direction_known"),
        "directions_wrong": total("direction_wrong"),
        "orders_asked": sum(o[1] == "asked" for r in rows for o in r["order_wrong"]),
        "orders_wrong_and_not_asked": sum(o[1] != "asked" for r in rows for o in r["order_wrong"]),
        "sensitive": total("sensitive_total"),
        "sensitive_missed": total("sensitive_missed"),
        "matrices": total("groups"),
        "matrices_apart": total("groups_apart"),
        "questions_asked_about": total("asked"),
        "left": [[r["name"], *map(str, wrong[:3])] for r in rows for wrong in r["types_wrong"]],
        "seconds": round(time.process_time() - start, 1),
    }
    path = Path(__file__).with_suffix(".json")
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {"first": now}
    told = {"seed": SEED, "truth": hashlib.sha256(b"".join(texts)).hexdigest()}
    told |= {"first": kept["first"], "now": now}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
