"""The three experiments of the book, run and drawn: a line by SGD, by Adam, and two moons."""
import argparse
import sys
import time
import warnings
from pathlib import Path

try:
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
    from sklearn.datasets import make_moons, make_regression
    from sklearn.model_selection import train_test_split
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.preprocessing import StandardScaler
except ImportError as error:
    sys.exit(f"The tour needs {error.name}, which is not installed. "
             "In a checkout: pip install -e '.[tutorial]'; elsewhere: "
             "pip install 'homecooked_nn[tutorial]'")

import homecooked_nn as nn
from homecooked_nn.plots import plot_history, plot_regions


def line_data(n=1500, noise=0.1):
    "X (n, 1) and y (n,) of a line with noise: training part, validation part."
    X, y = make_regression(n_samples=n, n_features=1, noise=noise, random_state=0)
    return train_test_split(X, y, random_state=0)


def split_and_scaled(X, y):
    "A quarter is kept back for validation; the scale comes from the other three."
    X_train, X_valid, y_train, y_valid = train_test_split(X, y, random_state=0)
    scaler = StandardScaler().fit(X_train)
    return scaler.transform(X_train), scaler.transform(X_valid), y_train, y_valid


def moons_data(n=1500, noise=0.1):
    "X (n, 2) and classes y (n,) of two moons: training part, validation part, scaled."
    return split_and_scaled(*make_moons(n_samples=n, noise=noise, random_state=0))


def train(net, data, epochs, rate=None):
    "Fit one of our networks; the seconds that it took."
    X_train, X_valid, y_train, y_valid = data
    net.summary()
    start = time.perf_counter()
    net.fit(X_train, y_train, batch_size=32, epochs=epochs, learning_rate=rate,
            valid_data=(X_valid, y_valid), verbose=1)
    print()
    return time.perf_counter() - start


def train_peer(kind, hidden, data, epochs, **options):
    "Fit scikit-learn's network for as many epochs; it and the seconds that it took."
    peer = kind(hidden_layer_sizes=hidden, alpha=0, batch_size=32, max_iter=epochs,
                n_iter_no_change=epochs, tol=0, random_state=0, **options)
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")        # it says that it has not converged
        peer.fit(data[0], data[2])
    return peer, time.perf_counter() - start


def peer_row(peer, seconds, loss, score, data):
    "Train loss, validation score and seconds of scikit-learn's network."
    def answer(X):
        return peer.predict_proba(X)[:, 1] if hasattr(peer, "predict_proba") else peer.predict(X)
    X_train, X_valid, y_train, y_valid = data
    return loss(answer(X_train), y_train), score(answer(X_valid), y_valid), seconds


def own_row(net, seconds, score, data):
    "The same of our network."
    return net.history["train_loss"][-1], score(net.predict(data[1]), data[3]), seconds


def regressions(epochs):
    "Experiments 1 and 2: the data, our networks and the rows of the table."
    data, nets, rows = line_data(), {}, []
    for name, rate, options in (("sgd", 0.02, dict(learning_rate_init=0.04, momentum=0)),
                                ("adam", None, {})):      # scikit-learn's loss is half of ours
        net = nn.NeuralNet(1, (4, 4, 1), [nn.relu, nn.relu, nn.linear], nn.mse,
                           optimizer=name, random_state=0)
        seconds = train(net, data, epochs, rate)
        peer = train_peer(MLPRegressor, (4, 4), data, epochs, solver=name, **options)
        nets[name] = net
        rows.append((f"line, {name}", "mean square error", own_row(net, seconds, nn.mse, data),
                     peer_row(*peer, nn.mse, nn.mse, data)))
    return data, nets, rows


def classification(epochs):
    "Experiment 3: the data, our network and the row of the table."
    data = moons_data()
    net = nn.NeuralNet(2, (16, 16, 1), [nn.relu, nn.relu, nn.sigmoid], nn.bce,
                       metric=[nn.bacc], optimizer="adam", random_state=0)
    seconds = train(net, data, epochs)
    peer = train_peer(MLPClassifier, (16, 16), data, epochs)
    return data, net, ("moons, adam", "accuracy", own_row(net, seconds, nn.bacc, data),
                       peer_row(*peer, nn.bce, nn.bacc, data))


def print_table(rows):
    "One line for each experiment and library."
    print(f"{'experiment':12s} {'library':14s} train loss  {'validation':>26s}  seconds")
    for experiment, score, ours, theirs in rows:
        for library, (loss, valid, seconds) in (("homecooked_nn", ours), ("scikit-learn", theirs)):
            print(f"{experiment:12s} {library:14s} {loss:10.2e}  {score:>17s} {valid:8.5f}"
                  f"  {seconds:7.2f}")
    print("Each library starts from random weights of its own; ours also measures every epoch.")


def draw_fit(net, X, y, ax):
    "The points (x, y), and the curve that the network puts through them."
    x = np.linspace(X.min(), X.max(), 200)
    ax.scatter(X, y, s=6, alpha=0.4, color="C5", label="training data")
    ax.plot(x, net.predict(x), color="C3", label="network")
    ax.set(xlabel="$x$", ylabel="$y$")
    ax.legend()


def draw_line(data, net, name):
    "The data and the fit, and the losses."
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.6))
    draw_fit(net, data[0], data[2], axes[0])
    axes[0].set_title(f"A line, learned by {name}")
    start = min(100, len(net.history["train_loss"]) // 2)
    plot_history(net.history, start=start, ax=axes[1])
    axes[1].set(title=f"Loss from epoch {start + 1} on", ylabel="mean square error")
    return fig


def draw_moons_history(net):
    "Loss and accuracy over the epochs."
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.6))
    plot_history(net.history, ax=axes[0])
    axes[0].set(title="Two moons: loss", yscale="log", ylabel="cross-entropy (logarithmic)")
    plot_history(net.history, "binary_accuracy", ax=axes[1])
    axes[1].set_title("Two moons: accuracy")
    return fig


def draw_regions(data, net):
    "The decision regions, with the validation points."
    fig, ax = plt.subplots(figsize=(6.4, 4.4))
    plot_regions(net, data[1], data[3], ax=ax)
    ax.set_title("Two moons: what the network answers")
    ax.legend(loc="upper left", markerscale=2)       # clear of the border
    return fig


def save(figures, folder):
    "Write the figures as PNG on a light ground, and say where."
    folder.mkdir(parents=True, exist_ok=True)
    for name, fig in figures.items():
        path = folder / f"{name}.png"
        fig.savefig(path, dpi=120, facecolor="white", transparent=False)
        plt.close(fig)
        print(f"wrote {path}")


def main():
    "Run the experiments, print the table, save the figures."
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("figures"), help="folder for the figures")
    parser.add_argument("--quick", action="store_true", help="a tenth of the epochs")
    options = parser.parse_args()
    scale = 10 if options.quick else 1
    plt.style.use("homecooked_nn.book")
    for part in ("text.color", "axes.labelcolor", "axes.titlecolor", "legend.labelcolor"):
        plt.rcParams[part] = "#333333"
    line, nets, rows = regressions(800 // scale)
    moons, net, row = classification(400 // scale)
    print_table([*rows, row])
    figures = {f"line_{name}": draw_line(line, fitted, name) for name, fitted in nets.items()}
    figures.update(moons_history=draw_moons_history(net), moons_regions=draw_regions(moons, net))
    save(figures, options.out)


if __name__ == "__main__":
    main()
