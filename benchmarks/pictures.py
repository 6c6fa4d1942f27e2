"""The two pictures of the report, in the look of the book."""
from statistics import median

import numpy as np

from worker import COMPILED, OURS, WATCHED
from workloads import NAMES

GREY = "#7a7a7a"                                 # reads on light and on dark pages


def slope(record) -> tuple:
    "Exponent and factor of time = factor * size^exponent, fitted to the upper half of the sizes."
    half = len(record["values"]) // 2
    logs = np.log(record["values"][half:]), np.log(record["times"][half:])
    exponent, log_factor = np.polyfit(*logs, 1)
    return float(exponent), float(np.exp(log_factor))


def log_axis(axis, values) -> None:
    "Plain numbers at powers of ten, and between them the more, the shorter the range is."
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter
    span = max(values) / min(values)
    between = (1,) if span > 50 else (1, 2, 5) if span > 5 else (1, 2, 3, 5)
    first, last = (int(np.floor(np.log10(f(values)))) for f in (min, max))
    axis.set_major_locator(FixedLocator([n * 10.0**power for power in range(first, last + 2)
                                         for n in between]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())


def draw_peer(ax, row, record) -> None:
    "The median as a marker, a line from the fastest to the slowest round."
    single, times = record["dtype"] == "float32", record["times"]
    y = row - 0.15 if single else row + 0.15
    colour = "C3" if record["peer"] in (OURS, COMPILED, WATCHED) else "C0"
    ax.plot([min(times), max(times)], [y, y], color=colour, linewidth=1.2)
    ax.plot(median(times), y, marker="o" if single else "s", color=colour,
            fillstyle="full" if single else "none")


def unlike(records, key) -> list:
    "The values of a key, each once, in their order."
    return list(dict.fromkeys(record[key] for record in records))


def steps(plt, records):
    "A panel for each workload, a row for each peer."
    records = [r for r in records if r["evaluate"] and not r["failed"]]
    peers, names = unlike(records, "peer"), unlike(records, "workload")
    rows = -(-len(names) // 2)                   # two panels a row: it is read on a phone, too
    fig, axes = plt.subplots(rows, 2, figsize=(6.4, 0.5 + 2.5 * rows), sharey=True, squeeze=False)
    for ax in axes.flat[len(names):]:
        ax.set_axis_off()
    for ax, name in zip(axes.flat, names):
        mine = [r for r in records if r["workload"] == name]
        for record in mine:
            draw_peer(ax, peers.index(record["peer"]), record)
        ax.set(xscale="log", yticks=range(len(peers)), yticklabels=peers)
        ax.set_title(f"{name}  {NAMES[name]}")
        log_axis(ax.xaxis, [time for r in mine for time in r["times"]])
    axes[0, 0].invert_yaxis()
    fig.supxlabel("microseconds, log scale; filled circle: float32, open square: float64;\n"
                  "line: from the fastest to the slowest round", fontsize="medium", color=GREY)
    return fig


def draw_fit(ax, record, colour, marker, line) -> None:
    "The times as markers, the fit to the upper half of the sizes as a line."
    exponent, factor = slope(record)
    upper = np.array(record["values"][len(record["values"]) // 2:], float)
    ax.plot(record["values"], record["times"], linestyle="", marker=marker, color=colour)
    ax.plot(upper, factor * upper**exponent, line, color=colour, label=f"slope {exponent:.2f}")


def growth(plt, records):
    "A panel for each thing that grows, a colour for each engine."
    names = unlike(records, "axis")
    rows = -(-len(names) // 2)
    fig, axes = plt.subplots(rows, 2, figsize=(6.4, 0.5 + 2.6 * rows), squeeze=False)
    for ax in axes.flat[len(names):]:
        ax.set_axis_off()
    for ax, name in zip(axes.flat, names):
        mine = [r for r in records if r["axis"] == name]
        for r, colour, marker, line in zip(mine, ("C0", "C3"), "os", ("-", "--")):
            draw_fit(ax, r, colour, marker, line)
        ax.set(xscale="log", yscale="log", xlabel=name, ylabel=f"microseconds of one {r['unit']}")
        log_axis(ax.xaxis, r["values"])
        log_axis(ax.yaxis, [time for r in mine for time in r["times"]])
        ax.legend(loc="upper left")
    key = (f"{mark}: {peer}" for mark, peer in zip(("circle", "square"), unlike(records, "peer")))
    fig.supxlabel("; ".join(key), fontsize="medium", color=GREY)
    return fig


def draw(found, folder) -> dict:
    "Draw what there is into the folder: {title: file}."
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    drawn = {}
    with plt.style.context("homecooked_nn.book"):
        for title, name, picture in (("Time of a training step", "steps", steps),
                                     ("How the time of training grows, float32", "growth", growth)):
            if found[name]:
                fig = picture(plt, found[name])
                fig.suptitle(title, color=GREY)
                drawn[title] = f"{found['date']}-{name}.png"
                fig.savefig(folder / drawn[title], dpi=144)
                plt.close(fig)
    return drawn
