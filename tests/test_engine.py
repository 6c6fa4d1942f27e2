"""The tables that passes share: what is reused, what stays apart, and what memory is bounded."""
import copy
import re
import tracemalloc

import numpy as np
import pytest

import homecooked_nn as nn
from homecooked_nn.forward_pass import outputs
from homecooked_nn.progress import dead_layers

RNG = np.random.RandomState(0)
X, Y = RNG.randn(70, 3), (RNG.rand(70, 1) > 0.5).astype(float)
LAYERS = [nn.relu, nn.tanh, nn.sigmoid]


def network(dtype="float64", sizes=(3, 8, 6, 1), seed=0):
    parameters = nn.Parameters(sizes, dtype=dtype)
    parameters.theta[...] = np.random.RandomState(seed).randn(parameters.theta.size)
    return parameters


def plainly(parameters, activations, X):
    "Every z and a, with nothing reused."
    z, a = [], [X]
    for W, b, f in zip(parameters.W, parameters.b, activations):
        z.append(a[-1] @ W + b)
        a.append(f(z[-1]))
    return z, a


def test_two_passes_have_two_traces_unless_one_is_handed_in():
    parameters = network()
    one, other = nn.forward(parameters, LAYERS, X), nn.forward(parameters, LAYERS, 2 * X)
    kept = [a.copy() for a in one.a + one.z]
    assert not any(np.shares_memory(p, q) for p in one.a + one.z for q in other.a + other.z)
    assert nn.forward(parameters, LAYERS, X, out=other) is other
    for table, was, again in zip(one.a + one.z, kept, other.a + other.z):
        assert np.array_equal(table, was) and np.array_equal(table, again)


@pytest.mark.parametrize("rows, masks", [(69, None), (71, None), (70, [None, np.ones((70, 8)), None])])
def test_a_trace_that_does_not_fit_is_left_alone(rows, masks):
    parameters = network()
    trace = nn.forward(parameters, LAYERS, X)
    before = trace.yhat.copy()
    fresh = nn.forward(parameters, LAYERS, -np.resize(X, (rows, 3)), masks, out=trace)
    assert fresh is not trace and np.array_equal(trace.yhat, before)
    copied = copy.deepcopy(trace)                       # its views are copies: not to be reused
    assert nn.forward(parameters, LAYERS, -X, out=copied) is not copied


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("weight", [None, RNG.rand(70)])
def test_a_reused_trace_gives_what_a_new_one_gives(masked, weight):
    parameters, trace, out = network(), None, network().zeros_like()
    for seed in range(3):
        rng = np.random.RandomState(seed)
        rows, masks = rng.randn(70, 3), None
        if masked:
            masks = [rng.rand(70, 3) > 0.3, None, 2.0 * (rng.rand(70, 6) > 0.5)]
        trace = nn.forward(parameters, LAYERS, rows, masks, out=trace)
        nn.backward(parameters, LAYERS, nn.bce, trace, Y, weight, out=out)
        fresh = nn.forward(parameters, LAYERS, rows, masks)
        gradient = nn.backward(parameters, LAYERS, nn.bce, fresh, Y, weight)
        assert np.array_equal(out.theta, gradient.theta)
        assert all(map(np.array_equal, trace.delta, fresh.delta))
        if masked:
            assert np.array_equal(trace.layer_input(0), rows * masks[0])
            assert np.array_equal(trace.layer_input(1), trace.a[1])


@pytest.mark.parametrize("rows", [1, 9, 10, 255, 1000, 5000])
def test_outputs_of_any_number_of_rows(rows):
    parameters, many = network(sizes=(3, 40, 30, 2)), np.random.RandomState(1).randn(rows, 3)
    layers = [nn.leaky_relu, nn.tanh, nn.softmax]
    z, a = plainly(parameters, layers, many)
    for ours, wanted in zip(outputs(parameters, layers, many), (z[-1], a[-1])):
        assert ours.shape == wanted.shape and np.allclose(ours, wanted, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("shape", [(3,), (12,), (2, 4, 3)])
def test_outputs_want_rows(shape):
    parameters = network(sizes=(shape[-1], 4, 1))
    message = f"X has shape {shape}; outputs expects (n, {shape[-1]}), a single row as [row]"
    with pytest.raises(ValueError, match=re.escape(message)):
        outputs(parameters, [nn.relu, nn.sigmoid], np.ones(shape))


@pytest.mark.parametrize("what", ["predict", "dead layers"])
def test_many_rows_need_little_memory(what):
    net = nn.NeuralNet(3, (64, 64, 1), ["relu", "relu", "sigmoid"], "bce", random_state=0)
    many = np.random.RandomState(1).randn(100_000, 3)
    tracemalloc.start()
    if what == "predict":
        net.predict(many)
    else:
        dead_layers(net.parameters, net.activations, net.loss, many)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000 * 8 * 4 + 3_000_000           # far less than one hidden layer, 51 MB


@nn.Activation
def swish(z):
    return z * nn.sigmoid(z)


@swish.def_derivative
def swish_slope(z, a):
    return a + nn.sigmoid(z) * (1 - a)


@nn.Loss.named("quartic")
def quartic(yhat, y):
    return ((yhat - y)**4).sum(axis=1)


@quartic.def_gradient
def quartic_gradient(yhat, y):
    return np.float64(4) * (yhat - y)**3                # a float64 that could creep in


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_readers_own_parts_need_no_out(dtype):
    parameters, layers = network(dtype), [swish, swish, nn.linear]
    trace = nn.forward(parameters, layers, X)
    nn.backward(parameters, layers, quartic, trace, Y)
    assert {t.dtype for t in (*trace.a, *trace.z, *trace.delta)} == {np.dtype(dtype)}
    if dtype == "float64":
        assert nn.check_gradient(parameters, layers, quartic, X, Y) < 1e-8


class Halved(nn.Adam):
    "A reader's optimizer: it makes a new vector, in float64."

    def direction(self, theta, gradient):
        return super().direction(theta, gradient).astype(float) / 2


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam",
                                       "adamw", Halved()])
def test_optimizers_stay_in_the_dtype_and_leave_the_gradient(optimizer):
    net = nn.NeuralNet(3, (8, 1), ["relu", "sigmoid"], "bce", optimizer=optimizer, random_state=0,
                       dtype="float32", dropout=0.2, penalty=nn.L2(1e-3), clip_norm=1.0)
    net.fit(X, Y, epochs=2, learning_rate=nn.cosine(0.01, 10), sample_weight=np.ones(70), verbose=0)
    own = net.optimizer
    assert {getattr(own, name).dtype for name in own.memory} | {own.room.dtype} == {np.dtype("f4")}
    gradient = np.ones_like(net.parameters.theta)
    own.step(net.parameters.theta, gradient, np.float64(0.1))
    assert (gradient == 1).all() and net.parameters.theta.dtype == np.dtype("f4")


def test_an_optimizer_may_walk_on_another_vector():
    sgd, long, short = nn.SGD(0.5), np.ones(5), np.ones(2)
    sgd.step(long, np.ones(5))
    sgd.step(short, np.ones(2))
    sgd.step(long, np.ones(5))
    room = sgd.room
    sgd.step(long, np.ones(5))
    assert (long == -0.5).all() and (short == 0.5).all() and sgd.room is room


def test_memory_is_swept_at_every_hundredth_step_of_what_is_below_1e_30(monkeypatch):
    momentum, theta, swept = nn.Momentum(), np.zeros(4), []
    momentum.step(theta, theta)
    momentum.velocity[...] = 1e-31, -1e-31, 1e-30, -1
    momentum.sweep()
    assert momentum.velocity.tolist() == [0, 0, 1e-30, -1]
    monkeypatch.setattr(nn.Momentum, "sweep", lambda self: swept.append(self.t))
    for _ in range(300):
        momentum.step(theta, theta)
    assert swept == [100, 200, 300]


def test_a_trace_is_itself_alone_and_takes_as_many_layers_as_it_has():
    parameters, trace = network(), nn.forward(network(), LAYERS, X)
    assert len({trace, nn.forward(parameters, LAYERS, X)}) == 2
    for sizes in ((3, 8, 1), (3, 8, 6, 4, 1)):
        layers = [nn.tanh] * (len(sizes) - 1)
        assert nn.forward(network(sizes=sizes), layers, X, out=trace) is not trace


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", [nn.Adam(), nn.Momentum(), nn.RMSProp(rho=0.9)])
def test_memory_never_becomes_denormal(dtype, optimizer):
    optimizer, theta = copy.deepcopy(optimizer), np.zeros(50, dtype)
    tiny = np.finfo(dtype).tiny
    for t in range(10_000):
        optimizer.step(theta, np.full(50, float(t == 0), dtype))
        for name in optimizer.memory:
            vector = getattr(optimizer, name)
            assert not ((vector != 0) & (np.abs(vector) < tiny)).any(), (name, t)
    assert not getattr(optimizer, optimizer.memory[0]).any()
