# Làng Mới. Needs Python 3.11+ with pip and venv, make and git; everything else is set up here.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
NODE_ENV := PATH="$(CURDIR)/$(BIN):$$PATH"
NO_DATABASE := DATABASE_URL=postgresql://unused@127.0.0.1/unused

# Two share the tests, each with a database server of its own: some tests kill theirs.
TESTS ?= $(CURDIR)/var/tests
SHARED := --dist loadgroup $(foreach n,1 2,--tx popen//env:LANGMOI_HOME=$(TESTS)/$(n))

.DEFAULT_GOAL := help
.PHONY: help setup run test quick check pictures bench lock clean

help: ## Danh sách việc (this list)
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: .venv/.ready node_modules/.ready ## Set up Python and browser packages from the lock files

run: setup ## Mở chương trình với tỉnh mẫu tại http://127.0.0.1:8000 (PORT=… để đổi cổng)
	@$(BIN)/langmoi run --demo --port $(PORT)

test: .venv/.ready-dev node_modules/.ready ## Every test, on a real PostgreSQL and in a real Chromium
	$(BIN)/pytest $(SHARED)

quick: .venv/.ready-dev ## The tests that need no browser
	$(BIN)/pytest $(SHARED) -m "not browser"

check: .venv/.ready-dev node_modules/.ready ## Lint, types, import contract, law
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(NO_DATABASE) $(BIN)/mypy langmoi config
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --check --lint langmoi/web/templates
	$(BIN)/yamllint --strict langmoi
	$(BIN)/langmoi law check
	LANGMOI_HOME=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run

pictures: .venv/.ready-dev node_modules/.ready ## Make the manual's pictures anew (docs/vi/images)
	LANGMOI_SHOTS=var/pictures $(BIN)/pytest tests/browser/test_manual_pictures.py tests/browser/test_month_journey.py tests/browser/test_month_without_district.py
	for old in docs/vi/images/*.png; do cp var/pictures/$$(basename $$old) $$old; done

bench: .venv/.ready-bench ## Our speed beside that of peers; figures go to bench/results
	$(BIN)/python -m bench

lock: .venv/.ready-dev ## Choose versions anew and write the lock files
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build --extra dev --extra bench -c requirements-dev.txt pyproject.toml -o requirements-bench.txt
	$(NODE_ENV) npm update --package-lock-only

clean: ## Remove what was set up (the data in var/ stays)
	rm -rf .venv node_modules static-build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên; máy này có $$($(PYTHON) --version). Chỉ định bản khác: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.ready: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.ready-dev: requirements-dev.txt .venv/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

.venv/.ready-bench: requirements-bench.txt .venv/.ready-dev
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@

node_modules/.ready: package.json package-lock.json .venv/.ready
	$(NODE_ENV) npm ci --silent
	touch $@
