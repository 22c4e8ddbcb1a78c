# Everything that this checkout can do. It needs python3 (3.11 or newer, with pip and venv), git and make.
#
#   make brief COUNTRY=Cuba AS_OF=2017-02-22     print the brief (these are the defaults)
#   make test                                    run the tests
#
# The rest it brings itself, into .venv, from the lock files in requirements/ (docs/decisions/0001-lock-files.md).

# The question. AS_OF= asks as of today; ARGS takes any other option of `palermo brief`.
COUNTRY = Cuba
AS_OF   = 2017-02-22
ARGS    =

# Extra arguments of pytest, and how many of its workers run at a time.
PYTEST_ARGS =
JOBS        = 2

# `make lock UPGRADE=--upgrade` takes the newest versions; without it only what pyproject.toml asks for changes.
UPGRADE =

BIN  := .venv/bin
UV   := $(BIN)/uv -q
INTO := --python $(BIN)/python --require-hashes
LOCK := $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
LOCK += $(UPGRADE)

# What a caller's shell has set must not lead us out of .venv.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV CONDA_PREFIX PIP_TARGET PIP_PREFIX PIP_USER UV_PYTHON UV_SYSTEM_PYTHON

# Where the machine has certificates of its own, as behind an inspecting proxy, they count.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem),)
export UV_SYSTEM_CERTS = 1
endif

.PHONY: help brief test torture lint bench docs reference lock clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   make/  make/p' Makefile
	@echo "  make torture | lint | bench | docs | reference | lock | clean"

# A name such as Côte d'Ivoire reaches the command through the environment, so that no quote in it meets the shell.
brief: export PALERMO_COUNTRY = $(COUNTRY)
brief: export PALERMO_AS_OF = $(AS_OF)
brief: .venv/.base
	@$(BIN)/palermo brief "$$PALERMO_COUNTRY" $${PALERMO_AS_OF:+--as-of "$$PALERMO_AS_OF"} $(ARGS)

# A file's tests run in one worker: a story's later tests meet what its first has made, and a server starts once for all.
# A fixed sample of what the property tests can draw; `make torture` draws at random, and much more.
test: .venv/.dev
	@sh tools/debian_packages.sh chromium libreoffice-writer-nogui libpangoft2-1.0-0 poppler-utils postgresql
	HYPOTHESIS_PROFILE=ci $(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS)

torture: .venv/.dev
	@sh tools/debian_packages.sh chromium libreoffice-writer-nogui libpangoft2-1.0-0 poppler-utils postgresql
	HYPOTHESIS_PROFILE=torture $(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS)

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev
	$(BIN)/python -m benchmarks

docs: .venv/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir site

# Write again the pages that are made from the code, and the picture of the README.
reference: .venv/.dev
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/readme_picture.py

lock: .venv/.uv
	echo uv | $(LOCK) --no-annotate -o requirements/uv.txt -
	printf 'hatchling\neditables\n' | $(LOCK) --no-annotate -o requirements/build.txt -
	$(LOCK) -o requirements/base.txt pyproject.toml
	$(LOCK) -c requirements/base.txt --group pyproject.toml:dev -o requirements/dev.txt pyproject.toml

# All that make has made here, .venv too. Records lie outside the checkout (PALERMO_HOME) and stay.
clean:
	rm -rf .venv build dist site .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -type d -exec rm -rf {} +

# The environment, in three steps. A stamp is younger than all that its step has read. Talk goes to the error stream.
.venv/.uv: requirements/uv.txt tools/python.sh
	@echo "Setting up .venv (once; this needs a package index)" >&2
	@python="$$(sh tools/python.sh)" && { [ -x $(BIN)/python ] || "$$python" -m venv .venv >&2; }
	@$(BIN)/python -m pip -q --disable-pip-version-check install --require-hashes -r requirements/uv.txt >&2
	@touch $@

.venv/.base: .venv/.uv requirements/base.txt requirements/build.txt pyproject.toml
	@$(UV) pip install $(INTO) -r requirements/base.txt >&2
	@$(UV) pip install --python $(BIN)/python --no-deps --build-constraints requirements/build.txt --editable . >&2
	@touch $@

.venv/.dev: .venv/.base requirements/dev.txt
	@echo "Adding what tests, lint and docs need to .venv" >&2
	@$(UV) pip install $(INTO) -r requirements/dev.txt >&2
	@touch $@
