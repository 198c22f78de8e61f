"""``docs/record.md``, made from the JSON Schema so that it cannot go stale.

python -m fogline.export.record_page > docs/record.md
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from fogline.export.record_json import record_schema

_HEAD = """# The record

One report in, one JSON object out. `fogline read FILE... --format jsonl` prints one object a line,
in the order of the arguments. This page is made from the schema that ships with the package.

## Conventions

- **Absent** is `null` or `[]`, never a missing key.
- **Spans** are half-open, in Unicode code points of `report.text`. For plain text, `report.text` is
  the decoded file, verbatim; for HTML, JSON and mail it is the title, a blank line, and the
  paragraphs.
- **Ids** are local to the record and stable: the same input read twice gives the same ids.
- **Periods** are half-open. A day is `2025-06-08` to `2025-06-09`; a moment carries an offset.
- **Numbers** are closed intervals; `null` is open. "At least five" is 5 to null.
- **Statements.** "Both sides" makes one statement for each side. A narrator statement has no cue
  and the publisher as holder. The outermost statement has no parent.
- **Speech acts** have one home, the stance; each demand, threat, promise and so on also appears as
  a claim, with `speech_of` naming the statement.
- **Denials.** `polarity` is that of the content as worded; the stance says `denies`;
  `target_claim` names the claim that is denied, when the report carries it.
- **Silence** is a statement whose content is the words that tell it; the SILENCE claim points at
  what went unanswered.
- **Contested ground** lists every claimant in `contested`.

What is known from outside comes from options, then from a sidecar `NAME.meta.json` beside the file
(`{"published": ..., "publisher": ..., "url": ..., "title": ...}`), then from the file itself.
"""


def record_page() -> str:
    """The page as Markdown."""
    schema = record_schema()
    parts = [_HEAD, "\n## The object\n", *_object("", schema)]
    for name, definition in schema["$defs"].items():
        parts.append(f"\n## {name.capitalize()}\n\n{definition.get('description', '')}\n")
        parts += _object("", definition)
    shown = json.dumps(schema, indent=1, ensure_ascii=False)
    parts.append(f"\n## JSON Schema\n\n```json\n{shown}\n```\n")
    return "\n".join(parts)


def _object(prefix: str, schema: dict[str, Any]) -> Iterator[str]:
    if not prefix:
        yield "| field | what | value |\n|---|---|---|"
    for name, field in schema["properties"].items():
        path = f"{prefix}{name}"
        yield f"| `{path}` | {field.get('description', '')} | {_type(field)} |"
        inner = field.get("items", field)
        if "properties" in inner:
            step = f"{path}[]." if "items" in field else f"{path}."
            yield from _object(step, inner)


def _type(field: dict[str, Any]) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "enum" in field:
        return ", ".join("null" if value is None else f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    kind = field.get("type", "")
    if kind == "array":
        return f"list of {_type(field['items'])}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


if __name__ == "__main__":
    sys.stdout.write(record_page())
