"""Finds and loads the resource files that ship with the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fogline.errors import KnowledgeError

_ROOT = Path(__file__).parent.parent / "resources"


def resource_path(name: str) -> Path:
    """Where the resource file ``name`` ("en/cues.yml") is; raises KnowledgeError if missing."""
    path = _ROOT / name
    if not path.is_file():
        raise KnowledgeError(
            "the resource file is missing", where=name, remedy="install the package again"
        )
    return path


@cache
def resources_version() -> str:
    """A digest of the resource files, by which one can tell that knowledge has changed.

    The map's shapes are left out: they are drawn, and change nothing that is read.
    """
    import hashlib

    digest = hashlib.sha256()
    for path in sorted(_ROOT.rglob("*")):
        if path.is_file() and path.parent.name != "map":
            digest.update(path.relative_to(_ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def load_yaml(name: str) -> Any:
    """The content of a YAML resource; raises KnowledgeError, with the line, if it is broken."""
    import yaml

    path = resource_path(name)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise KnowledgeError(
            str(problem), where=f"resources/{name}{line}", remedy="mend the file"
        ) from error
