# make run [REPORTS=folder] · make test · make setup · make model · make bench · make reading · make corpus
REPORTS ?= corpus/reports
OUTPUTS ?= outputs
TRAINING ?= ../shared/training
PY = .venv/bin/python

.PHONY: setup run test check model bench reading corpus lock
.DEFAULT_GOAL = help

help:
	@head -1 Makefile

setup:
	@./setup.sh

run: setup
	@.venv/bin/claims run "$(REPORTS)" --outputs "$(OUTPUTS)" || [ $$? = 1 ] # 1: some reports failed, and were named

test: setup
	@$(PY) -m pytest -n 2 --dist loadfile

check: setup
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

# Trains models/en_reports anew; MODEL.md says where the data come from.
model: setup
	@.venv/bin/claims train "$(TRAINING)"

bench: setup
	@$(PY) tests/bench.py

# Reading order on made pages, and letters on the degraded corpus; the held-out ones as totals.
reading: setup
	@for held in "" --held; do $(PY) corpus/reading_bench.py $$held && \
		$(PY) corpus/reading_bench.py --dpi 200 --seeds 12 --pages 3 $$held && \
		$(PY) corpus/reading_bench.py --text $$held; done

# Typesets corpus/reports and its gold from corpus/sources.
corpus: setup
	@$(PY) corpus/build.py

# After a change of dependencies in pyproject.toml.
lock:
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
		--group dev pyproject.toml --quiet --output-file requirements.lock
