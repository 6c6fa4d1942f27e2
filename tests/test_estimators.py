"""The estimators keep scikit-learn's contract, and the promises of their chapter."""
import pickle
import re
import subprocess
import sys
import unittest

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.datasets import load_iris, make_classification, make_regression
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

import homecooked_nn as nn
from homecooked_nn.estimators import NeuralNetClassifier, NeuralNetRegressor

X, Y = make_classification(90, 5, n_informative=4, n_redundant=0, random_state=0)
X3, Y3 = make_classification(90, 5, n_informative=4, n_redundant=0, n_classes=3, random_state=0)
XR, YR = make_regression(90, 5, n_targets=2, random_state=0)
YR = YR / YR.std(axis=0)
SETS = {"binary": (NeuralNetClassifier, X, Y), "multiclass": (NeuralNetClassifier, X3, Y3),
        "regression": (NeuralNetRegressor, XR, YR[:, 0]), "two targets": (NeuralNetRegressor, XR, YR)}
every_kind = pytest.mark.parametrize("kind, X, y", SETS.values(), ids=SETS)


def small(kind, **options):
    return kind(**{**dict(hidden_size=(8,), epochs=10, random_state=0), **options})


@parametrize_with_checks([NeuralNetClassifier(), NeuralNetRegressor()])
def test_scikit_learns_own_checks(estimator, check):
    try:
        check(estimator)
    except unittest.SkipTest as reason:
        pytest.fail(f"skipped: {reason}")


@every_kind
def test_the_network_is_the_one_of_chapter_16(kind, X, y):
    ours = small(kind, batch_size=16, learning_rate=0.01, penalty=nn.L2(0.01), dropout=0.2).fit(X, y)
    last, loss, columns = "linear", "mse", y
    if kind is NeuralNetClassifier:
        many = len(np.unique(y)) > 2
        last, loss, columns = ("softmax", "cce", np.eye(3)[y]) if many else ("sigmoid", "bce", y)
    k = columns.shape[1] if columns.ndim == 2 else 1
    net = nn.NeuralNet(5, (8, k), ["relu", last], loss, optimizer="adam", random_state=0,
                       penalty=nn.L2(0.01), dropout=0.2)
    net.fit(X, columns, 16, 10, 0.01, verbose=0)
    assert np.array_equal(net.parameters.theta, ours.net_.parameters.theta)
    assert ours.loss_curve_ == net.history["train_loss"] and ours.n_iter_ == 10


@every_kind
@pytest.mark.parametrize("early_stopping", [False, True])
def test_ten_epochs_and_ten_are_twenty(kind, X, y, early_stopping):
    options = dict(batch_size=16, early_stopping=early_stopping, patience=99, dropout=0.1)
    weight = np.random.RandomState(0).rand(len(X))
    whole = small(kind, epochs=20, **options).fit(X, y, sample_weight=weight)
    parts = small(kind, warm_start=True, **options)
    parts.fit(X, y, sample_weight=weight).fit(X, y, sample_weight=weight)
    assert np.array_equal(parts.net_.parameters.theta, whole.net_.parameters.theta)
    assert parts.loss_curve_ == whole.loss_curve_ and parts.n_iter_ == 20
    assert parts.net_.history == whole.net_.history


@every_kind
def test_fit_forgets_and_partial_fit_does_not(kind, X, y):
    ours = small(kind).fit(X, y)
    first = ours.net_.parameters.theta.copy()
    assert np.array_equal(ours.fit(X, y).net_.parameters.theta, first)
    portions = small(kind)
    classes = dict(classes=np.unique(y)) if kind is NeuralNetClassifier else {}
    for _ in range(10):
        portions.partial_fit(X, y, **classes)
    assert np.array_equal(portions.net_.parameters.theta, first)
    assert portions.n_iter_ == len(portions.loss_curve_) == 10


@every_kind
def test_a_weight_is_a_repeated_row(kind, X, y):
    X, y, weight = X[:27], y[:27], np.arange(27) % 3
    options = dict(batch_size=len(X), epochs=30)
    weighted = small(kind, **options).fit(X, y, sample_weight=weight)
    repeated = small(kind, **options).fit(np.repeat(X, weight, axis=0), np.repeat(y, weight, axis=0))
    assert np.allclose(weighted.net_.parameters.theta, repeated.net_.parameters.theta)
    assert not np.allclose(small(kind, **options).fit(X, y).net_.parameters.theta,
                           repeated.net_.parameters.theta)


@every_kind
def test_float32_is_kept_from_end_to_end(kind, X, y):
    ours = small(kind, penalty=nn.L1(0.01), dropout=0.2, clip_norm=1.0, early_stopping=True)
    ours.fit(X.astype(np.float32), y, sample_weight=np.ones(len(X)))
    assert ours.net_.parameters.theta.dtype == ours.net_.optimizer.m.dtype == np.float32
    answer = ours.predict_proba if kind is NeuralNetClassifier else ours.predict
    assert answer(X.astype(np.float32)).dtype == np.float32
    assert answer(X).dtype == np.float32
    assert small(kind).fit(X, y).net_.parameters.theta.dtype == np.float64
    assert small(kind).fit(np.round(X).astype(int), y).net_.parameters.theta.dtype == np.float64


@every_kind
@pytest.mark.parametrize("form", [sparse.csr_matrix, sparse.csr_array, sparse.csc_array])
def test_sparse_and_dense_agree(kind, X, y, form):
    X = np.where(np.abs(X) > 1, X, 0)
    dense, thin = small(kind).fit(X, y), small(kind).fit(form(X), y)
    assert np.array_equal(thin.net_.parameters.theta, dense.net_.parameters.theta)
    assert np.array_equal(thin.predict(form(X)), dense.predict(X))


@every_kind
def test_copies(kind, X, y):
    ours = small(kind, optimizer=nn.Adam(0.01), penalty=[nn.L1(0.1), nn.L2(0.1)],
                 activation=nn.tanh, warm_start=True).fit(X, y)
    twin = pickle.loads(pickle.dumps(ours))
    assert np.array_equal(twin.predict(X), ours.predict(X))
    assert np.array_equal(twin.fit(X, y).predict(X), ours.fit(X, y).predict(X)) and twin.n_iter_ == 20
    bare = clone(ours)
    assert not hasattr(bare, "net_") and bare.get_params() == ours.get_params()
    assert bare.optimizer is not ours.optimizer and ours.optimizer.t == 0


@pytest.mark.parametrize("labels", [["no", "yes"], [-1, 1], [False, True], ["a", "b", "c"], [7, 5, 9]])
def test_labels_come_back_as_they_came(labels):
    labels = np.array(labels)
    X, y = (X3, labels[Y3]) if len(labels) == 3 else (X3, labels[Y3 // 2])
    ours = small(NeuralNetClassifier, epochs=100, learning_rate=0.01).fit(X, y)
    assert np.array_equal(ours.classes_, np.sort(labels))
    p, answers = ours.predict_proba(X), ours.predict(X)
    assert p.shape == (90, len(labels)) and np.allclose(p.sum(axis=1), 1)
    assert np.array_equal(answers, ours.classes_[p.argmax(axis=1)]) and answers.dtype == labels.dtype
    assert ours.score(X, y) == np.mean(answers == y) > 0.8
    weight = np.arange(90.0)
    assert np.isclose(ours.score(X, y, weight), weight[answers == y].sum() / weight.sum())


def test_regression_has_the_shape_of_its_targets():
    for y in (YR[:, 0], YR[:, :1], YR):
        ours = small(NeuralNetRegressor, epochs=200, learning_rate=0.01).fit(XR, y)
        assert ours.predict(XR).shape == y.shape and ours.score(XR, y) > 0.9
        assert np.isclose(ours.score(XR, y), nn.r2(ours.predict(XR), y))


def test_early_stopping_stops_on_rows_that_were_held_out():
    rng = np.random.RandomState(0)
    X, y = rng.randn(200, 5), rng.randint(2, size=200)              # nothing to be learned
    ours = small(NeuralNetClassifier, epochs=500, early_stopping=True, patience=5, learning_rate=0.01,
                 validation_fraction=0.25).fit(X, y)
    losses = ours.net_.history["valid_loss"]
    assert ours.n_iter_ == len(losses) == int(np.argmin(losses)) + 1 + 5 < 500
    assert "valid_loss" not in small(NeuralNetClassifier).fit(X, y).net_.history


def test_partial_fit_learns_classes_that_come_late():
    ours = small(NeuralNetClassifier, learning_rate=0.05)
    order = np.argsort(Y3, kind="stable")                           # the first portion: one class
    for epoch in range(60):
        for rows in np.array_split(order, 3):
            ours.partial_fit(X3[rows], Y3[rows], classes=[2, 1, 0] if epoch == 0 else None)
    assert ours.n_iter_ == 180 and set(ours.predict(X3)) == {0, 1, 2}


def test_seeds():
    theta = lambda seed: small(NeuralNetClassifier, random_state=seed).fit(X, Y).net_.parameters.theta
    assert np.array_equal(theta(3), theta(np.int64(3))) and not np.array_equal(theta(3), theta(4))
    assert np.array_equal(theta(np.random.RandomState(5)), theta(np.random.RandomState(5)))
    np.random.seed(1)
    first, second = theta(None), theta(None)
    np.random.seed(1)
    assert np.array_equal(theta(None), first) and not np.array_equal(second, first)


def test_layers():
    sizes = lambda **options: small(NeuralNetClassifier, epochs=1, **options).fit(X, Y).net_
    assert sizes(hidden_size=()).parameters.sizes == (5, 1)
    assert sizes(hidden_size=7).parameters.sizes == (5, 7, 1)
    assert sizes(hidden_size=np.array([4, 3])).parameters.sizes == (5, 4, 3, 1)
    assert sizes(hidden_size=[4, 3], activation=["tanh", nn.relu]).activations == [nn.tanh, nn.relu, nn.sigmoid]


def test_pipelines_searches_and_feature_names():
    table, y = load_iris(return_X_y=True, as_frame=True)
    pipe = make_pipeline(StandardScaler(), small(NeuralNetClassifier, epochs=30, learning_rate=0.01))
    pipe.set_output(transform="pandas").fit(table, y)
    assert list(pipe[-1].feature_names_in_) == list(table) and pipe[-1].n_features_in_ == 4
    assert "NeuralNetClassifier" in pipe._repr_html_()
    with pytest.raises(ValueError, match="feature names"):
        pipe[-1].predict(table[table.columns[::-1]])
    grid = {"neuralnetclassifier__penalty": [None, nn.L2(0.01)],
            "neuralnetclassifier__hidden_size": [(), (8,), (8, 8)]}
    search = GridSearchCV(pipe, grid, cv=3, n_jobs=2).fit(table, y)
    assert len(search.cv_results_["params"]) == 6 and search.best_score_ > 0.9
    assert search.score(table, y) == np.mean(search.predict(table) == y)


@every_kind
def test_silent_unless_asked(kind, X, y, capfd, recwarn):
    ours = small(kind, early_stopping=True).fit(X, y)
    ours.predict(X), ours.score(X, y)
    assert capfd.readouterr() == ("", "") and not recwarn.list
    small(kind, verbose=2, epochs=2).fit(X, y)
    assert capfd.readouterr().out.startswith("epoch 1/2 [")


def grown(**change):
    return lambda: small(NeuralNetClassifier, warm_start=True).fit(X, Y).set_params(**change).fit(X, Y)


REFUSED = {
    "one class": (lambda: small(NeuralNetClassifier).fit(X, np.ones(90)), "y holds 1 class, 1.0; at least two are wanted"),
    "numbers": (lambda: small(NeuralNetClassifier).fit(X, X[:, 0]), "Unknown label type: continuous"),
    "no classes": (lambda: small(NeuralNetClassifier).partial_fit(X, Y), "classes is None; the first call of partial_fit"),
    "new label": (lambda: small(NeuralNetClassifier).fit(X, Y).partial_fit(X, Y + 1), "y holds 2; the classes are 0, 1"),
    "other classes": (lambda: small(NeuralNetClassifier).fit(X, Y).partial_fit(X, Y, classes=[0, 1, 2]),
                      "classes are 0, 1, 2; in the calls before they were 0, 1"),
    "columns": (lambda: small(NeuralNetClassifier).fit(X, Y).predict(X[:, :3]), "X has 3 features, but NeuralNetClassifier is expecting 5"),
    "weights": (lambda: small(NeuralNetRegressor).fit(X, Y, sample_weight=np.zeros(90)), "sample_weight is zero in every row"),
    "weights' shape": (lambda: small(NeuralNetRegressor).fit(X, Y, sample_weight=[1, 2]), "sample_weight has shape (2,); X has 90 rows"),
    "targets": (lambda: small(NeuralNetRegressor).fit(XR, YR).partial_fit(XR, YR[:, 0]), "y has 1 column; the network puts out 2"),
    "hidden_size": (grown(hidden_size=(9,)), "hidden_size is (9,), but the network that is to go on was built with (8,); "
                                             "train a new one with warm_start=False"),
    "penalty": (grown(penalty=nn.L2(0.1)), "penalty is L2(strength=0.1), but the network that is to go on was built with None"),
    "activations": (lambda: small(NeuralNetClassifier, activation=["relu", "tanh"]).fit(X, Y), "one activation per layer is wanted"),
    "activation": (lambda: small(NeuralNetClassifier, activation="bend").fit(X, Y), "unknown activation 'bend'; choose from"),
    "seed": (lambda: small(NeuralNetClassifier, random_state="x").fit(X, Y), "'x' cannot be used to seed"),
    "share": (lambda: small(NeuralNetClassifier, early_stopping=True, validation_fraction=1.5).fit(X, Y), "test_size"),
    "nan": (lambda: small(NeuralNetRegressor).fit(X, np.full(90, np.nan)), "y contains NaN"),
}


@pytest.mark.parametrize("call, message", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(call, message):
    with pytest.raises((ValueError, TypeError), match=re.escape(message)):
        call()


@every_kind
def test_an_untrained_estimator_does_not_predict(kind, X, y):
    ours = small(kind)
    with pytest.raises(ValueError):
        ours.fit(X, y[:5])
    with pytest.raises(NotFittedError, match="not fitted yet"):
        ours.predict(X)


def test_an_older_scikit_learn_is_named_once():
    code = ("import sklearn.utils.validation as v; del v.validate_data\n"
            "import homecooked_nn.estimators")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode and "During handling" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(
        "ImportError: homecooked_nn.estimators needs scikit-learn 1.6 or newer")
