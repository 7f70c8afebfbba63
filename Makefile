# `make check` judges the claims of this repository; `make test` runs everything that CI runs.
# Needs Python 3.11 or later with pip, and make; the rest goes into .venv/.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PIP := $(PYTHON) -m pip --python .venv/bin/python -qq --disable-pip-version-check install
BIN := .venv/bin
# pip doesn't compile what is installed as editable, and some machines don't keep what Python compiles by the way.
COMPILE := $(BIN)/python -m compileall -q checker

.PHONY: check test lint types layers content suite golden accuracy bench clean
.DELETE_ON_ERROR:

check: .venv/.installed
	$(BIN)/checker check claims/

test: lint types layers content suite

lint: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.installed-dev
	$(BIN)/mypy

layers: .venv/.installed-dev
	$(BIN)/lint-imports

content: .venv/.installed-dev
	$(BIN)/checker rules --check
	$(BIN)/checker check claims/

suite: .venv/.installed-dev
	$(BIN)/pytest

# Writes the golden files anew from what the program prints now; read the difference before it is committed.
golden: .venv/.installed-dev
	$(BIN)/pytest -n 0 --golden tests

# Writes docs/accuracy.md: how often the program's word is the expert's, and every miss with its reason.
accuracy: .venv/.installed-dev
	$(BIN)/python -m benchmarks.accuracy

# Start-up, claim files and reasons; with PEERS=FOLDER records too, beside the peers there, which are not part of the project.
bench: .venv/.installed-dev
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/claims.py
	$(BIN)/python -m benchmarks.reasons
ifdef PEERS
	@$(PIP) --editable '.[bench]'
	OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/records.py --peers $(PEERS)
endif

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find checker -name __pycache__ -prune -exec rm -r {} +

# pip of the machine installs into the environment, which therefore needs no pip (nor ensurepip) of its own.
.venv/bin/python:
	@$(PYTHON) -m venv --without-pip .venv

.venv/.installed: pyproject.toml | .venv/bin/python
	@echo "setting up .venv (once)"
	@$(PIP) --editable .
	@$(COMPILE)
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	@echo "setting up .venv with the tools of its developers (once)"
	@$(PIP) --editable '.[dev]'
	@$(COMPILE)
	@touch $@ .venv/.installed
