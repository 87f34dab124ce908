# Two commands are all a newcomer needs: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= localhost
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test slow shuffled test-browser lint types validate audit check bench containers services evaluate weights rebuild screenshots chromium postgres nginx lock clean help \
	serve-replicas install-service upgrade-service load soak faults

help:
	@echo "make run        set everything up and serve the atlas on http://$(ADDRESS):$(PORT)"
	@echo "make test       set everything up and run the tests, the browser's included (below 10 minutes)"
	@echo "make shuffled   run them in another order"
	@echo "make slow       the tests that take long: accessibility, policy, hostile documents and links (about 8 minutes)"
	@echo "make lint types validate   what CI runs after the tests"
	@echo "make bench      measure the atlas beside an empty page and the usual way (about 20 minutes)"
	@echo "make evaluate   measure how well new texts are read"
	@echo "make weights    learn anew what the signs of threats weigh"
	@echo "make serve-replicas  serve two replicas behind nginx, all on this machine, on port 8500"
	@echo "make faults     kill, starve and stop real processes and see what readers see (about 10 minutes)"
	@echo "make load       100 sessions on two replicas for ten minutes, uploads among them (about 15 minutes)"
	@echo "make soak       500 sessions opened, used and closed: what the server holds (about 10 minutes)"
	@echo "make containers services   build, start and try the containers and the systemd services (Docker or Podman)"
	@echo "make screenshots  take the pictures of the README from the running atlas"
	@echo "make rebuild    make data/boundaries again from its pinned sources and test that"
	@echo "make audit      ask for known weaknesses of what is installed (needs a network)"
	@echo "make lock       pin the dependencies again"

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: $(VENV)/dev.stamp chromium postgres nginx
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow and not build"

# Every page, theme, width and language, and whatever is large or hostile: CI runs these too.
slow: $(VENV)/dev.stamp chromium
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "slow and not build"

# The same tests in another order each time; SEED=... repeats one.
SEED ?= $(shell date +%s)
shuffled: $(VENV)/dev.stamp chromium postgres nginx
	@echo "the tests' order: make shuffled SEED=$(SEED)"
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow and not build" -p randomly --randomly-seed=$(SEED)

test-browser: $(VENV)/dev.stamp chromium
	$(BIN)/python -m pytest -q -m browser

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

validate: $(VENV)/run.stamp
	$(BIN)/python -m geo validate

# Asks the package index for known weaknesses, from an environment of its own. CI adds AUDIT=--unless-offline: where the
# index has no advisories, as behind some mirrors, it says so and goes on.
audit: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q tests/test_lock.py tests/test_licences.py
	$(PYTHON) -m venv .cache/audit
	.cache/audit/bin/pip install --quiet pip-audit
	$(BIN)/python -m tests.audit .cache/audit/bin/pip-audit $(AUDIT)

check: test slow lint types validate

bench: $(VENV)/bench.stamp chromium
	$(BIN)/python -m tests.bench

serve-replicas: $(VENV)/run.stamp nginx
	sh deploy/serve-replicas.sh

# As root, in /opt/atlas: services of this machine, and their upgrade one replica after the other.
install-service upgrade-service: $(VENV)/run.stamp nginx
	sh deploy/install-service.sh "$(NAME)"

faults: $(VENV)/dev.stamp chromium postgres nginx
	@command -v faketime >/dev/null || sh deploy/debian-install.sh faketime
	$(BIN)/python -m pytest -v tests/deploy/test_two_replicas.py tests/deploy/faults.py

# With Docker, or COMPOSE=podman-compose ENGINE=podman.
containers: $(VENV)/dev.stamp chromium
	$(BIN)/python -m pytest -v tests/deploy/containers.py

# With Podman, as root.
services: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -v tests/deploy/services.py

load: $(VENV)/bench.stamp chromium nginx
	$(BIN)/python -m tests.deploy.load $(LOAD)

soak: $(VENV)/bench.stamp nginx
	$(BIN)/python -m tests.deploy.soak $(SOAK)

evaluate: $(VENV)/dev.stamp
	$(BIN)/python -m tests.evaluation

# Learn what the signs of threats weigh, from the annotated passages; ACROSS=--across only tells how well it would do.
weights: $(VENV)/dev.stamp
	$(BIN)/python -m tests.evaluation.weights $(ACROSS)

screenshots: $(VENV)/dev.stamp chromium
	$(BIN)/python -m tests.screenshots

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

# The store of shared texts is tested on a PostgreSQL of its own; without one those tests are skipped and say so.
postgres:
	@sh deploy/find-postgres.sh >/dev/null || sh deploy/debian-install.sh postgresql || test -z "$$REQUIRE_POSTGRES"

nginx:
	@PATH="$$PATH:/usr/sbin:/usr/local/sbin" command -v nginx >/dev/null || sh deploy/debian-install.sh nginx-light

lock: $(VENV)/dev.stamp
	$(BIN)/python -m piptools --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/python -m piptools compile --quiet --strip-extras --all-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade -o constraints.txt pyproject.toml
	$(BIN)/python -m piptools compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -c constraints.txt -o deploy/requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
