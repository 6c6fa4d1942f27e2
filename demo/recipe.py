"""What the demo cooks, apart from its page: data, a network in training, and its Python."""
import copy
import inspect
import io
import re
import threading
import time
import warnings
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import pandas as pd
from sklearn.datasets import load_digits, make_circles
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection import train_test_split

from homecooked_nn import L1, L2, NeuralNet, backward, forward
from homecooked_nn.inputs import as_targets
from homecooked_nn.plots import plot_regions
from homecooked_nn.saving import packed
from tour import draw_fit, line_data, moons_data, split_and_scaled

MAX_BYTES, MAX_ROWS, MAX_COLUMNS, MAX_CLASSES = 2**20, 5000, 100, 20      # of an uploaded table
MAX_NAME, MAX_SIZE = 100, 1e100    # letters of a column's name; squares of numbers must stay finite
COOKING = threading.Lock()        # one network learns at a time: warnings are heard by all threads


# Data: each function gives X_train, X_valid, y_train, y_valid; y is whole numbers for classes.

def curve_data(n=1500, noise=0.1):
    "X (n, 1) and y (n,) of sin(3x) with noise: training part, validation part."
    rng = np.random.RandomState(0)
    X = rng.uniform(-2, 2, (n, 1))
    return train_test_split(X, np.sin(3 * X[:, 0]) + noise * rng.randn(n), random_state=0)


def circles_data(n=1500, noise=0.1):
    "X (n, 2) and classes y (n,) of a ring and a disc inside: training part, validation part."
    return split_and_scaled(*make_circles(n_samples=n, noise=noise, factor=0.4, random_state=0))


def spirals_data(n=1500, noise=0.1):
    "X (n, 2) and classes y (n,) of two spirals of one and a half turns: training, validation."
    rng = np.random.RandomState(0)
    y = np.arange(n) % 2
    radius = 3 * np.pi * np.sqrt(rng.rand(n))
    arms = np.column_stack([np.cos(radius + np.pi * y), np.sin(radius + np.pi * y)])
    return split_and_scaled(radius[:, None] * arms / 3 + noise * rng.randn(n, 2), y)


def digits_data():
    "X (1797, 64) in [0, 1] and classes y (1797,) of digits: training part, validation part."
    images, labels = load_digits(return_X_y=True)
    return train_test_split(images / 16, labels, random_state=0, stratify=labels)


def csv_data(file, target):
    "A table with a header: y is the column `target`, X all others: training, validation."
    table = pd.read_csv(file)
    y, X = table.pop(target), table.to_numpy(float)
    if y.dtype.kind not in "iuf" or (y.nunique() <= 10 and (y % 1 == 0).all()):      # classes
        y = y.astype("category").cat.codes.to_numpy(int)
    else:                                                    # numbers, near the size of 1
        y = ((y - y.mean()) / y.std()).to_numpy(float)
    return split_and_scaled(X, y)


def refuse(odd: bool, why: str) -> None:
    "Raise a ValueError that says why."
    if odd:
        raise ValueError(why)


def table_of(data: bytes) -> pd.DataFrame:
    "An uploaded table, or an error that says why it cannot be taken."
    refuse(len(data) > MAX_BYTES, f"the file has {len(data)} bytes; at most {MAX_BYTES} are taken")
    first = data.split(b"\n", 1)[0]
    refuse(first.count(b'"') % 2 > 0, "the first line ends within quotation marks")
    columns = first.count(b",") + 1
    refuse(not 2 <= columns <= MAX_COLUMNS, f"the first line has {columns} columns; 2 to "
           f"{MAX_COLUMNS} are taken, their names first, with commas between them")
    try:
        table = pd.read_csv(io.BytesIO(data))
    except ValueError as error:                              # pandas' errors and bad text alike
        raise ValueError(f"the file cannot be read as a table: {error}") from None
    refuse(not isinstance(table.index, pd.RangeIndex), "a row has more values than the first line")
    refuse(not 10 <= len(table) <= MAX_ROWS,
           f"the table has {len(table)} rows; 10 to {MAX_ROWS} are taken")
    for name in table:
        refuse(len(name) > MAX_NAME, f"column {name[:MAX_NAME]!r}... has a name of {len(name)} "
               f"letters; at most {MAX_NAME} are taken")
        refuse(table[name].isna().any(), f"column {name!r} has an empty cell; fill it, or leave "
               "its row out")
    return table


def refuse_odd(table: pd.DataFrame, target: str) -> None:
    "Raise where a column is not what `csv_data` can learn from."
    for name, column in table.items():
        numbers, count = column.dtype.kind in "iuf", column.nunique()
        size = abs(column[column != 0].astype(float)) if numbers else pd.Series(dtype=float)
        odd = size[(size > MAX_SIZE) | (size < 1 / MAX_SIZE)]
        refuse(len(odd) > 0, f"column {name!r} holds a number of size {odd.max():g}; 0 and "
               f"sizes from {1 / MAX_SIZE:g} to {MAX_SIZE:g} are taken")
        refuse(name != target and not numbers, f"column {name!r} holds {str(column[0])[:30]!r}; "
               "every column but the target must hold numbers")
        refuse(name == target and count < 2, f"the target {name!r} is the same in every row")
        refuse(name == target and not numbers and count > MAX_CLASSES,
               f"the target {name!r} has {count} different texts; at most {MAX_CLASSES} are taken")


DATA = {"spirals": spirals_data, "moons": moons_data, "circles": circles_data,
        "line": line_data, "curve": curve_data, "digits": digits_data, "your own CSV": csv_data}


# Pictures: each function is (net, X, y, ax); `plot_regions` and `draw_fit` are two more.

def draw_confusion(net, X, y, ax):
    "How often each class was answered for each."
    yhat = net.predict(X)
    answers = yhat.argmax(axis=1) if yhat.shape[1] > 1 else np.ravel(yhat >= 0.5).astype(int)
    ConfusionMatrixDisplay.from_predictions(y, answers, ax=ax, colorbar=False, cmap="Blues")
    ax.set(xlabel="answered", ylabel="true class")
    ax.grid(False)


def draw_answers(net, X, y, ax):
    "The answer to each row over its true value; a perfect network is on the line."
    ax.scatter(y, net.predict(X), s=8, alpha=0.5, color="C0", label="validation row")
    ax.plot([y.min(), y.max()], [y.min(), y.max()], "--", color="C3", label="answer = truth")
    ax.set(xlabel="true value", ylabel="answer")
    ax.legend()


def picture_of(data: tuple) -> tuple:
    "What shows best how a network does on these data: function, 'train' or 'valid', its text."
    inputs, classes = data[0].shape[1], class_count(data)
    if classes and inputs == 2:
        return plot_regions, "train", "What the network answers over the plane, and the data"
    if not classes and inputs == 1:
        return draw_fit, "train", "The curve that the network puts through the data"
    if classes:
        return draw_confusion, "valid", "True classes and answers on the validation rows"
    return draw_answers, "valid", "True values and answers on the validation rows"


# The recipe, and the kitchen that cooks it.

@dataclass(frozen=True)
class Recipe:
    "All that decides a network before its first step. None: what fits the data."
    data: str = "spirals"
    points: int = 1500
    noise: float = 0.1
    csv: "tuple | None" = None        # name, bytes, target
    units: tuple = (32, 32)           # of the hidden layers
    activations: tuple = ("tanh", "tanh")
    output: "str | None" = None       # activation of the output layer
    loss: "str | None" = None
    optimizer: str = "adam"
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    clip: float = 0.0                 # 0: off, as for the three above
    initializer: str = "he_normal"
    seed: int = 0


def data_of(recipe: Recipe) -> tuple:
    "X_train, X_valid, y_train, y_valid."
    if recipe.csv:
        _, data, target = recipe.csv
        refuse_odd(table_of(data), target)
        return csv_data(io.BytesIO(data), target)
    plain = {} if recipe.data == "digits" else dict(n=recipe.points, noise=recipe.noise)
    return DATA[recipe.data](**plain)


def class_count(data: tuple) -> int:
    "How many classes y tells apart; 0 if it is a number."
    y = np.concatenate(data[2:])
    return int(y.max()) + 1 if y.dtype.kind in "iu" else 0


def network_keywords(recipe: Recipe, data: tuple) -> dict:
    "What `NeuralNet` is called with: in the kitchen, and in the Python that is shown."
    classes = class_count(data)
    k, output, loss, metric = ((1, "linear", "mse", "r2") if not classes else
                               (1, "sigmoid", "bce", "bacc") if classes == 2 else
                               (classes, "softmax", "cce", "acc"))
    penalty = [kind(strength) for kind, strength in ((L1, recipe.l1), (L2, recipe.l2)) if strength]
    keywords = dict(
        input_size=data[0].shape[1], hidden_size=(*recipe.units, k),
        activation=(*recipe.activations, recipe.output or output), loss=recipe.loss or loss,
        metric=metric, optimizer=recipe.optimizer, random_state=recipe.seed,
        penalty=penalty or None, dropout=recipe.dropout or None, clip_norm=recipe.clip or None,
        initializer=recipe.initializer)
    return {name: value for name, value in keywords.items() if value is not None}


@dataclass
class Action:
    "What was done to the network, so many times in a row: 'fit' for epochs, 'step' for batches."
    kind: str
    batch: int
    rate: float
    count: int


@dataclass
class Look:
    "One step under the microscope."
    table: str           # the trace, as HTML
    before: float        # the loss of the batch
    after: float
    length: float        # of the gradient, with penalties and clipped
    move: float          # how far the weights went


class Kitchen:
    "A recipe, its data, the network that is made of them, and a journal of what was done to it."

    def __init__(self, recipe: Recipe):
        self.recipe, self.journal, self.look = recipe, [], None
        self.data = data_of(recipe)
        self.keywords = network_keywords(recipe, self.data)
        self.net = NeuralNet(**self.keywords)

    @property
    def epochs(self) -> int:
        "How many epochs the network has learned."
        return sum(action.count for action in self.journal if action.kind == "fit")

    @property
    def steps(self) -> int:
        "How many single steps were taken."
        return sum(action.count for action in self.journal if action.kind == "step")

    def note(self, kind: str, batch: int, rate: float, count: int) -> None:
        "Write into the journal what was done; the same done again only counts."
        last = self.journal[-1] if self.journal else None
        if last and (last.kind, last.batch, last.rate) == (kind, batch, rate):
            last.count += count
        elif count:
            self.journal.append(Action(kind, batch, rate, count))

    def train(self, epochs: int, batch: int, rate: float, seconds: float = 0.5) -> list:
        "Learn for some epochs, fewer if time runs out; the library's warnings. May diverge."
        X, X_valid, y, y_valid = self.data
        end, before = time.monotonic() + seconds, self.epochs
        with COOKING, warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            try:
                self.net.fit(X, y, batch_size=batch, epochs=epochs, learning_rate=rate, verbose=0,
                             valid_data=(X_valid, y_valid),
                             callbacks=lambda *_: time.monotonic() > end)
            finally:
                self.note("fit", batch, rate, len(self.net.history.get("train_loss", ())) - before)
        return [str(w.message) for w in heard if w.category is RuntimeWarning]

    def step(self, batch: int, rate: float) -> None:
        "Learn from one batch and keep a look at it; undone if it ends beyond all numbers."
        net, X, y = copy.deepcopy(self.net), self.data[0], self.data[2]
        rows = np.random.RandomState(self.steps).permutation(len(X))[:batch]
        look = looked_at(net, X[rows], y[rows], rate)
        if not np.isfinite(net.parameters.theta).all():
            raise FloatingPointError(f"a step at rate {rate:g} led to weights that are not finite; "
                                     "it was undone")
        self.net, self.look = net, look
        self.note("step", batch, rate, 1)

    def file(self) -> bytes:
        "The network as `homecooked_nn.save` writes it."
        with COOKING:
            return packed(self.net)

    def code(self) -> str:
        "The Python that makes what is on the screen, from the data on."
        return with_imports(with_helpers("\n".join([
            data_line(self.recipe), network_lines(self.keywords), *action_lines(self.journal),
            *picture_lines(picture_of(self.data), self.epochs)])))


@np.errstate(all="ignore")            # a step that ends beyond all numbers is told by its caller
def looked_at(net: NeuralNet, X, y, rate: float) -> Look:
    "Take one step with this batch, and keep its numbers."
    y = as_targets(y, len(X), net.parameters.sizes[-1], net.loss)
    masks = None
    if net.dropout:                   # a copy of the generator draws what the step will draw
        masks = net.dropout.draw(net.parameters, len(X), copy.deepcopy(net.rng))
    trace = forward(net.parameters, net.activations, X, masks)
    backward(net.parameters, net.activations, net.loss, trace, y)
    table, before, theta = trace._repr_html_(), net.loss(net.predict(X), y), net.parameters.theta
    start = theta.copy()
    net.step(X, y, rate)
    return Look(table, before, net.loss(net.predict(X), y),
                float(np.linalg.norm(net.gradient.theta)), float(np.linalg.norm(theta - start)))


# The Python that repeats it: the same keywords, the same functions' sources, the journal.

HELPERS = [split_and_scaled, line_data, curve_data, moons_data, circles_data, spirals_data,
           digits_data, csv_data, draw_fit, draw_confusion, draw_answers]
IMPORTS = """import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.datasets import load_digits
from sklearn.datasets import make_circles
from sklearn.datasets import make_moons
from sklearn.datasets import make_regression
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from homecooked_nn import L1
from homecooked_nn import L2
from homecooked_nn import NeuralNet
from homecooked_nn.plots import plot_history
from homecooked_nn.plots import plot_network
from homecooked_nn.plots import plot_regions""".split("\n")


def data_line(recipe: Recipe) -> str:
    "The call that makes the data."
    if recipe.csv:
        call = f"csv_data({recipe.csv[0]!r}, {recipe.csv[2]!r})"
    elif recipe.data == "digits":
        call = "digits_data()"
    else:
        call = f"{DATA[recipe.data].__name__}(n={recipe.points}, noise={recipe.noise})"
    return f"X_train, X_valid, y_train, y_valid = {call}"


def network_lines(keywords: dict) -> str:
    "The call that makes the network."
    return "net = NeuralNet(\n" + "".join(f"    {k}={v!r},\n" for k, v in keywords.items()) + ")"


def action_lines(journal: list):
    "The journal as calls; the rows of a step come from its number."
    steps = 0
    for action in journal:
        if action.kind == "fit":
            yield (f"net.fit(X_train, y_train, batch_size={action.batch}, epochs={action.count}, "
                   f"learning_rate={action.rate},\n        valid_data=(X_valid, y_valid))")
        else:
            yield (f"for t in range({steps}, {steps + action.count}):\n    rows = np.random."
                   f"RandomState(t).permutation(len(X_train))[:{action.batch}]\n"
                   f"    net.step(X_train[rows], y_train[rows], learning_rate={action.rate})")
            steps += action.count


def picture_lines(picture: tuple, epochs: int) -> list:
    "The pictures of the screen."
    function, part, _ = picture
    return ["", 'plt.style.use("homecooked_nn.book")',
            f"{function.__name__}(net, X_{part}, y_{part}, plt.subplots()[1])",
            *["plot_history(net.history, ax=plt.subplots()[1])"] * (epochs > 0),
            "plot_network(net, X_train[0], ax=plt.subplots()[1])", "plt.show()"]


def with_helpers(text: str) -> str:
    "The text behind the sources of those helpers that it calls."
    for helper in reversed(HELPERS):
        if re.search(rf"\b{helper.__name__}\(", text):
            text = f"{inspect.getsource(helper)}\n\n{text}"
    return text


def with_imports(text: str) -> str:
    "The text behind those imports that it uses."
    used = [line for line in IMPORTS if not line or re.search(rf"\b{line.split()[-1]}\b", text)]
    told = f'"Cooked with homecooked_nn {version("homecooked_nn")}, numpy {np.__version__}."'
    return "\n".join([told, *used, "", "", text, ""])
