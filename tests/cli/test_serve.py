"""``fogline serve``: what it refuses before it listens."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from fogline.store.sqlite import open_sqlite


def serve(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fogline.cli.main", "serve", "--ledger", str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--host", "0.0.0.0"), "add --token new"),
        (("--token", "short"), "the token is short"),
        (("--host", "no.such.host.example", "--token", "new"), "cannot listen"),
    ],
)
def test_what_it_does_not_do(tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    open_sqlite(tmp_path / "l.db", create=True).close()
    done = serve(tmp_path / "l.db", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "l.db", create=True).close()
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = serve(tmp_path / "l.db", "--port", str(other.getsockname()[1]))
    assert done.returncode == 2
    assert "cannot listen" in done.stderr


def test_no_ledger_is_made(tmp_path: Path) -> None:
    done = serve(tmp_path / "none.db")
    assert done.returncode == 2
    assert "no ledger" in done.stderr
    assert list(tmp_path.iterdir()) == []
