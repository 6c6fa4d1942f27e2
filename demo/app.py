"""The live demo: build a network, watch it learn, and take its Python along."""
import io
from importlib.metadata import metadata

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import streamlit as st
from matplotlib.figure import Figure

from homecooked_nn.inputs import ACTIVATIONS, INITIALIZERS, OPTIMIZERS
from homecooked_nn.plots import plot_history, plot_network
from presets import DEFAULTS, PRESETS
from recipe import DATA, MAX_BYTES, Kitchen, Recipe, picture_of, table_of

SITE = dict(entry.split(", ") for entry in
            metadata("homecooked_nn").get_all("Project-URL"))["Documentation"]
STRENGTHS = [0.0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1]
RATES = [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0]
COPY = ("<style>[data-testid=stCode] > div {visibility: visible !important; opacity: 1 !important; "
        "pointer-events: auto !important}</style>")      # its button, without a mouse too
state = st.session_state


def see(text: str, chapter: str) -> str:
    "The text, and a link to a chapter such as '07_sgd'."
    number, _, page = chapter.partition("_")
    return f"{text} [Chapter {number}]({SITE}/{page}.html)"


# What the buttons do.

def choose_preset() -> None:
    "Put every control where the preset wants it, at the start of a training."
    state.update({**DEFAULTS, **PRESETS[state.preset][1]})
    reset()


def reset() -> None:
    "Back to the first weights."
    state.pop("kitchen", None)
    state.left, state.notes = 0, []


def train_or_pause() -> None:
    "Ask for some epochs, or take back what is left of them."
    state.left, state.notes = 0 if state.left else state.epochs, []


def step() -> None:
    "Learn from one batch."
    state.left, state.notes = 0, []
    attempt(lambda: state.kitchen.step(state.batch, state.rate))


def attempt(learn) -> list:
    "What `learn` gives back; a divergence is explained, and ends the training."
    try:
        return learn()
    except FloatingPointError as error:
        state.notes = [(st.error, see(
            "**The training diverged.** A step goes the rate times the gradient downhill. Where "
            "that is too far, it lands on the other side of the valley, higher than before, where "
            "the gradient is larger still; so each step throws the weights farther, until the "
            "numbers end. Take a smaller rate, or a limit to the gradient, and press Reset.",
            "07_sgd"), error)]
    except (ValueError, TypeError) as error:
        state.notes = [(st.error, "**This cannot be trained.**", error)]
    state.left = 0
    return []


# The controls.

def choose_data() -> None:
    "Which data, how many, how noisy; or a table of one's own."
    st.subheader("Data", anchor=False)
    st.selectbox("data", DATA, key="data", help=see(
        "What to learn. Three quarters are learned from, the rest only measures.", "16_moons"))
    if state.data == "your own CSV":
        st.file_uploader("CSV file", "csv", key="file", max_upload_size=1, help=(
            f"A table with the names of its columns in the first line, numbers, at most {MAX_BYTES} "
            "bytes. It stays in the memory of the server and is never written to a disk."))
    elif state.data != "digits":
        st.slider("points", 100, 2000, step=100, key="points", help="How many rows there are.")
        st.slider("noise", 0.0, 0.5, step=0.05, key="noise", help=see(
            "How far the points are scattered around the truth.", "15_regression"))


def choose_layers() -> None:
    "The hidden layers one by one, then what the last one puts out."
    st.subheader("Network", anchor=False)
    st.number_input("hidden layers", 0, 5, key="layers", help=see(
        "Layers between input and output. With none, only straight borders can be drawn.",
        "01_activations"))
    for l in range(1, state.layers + 1):
        left, right = st.columns(2, vertical_alignment="bottom")
        left.number_input(f"units {l}", 1, 128, key=f"units_{l}", help=see(
            f"How many numbers layer {l} puts out; each is a fold the network can use.",
            "04_forward"))
        right.selectbox(f"activation {l}", ACTIVATIONS, key=f"activation_{l}", help=see(
            f"How layer {l} bends its sums; linear does not bend.", "01_activations"))
    st.selectbox("output activation", ["automatic", *ACTIVATIONS], key="output", help=see(
        "Automatic: linear for a number, sigmoid for two classes, softmax for more.",
        "02_losses"))
    st.selectbox("initializer", INITIALIZERS, key="initializer", help=see(
        "How large the first random weights are.", "03_parameters"))
    st.number_input("seed", 0, 2**32 - 1, key="seed", help=see(
        "The same seed gives the same first weights and the same order of the rows.",
        "00_kitchen"))


def choose_learning() -> None:
    "Loss, optimizer, rate and batch."
    st.subheader("Learning", anchor=False)
    st.selectbox("loss", ["automatic", "mse", "bce", "cce"], key="loss", help=see(
        "What is made small: squared errors (mse), or the cross-entropy of two classes (bce) or "
        "of more (cce). Automatic: what fits the data.", "02_losses"))
    st.selectbox("optimizer", OPTIMIZERS, key="optimizer", help=see(
        "How a gradient becomes a step.", "10_adam"))
    st.select_slider("learning rate", RATES, key="rate", format_func="{:g}".format, help=see(
        "How far a step goes. It may be changed during a training.", "07_sgd"))
    st.select_slider("batch size", [2**i for i in range(11)], key="batch", help=see(
        "Rows that one step learns from. It may be changed during a training.", "07_sgd"))


def choose_regularisation() -> None:
    "What keeps a network from learning by heart."
    st.subheader("Regularisation", anchor=False)
    for name, text in (("L1", "A price on the sizes of the weights: many become nearly 0."),
                       ("L2", "A price on the squares of the weights: large ones shrink.")):
        st.select_slider(name, STRENGTHS, key=name.lower(), format_func="{:g}".format,
                         help=see(text, "12_regularisation"))
    st.slider("dropout", 0.0, 0.9, step=0.05, key="dropout", help=see(
        "Share of the hidden units that is switched off at random in each step.",
        "12_regularisation"))
    st.select_slider("limit of the gradient", [0.0, 0.01, 0.1, 1.0, 10.0], key="clip",
                     format_func=lambda limit: f"{limit:g}" if limit else "off", help=see(
                         "A longer gradient is shortened to this length.", "12_regularisation"))


def uploaded() -> "tuple | None":
    "Name, bytes and target of the table; the page ends here while there is none."
    if state.data != "your own CSV":
        return None
    if state.file is None:
        st.info("Choose a CSV file, at the left under *Data*.")
        st.stop()
    columns = list(table_of(state.file.getvalue()))
    target = st.selectbox("target column", columns, len(columns) - 1, key="target", help=(
        "What is to be foretold. Text, or up to ten different whole numbers, are classes; other "
        "numbers are brought to mean 0 and deviation 1."))
    return state.file.name, state.file.getvalue(), target


def chosen() -> Recipe:
    "What the controls say."
    layers = range(1, state.layers + 1)
    same = "data optimizer l1 l2 dropout clip initializer seed".split()
    same += [] if state.data in ("digits", "your own CSV") else ["points", "noise"]
    return Recipe(csv=uploaded(), units=tuple(state[f"units_{l}"] for l in layers),
                  activations=tuple(state[f"activation_{l}"] for l in layers),
                  output=None if state.output == "automatic" else state.output,
                  loss=None if state.loss == "automatic" else state.loss,
                  **{name: state[name] for name in same})


def kitchen_for(recipe: Recipe) -> Kitchen:
    "The one that is at work, or a new one where the recipe has changed."
    if "kitchen" not in state or state.kitchen.recipe != recipe:
        reset()
        state.kitchen = Kitchen(recipe)
    return state.kitchen


# The page.

def tell(box, text: str, reason) -> None:
    "A text of this page, and below it one that may quote a file: never as Markdown."
    box(text)
    st.text(str(reason))


def show_buttons() -> None:
    "Train or pause, one step, reset."
    train, single, again, epochs, every = st.columns([2, 2, 2, 3, 3], vertical_alignment="bottom")
    train.button("Pause" if state.left else "Train", key="train", type="primary", width="stretch",
                 on_click=train_or_pause, help=see("Learn for the epochs at the right, or stop "
                                                   "after the one in progress.", "07_sgd"))
    single.button("Step one batch", key="step", width="stretch", on_click=step, help=see(
        "One step, from one batch, with its numbers below.", "05_backprop"))
    again.button("Reset", key="reset", width="stretch", on_click=reset,
                 help="Back to the first weights of this seed.")
    epochs.number_input("epochs", 1, 10_000, step=50, key="epochs", help=see(
        "How often all rows are learned from after a press of Train.", "07_sgd"))
    every.select_slider("epochs per picture", [1, 2, 5, 10, 20, 50, 100], key="every",
                        help="How many pass before the pictures are drawn again.")


def cook(kitchen: Kitchen) -> None:
    "The next portion of the epochs that are left."
    before = kitchen.epochs
    heard = attempt(lambda: kitchen.train(min(state.every, state.left), state.batch, state.rate))
    state.left = max(0, state.left - (kitchen.epochs - before))
    if heard:
        state.notes = [(st.warning, "**The network says:**", heard[-1])]


def show_scores(kitchen: Kitchen) -> None:
    "Epochs, losses and the metric of now."
    places, history = st.columns(4), kitchen.net.history
    places[0].metric("epochs", kitchen.epochs, help="Passes over all rows so far.")
    metric = {"r2": "r2"}.get(kitchen.keywords["metric"], "accuracy")
    names = [name for name in history if name != f"train_{metric}"][-1:]
    shown = {"training loss": "train_loss", "validation loss": "valid_loss",
             f"validation {metric}": names[0] if names else ""}
    for place, (label, name) in zip(places[1:], shown.items()):
        place.metric(label, f"{history[name][-1]:.4g}" if name in history else "-")


def figure(draw, size: tuple, alt: str) -> None:
    "A picture that reads on light and dark pages."
    fig = Figure(size, layout="none")            # the usual layout takes most of the time
    draw(fig.subplots(gridspec_kw=dict(left=0.13, right=0.99, bottom=0.14, top=0.92)))
    image = io.BytesIO()
    fig.savefig(image, dpi=144)
    st.image(image, alt=alt, width="stretch")


def draw_losses(ax, history: dict) -> None:
    "On a logarithmic axis, as far up as every Matplotlib can number it."
    plot_history(history, ax=ax).set_yscale("log")
    ax.set_ylim(top=min(ax.get_ylim()[1], 1e200))


def show_pictures(kitchen: Kitchen) -> None:
    "What the network answers, its losses, and itself."
    net, data = kitchen.net, dict(zip(("train", "valid"), zip(kitchen.data[:2], kitchen.data[2:])))
    draw, part, title = picture_of(kitchen.data)
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{title}**")
        figure(lambda ax: draw(net, *data[part], ax), (5, 3.6), f"{title}, after "
               f"{kitchen.epochs} epochs.")
    with right:
        st.markdown("**Loss of each epoch**")
        if kitchen.epochs:
            figure(lambda ax: draw_losses(ax, net.history), (5, 3.6),
                   f"The losses of {kitchen.epochs} epochs, on a logarithmic scale.")
        else:
            st.caption("Press Train.")
    st.markdown("**The network**: its weights, and what its units put out for the first row")
    figure(lambda ax: plot_network(net, kitchen.data[0][0], ax=ax), (9, 4.4),
           "The units of each layer, and a line for each weight, wide where it is large.")


def show_look(kitchen: Kitchen) -> None:
    "One step under the microscope."
    with st.expander("One step under the microscope"):
        look = kitchen.look
        if look is None:
            st.caption("Press *Step one batch*.")
            return
        st.markdown(see(
            f"Step {kitchen.steps}: the loss of this batch went from {look.before:.6g} to "
            f"{look.after:.6g}. The gradient, with penalties and within its limit, was "
            f"{look.length:.4g} long; the weights moved by {look.move:.4g}. A line for each "
            "layer: its input, its sums z and what it puts out (forward), then delta and the "
            "gradient of its weights (backward).", "05_backprop"))
        st.html(f'<div style="max-height: 30rem; overflow: auto" tabindex="0">{look.table}</div>')


def show_takeaway(kitchen: Kitchen) -> None:
    "The Python of the screen, and the file."
    with st.expander("The Python of this screen"):
        st.caption("It gives the same weights and losses, bit for bit.")
        st.html(COPY)
        st.code(kitchen.code())
    st.download_button("Download the network", kitchen.file, "network.npz",
                       "application/octet-stream", on_click="ignore", help=see(
                           "A file that `homecooked_nn.load` reads.", "21_saving"))


def show(kitchen: Kitchen) -> None:
    "Everything below the controls."
    show_buttons()
    for note in state.notes:
        tell(*note)
    show_scores(kitchen)
    show_pictures(kitchen)
    show_look(kitchen)
    show_takeaway(kitchen)


def main() -> None:
    "Controls, then what they make; a refusal of the library is a message, not a crash."
    st.set_page_config("homecooked_nn, live", layout="wide")
    plt.style.use("homecooked_nn.book")
    for key, value in {**DEFAULTS, "left": 0, "notes": []}.items():
        state[key] = state.get(key, value)          # a control keeps its value while it is not shown
    st.title("Cook a neural network", anchor=False)
    st.markdown(f"Choose, press **Train**, and watch. All of it is derived in [the book]({SITE}).")
    st.selectbox("begin with", PRESETS, key="preset", on_change=choose_preset)
    st.info(PRESETS[state.preset][0])
    with st.sidebar:
        choose_data()
        choose_layers()
        choose_learning()
        choose_regularisation()
    try:
        kitchen = kitchen_for(chosen())
    except (ValueError, TypeError) as error:
        state.pop("kitchen", None)
        tell(st.error, "**This cannot be cooked.**", error)
        st.stop()
    if state.left:
        cook(kitchen)
    show(kitchen)
    if state.left:
        st.rerun()


main()
