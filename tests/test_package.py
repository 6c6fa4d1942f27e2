"""What `pip install homecooked_nn` promises."""
import copy
import importlib
import pickle
import re
import subprocess
import sys

import pytest

import homecooked_nn as nn
from book import EXPORTING, REPO, module_of, settings

MODULES = list(map(module_of, EXPORTING))


def loaded_by(statement):
    "The top-level packages, outside the standard library, that a fresh Python loads for a statement."
    code = (f"import sys; before = set(sys.modules); {statement}; print(*sorted({{m.split('.')[0] "
            "for m in set(sys.modules) - before} - sys.stdlib_module_names))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_loads_numpy_alone():
    code = ("import numpy, sys; before = set(sys.modules); import homecooked_nn; "
            "print(*set(sys.modules) - before)")
    more = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    packages = {name.split(".")[0] for name in more} - sys.stdlib_module_names
    assert {name for name in packages if not name.startswith("__editable__")} <= {"homecooked_nn", "numpy"}
    assert "homecooked_nn" in packages and "numpy.random" not in more      # NumPy 2 waits until it is asked


def test_root_names_exist_and_differ_from_modules():
    for name in nn.__all__:
        assert hasattr(nn, name), name
    assert len(nn.__all__) == len(set(nn.__all__))
    assert not set(nn.__all__) & set(MODULES)


def test_public_names_of_the_book_stand_at_the_root():
    promised = """check Verdict Activation relu leaky_relu linear sigmoid tanh softmax Loss mse bce cce
    output_delta Parameters he_normal glorot_normal lecun_normal Trace forward backward
    numerical_gradient check_gradient minibatches Optimizer SGD train_epoch Adam bmap bacc acc r2
    mae precision recall f1 confusion as_metric NeuralNet""".split()
    assert set(promised) <= set(nn.__all__)


@pytest.mark.parametrize("module", MODULES)
def test_every_public_function_says_what_it_does(module):
    exported = importlib.import_module("homecooked_nn." + module)
    for name in exported.__all__:
        thing = getattr(exported, name)
        if callable(thing) and not hasattr(thing, "_fields"):       # a named tuple says it by them
            said = thing.__doc__ or ""          # a dataclass is given its own signature for one
            assert said and not said.startswith(f"{name}("), f"{module}.{name} has no docstring"


@pytest.mark.parametrize("name", "relu leaky_relu linear sigmoid tanh softmax mse bce cce".split())
def test_named_objects_survive_copies(name):
    thing = getattr(nn, name)
    assert pickle.loads(pickle.dumps(thing)) is thing
    assert copy.deepcopy(thing) is thing and copy.copy(thing) is thing


WORKERS = """
import pickle, copy, numpy as np, homecooked_nn as nn
from joblib import Parallel, delayed
@nn.Activation
def swish(z): return z / (1 + np.exp(-z))
@swish.def_derivative
def slope(z, a): s = 1 / (1 + np.exp(-z)); return a + s * (1 - a)
@nn.Loss.named("cubic")
def cubic(yhat, y): return (np.abs(yhat - y)**3).sum(axis=1)
cubic.def_gradient(lambda yhat, y: 3 * np.sign(yhat - y) * (yhat - y)**2)
def bias(yhat, y): return np.mean(yhat - y)
def local():
    @nn.Activation
    def bent(z): return z + np.abs(z)
    bent.def_derivative(lambda z, a: 1 + np.sign(z))
    return bent
X = np.random.RandomState(0).randn(40, 3)
def run(net):
    net.fit(X, X[:, 0], epochs=2, verbose=0)
    return net, net.activations[-1] is nn.tanh
net = nn.NeuralNet(3, (4, 4, 1), [swish, local(), "tanh"], cubic, bias, random_state=0)
for thing in (swish, cubic):
    assert pickle.loads(pickle.dumps(thing)) is thing and copy.deepcopy(thing) is thing
found = Parallel(2)(delayed(run)(net) for _ in range(2))
run(net)
for twin, same in found:
    assert same and twin.history == net.history and repr(twin) == repr(net)
    assert np.array_equal(twin.predict(X), net.predict(X))
print("came back")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a worker begins by running the script again")
def test_what_a_script_defines_travels_to_joblibs_workers(tmp_path):
    pytest.importorskip("joblib")
    (tmp_path / "script.py").write_text(WORKERS)
    done = subprocess.run([sys.executable, tmp_path / "script.py"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout == "came back\n", done.stderr


def test_names_are_those_of_the_original():
    assert [repr(f) for f in (nn.relu, nn.linear, nn.sigmoid)] == ["relu", "linear", "sigmoid"]
    assert repr(nn.mse) == "mean_square_error" and repr(nn.bce) == "binary_cross_entropy"
    assert nn.bacc.name == "binary_accuracy"


def test_the_matrix_spans_the_pythons_that_settings_name():
    versions = settings()["python_versions"].split()
    for file, pattern in (("pyproject.toml", r'base_python = \["python([\d.]+)"\]'),
                          (".github/workflows/test.yml", r'\{end: \w+, python: "([\d.]+)"\}')):
        found = re.findall(pattern, REPO.joinpath(file).read_text(encoding="utf-8"))
        assert found == [versions[0], versions[-1]], f"{file}: {found}"


def test_modules_are_imported_when_they_are_asked_for():
    import pkgutil
    modules = {module.name for module in pkgutil.iter_modules(nn.__path__)} - {"_modidx"}
    assert modules | set(nn.__all__) <= set(dir(nn)) and {"plots", "estimators", "interop", "compiled"} <= modules
    for name in modules:
        assert getattr(nn, name) is importlib.import_module("homecooked_nn." + name)
    for name in ("plot", "NeuralNte", "plots.plot_history", "_modidx_", "__wrapped__", ""):
        with pytest.raises(AttributeError, match=f"module 'homecooked_nn' has no attribute '{name}'"):
            getattr(nn, name)
    used = "import homecooked_nn as nn; nn.plots.plot_history; assert nn.plots is nn.plots"
    assert "matplotlib" in loaded_by(used) and "matplotlib" not in loaded_by("import homecooked_nn as nn; dir(nn)")


@pytest.mark.parametrize("module, lacks, cure", [
    ("plots", "matplotlib", "homecooked_nn.plots needs Matplotlib (pip install matplotlib): "),
    ("estimators", "sklearn", "homecooked_nn.estimators needs scikit-learn 1.6 or newer (pip install ")])
def test_a_module_says_what_it_lacks(module, lacks, cure):
    code = f"import sys; sys.modules[{lacks!r}] = None; import homecooked_nn as nn; nn.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1 and f"ImportError: {cure}" in done.stderr, done.stderr
