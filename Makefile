# Two commands: make run, make test. Both make .venv when it is missing and are quick afterwards.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint types tests long sample clean chromium

help:  ## what you can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp  ## start the app with the sample company on http://127.0.0.1:8501
	@echo "Starting Sweetspot on http://127.0.0.1:$(PORT) (stop it with Ctrl+C)"
	@$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

test: lint types tests  ## lint, types and every test

lint: $(VENV)/test.stamp
	@echo "Checking style (ruff)"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Run $(BIN)/ruff format"; exit 1; }

types: $(VENV)/test.stamp
	@echo "Checking types (mypy)"
	@$(BIN)/mypy

# a file of tests stays on one worker, so that what its tests share is made once
tests: $(VENV)/test.stamp chromium
	@echo "Running the tests on two cores (pytest)"
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

long: $(VENV)/test.stamp chromium  ## kills, load, fuzz and big files: takes a while
	@echo "Running the long tests (pytest)"
	@$(BIN)/pytest -m long -rA

sample: $(VENV)/run.stamp  ## write the sample company's files again
	@echo "Writing data/sample"
	@$(BIN)/python data/sample/make.py

clean:  ## remove the virtual environment and caches; your data stays
	@echo "Removing $(VENV) and caches"
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Sweetspot needs Python 3.11 or newer, and $(PYTHON) is older or missing:" \
		     "name another, as in make run PYTHON=python3.12"; exit 1; }
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make virtual environments here:" \
		     "on Debian or Ubuntu, apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Sweetspot needs (a minute or two, only when requirements.txt changed)"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Installing the test tools (only when requirements-dev.txt changed)"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# The browser tests look for the same names; CHROMIUM=/path/to/it names another.
chromium:
	@if [ -n "$$CHROMIUM" ]; then :; \
	elif { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Getting Chromium for the browser tests (apt-get)"; \
		apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else \
		echo "No Chromium, so the browser tests are left out. To get it: sudo apt-get install" \
		     "chromium, brew install --cask chromium, or $(BIN)/playwright install chromium"; \
	fi
