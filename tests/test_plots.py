"""Plots follow matplotlib's conventions and draw what they say."""
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import homecooked_nn as nn
from homecooked_nn.estimators import NeuralNetClassifier
from homecooked_nn.plots import animate_training, answers_at, plane, plot_history, plot_network, plot_regions

X = np.random.RandomState(0).randn(40, 2)
HISTORY = {"train_loss": [3.0, 2.0, 1.0], "valid_loss": [4.0, 3.0, 3.5], "train_accuracy": [0.1, 0.2, 0.3]}


pytestmark = pytest.mark.filterwarnings('ignore:Creating legend with loc="best"')       # where drawing is slow


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: pytest.fail("a plot function called show"))
    with plt.style.context(["homecooked_nn.book", {"figure.dpi": 50}]):
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
    with pytest.raises(TypeError, match="history is a list; a network or its history is wanted"):
        plot_history(HISTORY["train_loss"])


def test_history_of_a_network_and_of_an_estimator_is_drawn():
    net = network(1)
    with pytest.raises(ValueError, match="the history holds nothing yet"):
        plot_history(net)
    estimator = NeuralNetClassifier(epochs=3, early_stopping=True).fit(X, np.arange(40) % 2)
    for source in (net.fit(X, np.arange(40) % 2, epochs=3, verbose=0), estimator):
        _, ax = plt.subplots()
        lines = nn.plots.plot_history(source, ax=ax).lines
        history = source.history if source is net else source.net_.history
        assert list(lines[0].get_ydata()) == history["train_loss"] and len(lines) == (1 if source is net else 2)


@pytest.mark.parametrize("k", [1, 3])
def test_regions_colour_the_networks_answers(k):
    fig, ax = plt.subplots()
    y = np.arange(40) % max(k, 2)
    assert plot_regions(network(k), X, y, ax=ax, points=50) is ax
    assert ax.get_xlabel() == "$x_0$" and ax.get_ylabel() == "$x_1$"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [f"class {c}" for c in range(max(k, 2))]
    points = [c.get_offsets() for c in ax.collections if c.get_label().startswith("class")]
    assert sum(map(len, points)) == 40 and np.array_equal(points[1], X[y == 1])
    fig.canvas.draw()


@pytest.mark.parametrize("bad, message", [
    (dict(X=np.ones((40, 3))), "X has 3 columns; the network is drawn over 2"), (dict(points=1), "points is 1; it must be at"),
    (dict(y=np.zeros(7)), r"y has shape \(7,\); 40 classes are wanted"),
    (dict(y=np.full(40, 5)), "y holds 5; the network's classes are 0 to 1")])
def test_regions_refuse_with_a_reason(bad, message):
    with pytest.raises(ValueError, match=message):
        plot_regions(network(1), **{"X": X, "y": np.zeros(40), **bad})


class Labels:
    "A classifier of scikit-learn's kind that gives no probabilities."
    classes_ = np.array(["a", "b", "c"])

    def predict(self, X):
        return self.classes_[(X[:, 0] > 0).astype(int) + (X[:, 0] > 1)]


def test_regions_take_any_classifier():
    for names in (["no", "yes"], [3, 5, 9]):
        y = np.array(names)[np.arange(40) % len(names)]
        model = LogisticRegression().fit(X, y)
        ax = plot_regions(model, X, y, ax=plt.figure().gca(), points=50)
        assert [text.get_text() for text in ax.get_legend().get_texts()] == [f"class {name}" for name in names]
        x0, x1, rows = plane(X, 20)
        yhat, found = answers_at(model, rows)
        assert np.array_equal(found, names) and yhat.shape == (400, 1 if len(names) == 2 else 3)
        given = (yhat[:, 0] > 0.5).astype(int) if len(names) == 2 else yhat.argmax(axis=1)
        assert np.array_equal(np.array(names)[given], model.predict(rows))
    labels = Labels()
    assert np.array_equal(answers_at(labels, X)[0].argmax(axis=1), np.searchsorted(labels.classes_, labels.predict(X)))
    plot_regions(labels, X, labels.predict(X), ax=plt.figure().gca(), points=50, legend=False).figure.canvas.draw()
    with pytest.raises(ValueError, match="y holds d; the classifier's classes are a, b, c"):
        plot_regions(labels, X, np.full(40, "d"))
    with pytest.raises(ValueError, match=r"y has shape \(7,\); 40 classes are wanted"):
        plot_regions(labels, X, np.full(7, "a"))


def drawn_weights(ax):
    "What the lines of a drawn network say: {(l, height, next height): (sign, width)}."
    found = {}
    for lines in ax.collections:
        if isinstance(lines, LineCollection) and lines.get_segments():
            sign = -1 if lines.get_linestyle()[0][1] else 1              # dashed or solid
            assert np.allclose(lines.get_color()[0][:3], matplotlib.colors.to_rgb("C0" if sign > 0 else "C3"))
            for ((l, y), (_, y_next)), width in zip(lines.get_segments(), lines.get_linewidth()):
                found[int(l), y, y_next] = sign, width
    return found


def test_every_weight_is_a_line_of_its_size_and_sign():
    net, (_, ax) = network(3), plt.subplots()
    net.parameters.W[1][2, 1] = 0
    assert plot_network(net, ax=ax) is ax
    found, largest = drawn_weights(ax), max(np.abs(W).max() for W in net.parameters.W)
    for l, W in enumerate(net.parameters.W):
        for i, j in np.argwhere(W):
            sign, width = found.pop((l, (W.shape[0] - 1) / 2 - i, (W.shape[1] - 1) / 2 - j))
            assert sign == np.sign(W[i, j]) and np.isclose(width, 4 * abs(W[i, j]) / largest)
    assert not found                                                     # no line for the 0
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["weight > 0", "weight < 0"]
    assert ax.get_title() == "2-4-3" and not ax.texts
    assert [label.get_text() for label in ax.get_xticklabels()] == ["input\n2 units", "tanh\n4 units", "softmax\n3 units"]


def test_weights_too_small_to_be_seen_have_no_line():
    net, (_, ax) = network(3), plt.subplots()
    net.parameters.W[0][...] *= -1e-100                # its dashes would be drawn for ever
    plot_network(net, ax=ax)
    assert {l for l, *_ in drawn_weights(ax)} == {1}


def test_a_sample_shows_its_activations():
    net, x = network(3), [0.3, -20.0]
    net.parameters.W[0][...] *= 5
    ax = plot_network(net, x)
    trace = nn.forward(net.parameters, net.activations, np.array([x]))
    wanted = [f"{value:.2f}" if abs(value) < 10 else f"{value:.3g}" for a in trace.a for value in a[0]]
    assert [text.get_text() for text in ax.texts] == wanted and wanted[1] == "-20"
    faces = [units.get_facecolor() for units in ax.collections if not isinstance(units, LineCollection)]
    assert [len(face) for face in faces] == [2, 4, 3] and len(np.unique(faces[0], axis=0)) == 2
    assert np.min(np.concatenate(faces)[:, :3].max(axis=1)) > 0.6        # light enough for black digits
    with pytest.raises(ValueError, match="X has 3 columns; the network expects 2"):
        plot_network(net, [1, 2, 3])


def test_a_large_layer_is_folded_and_its_true_size_told():
    net = nn.NeuralNet(30, (12, 13, 1), ["relu", "relu", "linear"], "mse", random_state=0)
    ax = plot_network(net, np.arange(30))
    assert len(drawn_weights(ax)) == 12 * 12 + 12 * 12 + 12
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == [0, 2] and len(ax.texts) == 12 + 12 + 12 + 1
    assert [text.get_text() for text in ax.texts[:12]] == [f"{v:.2f}" for v in range(6)] + [f"{v}" for v in range(24, 30)]
    assert [label.get_text().split("\n")[1] for label in ax.get_xticklabels()] == ["30 units", "12 units", "13 units", "1 unit"]
    last, = drawn_weights(plot_network(nn.NeuralNet(1, 1, "linear", "mse", random_state=0), ax=plt.figure().gca()))
    assert last == (0, 0, 0)


def test_names_are_drawn_as_they_are():
    @nn.Activation
    def odd(z):
        return z
    odd.__name__ = "$\\frac$ $"
    net = network(1)
    net.activations = [odd, net.activations[1]]
    ax = plot_network(net)
    ax.figure.canvas.draw()
    assert ax.get_xticklabels()[1].get_text() == "$\\frac$ $\n4 units"


@pytest.mark.parametrize("draw", [
    lambda ax: plot_history(HISTORY, ax=ax), lambda ax: plot_regions(network(3), X, np.arange(40) % 3, ax=ax, points=50),
    lambda ax: plot_network(network(1), X[0], ax=ax),
    lambda ax: animate_training(network(1), X, np.arange(40) % 2, epochs=1, ax=ax, points=20).to_jshtml()])
def test_nothing_but_the_given_axes_changes(draw):
    fig, (left, right) = plt.subplots(1, 2, figsize=(5, 3))
    plt.sca(left)
    settings, figures, random = dict(plt.rcParams), plt.get_fignums(), np.random.get_state()[1].copy()
    draw(right)
    assert dict(plt.rcParams) == settings and plt.get_fignums() == figures and plt.gca() is left
    assert np.array_equal(np.random.get_state()[1], random)
    assert not left.has_data() and right.has_data() and tuple(fig.get_size_inches()) == (5, 3)
    fig.canvas.draw()


def filmed(**keywords):
    net, (_, ax) = network(1), plt.subplots(figsize=(4, 3), dpi=50)
    given = dict(epochs=7, every=3, ax=ax, points=20, batch_size=8)
    return net, ax, animate_training(net, X, np.arange(40) % 2, **{**given, **keywords})


def test_a_film_has_a_frame_at_the_start_after_every_few_epochs_and_at_the_end(tmp_path):
    net, ax, film = filmed()
    plain = network(1).fit(X, np.arange(40) % 2, batch_size=8, epochs=7, verbose=0)
    assert ax.get_title() == "epoch 7" and ax.get_xlabel() == "$x_0$"
    shown = []
    for name in ("once.gif", "twice.gif"):
        film.save(tmp_path / name, progress_callback=lambda i, n: shown.append(ax.get_title()))
    assert shown == 2 * ["epoch 0", "epoch 3", "epoch 6", "epoch 7"]
    assert np.array_equal(net.parameters.theta, plain.parameters.theta)   # no showing trains
    assert (tmp_path / "once.gif").read_bytes() == (tmp_path / "twice.gif").read_bytes()
    with Image.open(tmp_path / "once.gif") as gif:
        assert gif.n_frames == 4 and gif.size == (200, 150) and "transparency" not in gif.info
        assert min(gif.convert("RGB").getpixel((1, 1))) > 240       # older palettes have no pure white
    assert len([c for c in ax.collections if c.get_label().startswith("class")]) == 2
    assert len(ax.collections) <= 4                                      # old shades are gone


def test_a_film_as_html_loads_nothing():
    html = filmed()[2].to_jshtml()
    assert html.count("data:image/png;base64") == 4 and "title=\"Play\"" in html
    assert "<link" not in html and "http" not in html and "fa-" not in html and "&gt;&gt;|" in html


def test_a_film_goes_on_from_where_the_network_is_and_may_be_stopped():
    net, ax, film = filmed(epochs=2)
    film.to_jshtml()                                                     # or matplotlib warns
    calls = []
    animate_training(net, X, np.arange(40) % 2, epochs=9, every=4, ax=ax, callbacks=lambda net,
                     epoch, history: calls.append(epoch) or epoch == 5).to_jshtml()
    assert ax.get_title() == "epoch 7" and calls == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("bad, message", [
    (dict(y=np.full(40, 5)), "y holds 5; the network's classes are 0 to 1"),
    (dict(every=0), "every is 0; it must be at least 1"), (dict(epochs=-1), "epochs is -1"),
    (dict(X=np.ones((40, 3))), "X has 3 columns; the network is drawn over 2")])
def test_a_film_that_makes_no_sense_is_refused_before_it_starts(bad, message):
    net, figures = network(1), plt.get_fignums()
    with pytest.raises(ValueError, match=message):
        animate_training(net, **{"X": X, "y": np.zeros(40), **bad})
    assert net.history == {} and plt.get_fignums() == figures


@pytest.mark.parametrize("draw", [plot_network, lambda net: animate_training(net, X, np.zeros(40))])
def test_only_a_network_can_be_drawn(draw):
    with pytest.raises(TypeError, match="net is a dict; a NeuralNet is wanted"):
        draw({})


def test_a_film_knows_the_names_of_columns():
    table, y = pd.DataFrame(X, columns=["age", "rent"]), np.arange(40) % 2
    net = network(1)
    animate_training(net, table, y, epochs=1)._draw_was_started = True
    assert net.columns == ["age", "rent"]
    with pytest.raises(ValueError, match="column 0 of X is 'rent', and was 'age' in the training"):
        animate_training(net, table[["rent", "age"]], y, epochs=1)
    assert len(net.history["train_loss"]) == 1


def test_a_history_of_words_is_not_drawn():
    with pytest.raises(TypeError, match=r"history\['train_loss'\] must be a table of numbers; it holds 'low' in row 0"):
        plot_history({"train_loss": ["low", "high"]})


def test_a_film_of_a_part_of_a_figure_saves_the_whole(tmp_path):
    fig = plt.figure(figsize=(4, 2), dpi=50)
    part, _ = fig.subfigures(1, 2)
    filmed(ax=part.subplots())[2].save(tmp_path / "part.gif")
    with Image.open(tmp_path / "part.gif") as gif:
        assert gif.size == (200, 100) and gif.n_frames == 4


def test_regions_of_a_table_with_names():
    table, words = pd.DataFrame(X, columns=["age", "rent"]), np.array(["fig", "plum", "kiwi"])[np.arange(40) % 3]
    estimator = NeuralNetClassifier(epochs=1).fit(table, words)
    net = network(3).fit(table, np.arange(40) % 3, epochs=1, verbose=0)
    for model, y in ((estimator, words), (net, np.arange(40) % 3), (make_pipeline(estimator), words)):
        plot_regions(model, table, y, points=5)                       # and without a warning
        with pytest.raises(ValueError, match="column 0 of X is 'rent', and was 'age' in the training"):
            plot_regions(model, table[["rent", "age"]], y)
    plot_network(estimator)
    _, ax = plt.subplots()
    plot_regions(network(1), pd.DataFrame(X, columns=["age", "$\\bad$"]), np.zeros(40), ax=ax, points=5)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("age", "$\\bad$")
    ax.figure.canvas.draw()                                           # as it stands, no formula
