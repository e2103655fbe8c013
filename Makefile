# Needs Python 3.11 or newer and make; everything else goes into $(VENV).
# Another Python, beside the first: make PYTHON=python3.13 VENV=.venv-3.13 check

PYTHON ?= python3
VENV ?= .venv
UV := 0.13.9

BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The lock names the public index alone, whatever mirror this machine prefers.
UV_PUBLIC := env $(foreach name,$(filter UV_%,$(.VARIABLES)),$(if $(findstring INDEX,$(name)),-u $(name))) \
	-u UV_FIND_LINKS $(BIN)/uv --no-config

# A test sees no setting of the service that happens to be set here.
UNSET_SETTINGS := env $(foreach name,$(filter-out TODOAUTH_TEST_%,$(filter TODOAUTH_%,$(.VARIABLES))),-u $(name))

unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
# The tests start the service a hundred times: compiling everything anew each time would be most of their work.
unexport PYTHONDONTWRITEBYTECODE
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(VENV)

.DEFAULT_GOAL := help
.PHONY: help setup run test test-all faults failover races timing bench bench-quick bench-guard bench-compare bench-growth check format lint types contracts locked lock migration docs build clean fuzz

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## Make the virtual environment

run: $(READY) ## Serve on 127.0.0.1:8000
	$(BIN)/todoauth serve

test: $(READY) ## Run every test; the inside must be covered wholly
	$(UNSET_SETTINGS) $(BIN)/pytest --quiet -n 2 --cov --cov-report=
	$(BIN)/coverage report --include='*/domain/*,*/ports/*' --fail-under=100

test-all: test ## Run every test, and those that need MariaDB, Redis itself, nginx or root
	$(UNSET_SETTINGS) $(BIN)/pytest --quiet -n 2 -m system

faults: $(READY) ## Let databases and Redis do everything wrong that they can, under the service itself
	$(UNSET_SETTINGS) $(BIN)/pytest --quiet -n 2 -m "system or not system" tests/faults

failover: $(READY) ## Kill primaries under traffic, promote standbys, and print what was lost and for how long
	$(UNSET_SETTINGS) $(BIN)/python -m tests.campaigns.failover

races: $(READY) ## Let many want the same at once, through several processes, and count how many get it: DATABASE=mariadb
	$(UNSET_SETTINGS) $(BIN)/python -m tests.campaigns.races $(if $(DATABASE),--database $(DATABASE))

timing: $(READY) ## Ask who has an account by the time of the answers, on a machine that does nothing else
	$(UNSET_SETTINGS) $(BIN)/python -m tests.campaigns.timing

bench: $(READY) ## Compare the service with its peers and with the least that must be done, on a machine that does nothing else
	$(UNSET_SETTINGS) $(BIN)/python -m bench.run

bench-quick: $(READY) ## The same for three kinds of requests, in two minutes
	$(UNSET_SETTINGS) $(BIN)/python -m bench.run --quick

bench-guard: $(READY) ## Fail if a request costs more CPU time, beside the least that it can cost, than it may
	$(UNSET_SETTINGS) $(BIN)/python -m bench.guard

bench-compare: $(READY) ## Pair this source with an earlier commit: make bench-compare BASE=v1.0
	@test -n "$$BASE" || { echo 'Say with what: make bench-compare BASE=main' >&2; exit 2; }
	$(UNSET_SETTINGS) $(BIN)/python -m bench.compare "$$BASE"

bench-growth: $(READY) ## Tell what more rows and more workers cost: make bench-growth SIZES=20,1000,10000000
	$(UNSET_SETTINGS) $(BIN)/python -m bench.growth $(if $(SIZES),--sizes $(SIZES))

fuzz: $(READY) ## Play with the service for long: 100,000 requests from the OpenAPI document, 50,000 messages through a socket
	TODOAUTH_TEST_FUZZ_EXAMPLES=100000 $(UNSET_SETTINGS) $(BIN)/pytest --quiet -n 2 --hypothesis-profile long tests/fuzz

check: lint types contracts locked test ## All that must hold: format, lint, types, contracts, lock, tests

format: $(READY) ## Format the code and repair what can be repaired
	$(BIN)/ruff check --quiet --fix
	$(BIN)/ruff format --quiet

lint: $(READY) ## Check the format and the lint rules
	$(BIN)/ruff format --quiet --check
	$(BIN)/ruff check --quiet

types: $(READY) ## Check the types, twice
	$(BIN)/mypy --no-error-summary
	$(BIN)/basedpyright --level error

contracts: $(READY) ## Check who imports whom
	$(BIN)/lint-imports --no-logo

locked: $(READY) ## Check that uv.lock fits pyproject.toml
	$(UV_PUBLIC) lock --quiet --check

lock: $(READY) ## Write uv.lock anew
	$(UV_PUBLIC) lock

migration: $(READY) ## Write the next migration: make migration m="add a due date"
	@test -n "$$m" || { echo 'Say what changes: make migration m="add a due date"' >&2; exit 2; }
	$(BIN)/todoauth migrate new "$$m"

docs: $(READY) ## Write the documents that follow from the code
	$(BIN)/python -m tests.documents

build: $(READY) ## Build the wheel into dist
	$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist

clean: ## Remove what was made here; data stays
	rm -rf $(VENV) dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -type d -name __pycache__ -exec rm -rf {} +

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "todoauth needs Python 3.11 or newer; name one: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments; install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	@$(BIN)/uv sync --quiet --frozen
	@touch $@
