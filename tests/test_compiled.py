"""The compiled engine gives what the NumPy engine gives, or says that it does not run."""
import copy
import os
import signal
import subprocess
import sys
import time
import warnings
from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest

import homecooked_nn as nn
from test_package import loaded_by

pytest.importorskip("numba")
pytest.importorskip("scipy")
from homecooked_nn import compiled, kernel, twister

pytestmark = pytest.mark.xdist_group("24_speed")  # one worker, with the chapter: all is translated once

RNG = np.random.RandomState(0)
X = RNG.randn(70, 3)
HIDDEN = ["linear", "relu", "leaky_relu", "sigmoid", "tanh", "softmax"]
OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
OUTPUTS = [("mse", "linear", 2), ("mse", "relu", 1), ("mse", "tanh", 2), ("mse", "sigmoid", 1),
           ("mse", "leaky_relu", 1), ("mse", "softmax", 3), ("bce", "sigmoid", 2),
           ("cce", "softmax", 4)]
EXTRAS = dict(penalty=[nn.L1(0.01), nn.L2(0.02)], clip_norm=0.3, dropout=0.3)


def targets(loss, k, rows=70):
    y = np.random.RandomState(1).rand(rows, k)
    return {"mse": y, "bce": (y > 0.5) * 1.0, "cce": y / y.sum(axis=1, keepdims=True)}[loss]


def quietly(net, *args, **keywords):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="layer")          # dead units are not the matter
        return net.fit(*args, verbose=0, **keywords)


def same_state(net, other, tolerance):
    for name, values in net.history.items():
        assert np.allclose(other.history[name], values, rtol=0, atol=tolerance), name
    assert np.allclose(other.parameters.theta, net.parameters.theta, rtol=0, atol=tolerance)
    for name in net.optimizer.memory:
        ours, theirs = getattr(net.optimizer, name), getattr(other.optimizer, name)
        assert ours.dtype == theirs.dtype and np.allclose(ours, theirs, rtol=0, atol=tolerance)
    assert net.optimizer.t == other.optimizer.t
    assert np.array_equal(net.rng.rand(5), other.rng.rand(5))       # the same draws lie behind both


@pytest.mark.parametrize("dtype, tolerance", [("float64", 1e-11), ("float32", 2e-3)])
@pytest.mark.parametrize("n, hidden", enumerate(HIDDEN))
@pytest.mark.parametrize("m, loss, output, k", [(m, *each) for m, each in enumerate(OUTPUTS)])
def test_the_engines_agree(m, loss, output, k, n, hidden, dtype, tolerance):
    "Each hidden with each output; in turn, all optimizers, with extras and weights or without."
    y, weight = targets(loss, k), RNG.rand(70) * (RNG.rand(70) > 0.2)
    for i in (m + n, m + n + 3):
        optimizer, extras = OPTIMIZERS[i % 7], EXTRAS if i % 2 else {}
        nets = [nn.NeuralNet(3, (5, 20, k), [hidden, "tanh", output], loss, None, optimizer, 0,
                             dtype=dtype, engine=engine, **extras)
                for engine in ("numpy", "compiled")]
        for net in nets:
            quietly(net, X, y, batch_size=16, epochs=3, valid_data=(X[:9], y[:9]),
                    sample_weight=weight if i % 2 else None)
        same_state(*nets, tolerance=tolerance)


def tasks():
    datasets = pytest.importorskip("sklearn.datasets")
    X, y = datasets.make_regression(n_samples=1500, n_features=1, noise=0.1, random_state=0)
    line = (1, (4, 4, 1), ["relu", "relu", "linear"], "mse")
    yield "line, SGD", X, y, line + (None, "sgd", 0), 32, 40
    yield "line, Adam", X, y, line + (None, "adam", 0), 32, 40
    X, y = datasets.make_moons(n_samples=1500, noise=0.1, random_state=0)
    yield "moons", X, y, (2, (16, 16, 1), ["relu", "relu", "sigmoid"], "bce", "bacc", "adam", 0), 32, 200
    X, y = datasets.load_digits(return_X_y=True)
    yield "digits", X / 16, y, (64, (64, 10), ["relu", "softmax"], "cce", "acc", "adam", 0), 64, 20


@pytest.mark.parametrize("task", range(4))
def test_the_history_of_the_experiments_is_the_same_to_1e_10(task):
    _, X, y, description, batch_size, epochs = list(tasks())[task]
    histories = []
    for engine in ("numpy", "compiled"):
        net = nn.NeuralNet(*description, engine=engine)
        net.fit(X[:1000], y[:1000], batch_size, epochs, valid_data=(X[1000:], y[1000:]), verbose=0)
        histories.append(net.history)
    assert list(histories[0]) == list(histories[1])
    for name, values in histories[0].items():
        assert np.allclose(histories[1][name], values, rtol=0, atol=1e-10), name


def moons(engine="compiled", **keywords):
    return nn.NeuralNet(3, (6, 1), ["relu", "sigmoid"], "bce", optimizer="adam", random_state=0,
                        engine=engine, **keywords)


Y = targets("bce", 1)


def test_engines_can_be_switched_in_mid_course():
    plain, mixed = moons("numpy").fit(X, Y, epochs=9, verbose=0), moons()
    for engine in ("compiled", "numpy", "compiled"):
        mixed.engine = engine
        mixed.fit(X, Y, epochs=3, verbose=0)
    same_state(plain, mixed, 1e-13)


def test_a_copy_goes_on_alike():
    net = moons().fit(X, Y, epochs=2, verbose=0)
    twin = copy.deepcopy(net)
    assert twin.engine == "compiled"
    for each in (net, twin):
        each.fit(X, Y, epochs=2, verbose=0)
    assert np.array_equal(net.parameters.theta, twin.parameters.theta)


def test_many_epochs_in_one_call_are_the_same_as_one_by_one():
    seen = []
    whole = moons().fit(X, Y, epochs=50, verbose=0)
    single = moons().fit(X, Y, epochs=50, verbose=0, callbacks=lambda net, epoch, history: seen.append(
        net.optimizer.t))
    assert np.array_equal(whole.parameters.theta, single.parameters.theta)
    assert whole.history == single.history and seen == [3 * epoch for epoch in range(1, 51)]


def test_callbacks_see_and_stop_the_compiled_engine():
    stopping = nn.EarlyStopping(patience=3)
    nets = [moons(engine) for engine in ("numpy", "compiled")]
    for net in nets:
        net.fit(X[:40], Y[:40], epochs=500, learning_rate=0.05, valid_data=(X[40:], Y[40:]),
                verbose=0, callbacks=copy.copy(stopping))
    assert 3 < len(nets[0].history["train_loss"]) < 500
    same_state(*nets, tolerance=1e-10)


@pytest.mark.filterwarnings("ignore:the learning rate is 0")
@pytest.mark.parametrize("rate", [0.003, nn.cosine(0.01, steps=20)])
@pytest.mark.parametrize("batch_size", [1, 23, 70, 1000])
def test_rates_and_batch_sizes(rate, batch_size):
    nets = [moons(engine).fit(X, Y, batch_size, 4, rate, verbose=0) for engine in ("numpy", "compiled")]
    same_state(*nets, tolerance=1e-12)


@pytest.mark.parametrize("prepare", [np.asfortranarray, lambda a: np.repeat(a, 2, axis=0)[::2]])
def test_any_layout_of_memory_will_do(prepare):
    odd = prepare(X)
    odd.setflags(write=False)
    net = moons().fit(odd, Y, epochs=2, verbose=0)
    assert np.array_equal(net.parameters.theta, moons().fit(X, Y, epochs=2, verbose=0).parameters.theta)


def test_metrics_are_those_of_the_numpy_engine():
    nets = [moons(engine, metric=["bacc"]).fit(X, Y, epochs=3, verbose=0, valid_data=(X[:9], Y[:9]))
            for engine in ("numpy", "compiled")]
    assert list(nets[0].history) == list(nets[1].history) and len(nets[1].history) == 4
    same_state(*nets, tolerance=1e-13)


@nn.Activation
def bump(z):
    "exp(-z^2)"
    return np.exp(-z * z)


bump.def_derivative(lambda z, a: -2 * z * a)


class Sign(nn.SGD):
    def direction(self, theta, gradient, *memory):
        return np.sign(gradient)


class Steeper(nn.L2):
    def slope(self, w):
        return 2 * self.strength * w


class Never(nn.Dropout):
    def draw(self, parameters, rows, rng):
        return [None] * (len(parameters.sizes) - 1)


@nn.Loss.named("absolute_error")
def absolute(yhat, y):
    return np.abs(yhat - y).mean(axis=1)


absolute.def_gradient(lambda yhat, y: np.sign(yhat - y) / y.shape[1])


@pytest.mark.parametrize("changed, what", [
    (dict(activation=[bump, "sigmoid"]), "the activation bump"),
    (dict(loss=absolute), "the loss absolute"),
    (dict(optimizer=Sign()), "the optimizer Sign"),
    (dict(penalty=Steeper(0.1)), "the penalty Steeper"),
    (dict(dropout=Never(0.5)), "the dropout Never")])
def test_what_is_not_covered_runs_on_the_numpy_engine_and_says_so(changed, what):
    given = dict(input_size=3, hidden_size=(6, 1), activation=["relu", "sigmoid"], loss="bce", random_state=0)
    plain, asked = (nn.NeuralNet(**{**given, **changed}, engine=engine) for engine in ("numpy", "compiled"))
    plain.fit(X, Y, epochs=2, verbose=0)
    with pytest.warns(RuntimeWarning, match=f"compiled form of {what}; this fit runs on") as caught:
        asked.fit(X, Y, epochs=2, verbose=0)
    assert len(caught) == 1 and caught[0].filename == __file__
    assert np.array_equal(plain.parameters.theta, asked.parameters.theta)


def test_without_numba_the_warning_names_what_to_install(monkeypatch):
    monkeypatch.setattr(compiled, "njit", None)
    plain = moons("numpy").fit(X, Y, epochs=2, verbose=0)
    with pytest.warns(RuntimeWarning, match=r'lacks numba .*pip install "homecooked_nn\[fast\]"'):
        asked = moons().fit(X, Y, epochs=2, verbose=0)
    assert np.array_equal(plain.parameters.theta, asked.parameters.theta)


def test_an_unknown_engine_is_refused():
    with pytest.raises(ValueError, match="unknown engine 'cuda'; choose from numpy, compiled"):
        moons("cuda")
    assert repr(moons("numpy")) + repr(moons()) == (
        "NeuralNet(3-6-1, relu sigmoid, binary_cross_entropy, Adam, 0 epochs)"
        "NeuralNet(3-6-1, relu sigmoid, binary_cross_entropy, Adam, 0 epochs, engine='compiled')")


def test_numba_is_loaded_only_where_it_is_asked_for():
    fit = ("import homecooked_nn as nn; net = nn.NeuralNet(1, 1, 'linear', 'mse', engine=%r); "
           "net.fit([1., 2.], [3., 4.], epochs=1, verbose=0)")
    assert "numba" not in loaded_by(fit % "numpy")


def test_divergence_ends_where_the_numpy_engine_ends():
    x, ends = np.linspace(-1, 1, 40), []
    for engine in ("numpy", "compiled"):
        net = nn.NeuralNet(1, (8, 1), ["tanh", "linear"], "mse", random_state=0, engine=engine)
        with pytest.raises(FloatingPointError, match="train_loss became .* in epoch") as error:
            net.fit(x, 3 * x**2, batch_size=8, epochs=200, learning_rate=1, verbose=0)
        ends.append((str(error.value), len(net.history["train_loss"]), net.optimizer.t))
        assert np.isfinite(net.parameters.theta).all()
    assert ends[0] == ends[1] and ends[0][1] > 1


def test_an_error_undoes_its_epoch():
    def rate(t):
        return 0.01 if t < 7 else float("nan")
    net, twin = moons(), moons().fit(X, Y, epochs=2, learning_rate=0.01, verbose=0)
    with pytest.raises(ValueError, match="the rate is nan at t = 7"):
        net.fit(X, Y, epochs=5, learning_rate=rate, verbose=0)          # 3 steps in each epoch
    assert np.array_equal(net.parameters.theta, twin.parameters.theta)
    assert net.optimizer.t == 6 and net.history == twin.history
    assert np.array_equal(net.rng.rand(5), twin.rng.rand(5))


def test_ctrl_c_between_epochs():
    def strike(net, epoch, history):
        if epoch == 3:
            signal.raise_signal(signal.SIGINT)
    net = moons()
    with pytest.warns(RuntimeWarning, match="stopped by Ctrl-C in epoch 4 of 9"):
        net.fit(X, Y, epochs=9, verbose=0, callbacks=strike)
    assert len(net.history["train_loss"]) == 3 and net.optimizer.t == 9


def test_ctrl_c_within_an_epoch_keeps_whole_steps(monkeypatch):
    calls, usual = [], compiled.train_steps
    def striking(*arguments):
        calls.append(net.optimizer.t)
        if len(calls) == 2:
            signal.raise_signal(signal.SIGINT)
        return usual(*arguments)
    monkeypatch.setattr(compiled, "train_steps", striking)
    many, y = RNG.randn(64_000, 3), np.ones((64_000, 1))
    net, twin = (nn.NeuralNet(3, (2000, 1), ["relu", "sigmoid"], "bce", None, "adam", 0, engine=engine)
                 for engine in ("compiled", "numpy"))
    with pytest.warns(RuntimeWarning, match="stopped by Ctrl-C in epoch 1 of 5"):
        net.fit(many, y, batch_size=64, epochs=5, verbose=0)
    t = net.optimizer.t
    assert len(calls) == 2 and 0 < calls[1] < t < 1000 and net.history == {}
    again = islice(nn.minibatches(many, y, 64, twin.rng), t)
    nn.train_epoch(twin.parameters, twin.activations, twin.loss, twin.optimizer, again)
    same_state(net, twin, 1e-10)


@pytest.mark.parametrize("dtype, tolerance", [("float32", 4e-6), ("float64", 1e-13)])
def test_the_exponential_is_one(dtype, tolerance):
    numba = pytest.importorskip("numba")
    @numba.njit
    def run(flat, one):
        kernel.exp_minus(one, flat, kernel.ZERO, flat.shape[1])
    edges = np.arange(1, 80) * np.log(2) / 2
    z = np.r_[np.linspace(0, 60, 10**5), edges, np.nextafter(edges, 0), np.nextafter(edges, 9)].astype(dtype)
    for values in (z, -z):
        flat = np.zeros((5, len(z)), dtype)
        flat[kernel.Z] = values
        run(flat, flat.dtype.type(1))
        assert np.allclose(flat[kernel.E], np.exp(-z.astype(float)), rtol=tolerance, atol=0)
    odd = np.zeros((5, 4), dtype)
    odd[kernel.Z] = 0, np.inf, -np.inf, np.nan
    run(odd, odd.dtype.type(1))
    assert odd[kernel.E, 0] == 1 and (odd[kernel.E, 1:3] < 1e-37).all() and np.isnan(odd[kernel.E, 3])


def test_float32_stays_float32():
    net = moons(dtype="float32").fit(X, Y, epochs=2, verbose=0, valid_data=(X[:9], Y[:9]))
    assert {net.parameters.theta.dtype, net.optimizer.m.dtype, net.optimizer.v.dtype} == {
        np.dtype("float32")}
    assert type(net.history["valid_loss"][0]) is float


EVERY = [nn.SGD(0.05), nn.Momentum(0.02, 0.8), nn.Nesterov(0.02), nn.AdaGrad(0.02), nn.RMSProp(0.01, 0.95),
         nn.Adam(0.01), nn.AdamW(0.01, weight_decay=0.1), nn.Adam(0.01, beta1=0.0)]


def drawn(seed):
    "Arguments of a network and of its fit, all drawn at random."
    r = np.random.RandomState(seed)
    loss, output = [*(("mse", name) for name in HIDDEN), ("bce", "sigmoid"), ("cce", "softmax")][r.randint(8)]
    k, depth = r.randint(2 if output == "softmax" else 1, 5), r.randint(0, 3)
    sizes = [int(size) for size in r.randint(1, 24, depth)] + [k]
    activations = [HIDDEN[r.randint(6 if size > 1 else 5)] for size in sizes[:-1]] + [output]
    n, inputs = r.randint(1, 90), r.randint(1, 7)
    some = lambda *choices: choices[r.randint(len(choices))]
    net = dict(input_size=int(inputs), hidden_size=sizes, activation=activations, loss=loss, random_state=seed,
               optimizer=some(*EVERY), penalty=some(None, nn.L2(0.02), [nn.L1(0.01), nn.L2(0.01)]),
               dropout=some(None, None, 0.3), clip_norm=some(None, 0.3), metric=some(None, None, "mae"))
    X, y = r.randn(n, inputs), targets(loss, k, n)
    fit = dict(X=X, y=y, batch_size=some(1, 3, 16, 32, 1000), epochs=some(1, 2, 3, 4),
               learning_rate=some(None, nn.cosine(0.02, 100)), valid_data=some(None, (X[:9], y[:9])),
               sample_weight=some(None, r.rand(n) * (r.rand(n) > 0.2) + 1e-3),
               callbacks=some((), lambda net, epoch, history: None), verbose=0)
    return net, fit


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("first", range(0, 560, 80))
def test_five_hundred_networks_agree_to_1e_10(first, monkeypatch):
    finite, usual = 0, compiled.CompiledRun.prepare
    def prepare(run, *given):                       # every third: two steps in a call
        usual(run, *given)
        run.most = run.most if seed % 3 else 2
    monkeypatch.setattr(compiled.CompiledRun, "prepare", prepare)
    for seed in range(first, first + 80):
        given, fit = drawn(seed)
        ends, nets = [], [nn.NeuralNet(**given, engine=engine) for engine in ("numpy", "compiled")]
        for net in nets:
            try:
                ends.append(net.fit(**fit) and None)
            except FloatingPointError as error:
                ends.append(str(error))
        assert ends[0] == ends[1], seed
        if ends[0] is None:
            finite += 1
            same_state(*nets, tolerance=1e-10)
        states = [net.rng.get_state() for net in nets]
        assert np.array_equal(states[0][1], states[1][1]) and states[0][2:] == states[1][2:], seed
    assert finite >= 75


def test_the_generator_is_read_where_numpy_keeps_it():
    rng = np.random.RandomState(3)
    rng.rand(5)
    words, (_, key, place, *_) = compiled.words_of(rng), rng.get_state()
    assert np.array_equal(words[:624], key) and words[624] == place == 10


@pytest.mark.filterwarnings("ignore:get_state")
def test_another_generator_runs_on_the_numpy_engine():
    net = moons()
    net.rng = np.random.RandomState(np.random.PCG64(0))
    with pytest.warns(RuntimeWarning, match="compiled form of the generator PCG64"):
        net.fit(X, Y, epochs=2, verbose=0)


def test_a_callback_may_draw_and_may_reset():
    def meddle(net, epoch, history):
        if epoch == 2:
            net.rng.rand(700)
        if epoch == 4:
            net.reset_weights(5)
    nets = [moons(engine, dropout=0.2).fit(X, Y, epochs=7, verbose=0, callbacks=meddle)
            for engine in ("numpy", "compiled")]
    same_state(*nets, tolerance=1e-12)


def test_an_optimizer_of_another_network_is_refused():
    net, other = moons(), nn.NeuralNet(2, 1, "linear", "mse", optimizer="adam").fit([[1, 2]], [3], epochs=1, verbose=0)
    net.optimizer = other.optimizer
    with pytest.raises(ValueError, match="the optimizer remembers 3 numbers; the network has 31"):
        net.fit(X, Y, epochs=1, verbose=0)


def test_a_metric_that_fails_undoes_its_epoch():
    calls = []

    def once(yhat, y):
        calls.append(yhat)
        if len(calls) == 3:
            raise ZeroDivisionError
        return yhat.mean()
    net, twin = moons(metric=once), moons().fit(X, Y, epochs=2, verbose=0)
    with pytest.raises(ZeroDivisionError):
        net.fit(X, Y, epochs=5, verbose=0)
    assert np.array_equal(net.parameters.theta, twin.parameters.theta) and net.optimizer.t == 6
    assert np.array_equal(net.optimizer.v, twin.optimizer.v) and net.rng.rand() == twin.rng.rand()


def test_a_schedule_that_fails_later_keeps_the_epochs_before():
    def rate(t):
        if t >= 3 * 10:
            raise RuntimeError("no more")
        return 0.01
    net, twin = moons(), moons().fit(X, Y, epochs=10, learning_rate=0.01, verbose=0)
    with pytest.raises(RuntimeError, match="no more"):
        net.fit(X, Y, epochs=50, learning_rate=rate, verbose=0)
    assert net.history == twin.history and np.array_equal(net.parameters.theta, twin.parameters.theta)


def test_a_first_call_that_takes_long_is_explained(monkeypatch, capsys):
    moons().fit(X, Y, epochs=1, verbose=0)
    capsys.readouterr()                                    # it may just have been translated
    monkeypatch.setattr(compiled, "ready", set())
    monkeypatch.setattr(compiled, "PATIENCE", 0.01)
    usual = compiled.train_steps
    monkeypatch.setattr(compiled, "train_steps", lambda *given: time.sleep(0.1) or usual(*given))
    for _ in range(2):
        moons().fit(X, Y, epochs=1, verbose=0)
    assert capsys.readouterr().err == "homecooked_nn: translating for float64 once, some seconds\n"


IN_A_PROCESS = """
import numba, sys
{before}
import numpy as np
import homecooked_nn as nn
from homecooked_nn import compiled    # noqa: E402
{after}
"""


def in_a_process(before, after, **environment):
    done = subprocess.run([sys.executable, "-c", IN_A_PROCESS.format(before=before, after=after)], text=True,
                          capture_output=True, env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_where_the_package_cannot_be_written_the_cache_is_the_users(tmp_path):
    before = """
from numba.core import caching
def refuse(self): raise OSError("read-only")
for name in dir(caching):
    if name.endswith("InTreeCacheLocator"): getattr(caching, name).ensure_cache_path = refuse
"""
    place = in_a_process(before, "print(compiled.train_steps.stats.cache_path)", XDG_CACHE_HOME=str(tmp_path),
                         HOME=str(tmp_path), NUMBA_CACHE_DIR="")
    assert place.startswith(str(tmp_path))


def test_machine_code_older_than_its_parts_is_not_used(tmp_path):
    function = SimpleNamespace(stats=SimpleNamespace(cache_path=str(tmp_path)))
    age = max(os.path.getmtime(each.__file__) for each in (kernel, twister))
    old, new = (tmp_path / f"compiled.train_steps-{n}.nbi" for n in (1, 2))
    for index, when in ((old, age - 1), (new, age + 1)):
        index.touch()
        os.utime(index, (when, when))
    compiled.forget_old(function)
    assert not old.exists() and new.exists()
    compiled.forget_old(lambda: None)                      # not kept on disk at all


def test_options_that_numba_does_not_know_are_left_out(monkeypatch):
    usual = kernel.njit
    def strict(**options):
        unknown = {*kernel.INNER} & {*options}
        if unknown:
            raise KeyError(f"Unrecognized options: {unknown}")
        return usual(**options)
    monkeypatch.setattr(kernel, "njit", strict)
    assert kernel.compiled(lambda x: x + 1)(2) == 3


@pytest.mark.endure                     # translates everything anew: only a new numba can break it
def test_the_engines_agree_without_the_options_that_numba_does_not_know(tmp_path):
    before = """
usual = numba.njit
def strict(*function, **options):
    unknown = {"_nrt", "no_cfunc_wrapper", "no_cpython_wrapper"} & {*options}
    if unknown: raise KeyError(f"Unrecognized options: {unknown}")
    return usual(*function, **options)
numba.njit = strict
"""
    after = """
X = np.random.RandomState(0).randn(70, 3)
nets = [nn.NeuralNet(3, (20, 1), ["tanh", "linear"], "mse", None, "adam", 0, engine=engine, dropout=.2)
        .fit(X, X[:, 0], epochs=3, verbose=0) for engine in ("numpy", "compiled")]
print(abs(nets[0].parameters.theta - nets[1].parameters.theta).max() < 1e-12)
"""
    assert in_a_process(before, after, NUMBA_CACHE_DIR=str(tmp_path)) == "True"
