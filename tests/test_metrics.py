"""Metrics beside scikit-learn's, and other people's metrics in a network."""
import copy
import pickle
import re

import numpy as np
import pytest
from sklearn import metrics as of_sklearn

import homecooked_nn as nn
from homecooked_nn.metrics import name_of, refuse_swapped

PAIRS = [(nn.precision, of_sklearn.precision_score), (nn.recall, of_sklearn.recall_score),
         (nn.f1, of_sklearn.f1_score), (nn.confusion, of_sklearn.confusion_matrix)]


@pytest.mark.parametrize("ours, theirs", PAIRS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
def test_counts_are_those_of_scikit_learn(ours, theirs, threshold):
    for seed in range(5):
        rng = np.random.RandomState(seed)
        yhat, y = rng.rand(80, 1), (rng.rand(80) < 0.2).astype(int)
        assert np.allclose(ours(yhat, y, threshold), theirs(y, yhat[:, 0] >= threshold))


@pytest.mark.parametrize("ours, theirs", [(nn.mae, of_sklearn.mean_absolute_error), (nn.r2, of_sklearn.r2_score),
                                          (nn.mse, of_sklearn.mean_squared_error)], ids=lambda f: getattr(f, "__name__", ""))
def test_errors_are_those_of_scikit_learn(ours, theirs):
    for columns in (1, 3):
        yhat, y = np.random.RandomState(columns).randn(2, 40, columns)
        assert np.isclose(ours(yhat, y), theirs(y, yhat), rtol=1e-12)


def test_more_classes_and_one_hot_rows():
    rng = np.random.RandomState(0)
    yhat, y = rng.rand(60, 5), rng.randint(0, 5, 60)
    wanted = of_sklearn.confusion_matrix(y, yhat.argmax(axis=1))
    assert (nn.confusion(yhat, y) == wanted).all() and (nn.confusion(yhat, np.eye(5)[y]) == wanted).all()
    assert np.trace(nn.confusion(yhat, y)) / 60 == nn.acc(yhat, y) == of_sklearn.accuracy_score(y, yhat.argmax(axis=1))
    assert nn.bacc(yhat[:, 0], y % 2) == of_sklearn.accuracy_score(y % 2, yhat[:, 0] >= 0.5)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_r2_of_a_constant_is_no_matter_of_rounding(dtype):
    for value in (0.1, 1e-8, 123456.7, 0.0, -0.3):
        for n in (3, 7, 1000):
            y = np.full(n, value, dtype)
            assert nn.r2(y, y) == 1.0 and nn.r2(y + 1, y) == 0.0
    far = (1e6 + np.arange(8.0)).astype(dtype)           # a narrow spread far from 0 is no constant
    assert nn.r2(far[::-1], far) == pytest.approx(-3.0)


@pytest.mark.parametrize("threshold", [0.2, 0.5])
def test_bmap_has_no_border_but_its_threshold(threshold):
    below, above = np.nextafter(threshold, 0), np.nextafter(threshold, 1)
    assert nn.bmap([below, threshold, above], threshold).tolist() == [0, 1, 1]


def test_a_turned_metric_survives_copies_and_trains():
    metric = nn.as_metric(of_sklearn.f1_score, answer=nn.bmap)
    for twin in (pickle.loads(pickle.dumps(metric)), copy.deepcopy(metric)):
        assert twin == metric and name_of(twin) == "f1_score"
    X, y = np.random.RandomState(0).randn(40, 2), np.arange(40) % 2
    net = nn.NeuralNet(2, (3, 1), ["tanh", "sigmoid"], "bce", [metric, nn.f1], "adam", random_state=0)
    net.fit(X, y, epochs=2, verbose=0)
    assert net.history["train_f1_score"] == pytest.approx(net.history["train_f1"])
    assert nn.as_metric(of_sklearn.r2_score, name="fit").name == "fit"


def test_the_truth_first_is_refused():
    for metric in (of_sklearn.r2_score, of_sklearn.roc_auc_score, lambda y, yhat: 0, lambda y_true, guess: 0,
                   lambda labels, preds: 0, lambda actual, predicted: 0, lambda target, output: 0):
        with pytest.raises(TypeError, match=r"as_metric\(.*\), with answer=bmap if it wants classes"):
            refuse_swapped(metric)
    for metric in (nn.r2, nn.f1, nn.mse, max, lambda yhat, y: 0, lambda y_pred, y_true: 0, lambda u, v: 0):
        refuse_swapped(metric)


@pytest.mark.parametrize("odd, message", [
    ("r2_score", "as_metric wants a function (y, yhat) -> number, not 'r2_score'"),
    (lambda y: 0.0, "the metric <lambda> cannot be called with (y, yhat)"),
    (of_sklearn.get_scorer("r2"), "the metric _Scorer cannot be called with (y, yhat)")])
def test_what_cannot_be_turned_is_refused(odd, message):
    with pytest.raises(TypeError, match=re.escape(message)):
        nn.as_metric(odd)


def test_a_metric_may_have_any_name():
    class Third:
        name = 3

        def __call__(self, yhat, y):
            return 0.0
    net = nn.NeuralNet(2, 1, "sigmoid", "bce", Third(), random_state=0).fit(np.eye(2), [0, 1], epochs=1, verbose=0)
    assert net.history["train_3"] == [0.0]


@pytest.mark.parametrize("metric", [nn.bacc, nn.precision, nn.recall, nn.f1, nn.mae, nn.r2, nn.mse, nn.bce], ids=name_of)
def test_words_are_refused_not_all_wrong(metric):
    with pytest.raises(TypeError, match="y holds 'no'; numbers are wanted"):
        metric(np.array([[0.2], [0.7]]), ["no", "yes"])
    assert np.isfinite(metric(np.array([[0.2], [0.7]]), np.array([0, 1], object).astype(int)))


@pytest.mark.parametrize("metric", [nn.acc, nn.confusion], ids=name_of)
def test_words_are_refused_for_several_classes(metric):
    with pytest.raises(TypeError, match="y holds 'fig'; numbers are wanted"):
        metric(np.eye(3), np.array(["fig", "kiwi", "plum"]))
