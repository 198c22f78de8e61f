"""Whether an HTML page was cut off before its end."""

from __future__ import annotations

import re

_TAG_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)")
# Elements whose content is no markup, so that "<" means nothing until they close.
_RAW = frozenset({"script", "style", "textarea", "title"})


def find_truncation(html: str) -> str | None:
    """Where a page breaks off, in words ("inside a comment"), or None for a whole page.

    A page is cut off if it ends inside a tag, a comment or a script, or if it opens ``<html>`` or
    ``<body>`` and closes neither. One pass over the text.
    """
    lower = html.lower()
    opened = closed = False
    here = 0
    while (here := lower.find("<", here)) >= 0:
        if lower.startswith("<!--", here):
            here = lower.find("-->", here)
            if here < 0:
                return "inside a comment"
            continue
        match = _TAG_NAME.match(lower, here + 1)
        if match is None:
            here += 1
            continue
        name = match[1]
        end = lower.find(">", match.end())
        if end < 0:
            return "inside a tag"
        if name in ("html", "body"):
            closed = closed or lower[here + 1] == "/"
            opened = True
        here = end
        if name in _RAW and lower[match.start()] != "/" and lower[end - 1] != "/":
            here = lower.find(f"</{name}", end)
            if here < 0:
                return f"inside <{name}>"
    return "before the page's end" if opened and not closed else None
