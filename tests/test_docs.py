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
from fogline.corroborate.grouping.compare import RULES
from fogline.export.record_page import record_page
from fogline.records.event import Is
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
LEDGER = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
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
    return list(dict.fromkeys(line for line in runs if line.startswith("fogline ")))


def _run(line: str, folder: Path) -> None:
    command = line.replace("fogline", f"{sys.executable} -m fogline.cli.main", 1)
    environment = {key: value for key, value in os.environ.items() if key != "FOGLINE_LEDGER"}
    done = subprocess.run(
        command, shell=True, cwd=folder, capture_output=True, check=False, env=environment
    )
    assert done.returncode == 0, (line, done.stderr.decode())
    assert done.stdout or ">" in line, line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the examples of the docs name."""
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "examples" / "kharkiv-june-11.txt", tmp_path / "report.txt")
    shutil.copy(ROOT / "examples" / "analysis-page.html", tmp_path / "report.html")
    for name in ("kharkiv-june-11", "wire-afternoon", "ministry-statement"):
        for suffix in (".txt", ".meta.json"):
            shutil.copy(ROOT / "examples" / f"{name}{suffix}", tmp_path / "reports")
    return tmp_path


@pytest.mark.parametrize("line", [row for row in _examples() if row.startswith("fogline read")])
def test_the_examples_of_reading_run(line: str, folder: Path) -> None:
    _run(line, folder)


def test_the_examples_of_the_ledger_run_in_their_order(folder: Path) -> None:
    lines = [row for row in _examples() if not row.startswith("fogline read")]
    assert {row.split()[1] for row in lines} >= {"add", "events", "brief"}
    for line in lines:
        _run(line, folder)
    (example,) = re.findall(r"```python\n(.*?)```", LEDGER, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"denied" in done.stdout


def test_every_rule_and_standing_is_in_the_page_on_the_ledger() -> None:
    package = ROOT / "src" / "fogline" / "corroborate"
    standing = (package / "events" / "standing.py").read_text(encoding="utf-8")
    rules = set(re.findall(r'"((?:[a-z]+-)+[a-z]+)"', standing))
    rules |= {rule.__name__.strip("_").replace("_", "-") for rule in RULES}
    rules |= {is_.value for is_ in Is}
    assert len(rules) > 20
    assert {rule for rule in rules if rule not in LEDGER} == set()


def test_the_readme_names_both_commands_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
