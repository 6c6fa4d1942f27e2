"""The contracts of NeuralNet: what is kept from the original, and what it never does."""
import contextlib
import copy
import re
import signal

import numpy as np
import pandas as pd
import pytest

import homecooked_nn as nn

RNG = np.random.RandomState(0)
X, Y = RNG.randn(70, 2), (RNG.rand(70) > 0.5).astype(float)


def classifier(**keywords):
    given = dict(metric=[nn.bacc], optimizer="adam", random_state=0)
    return nn.NeuralNet(2, (4, 1), [nn.relu, nn.sigmoid], nn.bce, **{**given, **keywords})


def test_first_weights_are_the_original_ones():
    net = nn.NeuralNet(1, (4, 4, 1), [nn.relu, nn.relu, nn.linear], nn.mse, random_state=0)
    rng = np.random.RandomState(0)
    for W, b in zip(net.parameters.W, net.parameters.b):
        assert np.array_equal(W, rng.randn(*W.shape) * np.sqrt(2 / W.shape[0]))
        assert not b.any()
    known = [2.494746752403546, 0.5659077511542838, 1.3841445311320393, 3.1691015541403353]
    assert np.allclose(net.parameters.W[0], known, rtol=1e-15)


def test_shuffles_are_the_original_ones():
    rng, twin = np.random.RandomState(3), np.random.RandomState(3)
    rows = list(range(50))
    twin.shuffle(rows)
    batches = list(nn.minibatches(np.arange(50), np.arange(50), 8, rng))
    assert np.array_equal(np.concatenate([X for X, _ in batches]), rows)
    assert [len(X) for X, _ in batches] == [8] * 6 + [2]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_same_seed_same_bits(dtype):
    nets = [classifier(dtype=dtype).fit(X, Y, epochs=5, verbose=0) for _ in range(2)]
    assert np.array_equal(nets[0].parameters.theta, nets[1].parameters.theta)
    assert nets[0].history == nets[1].history
    first = nets[0].parameters.theta.copy(), nets[0].history
    nets[0].reset_weights().fit(X, Y, epochs=5, verbose=0)
    assert np.array_equal(nets[0].parameters.theta, first[0]) and nets[0].history == first[1]


@pytest.mark.parametrize("loss, output, k", [("mse", "linear", 2), ("bce", "sigmoid", 2),
                                             ("cce", "softmax", 2), ("mse", "leaky_relu", 1)])
@pytest.mark.parametrize("hidden", ["linear", "relu", "leaky_relu", "sigmoid", "tanh", "softmax"])
def test_float32_stays_float32(loss, output, k, hidden):
    net = nn.NeuralNet(2, (4, k), [hidden, output], loss, random_state=0, dtype="float32")
    trace = nn.forward(net.parameters, net.activations, X.astype("float32"))
    y = np.full((70, k), 1 / k, "float32")
    gradient = nn.backward(net.parameters, net.activations, net.loss, trace, y)
    assert {a.dtype for a in (*trace.a, *trace.z, *trace.delta, gradient.theta)} == {np.dtype("float32")}
    net.fit(X, y, epochs=1, verbose=0, sample_weight=np.ones(70))
    assert net.predict(X).dtype == net.parameters.theta.dtype == np.dtype("float32")


def test_a_weight_of_two_is_a_row_twice():
    weight = np.array([2.0] * 10 + [1.0] * 60)
    weighted = classifier().fit(X, Y, 100, epochs=3, verbose=0, sample_weight=weight)
    twice = classifier().fit(np.r_[X[:10], X], np.r_[Y[:10], Y], 100, epochs=3, verbose=0)
    assert np.allclose(weighted.parameters.theta, twice.parameters.theta, rtol=1e-12, atol=1e-14)
    assert np.allclose(weighted.history["train_loss"], twice.history["train_loss"], rtol=1e-12)


def test_a_batch_without_weight_teaches_nothing():
    net = nn.NeuralNet(2, (1,), ["linear"], "mse", random_state=0)
    start, weight = net.parameters.theta.copy(), np.eye(70)[0]
    net.fit(X, Y, batch_size=1, epochs=1, verbose=0, sample_weight=weight)
    expected = start - 0.01 * 2 * (X[0] @ start[:2] - Y[0]) * np.r_[X[0], 1]
    assert np.allclose(net.parameters.theta, expected)


@pytest.mark.parametrize("kind", [tuple, pd.DataFrame, np.float32])
def test_fit_takes_what_people_have(kind):
    values = X.astype("float32").astype(float)
    given = tuple(map(tuple, values)) if kind is tuple else kind(values)
    target = {tuple: tuple, pd.DataFrame: pd.Series}.get(kind, np.asarray)(Y)
    net, plain = (classifier().fit(x, y, epochs=2, verbose=0) for x, y in [(given, target), (values, Y)])
    assert np.array_equal(net.parameters.theta, plain.parameters.theta)
    assert net.predict(given).shape == (70, 1)


def test_one_column_may_be_flat():
    net = nn.NeuralNet(1, (3, 1), ["relu", "linear"], "mse", random_state=0)
    net.fit(X[:, 0], Y, epochs=1, verbose=0, valid_data=(X[:5, 0], Y[:5]))
    assert np.array_equal(net.predict(X[:, 0]), net.predict(X[:, :1]))


def test_history_has_the_original_keys_and_the_callers_lists():
    mine = {"train_loss": [1.0]}
    net = classifier()
    assert net.fit(X, Y, epochs=2, verbose=0, valid_data=(X[:9], Y[:9]), history=mine) is net
    names = ["train_loss", "valid_loss", "train_binary_accuracy", "valid_binary_accuracy"]
    assert sorted(mine) == sorted(names) and list(net.history) == names
    assert mine["train_loss"] == [1.0] + net.history["train_loss"] and len(mine["valid_loss"]) == 2
    probabilities = net.predict(X[:9])
    assert net.history["valid_loss"][-1] == pytest.approx(nn.bce(probabilities, Y[:9]), rel=1e-12)
    assert net.history["valid_binary_accuracy"][-1] == nn.bacc(probabilities, Y[:9])
    net.fit(X, Y, epochs=1, verbose=0, history=net.history)
    assert len(net.history["train_loss"]) == 3


def test_histories_that_share_lists_hold_each_epoch_once():
    net = classifier().fit(X, Y, epochs=2, verbose=0)
    shared = dict(net.history)
    net.fit(X, Y, epochs=3, verbose=0, history=shared)
    assert len(net.history["train_loss"]) == len(shared["train_loss"]) == 5


def test_only_the_loss_must_stay_finite():
    def hinge_loss(yhat, y):
        return np.nan
    net = classifier(metric=hinge_loss).fit(X, Y, epochs=2, verbose=0)
    assert np.isnan(net.history["train_hinge_loss"]).all() and len(net.history["train_loss"]) == 2


def test_summary_counts_units_and_parameters(capsys):
    net = nn.NeuralNet(2, (16, 16, 1), [nn.relu, nn.relu, nn.sigmoid], nn.bce, optimizer="adam")
    text = net.summary()
    assert capsys.readouterr().out == text
    lines = text.split("\n")
    assert lines[0] == "loss='binary_cross_entropy', optimizer='adam'"
    assert lines[1] == lines[6] == "-" * 50
    assert lines[2] == "     input:     2 unit(s)"
    assert lines[3] == "  hidden_0:    16 unit(s), activation='relu'"
    assert lines[5] == "    output:     1 unit(s), activation='sigmoid'"
    assert lines[7] == " " * 17 + "total_unit: 35  total_param: 337 " and lines[8:] == [""]
    small = nn.NeuralNet(1, (4, 4, 1), ["relu", "relu", "linear"], "mse").summary()
    assert "total_unit: 10  total_param: 33 " in small


def test_recompile():
    net = classifier()
    start = net.parameters.theta.copy()
    net.fit(X, Y, epochs=2, verbose=0)
    trained = net.parameters.theta.copy()
    net.recompile(metric=[])
    assert np.array_equal(net.parameters.theta, trained) and net.metrics == []
    net.recompile(optimizer="sgd")
    assert np.array_equal(net.parameters.theta, start) and isinstance(net.optimizer, nn.SGD)
    assert net.metrics == [] and net.history == {}


def test_zero_is_a_seed_and_none_is_a_new_one():
    assert np.array_equal(classifier(random_state=0).parameters.theta,
                          classifier(random_state=0).parameters.theta)
    fresh = classifier(random_state=None), classifier(random_state=None)
    assert not np.array_equal(fresh[0].parameters.theta, fresh[1].parameters.theta)
    start = fresh[0].parameters.theta.copy()
    fresh[0].fit(X, Y, epochs=1, verbose=0).reset_weights()
    assert np.array_equal(fresh[0].parameters.theta, start)


def test_the_optimizer_is_copied_and_its_rate_can_be_overruled():
    adam = nn.Adam(learning_rate=0.02)
    net = classifier(optimizer=adam).fit(X, Y, epochs=1, verbose=0)
    assert adam.t == 0 and net.optimizer.t == 3 and net.optimizer.learning_rate == 0.02
    same = classifier().fit(X, Y, epochs=1, verbose=0, learning_rate=0.02)
    assert np.array_equal(net.parameters.theta, same.parameters.theta)
    assert same.optimizer.learning_rate == 0.001


def test_step_is_what_fit_does_for_each_batch():
    fitted, stepped = classifier(), classifier()
    rng = copy.deepcopy(stepped.rng)
    fitted.fit(X, Y, epochs=1, verbose=0)
    for batch in nn.minibatches(X, Y, 32, rng):
        assert stepped.step(*batch) is stepped
    assert np.array_equal(fitted.parameters.theta, stepped.parameters.theta)


def test_a_batch_larger_than_the_data_is_all_of_it():
    net, same = (classifier().fit(X, Y, batch_size=b, epochs=2, verbose=0) for b in (70, 999))
    assert np.array_equal(net.parameters.theta, same.parameters.theta) and net.optimizer.t == 2


@pytest.mark.parametrize("rate, whole", [(1e6, 7), (1e150, 0)])
def test_divergence_keeps_the_last_finite_epoch(rate, whole):
    net, twin = (nn.NeuralNet(2, (8, 8, 1), ["relu", "relu", "linear"], "mse", random_state=0).fit(
        X, Y, epochs=2, verbose=0) for _ in range(2))
    cause = re.escape(f"The likely cause is a learning rate that is too large ({rate:g} here)")
    with pytest.raises(FloatingPointError, match=f"in epoch {whole + 1}; .*{cause}"):
        net.fit(X, Y, epochs=50, learning_rate=rate, verbose=0)
    with pytest.warns(RuntimeWarning) if whole else contextlib.nullcontext():       # of dead layers
        twin.fit(X, Y, epochs=whole, learning_rate=rate, verbose=0)
    assert np.array_equal(net.parameters.theta, twin.parameters.theta) and np.isfinite(net.parameters.theta).all()
    assert net.history == twin.history and net.optimizer.t == twin.optimizer.t == 6 + 3 * whole
    assert np.array_equal(net.rng.rand(5), twin.rng.rand(5))


@pytest.mark.filterwarnings("ignore:y is far")
def test_a_divergence_names_a_column_far_from_size_one_first():
    net = nn.NeuralNet(2, (8, 1), ["relu", "linear"], "mse", random_state=0)
    with pytest.raises(FloatingPointError, match=r"The likely cause is this: y is far from size 1 in column 0 \(mean"):
        net.fit(X, 1e9 * Y, epochs=50, learning_rate=10, verbose=0)


class PressAt:
    "A metric that presses Ctrl-C at its n-th call."
    name = "pressed"

    def __init__(self, n, how):
        self.n, self.how = n, how

    def __call__(self, yhat, y):
        self.n -= 1
        if self.n == 0:
            self.how()
        return 0.0


def press():
    signal.raise_signal(signal.SIGINT)


def interrupt():
    raise KeyboardInterrupt


@pytest.mark.parametrize("how, whole", [(press, 3), (interrupt, 2)])
def test_ctrl_c_warns_and_keeps_whole_epochs(how, whole):
    "Pressed in the measure of the third epoch; what another's handler raises there undoes that epoch."
    net = classifier(metric=[PressAt(3, how)])
    with pytest.warns(RuntimeWarning, match=f"Ctrl-C in epoch {whole + 1} of 9; .* holds {whole} whole epochs"):
        assert net.fit(X, Y, epochs=9, verbose=0) is net
    assert {len(values) for values in net.history.values()} == {whole} and net.optimizer.t == 3 * whole
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    net.fit(X, Y, epochs=1, verbose=0)
    assert np.array_equal(net.parameters.theta, classifier().fit(X, Y, epochs=whole + 1, verbose=0).parameters.theta)


def test_ctrl_c_twice_ends_at_once_and_undoes_the_epoch():
    net = classifier(metric=[PressAt(3, lambda: (press(), press()))])
    with pytest.raises(KeyboardInterrupt):
        net.fit(X, Y, epochs=9, verbose=0)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert np.array_equal(net.parameters.theta, classifier().fit(X, Y, epochs=2, verbose=0).parameters.theta)
    assert net.optimizer.t == 6 and len(net.history["train_loss"]) == 2


class PressInStep(nn.Adam):
    "Adam under whose hand Ctrl-C is pressed in the middle of the fifth step."

    def direction(self, theta, gradient, *memory):
        if self.t == 5:
            press()
        return super().direction(theta, gradient, *memory)


def test_ctrl_c_in_a_step_lets_the_step_end():
    net, twin = classifier(optimizer=PressInStep()), classifier()
    rng = copy.deepcopy(twin.rng)
    with pytest.warns(RuntimeWarning, match="Ctrl-C in epoch 2 of 9"):
        net.fit(X, Y, epochs=9, verbose=0)
    batches = [b for _ in range(2) for b in nn.minibatches(X, Y, 32, rng)]
    for batch in batches[:5]:
        twin.step(*batch)
    assert net.optimizer.t == 5 and len(net.history["train_loss"]) == 1
    assert np.array_equal(net.parameters.theta, twin.parameters.theta)
    assert np.array_equal(net.optimizer.m, twin.optimizer.m)


def test_ctrl_c_ends_a_training_within_a_training_too():
    inner = classifier(random_state=1)

    def train(net, epoch, history):
        if epoch == 2:
            inner.fit(X, Y, epochs=50, verbose=0, callbacks=lambda net, epoch, history:
                      signal.raise_signal(signal.SIGINT) if epoch == 3 else None)
    net = classifier()
    with pytest.warns(RuntimeWarning, match="stopped by Ctrl-C in epoch") as caught:
        net.fit(X, Y, epochs=9, verbose=0, callbacks=train)
    assert [len(each.history["train_loss"]) for each in (inner, net)] == [3, 2] and len(caught) == 2
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_of_a_metric_loses_nothing():
    def bad(yhat, y):
        raise RuntimeError("no such thing")
    net = classifier().fit(X, Y, epochs=1, verbose=0)
    theta = net.parameters.theta.copy()
    net.recompile(metric=bad)
    with pytest.raises(RuntimeError, match="no such thing"):
        net.fit(X, Y, epochs=3, verbose=0)
    assert np.array_equal(net.parameters.theta, theta) and net.optimizer.t == 3


def test_a_dead_layer_draws_one_warning():
    from sklearn.datasets import make_regression
    x, y = make_regression(n_samples=300, n_features=1, noise=0.1, random_state=0)
    net = nn.NeuralNet(1, (4, 4, 1), [nn.relu, nn.relu, nn.linear], nn.mse, random_state=3)
    with pytest.warns(RuntimeWarning) as caught:
        net.fit(x, y / y.std(), epochs=5, verbose=0)
    assert len(caught) == 1 and "layer 1 (counted from 0) puts out 0" in str(caught[0].message)
    assert caught[0].filename == __file__


def test_a_living_network_draws_no_warning(recwarn):
    classifier().fit(X, Y, epochs=3, verbose=0)
    assert not recwarn.list


def test_epochs_zero_changes_nothing():
    net = classifier()
    start = net.parameters.theta.copy()
    assert net.fit(X, Y, epochs=0, verbose=0).history == {}
    assert np.array_equal(net.parameters.theta, start)


def changed_by(change, engine, optimizer="sgd"):
    "The losses of six epochs, with `change(net)` called behind the third."
    net = nn.NeuralNet(3, (6, 1), ["relu", "sigmoid"], "bce", optimizer=optimizer, random_state=0, engine=engine)
    rng = np.random.RandomState(0)
    rows, labels = rng.randn(60, 3), (rng.rand(60) > 0.5) * 1.0

    def callback(net, epoch, history):
        if epoch == 3:
            change(net)
    return net.fit(rows, labels, epochs=6, verbose=0, callbacks=callback)


CHANGES = {
    "adam": lambda net: setattr(net, "optimizer", nn.Adam(0.01)),
    "tanh": lambda net: net.activations.__setitem__(0, nn.tanh),
    "mse": lambda net: setattr(net, "loss", nn.mse),
    "penalty": lambda net: net.penalties.append(nn.L2(0.1)),
    "reset": lambda net: net.reset_weights(5)}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_callback_changes_is_seen_in_the_next_epoch(what):
    untouched = changed_by(lambda net: None, "numpy")
    changed = changed_by(CHANGES[what], "numpy")
    assert not np.allclose(changed.parameters.theta, untouched.parameters.theta)
    if what == "reset":
        assert len(changed.history["train_loss"]) == 3
    else:
        assert changed.history["train_loss"][:3] == untouched.history["train_loss"][:3]


@pytest.mark.parametrize("what", CHANGES)
def test_both_engines_see_what_a_callback_changes(what):
    pytest.importorskip("numba")
    numpy, compiled = (changed_by(CHANGES[what], engine) for engine in ("numpy", "compiled"))
    assert np.allclose(numpy.parameters.theta, compiled.parameters.theta, rtol=1e-10, atol=1e-12)
    for name, losses in numpy.history.items():
        assert np.allclose(losses, compiled.history[name], rtol=1e-10)


@nn.Activation
def cube(z):
    return z**3


def test_what_a_callback_brings_in_and_machine_code_lacks_is_handed_over_once():
    pytest.importorskip("numba")
    cube.def_derivative(lambda z, a: 3 * z**2)
    own = lambda net: net.activations.__setitem__(0, cube)
    with pytest.warns(RuntimeWarning, match="compiled form of the activation cube") as caught:
        handed = changed_by(own, "compiled")
    assert len(caught) == 1
    assert np.allclose(handed.parameters.theta, changed_by(own, "numpy").parameters.theta, rtol=1e-10)


def test_early_stopping_forgets_what_was_before_a_reset():
    stopping, seen = nn.EarlyStopping(patience=9, monitor="train_loss"), []

    def reset(net, epoch, history):
        seen.append(history["train_loss"][-1])
        if epoch == 6:
            net.reset_weights(0)
    net = classifier(metric=None, random_state=7).fit(X, Y, epochs=8, verbose=0, callbacks=[reset, stopping])
    assert len(net.history["train_loss"]) == 2 and min(seen[:6]) < min(net.history["train_loss"])
    assert stopping.best == min(net.history["train_loss"]) and stopping.best_epoch >= 7
    assert nn.bce(net.predict(X), Y) == pytest.approx(stopping.best, rel=1e-12)


def test_early_stopping_puts_back_the_optimizer_of_the_best_epoch():
    stopping, rng = nn.EarlyStopping(patience=1, monitor="train_loss"), np.random.RandomState(0)

    def spoil(net, epoch, history):
        if epoch == 3:
            net.optimizer = nn.SGD(0.7)
    net = nn.NeuralNet(2, (4, 1), ["relu", "linear"], "mse", optimizer="adam", random_state=0)
    net.fit(rng.randn(40, 2), rng.randn(40), epochs=8, verbose=0, callbacks=[stopping, spoil])
    assert stopping.best_epoch == 3 and net.history["train_loss"][3] > stopping.best
    assert isinstance(net.optimizer, nn.Adam) and net.optimizer.t == 6 and net.optimizer.v.any()


def test_a_dataframes_columns_are_those_of_the_training():
    table = pd.DataFrame(X, columns=["age", "income"])
    net = classifier().fit(table, Y, epochs=1, verbose=0)
    with pytest.raises(ValueError, match=r"column 0 of X is 'income', and was 'age' in the training; pass X\[net.col"):
        net.predict(table[["income", "age"]])
    with pytest.raises(ValueError, match="X lacks the column 'age'; the network has learned from 2 columns"):
        net.fit(table.rename(columns={"age": "years"}), Y, verbose=0)
    with pytest.raises(ValueError, match="valid X lacks the column 'age'"):
        classifier().fit(table, Y, verbose=0, valid_data=(table[["income"]], Y))
    assert np.array_equal(net.predict(table), net.predict(X)) and net.reset_weights().columns is None


def test_names_that_come_twice():
    table = pd.DataFrame(np.c_[X, X[:, :1]], columns=["age", "age", "income"])
    net = nn.NeuralNet(3, (1,), ["sigmoid"], "bce", random_state=0).fit(table, Y, epochs=1, verbose=0)
    assert net.predict(table).shape == (70, 1)
    for other, message in [(table.iloc[:, [2, 0, 1]], "column 0 of X is 'income', and was 'age' in the training$"),
                           (pd.concat([table, table[["income"]]], axis=1), "X has 4 columns; the network expects 3")]:
        with pytest.raises(ValueError, match=message):
            net.predict(other)


def test_a_constant_column_is_named_and_has_no_spread_to_divide_by():
    table = pd.DataFrame({"age": X[:, 0], "year": 12.3})
    cure = r"column 'year' \(mean 12.3, spread 0\)\. Subtract .* in all data alike; leave out a column of spread 0$"
    with pytest.warns(RuntimeWarning, match=cure):
        classifier().fit(table, Y, epochs=1, verbose=0, learning_rate=1e-9)


def test_columns_far_from_size_one_are_named_once():
    table = pd.DataFrame(X * [1, 1e5], columns=["age", "income"])
    with pytest.warns(RuntimeWarning, match=r"X is far from size 1 in column 'income' \(mean .*, spread") as caught:
        classifier().fit(table, Y, epochs=2, verbose=0)
    assert len([w for w in caught if "far from size" in str(w.message)]) == 1 and caught[0].filename == __file__


def test_early_stopping_goes_back_when_the_epochs_run_out():
    stopping = nn.EarlyStopping(99, monitor="train_binary_accuracy")
    net = classifier().fit(X, Y, epochs=12, verbose=0, callbacks=stopping)
    scores = net.history["train_binary_accuracy"]
    assert stopping.best == max(scores) and nn.bacc(net.predict(X), Y) == max(scores)


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_a_row_of_weight_zero_is_not_there(engine):
    if engine == "compiled":
        pytest.importorskip("numba")
    many, targets = np.vstack([X, 1e9 * X]), np.r_[Y, 1 - Y]
    weight = np.repeat([1.0, 0.0], 70)
    fit = lambda X, Y, **more: classifier(engine=engine).fit(X, Y, epochs=3, batch_size=16, verbose=0, **more)
    junk = fit(many, targets, sample_weight=weight, valid_data=(many, targets, weight))     # and without a warning
    clean = fit(X, Y, sample_weight=np.ones(70), valid_data=(X, Y))
    assert np.array_equal(junk.parameters.theta, clean.parameters.theta) and junk.optimizer.t == 3 * 5
    assert all(np.allclose(junk.history[name], values) for name, values in clean.history.items())


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_validation_rows_may_have_weights(engine):
    if engine == "compiled":
        pytest.importorskip("numba")
    weight = np.random.RandomState(0).rand(70)
    net = classifier(engine=engine).fit(X, Y, epochs=2, verbose=0, valid_data=(X, Y, weight))
    assert np.isclose(net.history["valid_loss"][-1], net.loss(net.predict(X), Y, weight))
    with pytest.raises(ValueError, match=r"valid sample_weight has shape \(3,\); valid X has 70 rows"):
        net.fit(X, Y, verbose=0, valid_data=(X, Y, [1, 2, 3]))


def test_an_initializer_that_fails_changes_nothing():
    def failing(parameters, rng):
        parameters.theta[...] = rng.rand()
        raise RuntimeError("no weights today")
    net = classifier().fit(X, Y, epochs=2, verbose=0)
    before, draws = net.parameters.theta.copy(), net.rng.get_state()[1].copy()
    net.initializer = failing
    with pytest.raises(RuntimeError):
        net.reset_weights(7)
    assert np.array_equal(net.parameters.theta, before) and np.array_equal(net.rng.get_state()[1], draws)
    assert net.random_state == classifier().random_state and len(net.history["train_loss"]) == 2


def test_a_step_takes_the_rate_that_is_given():
    slow, fast = classifier(), classifier()
    before = slow.parameters.theta.copy()
    slow.step(X, Y, 0.001), fast.step(X, Y, lambda t: 0.1)
    assert np.allclose(fast.parameters.theta - before, 100 * (slow.parameters.theta - before), rtol=1e-9)
    with pytest.raises(ValueError, match="learning_rate is 0; it must be > 0"):
        slow.step(X, Y, 0)
