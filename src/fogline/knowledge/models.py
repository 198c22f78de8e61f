"""Where the weights are that the package ships (``models/``, each with its card)."""

from __future__ import annotations

from pathlib import Path

from fogline.errors import KnowledgeError

_PACKAGE = Path(__file__).parents[1]
# In an installed package beside the code; in a clone at its root.
_FOLDERS = (_PACKAGE / "models", _PACKAGE.parents[1] / "models")


def model_path(name: str) -> Path:
    """A file of the models by its name. Raises KnowledgeError where it is missing."""
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise KnowledgeError(
        "a model is missing from the package", where=f"models/{name}", remedy="install it again"
    )
