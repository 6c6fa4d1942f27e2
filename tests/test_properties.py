"""What holds for every network and every data set. In full: pytest tests/test_properties.py --hypothesis-profile=long"""
import copy
import os
import pickle
import tempfile

import numpy as np
import pytest
from hypothesis import given, strategies as st

import homecooked_nn as nn
from homecooked_nn import compiled

# small networks may be born dead, and small tables be far from size 1
pytestmark = [pytest.mark.filterwarnings(f"ignore:{said}") for said in ("layer", "X is far", "y is far", "the network gives")]

HIDDEN = ["relu", "leaky_relu", "linear", "sigmoid", "tanh", "softmax"]
PAIRS = [("mse", "linear"), ("mse", "tanh"), ("mse", "sigmoid"), ("bce", "sigmoid"),
         ("cce", "softmax")]
CALM = dict(learning_rate=0.001, verbose=0)      # no data of size 1 makes a network diverge at it
OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
EXTRAS = [{}, dict(dropout=0.3), dict(penalty=[nn.L1(0.01), nn.L2(0.02)]), dict(clip_norm=0.3)]


@st.composite
def kitchens(draw, dtypes=("float64", "float32")):
    "A network, X and y that fit it, and a batch size."
    loss, output = draw(st.sampled_from(PAIRS))
    inputs, k = draw(st.integers(1, 4)), draw(st.integers(2 if output == "softmax" else 1, 3))
    hidden = draw(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(HIDDEN)), max_size=2))
    net = nn.NeuralNet(inputs, [*(n for n, _ in hidden), k], [*(f for _, f in hidden), output], loss,
                       optimizer=draw(st.sampled_from(OPTIMIZERS)), dtype=draw(st.sampled_from(dtypes)),
                       random_state=draw(st.integers(0, 2**32 - 1)), **draw(st.sampled_from(EXTRAS)))
    n = draw(st.integers(1, 9))
    rng = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    X = rng.randn(n, inputs) * 10.0**draw(st.integers(-3, 0))
    y = dict(mse=lambda: rng.randn(n, k), bce=lambda: rng.randint(2, size=(n, k)),
             cce=lambda: np.eye(k)[rng.randint(k, size=n)])[loss]()
    return net, X, np.asarray(y, float), draw(st.integers(1, 11))


def learned(net, X, y, batch_size):
    "The weights of the network after two epochs from its start."
    return net.reset_weights().fit(X, y, batch_size, epochs=2, **CALM).parameters.theta.copy()


def gradient(net, X, y, loss=None):
    X, y = (array.astype(net.parameters.theta.dtype) for array in (X, y))
    trace = nn.forward(net.parameters, net.activations, X)
    return nn.backward(net.parameters, net.activations, loss or net.loss, trace, y).theta


def close(a, b, blur=0.0):
    "Equal to rounding, and to `blur`: the terms of both sums are of size 1 and less, and may cancel."
    share = 1e-12 if a.dtype == np.float64 else 6e-4
    return np.abs(a - b).max() <= (share + blur) * max(1, np.abs(a).max())


LAYOUTS = dict(
    fortran=np.asfortranarray, big_endian=lambda a: a.astype(">f8"), table=lambda a: a.tolist(),
    strided=lambda a: np.repeat(np.repeat(a, 2, axis=0), 3, axis=1)[::2, ::3],
    reversed=lambda a: a[::-1, ::-1].copy()[::-1, ::-1])


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


def mapped(array):
    with tempfile.TemporaryFile() as file:
        found = np.memmap(file, array.dtype, "w+", shape=array.shape)
        found[...] = array
        return found


LAYOUTS.update(read_only=read_only, memmap=mapped)


@given(kitchens(), st.sampled_from(sorted(LAYOUTS)))
def test_the_layout_of_an_array_does_not_matter(kitchen, layout):
    net, X, y, batch_size = kitchen
    other = LAYOUTS[layout]
    assert np.array_equal(learned(net, X, y, batch_size), learned(net, other(X), other(y), batch_size))
    assert close(net.predict(X), net.predict(other(X)))


@given(kitchens(dtypes=["float32"]))
def test_float32_data_and_its_float64_copy_teach_the_same(kitchen):
    net, X, y, batch_size = kitchen
    X, y = X.astype("float32"), y.astype("float32")
    theta = learned(net, X, y, batch_size)
    assert theta.dtype == np.float32
    assert np.array_equal(theta, learned(net, X.astype("float64"), y.astype("float64"), batch_size))


@given(kitchens())
def test_shapes_hold_and_every_row_counts_once(kitchen):
    net, X, y, batch_size = kitchen
    assert net.predict(X).shape == y.shape and gradient(net, X, y).shape == net.parameters.theta.shape
    batches = list(nn.minibatches(X, np.arange(len(X)), batch_size, np.random.RandomState(0)))
    assert sorted(np.concatenate([rows for _, rows in batches])) == list(range(len(X)))
    assert all(len(rows) == batch_size for _, rows in batches[:-1])


@given(kitchens(), st.randoms(use_true_random=False))
def test_the_order_within_a_batch_does_not_matter(kitchen, random):
    net, X, y, _ = kitchen
    order = random.sample(range(len(X)), len(X))
    assert close(gradient(net, X, y), gradient(net, X[order], y[order]))


@given(kitchens())
def test_doubling_the_loss_doubles_the_gradient(kitchen):
    net, X, y, _ = kitchen
    single = nn.Loss(net.loss.function, "single")
    single.def_gradient(net.loss.row_gradient)
    double = nn.Loss(lambda yhat, y: 2 * net.loss.function(yhat, y), "double")
    double.def_gradient(lambda yhat, y: 2 * net.loss.row_gradient(yhat, y))
    yhat = net.predict(X)
    assert double(yhat, y) == 2 * single(yhat, y)
    with np.errstate(invalid="ignore"):               # 0/0 where a probability has become 0 or 1
        once, twice = (gradient(net, X, y, loss) for loss in (single, double))
    assert np.array_equal(twice, 2 * once, equal_nan=True)


@given(kitchens())
def test_a_weight_of_two_is_the_row_twice(kitchen):
    net, X, y, _ = kitchen
    weight = np.arange(len(X)) % 3.0 + 1
    again = np.repeat(np.arange(len(X)), weight.astype(int))
    trace = nn.forward(net.parameters, net.activations, X)
    weighted = nn.backward(net.parameters, net.activations, net.loss, trace, y, weight).theta
    assert close(weighted, gradient(net, X[again], y[again]))
    halved = nn.backward(net.parameters, net.activations, net.loss, trace, y, weight / 2).theta
    assert close(weighted, halved)                    # only the shares count


@given(kitchens())
def test_one_row_is_predicted_as_among_many(kitchen):
    net, X, _, _ = kitchen
    assert close(net.predict(X), np.vstack([net.predict(row[None]) for row in X]))


def saved_and_loaded(net):
    with tempfile.TemporaryDirectory() as folder:
        nn.save(net, os.path.join(folder, "net.npz"))
        return nn.load(os.path.join(folder, "net.npz"))


COPIES = dict(deepcopy=copy.deepcopy, pickle=lambda net: pickle.loads(pickle.dumps(net)), file=saved_and_loaded)


@given(kitchens(), st.sampled_from(sorted(COPIES)))
def test_copies_learn_on_alike(kitchen, way):
    net, X, y, batch_size = kitchen
    twin = COPIES[way](net.fit(X, y, batch_size, epochs=1, **CALM))
    for each in (net, twin):
        each.fit(X, y, batch_size, epochs=1, **CALM)
    assert np.array_equal(twin.parameters.theta, net.parameters.theta)
    assert twin.history == net.history


@given(kitchens())
def test_a_network_that_starts_again_repeats_itself(kitchen):
    net, X, y, batch_size = kitchen
    first = net.fit(X, y, batch_size, epochs=2, **CALM).parameters.theta.copy()
    again = net.reset_weights().fit(X, y, batch_size, epochs=1, **CALM)
    assert np.array_equal(again.fit(X, y, batch_size, epochs=1, **CALM).parameters.theta, first)


@pytest.mark.skipif(compiled.njit is None, reason="needs numba and scipy")
@given(kitchens(dtypes=["float64"]))
def test_the_engines_agree(kitchen):
    net, X, y, batch_size = kitchen
    theta, predictions = learned(net, X, y, batch_size), net.predict(X)
    history, net.history, net.engine = net.history, {}, "compiled"
    # a gradient that is mere rounding, as of a saturated unit, is divided by its own size plus epsilon
    blur = 10 * np.finfo(float).eps * CALM["learning_rate"] / getattr(net.optimizer, "epsilon", 1)
    assert close(theta, learned(net, X, y, batch_size), blur) and close(predictions, net.predict(X), blur)
    assert all(close(np.array(scores), net.history[name], blur) for name, scores in history.items())
