"""The command ``fogline`` many times over, each time in a process of its own, without its start.

``python -m tests.cli.forking`` imports the command once, reads one job a line (JSON: arguments,
folder, environment, files for output and errors), and runs it in a fork of itself. It prints the
exit code of each.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any

from fogline.cli.main import COMMANDS, main
from fogline.wiring import default_filing, default_knowledge


def run(job: dict[str, Any]) -> int:
    """Run one job in this process, as the shell would; returns the exit code."""
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(job[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["environ"])
    sys.argv = ["fogline", *job["arguments"]]
    code = 1
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def serve() -> None:
    """Run the jobs that come in, one after the other."""
    for module, _ in COMMANDS.values():
        import_module(module)
    for module in ("fogline.export.ledger_rows", "fogline.export.event_text"):
        import_module(module)
    default_knowledge()
    # What each command would else load for itself.
    filing = default_filing()
    _ = filing.outlets, filing.grouping, filing.resources
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(run(json.loads(line)))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
