"""The bank of mutants fits the library, and ten of it are noticed; the whole bank: make mutants."""
import ast
from collections import Counter

import pytest

import homecooked_nn as nn
from book import REPO
from mutants import OWNER, bank, copy_to, edited, killer, with_mutant

pytestmark = pytest.mark.xdist_group("mutants")  # one worker: one copy of the library is changed
BANK = bank()
CORE = ("activations", "losses", "parameters", "forward_pass", "backprop", "gradient_check", "sgd",
        "momentum", "adaptive", "adam", "schedules", "regularisation", "metrics", "saving")
SAMPLE = {                                                  # of module and function
    ("activations", "Activation.pullback"): "the slope is taken at a = f(z), not at z, on the way back",
    ("losses", "mse_row_gradient"): "its gradient is k times that of its loss",
    ("parameters", "he_normal"): "the variance is sqrt(2/n), as the post has it",
    ("forward_pass", "layer"): "the bias never acts",
    ("backprop", "backward"): "W is transposed on the way back, where it is square",
    ("sgd", "minibatches"): "the last, short batch is dropped",
    ("metrics", "bacc"): "labels (n,) against predictions (n, 1) broadcast to n x n",
    ("progress", "EarlyStopping.__call__"): "the best weights are kept by reference, not copied",
    ("network", "NeuralNet.predict"): "dropout is left on in predict",
    ("saving", "refuse_wrong_weights"): "weights that are nan are accepted"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return copy_to(tmp_path_factory.mktemp("mutants"))


@pytest.mark.parametrize("module", OWNER)
def test_each_edit_fits_once_into_the_module_and_into_its_chapter(module):
    text = (REPO / "homecooked_nn" / f"{module}.py").read_text(encoding="utf-8")
    for mutant in (m for m in BANK if m.module == module):
        parts = [[ast.dump(ast.parse("\n".join(part))) for part in edit] for edit in mutant.edits]
        assert parts and all(old != new for old, new in parts), f"{mutant.name}: an edit that changes nothing"
        ast.parse(edited(text, mutant))
        with_mutant(REPO / "nbs" / OWNER[module], mutant)


def test_names_tell_the_mutants_apart_and_each_public_name_has_its_share():
    names = Counter((m.module, m.function, m.name) for m in BANK)
    assert max(names.values()) == 1 and len(BANK) >= 300
    public = {name: getattr(nn, name).__module__.rpartition(".")[2] for name in nn.__all__}
    live, owners = [m for m in BANK if not m.same], Counter(public.values())
    counts = Counter(m.module for m in live)
    assert not [module for module in CORE if counts[module] < 3 * owners[module]]
    touched = [m.function.partition(".")[0] for m in live]
    without = [name for name, module in public.items() if module in CORE and name != "SaveError"
               and not any(function == name or function.startswith(name + "_") for function in touched)]
    assert not without, f"no mutant at all: {without}"


@pytest.mark.parametrize("place", SAMPLE, ids="-".join)
def test_ten_mutants_are_killed_by_their_own_chapter(place, root):
    mutant, = (m for m in BANK if (m.module, m.function, m.name) == (*place, SAMPLE[place]))
    assert killer(mutant, root, [OWNER[mutant.module]], {}) == OWNER[mutant.module]
