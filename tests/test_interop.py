"""Networks that leave for other libraries, and come back: the same numbers, nothing shared, no doubt."""
import os
import re
import subprocess
import sys
import warnings
from importlib.util import find_spec

import numpy as np
import pytest

import homecooked_nn as nn
from book import NBS, cells
from homecooked_nn.inputs import ACTIVATIONS
from homecooked_nn.interop import from_torch, layers_of, to_keras, to_onnx, to_torch

pytestmark = pytest.mark.xdist_group("torch")  # one worker: PyTorch takes seconds to load
os.environ.setdefault("KERAS_BACKEND", "torch")
NAMES = list(ACTIVATIONS)
SIZES = [(1, 1), (3, 1), (1, 4), (4, 4), (2, 5, 3), (3, 3, 3, 2)]
CLOSE = {"float64": 1e-14, "float32": 1e-5}
X = np.random.RandomState(0).randn(7, 4)


def make(sizes=(2, 5, 3), hidden="tanh", output="linear", dtype="float64", loss="mse", **options):
    "A network with random weights and biases, every bias different from zero."
    net = nn.NeuralNet(sizes[0], sizes[1:], [hidden] * (len(sizes) - 2) + [output], loss,
                       dtype=dtype, random_state=0, **options)
    net.parameters.theta[...] = np.random.RandomState(1).randn(net.parameters.theta.size)
    return net


def rows_for(net, n=7):
    return X[:n, :net.parameters.sizes[0]].astype(net.parameters.theta.dtype)


def onnx_answer(net, path=None):
    "The outputs of onnxruntime, of the model or of the file."
    runtime = pytest.importorskip("onnxruntime")
    model = to_onnx(net, path)
    session = runtime.InferenceSession(model.SerializeToString() if path is None else str(path),
                                       providers=["CPUExecutionProvider"])
    return lambda rows: session.run(["yhat"], {"X": rows})[0]


def torch_answer(net):
    torch, module = pytest.importorskip("torch"), to_torch(net)
    return lambda rows: module(torch.from_numpy(rows)).detach().numpy()


def keras_answer(net):
    keras, model = pytest.importorskip("keras"), to_keras(net)
    return lambda rows: keras.ops.convert_to_numpy(model(rows))


EVERY_NETWORK = [                 # each activation hidden and at the output, and each list of sizes
    *(pytest.param((4, 4, 3), name, "linear", id=f"hidden {name}") for name in NAMES),
    *(pytest.param((4, 4, 3), "tanh", name, id=f"output {name}") for name in NAMES),
    *(pytest.param(sizes, "leaky_relu", "sigmoid", id=str(sizes)) for sizes in SIZES)]


def nets(dtype, sizes, hidden, output):
    if output == "softmax":
        return make(sizes, hidden, output, dtype, "cce")
    return make(sizes, hidden, output, dtype)


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("sizes, hidden, output", EVERY_NETWORK)
def test_onnxruntime_answers_as_we_do(tmp_path, dtype, sizes, hidden, output):
    pytest.importorskip("onnx")
    net = nets(dtype, sizes, hidden, output)
    for path in (None, tmp_path / "net.onnx"):
        answer = onnx_answer(net, path)
        for n in (7, 1):                                  # the number of rows is open
            yhat = answer(rows_for(net, n))
            assert yhat.dtype == dtype and yhat.shape == (n, sizes[-1])
            assert np.abs(yhat - net.predict(rows_for(net, n))).max() <= CLOSE[dtype]


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("sizes, hidden, output", EVERY_NETWORK)
def test_torch_answers_as_we_do_and_comes_back_as_it_was(dtype, sizes, hidden, output):
    torch = pytest.importorskip("torch")
    net = nets(dtype, sizes, hidden, output)
    yhat, module = torch_answer(net)(rows_for(net)), to_torch(net)
    assert yhat.dtype == dtype
    assert np.abs(yhat - net.predict(rows_for(net))).max() <= CLOSE[dtype]
    back = from_torch(module, net.loss, random_state=5)
    assert np.array_equal(back.parameters.theta, net.parameters.theta)
    assert back.activations == net.activations and back.parameters.theta.dtype == dtype
    assert back.parameters.sizes == net.parameters.sizes
    again = to_torch(back)
    assert str(again.load_state_dict(module.state_dict(), strict=True)) == "<All keys matched successfully>"
    assert all(torch.equal(p, q) for p, q in zip(module.parameters(), again.parameters()))


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("sizes, hidden, output", EVERY_NETWORK)
def test_keras_answers_as_we_do_or_says_how_far_off_it_is(dtype, sizes, hidden, output):
    pytest.importorskip("keras")
    net = nets(dtype, sizes, hidden, output)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = keras_answer(net)
    off = np.abs(answer(rows_for(net)) - net.predict(rows_for(net))).max()
    said = [w for w in caught if re.search("computes in float32, at least in part: its answers are off by .e-", str(w.message))]
    assert off <= CLOSE["float32"] and len(said) == (dtype == "float64" and off > 1e-10)
    assert all(w.filename == __file__ for w in said)


def test_the_onnx_model_says_what_browsers_read():
    onnx = pytest.importorskip("onnx")
    net = make((2, 5, 5, 3), "leaky_relu", "softmax", "float32", "cce")
    model = to_onnx(net)
    assert model.ir_version == 8 and [(o.domain, o.version) for o in model.opset_import] == [("", 13)]
    (X_in,), (yhat,) = model.graph.input, model.graph.output
    for end, name, size in ((X_in, "X", 2), (yhat, "yhat", 3)):
        rows, columns = end.type.tensor_type.shape.dim
        assert end.name == name and rows.dim_param == "n" and columns.dim_value == size
        assert end.type.tensor_type.elem_type == onnx.TensorProto.FLOAT
    stored = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
    for l, (W, b) in enumerate(zip(net.parameters.W, net.parameters.b)):
        assert np.array_equal(stored[f"W{l}"], W) and np.array_equal(stored[f"b{l}"], b)


def test_softmax_sums_over_the_units():
    net = make((3, 4), output="softmax", loss="cce")
    for answer in (onnx_answer, torch_answer):
        assert np.allclose(answer(net)(rows_for(net)).sum(axis=1), 1, rtol=0, atol=1e-14)


def test_a_bend_that_overflows_elsewhere_stays_finite():
    net = make((1, 3), output="softmax", loss="cce")
    rows = np.array([[1e4], [-1e4]])
    for answer in (onnx_answer, torch_answer):
        assert np.allclose(answer(net)(rows), net.predict(rows), rtol=0, atol=1e-14)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_torch_shares_no_memory(sizes):
    torch = pytest.importorskip("torch")
    net = make(sizes)
    module, before = to_torch(net), net.parameters.theta.copy()
    back = from_torch(module, "mse")
    with torch.no_grad():
        for parameter in module.parameters():
            assert parameter.is_contiguous() and parameter.requires_grad
            parameter.zero_()
    assert np.array_equal(net.parameters.theta, before)
    assert np.array_equal(back.parameters.theta, before)
    back.parameters.theta[...] = 1
    assert not any(parameter.any() for parameter in module.parameters())


@pytest.mark.filterwarnings("ignore:keras on torch computes in float32")
@pytest.mark.parametrize("answer", [onnx_answer, keras_answer], ids=["onnx", "keras"])
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_what_has_left_does_not_move_with_the_network(answer, sizes):
    pytest.importorskip("onnx")
    net = make(sizes)
    theirs, rows = answer(net), rows_for(net)
    before = theirs(rows).copy()
    net.parameters.theta[...] = 0
    assert np.array_equal(theirs(rows), before) and before.any()


@pytest.mark.filterwarnings("ignore:keras on torch computes in float32")
def test_the_network_does_not_move_with_kerass_model():
    pytest.importorskip("keras")
    net = make((3, 1))
    model, before = to_keras(net), net.parameters.theta.copy()
    for weight in model.weights:
        weight.assign(weight * 0)
    assert np.array_equal(net.parameters.theta, before) and not model.get_weights()[0].any()


def test_an_export_leaves_torchs_random_numbers_alone():
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    wanted = torch.rand(3)
    torch.manual_seed(0)
    to_torch(make())
    assert torch.equal(torch.rand(3), wanted)


def classes(k):
    return np.arange(7) % k


@pytest.mark.parametrize("loss, output, y", [
    ("mse", "linear", X[:, 1:4]), ("mse", "leaky_relu", X[:, 1:4]),
    ("bce", "sigmoid", np.eye(3)[classes(3)]), ("cce", "softmax", np.eye(3)[classes(3)])])
@pytest.mark.parametrize("rule", ["sgd", "adam"])
def test_a_step_is_the_same_in_both(loss, output, y, rule):
    torch = pytest.importorskip("torch")
    net = make((2, 5, 3), "tanh", output, loss=loss, optimizer=rule)
    module, before = to_torch(net), net.parameters.theta.copy()
    optimizer = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[rule](module.parameters(), lr=0.1)
    F, yhat, target = torch.nn.functional, module(torch.from_numpy(rows_for(net))), torch.from_numpy(y)
    {"mse": F.mse_loss, "bce": F.binary_cross_entropy,
     "cce": lambda p, t: -(t * p.log()).sum(dim=1).mean()}[loss](yhat, target).backward()
    optimizer.step()
    net.step(rows_for(net), y, learning_rate=0.1)
    assert np.abs(net.parameters.theta - before).max() > 1e-3
    after = from_torch(module, loss).parameters.theta
    assert np.allclose(after, net.parameters.theta, rtol=0, atol=1e-12)


# What is refused ---------------------------------------------------------------------------------

@nn.Activation
def swish(z):
    return z / (1 + np.exp(-z))


@nn.Activation
def not_relu(z):
    return np.maximum(z, -1)


not_relu.__name__ = "relu"


class Estimator:
    net_ = None


EXPORTS = [pytest.param(to_onnx, "onnx", id="onnx"), pytest.param(to_torch, "torch", id="torch"),
           pytest.param(to_keras, "keras", id="keras")]


@pytest.mark.parametrize("export, package", EXPORTS)
def test_exports_refuse_what_others_do_not_know(export, package):
    pytest.importorskip(package)
    for own, name in ((swish, "swish"), (not_relu, "relu")):
        net = nn.NeuralNet(2, (3, 3, 1), ["relu", own, "linear"], "mse")
        with pytest.raises(ValueError, match=rf"layer 1 \(counted from 0\) has an activation of your own, "
                                             rf"{name}; only the book's can leave: relu, leaky_relu"):
            export(net)
    for thing, message in (({}, "a NeuralNet is wanted; dict came$"),
                           (Estimator(), "a NeuralNet is wanted; Estimator came; pass its .net_$")):
        with pytest.raises(TypeError, match=message):
            export(thing)


@pytest.mark.parametrize("export, package", [*EXPORTS, (lambda net: from_torch(net, "mse"), "torch")])
def test_a_missing_package_is_named_with_its_extra(export, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=f"{package} cannot be imported") as caught:
        export(make())
    assert 'pip install "homecooked_nn[interop]"' in str(caught.value)


def test_a_refusal_leaves_an_existing_file_alone(tmp_path, monkeypatch):
    onnx = pytest.importorskip("onnx")
    path = tmp_path / "net.onnx"
    to_onnx(make(), path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="activation of your own"):
        to_onnx(nn.NeuralNet(2, 1, swish, "mse"), path)

    def refuse(*arguments, **keywords):
        raise onnx.checker.ValidationError("no")
    monkeypatch.setattr(onnx.checker, "check_model", refuse)
    with pytest.raises(onnx.checker.ValidationError):
        to_onnx(make(hidden="relu"), path)
    assert path.read_bytes() == before


def test_from_torch_refuses_by_name_and_position():
    torch = pytest.importorskip("torch").nn
    remedies = {torch.Flatten: "; take it out, for our rows are flat",
                torch.LeakyReLU: "; our slope is 0.01, and no other",
                torch.Dropout: "; take it out, and pass dropout to from_torch",
                torch.Softmax: "; ours sums over the units, dim=1",
                torch.Linear: "; it has no bias, and ours would learn one: give it one of zeros, if it may"}
    wanted = ("; wanted are Linear with weight and bias, behind each at most one of ReLU, "
              "LeakyReLU(0.01), Sigmoid, Tanh, Softmax(dim=1), Identity")
    line = torch.Linear(2, 2)

    class MyLinear(torch.Linear):
        def forward(self, x):
            return -super().forward(x)

    for position, layers in [
            (0, [torch.Flatten(), line]), (1, [line, torch.Dropout(0.5)]), (1, [line, torch.GELU()]),
            (1, [line, torch.LeakyReLU(0.2)]), (1, [line, torch.Softmax(dim=0)]), (0, [torch.ReLU()]),
            (2, [line, torch.Tanh(), torch.Linear(2, 2, bias=False)]), (2, [line, torch.Tanh(), torch.ReLU()]),
            (1, [line, torch.Sequential(line)]), (1, [line, MyLinear(2, 2)]),
            (1, [line, torch.BatchNorm1d(2)]), (0, [torch.Conv1d(1, 1, 1)]), (1, [line, torch.ReLU6()])]:
        remedy = remedies.get(type(layers[position]), "")
        message = f"position {position} (counted from 0) holds {layers[position]!r}{remedy}{wanted}"
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            from_torch(torch.Sequential(*layers), "mse")
    with pytest.raises(ValueError, match=r"position 1 .* holds Linear\(in_features=1, .*; 2 numbers come in"):
        from_torch(torch.Sequential(line, torch.Linear(1, 2)), "mse")
    for other in (line, torch.Sequential(), "net"):
        with pytest.raises(TypeError, match="an nn.Sequential with a layer is wanted; "):
            from_torch(other, "mse")


def test_from_torch_refuses_a_weight_that_is_computed():
    torch = pytest.importorskip("torch")
    from torch.nn.utils import prune
    pruned = torch.nn.Linear(2, 2)
    prune.random_unstructured(pruned, "weight", amount=1)
    normed = torch.nn.utils.parametrizations.spectral_norm(torch.nn.Linear(2, 2))
    for layer in (pruned, normed):
        with pytest.raises(ValueError, match="(?s)position 0 .* wanted are Linear with weight and bias"):
            from_torch(torch.nn.Sequential(layer), "mse")


def changed(change):
    torch = pytest.importorskip("torch")
    T = torch.nn
    module = T.Sequential(T.Linear(3, 3), T.ReLU(), T.Linear(3, 3))
    change(torch, module)
    return module


def tie(torch, m):
    m[2].weight = m[0].weight


def overlap(torch, m):
    m[2].weight = torch.nn.Parameter(m[0].weight.data.T)


def cut(torch, m):
    m[2].weight = torch.nn.Parameter(torch.randn(3, 1))


def short(torch, m):
    m[2].bias = torch.nn.Parameter(torch.randn(1))


def own_forward(torch, m):
    m[1].forward = lambda x: -x


MISFITS = {
    "forward hook": (lambda torch, m: m[0].register_forward_hook(tie), "position 0 .*has a hook, tie; remove it$"),
    "pre-hook": (lambda torch, m: m[1].register_forward_pre_hook(cut), r"position 1 .*ReLU\(\), has a hook, cut; remove it$"),
    "backward hook": (lambda torch, m: m[2].register_full_backward_hook(tie), "position 2 .*has a hook, tie; remove it$"),
    "backward pre-hook": (lambda torch, m: m[2].register_full_backward_pre_hook(tie), "position 2 .*has a hook, tie; remove it$"),
    "hook of all": (lambda torch, m: m.register_forward_hook(tie), "the nn.Sequential has a hook, tie; remove it$"),
    "own forward": (own_forward, "position 1 .*has a forward of its own$"),
    "tied": (tie, r"position 2 .*has a weight that another layer holds too \(tied\); ours would drift apart"),
    "tied by memory": (overlap, r"position 2 .*has a weight that another layer holds too \(tied\)"),
    "hook of a gradient": (lambda torch, m: m[2].bias.register_hook(lambda gradient: 0 * gradient) and None,
                           "position 2 .*has a bias whose gradient has a hook, <lambda>; remove it$"),
    "hook behind a gradient": (lambda torch, m: m[2].bias.register_post_accumulate_grad_hook(tie),
                               "position 2 .*has a bias whose gradient has a hook, tie; remove it$"),
    "shape": (cut, r"position 2 .*has a weight of shape \(3, 1\)$"),
    "bias": (short, r"position 2 .*has a bias of shape \(1,\)$"),
    "types": (lambda torch, m: m[2].double(), "position 2 .*has a weight in torch.float64, not torch.float32$"),
    "frozen": (lambda torch, m: m[2].requires_grad_(False), "position 2 .*has a weight that is frozen; requires_grad_"),
}


@pytest.mark.parametrize("kind", MISFITS)
def test_from_torch_takes_only_what_it_reproduces(kind):
    change, message = MISFITS[kind]
    with pytest.raises(ValueError, match=message):
        from_torch(changed(change), "mse")


@pytest.mark.parametrize("kind", ["forward_hook", "forward_pre_hook", "full_backward_hook", "full_backward_pre_hook"])
def test_from_torch_refuses_a_hook_of_every_module(kind):
    torch = pytest.importorskip("torch")
    module = torch.nn.Sequential(torch.nn.Linear(2, 1))
    handle = getattr(torch.nn.modules.module, f"register_module_{kind}")(tie)
    try:
        with pytest.raises(ValueError, match="the nn.Sequential has a hook, tie; remove it: every module has it$"):
            from_torch(module, "mse")
    finally:
        handle.remove()
    from_torch(module, "mse")


def test_from_torch_refuses_one_layer_in_two_places():
    T = pytest.importorskip("torch").nn
    line, bend = T.Linear(2, 2), T.ReLU()
    with pytest.raises(ValueError, match=r"position 2 .*has a weight that another layer holds too \(tied\)"):
        from_torch(T.Sequential(line, bend, line), "mse")
    assert len(from_torch(T.Sequential(line, bend, T.Linear(2, 2), bend), "mse").activations) == 2


def test_from_torch_takes_parameters_that_lie_side_by_side():
    torch = pytest.importorskip("torch")
    T, flat = torch.nn, torch.arange(24.0)
    module = T.Sequential(T.Linear(3, 3), T.ReLU(), T.Linear(3, 3))
    module[0].weight, module[2].weight = T.Parameter(flat[:9].view(3, 3)), T.Parameter(flat[9:18].view(3, 3))
    net = from_torch(module, "mse")
    assert np.array_equal(net.parameters.W[1], np.arange(9.0, 18).reshape(3, 3).T)


def test_an_estimator_is_told_where_its_network_is():
    class Estimator:
        net_ = None
    with pytest.raises(TypeError, match="a NeuralNet is wanted; Estimator came; pass its .net_"):
        layers_of(Estimator())


def test_from_torch_refuses_like_neuralnet():
    torch = pytest.importorskip("torch")
    logits = torch.nn.Sequential(torch.nn.Linear(2, 1))
    with pytest.raises(ValueError, match="binary_cross_entropy does not fit an output layer with linear"):
        from_torch(logits, "bce")
    with pytest.raises(ValueError, match="dtype is 'bfloat16'; 'float64' or 'float32' is wanted"):
        from_torch(logits.to(torch.bfloat16), "mse")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'loss'"):
        from_torch(logits)


def test_from_torch_takes_the_spellings_of_pytorch():
    torch = pytest.importorskip("torch")
    T = torch.nn
    module = T.Sequential(T.Linear(2, 3), T.ReLU(inplace=True), T.Linear(3, 3), T.Identity(), T.LeakyReLU(),
                          T.Linear(3, 2), T.Linear(2, 2), T.Softmax(dim=-1))
    net = from_torch(module, "cce", metric="acc", optimizer="adam", random_state=3)
    assert [repr(f) for f in net.activations] == ["relu", "leaky_relu", "linear", "softmax"]
    assert net.parameters.theta.dtype == "float32" and net.random_state == 3
    assert repr(net.optimizer).startswith("Adam") and net.metrics == [nn.acc]
    yhat = module(torch.from_numpy(X[:, :2].astype("float32"))).detach().numpy()
    assert np.abs(net.predict(X[:, :2]) - yhat).max() < 1e-6
    wide = from_torch(module, "cce", dtype="float64")
    assert np.array_equal(wide.parameters.theta, net.parameters.theta)


# Keras on other backends, and a notebook without the packages -------------------------------------

def run_python(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300,
                          env={**os.environ, **environment})


KERAS = """
import warnings, numpy as np, homecooked_nn as nn
from homecooked_nn.interop import to_keras
X = np.random.RandomState(1).randn(9, 3)
net = nn.NeuralNet(3, (4, 4, 4), ['relu', 'sigmoid', 'linear'], 'mse', random_state=0)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    model = to_keras(net)
import keras
off = np.abs(keras.ops.convert_to_numpy(model(X)) - net.predict(X)).max()
assert off < 1e-12 and not any('float32' in str(w.message) for w in caught), off
"""


def test_keras_keeps_float64_where_its_backend_does():
    if not (find_spec("keras") and find_spec("jax")):
        pytest.skip("needs keras and jax")
    done = run_python(KERAS, KERAS_BACKEND="jax", JAX_ENABLE_X64="1")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_missing_backend_of_keras_is_named():
    if find_spec("keras") is None or find_spec("tensorflow") is not None:
        pytest.skip("needs keras, and no tensorflow")
    done = run_python("import homecooked_nn as nn; from homecooked_nn.interop import to_keras; "
                      "to_keras(nn.NeuralNet(1, 1, 'linear', 'mse'))", KERAS_BACKEND="tensorflow")
    assert re.search("ImportError: keras cannot be imported .*tensorflow.*"
                     "KERAS_BACKEND must name an installed backend first", done.stderr), done.stderr


HIDDEN = """
import sys
from importlib.machinery import PathFinder
class Hidden:
    def find_spec(name, path=None, target=None):
        if name.split('.')[0] not in ('onnx', 'onnxruntime', 'torch', 'keras'):
            return PathFinder.find_spec(name, path, target)
sys.meta_path = [Hidden if finder is PathFinder else finder for finder in sys.meta_path]
"""


def test_the_chapter_runs_without_the_packages():
    code = [c["source"] for c in cells(NBS / "23_interop.ipynb") if c["cell_type"] == "code"]
    done = run_python("\n".join([HIDDEN, "import matplotlib; matplotlib.use('Agg')", *code]))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("left out, not installed here: torch") >= 4
    assert "one matrix the wrong way round" in done.stdout
