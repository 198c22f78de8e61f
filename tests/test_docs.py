"""The docs say what is so: commands, options, settings and the record are checked against them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from fogline.cli.main import COMMANDS, cli
from fogline.export.record_page import record_page
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_record_page_is_that_of_the_schema() -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    assert page == record_page(), "run: python -m fogline.export.record_page > docs/record.md"


def _commands() -> list[tuple[str, click.Command]]:
    context = click.Context(cli)
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found += [(f"{name} {inner}", row) for inner, row in command.commands.items()]
        else:
            found.append((name, command))
    return found


@pytest.mark.parametrize(("name", "command"), _commands(), ids=[row[0] for row in _commands()])
def test_every_command_and_option_is_in_the_guide(name: str, command: click.Command) -> None:
    assert f"fogline {name}" in GUIDE
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in GUIDE, parameter.opts[0]


def test_every_setting_is_in_the_guide() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r"\b(?:FOGLINE_[A-Z]+|NO_COLOR)\b", code))
    assert settings
    assert {name for name in settings if f"`{name}`" not in GUIDE} == set()


def test_every_page_that_is_linked_exists() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def _examples() -> list[str]:
    blocks = CONSOLE.findall(README + GUIDE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    runs = [line.removeprefix(".venv/bin/") for line in lines]
    return list(dict.fromkeys(line for line in runs if line.startswith("fogline read")))


@pytest.mark.parametrize("line", _examples())
def test_the_examples_of_the_docs_run(line: str, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "examples" / "kharkiv-june-11.txt", tmp_path / "report.txt")
    shutil.copy(ROOT / "examples" / "kharkiv-june-11.txt", tmp_path / "reports")
    shutil.copy(ROOT / "examples" / "analysis-page.html", tmp_path / "report.html")
    command = line.replace("fogline", f"{sys.executable} -m fogline.cli.main", 1)
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_readme_names_both_commands_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
