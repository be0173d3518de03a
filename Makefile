# Joined Up: every command a person or CI needs. `make help` lists them.
#
# Needs Python 3.11 or later and make. Everything is installed into .venv, once:
# a stamp file there remembers it until a requirements file changes.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8501
VENV ?= .venv

# Folders under tests/ that `make test` runs, one after the other, cheapest first.
SORTS := unit property store page browser

BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
BROWSER_STAMP := $(VENV)/.installed-browser
POPPLER_STAMP := $(VENV)/.installed-poppler
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
CODE := $(wildcard dashboard.py joinedup geo pages scripts tests benchmarks)
PYTHON_FILES = $(shell find $(CODE) -name '*.py' -not -path '*/.*')

# A Python that starts, is new enough and can make virtual environments. Each name is
# tried for real, as it may be an empty shim; releases the pins have no wheels for come last.
USABLE := import ensurepip, sys, venv; \
  sys.exit(not (3, 11) <= sys.version_info < (3, int(sys.argv[1])))
PYTHON ?= $(shell for below in 15 99; do \
  for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$name" -c '$(USABLE)' $$below >/dev/null 2>&1 && { echo "$$name"; exit; }; done; done)

.PHONY: help
help: ## list the commands
	@echo 'Joined Up'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

# --- running -----------------------------------------------------------------

.PHONY: run
run: $(RUN_STAMP) ## install what is needed and start the dashboard on http://localhost:8501 (or PORT=8600)
	@$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT) \
	  --server.showEmailPrompt false --browser.gatherUsageStats false

.PHONY: install
install: $(RUN_STAMP) ## only install what the dashboard needs

# --- testing -----------------------------------------------------------------

.PHONY: test
test: lint format-check types contracts $(SORTS) ## run everything: checks, then all sorts of tests
	@echo 'make test: all passed'

.PHONY: lint
lint: $(DEV_STAMP) ## ruff's rules
	@$(BIN)/ruff check --quiet $(CODE) && echo 'lint: ok'

.PHONY: format-check
format-check: $(DEV_STAMP) ## is every file laid out as `make format` would?
	@$(BIN)/ruff format --quiet --check $(CODE) && echo 'format: ok' \
	  || { echo 'format: run `make format`, or see `ruff format --diff`'; exit 1; }

.PHONY: format
format: $(DEV_STAMP) ## lay the code out, and mend what ruff can mend
	@$(BIN)/ruff check --quiet --fix-only $(CODE)
	@$(BIN)/ruff format $(CODE)

.PHONY: types
types: $(DEV_STAMP) ## mypy, strict
	@$(BIN)/mypy $(PYTHON_FILES)

.PHONY: contracts
contracts: $(DEV_STAMP) ## who may import whom (import-linter)
	@$(BIN)/lint-imports --no-logo >$(VENV)/contracts.log 2>&1 && echo 'contracts: ok' \
	  || { cat $(VENV)/contracts.log; exit 1; }

.PHONY: unit property store page
unit property store page: $(DEV_STAMP)
unit browser: $(POPPLER_STAMP)
unit: ## tests of one module at a time
property: ## tests of laws that hold for all inputs (Hypothesis)
store: ## the contract every store engine keeps
page: ## each page by Streamlit's AppTest
browser: ## the real app in a real Chromium, the internet cut off
browser: $(DEV_STAMP) $(BROWSER_STAMP)
.PHONY: browser

# A folder without any test file yet is no failure; one whose tests are not collected is.
$(SORTS):
	@if find tests/$@ -name 'test_*.py' 2>/dev/null | grep -q .; then \
	  echo '$@ tests'; $(BIN)/python -m pytest -q tests/$@ $(ARGS); \
	else echo '$@ tests: none yet'; fi

.PHONY: bench
bench: $(DEV_STAMP) $(BROWSER_STAMP) ## measure every line of the budget table (about seven minutes)
	@$(BIN)/python -m benchmarks

# --- building ----------------------------------------------------------------

.PHONY: screenshots
screenshots: $(DEV_STAMP) $(BROWSER_STAMP) ## take the pictures in docs/ anew
	@$(BIN)/python scripts/screenshots.py

.PHONY: data
data: $(DEV_STAMP) ## build data/footprints/ anew from its sources
	@$(BIN)/python scripts/build_footprints.py

UV ?= uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header

.PHONY: lock
lock: ## pin the packages anew after a change to a requirements*.in file (needs uv)
	@command -v $(UV) >/dev/null || { echo 'make lock needs uv: pip install uv'; exit 1; }
	@$(LOCK) requirements.in -o requirements.txt
	@{ printf '# What running Joined Up needs: every package, pinned.\n'; \
	  printf '# Made from requirements.in by `make lock`; do not edit.\n'; cat requirements.txt; } > $(VENV)-lock
	@mv $(VENV)-lock requirements.txt
	@$(LOCK) --no-annotate requirements-dev.in -o $(VENV)-lock
	@{ printf '# What testing and building Joined Up need besides: every package, pinned.\n'; \
	  printf '# Made from requirements-dev.in by `make lock`; do not edit.\n'; \
	  printf -- '-r requirements.txt\n'; grep -vxFf requirements.txt $(VENV)-lock; } > requirements-dev.txt
	@rm $(VENV)-lock

.PHONY: clean
clean: ## remove what was installed, cached and left by tests; never data
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/artifacts
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up ------------------------------------------------------------------

$(BIN)/python:
	@test -n '$(PYTHON)' || { \
	  echo 'Joined Up needs Python 3.11 or later with its venv module; none was found.'; \
	  echo 'On Debian or Ubuntu: apt install python3-venv. Elsewhere: https://www.python.org/downloads/'; \
	  echo 'Or name it: make run PYTHON=/path/to/python3'; exit 1; }
	@echo 'Making $(VENV) with $(PYTHON)'
	@'$(PYTHON)' -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_STAMP): requirements.txt | $(BIN)/python
	@echo 'Installing what the dashboard needs (about a minute, once)'
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo 'Installing what the tests need (about two minutes, once)'
	@$(PIP) -r requirements-dev.txt
	@touch $(RUN_STAMP) $@

$(BROWSER_STAMP): scripts/install_browser.py $(DEV_STAMP)
	@$(BIN)/python scripts/install_browser.py
	@touch $@

$(POPPLER_STAMP): scripts/install_poppler.py $(DEV_STAMP)
	@$(BIN)/python -m scripts.install_poppler
	@touch $@
