"""What a trace, a network and a history show of themselves."""
import io
import re
import warnings
from contextlib import redirect_stderr
from html import escape, unescape

import numpy as np
import pandas as pd
import pytest

import homecooked_nn as nn
from book import NBS, cells
from homecooked_nn.support import folded

RNG = np.random.RandomState(0)
X, Y = RNG.randn(40, 2), (RNG.rand(40, 1) > 0.5).astype(float)


def network(**keywords):
    return nn.NeuralNet(2, (4, 1), ["tanh", "sigmoid"], "bce", ["bacc"], "adam", random_state=0, **keywords)


def step(rows, masks=None):
    "A network, the trace of a whole step on so many rows, and the gradient."
    net = network()
    trace = nn.forward(net.parameters, net.activations, X[:rows], masks)
    return net, trace, nn.backward(net.parameters, net.activations, net.loss, trace, Y[:rows])


def in_cells(html):
    "The rows of a table, as lists of what a reader sees."
    return [[unescape(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
            for row in re.findall(r"<tr>(.*?)</tr>", html, re.S)]


@pytest.mark.parametrize("rows", [1, 3, 40])
@pytest.mark.parametrize("masked", [False, True])
def test_a_trace_shows_one_step(rows, masked):
    masks = [None, 2.0 * (RNG.rand(rows, 4) > 0.5)] if masked else None
    net, trace, gradient = step(rows, masks)
    head, *layers = in_cells(trace._repr_html_())
    assert head == ["l", "layer_input(l)", "z[l]", "a[l + 1]", "delta[l]", "dW[l]"]
    for l, shown in enumerate(layers):
        assert shown == [str(l), *map(folded, (trace.layer_input(l), trace.z[l], trace.a[l + 1],
                                               trace.delta[l], gradient.W[l]))]
        assert shown[4].startswith(f"({rows}, {net.parameters.sizes[l + 1]})\n")
    for name, arrays in dict(a=trace.a, z=trace.z, delta=trace.delta).items():
        for l, array in enumerate(arrays):
            assert f"\n{name}[{l}] {folded(array)}" in repr(trace)


@pytest.mark.parametrize("trace", [nn.Trace(a=[]), nn.Trace(a=[X]), nn.Trace(a=[[[1, 2]]], z=[X]),
                                   nn.Trace(a=[X], z=[X, X], delta=[None, X])])
def test_a_half_filled_trace_has_a_text(trace):
    assert repr(trace).startswith("Trace") and "None" not in repr(trace)
    assert repr(trace).count("(40, 2)") == sum(array is X for array in (*trace.a, *trace.z, *trace.delta))


def test_a_half_filled_or_broken_trace_has_a_table():
    whole = ["(40, 2)", "(40, 4)", "(40, 4)", "(40, 4)", "(2, 4)"]

    def shapes(trace):
        return [[cell.split("\n")[0] for cell in layer[1:]] for layer in in_cells(trace._repr_html_())[1:]]

    net, trace, _ = step(40)
    assert shapes(trace)[0] == whole and nn.Trace(a=[X])._repr_html_().count("<tr>") == 1
    trace.delta[0] = None
    assert shapes(trace)[0] == [*whole[:3], "", ""] and shapes(trace)[1][3:] == ["(40, 1)", "(4, 1)"]
    trace.delta = []
    assert shapes(trace)[1][3:] == ["", ""]
    trace.z[0][...], trace.delta = np.nan, [np.full((40, 4), np.inf), np.full((40, 1), np.nan)]
    flat = nn.Trace(a=[X[0], np.ones(4), np.ones(1)], z=[np.ones(4), np.ones(1)],
                    delta=[np.ones(4), np.ones(1)])
    none = nn.forward(net.parameters, net.activations, X[:0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert shapes(trace)[0] == whole and "nan" in trace._repr_html_()
        assert shapes(flat) == [["(2,)", "(4,)", "(4,)", "(4,)", ""], ["(4,)", "(1,)", "(1,)", "(1,)", ""]]
        assert shapes(none)[0][:3] == ["(0, 2)", "(0, 4)", "(0, 4)"]


def test_small_numbers_are_readable_and_large_arrays_folded():
    options = np.get_printoptions()
    assert folded([[1e-9, 2e-9]]) == "(1, 2)\n[[1.e-09 2.e-09]]"
    assert folded([1 / 3, 100]) == "(2,)\n[  0.3333 100.    ]"
    assert "..." not in folded(np.ones(40)) and folded(np.arange(41)) == "(41,)\n[ 0  1 ... 39 40]"
    large = nn.forward(nn.Parameters((30, 20)), [nn.relu], np.zeros((100_000, 30)))
    assert len(repr(large)) < 600 and len(large._repr_html_()) < 2500 and "(100000, 30)" in repr(large)
    assert np.get_printoptions() == options


def test_what_is_shown_is_escaped_and_brings_no_style_of_its_own():
    evil = '<script>alert(1)</script>&"'

    @nn.Activation
    def hostile(z):
        return z
    hostile.def_derivative(lambda z, a: np.ones_like(z))
    hostile.__name__ = evil
    net = nn.NeuralNet(2, (3, 1), [hostile, "sigmoid"], nn.Loss(nn.mse.function, evil), random_state=0)
    trace = nn.forward(net.parameters, net.activations, X)
    trace.z[0] = np.array([[evil]], object)
    for thing in (net, trace):
        html = thing._repr_html_()
        assert "<script" not in html and escape(evil) in html and repr(thing)
        assert set(re.findall(r"</?(\w+)", html)) <= {"table", "tr", "th", "td", "p"}
        assert re.findall(r"color: *([^;\"]+)", html) == ["inherit"] and "http" not in html


def test_a_network_shows_its_layers_and_how_far_it_has_come():
    net = network()
    assert repr(net) == "NeuralNet(2-4-1, tanh sigmoid, binary_cross_entropy, Adam, 0 epochs)"
    assert "t = 0; 0 epochs</p>" in net._repr_html_()
    net.fit(X, Y, batch_size=8, epochs=3, verbose=0)
    head, *layers = in_cells(net._repr_html_())
    assert head == ["layer", "units", "activation", "W", "b", "parameters"]
    assert layers == [["input", "2", "", "", "", ""], ["hidden_0", "4", "tanh", "(2, 4)", "(4,)", "12"],
                      ["output", "1", "sigmoid", "(4, 1)", "(1,)", "5"], ["sum", "7", "", "", "", "17"]]
    told = unescape(re.search("<p>(.*)</p>", net._repr_html_())[1])
    assert told.startswith("loss binary_cross_entropy; Adam(learning_rate=0.001, ")
    assert told.endswith(f"t = 15; 3 epochs, train_loss {net.history['train_loss'][-1]:.4g}")
    assert repr(net).endswith("Adam, 3 epochs)")


def test_a_history_is_a_data_frame_by_the_call_that_the_chapter_gives():
    call, = re.findall(r"`(pd\.DataFrame\(.+?\))`", "".join(
        cell["source"] for cell in cells(NBS / "20_fit.ipynb") if cell["cell_type"] == "markdown"))
    net = network().fit(X, Y, epochs=6, valid_data=(X[:9], Y[:9]), verbose=0)
    frame = eval(call, {"pd": pd, "net": net})
    assert list(frame) == ["train_loss", "valid_loss", "train_binary_accuracy", "valid_binary_accuracy"]
    assert frame.shape == (6, 4) and {str(kind) for kind in frame.dtypes} == {"float64"}
    assert frame.loc[5, "valid_loss"] == net.history["valid_loss"][-1]


def test_a_dict_for_each_call_holds_lists_of_one_length():
    net, later = network().fit(X, Y, epochs=2, verbose=0), {}
    net.fit(X, Y, epochs=3, valid_data=(X, Y), history=later, verbose=0)
    assert {name: len(values) for name, values in net.history.items()} == {
        "train_loss": 5, "train_binary_accuracy": 5, "valid_loss": 3, "valid_binary_accuracy": 3}
    assert pd.DataFrame(later).shape == (3, 4)


def test_another_bar_can_take_the_place_of_the_line(capsys):
    pytest.importorskip("tqdm")
    code, = (found for cell in cells(NBS / "20_fit.ipynb") if cell["cell_type"] == "markdown"
             for found in re.findall(r"```python\n(.*?)```", cell["source"], re.S) if "tqdm" in found)
    space, told = {"net": network(), "X": X, "y": Y}, io.StringIO()
    with redirect_stderr(told):
        exec(code, space)
    assert len(space["net"].history["train_loss"]) == space["bar"].n == space["bar"].total == 100
    assert "100/100" in told.getvalue() and "loss=" in told.getvalue() and capsys.readouterr().out == ""
