"""Scores what is read in reports against MUC-4: templates of incidents of terrorism.

    python benchmarks/muc.py [--part tst3] [--corpora FOLDER] [--sample N] [--errors N]

Each report is read by itself with the day of its dateline as the day of publication, its lines
joined to paragraphs (the corpus breaks them at 70 characters). ``muc_templates`` makes templates of
the record, ``muc_scorer`` scores them against the key as the official program did; both tell their
method and its caveats in their own docstrings. The adapter and its word lists were tuned on dev
(500 reports of it), tst1 and tst2; nothing was tuned on tst3. To make and check the scorer its key,
the historical systems' answers and some of the official judgements on them were used.

The scorer's rules stand for a person's judgements. It gives the answers that the systems of 1992
handed in on tst3 (``results-tst3`` of the corpus) these F, official ones in brackets: GE 56.2
(55.9), GE-CMU 52.5 (51.8), UMass 52.6 (51.5), SRI 49.3 (48.9), NYU 44.0 (43.8), UMich 40.9 (40.5),
with P and R within 1.5. Of the eleven weaker ones it gives nine an F up to 1.6 too high or 0.8 too
low, and two, MDC and Hughes, 3.5 and 3.3 too high. Figures are those of all templates and all slots
("ALL TEMPLATES", the official row).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from common import Errors, Json, Text, read_texts, run_alone, take
from muc_format import Template, read_templates, write_template
from muc_scorer import Found, score_message
from muc_templates import templates

PARTS = ("tst3", "tst2", "tst1", "dev")

_HEAD = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4}).*\n", re.MULTILINE)
_DATELINE = re.compile(r"\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# The dateline lies within so many characters.
_TOP = 300


def load(folder: Path) -> tuple[list[Text], list[Template]]:
    """The reports of a part of the corpus, and the templates of its key."""
    if not folder.is_dir():
        raise SystemExit(f"{folder}: no such folder; MUC-4 is wanted there")
    texts = [one for path in sorted(folder.glob("*-muc[34]*")) for one in _texts(path)]
    keys = [
        one
        for path in sorted(folder.glob("key-*"))
        for one in read_templates(path.read_text(encoding="latin-1"))
    ]
    if not texts or not keys:
        raise SystemExit(f"{folder}: no texts or no key in it")
    return texts, keys


def _texts(path: Path) -> Iterator[Text]:
    text = path.read_text(encoding="latin-1")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        paragraphs = re.split(r"\n\s*\n", text[head.end() : end].strip())
        body = "\n\n".join(" ".join(one.split()) for one in paragraphs)
        yield Text(head[1], body, _published(body))


def _published(text: str) -> str | None:
    """The day of a report's dateline."""
    found = _DATELINE.search(text[:_TOP])
    if found is None or found[2] not in _MONTHS:
        return None
    return f"19{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "tst3") -> Json:
    """The official row, the others, and each slot."""
    texts, keys = load(corpora / "muc4" / part)
    texts = take(texts, sample, lambda one: one.name)
    found = Found()
    for text, record in zip(texts, read_texts(texts, f"muc4 {part}"), strict=True):
        wanted = [one for one in keys if one.message == text.name]
        told = templates(record, text.name)
        pairs = score_message(wanted, told, found)
        for at, one in enumerate(wanted):
            if not one.optional and all(at != key for key, _, _ in pairs):
                errors.show("missing", write_template(one))
        for at, one in enumerate(told):
            if all(at != response for _, response, _ in pairs):
                errors.show("spurious", write_template(one))
    return {"part": part, "texts": len(texts)} | found.told()


if __name__ == "__main__":
    run_alone(__doc__, score, PARTS)
