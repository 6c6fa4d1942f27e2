"""The post's three experiments, called as the post calls them, and what they must reach."""
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import mlxtend
import numpy as np
import pytest
from mlxtend.plotting import category_scatter, plot_decision_regions
from sklearn.datasets import make_moons, make_regression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

import homecooked_nn as nn


def regression():
    X, y = make_regression(n_samples=1500, n_features=1, noise=0.1, random_state=0)
    return train_test_split(X, y, random_state=0)


def moons():
    X, y = make_moons(n_samples=1500, noise=0.1, random_state=0)
    train_X, valid_X, train_y, valid_y = train_test_split(X, y, random_state=0)
    scaler = StandardScaler()
    return scaler.fit_transform(train_X), scaler.transform(valid_X), train_y, valid_y


def regressor(seed):
    return nn.NeuralNet(input_size=1, hidden_size=(4, 4, 1), activation=[nn.relu, nn.relu, nn.linear],
                        loss=nn.mse, optimizer="sgd", random_state=seed)


def classifier(seed):
    return nn.NeuralNet(input_size=2, hidden_size=(16, 16, 1),
                        activation=[nn.relu, nn.relu, nn.sigmoid], loss=nn.bce, metric=[nn.bacc],
                        optimizer="adam", random_state=seed)


@pytest.mark.endure                                  # chapter 15 trains the same, and shows twenty seeds
@pytest.mark.parametrize("seed", [0])
def test_regression_comes_to_the_noise_with_both_optimizers(seed):
    train_X, valid_X, train_y, valid_y = regression()
    net = regressor(seed)
    for keywords in (dict(learning_rate=0.02), {}):
        history = {}
        net.fit(train_X, train_y, batch_size=32, epochs=800, valid_data=(valid_X, valid_y),
                history=history, verbose=0, **keywords)
        assert np.median(history["valid_loss"][-50:]) < 0.0102
        net.recompile(optimizer="adam")


@pytest.mark.endure                                  # chapter 16 asserts the same
@pytest.mark.parametrize("seed", [0])
def test_moons_are_told_apart(seed):
    train_X, valid_X, train_y, valid_y = moons()
    history = {}
    classifier(seed).fit(train_X, train_y, batch_size=32, epochs=400, valid_data=(valid_X, valid_y),
                         history=history, verbose=0)
    assert history["valid_binary_accuracy"][-1] >= 0.99
    assert seed or history["train_loss"][-1] < 1e-3


class Labels:
    "What mlxtend draws: the network's classes as whole numbers."

    def __init__(self, net):
        self.net = net

    def predict(self, X):
        return nn.bmap(self.net.predict(X)[:, 0]).astype(int)


def test_the_posts_calls_run_from_top_to_bottom(capsys):
    train_X, valid_X, train_y, valid_y = regression()
    net = regressor(0)
    net.summary()
    for keywords in (dict(learning_rate=0.02), {}):
        history = {}
        net.fit(train_X, train_y, batch_size=32, epochs=3, valid_data=(valid_X, valid_y),
                history=history, verbose=1, **keywords)
        line = np.linspace(train_X.min(), train_X.max(), 100)
        plt.plot(line, net.predict(line), color="r")
        net.recompile(optimizer="adam")
    train_X, valid_X, train_y, valid_y = moons()
    table = np.column_stack([train_X, train_y])
    category_scatter(x=0, y=1, label_col=2, data=table, markers="s^", colors=("blue", "orange"))
    net, history = classifier(0), {}
    net.fit(train_X, train_y, batch_size=32, epochs=3, valid_data=(valid_X, valid_y),
            history=history, verbose=1)
    plt.plot(history["train_binary_accuracy"])
    plt.plot(history["valid_binary_accuracy"])
    plot_decision_regions(train_X, train_y, clf=Labels(net))
    if tuple(map(int, mlxtend.__version__.split(".")[:2])) < (0, 25):
        plot_decision_regions(train_X, train_y, clf=net)
    plt.close("all")
    shown = capsys.readouterr().out
    assert shown.count("epoch 3/3 [" + "=" * 30 + "]  train_loss: ") == 3
