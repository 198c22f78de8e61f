"""A real desk: the command ``fogline serve`` over a ledger in a file, asked over the network."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from fogline.corroborate.filing.moments import seconds
from fogline.store.sqlite import open_sqlite
from tests.conftest import ROOT
from tests.desk import Desk

RECEIVED = "2025-06-13T10:00Z"
# A report whose every part would like to be something else than text.
HOSTILE = (
    "<script>alert('title')</script> & \"quotes\"\n\n"
    "Russia's defence ministry said on Saturday that its troops had captured the village of Zorya "
    "<img src=x onerror=alert(1)> and killed 12 soldiers.\n\n"
    "Kyiv </span></div><script>document.title='gone'</script> denied the claim.\n"
)
# Debian's, which `make test` installs.
CHROMIUM = shutil.which("chromium")
# Without a graphics card.
SOFTWARE = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
Serve = Callable[..., "contextmanager[httpx.Client]"]


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples and a hostile report in one ledger."""
    path = tmp_path_factory.mktemp("web") / "desk.db"
    folder = path.parent / "reports"
    folder.mkdir()
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    store = open_sqlite(path, create=True)
    desk = Desk(store)
    desk.read(
        HOSTILE,
        published="2025-06-08",
        publisher="<b>Bold & Sons</b>",
        received=RECEIVED,
    )
    store.close()
    added = subprocess.run(
        [sys.executable, "-m", "fogline.cli.main", "add", str(ROOT / "examples"), "--quiet",
         "--ledger", str(path), "--received", RECEIVED],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    assert seconds(RECEIVED)
    return path


@contextmanager
def serving(path: Path, *options: str) -> Iterator[tuple[httpx.Client, str]]:
    """A client of a desk that serves the ledger, and the address that it printed."""
    command = [sys.executable, "-u", "-m", "fogline.cli.main", "serve", "--ledger", str(path)]
    with subprocess.Popen(
        [*command, "--port", "0", *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = line.split()[-1]
        base, _, _ = address.partition("/?")
        try:
            with httpx.Client(base_url=base.rstrip("/"), timeout=30) as client:
                _wait(client)
                yield client, address
        finally:
            process.terminate()


def _wait(client: httpx.Client) -> None:
    for _ in range(100):
        try:
            client.get("/static/desk.css")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the desk does not answer")


@pytest.fixture(scope="session")
def desk(ledger_file: Path) -> Iterator[httpx.Client]:
    """A client of the desk over the examples."""
    with serving(ledger_file) as (client, _):
        yield client


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all browsers: two at a time do not bear each other."""
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield made
    made.close()


@pytest.fixture(scope="session")
def drawing(playwright: Playwright) -> Iterator[Browser]:
    """The same for the map, drawn by the processor: that is slow."""
    made = playwright.chromium.launch(executable_path=CHROMIUM, args=SOFTWARE)
    yield made
    made.close()
