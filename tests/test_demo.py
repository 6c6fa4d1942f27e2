"""The live demo: what it cooks, every control, and the page in a real browser."""
import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace

import matplotlib
import numpy as np
import pytest

import homecooked_nn as nn
from book import NBS, REPO, settings

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

pytestmark = pytest.mark.xdist_group("demo")  # one worker: Streamlit is loaded once, and the server started once
DEMO = REPO / "demo"
sys.path.insert(0, str(DEMO))
from presets import DEFAULTS, PRESETS    # noqa: E402
from recipe import DATA, Kitchen, Recipe, class_count, picture_of    # noqa: E402


@pytest.fixture(autouse=True)
def main_module(monkeypatch):
    "AppTest puts the page in its place; processes that other tests spawn would run it."
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

NUMBERS = "a,b,y\n" + "".join(f"{i},{i % 7},{i * i / 3}\n" for i in range(60))
NAMES = "a,b,kind\n" + "".join(f"{i},{i % 7},{'plum' if i % 3 else 'fig'}\n" for i in range(60))
MANY = "a,b,kind\n" + "".join(f"{i},{i % 7},{i % 4}\n" for i in range(60))


def table(text, target):
    return Recipe(data="your own CSV", csv=("my table.csv", text.encode(), target), units=(4,),
                  activations=("relu",))


def preset(name):
    "The recipe of a preset, its epochs, batch and rate."
    chosen = {**DEFAULTS, **PRESETS[name][1]}
    layers = range(1, chosen["layers"] + 1)
    same = {k: chosen[k] for k in Recipe.__dataclass_fields__ if k in chosen and k not in ("output", "loss")}
    recipe = Recipe(**same, units=tuple(chosen[f"units_{l}"] for l in layers),
                    activations=tuple(chosen[f"activation_{l}"] for l in layers))
    return recipe, chosen["epochs"], chosen["batch"], chosen["rate"]


def trained(name, seconds=60):
    recipe, *how = preset(name)
    kitchen = Kitchen(recipe)
    return kitchen, kitchen.train(*how, seconds=seconds)


def state_of(net):
    "All that decides what a network does next."
    return (net.parameters.theta.tobytes(), net.history, net.optimizer.t, str(net.rng.get_state()))


# What it cooks.

@pytest.mark.parametrize("name", [name for name in DATA if name != "your own CSV"])
def test_data_are_split_and_drawn(name):
    kitchen = Kitchen(Recipe(data=name))
    X, X_valid, y, y_valid = kitchen.data
    rows = 1797 if name == "digits" else 1500
    assert len(X) == len(y) and len(X_valid) == len(y_valid) == rows // 4 + (rows % 4 > 0)
    assert class_count(kitchen.data) == {"digits": 10, "line": 0, "curve": 0}.get(name, 2)
    assert len(X) + len(X_valid) == rows and np.isfinite(X).all()


@pytest.mark.filterwarnings("ignore:. is far from size 1:RuntimeWarning")       # as the tables are
@pytest.mark.parametrize("recipe", [
    Recipe(points=200, l1=1e-4, l2=1e-3, dropout=0.25, clip=0.1, optimizer="nesterov", seed=7),
    Recipe(data="moons", points=200, units=(), activations=(), loss="mse", initializer="lecun_normal"),
    Recipe(data="circles", points=200, output="sigmoid", loss="mse", units=(3,), activations=("relu",)),
    Recipe(data="curve", points=200, units=(8,), activations=("tanh",)),
    Recipe(data="line", points=200, units=(4,), activations=("leaky_relu",)),
    Recipe(data="digits", units=(8,), activations=("relu",)),
    table(NUMBERS, "y"), table(NAMES, "kind"), table(MANY, "kind")],
    ids="spirals moons circles curve line digits numbers names classes".split())
def test_the_python_repeats_the_screen_bit_for_bit(recipe, tmp_path, monkeypatch):
    kitchen = Kitchen(recipe)
    kitchen.train(2, 32, 0.01, seconds=0)           # no time: one epoch each
    kitchen.train(1, 32, 0.01)
    kitchen.step(16, 0.01)
    kitchen.step(16, 0.01)
    kitchen.train(2, 64, 0.003, seconds=60)
    kitchen.step(16, 0.01)
    assert [(a.kind, a.count) for a in kitchen.journal] == [("fit", 2), ("step", 2), ("fit", 2), ("step", 1)]
    if recipe.csv:
        (tmp_path / recipe.csv[0]).write_bytes(recipe.csv[1])
    monkeypatch.chdir(tmp_path)
    space = {}
    exec(kitchen.code(), space)
    assert len(plt.get_fignums()) == 3
    plt.close("all")
    assert state_of(space["net"]) == state_of(kitchen.net) and kitchen.epochs == 4 and kitchen.steps == 3
    (tmp_path / "net.npz").write_bytes(kitchen.file())
    assert state_of(nn.load(tmp_path / "net.npz")) == state_of(kitchen.net)
    assert max(map(len, kitchen.code().splitlines())) <= 100


def test_the_python_imports_what_it_uses_and_no_more():
    code = Kitchen(Recipe(points=200)).code()
    names = [line.split()[-1] for line in code.splitlines() if line.startswith(("from", "import"))]
    assert {"np", "NeuralNet", "plot_regions"} <= set(names) and not {"pd", "L1", "make_moons"} & set(names)
    assert all(len(re.findall(rf"\b{name}\b", code)) > 1 for name in names)


def test_a_step_under_the_microscope_is_the_step_of_the_network():
    kitchen = Kitchen(Recipe(points=200, dropout=0.5, units=(4,), activations=("tanh",), optimizer="sgd"))
    theta, rng = kitchen.net.parameters.theta.copy(), str(kitchen.net.rng.get_state())
    kitchen.step(8, 0.5)
    moved = kitchen.net.parameters.theta - theta
    assert str(kitchen.net.rng.get_state()) != rng           # the masks of the step were drawn
    assert np.isclose(np.linalg.norm(moved), kitchen.look.move)
    assert np.isclose(kitchen.look.move, 0.5 * kitchen.look.length)
    shown = re.findall(r"<td[^>]*>(.*?)</td>", kitchen.look.table, re.S)
    first = -moved[:8].reshape(2, 4) / 0.5                   # the gradient of W[0], from the step
    assert shown[5].split("\n")[0] == "(2, 4)"
    assert np.allclose(np.array(re.findall(r"-?\d[\d.]*(?:e-?\d+)?", shown[5].split("\n", 1)[1]), float),
                       first.ravel(), atol=1e-4)


def test_presets_show_what_they_say():
    wrong = {name: set(changes) - set(DEFAULTS) for name, (_, changes) in PRESETS.items()}
    assert not any(wrong.values()), wrong
    small, _ = trained("a network too small for spirals")
    assert max(small.net.history["valid_binary_accuracy"]) < 0.85
    straight, _ = trained("no bend at all")
    assert straight.net.history["valid_r2"][-1] < 0.3
    loss = trained("learning by heart")[0].net.history
    assert loss["valid_loss"][-1] > 2 * min(loss["valid_loss"]) and loss["train_loss"][-1] < 0.05
    heard = trained("all relu units dead")[1]
    assert len(heard) == 1 and heard[0].startswith("layer 1 (counted from 0) puts out 0")
    with pytest.raises(FloatingPointError, match="train_loss became .* in epoch 6"):
        trained("a rate that is too large")
    assert trained("ten digits")[0].net.history["valid_accuracy"][-1] > 0.95
    assert trained("two spirals")[0].net.history["valid_binary_accuracy"][-1] > 0.98


def test_a_divergence_leaves_whole_epochs_and_finite_weights():
    recipe, _, batch, rate = preset("a rate that is too large")
    kitchen = Kitchen(recipe)
    with pytest.raises(FloatingPointError):
        kitchen.train(50, batch, rate, seconds=60)
    assert kitchen.epochs == len(kitchen.net.history["train_loss"]) == 5
    before = state_of(kitchen.net)
    with pytest.raises(FloatingPointError, match="a step at rate 10 led to weights that are not finite"):
        for _ in range(50):
            before = state_of(kitchen.net)
            kitchen.step(batch, 10.0)
    assert state_of(kitchen.net) == before


@pytest.mark.parametrize("text, target, message", [
    (b"a,b\n" + b"1,2\n" * 300_000, "b", "the file has 1200004 bytes; at most 1048576 are taken"),
    (b"", "b", "the first line has 1 columns; 2 to 100 are taken"),
    (b"a;b\n" + b"1;2\n" * 20, "b", "the first line has 1 columns; 2 to 100 are taken, their names"),
    (b"," * 500_000, "b", "the first line has 500001 columns"),
    (b"a,b\n" + b"\xff\xfe,2\n" * 20, "b", "the file cannot be read as a table: 'utf-8' codec"),
    (b"a,b\n" + b"1,2\n" * 20 + b"1,2,3\n", "b", "cannot be read as a table: .*Expected 2 fields"),
    (b"a,b\n" + b"1,2,3\n" * 20, "b", "a row has more values than the first line"),
    (b"a,b\n1,2\n", "b", "the table has 1 rows; 10 to 5000 are taken"),
    (b"a,b\n" + b"1,2\n" * 6000, "b", "the table has 6000 rows"),
    (b"a,b\n" + b"1,2\n" * 20 + b",2\n", "b", "column 'a' has an empty cell"),
    (b"a,b\n" + b"red,2\n" * 20, "b", "column 'a' holds 'red'; every column but the target must hold"),
    (b"a,b\n" + b"1,2\n" * 20 + b"inf,3\n", "b", "column 'a' holds a number of size inf"),
    (b"a,b\n" + b"1,2\n-1.7976931348623157e308,3\n" * 20, "b", "'a' holds a number of size 1.79769e.308; 0 and sizes from 1e-100"),
    (b"a,b\n" + b"1,2\n1,1e101\n" * 20, "b", "column 'b' holds a number of size 1e.101"),
    (b"a,b\n" + b"1,2e-200\n1,1e-200\n" * 20, "b", "column 'b' holds a number of size 2e-200; 0 and sizes from 1e-100 to 1e.100"),
    (b'"a\n' + b",1" * 200 + b'",b\n' + b"1,2\n" * 20, "b", "the first line ends within quotation marks"),
    (b"a" * 300 + b",b\n" + b"1,2\n" * 20, "b", "column 'aaa.*'... has a name of 300 letters; at most 100 are taken"),
    (b"a,b\n" + b"1,2\n" * 20, "b", "the target 'b' is the same in every row"),
    (b"a,b\n" + b"".join(b"1,name%d\n" % i for i in range(30)), "b", "'b' has 30 different texts; at most 20")])
def test_a_table_that_cannot_be_taken_is_refused_with_a_reason(text, target, message):
    with pytest.raises(ValueError, match=message):
        Kitchen(Recipe(data="your own CSV", csv=("t.csv", text, target)))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")       # that X is far from size 1, that nothing is learned
@pytest.mark.parametrize("text", [
    b"a,y\n" + b"1e100,0\n-1e100,1\n1e-100,1\n" * 10, b"a,y\n" + b"1,1e100\n2,-1e100\n3,1e-100\n4,0.5\n" * 10,
    b"a,y\n" + b"7,1\n7,2\n" * 10, b"a,b,y\n" + b"7,7,1\n7,7,2\n" * 10, b"a,b,y\n" + b"18446744073709551615,1e-99,x\n0,2,z\n" * 10])
def test_no_number_that_is_taken_crashes(text):
    kitchen = Kitchen(Recipe(data="your own CSV", csv=("t.csv", text, "y"), units=(4,), activations=("relu",)))
    for learn in (lambda: kitchen.train(3, 4, 0.01), lambda: kitchen.step(4, 10.0), lambda: kitchen.train(3, 4, 10.0)):
        with contextlib.suppress(FloatingPointError):
            learn()
    draw, part, _ = picture_of(kitchen.data)
    X, X_valid, y, y_valid = kitchen.data
    figure, ax = plt.subplots()
    draw(kitchen.net, *{"train": (X, y), "valid": (X_valid, y_valid)}[part], ax)
    figure.canvas.draw()
    plt.close(figure)
    assert np.isfinite(kitchen.net.parameters.theta).all() and kitchen.file() and kitchen.code()


def test_links_lead_to_chapters():
    chapters = re.findall(r'"(\d\d_\w+)"', (DEMO / "app.py").read_text())
    assert len(set(chapters)) > 8 and all((NBS / f"{name}.ipynb").exists() for name in chapters)


def test_the_space_is_made_of_what_is_there():
    head = (DEMO / "README.md").read_text().split("---\n")[1]
    assert dict(line.split(": ") for line in head.splitlines())["sdk"] == "docker"
    docker = (DEMO / "Dockerfile").read_text()
    assert f"app_port: {re.search(r'--server.port=([0-9]+)', docker)[1]}\n" in head
    for name in re.search(r"^COPY (.*) \./$", docker, re.M)[1].split():
        assert (DEMO / name).exists(), name
    assert "--browser.serverAddress=" in docker           # or its address is asked for outside
    assert "streamlit" in settings()["demo_requirements"]


# Every control.

SAVE = Figure.savefig


def save_no_pixels(figure, file, dpi):
    "In the place of a figure a small one: pixels take most of a run."
    SAVE(Figure((0.1, 0.1), layout="none"), file)


@pytest.fixture
def page(monkeypatch):
    "The page as Streamlit's own test runs it, quickly: few points, and pictures that are drawn, but not into pixels."
    pytest.importorskip("streamlit", reason="Streamlit is not installed: pip install -e '.[demo]'")
    from streamlit.testing.v1 import AppTest
    monkeypatch.setattr(Figure, "savefig", save_no_pixels)
    found = AppTest.from_file(str(DEMO / "app.py"), default_timeout=120)
    found.session_state.points = 200
    return found.run()


def texts(elements):
    return "\n".join(element.value for element in elements)


CONTROLS = dict(
    data="moons", points=300, noise=0.2, layers=3, units_1=5, units_2=6, units_3=7, activation_1="relu",
    activation_2="leaky_relu", activation_3="sigmoid", output="sigmoid", initializer="glorot_normal",
    seed=9, loss="mse", optimizer="rmsprop", rate=0.03, batch=16, l1=1e-4, l2=1e-3, dropout=0.1,
    clip=1.0, epochs=3, every=1)
LATER = {"preset", "train", "step", "reset", "file", "target", "download"}       # have tests of their own


def widgets(page):
    kinds = "selectbox number_input slider select_slider button".split()
    return {widget.key: widget for kind in kinds for widget in page.get(kind)}


def test_every_control_does_what_it_says(page):
    widgets(page)["layers"].set_value(3)
    page.run()
    found = widgets(page)
    assert set(found) == set(CONTROLS) | (LATER - {"file", "target", "download"})
    assert all(found[key].help for key in found if key != "preset")
    for key, value in CONTROLS.items():
        found[key].set_value(value)
    page.run()
    recipe = page.session_state.kitchen.recipe
    assert recipe == Recipe(
        data="moons", points=300, noise=0.2, units=(5, 6, 7), activations=("relu", "leaky_relu", "sigmoid"),
        output="sigmoid", loss="mse", optimizer="rmsprop", l1=1e-4, l2=1e-3, dropout=0.1, clip=1.0,
        initializer="glorot_normal", seed=9)
    page.button("train").click().run()
    assert not page.exception and page.metric[0].value == "3" and page.button("train").label == "Train"
    assert "epochs=3, learning_rate=0.03" in page.code[0].value and "batch_size=16" in page.code[0].value
    twin = Kitchen(recipe)
    twin.train(3, 16, 0.03, seconds=60)
    assert state_of(twin.net) == state_of(page.session_state.kitchen.net)


def test_step_and_reset(page):
    first = state_of(page.session_state.kitchen.net)
    page.button("step").click().run()
    page.button("step").click().run()
    assert "for t in range(0, 2):" in page.code[0].value and "Step 2: the loss of this batch" in texts(page.markdown)
    assert "layer_input(l)" in page.get("html")[0].proto.body
    page.button("reset").click().run()
    assert state_of(page.session_state.kitchen.net) == first and not page.exception
    assert "Press *Step one batch*." in texts(page.caption)


def test_rate_and_batch_may_change_during_a_training_and_the_rest_begins_anew(page):
    widgets(page)["epochs"].set_value(2)
    page.button("train").click().run()
    widgets(page)["rate"].set_value(0.1)
    widgets(page)["batch"].set_value(64)
    page.button("train").click().run()
    assert page.metric[0].value == "4" and page.code[0].value.count("net.fit(") == 2
    widgets(page)["seed"].set_value(1)
    page.run()
    assert page.metric[0].value == "0" and "net.fit(" not in page.code[0].value


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_starts(page, name, monkeypatch):
    monkeypatch.setattr(Figure, "savefig", SAVE)
    page.selectbox("preset").set_value(name).run()
    assert not page.exception and PRESETS[name][0] == page.info[0].value
    assert page.session_state.kitchen.recipe == replace(preset(name)[0], points=page.session_state.points)


def test_a_divergence_and_dead_units_are_explained(page):
    page.selectbox("preset").set_value("a rate that is too large").run()
    page.button("train").click().run()
    assert not page.exception and "The training diverged" in page.error[0].value
    assert "train_loss became" in page.get("text")[0].value and page.metric[0].value == "5"
    page.selectbox("preset").set_value("all relu units dead").run()
    assert not page.error
    widgets(page)["epochs"].set_value(2)
    page.button("train").click().run()
    assert "layer 1 (counted from 0) puts out 0" in page.get("text")[0].value and page.warning and not page.exception


@pytest.mark.parametrize("changes, message", [
    (dict(output="softmax"), "softmax of a single output is always 1"),
    (dict(output="linear"), "binary_cross_entropy does not fit an output layer with linear; it wants sigmoid"),
    (dict(loss="cce"), "categorical_cross_entropy does not fit")])
def test_what_the_library_refuses_is_a_message(page, changes, message):
    for key, value in changes.items():
        widgets(page)[key].set_value(value)
    page.run()
    assert not page.exception and page.error and message in page.get("text")[0].value
    for key in changes:
        widgets(page)[key].set_value("automatic")
    page.run()
    assert not page.error and page.button("train").label == "Train"


def test_a_mismatch_that_shows_only_in_training_is_a_message_too(page):
    page.selectbox("preset").set_value("ten digits").run()
    widgets(page)["loss"].set_value("mse")
    page.run()
    for button in ("train", "step"):
        page.button(button).click().run()
        assert not page.exception and page.error and "; the network puts out (n, 10)" in page.get("text")[0].value


def test_a_table_of_ones_own(page):
    widgets(page)["data"].set_value("your own CSV")
    page.run()
    assert "Choose a CSV file" in page.info[1].value and not page.exception
    for name, text, columns, classes in (("n.csv", NUMBERS, ["a", "b", "y"], 0), ("k.csv", NAMES, ["a", "b", "kind"], 2)):
        page.file_uploader[0].set_value((name, text.encode(), "text/csv"))
        page.run()
        assert not page.exception and not page.error and page.selectbox("target").options == columns
        assert page.selectbox("target").value == columns[-1]
        assert class_count(page.session_state.kitchen.data) == classes
    page.selectbox("target").set_value("a").run()
    assert "column 'kind' holds 'fig'" in page.get("text")[0].value and page.error and not page.exception
    page.file_uploader[0].set_value(("bad.csv", b"a,b\n1,\n" * 20, "text/csv"))
    page.run()
    assert not page.exception and "has an empty cell" in page.get("text")[0].value


HOSTILE = "![x](https://elsewhere.invalid/p.png) <img src=x> $p$ :tada:"


@pytest.mark.parametrize("cells", [",2,0\n", "red,2,0\n", "1e200,2,0\n", "1,2,0\n", "1,2,0\n1,2,1\n", "3,red,0\n"])
def test_nothing_of_a_file_reaches_the_page_as_markdown(page, cells):
    "Whatever is said, the boxes and the other places that read Markdown hold this page's words alone."
    widgets(page)["data"].set_value("your own CSV")
    page.run()
    page.file_uploader[0].set_value((f"{HOSTILE}.csv", f"{HOSTILE},{HOSTILE} b,y\n{cells * 20}".encode(), "text/csv"))
    page.run()
    for target in (None, HOSTILE):
        if target and widgets(page).get("target"):
            page.selectbox("target").set_value(target).run()
        told = "error warning info success markdown caption title subheader header metric html".split()
        said = [element for kind in told for element in page.get(kind)]
        shown = " ".join(str(element.proto) for element in said)
        assert "elsewhere" not in shown and "<img src" not in shown and not page.exception
        helps = " ".join(str(getattr(widget.proto, "help", "")) for widget in widgets(page).values())
        assert "elsewhere" not in helps and "red" not in [element.value for element in page.error]


# A real browser.

CONTROL = ("stSelectbox stNumberInput stSlider stButton stDownloadButton stFileUploader stExpander "
           "stElementToolbarButton").split()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    "The demo, served as `streamlit run` does, from a folder that is empty; its home is there too."
    pytest.importorskip("streamlit", reason="Streamlit is not installed: pip install -e '.[demo]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "streamlit", "run", DEMO / "app.py", f"--server.port={port}",
               "--server.headless=true"]
    with open(home / "log.txt", "w") as log:
        server = subprocess.Popen(list(map(str, command)), cwd=home, stdout=log, stderr=log, env={
            **os.environ, "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(REPO)})
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                if urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").status == 200:
                    break
            assert server.poll() is None, (home / "log.txt").read_text()
            time.sleep(0.2)
        yield f"127.0.0.1:{port}", home
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def tab(browser, address):
    "The demo in a tab of its own; every host that it asks is kept in `tab.hosts`."
    context = browser.new_context(viewport=dict(width=1280, height=900), accept_downloads=True,
                                  reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(180_000)           # of a busy machine
    found = context.new_page()
    found.hosts = set()
    found.on("websocket", lambda socket: found.hosts.add(socket.url.split("/")[2]))
    context.on("request", lambda request: found.hosts.add(request.url.split("/")[2]))
    found.goto(f"http://{address[0]}")
    found.get_by_role("button", name="Download the network").wait_for()
    yield found
    context.close()


def press(tab, name):
    tab.get_by_role("button", name=name, exact=True).click()


def scores(tab):
    "The numbers below the buttons, by label."
    shown = [text.split("\n") for text in tab.get_by_test_id("stMetric").all_inner_texts()]
    return {lines[0]: lines[-1] for lines in shown}


def until(tab, what):
    "Wait until the scores are so."
    for _ in range(600):
        now = scores(tab)
        if what(now):
            return now
        tab.wait_for_timeout(300)
    raise AssertionError(now)


def choose(tab, label, option):
    "Type into a selectbox, and press Enter."
    box = tab.get_by_test_id("stSelectbox").filter(has=tab.get_by_text(label, exact=True)).locator("input")
    box.fill(option)
    box.press("Enter")


def test_spirals_in_a_browser(tab, address, tmp_path):
    press(tab, "Train")
    until(tab, lambda now: int(now["epochs"]) >= 10)
    press(tab, "Pause")
    tab.get_by_role("button", name="Train", exact=True).wait_for()
    paused = scores(tab)
    tab.wait_for_timeout(1000)
    assert scores(tab) == paused and 10 <= int(paused["epochs"]) < 100
    press(tab, "Train")
    done = until(tab, lambda now: int(now["epochs"]) == int(paused["epochs"]) + 100)
    assert float(done["validation accuracy"]) > 0.98
    tab.screenshot(path=tmp_path / "spirals.png", full_page=True)
    press(tab, "Step one batch")
    tab.get_by_text("One step under the microscope").click()
    tab.get_by_text("Step 1: the loss of this batch went from").wait_for()
    tab.wait_for_function("document.querySelector('[data-testid=stExpander]')?.innerText.includes('layer_input(l)')")
    tab.get_by_text("The Python of this screen").click()
    tab.get_by_test_id("stCode").filter(has_text="range(0, 1)").wait_for()       # that of now
    press(tab, "Copy to clipboard")
    code, space = tab.evaluate("navigator.clipboard.readText()"), {}
    with tab.expect_download() as download:
        press(tab, "Download the network")
    download.value.save_as(tmp_path / "network.npz")
    exec(code, space)
    plt.close("all")
    assert state_of(space["net"]) == state_of(nn.load(tmp_path / "network.npz"))
    assert space["net"].history["valid_binary_accuracy"][-1] == pytest.approx(float(done["validation accuracy"]), abs=1e-4)
    press(tab, "Reset")
    until(tab, lambda now: now["epochs"] == "0")
    assert tab.hosts == {address[0]}


def test_every_control_is_reached_by_tab(tab):
    tab.get_by_text("The Python of this screen").click()
    tab.get_by_role("button", name="Copy to clipboard").wait_for()
    assert unreached(tab) == []
    choose(tab, "data", "your own CSV")
    tab.get_by_test_id("stFileUploader").wait_for()
    tab.get_by_test_id("stDownloadButton").wait_for(state="detached")
    assert unreached(tab) == []


def unreached(tab):
    "The texts of those controls into which no press of Tab leads."
    tab.evaluate("window.reached = new Set(); document.activeElement.blur();"
                 "document.addEventListener('focusin', e => reached.add(e.target), true)")
    for _ in range(150):
        tab.keyboard.press("Tab")
    return tab.evaluate("names => [...document.querySelectorAll(names)].filter(box => "
                        "![...reached].some(e => box.contains(e))).map(box => box.innerText)",
                        ", ".join(f"[data-testid={name}]" for name in CONTROL))


def test_narrow_and_dark(tab, tmp_path):
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            tab.set_viewport_size(dict(width=width, height=2000))
            tab.wait_for_timeout(1000)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            tab.screenshot(path=tmp_path / f"{width}_{scheme}.png")
            assert all(image.get_attribute("alt") for image in tab.get_by_role("img").all())


def test_an_uploaded_table_is_learned_from_and_not_written(tab, address):
    marker = b"rare_name_of_a_column"
    choose(tab, "data", "your own CSV")
    field = tab.get_by_test_id("stFileUploader").locator("input[type=file]")
    field.set_input_files(dict(name="t.csv", mimeType="text/csv", buffer=NAMES.encode().replace(b"a", marker, 1)))
    tab.get_by_text("True classes and answers").or_(tab.get_by_text("What the network answers")).first.wait_for()
    press(tab, "Train")
    until(tab, lambda now: int(now["epochs"]) == 100)
    written = [path for path in address[1].rglob("*") if path.is_file() and marker in path.read_bytes()]
    assert not written and tab.hosts == {address[0]}


def test_a_hostile_name_is_text_in_a_browser(tab, address, tmp_path):
    choose(tab, "data", "your own CSV")
    field = tab.get_by_test_id("stFileUploader").locator("input[type=file]")
    long = "![x](https://elsewhere.invalid/p.png) <img src=x> [press]"
    for cells in (",2,0\n", "1,2,0\n3,2,1\n"):
        field.set_input_files(dict(name="t.csv", mimeType="text/csv", buffer=f"{long},b,y\n{cells * 20}".encode()))
        if cells[0] == ",":
            tab.get_by_text(f"column '{long}' has an empty cell").wait_for()
            tab.set_viewport_size(dict(width=390, height=1200))
            tab.wait_for_timeout(1000)
            assert tab.evaluate("document.documentElement.scrollWidth") <= 390
            tab.screenshot(path=tmp_path / "refused.png")
            tab.set_viewport_size(dict(width=1280, height=900))
        else:
            tab.get_by_text("What the network answers").wait_for()
        links = tab.evaluate("[...document.querySelectorAll('a, img')].map(x => x.href || x.src)")
        assert not any("elsewhere" in link or link.endswith("/x") for link in links), links
    assert tab.hosts == {address[0]}


@pytest.mark.browser                # the server is there
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers at all of 127.*")
def test_the_server_listens_to_this_machine_alone(address):
    host, port = address[0].split(":")
    socket.create_connection((host, int(port))).close()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", int(port)), timeout=5)
