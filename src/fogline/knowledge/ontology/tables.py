"""What a claim can be about: types, modes and their codes in other ontologies.

The tables come from ``resources/ontology.yml``, which also explains its own form. The coding
schemes are PLOVER and CAMEO (Open Event Data Alliance), ACLED, UCDP GED and HXL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml
from fogline.records.actor import ActorKind
from fogline.records.claim import AcledCode, Codes

ONTOLOGY_FILE = "ontology.yml"
_WHERE = f"resources/{ONTOLOGY_FILE}"
_FIELDS = ("plover", "cameo", "acled", "ucdp", "hxl")
_SECTIONS = ("plover", "cameo_format", "acled", "hxl_tags", "groups", "ucdp_rules", "types")
_ROLES = ("actor", "recipient")
_ALTERNATIVE = "write a value, {none: the reason}, or {when: ..., use: value}"
_HXL = re.compile(r"#([a-z]+)((?:\+[a-z_]+)*)")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart(Generic[T]):
    """One alternative: the other ontology's value, or None and the reason for it.

    ``actor`` and ``recipient`` name the groups of actor kinds that the parties must belong to;
    None where it does not matter.
    """

    value: T | None
    reason: str | None
    actor: str | None
    recipient: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """The counterparts in each ontology, in order: the first that holds is the one."""

    plover: tuple[Counterpart[str], ...]
    cameo: tuple[Counterpart[str], ...]
    acled: tuple[Counterpart[AcledCode], ...]
    ucdp: tuple[Counterpart[int], ...]
    hxl: tuple[Counterpart[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way in which a deed of a type is done."""

    name: str
    definition: str
    crosswalk: Crosswalk


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimType:
    """One type of claim; ``war`` is False for what is no part of a war (disasters, crime)."""

    name: str
    definition: str
    war: bool
    crosswalk: Crosswalk
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """All types, in the order of the file, with what their crosswalks refer to.

    ``acled`` maps ACLED's sub-event types to its event types, ``plover`` PLOVER's types to their
    modes, ``groups`` the groups of actor kinds that conditions name to their kinds.
    """

    types: tuple[ClaimType, ...]
    acled: Mapping[str, str]
    plover: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, frozenset[str]]
    index: Mapping[tuple[str, str | None], ClaimType | Mode]

    def type(self, name: str) -> ClaimType:
        """The type of that name; raises KnowledgeError if there is none."""
        found = self.index.get((name, None))
        if not isinstance(found, ClaimType):
            known = ", ".join(each.name for each in self.types)
            raise KnowledgeError(f'no type "{name}"', where=_WHERE, remedy=f"use one of {known}")
        return found

    def mode(self, type_name: str, mode: str) -> Mode:
        """The mode of that type; raises KnowledgeError if there is none."""
        found = self.index.get((type_name, mode))
        if not isinstance(found, Mode):
            known = ", ".join(each.name for each in self.type(type_name).modes)
            raise KnowledgeError(
                f'no mode "{mode}" of {type_name}', where=_WHERE, remedy=f"use one of {known}"
            )
        return found

    def crosswalk(self, type_name: str, mode: str | None) -> Crosswalk:
        """The crosswalk of a mode, or of the type itself where ``mode`` is None."""
        found = self.type(type_name) if mode is None else self.mode(type_name, mode)
        return found.crosswalk

    def codes(
        self,
        type_name: str,
        mode: str | None,
        *,
        recipient_kinds: frozenset[str] = frozenset(),
        actor_kinds: frozenset[str] = frozenset(),
    ) -> Codes:
        """The codes of a claim, given the kinds of its actors and recipients (ActorKind values).

        A code is None where the other ontology has no counterpart, or where it depends on a party
        whose kind is not known. Raises KnowledgeError for an unknown type or mode.
        """
        walk = self.crosswalk(type_name, mode)
        kinds = {"actor": actor_kinds, "recipient": recipient_kinds}
        return Codes(
            plover=self._choose(walk.plover, kinds),
            cameo=self._choose(walk.cameo, kinds),
            acled=self._choose(walk.acled, kinds),
            ucdp=self._choose(walk.ucdp, kinds),
        )

    def _choose(
        self, options: Iterable[Counterpart[T]], kinds: Mapping[str, frozenset[str]]
    ) -> T | None:
        for option in options:
            if self._holds(option.actor, kinds["actor"]) and self._holds(
                option.recipient, kinds["recipient"]
            ):
                return option.value
        return None

    def _holds(self, group: str | None, kinds: frozenset[str]) -> bool:
        if group is None:
            return True
        # A kind in no group ("unnamed") tells nothing: it neither meets nor spoils a condition.
        known = kinds & self.groups["known"]
        return bool(known) and known <= self.groups[group]


@cache
def load_ontology() -> Ontology:
    """The ontology that ships with the package; raises KnowledgeError if a part is not valid."""
    return read_ontology(load_yaml(ONTOLOGY_FILE))


def read_ontology(data: Mapping[str, Any]) -> Ontology:
    """The ontology in the parsed YAML ``data``; raises KnowledgeError at the first bad entry."""
    reader = _Reader(data)
    types = tuple(starmap(reader.claim_type, data["types"].items()))
    index: dict[tuple[str, str | None], ClaimType | Mode] = {}
    for each in types:
        index[each.name, None] = each
        index.update({(each.name, mode.name): mode for mode in each.modes})
    return Ontology(
        types=types,
        acled=MappingProxyType(reader.acled),
        plover=MappingProxyType(reader.plover),
        groups=MappingProxyType(reader.groups),
        index=MappingProxyType(index),
    )


class _Reader:
    """Turns the file's entries into tables, against the lists of valid values at its top."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        for section in _SECTIONS:
            if section not in data:
                raise _bad("the section is missing", section, "add it")
        self.plover = {name: tuple(modes) for name, modes in data["plover"]["modes"].items()}
        self.cameo = re.compile(data["cameo_format"])
        self.acled = {sub: event for event, subs in data["acled"].items() for sub in subs}
        self.hxl_tags = frozenset(data["hxl_tags"])
        self.groups = self._groups(data["groups"])
        self.ucdp_rules = data["ucdp_rules"]

    def _groups(self, entries: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
        valid = frozenset(ActorKind)
        groups = {}
        for name, kinds in entries.items():
            groups[name] = frozenset(kinds)
            for kind in sorted(groups[name] - valid):
                remedy = f"use one of {', '.join(ActorKind)}"
                raise _bad(f'unknown kind of actor "{kind}"', f"groups.{name}", remedy)
        groups["known"] = frozenset().union(*groups.values())
        return groups

    def claim_type(self, name: str, entry: Mapping[str, Any]) -> ClaimType:
        fields = self._fields(name, entry)
        for field in _FIELDS:
            if field not in fields:
                remedy = f"add {field}: with a value, or {field}: {{none: the reason}}"
                raise _bad(f"no crosswalk to {field}", f"types.{name}", remedy)
        return ClaimType(
            name=name,
            definition=_definition(name, entry),
            war=bool(entry.get("war", True)),
            crosswalk=self._crosswalk(name, fields),
            modes=tuple(
                Mode(
                    name=mode,
                    definition=_definition(f"{name}/{mode}", body),
                    crosswalk=self._crosswalk(
                        f"{name}/{mode}", fields | self._fields(f"{name}/{mode}", body)
                    ),
                )
                for mode, body in entry.get("modes", {}).items()
            ),
        )

    def _fields(self, name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        fields = {field: entry[field] for field in _FIELDS if field in entry}
        extra = set(entry) - {*_FIELDS, "definition", "modes", "war", "ucdp_rule"}
        if extra:
            remedy = f"use definition, ucdp_rule, {', '.join(_FIELDS)}"
            raise _bad(f'unknown field "{min(extra)}"', f"types.{name}", remedy)
        if "ucdp_rule" in entry:
            if entry["ucdp_rule"] != "actors" or "ucdp" in fields:
                remedy = 'write "ucdp_rule: actors", or a value for ucdp, not both'
                raise _bad("ucdp_rule is not valid", f"types.{name}", remedy)
            fields["ucdp"] = self.ucdp_rules
        return fields

    def _crosswalk(self, name: str, fields: Mapping[str, Any]) -> Crosswalk:
        where = f"types.{name}"
        return Crosswalk(
            plover=tuple(self._read(fields["plover"], where, self._plover)),
            cameo=tuple(self._read(fields["cameo"], where, self._cameo)),
            acled=tuple(self._read(fields["acled"], where, self._acled)),
            ucdp=tuple(self._read(fields["ucdp"], where, self._ucdp)),
            hxl=tuple(self._read(fields["hxl"], where, self._hxl)),
        )

    def _read(
        self, entry: Any, where: str, convert: Callable[[Any, str], T]
    ) -> Iterator[Counterpart[T]]:
        for option in entry if isinstance(entry, list) else [entry]:
            parts = option if isinstance(option, dict) else {"use": option}
            when = parts.get("when", {})
            for role, group in when.items():
                if role not in _ROLES or group not in self.groups:
                    remedy = f"use {' or '.join(_ROLES)} with one of {', '.join(self.groups)}"
                    raise _bad(f'unknown condition "{role}: {group}"', where, remedy)
            if ("use" in parts) == bool(parts.get("none")):
                raise _bad("an alternative needs either a value or a reason", where, _ALTERNATIVE)
            yield Counterpart(
                value=convert(parts["use"], where) if "use" in parts else None,
                reason=parts.get("none"),
                actor=when.get("actor"),
                recipient=when.get("recipient"),
            )

    def _plover(self, value: Any, where: str) -> str:
        name, _, mode = str(value).partition("/")
        if name not in self.plover or (mode and mode not in self.plover[name]):
            remedy = "use a type, or TYPE/mode, of the list under plover"
            raise _bad(f'PLOVER has no "{value}"', where, remedy)
        return str(value)

    def _cameo(self, value: Any, where: str) -> str:
        if not isinstance(value, str) or not self.cameo.fullmatch(value):
            remedy = 'write a quoted code of two to four digits, such as "0356"'
            raise _bad(f"{value!r} is not a CAMEO code", where, remedy)
        return value

    def _acled(self, value: Any, where: str) -> AcledCode:
        if value not in self.acled:
            remedy = "use a sub-event type of the list under acled"
            raise _bad(f'ACLED has no sub-event type "{value}"', where, remedy)
        return AcledCode(event_type=self.acled[value], sub_event_type=value)

    def _ucdp(self, value: Any, where: str) -> int:
        if value not in (1, 2, 3):
            remedy = "use 1 (state-based), 2 (non-state) or 3 (one-sided)"
            raise _bad(f"{value!r} is not a UCDP type of violence", where, remedy)
        return int(value)

    def _hxl(self, value: Any, where: str) -> str:
        match = _HXL.fullmatch(str(value))
        if not match or match[1] not in self.hxl_tags:
            remedy = 'write "#tag+attribute" with a tag of the list under hxl_tags'
            raise _bad(f'"{value}" is not an HXL tag', where, remedy)
        return str(value)


def _definition(name: str, entry: Mapping[str, Any]) -> str:
    text = entry.get("definition")
    if not isinstance(text, str) or not text.strip() or "\n" in text:
        raise _bad("no definition", f"types.{name}", "add one line that says what it is")
    return text


def _bad(what: str, place: str, remedy: str) -> KnowledgeError:
    return KnowledgeError(what, where=f"{_WHERE}: {place}", remedy=remedy)
