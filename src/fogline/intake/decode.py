"""Bytes to text: byte-order marks, declared charsets, UTF-8, and a guess that is always the same.

Decoding never fails: what no encoding explains becomes U+FFFD, so that one bad byte does not
cost a report.
"""

from __future__ import annotations

import codecs
import unicodedata

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs that Python counts as text encodings and no report is written in.
_NOT_CHARSETS = frozenset({"idna", "punycode", "undefined", "utf-7", "mbcs", "oem"})
# Code pages that a guess may name; the web's legacy encodings, no terminals' ones.
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "koi8_u",
    "cp866",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
# Dashes, quotation marks, the ellipsis, the bullet and the hard space: the same in cp1250-cp1258.
_TYPOGRAPHY = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xab\xbb")
# As much of a report as a guess needs.
_SAMPLE = 64_000
# A UTF-8 file with a few broken bytes is still UTF-8: one broken in ten is the most.
_BROKEN_SHARE = 0.1


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``, without a leading byte-order mark; never fails.

    ``declared`` is the charset that the document names. Valid UTF-8 wins over it: text in a
    legacy encoding is hardly ever valid UTF-8 by accident, and pages often name a wrong one.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _drop_surrogates(data[len(mark) :].decode(charset, errors="replace"))
    wide = _wide_charset(data)
    if wide:
        return _drop_surrogates(data.decode(wide, errors="replace"))
    if not data.isascii():
        text = _as_utf8(data)
        if text is not None:
            return text
    known = _known(declared)
    if known is None and data.isascii():
        return data.decode("ascii")
    return _drop_surrogates(data.decode(known or _guess(data), errors="replace"))


def looks_wide(data: bytes) -> bool:
    """Whether the NUL bytes of ``data`` belong to UTF-16 or UTF-32, and not to a binary file."""
    return data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_charset(data) is not None


def without_surrogates(text: str) -> str:
    r"""``text`` with U+FFFD for each lone surrogate, which JSON can carry and UTF-8 cannot."""
    return _drop_surrogates(text)


def _drop_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _wide_charset(data: bytes) -> str | None:
    """UTF-16 without a mark: mostly Latin text has a NUL at every other byte."""
    sample = data[:2_000]
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 4 or 0 not in sample:
        return None
    for offset, charset in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = sample[offset::2].count(0)
        others = sample[1 - offset :: 2].count(0)
        if others == 0 and zeros * 2 > len(sample) // 2:
            return charset
    return None


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        # Cut off in the middle of its last character.
        if error.end == len(data) and "end of data" in error.reason:
            return text
    broken = text.count("\ufffd")
    sound = len(text) - broken - sum(map(str.isascii, text))
    return text if sound and broken <= 1 + _BROKEN_SHARE * sound else None


def _known(declared: str | None) -> str | None:
    """The codec for a declared charset; None if it names none, or one that cannot be meant."""
    if not declared or not declared.isascii() or len(declared) > 40 or "\0" in declared:
        return None
    try:
        info = codecs.lookup(declared.strip())
    except LookupError:
        return None
    name = info.name
    if not getattr(info, "_is_text_encoding", True) or name in _NOT_CHARSETS or "escape" in name:
        return None
    # What could be read as ASCII, to find the declaration, is neither UTF-8 nor wider: it is
    # broken UTF-8 at best, and falls to the guess. The web's Latin-1 is Windows-1252.
    if name.startswith("utf"):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _guess(data: bytes) -> str:
    sample = data[:_SAMPLE]
    high = {byte for byte in sample if byte > 0x7F}
    if high <= _TYPOGRAPHY:
        return "cp1252"
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    if best is None:
        return "cp1252"
    letters = {char for char in str(best) if not char.isascii() and char.isalpha()}
    # Windows-1252 and -1250 share most letters, and far more reports are in the former.
    if all(unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return "cp1252"
    return best.encoding
