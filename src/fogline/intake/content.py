"""What a file holds, before its lines are weighed: the text, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fogline.errors import InputError
from fogline.intake.decode import without_surrogates

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SPACES = re.compile(r"\s+")
# Characters that XML does not allow, which a page or a mail may carry all the same.
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
# A headline longer than this is a paragraph that someone took for one.
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The text of one file and its metadata; ``published`` is as the file writes it.

    ``markup`` holds the offsets of Markdown marks; ``complaints`` what is wrong with a file that
    could be read all the same.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    byline: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    markup: tuple[tuple[int, int], ...] = ()
    complaints: tuple[InputError, ...] = ()


def tidy(value: object, longest: int = LONGEST_TITLE) -> str | None:
    """A metadata value as one line of text; None if it is no text, empty, or too long."""
    if not isinstance(value, str) or len(value) > 20 * longest:
        return None
    line = _SPACES.sub(" ", without_surrogates(value).translate(_CONTROLS)).strip()
    return line if 0 < len(line) <= longest else None


def compose(title: str | None, paragraphs: Iterable[str]) -> str:
    """The title, a blank line, and the paragraphs joined by blank lines."""
    pieces = [title] if title else []
    for paragraph in paragraphs:
        piece = without_surrogates(paragraph).translate(_CONTROLS).strip()
        # The body often repeats the headline above its first paragraph.
        if piece and not (len(pieces) == 1 and title and same_words(piece, title)):
            pieces.append(piece)
    return "\n\n".join(pieces)


def same_words(one: str, other: str) -> bool:
    """Whether two lines are the same but for white space and capitals."""
    return _SPACES.sub(" ", one).strip().casefold() == _SPACES.sub(" ", other).strip().casefold()


def split_paragraphs(text: str) -> list[str]:
    """The blocks between blank lines; where there are none, every line by itself."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = _BLANK_LINE.split(text)
    return blocks if len(blocks) > 1 else text.split("\n")
