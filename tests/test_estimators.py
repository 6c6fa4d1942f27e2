"""The estimators keep scikit-learn's contract, and the promises of their chapter."""
import importlib
import pickle
import re
import sys
import unittest
from importlib.util import find_spec

import numpy as np
import pandas as pd
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
from homecooked_nn import estimators
from homecooked_nn.estimators import NeuralNetClassifier, NeuralNetRegressor

X, Y = make_classification(90, 5, n_informative=4, n_redundant=0, random_state=0)
X3, Y3 = make_classification(90, 5, n_informative=4, n_redundant=0, n_classes=3, random_state=0)
XR, YR = make_regression(90, 5, n_targets=2, random_state=0)
YR = YR / YR.std(axis=0)
TABLE = pd.DataFrame(X, columns=["age", "height", "weight", "income", "rent"])
SETS = {"binary": (NeuralNetClassifier, X, Y), "multiclass": (NeuralNetClassifier, X3, Y3),
        "regression": (NeuralNetRegressor, XR, YR[:, 0]), "two targets": (NeuralNetRegressor, XR, YR)}
every_kind = pytest.mark.parametrize("kind, X, y", SETS.values(), ids=SETS)


def small(kind, **options):
    return kind(**{**dict(hidden_size=(8,), epochs=10, random_state=0), **options})


@pytest.mark.filterwarnings("ignore:. is far from size 1:RuntimeWarning")       # their data are
@parametrize_with_checks([NeuralNetClassifier(), NeuralNetRegressor()])
def test_scikit_learns_own_checks(estimator, check):
    try:
        check(estimator)
    except unittest.SkipTest as reason:
        pytest.fail(f"skipped: {reason}")


@every_kind
def test_the_network_is_the_one_of_chapter_20(kind, X, y):
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
    best = int(np.argmin(losses)) + 1
    assert ours.n_iter_ == best == len(losses) - 5 < 495
    assert ours.loss_curve_ == ours.net_.history["train_loss"][:best]            # of what was kept
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
    search = GridSearchCV(pipe, grid, cv=3).fit(table, y)
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
    "too many activations": (lambda: small(NeuralNetClassifier, hidden_size=(8, 8), activation=["relu"] * 3).fit(X, Y),
                             "hidden_size has 2 layers and activation has 3"),
    "rows, not a share": (lambda: small(NeuralNetClassifier, validation_fraction=5).fit(X, Y),
                          "validation_fraction is 5; it must be in (0, 1)"),
    "patience": (lambda: small(NeuralNetClassifier, patience=0).fit(X, Y), "patience is 0; it must be at least 1"),
    "a rare class": (lambda: small(NeuralNetClassifier, early_stopping=True).fit(X, ["rare"] + ["a", "b"] * 44 + ["b"]),
                     "rows of every class, and class rare has only 1 row with a weight"),
    "few rows": (lambda: small(NeuralNetClassifier, early_stopping=True).fit(X3[:12], np.arange(12) % 3),
                 "validation_fraction 0.1 of 12 rows leaves 2 on one side, and each of the 3 classes needs one there"),
    "stopping": (lambda: small(NeuralNetRegressor, early_stopping="yes").fit(X, Y),
                 "early_stopping is 'yes'; it must be True, False or an EarlyStopping(...)"),
    "stopping's class": (lambda: small(NeuralNetRegressor, early_stopping=nn.EarlyStopping).fit(X, Y),
                         "early_stopping is the class EarlyStopping; an object is wanted"),
    "warm start": (lambda: small(NeuralNetRegressor, warm_start="no").fit(X, Y), "warm_start is 'no'; it must be True or False"),
    "a text column": (lambda: small(NeuralNetRegressor).fit(TABLE.assign(city="Oslo"), Y),
                      "X must be a table of numbers; it holds 'Oslo' in row 0, column 'city' (counted from 0)"),
    "a gap in a column": (lambda: small(NeuralNetRegressor).fit(TABLE.assign(age=np.nan), Y), "X holds nan in row 0, column 'age'"),
    "labels of two kinds": (lambda: small(NeuralNetClassifier).fit(X, np.array([1, "a", None] * 30, object)),
                            "y holds labels of NoneType and int and str; one kind is wanted"),
    "a monitor that is not there": (lambda: small(NeuralNetRegressor, early_stopping=nn.EarlyStopping(monitor="valid_r2")).fit(X, Y),
                                    "the history has no 'valid_r2'; it has train_loss, valid_loss"),
    "engine": (lambda: small(NeuralNetRegressor, engine="steam").fit(X, Y), "unknown engine 'steam'"),
    "metric": (lambda: small(NeuralNetRegressor, metric="taste").fit(X, Y), "unknown metric 'taste'"),
    "callbacks": (lambda: small(NeuralNetRegressor, callbacks=[3]).fit(X, Y), "callbacks holds 3; functions"),
    "class weights": (lambda: small(NeuralNetClassifier, class_weight="fair").fit(X, Y),
                      "class_weight is 'fair'; it must be None, 'balanced' or a dict"),
    "class weights' kind": (lambda: small(NeuralNetClassifier, class_weight=3).fit(X, Y),
                            "class_weight is 3; it must be None, 'balanced' or a dict"),
    "class weight of no class": (lambda: small(NeuralNetClassifier, class_weight={2: 1}).fit(X, Y),
                                 "a label of class_weight is 2; it must be among 0, 1"),
    "class weight < 0": (lambda: small(NeuralNetClassifier, class_weight={1: -1}).fit(X, Y),
                         "class_weight of 1 is -1; it must be >= 0 and finite"),
    "balanced portions": (lambda: small(NeuralNetClassifier, class_weight="balanced").partial_fit(X, Y, [0, 1]),
                          "class_weight='balanced' counts all rows, and partial_fit sees a few; pass a dict"),
    "seed": (lambda: small(NeuralNetClassifier, random_state="x").fit(X, Y), "'x' cannot be used to seed"),
    "share": (lambda: small(NeuralNetClassifier, early_stopping=True, validation_fraction=1.5).fit(X, Y),
              "validation_fraction is 1.5; it must be in (0, 1)"),
    "nan": (lambda: small(NeuralNetRegressor).fit(X, np.full(90, np.nan)), "y contains NaN"),
    "True as a seed": (lambda: small(NeuralNetRegressor, random_state=True).fit(X, Y), "random_state is True; a whole number"),
    "one row": (lambda: small(NeuralNetRegressor, early_stopping=True).fit(X[:1], Y[:1]),
                "validation_fraction 0.1 of 1 rows leaves 0 on one side, and one is needed there"),
    "nearly all rows": (lambda: small(NeuralNetRegressor, early_stopping=True, validation_fraction=0.99).fit(X, Y),
                        "validation_fraction 0.99 of 90 rows leaves 0 on one side, and one is needed there"),
    "masked": (lambda: small(NeuralNetRegressor).fit(np.ma.masked_less(X, 0), Y), "X must be a table of numbers; it has masked"),
    "masked targets": (lambda: small(NeuralNetRegressor).fit(X, np.ma.masked_less(X[:, 0], 0)), "y must be a table of numbers; it"),
    "masked labels": (lambda: small(NeuralNetClassifier).fit(X, np.ma.masked_less(Y, 1)), "it has masked entries: fill them"),
    "sparse targets": (lambda: small(NeuralNetRegressor).fit(X, sparse.csr_matrix(X[:, :2])), "y must be a table of numbers; a sparse csr_matrix"),
    "a text column of y": (lambda: small(NeuralNetRegressor).fit(X, TABLE.assign(city="Oslo")),
                           "y must be a table of numbers; it holds 'Oslo' in row 0, column 'city' (counted from 0)"),
    "a gap in y": (lambda: small(NeuralNetRegressor).fit(X, TABLE.assign(age=np.nan)), "y holds nan in row 0, column 'age'"),
    "classes in one word": (lambda: small(NeuralNetClassifier).partial_fit(X, Y, "yes"), "classes is 'yes'; it must be a list of labels"),
    "classes as a set": (lambda: small(NeuralNetClassifier).partial_fit(X, Y, {0, 1}), "classes is {0, 1}; it must be a list of lab"),
    "one of classes": (lambda: small(NeuralNetClassifier).partial_fit(X, Y, [0, 0]), "classes holds 1 class, 0; at least two are"),
    "no validation rows": (lambda: small(NeuralNetRegressor, callbacks=nn.EarlyStopping()).fit(X, Y),
                           "For scores named valid_... pass valid_data to fit, or to an estimator early_stopping=EarlyStopping(...)"),
}


@pytest.mark.parametrize("call, message", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(call, message):
    with pytest.raises((ValueError, TypeError), match=re.escape(message)):
        call()


def test_the_network_within_knows_the_columns(tmp_path):
    ours = small(NeuralNetRegressor, learning_rate=1e-9)
    with pytest.warns(RuntimeWarning, match="X is far from size 1 in column 'rent'"):
        ours.fit(TABLE.assign(rent=1e4 * TABLE.rent), Y)
    assert ours.net_.columns == list(TABLE.columns)
    nn.save(ours.net_, tmp_path / "net.npz")
    with pytest.raises(ValueError, match="in the training"):
        nn.load(tmp_path / "net.npz").predict(TABLE[TABLE.columns[::-1]])
    assert ours.fit(X, Y).net_.columns is None


def test_only_early_stopping_tells_what_was_kept():
    class Own:
        restored = "yes"

        def __call__(self, net, epoch, history):
            pass
    assert small(NeuralNetRegressor, callbacks=Own()).fit(X, Y).n_iter_ == 10


def state(ours):
    net = ours.net_
    return (ours.get_params(), ours.predict(X), net.parameters.theta.copy(), net.optimizer.t, net.rng.get_state()[1:3],
            {name: list(values) for name, values in net.history.items()}, list(ours.loss_curve_), ours.n_iter_,
            ours.n_features_in_, getattr(ours, "classes_", None))


def boom(net, epoch, history):
    history["note"] = [1.0]
    if epoch == 3:
        raise RuntimeError("boom")


@every_kind
@pytest.mark.parametrize("spoil", [
    dict(X=np.ones((90, 3)), learning_rate=-1), dict(X=np.ones((90, 3)), sample_weight=np.zeros(90)), dict(sample_weight=[1, 2]),
    dict(y=np.array(["a", "b", "c"])[np.arange(90) % 3]), dict(learning_rate=-1), dict(callbacks=boom),
    dict(callbacks=boom, warm_start=True), dict(callbacks=boom, warm_start=True, early_stopping=True),
    dict(engine="steam", y=np.arange(90) % 4), dict(hidden_size=(9,), warm_start=True), dict(patience=0)],
    ids=lambda spoil: "-".join(spoil))
def test_a_refused_or_failed_call_changes_nothing(kind, X, y, spoil):
    ours = small(kind, dropout=0.1).fit(X, y)
    told, data = dict(spoil), dict(X=X, y=y)
    data.update((name, told.pop(name)) for name in list(told) if name in ("X", "y", "sample_weight"))
    if told.get("callbacks") is None and kind is NeuralNetClassifier and "y" in spoil and len(spoil) == 1:
        told["learning_rate"] = -1                      # other labels alone are no fault of a classifier
    ours.set_params(**told)
    before = state(ours)
    with pytest.raises((ValueError, TypeError, RuntimeError)):
        ours.fit(**data)
    np.testing.assert_equal(state(ours), before)
    assert list(ours.net_.history) == ["train_loss"]


def test_a_refused_portion_changes_nothing():
    for ours, portion in ((small(NeuralNetRegressor).fit(XR, YR), dict(y=YR[:, 0])),
                          (small(NeuralNetClassifier).fit(X, Y), dict(y=Y + 1)),
                          (small(NeuralNetClassifier).fit(X, Y), dict(y=Y, classes=[0, 1, 2]))):
        before = state(ours)
        with pytest.raises(ValueError):
            ours.partial_fit(X, **portion)
        np.testing.assert_equal(state(ours), before)


@every_kind
@pytest.mark.parametrize("early_stopping", [False, True])
def test_a_row_of_weight_zero_is_not_there(kind, X, y, early_stopping):
    weight = np.random.RandomState(0).randint(1, 3, 90) * (np.arange(90) % 4 > 0)
    options = dict(early_stopping=early_stopping, validation_fraction=0.3, patience=3, epochs=30, learning_rate=0.05)
    spoilt = np.where(weight == 0, 1e3, X.T).T
    ours = small(kind, **options).fit(spoilt, y, sample_weight=weight)
    there = weight > 0
    without = small(kind, **options).fit(X[there], y[there], sample_weight=weight[there])
    assert np.array_equal(ours.net_.parameters.theta, without.net_.parameters.theta)
    assert ours.net_.history == without.net_.history and ours.n_iter_ == without.n_iter_


def test_labels_that_weigh_nothing_are_no_classes():
    ours = small(NeuralNetClassifier).fit(X3, Y3, sample_weight=(Y3 < 2) * 1.0)
    assert list(ours.classes_) == [0, 1]
    with pytest.raises(ValueError, match="y holds 1 class, 0"):
        small(NeuralNetClassifier).fit(X3, Y3, sample_weight=(Y3 == 0) * 1.0)


def test_held_out_rows_are_scored_with_their_weights():
    weight = np.linspace(0.1, 5, 90)
    ours = small(NeuralNetRegressor, early_stopping=True, validation_fraction=0.3, epochs=4, metric=nn.r2)
    ours.fit(XR, YR, sample_weight=weight)
    _, held = estimators.hold_out(XR, YR, weight, 0.3, 0)
    off = ((ours.predict(held.X) - held.y)**2).mean(axis=1)
    assert np.isclose(ours.net_.history["valid_loss"][-1], np.average(off, weights=held.weight))
    assert list(ours.net_.history) == ["train_loss", "valid_loss", "train_r2", "valid_r2"]
    assert all(len(values) == 4 for values in ours.net_.history.values())


@pytest.mark.parametrize("settings", [
    dict(monitor="valid_r2"), dict(monitor="valid_r2", mode="max", min_delta=0.01), dict(monitor="valid_loss", restore=False),
    dict(monitor="train_loss", min_delta=0.1), dict(monitor="valid_r2", patience=500)], ids=repr)
@pytest.mark.parametrize("weight", [None, np.linspace(0.1, 5, 90)], ids=["plain", "weights"])
def test_early_stopping_takes_an_object_and_tells_what_was_kept(settings, weight):
    stopping = nn.EarlyStopping(**{"patience": 4, **settings})
    ours = small(NeuralNetRegressor, epochs=60, learning_rate=0.05, metric="r2", early_stopping=stopping).fit(XR, YR, sample_weight=weight)
    scores, history = ours.net_.history[stopping.monitor], ours.net_.history
    best = 1                                   # by a loop of our own
    for epoch, score in enumerate(scores, 1):
        gain = (score - scores[best - 1]) * (1 if stopping.monitor.endswith("r2") else -1)
        best = epoch if gain > stopping.min_delta else best
    assert len(scores) == min(60, best + stopping.patience)
    assert ours.n_iter_ == (best if stopping.restore else len(scores))
    assert ours.loss_curve_ == history["train_loss"][:ours.n_iter_]
    assert ("valid_loss" in history) == stopping.monitor.startswith("valid")
    assert clone(ours).early_stopping == stopping and stopping.kept is None        # what came is left alone
    if stopping.monitor == "valid_r2":
        _, held = estimators.hold_out(XR, YR, weight, 0.1, 0)
        assert np.isclose(nn.r2(ours.predict(held.X), held.y), max(scores) if not stopping.min_delta else scores[best - 1])


def test_a_callback_that_stops_early_counts_what_was_kept_too():
    stopping = nn.EarlyStopping(3, monitor="train_loss", min_delta=0.5)
    ours = small(NeuralNetRegressor, epochs=60, callbacks=[stopping], warm_start=True).fit(XR, YR)
    first, run = ours.n_iter_, len(ours.net_.history["train_loss"])
    assert first == stopping.best_epoch == run - 3
    ours.fit(XR, YR)
    assert ours.n_iter_ == len(ours.loss_curve_) == first + stopping.best_epoch
    assert ours.loss_curve_[first:] == ours.net_.history["train_loss"][run:run + stopping.best_epoch]
    ours.set_params(epochs=0).fit(XR, YR)
    assert ours.n_iter_ == first + stopping.best_epoch


def test_going_on_after_an_early_stop_counts_what_was_kept():
    ours = small(NeuralNetClassifier, epochs=200, early_stopping=True, patience=3, learning_rate=0.1, warm_start=True)
    first = ours.fit(X, Y).n_iter_
    run = len(ours.net_.history["train_loss"])
    assert run == first + 3
    ours.set_params(early_stopping=False, epochs=5).fit(X, Y)
    assert ours.n_iter_ == first + 5 and ours.loss_curve_[first:] == ours.net_.history["train_loss"][run:]


def test_class_weights():
    y = np.array(["rare", "usual"])[(np.arange(90) % 6 > 0) * 1]
    fitted = lambda weight=None, **options: small(NeuralNetClassifier, **options).fit(
        X, y, sample_weight=weight).net_.parameters.theta
    by_rows = fitted(np.where(y == "rare", 6 / 2, 6 / 10))
    assert np.allclose(fitted(class_weight="balanced"), by_rows)
    assert np.allclose(fitted(class_weight={"rare": 3.0, "usual": 0.6}), by_rows)
    assert np.allclose(fitted(class_weight={"rare": 2}), fitted(np.where(y == "rare", 2, 1)))
    assert not np.allclose(fitted(), by_rows)
    weight = np.arange(90) % 4                       # balanced after the rows are counted by their weights
    sums = {label: weight[y == label].sum() for label in ("rare", "usual")}
    each = weight * np.where(y == "rare", 1 / sums["rare"], 1 / sums["usual"])
    assert np.allclose(fitted(weight, class_weight="balanced"), fitted(each), atol=1e-6)
    assert small(NeuralNetClassifier, class_weight={"rare": 0}).fit(X, y).classes_.tolist() == ["rare", "usual"]


@every_kind
def test_engine_metric_and_callbacks_reach_the_network(kind, X, y):
    seen = []
    ours = small(kind, metric=nn.r2, callbacks=lambda net, epoch, history: seen.append(epoch) or epoch == 4)
    ours.fit(X, y)
    assert seen == [1, 2, 3, 4] and ours.n_iter_ == 4 and len(ours.net_.history["train_r2"]) == 4
    fast = small(kind, engine="compiled").fit(X, y) if find_spec("numba") else None
    assert fast is None or (fast.net_.engine == "compiled" and np.allclose(
        fast.net_.parameters.theta, small(kind).fit(X, y).net_.parameters.theta))
    with pytest.raises(ValueError, match="metric is None, but the network that is to go on was built with"):
        ours.set_params(metric=None, warm_start=True).fit(X, y)


@every_kind
def test_an_untrained_estimator_does_not_predict(kind, X, y):
    ours = small(kind)
    with pytest.raises(ValueError):
        ours.fit(X, y[:5])
    with pytest.raises(NotFittedError, match="not fitted yet"):
        ours.predict(X)


def test_an_older_scikit_learn_is_named_once(monkeypatch):
    monkeypatch.delattr("sklearn.utils.validation.validate_data")
    monkeypatch.delitem(sys.modules, "homecooked_nn.estimators")
    with pytest.raises(ImportError, match="^homecooked_nn.estimators needs scikit-learn 1.6 or newer") as refused:
        importlib.import_module("homecooked_nn.estimators")
    assert refused.value.__suppress_context__ and refused.value.__cause__ is None
