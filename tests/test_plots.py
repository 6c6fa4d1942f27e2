"""Plots follow matplotlib's conventions and draw what they say."""
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

import homecooked_nn as nn
from homecooked_nn.plots import plot_history, plot_regions

X = np.random.RandomState(0).randn(40, 2)
HISTORY = {"train_loss": [3.0, 2.0, 1.0], "valid_loss": [4.0, 3.0, 3.5], "train_accuracy": [0.1, 0.2, 0.3]}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: pytest.fail("a plot function called show"))
    with plt.style.context("homecooked_nn.book"):
        yield
    plt.close("all")


def network(k):
    end, loss = ("sigmoid", "bce") if k == 1 else ("softmax", "cce")
    return nn.NeuralNet(2, (4, k), ["tanh", end], loss, random_state=0)


def test_history_draws_train_and_validation():
    fig, (left, right) = plt.subplots(1, 2)
    assert plot_history(HISTORY, start=1, ax=right) is right and not left.lines
    drawn = {line.get_label(): line.get_xydata().tolist() for line in right.lines}
    assert drawn == {"train": [[2, 2], [3, 1]], "valid": [[2, 3], [3, 3.5]]}
    assert right.get_xlabel() == "epoch" and right.get_ylabel() == "loss" and right.get_legend()
    assert len({line.get_linestyle() for line in right.lines}) == 2
    assert [line.get_label() for line in plot_history(HISTORY, "accuracy", ax=left).lines] == ["train"]


def test_history_says_what_it_holds():
    with pytest.raises(ValueError, match="name is 'acc'; the history holds loss, accuracy"):
        plot_history(HISTORY, "acc")
    with pytest.raises(TypeError, match="a dict is wanted: net.history"):
        plot_history(network(1))


@pytest.mark.parametrize("k", [1, 3])
def test_regions_colour_the_networks_answers(k):
    fig, ax = plt.subplots()
    y = np.arange(40) % max(k, 2)
    assert plot_regions(network(k), X, y, ax=ax) is ax
    assert ax.get_xlabel() == "$x_0$" and ax.get_ylabel() == "$x_1$"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [f"class {c}" for c in range(max(k, 2))]
    points = [c.get_offsets() for c in ax.collections if c.get_label().startswith("class")]
    assert sum(map(len, points)) == 40 and np.array_equal(points[1], X[y == 1])
    fig.canvas.draw()


@pytest.mark.parametrize("bad, message", [
    (dict(X=np.ones((40, 3))), "X has 3 columns; the network expects 2"),
    (dict(y=np.zeros(7)), r"y has shape \(7,\); 40 classes are wanted"),
    (dict(y=np.full(40, 5)), "y holds 5; the network's classes are 0 to 1")])
def test_regions_refuse_with_a_reason(bad, message):
    with pytest.raises(ValueError, match=message):
        plot_regions(network(1), **{"X": X, "y": np.zeros(40), **bad})
