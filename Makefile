# What a checkout can do. Needs Python 3.11 or later and make; everything else comes hashed from PyPI.
PYTHON ?= python3
BIN := .venv/bin
MADE := .venv/.made
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Peers of `make bench`, measured in the same run as our own server.
PEERS ?= --vs jedi-language-server=$(BIN)/jedi-language-server --vs python-lsp-server=$(BIN)/pylsp \
  --vs 'basedpyright=$(BIN)/basedpyright-langserver --stdio'

.PHONY: help demo test lint format bench docs vscode test-editors test-sandbox clean

help:
	@echo 'make demo          install into .venv and implement the stubs of an example module'
	@echo 'make test          linters, types, layers and tests; needs no root'
	@echo 'make lint          linters, types and layers only'
	@echo 'make format        rewrite the code as the formatter wants it'
	@echo 'make bench         measure and write the result files in benchmarks/results'
	@echo 'make vscode        package the extension for VS Code, with the server in it (needs Node.js 20)'
	@echo 'make docs          build the documentation into docs/_build/html'
	@echo 'make test-sandbox  hostile programs in bubblewrap and in a Docker engine of its own; as root it makes a user'
	@echo 'make test-editors  end to end in Neovim and in VS Code; installs them'
	@echo 'make clean         remove .venv'

# Exit code 1 is part of the demonstration: one stub of the example contradicts itself and is declined.
demo: $(MADE)/runtime
	$(BIN)/ansatz generate examples/first_light.py; test $$? -le 1

test: lint
	$(BIN)/python -m pytest -m "not editors and not sandbox"

lint: $(MADE)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports --no-cache

format: $(MADE)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(MADE)/dev
	$(BIN)/ansatz bench solve --cases benchmarks/cases --json benchmarks/results/cases.json
	$(BIN)/ansatz bench server $(PEERS) --json benchmarks/results/server.json
	$(BIN)/ansatz bench sandbox --json benchmarks/results/sandbox.json
	$(BIN)/ansatz bench sandbox --soak 10000 --json benchmarks/results/soak.json

docs: $(MADE)/docs
	$(BIN)/python -m sphinx -W --keep-going -b html docs docs/_build/html

# The server's wheel goes along: the extension installs it, with what it needs, when its user says so.
vscode: $(MADE)/runtime
	rm -rf clients/vscode/dist
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir clients/vscode/dist .
	cd clients/vscode && npm ci --silent && npm run --silent package

test-editors: $(MADE)/dev
	tests/e2e/run.sh

test-sandbox: $(MADE)/dev
	tests/conformance/run.sh

clean:
	rm -rf .venv

$(MADE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Ansatz needs Python 3.11 or later: make PYTHON=/path/to/python3.11 …'; exit 1; }
	$(PYTHON) -m venv .venv
	@mkdir -p $(MADE)
	@touch $@

# The build back end is pinned and hashed like everything else, so the build is not isolated from it.
define install
$(PIP) install --quiet --require-hashes --requirement requirements/build.txt --requirement requirements/$(1).txt
$(PIP) install --quiet --no-deps --no-build-isolation --editable .
@touch $@
endef

$(MADE)/runtime: $(MADE)/venv pyproject.toml requirements/build.txt requirements/runtime.txt
	$(call install,runtime)

$(MADE)/docs: $(MADE)/runtime requirements/docs.txt
	$(call install,docs)

$(MADE)/dev: $(MADE)/runtime requirements/dev.txt
	$(call install,dev)
