# The tracker's commands. `make` alone lists them. Needs Python 3.11 or later, and make.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 5000

BIN := .venv/bin
FLASK := $(BIN)/flask --app app
# What is compiled is kept, whatever the shell says: each process would compile the tests anew.
SIDE_BY_SIDE := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --quiet --numprocesses auto
SETTINGS := instance/settings.toml
SOURCES := app config.py tests
ASSETS := $(shell find app/assets -type f -not -path '*/node_modules/*')
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DELETE_ON_ERROR:
.PHONY: help run serve demo setup migrate assets test lint types unit e2e bench soak clean needs browser

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

define serving
	@echo "Serving on http://$(HOST):$(PORT) – stop with Ctrl+C"
	@exec $(BIN)/gunicorn --bind $(HOST):$(PORT) --workers 2 --worker-class gthread --threads 4 \
	  --timeout 120 --no-control-socket 'app:create_app()'
endef

run demo: export BASE_URL = http://$(HOST):$(PORT)
run: demo ## set up the demonstration if need be, and serve it (PORT=5000)
	$(serving)

serve: migrate ## serve what is installed, as instance/settings.toml has it
	$(serving)

# What this folder holds is written down once, so that the demonstration never enters real records.
demo: needs .venv/.run app/static/manifest.json ## set up the demonstration without serving it
	@mkdir -p instance
	@test -e $(SETTINGS) || printf 'TRACKER_ENV = "demonstration"\n' > $(SETTINGS)
	@$(FLASK) db upgrade
	@if grep -q '^TRACKER_ENV *= *"demonstration"' $(SETTINGS); then $(FLASK) demo load; \
	  else echo "This folder holds an installation of its own: the demonstration was not loaded."; fi

setup: needs .venv/.run app/static/manifest.json ## start an empty installation: asks for the group's name and first officer
	@if grep -qs '^TRACKER_ENV *= *"demonstration"' $(SETTINGS); then \
	  echo "instance/ holds the demonstration. Move it away, then start again." >&2; exit 1; fi
	@mkdir -p instance
	@test -e $(SETTINGS) || printf 'TRACKER_ENV = "local"\n' > $(SETTINGS)
	@$(FLASK) db upgrade
	@$(FLASK) setup
	@echo "Then start it with: make serve"

migrate: needs .venv/.run app/static/manifest.json ## bring the database up to date
	@$(FLASK) db upgrade

assets: app/static/manifest.json ## build the styles and scripts into app/static

app/static/manifest.json: $(ASSETS) | .venv/.made
	@sh app/assets/build.sh "$(CURDIR)/$(BIN)/python"
	@touch $@

needs:
	@$(PYTHON) tests/toolchain/system_needs.py

browser:
	@$(PYTHON) tests/toolchain/system_needs.py --browser

.venv/.made: | needs
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: requirements.txt | .venv/.made
	@echo "Installing what the tracker runs on"
	@$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/.test: requirements.txt tests/requirements.txt | .venv/.made
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --requirement tests/requirements.txt
	@touch .venv/.run $@

test: browser lint types app/static/manifest.json ## the whole suite: lint, types, import rules, every test
	@TRACKER_ENV=test $(SIDE_BY_SIDE) tests/e2e tests/unit tests/integration tests/architecture

lint: .venv/.test ## ruff, and import-linter for what may import what
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

types: .venv/.test ## pyright
	@$(BIN)/pyright

unit: .venv/.test app/static/manifest.json ## the tests that need no browser
	@TRACKER_ENV=test $(SIDE_BY_SIDE) tests/unit tests/integration tests/architecture

e2e: browser .venv/.test app/static/manifest.json ## the browser tests
	@TRACKER_ENV=test $(SIDE_BY_SIDE) tests/e2e

bench: .venv/.test app/static/manifest.json ## queries and times of the pages and of dates as written, as ratios
	@TRACKER_ENV=test $(BIN)/python -m pytest -q -s tests/bench

soak: .venv/.test app/static/manifest.json ## kill the server 300 times, and look for losses (KILLS=300 SEED=2013)
	@TRACKER_ENV=test $(BIN)/python -m pytest -q -s tests/soak

clean: ## remove what was built; instance/ and its records stay
	rm -rf .venv app/static app/assets/node_modules build .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find app tests -name __pycache__ -type d -prune -exec rm -rf {} +
