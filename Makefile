# Two commands are all a newcomer needs: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= localhost
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test test-browser lint types validate check bench evaluate rebuild chromium lock clean help

help:
	@echo "make run        set everything up and serve the atlas on http://$(ADDRESS):$(PORT)"
	@echo "make test       set everything up and run all tests, the browser's included"
	@echo "make lint types validate   what CI runs after the tests"
	@echo "make bench      measure the atlas beside an empty page and the usual way (about 15 minutes)"
	@echo "make evaluate   measure how well new texts are read"
	@echo "make rebuild    make data/boundaries again from its pinned sources and test that"
	@echo "make lock       pin the dependencies again"

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: $(VENV)/dev.stamp chromium
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

test-browser: $(VENV)/dev.stamp chromium
	$(BIN)/python -m pytest -q -m browser

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

validate: $(VENV)/run.stamp
	$(BIN)/python -m geo validate

check: test lint types validate

bench: $(VENV)/bench.stamp chromium
	$(BIN)/python -m tests.bench

evaluate: $(VENV)/dev.stamp
	$(BIN)/python -m tests.evaluation

rebuild: $(VENV)/dev.stamp
	$(BIN)/python -m geo build
	$(BIN)/python -m pytest -q -m build --force-enable-socket

# Debian and its like ship venv apart from Python, and no browser: install what is missing, or say so.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); sh deploy/debian-install.sh python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/run.stamp: requirements.txt constraints.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements-dev.txt $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[bench]'
	@touch $@

chromium:
	@sh deploy/find-chromium.sh >/dev/null || sh deploy/debian-install.sh chromium fonts-dejavu-core

lock: $(VENV)/dev.stamp
	$(BIN)/python -m piptools --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/python -m piptools compile --quiet --strip-extras --all-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade -o constraints.txt pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
