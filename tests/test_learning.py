"""Optimizers, schedules, regularisation, callbacks and labels, as NeuralNet takes them."""
import copy
import pickle

import numpy as np
import pytest

import homecooked_nn as nn
from homecooked_nn.gradient_check import relative_difference

RNG = np.random.RandomState(0)
X, Y = RNG.randn(70, 2), (RNG.rand(70) > 0.5).astype(float)
LABELS = RNG.randint(0, 3, 70)
OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]


def classifier(**keywords):
    given = dict(optimizer="adam", random_state=0)
    return nn.NeuralNet(2, (8, 8, 1), ["relu", "tanh", "sigmoid"], "bce", **{**given, **keywords})


def quiet(net, epochs=4, **keywords):
    return net.fit(X, Y, epochs=epochs, verbose=0, **keywords)


SETTINGS = [dict(penalty=nn.L2(1e-2)), dict(penalty=[nn.L1(1e-2), nn.L2(1e-3)]), dict(dropout=0.4),
            dict(clip_norm=0.01), dict(dropout=nn.Dropout(0.2), penalty=nn.L1(1e-3), clip_norm=0.1)]
NAMES = ["L2", "L1 and L2", "dropout", "clip", "all"]


@pytest.mark.parametrize("setting", SETTINGS, ids=NAMES)
def test_settings_repeat_under_a_seed_and_go_on_in_a_second_fit(setting):
    once, again = (quiet(classifier(**setting), 6) for _ in range(2))
    twice = quiet(quiet(classifier(**setting), 2), 4)
    plain = quiet(classifier(), 6)
    assert np.array_equal(once.parameters.theta, again.parameters.theta)
    assert np.array_equal(once.parameters.theta, twice.parameters.theta)
    assert once.history == twice.history
    assert not np.array_equal(once.parameters.theta, plain.parameters.theta)
    first = once.parameters.theta.copy()
    assert np.array_equal(quiet(once.reset_weights(), 6).parameters.theta, first)


@pytest.mark.filterwarnings("ignore:the learning rate is 0")
@pytest.mark.parametrize("schedule", [nn.step_decay(0.01, 7), nn.cosine(0.01, 15),
                                      nn.warmup(nn.cosine(0.02, 12), 5)])
def test_schedules_go_on_in_a_second_fit(schedule):
    asked = []

    def spy(t):
        asked.append(t)
        return schedule(t)

    once = quiet(classifier(), 6, learning_rate=schedule)
    twice = quiet(quiet(classifier(), 2, learning_rate=spy), 4, learning_rate=spy)
    assert np.array_equal(once.parameters.theta, twice.parameters.theta)
    assert sorted(set(asked)) == list(range(18))


@pytest.mark.parametrize("schedule", [nn.step_decay(0.01, 7), nn.cosine(0.01, 15), nn.cosine(0.01, 15, 0.001),
                                      nn.warmup(0.02, 5), nn.warmup(nn.cosine(0.02, 12), 5)], ids=repr)
def test_a_schedule_is_an_object_that_can_be_printed_compared_and_stored(schedule):
    names = {"step_decay": nn.step_decay, "cosine": nn.cosine, "warmup": nn.warmup}
    for same in (pickle.loads(pickle.dumps(schedule)), copy.deepcopy(schedule), eval(repr(schedule), names)):
        assert same == schedule and hash(same) == hash(schedule)
        assert [same(t) for t in range(30)] == [schedule(t) for t in range(30)]
    with pytest.raises(AttributeError):
        schedule.steps = 3
    assert schedule != nn.cosine(0.03, 15)


@pytest.mark.parametrize("schedule, end", [
    (nn.cosine(0.01, 15), 15), (nn.cosine(0.01, 15, 0.001), np.inf), (nn.step_decay(0.01, 7), np.inf),
    (nn.warmup(nn.cosine(0.02, 12), 5), 12), (nn.warmup(0.02, 5), np.inf), (nn.warmup(lambda t: 0.1, 5), np.inf)])
def test_a_schedule_tells_when_its_rate_is_zero_for_good(schedule, end):
    assert schedule.zero_from == end
    rates = [schedule(t) for t in range(100)]
    assert min(rates[:min(end, 100)]) > 0 and not any(rates[min(end, 100):])


def test_steps_in_counts_the_steps_that_fit_takes():
    net = quiet(classifier(), 3)
    assert net.optimizer.t == nn.steps_in(3, len(X))
    assert [nn.steps_in(2, 65), nn.steps_in(1, 64), nn.steps_in(3, 8, batch_size=3)] == [6, 2, 9]


def test_a_constant_function_is_a_number():
    assert np.array_equal(quiet(classifier(), learning_rate=lambda t: 0.003).parameters.theta,
                          quiet(classifier(), learning_rate=0.003).parameters.theta)


@pytest.mark.filterwarnings("ignore:the learning rate is 0")
def test_a_schedule_may_give_zero_but_never_less():
    net = classifier()
    start = net.parameters.theta.copy()
    quiet(net, 1, learning_rate=lambda t: 0.0)
    assert np.array_equal(net.parameters.theta, start)
    for bad in (-0.1, np.nan, np.inf):
        with pytest.raises(ValueError, match="it must be >= 0 and finite"):
            quiet(net, 1, learning_rate=lambda t: bad)
    assert np.array_equal(net.parameters.theta, start)


@pytest.mark.parametrize("penalty", [nn.L1(0.3), nn.L2(0.3)])
def test_penalties_pass_the_gradient_check(penalty):
    net = classifier()
    net.parameters.b[0][...] = 0.3
    y = Y.reshape(-1, 1)

    def value(theta):
        return nn.bce(nn.forward(net.parameters, net.activations, X).yhat, y) + penalty.value(net.parameters)

    trace = nn.forward(net.parameters, net.activations, X)
    gradient = nn.backward(net.parameters, net.activations, net.loss, trace, y)
    biases = gradient.theta[~net.parameters.is_weight].copy()
    penalty(net.parameters, gradient)
    numeric = nn.numerical_gradient(value, net.parameters.theta, 1e-4)
    assert relative_difference(numeric, gradient.theta) < 1e-8
    assert np.array_equal(biases, gradient.theta[~net.parameters.is_weight])


def test_the_history_holds_the_data_loss_alone():
    net = quiet(classifier(penalty=nn.L2(5.0), dropout=0.5), 1)
    assert net.history["train_loss"][-1] == pytest.approx(nn.bce(net.predict(X), Y), rel=1e-12)


def test_dropout_is_off_in_predict_and_never_hits_inputs_or_outputs():
    net = quiet(classifier(dropout=0.5), 1)
    assert np.array_equal(net.predict(X), net.predict(X))
    masks = net.dropout.draw(net.parameters, 5000, np.random.RandomState(0))
    assert masks[0] is None and [m.shape for m in masks[1:]] == [(5000, 8), (5000, 8)]
    assert set(np.unique(masks[1])) == {0.0, 2.0} and abs(masks[1].mean() - 1) < 0.02


def test_clipping_bounds_the_step_and_keeps_its_direction():
    net = classifier(optimizer="sgd", clip_norm=1e-3)
    free = classifier(optimizer="sgd")
    before = net.parameters.theta.copy()
    net.step(X, Y, learning_rate=1.0)
    free.step(X, Y, learning_rate=1.0)
    clipped, whole = net.parameters.theta - before, free.parameters.theta - before
    assert np.linalg.norm(clipped) == pytest.approx(1e-3)
    assert np.allclose(clipped / np.linalg.norm(clipped), whole / np.linalg.norm(whole))


def rising(after):
    "A stand-in for validation: the loss falls until epoch `after` and then rises."
    def metric_less(net, epoch, history):
        history["valid_loss"][-1] = abs(epoch - after) + 1.0
    return metric_less


def test_early_stopping_puts_the_best_weights_back():
    seen = {}
    stopping = nn.EarlyStopping(patience=3)

    def watch(net, epoch, history):
        seen[epoch] = net.parameters.theta.copy(), net.optimizer.t

    net = quiet(classifier(), 50, valid_data=(X, Y), callbacks=[rising(5), watch, stopping])
    assert len(net.history["valid_loss"]) == 8 and stopping.best_epoch == 5
    assert np.array_equal(net.parameters.theta, seen[5][0]) and net.optimizer.t == seen[5][1]
    quiet(net, 2, valid_data=(X, Y), callbacks=[stopping])
    assert len(net.history["valid_loss"]) == 10


def test_early_stopping_repeats_under_a_seed_and_min_delta_counts():
    runs = [quiet(classifier(), 60, valid_data=(X[:20], 1 - Y[:20]), callbacks=[nn.EarlyStopping(4)])
            for _ in range(2)]
    assert runs[0].history == runs[1].history and len(runs[0].history["train_loss"]) < 60
    assert np.array_equal(runs[0].parameters.theta, runs[1].parameters.theta)
    hard = nn.EarlyStopping(patience=2, min_delta=10.0)
    assert len(quiet(classifier(), 60, valid_data=(X, Y), callbacks=[hard]).history["train_loss"]) == 3


def test_early_stopping_says_what_it_misses():
    with pytest.raises(ValueError, match="no 'valid_loss'.*pass valid_data"):
        quiet(classifier(), 2, callbacks=[nn.EarlyStopping()])
    for keywords, message in [(dict(patience=0), "patience is 0; it must be at least 1"),
                              (dict(min_delta=-1), "min_delta is -1; it must be >= 0")]:
        with pytest.raises(ValueError, match=message):
            nn.EarlyStopping(**keywords)


def test_callbacks_see_the_network_and_any_of_them_stops_it():
    calls = []

    def first(net, epoch, history):
        calls.append((epoch, len(history["train_loss"]), net.optimizer.t))
        return epoch == 3

    net = quiet(classifier(), 9, callbacks=[first, lambda *_: None])
    assert calls == [(1, 1, 3), (2, 2, 6), (3, 3, 9)] and len(net.history["train_loss"]) == 3


def test_names_may_be_capitalised_and_callbacks_none():
    one, two = (quiet(classifier(optimizer=name), 1, callbacks=None) for name in ("Adam", "adam"))
    assert np.array_equal(one.parameters.theta, two.parameters.theta)


@pytest.mark.parametrize("make, message", [
    (lambda: nn.L2(-1), "strength is -1; it must be >= 0"), (lambda: nn.Dropout(1), r"dropout is 1; it must be in \[0, 1\)"),
    (lambda: nn.cosine(0.1, 0), "steps is 0"), (lambda: nn.step_decay(0.1, 0), "every is 0"),
    (lambda: nn.step_decay(-0.1, 3), "rate is -0.1"), (lambda: nn.warmup(0.1, 0), "steps is 0"),
    (lambda: nn.step_decay(0.1, 3, 0), r"factor is 0; it must be in \(0, 1\]"),
    (lambda: nn.cosine(0.1, 9, 0.2), "end is 0.2; it must be from 0 to the rate, 0.1"),
    (lambda: nn.warmup(0, 5), "schedule is 0; it must be a function of t, or a number > 0 and finite"),
    (lambda: nn.steps_in(3, 0), r"\(epochs, rows, batch_size\) is \(3, 0, 32\); it must be at least 1 each"),
    (lambda: nn.clip_gradient(nn.Parameters((1, 1)), 0), "max_norm is 0; it must be > 0")])
def test_parts_are_refused_with_a_reason(make, message):
    with pytest.raises((ValueError, TypeError), match=message):
        make()


def digits(**keywords):
    return nn.NeuralNet(2, (6, 3), ["relu", "softmax"], "cce", "acc", "adam", random_state=0)


@pytest.mark.parametrize("kind", [list, np.asarray, lambda y: np.asarray(y, float),
                                  lambda y: np.asarray(y).reshape(-1, 1)])
def test_labels_and_one_hot_rows_are_the_same(kind):
    labels = digits().fit(X, kind(LABELS), epochs=3, verbose=0, valid_data=(X, kind(LABELS)))
    rows = digits().fit(X, np.eye(3)[LABELS], epochs=3, verbose=0, valid_data=(X, np.eye(3)[LABELS]))
    assert np.array_equal(labels.parameters.theta, rows.parameters.theta)
    assert labels.history == rows.history
    assert labels.history["valid_accuracy"][-1] == nn.acc(labels.predict(X), LABELS)


@pytest.mark.parametrize("y, message", [
    (LABELS + 1, "y holds 3 in row .* wants labels 0 to 2, one for each row, or one-hot rows"),
    (LABELS + 0.5, "y holds .*5 in row 0; .* wants labels 0 to 2"),
    (np.ones((70, 2)), r"y has shape \(70, 2\); .* wants labels 0 to 2, .* one-hot rows of 3 columns"),
    (["cat"] * 70, "y must be a table of numbers")])
def test_neither_labels_nor_one_hot(y, message):
    with pytest.raises((ValueError, TypeError), match=message):
        digits().fit(X, y, verbose=0)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_by_name_learns_and_survives_a_second_fit(name):
    once = quiet(classifier(optimizer=name), 6)
    twice = quiet(quiet(classifier(optimizer=name), 2), 4)
    assert np.array_equal(once.parameters.theta, twice.parameters.theta)
    assert once.history == twice.history and once.optimizer.t == twice.optimizer.t == 18
    assert once.history["train_loss"][-1] < once.history["train_loss"][0]


@pytest.mark.parametrize("name, variance", [
    ("he_normal", 2 / 400), ("lecun_normal", 1 / 400), ("glorot_normal", 2 / 600)])
def test_initializers_draw_with_their_variance(name, variance):
    net = nn.NeuralNet(400, (200, 1), ["relu", "linear"], "mse", initializer=name, random_state=0)
    W = net.parameters.W[0]
    assert abs(W.var() / variance - 1) < 0.02 and abs(W.mean()) < 0.02 * variance**0.5
    first = net.parameters.theta.copy()
    assert not any(b.any() for b in net.parameters.b)
    net.parameters.theta[...] = 1
    getattr(nn, name)(net.parameters, np.random.RandomState(0))
    assert np.array_equal(net.parameters.theta, first)


def test_parameters_say_their_sizes_and_type():
    assert repr(nn.Parameters((2, 3, 1), dtype="float32")) == "Parameters(sizes=(2, 3, 1), 13 numbers, float32)"


def scored(scores, **how):
    "The best epoch, the epochs run and the network, where a callback writes the scores in."
    left, kept, stopping = iter(scores), [], nn.EarlyStopping(**{"monitor": "valid_profit", "patience": 2, **how})

    def write(net, epoch, history):
        kept.append(net.parameters.theta.copy())
        history.setdefault("valid_profit", []).append(next(left))
    net = quiet(classifier(), len(scores), callbacks=[write, stopping])
    return stopping.best_epoch, len(kept), [n + 1 for n, theta in enumerate(kept) if np.array_equal(theta, net.parameters.theta)]


NAN = float("nan")


@pytest.mark.parametrize("scores, how, best, run, back", [
    ([1, 3, 2, 2, 9], dict(mode="max"), 2, 4, 2), ([3, 1, 2, 2, 0], dict(mode="min"), 2, 4, 2),
    ([3, 1, 2, 2, 0], dict(mode="min", restore=False), 2, 4, 4),
    ([NAN, 3, 2, 4, 9], dict(mode="min"), 3, 5, 3), ([NAN, NAN, 2, 3, 4], dict(mode="min", patience=3), 3, 5, 3),
    ([2, NAN, NAN, 1], dict(mode="min"), 1, 3, 1)])
def test_early_stopping_knows_which_way_is_better_and_passes_over_nan(scores, how, best, run, back):
    assert scored(scores, **how) == (best, run, [back])


@pytest.mark.parametrize("keywords, message", [
    (dict(mode="up"), "mode is 'up'; it must be 'auto', 'min' or 'max'"),
    (dict(monitor="valid_profit"), "mode is 'auto'; it must be 'min' or 'max': 'valid_profit' does not tell what is better")])
def test_early_stopping_guesses_no_direction(keywords, message):
    with pytest.raises(ValueError, match=message):
        nn.EarlyStopping(**keywords)


def test_a_schedules_own_error_comes_at_its_step_and_undoes_that_epoch():
    rates = [0.01] * 7                                      # 3 steps in each epoch
    net, twin = classifier(), quiet(classifier(), 2, learning_rate=0.01)
    with pytest.raises(IndexError):
        quiet(net, 5, learning_rate=lambda t: rates[t])
    assert np.array_equal(net.parameters.theta, twin.parameters.theta) and net.optimizer.t == 6
    assert net.history == twin.history
