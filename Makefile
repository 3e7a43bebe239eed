# Everything a contributor runs. `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# The tests start hundreds of processes. Each would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

VSCODE := editors/vscode
NODE := $(VSCODE)/scripts/node.sh

# Stamps: each says that a part of the environment matches the pyproject.toml it was made from.
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
NPM := $(VSCODE)/node_modules/.stamp

.DEFAULT_GOAL := help
.PHONY: help demo test test-vscode test-editors vsix dist pictures explore format docs bench clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUN) ## Make the example store ideal, through the real server, as an editor would
	@$(BIN)/python examples/demo.py

test: $(DEV) ## Format, lint, types, layers and all tests, in real editors too: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy examples/demo.py docs/generate.py
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup --cov
	$(MAKE) test-vscode

vsix: $(DEV) $(NPM) ## Package the extension for VS Code, with the server in it
	$(NODE) node $(VSCODE)/scripts/package.ts $(CURDIR)/$(BIN)/python

dist: $(DEV) ## Build the sdist and the wheel, alone in dist/
	rm -rf dist
	$(BIN)/python -m build --outdir dist

test-vscode: vsix ## Test the extension, in a real VS Code
	$(NODE) npm --prefix $(VSCODE) run --silent lint
	$(NODE) npm --prefix $(VSCODE) test --silent
	$(NODE) $(VSCODE)/scripts/editors.sh
	$(NODE) npm --prefix $(VSCODE) run --silent test:ui

test-editors: $(DEV) ## Test Emacs, Helix and Vim, which it installs, as root on Debian
	tests/e2e/editors.sh
	$(BIN)/pytest -m editors tests/e2e

pictures: vsix ## Take the pictures of the documentation anew (needs pngquant)
	$(NODE) $(VSCODE)/scripts/editors.sh
	ZDD_PICTURES=1 $(NODE) node --test $(VSCODE)/test/ui/window.test.ts
	pngquant --force --strip --speed 1 --ext .png docs/pictures/*.png

explore: $(DEV) ## Run the tests with examples that nobody has seen yet, to find new faults
	$(BIN)/pytest -n 2 --dist loadgroup --hypothesis-profile explore

format: $(DEV) ## Format the code and apply safe lint fixes
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(DEV) ## Write the generated pages, and what other pages show, anew
	$(BIN)/python docs/generate.py
	$(BIN)/python tests/test_readme.py
	$(BIN)/python tests/test_editors_page.py
	$(BIN)/python tests/test_vscode.py

bench: $(RUN) ## Measure the speed that is promised
	@for program in tests/benchmarks/*.py; do $(BIN)/python $$program || exit; done

clean: ## Remove the environment and every cache
	rm -rf $(VENV) dist $(addprefix $(VSCODE)/,dist node_modules out) .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The pip that comes with Python 3.11 does not know dependency groups; 25.1 does.
$(RUN): pyproject.toml
	@echo 'Preparing $(VENV) …'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq 'pip>=25.1'
	@$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(DEV): $(RUN)
	@$(BIN)/python -m pip install -qq --group dev
	@touch $@

$(NPM): $(VSCODE)/package.json
	@echo 'Preparing $(VSCODE) …'
	@$(NODE) npm --prefix $(VSCODE) install --ignore-scripts --loglevel=error
	@touch $@
