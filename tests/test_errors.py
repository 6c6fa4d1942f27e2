"""Bad input is refused before any weight changes, and the message says what came and what was wanted."""
import dataclasses
import functools
import re

import numpy as np
import pandas as pd
import pytest

import homecooked_nn as nn

X, Y = np.random.RandomState(0).randn(6, 2), np.array([0, 1, 0, 1, 1, 0])
R, S = [nn.relu, nn.sigmoid], (3, 1)


def put(array, index, value):
    changed = np.array(array, dtype=float)
    changed[index] = value
    return changed


class Ended(nn.EarlyStopping):
    def finish(self):
        pass


class Sparse:
    def toarray(self):
        return X


FIT = [
    ((np.ones((6, 3)), Y), {}, "X has 3 columns; the network expects 2"),
    ((X, Y[:4]), {}, "X has 6 rows and y has 4; they must be equally many"),
    ((X, np.ones((6, 2))), {}, "y has 2 columns; the network puts out 1"),
    ((put(X, (4, 1), np.nan), Y), {}, "X holds nan in row 4, column 1 (counted from 0)"),
    ((put(X, (2, 0), -np.inf), Y), {}, "X holds -inf in row 2, column 0 (counted from 0)"),
    ((X, put(Y, 3, np.nan)), {}, "y holds nan in row 3, column 0 (counted from 0)"),
    ((X, put(Y, 3, 2)), {}, "y holds 2 in row 3; binary_cross_entropy wants targets in [0, 1]"),
    ((np.ones((0, 2)), np.ones(0)), {}, "X has no rows; at least one is needed"),
    (([], []), {}, "X has shape (0,); the network expects (n, 2)"),
    ((X[0], Y), {}, "X has shape (2,); the network expects (n, 2); a single row is passed as [row]"),
    ((np.ones((2, 2, 2)), Y), {}, "X has shape (2, 2, 2); the network expects (n, 2)"),
    (([["a", "b"]] * 6, Y), {}, "X must be a table of numbers; it holds 'a' in row 0, column 0 (counted from 0)"),
    (([["1", "2"]] * 6, Y), {}, "X must be a table of numbers; it holds '1' in row 0, column 0"),
    ((pd.DataFrame({"a": range(6), "b": [1, "x"] * 3}), Y), {},
     "X must be a table of numbers; it holds 'x' in row 1, column 'b' (counted from 0)"),
    ((pd.DataFrame({"a": range(6), "b": pd.Timestamp("2024-02-29")}), Y), {},
     "X must be a table of numbers; it holds Timestamp('2024-02-29 00:00:00') in row 0, column 'b'"),
    ((pd.DataFrame({"a": pd.array([1, None] * 3, "Int64"), "b": "x"})[["a", "b"]], Y), {}, "in row 0, column 'b'"),
    ((pd.DataFrame({"a": range(6), "b": [0, np.nan] * 3}), Y), {}, "X holds nan in row 1, column 'b' (counted"),
    (([[1, 2], [3]], Y), {}, "X must be a table of numbers; its rows differ in length"),
    ((1j * X, Y), {}, "X must be a table of numbers; it holds "),
    ((np.array([[b"1", 2]] * 6, dtype=object), Y), {}, "it holds b'1' in row 0, column 0 (counted from 0)"),
    (([[10**400, 1]] * 6, Y), {}, "X must be a table of numbers; it holds 1000"),
    ((Sparse(), Y), {}, "X must be a table of numbers; a sparse Sparse came: write it out with .toarray()"),
    ((np.ma.masked_less(X, 0), Y), {}, "X must be a table of numbers; it has masked entries"),
    ((None, Y), {}, "X must be a table of numbers; None came"),
    ((X, None), {}, "y is None; a target for each row is wanted, or as X a function that yields blocks"),
    ((X, set(range(10**4))), {}, "y must be a table of numbers; it holds {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 1"),
    ((pd.DataFrame(X).to_numpy, Y), {}, "X is the function to_numpy, a stream; y or sample_weight came beside it"),
    ((X, Y, (X, Y)), {}, "batch_size is (array("),
    ((X, ["cat", "dog"] * 3), {}, "y must be a table of numbers; it holds 'cat' in row 0 (counted from 0); "
                                  "NeuralNetClassifier takes labels in words"),
    ((X, Y), dict(batch_size=0), "batch_size is 0; it must be at least 1"),
    ((X, Y), dict(batch_size=2.5), "batch_size is 2.5; a whole number is wanted"),
    ((X, Y), dict(epochs=-1), "epochs is -1; it must be at least 0"),
    ((X, Y), dict(learning_rate=0), "learning_rate is 0; it must be > 0 and finite"),
    ((X, Y), dict(learning_rate=-0.1), "learning_rate is -0.1; it must be > 0 and finite"),
    ((X, Y), dict(learning_rate=np.nan), "learning_rate is nan; it must be > 0 and finite"),
    ((X, Y), dict(learning_rate="fast"), "learning_rate is 'fast'; a number is wanted"),
    ((X, Y), dict(valid_data=X), "valid_data is a ndarray; a pair (X, y) is wanted"),
    ((X, Y), dict(valid_data=(X[:, :1], Y)), "valid X has 1 column; the network expects 2"),
    ((X, Y), dict(valid_data=(X, Y[:3])), "X has 6 rows and valid y has 3; they must be equally many"),
    ((X, Y), dict(history=[]), "history is a list; a dict is wanted"),
    ((X, Y), dict(history={"train_loss": 3.0}), "history['train_loss'] is a float; a list is wanted"),
    ((X, Y), dict(verbose=3), "verbose is 3; 0, 1 or 2 is wanted"),
    ((X, Y), dict(sample_weight=np.ones(5)), "sample_weight has shape (5,); X has 6 rows"),
    ((X, Y), dict(sample_weight=put(np.ones(6), 3, -2)), "sample_weight holds -2 in row 3 (counted from 0); none may"),
    ((X, Y), dict(sample_weight=np.zeros(6)), "sample_weight is zero in every row; one must count"),
    ((X, Y), dict(sample_weight=np.full(6, 1e308)), "sample_weight sums to inf; divide it by its largest"),
    ((X, Y), dict(valid_data=(X, Y, Y, Y)), "valid_data has 4 parts; a pair (X, y) is wanted"),
    ((X, Y), dict(callbacks=nn.EarlyStopping), "a callback is the class EarlyStopping; an object is wanted: Early"),
    ((X, Y), dict(callbacks=[lambda net: None]), "the callback <lambda> cannot be called with (net, epoch, history)"),
    ((X, Y), dict(callbacks=nn.checkpoint), "a callback is the class checkpoint; an object is wanted: checkpoint(...)"),
    ((X, Y), dict(callbacks=lambda net: None), "the callback <lambda> cannot be called with (net, epoch, history)"),
    ((X, Y), dict(callbacks=Ended()), "the callback Ended.finish cannot be called with (net): too many positional"),
    ((X, Y), dict(learning_rate=lambda: 0.1), "the schedule <lambda> cannot be called with (t): too many positional"),
    ((X, Y), dict(learning_rate=lambda t, epoch: 0.1), "the schedule <lambda> cannot be called with (t): missing a required"),
    ((X, Y), dict(callbacks=3), "callbacks holds 3; functions (net, epoch, history) are wanted"),
    ((X, Y), dict(learning_rate=nn.SGD), "learning_rate is the class SGD; an object is wanted: SGD(...)"),
    ((X, Y), dict(sample_weight=put(np.ones(6), 2, np.nan)), "sample_weight holds nan in row 2 (counted"),
]

MAKE = [
    ((2, S, ["rleu", "sigmoid"], "bce"), {},
     "unknown activation 'rleu'; choose from relu, leaky_relu, linear, sigmoid, tanh, softmax"),
    ((2, S, R, "rmse"), {}, "unknown loss 'rmse'; choose from mse, bce, cce, mean_square_error"),
    ((2, S, R, "bce"), dict(optimizer="adamm"), "unknown optimizer 'adamm'; choose from sgd, momentum, nesterov"),
    ((2, S, R, "bce"), dict(optimizer=nn.Adam), "optimizer is the class Adam; an object is wanted: Adam(...)"),
    ((2, S, R, "bce"), dict(penalty=nn.L2), "penalty is the class L2; an object is wanted: L2(...)"),
    ((2, S, R, "bce"), dict(dropout=nn.Dropout), "dropout is the class Dropout; an object is wanted: Dropout(...)"),
    ((2, S, R, "bce"), dict(clip_norm="1"), "clip_norm is '1'; a number is wanted"),
    ((2, S, R, "bce"), dict(clip_norm=0), "clip_norm is 0; it must be > 0 and finite"),
    ((2, S, R, "bce"), dict(penalty="l2"), "penalty is 'l2'; an L1 or L2 is wanted, such as L2(0.001)"),
    ((2, S, R, "bce"), dict(penalty=0.1), "penalty is 0.1; an L1 or L2 is wanted, such as L2(0.001)"),
    ((2, S, R, "bce"), dict(dropout=1.0), "dropout is 1.0; it must be in [0, 1)"),
    ((2, S, R, "bce"), dict(dropout="half"), "dropout is 'half'; a number in [0, 1) is wanted"),
    ((2, S, R, "bce"), dict(metric=["auc"]), "unknown metric 'auc'; choose from bacc, binary_accuracy, acc, accuracy, r2"),
    ((2, S, R, "bce"), dict(metric=lambda y_true, y_pred: 0.0), "takes (y_true, y_pred), the truth first"),
    ((2, S, R, "bce"), dict(penalty=lambda: 1), "penalty is <function"),
    ((2, S, R, "bce"), dict(initializer="zeros"), "unknown initializer 'zeros'; choose from he_normal"),
    ((2, S, [max, nn.sigmoid], "bce"), {}, "unknown activation <built-in function max>"),
    ((2, S, None, "bce"), {}, "unknown activation None; choose from relu"),
    ((2, S, R, "bce"), dict(metric=5), "unknown metric 5; choose from bacc"),
    ((2, S, R, "bce"), dict(metric=[lambda yhat, y: 1.0, lambda yhat, y: 2.0]),
     "two scores are named '<lambda>'; set one metric's `name` to another"),
    ((2, (3, 3, 1), R, "bce"), {}, "hidden_size has 3 layers and activation has 2"),
    ((2, (3, 1), ["relu", "linear"], "bce"), {},
     "binary_cross_entropy does not fit an output layer with linear; it wants sigmoid"),
    ((2, (3, 1), ["relu", "relu"], nn.bce), {}, "with relu; it wants sigmoid"),
    ((2, (3, 1), ["relu", "tanh"], nn.bce), {}, "with tanh; it wants sigmoid"),
    ((2, (3, 3), R, nn.cce), {},
     "categorical_cross_entropy does not fit an output layer with sigmoid; it wants softmax"),
    ((2, (3, 1), ["relu", "softmax"], nn.cce), {}, "softmax of a single output is always 1"),
    ((2, (3, 0), R, "bce"), {}, "hidden_size is 0; it must be at least 1"),
    ((2, (3.5, 1), R, "bce"), {}, "hidden_size is 3.5; a whole number is wanted"),
    ((0, S, R, "bce"), {}, "input_size is 0; it must be at least 1"),
    ((2, S, R, "bce"), dict(random_state=-1), "random_state is -1; it must be at least 0"),
    ((2, S, R, "bce"), dict(random_state=2**32), "random_state is 4294967296; it must be below"),
    ((2, S, R, "bce"), dict(random_state="a"), "random_state is 'a'; a whole number is wanted"),
    ((2, S, R, "bce"), dict(dtype="float16"), "dtype is 'float16'; 'float64' or 'float32' is wanted"),
    ((2, S, R, "bce"), dict(dtype="quick"), "dtype is 'quick'; 'float64' or 'float32' is wanted"),
]


@pytest.mark.parametrize("data, keywords, message", FIT, ids=[message for _, _, message in FIT])
def test_fit_refuses(data, keywords, message):
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0)
    theta, state = net.parameters.theta.copy(), net.rng.get_state()[1].copy()
    with pytest.raises((ValueError, TypeError), match=re.escape(message)):
        net.fit(*data, **{"verbose": 0, **keywords})
    assert np.array_equal(net.parameters.theta, theta) and net.optimizer.t == 0
    assert net.history == {} and np.array_equal(net.rng.get_state()[1], state)


@pytest.mark.parametrize("given, keywords, message", MAKE, ids=[message for _, _, message in MAKE])
def test_constructor_refuses(given, keywords, message):
    with pytest.raises((ValueError, TypeError), match=re.escape(message)):
        nn.NeuralNet(*given, **keywords)


def test_cce_wants_rows_that_sum_to_one():
    net = nn.NeuralNet(2, (3,), ["softmax"], "cce", random_state=0)
    with pytest.raises(ValueError, match="row 1 of y sums to 0.5; categorical_cross_entropy wants rows"):
        net.fit(X[:2], [[1, 0, 0], [0.5, 0, 0]], verbose=0)


def test_predict_refuses_like_fit():
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0)
    for bad, message in [(np.ones((2, 5)), "X has 5 columns; the network expects 2"),
                         ([[1, np.nan]], "X holds nan in row 0, column 1"),
                         ([1, 2], r"a single row is passed as \[row\]")]:
        with pytest.raises(ValueError, match=message):
            net.predict(bad)


def test_recompile_with_a_mistake_changes_nothing():
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0).fit(X, Y, epochs=1, verbose=0)
    theta, optimizer = net.parameters.theta.copy(), net.optimizer
    for mistake in (dict(metric="auc", optimizer="adam"), dict(metric="bacc", optimizer="adamm")):
        with pytest.raises(ValueError, match="unknown"):
            net.recompile(**mistake)
    assert np.array_equal(net.parameters.theta, theta) and net.optimizer is optimizer
    assert net.metrics == []


@pytest.mark.parametrize("function", [nn.mse, nn.bce, nn.bacc, nn.r2, nn.mae, nn.precision, nn.recall, nn.f1])
def test_shapes_that_would_broadcast_are_aligned_or_refused(function):
    yhat, y = np.full((4, 1), 0.6), np.array([1.0, 0.0, 1.0, 1.0])
    assert function(yhat, y) == function(yhat, y.reshape(-1, 1)) == function(yhat[:, 0], y)
    with pytest.raises(ValueError, match=r"yhat has shape \(4, 1\) and y has shape \(3, 1\)"):
        function(yhat, y[:3])
    with pytest.raises(ValueError, match=r"yhat has shape \(3, 1\) and y has shape \(4, 1\)"):
        function(yhat[:3], y)
    with pytest.raises(ValueError, match=r"must have the same shape"):
        function(yhat, np.ones((1, 4)))


def test_a_probability_of_zero_costs_infinitely_and_warns_of_nothing():
    yhat, y = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    for loss in (nn.cce, nn.bce):
        assert loss(yhat, y) == np.inf and loss.gradient(yhat, y)[0, 0] == -np.inf
        assert loss(y, y) == 0


def test_acc_says_what_it_wants():
    with pytest.raises(ValueError, match="a column per class, and bacc counts single probabilities"):
        nn.acc(np.ones((3, 1)), [0, 1, 0])
    with pytest.raises(ValueError, match="acc wants 3 labels or one-hot rows"):
        nn.acc(np.eye(3), [0, 1])


def test_confusion_says_which_labels_it_wants():
    with pytest.raises(ValueError, match="y holds 3; labels 0 to 1 are wanted"):
        nn.confusion([0.2, 0.7], [0, 3])
    with pytest.raises(ValueError, match="y holds -1; labels 0 to 2 are wanted"):
        nn.confusion(np.eye(3), [0, 1, -1])
    with pytest.raises(ValueError, match="^y holds 0.25; labels 0 to 1 are wanted$"):       # one of many
        nn.f1(np.ones((40, 1)), 0.25 + np.arange(40))


INFINITE = float("inf")             # equal to np.inf, but another object


@pytest.mark.parametrize("kind, name, wanted", [
    (nn.SGD, "learning_rate", "> 0 and finite"), (nn.AdamW, "weight_decay", ">= 0"),
    (nn.Momentum, "momentum", "in [0, 1)"), (nn.RMSProp, "rho", "in [0, 1)"),
    (nn.Adam, "beta1", "in [0, 1)"), (nn.Adam, "beta2", "in [0, 1)"),
    (nn.Adam, "epsilon", "> 0 and finite"), (nn.RMSProp, "epsilon", "> 0 and finite"),
    (nn.AdaGrad, "epsilon", "> 0 and finite")])
def test_the_settings_of_an_optimizer_have_bounds(kind, name, wanted):
    fit, misfit = {"> 0 and finite": ([1e-300, 1e300], [0, -0.1, INFINITE]),
                   ">= 0": ([0, 1e300], [-0.1, INFINITE]),
                   "in [0, 1)": ([0, 0.99], [-0.1, 1, 2])}[wanted]
    for value in fit:
        optimizer = kind(**{name: value})
        optimizer.step(np.ones(2), np.ones(2), 0.1)
        assert getattr(optimizer, name) == value
    for value in [*misfit, np.nan]:
        with pytest.raises(ValueError, match=re.escape(f"{name} is {value!r}; it must be {wanted}")):
            kind(**{name: value})


def test_a_rate_of_zero_is_taken_and_an_infinite_one_refused():
    theta, sgd = np.ones(2), nn.SGD()
    sgd.step(theta, np.ones(2), 0)
    for rate in (-0.1, INFINITE, np.nan):
        with pytest.raises(ValueError, match=f"the rate is {rate!r} at t = 1; it must be >= 0 and finite"):
            sgd.step(theta, np.ones(2), rate)
    assert (theta == 1).all() and sgd.t == 1


@pytest.mark.parametrize("value", ["0.1", None, True, [0.1]])
@pytest.mark.parametrize("kind, name", [
    (nn.SGD, "learning_rate"), (nn.Momentum, "momentum"), (nn.RMSProp, "rho"), (nn.RMSProp, "epsilon"),
    (nn.AdaGrad, "epsilon"), (nn.Adam, "beta2"), (nn.Adam, "epsilon"), (nn.AdamW, "weight_decay")])
def test_the_settings_of_an_optimizer_are_numbers(kind, name, value):
    with pytest.raises(TypeError, match=re.escape(f"{name} is {value!r}; a number is wanted")):
        kind(**{name: value})


def test_an_optimizers_own_rate_is_no_schedule():
    with pytest.raises(TypeError, match=r"learning_rate is a function; .* \(a schedule is given to fit\)"):
        nn.Adam(lambda t: 0.1)
    with pytest.raises(TypeError, match="a number is wanted"):
        nn.Adam(nn.cosine(0.1, 100))


@pytest.mark.parametrize("kind", [np.int64, np.int32, np.uint8])
def test_counts_of_numpy_are_counts(kind):
    net = nn.NeuralNet(kind(2), (kind(3), kind(1)), R, nn.bce, random_state=kind(0))
    net.fit(X, Y, kind(4), kind(2), verbose=0, callbacks=nn.EarlyStopping(kind(1), monitor="train_loss"))
    assert type(net.parameters.sizes[0]) is int and len(net.history["train_loss"]) == 2


def test_an_epsilon_that_is_no_number_above_zero_is_refused_by_a_subclass_too():
    @dataclasses.dataclass
    class Own(nn.Optimizer):
        learning_rate: float = 0.1
        epsilon: float = 1e-8
        name: str = "own"
    assert Own(name="other").epsilon == 1e-8
    for epsilon in (-1.0, 0.0, np.nan, INFINITE):
        with pytest.raises(ValueError, match=f"epsilon is {epsilon}; it must be > 0 and finite"):
            Own(epsilon=epsilon)


@pytest.mark.parametrize("rows, batch_size", [(6, 0), (6, -3), (5, 2), (7, 2)])
def test_minibatches_refuse_what_would_train_on_nothing(rows, batch_size):
    with pytest.raises(ValueError, match=f"batch_size is {batch_size}, X has 6 rows and y {rows}"):
        list(nn.minibatches(X, np.resize(Y, rows), batch_size, np.random.RandomState(0)))
    assert len(list(nn.minibatches(X, Y, 1, np.random.RandomState(0)))) == 6


def test_forward_wants_as_many_activations_and_columns_as_the_network_has():
    parameters = nn.Parameters((2, 3, 1))
    for activations in ([nn.relu], [nn.relu] * 3):
        with pytest.raises(ValueError, match=f"{len(activations)} activations came; the network has 2 layers"):
            nn.forward(parameters, activations, X)
    for columns in (1, 3):
        with pytest.raises(ValueError, match=rf"X has shape \(6, {columns}\); the network expects \(n, 2\)"):
            nn.forward(parameters, R, np.ones((6, columns)))


def test_room_for_the_answer_is_given_by_name():
    parameters = nn.Parameters((2, 3, 1))
    trace = nn.forward(parameters, R, X)
    for call in (lambda: nn.forward(parameters, R, X, None, trace),
                 lambda: nn.backward(parameters, R, nn.bce, trace, Y, None, parameters)):
        with pytest.raises(TypeError, match="positional argument"):
            call()


def test_backward_refuses_labels_where_rows_are_wanted():
    net = nn.NeuralNet(2, (3,), ["softmax"], "cce", random_state=0)
    trace = nn.forward(net.parameters, net.activations, X[:3])
    with pytest.raises(ValueError, match=r"yhat has shape \(3, 3\) and y has shape \(3, 1\)"):
        nn.backward(net.parameters, net.activations, net.loss, trace, np.array([0, 1, 2]))


def test_theta_cannot_be_replaced_by_mistake():
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0)
    with pytest.raises(AttributeError):
        net.parameters.theta = np.zeros(13)
    with pytest.raises(TypeError):
        net.parameters.W[0] = np.zeros((2, 3))


@nn.Activation
def bare(z):
    return z


@nn.Loss.named("bare loss")
def bare_loss(yhat, y):
    return (yhat - y).sum(axis=1)


@pytest.mark.parametrize("use, message", [
    (lambda: bare.derivative(1.0), "bare has no derivative; attach one: @bare.def_derivative"),
    (lambda: bare.pullback(X, X, X), "bare has no derivative; attach one: @bare.def_derivative"),
    (lambda: nn.softmax.derivative(X), "softmax has no slope of its own at each entry; use its pullback"),
    (lambda: bare_loss.gradient(X, X), "bare loss has no gradient; attach one: @bare_loss.def_gradient"),
    (lambda: nn.mse.from_logits(X, X), "mean_square_error has no matched activation; call it on yhat"),
    (lambda: nn.Activation(functools.partial(np.add, 1)), "Activation wants a function that has a name, not"),
    (lambda: nn.NeuralNet(2, (3, 1), [bare, "linear"], "mse").step(X[:, :2], X[:, :1]),
     "bare has no derivative; attach one: @bare.def_derivative")])
def test_a_part_that_is_missing_says_what_to_attach(use, message):
    with pytest.raises(TypeError, match="^" + re.escape(message)):
        use()


def own_activation(slope=None, pull=None, function=lambda z: z):
    def own(z):
        return function(z)
    own = nn.Activation(own)
    if slope:
        own.def_derivative(slope)
    if pull:
        own.def_pullback(pull)
    return lambda: nn.NeuralNet(2, (3, 1), [own, "linear"], "mse", random_state=0)


def own_loss(gradient, function=lambda yhat, y: ((yhat - y)**2).sum(axis=1)):
    def own(yhat, y):
        return function(yhat, y)
    own = nn.Loss(own)
    own.def_gradient(gradient)
    return lambda: nn.NeuralNet(2, (3, 2), ["relu", "linear"], own, random_state=0)


class Flat(nn.L2):
    def slope(self, w):
        return w[:3]


@pytest.mark.parametrize("make, message", [
    (own_activation(lambda z, a: 1.0), "the derivative of own gave (); an array of shape (6, 3) is wanted"),
    (own_activation(lambda z, a: np.ones((len(z), 1))), "the derivative of own gave (6, 1); an array of shape (6, 3)"),
    (own_activation(lambda z, a: np.ones(3)), "the derivative of own gave (3,); an array of shape (6, 3) is wanted"),
    (own_activation(lambda z, a: None), "the derivative of own gave None; an array of shape (6, 3) is wanted"),
    (own_activation(pull=lambda z, a, upstream: upstream[:, 0]), "the pullback of own gave (6,); an array of shape (6, 3)"),
    (own_activation(lambda z, a: z, function=lambda z: z.sum(axis=1)), "the activation own gave (6,); an array of shape (6, 3)"),
    (own_activation(lambda z, a: z, function=lambda z: None), "the activation own gave None; an array of shape (6, 3)"),
    (own_loss(lambda yhat, y: (yhat - y)[:, 0]), "the gradient of own gave (6,); an array of shape (6, 2) is wanted"),
    (own_loss(lambda yhat, y: (yhat - y).mean()), "the gradient of own gave (); an array of shape (6, 2) is wanted"),
    (own_loss(lambda yhat, y: (yhat - y)[:, :1]), "the gradient of own gave (6, 1); an array of shape (6, 2)"),
    (lambda: nn.NeuralNet(2, S, R, nn.bce, penalty=Flat(0.1)),
     "the slope of Flat(strength=0.1) gave (3,); an array of shape (13,) is wanted")])
def test_what_a_readers_function_gives_back_has_the_shape_of_what_goes_in(make, message):
    net = make()
    before, k = net.parameters.theta.copy(), net.parameters.sizes[-1]
    with pytest.raises(ValueError, match=re.escape(message)):
        net.fit(X, np.repeat(Y[:, None], k, axis=1), verbose=0)
    assert np.array_equal(net.parameters.theta, before) and net.history == {} and net.optimizer.t == 0


def test_a_list_in_the_right_shape_will_do():
    net = own_activation(lambda z, a: np.ones_like(z).tolist(), function=lambda z: z.tolist())()
    same = nn.NeuralNet(2, (3, 1), ["linear", "linear"], "mse", random_state=0)
    for each in (net, same):
        each.fit(X, Y, epochs=2, verbose=0)
    assert net.history == same.history


@pytest.mark.parametrize("swapped", [lambda y_true, y_pred: y_pred - y_true, lambda y, yhat: y, lambda target, out: out])
def test_a_loss_that_takes_the_truth_first_is_refused(swapped):
    with pytest.raises(TypeError, match=r"takes \(.*\), the truth first; a loss takes \(yhat, y\): exchange its parameters"):
        nn.Loss(swapped)


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
@pytest.mark.parametrize("answer", ["0.1", None, np.array([0.1]), 1j, np.nan, -1.0])
def test_a_schedule_gives_a_number(engine, answer):
    if engine == "compiled":
        pytest.importorskip("numba")
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0, engine=engine)
    with pytest.raises(ValueError, match=re.escape(f"the rate is {answer!r} at t = 0; it must be >= 0 and finite")):
        net.fit(X, Y, learning_rate=lambda t: answer, verbose=0)
    for number in (np.array(0.1), np.float32(0.5), 1):
        net.fit(X, Y, epochs=1, learning_rate=lambda t: number, verbose=0)


@pytest.mark.parametrize("initializer", [lambda p, rng: rng.randn(13), lambda p, rng: p.theta.fill(np.nan)])
def test_an_initializer_fills_the_parameters(initializer):
    with pytest.raises(ValueError, match="the initializer <lambda> must fill the parameters in place, with finite numbers"):
        nn.NeuralNet(2, S, R, nn.bce, initializer=initializer)


@pytest.mark.parametrize("spoil, message", [
    (lambda net, history: history.update(train_loss=(1.0,)), "history['train_loss'] is a tuple; a list is wanted"),
    (lambda net, history: setattr(net, "history", None), "history is a NoneType; a dict is wanted")])
def test_a_history_that_a_callback_has_spoilt_is_named(spoil, message):
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0)
    with pytest.raises(TypeError, match=re.escape(message)):
        net.fit(X, Y, verbose=0, callbacks=lambda net, epoch, history: spoil(net, history))


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match=re.escape("weight holds -1.0; every weight must be >= 0")):
        nn.mse(np.ones((2, 1)), np.ones((2, 1)), [1.0, -1.0])


@pytest.mark.parametrize("answer, came", [
    (np.ones((6, 1)), r"an array of shape \(6, 1\)"), ([0.1, 0.2], r"\[0.1, 0.2\]"), (None, "None"),
    ("high", "'high'"), ("0.5", "'0.5'"), ([[1], [1, 2]], r"\[\[1\], \[1, 2\]\]"), (10**400, "10{59}"), (1j, "1j")])
def test_a_metric_that_gives_no_single_number_is_named(answer, came):
    def strange(yhat, y):
        return answer
    net = nn.NeuralNet(2, S, R, nn.bce, strange, random_state=0)
    with pytest.raises(TypeError, match=f"the metric strange returned {came}; a single number is wanted"):
        net.fit(X, Y, verbose=0)


@pytest.mark.parametrize("answer", [1, 0.25, "stop", np.True_, [0], np.zeros(2), {"loss": 1}])
def test_a_callback_ends_the_training_by_true_alone(answer):
    def odd(net, epoch, history):
        return answer
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0)
    with pytest.raises(TypeError, match="the callback odd returned .*; True ends the training and None goes on"):
        net.fit(X, Y, epochs=5, verbose=0, callbacks=odd)
    assert len(net.history["train_loss"]) == 1


@pytest.mark.parametrize("answer", [None, False, 0, 0.0, np.False_, ""])
def test_what_counts_as_false_goes_on(answer):
    net = nn.NeuralNet(2, S, R, nn.bce, random_state=0)
    net.fit(X, Y, epochs=3, verbose=0, callbacks=lambda *_: answer)
    assert len(net.history["train_loss"]) == 3
