"""Everything that Fogline can complain about.

    FoglineError
    ├── InputError            a report that cannot be read
    │   ├── MissingInputError    no such file, or a folder without reports
    │   ├── UnsupportedInputError  binary, PDF, a format that Fogline does not read
    │   ├── BrokenInputError     broken JSON, truncated HTML, a sidecar that is not valid
    │   └── OversizedInputError  more text than one report can hold
    ├── OptionError           an option with a value that cannot be used (a wrong date)
    ├── KnowledgeError        a resource file that does not say what it must
    │   └── GazetteerError       the gazetteer is missing, broken, or cannot be built
    ├── RecordError           a record that does not keep its own rules
    └── LedgerError           a ledger that cannot be read or written
        ├── StoreBusyError       another process is writing to it
        ├── StoreFullError       no room left on the disk
        ├── StoreBrokenError     the file is damaged, or is no ledger
        ├── StoreVersionError    a newer (or unknown) Fogline made it
        └── UnknownIdError       no report, claim, event or judgement of that id

Every message says what, where and the remedy. The command line prints it on standard error and
ends with exit code 2.
"""

from __future__ import annotations

from typing import Any


class FoglineError(Exception):
    """What went wrong, where, and what to do about it.

    ``what`` is a short sentence, ``where`` a file, field or option (may be empty), ``remedy``
    what the reader of the message can do.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __reduce__(self) -> tuple[Any, ...]:
        # The arguments are keywords, which the default way across processes cannot carry.
        return _rebuilt, (type(self), self.what, self.where, self.remedy)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.what}{remedy}"


def _rebuilt(kind: type[FoglineError], what: str, where: str, remedy: str) -> FoglineError:
    return kind(what, where=where, remedy=remedy)


class InputError(FoglineError):
    """A report that cannot be read."""


class MissingInputError(InputError):
    """No such file, or a folder without reports."""


class UnsupportedInputError(InputError):
    """A format that Fogline does not read."""


class BrokenInputError(InputError):
    """A file that is not what its name or its first bytes promise."""


class OversizedInputError(InputError):
    """More text than one report can hold."""


class OptionError(FoglineError):
    """An option with a value that cannot be used."""


class KnowledgeError(FoglineError):
    """A resource file that does not say what it must."""


class GazetteerError(KnowledgeError):
    """The gazetteer is missing, broken, or cannot be built."""


class RecordError(FoglineError):
    """A record that does not keep its own rules."""


class LedgerError(FoglineError):
    """A ledger that cannot be read or written."""


class StoreBusyError(LedgerError):
    """Another process is writing to the ledger."""


class StoreFullError(LedgerError):
    """No room left on the disk."""


class StoreBrokenError(LedgerError):
    """The file is damaged, or is no ledger."""


class StoreVersionError(LedgerError):
    """The ledger was made by a newer (or unknown) version."""


class UnknownIdError(LedgerError):
    """No report, claim, event or judgement of that id."""
