# One virtual environment, made and filled from the locked list; everything else rests on it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
GAZETTEER := $(VENV)/share/fogline/gazetteer.sqlite

.PHONY: install demo test chromium check format bench lock clean

install: $(STAMP) $(GAZETTEER)

# pip compiles all but editable packages. A command that compiles itself takes a third longer,
# each time where the environment forbids Python to keep the result.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Fogline needs Python 3.11 or later; try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python has no venv; on Debian: apt-get install -y python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages into $(VENV) (a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q src/fogline
	@touch $@

$(GAZETTEER): $(STAMP) $(wildcard src/fogline/knowledge/gazetteer/*.py)
	@$(BIN)/fogline gazetteer build

demo: install
	@$(BIN)/fogline read examples --format html > demo.html
	@echo "Who says what in examples/, every span beside its record: demo.html"
	@rm -f demo.db demo.db-wal demo.db-shm
	@$(BIN)/fogline add examples --ledger demo.db
	@echo
	@$(BIN)/fogline brief --ledger demo.db --as-of 2025-06-12
	@echo
	@echo "Ask on: $(BIN)/fogline events --ledger demo.db --as-of 2025-06-08T12:00Z"
	@if [ -t 1 ] && [ "$${DEMO_SERVE:-1}" != 0 ]; then exec $(BIN)/fogline serve --ledger demo.db; \
		else echo "Open the desk: $(BIN)/fogline serve --ledger demo.db"; fi

# Formatting, style, types, layers, then the tests (they check the docs as well).
test: install chromium
	@$(BIN)/ruff format --check src tests benchmarks tools training
	@$(BIN)/ruff check src tests benchmarks tools training
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest

chromium:
	@command -v chromium >/dev/null || { echo "Installing Debian's Chromium for the browser tests ..."; \
		apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }

check: test

format: install
	@$(BIN)/ruff check --fix src tests benchmarks tools training
	@$(BIN)/ruff format src tests benchmarks tools training

bench: install
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python benchmarks/gazetteer.py

lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) demo.html demo.db demo.db-wal demo.db-shm .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
