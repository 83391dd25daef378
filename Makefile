# The portal's commands. `make help` lists them; `make demo` needs only python3 ≥ 3.11, make and git.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
STAMP := $(VENV)/.installed
PORT ?= 8000
HOST ?= 127.0.0.1
TEACHERS ?= 60
YEARS ?= 1
LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --no-header
TEST_OPTIONS ?= -n 2 --dist loadscope
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo demo-reset install test test-fast test-postgres browser check lint format types \
	messages permissions lock bench clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | \
		awk -F'|' '{ printf "  make %-13s %s\n", $$1, $$2 }'

demo: $(STAMP) ## a school to look at, on http://127.0.0.1:$PORT (PORT=8000); data is kept in var/
	@PORTAL_DEMO=1 HOST=$(HOST) PORT=$(PORT) $(MANAGE) demo

demo-reset: $(STAMP) ## throw the demo's data away and start with a new school
	@PORTAL_DEMO=1 HOST=$(HOST) PORT=$(PORT) $(MANAGE) demo --reset

install: $(STAMP) ## the virtual environment with every locked package

$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@

test: check ## checks and the suite; REQUIRE_ALL=1 skips nothing, and adds browser and PostgreSQL
	$(BIN)/pytest $(TEST_OPTIONS) $(if $(filter 1,$(REQUIRE_ALL)),-m "not browser")
	@if [ "$(REQUIRE_ALL)" = 1 ]; then $(MAKE) --no-print-directory browser test-postgres; fi

test-fast: $(STAMP) ## the suite without browsers and servers
	$(BIN)/pytest $(TEST_OPTIONS) -m "not browser and not postgres and not redis"

test-postgres: $(STAMP) ## the suite on PostgreSQL (PORTAL_TEST_POSTGRES)
	DATABASE_URL=$${PORTAL_TEST_POSTGRES:-postgres://postgres@127.0.0.1/postgres} \
		$(BIN)/pytest $(TEST_OPTIONS) -m "not browser and not redis and not postgres"

browser: $(STAMP) ## the flows in Chromium
	$(BIN)/pytest -m browser

check: lint ## lint, and that migrations and catalogues are complete
	$(MANAGE) compilecatalogs -v0
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) checkcatalogs

lint: $(STAMP) ## style of Python and templates, and who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --quiet --lint .
	$(BIN)/djlint --quiet --check .
	$(BIN)/lint-imports --no-cache

format: $(STAMP) ## write Python and templates the way lint wants them
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format
	-$(BIN)/djlint --quiet --reformat .

types: $(STAMP) ## static types
	$(BIN)/mypy

messages: $(STAMP) ## bring the translation catalogues up to the sources (needs GNU gettext)
	$(MANAGE) makecatalogs
	$(MANAGE) compilecatalogs

permissions: $(STAMP) ## write docs/permissions.md from a walk of every page as every role
	WRITE_PERMISSIONS=1 $(BIN)/pytest -q tests/test_permission_walk.py

bench: export PORTAL_VAR_DIR = $(CURDIR)/var/bench-$(TEACHERS)-$(YEARS)
bench: export PORTAL_DEMO = 1
bench: $(STAMP) ## queries and times per page beside a bare page (TEACHERS=60 YEARS=1 AGAINST=…/bench.json)
	@$(MANAGE) migrate -v0
	@$(MANAGE) collectstatic --noinput -v0
	@$(MANAGE) seed --teachers $(TEACHERS) --years $(YEARS) --if-empty | head -n 1
	@$(MANAGE) bench $(if $(AGAINST),--against $(AGAINST))

lock: $(STAMP) ## write both lock files anew from pyproject.toml (UPGRADE=--upgrade for newer ones)
	UV_NO_CONFIG=1 $(BIN)/uv pip compile -q $(UPGRADE) $(LOCK_OPTIONS) \
		--group pyproject.toml:dev pyproject.toml -o requirements.lock
	UV_NO_CONFIG=1 $(BIN)/uv pip compile -q $(UPGRADE) $(LOCK_OPTIONS) \
		-c requirements.lock pyproject.toml -o requirements-prod.lock

clean: ## forget caches and compiled files, never data
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -path ./$(VENV) -prune -o -name '__pycache__' -type d -print | xargs -r rm -rf
