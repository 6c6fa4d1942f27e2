"""The report: ratios against what is wanted of them, tables in Markdown, two pictures."""
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

import numpy as np

from worker import C, COMPILED, JAX, OURS, SCIKIT, TORCH

PACKAGES = ["numpy", "scikit-learn", "torch", "jax", "keras", "numba"]
FASTER = [        # ours, theirs, and for each workload the ratio wanted at least, and hoped for
    (OURS, SCIKIT, {"W1": (8, 16), "W2": (8, 16), "W3": (8, 16), "W4": (3, 4), "W5": (1.7, 2)}),
    (OURS, TORCH, {"W1": (9, 20), "W2": (9, 20), "W3": (9, 20), "W4": (2.5, 3.8), "W5": (0.9, 1)}),
    (COMPILED, JAX, {"W1": (1.5, 4), "W2": (1.5, 4), "W3": (1.5, 4), "W4": (1.2, 1.4),
                     "W5": (0.95, 1.1)}),
    (COMPILED, C, {"W1": (0.2, 0.5), "W2": (0.2, 0.5), "W3": (0.2, 0.5), "W4": (0.75, 0.9)}),
]


def machine() -> str:
    "The model of the CPU, and no other name."
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def versions() -> dict:
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            pass
    return found


# The judgement

def chosen(records, **wanted) -> "list | None":
    "The times of the one record that has all that is wanted, if it did not fail."
    for record in records:
        if all(record[key] == value for key, value in wanted.items()):
            return None if record["failed"] else record["times"]
    return None


def at_least(claim, ratios, floor, stretch) -> dict:
    "A row of the judgement: the median of the ratios of all rounds."
    value = median(ratios) if ratios else None
    return row(claim, value, floor, stretch, ratios and value >= floor, ratios and value >= stretch,
               f"{min(ratios):.2f} to {max(ratios):.2f}" if ratios else "")


def at_most(claim, values, floor, stretch=None) -> dict:
    "The same where less is better."
    value = median(values) if values else None
    return row(claim, value, floor, stretch, values and value <= floor,
               values and stretch and value <= stretch,
               f"{min(values):.2f} to {max(values):.2f}" if values else "")


def row(claim, value, floor, stretch, passed, stretched, spread) -> dict:
    verdict = "not measured" if value is None else \
        "stretch" if stretched else "pass" if passed else "FAIL"
    return {"claim": claim, "value": value, "range": spread, "floor": floor, "stretch": stretch,
            "verdict": verdict}


def ratios(records, ours, theirs, **about) -> list:
    "Their time over ours, round by round."
    ours, theirs = (chosen(records, peer=name, **about) for name in (ours, theirs))
    return [b / a for a, b in zip(ours, theirs)] if ours and theirs else []


def judged(found) -> list:
    "Every figure that is promised, beside its floor and its stretch."
    rows, dtypes = [], sorted({record["dtype"] for record in found["steps"]})
    for dtype in dtypes:
        for ours, theirs, wanted in FASTER:
            rows += [at_least(f"{ours} against {theirs}, {workload} {dtype}",
                              ratios(found["steps"], ours, theirs, workload=workload, dtype=dtype,
                                     evaluate=True), *wanted[workload]) for workload in wanted]
        inference, case = found["inference"], "1 000 000 x 2"
        rows.append(at_least(f"{OURS} against {SCIKIT}, predict {case} {dtype}",
                             ratios(inference, OURS, SCIKIT, dtype=dtype, case=case), 2, 2.5))
        rows.append(at_most(f"{OURS}, predict {case} {dtype}: MB beyond X and the result",
                            [r["extra_mb"] for r in found["budget"]["predict_mb"]
                             if (r["peer"], r["dtype"]) == (OURS, dtype)], 60))
        seconds = chosen(inference, peer=OURS, dtype=dtype, case="one row") or []
        rows.append(at_most(f"{OURS}, one row {dtype}: microseconds", [1e6 * s for s in seconds], 8, 6))
    pairs = found["budget"]["imports"]
    rows.append(at_most("import homecooked_nn against import numpy: times as long",
                        [ours / numpy for numpy, ours in pairs], 1.3))
    rows.append(at_most("training moons: peak MB of the whole process", found["budget"]["moons_mb"], 45))
    return rows


# The tables

def table(head, rows) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def figure(value) -> str:
    "Three digits, no exponent."
    return "-" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def spread(times, unit=1) -> str:
    "minimum / median (maximum)"
    least, middle, most = (figure(unit * f(times)) for f in (min, median, max))
    return f"{least} / {middle} ({most})"


def grid(records, columns, unit) -> str:
    "A row for each peer, a column for each workload or case."
    rows = []
    for name in dict.fromkeys(record["peer"] for record in records):
        mine = {record[columns]: record for record in records if record["peer"] == name}
        rows.append([name, *(spread(mine[c]["times"], unit) if c in mine and mine[c]["times"]
                             and not mine[c]["failed"] else "-"
                             for c in dict.fromkeys(record[columns] for record in records))])
    return table(["", *dict.fromkeys(record[columns] for record in records)], rows)


def losses(records) -> str:
    "The training loss at the end of a burst."
    names = list(dict.fromkeys(record["workload"] for record in records))
    rows = [[peer, *(next((f"{r['loss']:.5f}" for r in records if r["loss"] is not None
                           and (r["peer"], r["workload"]) == (peer, name)), "-") for name in names)]
            for peer in dict.fromkeys(record["peer"] for record in records)]
    return table(["", *names], rows)


def left_out(found) -> str:
    "Who is missing, and why."
    lines = [f"- {name}: {why}" for name, why in found["absent"].items()]
    lines += [f"- {name}: not asked for" for name in found["not_asked"]]
    for record in found["steps"] + found["inference"]:
        if record["failed"]:
            what = record.get("case") or (record["workload"]
                                          + (" with evaluation" if record["evaluate"] else " alone"))
            lines.append(f"- {record['peer']}, {what} {record['dtype']}: {record['failed']}")
    return "\n".join(lines or ["- nobody"]) + "\n"


def markdown(found) -> str:
    parts = [f"# Benchmark of {found['date']}\n\n{found['machine']}, {found['threads']} thread(s), "
             f"{found['rounds']} rounds, {found['minutes']:.1f} minutes; "
             + ", ".join(f"{name} {number}" for name, number in found["versions"].items())
             + ".\nEach cell: minimum / median (maximum).\n", "## Judged\n", table(
                 ["", "value", "range", "floor", "stretch", "verdict"],
                 [[r["claim"], figure(r["value"]), r["range"], r["floor"], r["stretch"] or "",
                   r["verdict"]] for r in judged(found)])]
    for dtype in sorted({record["dtype"] for record in found["steps"]}):
        for evaluate, title in ((True, "with the losses of both sets after each epoch"),
                                (False, "training alone")):
            steps = [r for r in found["steps"] if (r["dtype"], r["evaluate"]) == (dtype, evaluate)]
            parts += [f"## Microseconds of a step, {dtype}, {title}\n", grid(steps, "workload", 1e0)]
            if evaluate:
                parts += [f"The training loss at the end, {dtype}:\n", losses(steps)]
        inference = [r for r in found["inference"] if r["dtype"] == dtype]
        if inference:
            parts += [f"## Milliseconds of a prediction, {dtype}\n", grid(inference, "case", 1e3)]
    parts += ["## From a new process to the trained moons network, 400 epochs, float32\n",
              table(["", "seconds", "peak MB"],
                    [[r["peer"], spread(r["seconds"]), spread(r["peak_mb"])] for r in found["startup"]]),
              "## How cost grows\n", growth_table(found["growth"]), "## Left out\n", left_out(found)]
    return "\n".join(parts)


def growth_table(records) -> str:
    return table(["", "least", "most", "time of a", "slope of the upper half"],
                 [[f"{r['axis']}, {r['peer']}", r["values"][0], r["values"][-1], r["unit"],
                   f"{slope(r)[0]:.2f}"] for r in records])


def slope(record) -> tuple:
    "Exponent and factor of time = factor * size^exponent, fitted to the upper half of the sizes."
    half = len(record["values"]) // 2
    exponent, log_factor = np.polyfit(np.log(record["values"][half:]), np.log(record["times"][half:]), 1)
    return float(exponent), float(np.exp(log_factor))


# The pictures

def draw_steps(found, path) -> None:
    "A panel for each workload, a line for each peer: median, and the range of all rounds."
    import matplotlib.pyplot as plt
    steps = [r for r in found["steps"] if r["evaluate"] and r["times"] and not r["failed"]]
    peers = [name for name in dict.fromkeys(r["peer"] for r in steps)]
    names = list(dict.fromkeys(r["workload"] for r in steps))
    from workloads import NAMES
    fig, axes = plt.subplots(1, len(names), figsize=(2.1 * len(names) + 1.4, 3.6), sharey=True,
                             squeeze=False)
    for ax, workload in zip(axes[0], names):
        for r in (r for r in steps if r["workload"] == workload):
            y = peers.index(r["peer"]) + (0.14 if r["dtype"] == "float64" else -0.14)
            colour = "C3" if r["peer"] in (OURS, COMPILED) else "C0"
            ax.plot([min(r["times"]), max(r["times"])], [y, y], color=colour, linewidth=1.2)
            ax.plot(median(r["times"]), y, marker="o" if r["dtype"] == "float32" else "s", color=colour,
                    fillstyle="full" if r["dtype"] == "float32" else "none", linestyle="")
        ax.set(xscale="log", title=f"{workload}  {NAMES[workload]}")
        ax.title.set_fontsize("small")
    axes[0, 0].set_yticks(range(len(peers)), peers)
    axes[0, 0].invert_yaxis()
    fig.suptitle("Time of a training step, losses measured after each epoch", color="#7a7a7a")
    fig.supxlabel("microseconds (log scale); filled circle: float32, open square: float64; "
                  "line: all rounds", fontsize="small", color="#7a7a7a")
    fig.savefig(path)
    plt.close(fig)


def draw_growth(records, path) -> None:
    "A panel for each thing that grows, and the line whose slope is fitted."
    import matplotlib.pyplot as plt
    axes_of = list(dict.fromkeys(r["axis"] for r in records))
    fig, axes = plt.subplots(1, len(axes_of), figsize=(2.6 * len(axes_of), 3.0), squeeze=False)
    for ax, axis in zip(axes[0], axes_of):
        for k, r in enumerate(r for r in records if r["axis"] == axis):
            exponent, factor = slope(r)
            upper = np.array(r["values"][len(r["values"]) // 2:], float)
            ax.plot(r["values"], r["times"], linestyle="", marker="os"[k], color=f"C{k}")
            ax.plot(upper, factor * upper**exponent, "-" if k == 0 else "--", color=f"C{k}",
                    label=f"{r['peer']}: slope {exponent:.2f}")
        ax.set(xscale="log", yscale="log", xlabel=axis, ylabel=f"microseconds of one {r['unit']}")
        ax.legend(fontsize="x-small")
    fig.suptitle("How the time grows (float32)", color="#7a7a7a")
    fig.savefig(path)
    plt.close(fig)


def write(found, folder) -> None:
    "results/<date>.json, .md and two pictures."
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    plt.style.use("homecooked_nn.book")
    plt.rcParams["figure.dpi"] = 144
    folder.mkdir(parents=True, exist_ok=True)
    base = folder / found["date"]
    draw_steps(found, f"{base}-steps.png")
    draw_growth(found["growth"], f"{base}-growth.png")
    base.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")
    base.with_suffix(".md").write_text(markdown(found) + f"\n![Time of a step]({base.name}-steps.png)\n"
                                       f"\n![How cost grows]({base.name}-growth.png)\n")
