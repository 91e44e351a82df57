# Two commands matter: `make run` and `make test`. The rest is for those who change the product.
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif
PORT ?= 8000
TESTS ?=
# Some machines forbid compiled modules to be kept; every process of the tests would then compile all of them anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test journeys check bench lock messages clean

help:  ## show this list
	@$(PYTHON) -c "import re; [print('  make %-10s %s' % m) for m in re.findall(r'^(\w+):.*?## (.+)$$', open('Makefile', encoding='utf-8').read(), re.M)]"

run: .venv/run.done build/assets.done  ## the demonstration city and the server
	@$(BIN)/python tools/catalogue.py compile
	@$(BIN)/orgplan demo --keep --port $(PORT)

test: .venv/test.done build/assets.done  ## all tests but the browser's
	@$(BIN)/python tools/catalogue.py compile
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser" $(TESTS)

journeys: .venv/test.done build/assets.done  ## the browser journeys, in the system's Chromium
	@$(BIN)/python tools/catalogue.py compile
	$(BIN)/python -m pytest -n auto --dist worksteal -m browser $(TESTS)

check: .venv/test.done build/assets.done  ## lint, types, direction between rooms, migrations, catalogue
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings orgplan.config.settings
	$(BIN)/python tools/catalogue.py check

bench: .venv/test.done  ## measured figures beside their targets and a plain baseline
	$(BIN)/python -m benchmarks

messages: .venv/test.done  ## gather new messages into the catalogues
	$(BIN)/python tools/catalogue.py extract

lock:  ## pin every dependency anew (needs uv)
	for name in run build test; do \
	  case $$name in run) groups="";; build) groups="--group build";; test) groups="--group build --group test";; esac; \
	  UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --quiet pyproject.toml $$groups -o requirements/$$name.txt; \
	done

clean:  ## forget the environment, built assets and the demonstration data
	rm -rf .venv build var

# the locks are complete: left to resolve, pip may prefer a newer release for «name[extra]» and refuse it for want of a hash
.venv/run.done: requirements/build.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/build.txt
	$(BIN)/python tools/assets.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(PYTHON) -c "open('.venv/run.done', 'w').close()"

.venv/test.done: .venv/run.done requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/test.txt
	@$(PYTHON) -c "open('.venv/test.done', 'w').close()"

build/assets.done: .venv/run.done requirements/package-lock.json tools/assets.py
	$(BIN)/python tools/assets.py
	@$(PYTHON) -c "open('build/assets.done', 'w').close()"
