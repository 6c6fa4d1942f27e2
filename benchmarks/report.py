"""The report: every promised figure beside what was measured, and tables in Markdown."""
import json
import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from statistics import median

import pictures
from worker import COMPILED, JAX, OURS, SCIKIT, TORCH, WATCHED, C

PACKAGES = ["numpy", "scikit-learn", "torch", "jax", "keras", "numba"]
SMALL = ("W1", "W2", "W3")
FASTER = [        # ours, theirs, and for each workload the ratio wanted at least, and hoped for
    (OURS, SCIKIT, {**dict.fromkeys(SMALL, (4.5, 6)), "W4": (2, 3), "W5": (1.2, 1.5)}),
    (OURS, TORCH, {**dict.fromkeys(SMALL, (5.5, 8)), "W4": (1.8, 2.5), "W5": (0.7, 0.9)}),
]
COMPILED_FASTER = {        # the same for the compiled engine, by dtype
    "float32": [(JAX, {"W1": (3.5,), "W2": (3.5,), "W3": (2.7,), "W4": (1.0,), "W5": (1.0,)}),
                (C, {"W1": (0.42, 0.7), "W2": (0.42,), "W3": (0.75,), "W4": (1.0,), "W5": (0.95,)}),
                (SCIKIT, {"W1": (60,), "W2": (60,), "W3": (40,), "W4": (4,), "W5": (1.5,)})],
    "float64": [(C, {"W1": (0.75,), "W2": (0.75,), "W3": (0.9,), "W4": (0.95,), "W5": (0.95,)})],
}
CALLBACK = {"W1": 1.5, "W2": 1.5, "W3": 1.4, "W4": 1.1, "W5": 1.1}     # times as long, at most
MILLION = "1 000 000 x 2"


def machine() -> str:
    "The model of the CPU, and no other name."
    try:
        with open("/proc/cpuinfo") as file:
            lines = [line for line in file if line.startswith("model name")]
    except OSError:
        lines = []
    return lines[0].split(":", 1)[1].strip() if lines else platform.processor()


def versions() -> dict:
    "Of Python and of what is installed."
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            pass
    return found


# The judgement

def times_of(records, **wanted) -> list:
    "The times of the record that has all that is wanted; none if there is none or it failed."
    for record in records:
        if all(record[key] == value for key, value in wanted.items()) and not record["failed"]:
            return record["times"]
    return []


def ratios(records, ours, theirs, **wanted) -> list:
    "Their time over ours, round by round."
    return [b / a for a, b in zip(times_of(records, peer=ours, **wanted),
                                  times_of(records, peer=theirs, **wanted))]


def fastest(records, ours, theirs, **wanted) -> "float | None":
    "Their fastest round over our fastest: what the other work of the machine disturbs least."
    mine, other = (times_of(records, peer=peer, **wanted) for peer in (ours, theirs))
    return min(other) / min(mine) if mine and other else None


def judge(claim, values, floor, stretch=None, less=False, minima=None) -> dict:
    "A row of the judgement by the median of the values; `less`: less is better."
    value, sign = median(values) if values else None, -1 if less else 1
    if value is None:
        verdict = "not measured"
    elif stretch is not None and sign * value >= sign * stretch:
        verdict = "stretch"
    else:
        verdict = "pass" if sign * value >= sign * floor else "FAIL"
    return {"claim": claim, "value": value, "minima": minima,
            "range": [min(values), max(values)] if values else [],
            "floor": floor, "stretch": stretch, "verdict": verdict}


def judge_ratio(records, ours, theirs, bounds, **wanted) -> dict:
    "How many times as fast ours is as theirs."
    what = " ".join(value for value in wanted.values() if isinstance(value, str))
    return judge(f"{ours} against {theirs}, {what}", ratios(records, ours, theirs, **wanted),
                 *bounds, minima=fastest(records, ours, theirs, **wanted))


def judge_speed(found, dtype) -> list:
    "The rows of one dtype."
    rows, inference = [], found["inference"]
    compiled = [(COMPILED, *each) for each in COMPILED_FASTER[dtype]]
    for ours, theirs, wanted in FASTER + compiled:
        rows += [judge_ratio(found["steps"], ours, theirs, bounds, workload=workload, dtype=dtype,
                             evaluate=True) for workload, bounds in wanted.items()]
    for workload, most in CALLBACK.items():
        wanted = dict(workload=workload, dtype=dtype, evaluate=True)
        rows.append(judge(f"{WATCHED} against without, {workload} {dtype}, times as long",
                          ratios(found["steps"], COMPILED, WATCHED, **wanted), most, less=True,
                          minima=fastest(found["steps"], COMPILED, WATCHED, **wanted)))
    rows.append(judge_ratio(inference, OURS, SCIKIT, (1.5, 2), case=MILLION, dtype=dtype))
    rows.append(judge(f"{OURS}, predict {MILLION} {dtype}, MB beyond X and the result",
                      [r["extra_mb"] for r in found["budget"]["predict_mb"]
                       if (r["peer"], r["dtype"]) == (OURS, dtype) and r["extra_mb"] is not None],
                      60, less=True))
    seconds = times_of(inference, peer=OURS, dtype=dtype, case="one row")
    rows.append(judge(f"{OURS}, predict one row {dtype}, microseconds", [1e6 * s for s in seconds],
                      60, 30, less=True))
    return rows


def judged(found) -> list:
    "Every promised figure beside its floor and its stretch."
    budget, dtypes = found["budget"], dict.fromkeys(record["dtype"] for record in found["steps"])
    rows = [row for dtype in dtypes for row in judge_speed(found, dtype)]
    rows.append(judge("import homecooked_nn against import numpy, times as long",
                      [ours / numpy for numpy, ours in budget["imports"]], 1.3, less=True))
    rows.append(judge("training moons, peak MB of the whole process", budget["moons_mb"], 45,
                      less=True))
    return rows


# The tables

def table(head, rows) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def figure(value) -> str:
    "Three digits, no exponent."
    return "-" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def spread(values, unit=1) -> str:
    "minimum / median (maximum)"
    least, middle, most = (figure(unit * f(values)) for f in (min, median, max))
    return f"{least} / {middle} ({most})"


def grid(records, column, cell) -> str:
    "A row for each peer, a column for each workload or case, `cell(record)` where they meet."
    columns = list(dict.fromkeys(record[column] for record in records))
    cells = {(r["peer"], r[column]): cell(r) for r in records if not r["failed"]}
    return table(["", *columns], [[peer, *(cells.get((peer, c), "-") for c in columns)]
                                  for peer in dict.fromkeys(r["peer"] for r in records)])


def judgement(found) -> str:
    rows = [[r["claim"], figure(r["value"]), " to ".join(map(figure, r["range"])),
             figure(r["minima"]), r["floor"], r["stretch"] or "", r["verdict"]]
            for r in judged(found)]
    return table(["", "median", "range", "of the minima", "floor", "stretch", "verdict"], rows)


def speed(found, dtype) -> list:
    "The parts of the report about one dtype."
    def steps(evaluate):
        return [r for r in found["steps"] if (r["dtype"], r["evaluate"]) == (dtype, evaluate)]

    def times(record):
        return spread(record["times"])

    return [f"## {dtype}\n\nMicroseconds of a step, the losses of both sets measured each epoch:\n",
            grid(steps(True), "workload", times), "The training loss at the end:\n",
            grid(steps(True), "workload", lambda r: f"{r['loss']:.5f}"),
            "Microseconds of a step, training alone:\n", grid(steps(False), "workload", times),
            "Milliseconds of a prediction:\n",
            grid([r for r in found["inference"] if r["dtype"] == dtype], "case",
                 lambda r: spread(r["times"], 1e3))]


def start_up(found) -> str:
    rows = [[r["peer"], spread(r["seconds"]), spread(r["peak_mb"])] for r in found["startup"]
            if not r["failed"]]
    return table(["", "seconds", "peak MB"], rows)


def growth(found) -> str:
    rows = [[f"{r['axis']}, {r['peer']}", f"{r['values'][0]} to {r['values'][-1]}", r["unit"],
             f"{pictures.slope(r)[0]:.2f}"] for r in found["growth"]]
    return table(["", "sizes", "time of one", "slope over the upper half"], rows)


def place(record) -> str:
    "Where a record belongs: what was done, and the dtype."
    if "seconds" in record:
        return "from a new process"
    alone = "" if record.get("evaluate", True) else " alone"
    return f"{record.get('case') or record['workload']}{alone} {record['dtype']}"


def left_out(found) -> str:
    "Who is missing, why, and where."
    places = {(name, why): [] for name, why in found["absent"].items()}
    places.update({(name, "not asked for"): [] for name in found["not_asked"]})
    for record in found["steps"] + found["inference"] + found["startup"]:
        if record["failed"]:
            places.setdefault((record["peer"], record["failed"]), []).append(place(record))
    lines = [f"- {name}: {why}" + (f" ({', '.join(where)})" if where else "")
             for (name, why), where in places.items()]
    return "\n".join(lines or ["- nobody"]) + "\n"


def markdown(found) -> str:
    "The whole report."
    packages = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    head = (f"# Benchmark of {found['date']}\n\n{found['machine']}, {found['threads']} thread(s), "
            f"{found['rounds']} rounds, {found['minutes']:.1f} minutes; {packages}.\n"
            "A cell holds minimum / median (maximum); read the ratios.\n")
    parts = [head, "## Judged: times as fast, by the median of the ratios of all rounds\n",
             judgement(found)]
    for dtype in dict.fromkeys(r["dtype"] for r in found["steps"]):
        parts += speed(found, dtype)
    parts += [f"## From a new process to trained moons ({found['start_epochs']} epochs, float32)\n",
              start_up(found), "## How cost grows\n", growth(found), "## Left out\n",
              left_out(found)]
    return "\n".join(parts)


def write(found, folder) -> None:
    "<date>.json, <date>.md and the two pictures that it shows; the site shows them, too."
    folder.mkdir(parents=True, exist_ok=True)
    drawn = pictures.draw(found, folder)
    links = "".join(f"\n![{title}]({name})\n" for title, name in drawn.items())
    (folder / f"{found['date']}.json").write_text(json.dumps(found, indent=1) + "\n")
    (folder / f"{found['date']}.md").write_text(markdown(found) + links)
    images = folder.resolve().parents[1] / "nbs" / "images"
    if images.is_dir():
        for picture, name in zip(drawn.values(), ("speed.png", "growth.png")):
            shutil.copy(folder / picture, images / name)
