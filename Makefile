# make tour: the three experiments.  make test: the tests.  make help: the rest.
PYTHON ?= python3
BIN := .venv/bin
NB ?= 05
CHAPTER = $(wildcard nbs/$(NB)_*.ipynb nbs/$(NB).ipynb)
KNOWN = test -n "$(CHAPTER)" || { echo "no chapter $(NB): wanted is NB=05, NB=A1, NB=index or NB=api"; exit 1; }
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: help tour demo test browser lint matrix endure mutants alone hooks edit export run clean-notebooks check-chapter \
        readme bench accuracy scale docs pages build clean

help:
	@echo "make tour             run the three experiments; figures go to figures/"
	@echo "make demo             build a network in the browser and watch it learn"
	@echo "make test             run the tests, on every core: all but those of browser and endure"
	@echo "make browser          run those: pages, live pages and demo in Chromium; wants npm and Chromium"
	@echo "make lint             ruff and mypy: what can be found without running"
	@echo "make matrix           every test with the oldest, then the newest Python and packages; END=oldest: that one"
	@echo "make endure           the long runs: 10,000 examples a property, Ctrl-C, kill -9, broken files, every chapter in a browser"
	@echo "make mutants          small mistakes put into the library: does a chapter notice each of them?"
	@echo "make alone            every chapter by itself, with the wheel and Kaggle's versions; wants python3.12"
	@echo "make hooks            once in a clone: the checks before each commit, and merging of notebooks"
	@echo "make edit             open the notebooks in JupyterLab"
	@echo "make export           write homecooked_nn/ from the notebooks"
	@echo "make run NB=05        run chapter 05 in place and keep its outputs"
	@echo "make clean-notebooks  strip what changes from run to run"
	@echo "make check-chapter NB=05   the tests of chapter 05 alone"
	@echo "make readme           write what repeats: README.md from nbs/index.ipynb, each chapter's frame"
	@echo "make bench            time and memory beside other libraries, in one run"
	@echo "make accuracy         accuracy beside scikit-learn's MLPClassifier on four data sets"
	@echo "make scale            what several processes gain on this machine, foretold and measured"
	@echo "make docs             the site, in _docs/; wants Quarto and npm"
	@echo "make pages            the pages without Quarto, for those who write: on 127.0.0.1:8000; wants npm"
	@echo "make build            wheel and source archive in dist/"
	@echo "make clean            remove .venv, build products and figures"

tour: .venv/.tutorial
	$(BIN)/python demo/tour.py

demo: .venv/.demo
	$(BIN)/streamlit run demo/app.py

test: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser and not endure"

browser: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup -m browser

lint: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/mypy

matrix: | .venv/bin/python
	$(BIN)/python -m pip install -q tox tox-uv
	$(BIN)/tox run $(if $(END),-e $(END))

endure: .venv/.dev
	$(BIN)/python tests/test_endurance.py
	$(BIN)/python tests/test_saving.py
	$(BIN)/python tests/test_scale.py
	$(BIN)/python -m pytest -m endure
	LIVE=all $(BIN)/python -m pytest -m browser tests/test_live.py
	$(BIN)/python -m pytest tests/test_properties.py --hypothesis-profile=long --hypothesis-show-statistics

alone: | .venv/bin/python
	$(BIN)/python kaggle/run_alone.py

mutants: .venv/.dev
	$(BIN)/python tests/mutants.py --pytest

hooks: .venv/.dev
	$(BIN)/python -m pip install -q pre-commit
	$(BIN)/pre-commit install
	git config merge.nbdev-merge.driver '$(BIN)/nbdev_merge %O %A %B %P'    # .gitattributes asks for it

edit: .venv/.dev
	$(BIN)/python -m pip install -q jupyterlab
	$(BIN)/jupyter lab nbs

export: .venv/.dev
	$(BIN)/nbdev_export

run: .venv/.dev
	@$(KNOWN)
	$(BIN)/python tests/book.py $(CHAPTER)

clean-notebooks: .venv/.dev
	$(BIN)/nbdev_clean

check-chapter: .venv/.dev
	@$(KNOWN)
	$(BIN)/python -m pytest -k "$(notdir $(basename $(CHAPTER))) or library_is_what or notebooks_are_clean"

readme: .venv/.dev
	$(BIN)/python tests/book.py

bench: .venv/.tutorial
	$(BIN)/python benchmarks/run.py

accuracy: .venv/.tutorial
	$(BIN)/python benchmarks/accuracy.py

scale: .venv/.scale
	$(BIN)/python benchmarks/scale.py

docs: .venv/.dev
	@command -v quarto >/dev/null || $(BIN)/python -m pip install -q '.[docs]' && PATH="$(BIN):$$PATH" command -v quarto \
	  >/dev/null || { echo "Quarto is missing, and could not be installed: https://quarto.org/docs/get-started/"; exit 1; }
	@command -v npm >/dev/null || { echo "npm is missing; KaTeX comes from it: https://nodejs.org"; exit 1; }
	touch README.md     # nbdev would write one of its own if this were older than nbs/index.ipynb
	PATH="$(abspath $(BIN)):$$PATH" nbdev_docs

pages: .venv/.dev
	@command -v npm >/dev/null || { echo "npm is missing; it brings sass, Bootstrap and KaTeX: https://nodejs.org"; exit 1; }
	$(BIN)/python -m pages.look

build: .venv/.dev
	$(BIN)/python -m build

# All environments are the same .venv; each stamp says what has been installed into it.
.venv/.tutorial .venv/.demo .venv/.dev .venv/.scale: .venv/.%: settings.ini setup.py | .venv/bin/python
	@echo "Installing the extra '$*' into .venv: this can take some minutes."
	$(BIN)/python -m pip install -q -e '.[$*]'
	@touch $@

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not found (make PYTHON=python3.12 ...)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "$(PYTHON) is too old: Python 3.10 or newer is needed (make PYTHON=python3.12 ...)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) has no venv. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

clean:
	rm -rf .venv build dist figures _docs _pages _proc node_modules *.egg-info
