"""Accuracy of NeuralNetClassifier beside scikit-learn's MLPClassifier, on the same folds.

Both: StandardScaler, one hidden layer of 32 relu units, Adam with rate 0.01, batches of 32,
100 epochs, and the same L2 (MLPClassifier divides its alpha by the rows of the batch). MLPClassifier
draws its first weights with Glorot's variance; ours are shown with He's, our default, and with
Glorot's. A difference is taken between means over the folds of one seed; +- is the standard
deviation over the seeds.
Usage: python benchmarks/accuracy.py [seeds [folds]]; the full 10 x 5 writes results/accuracy.md.
"""
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from homecooked_nn import L2
from homecooked_nn.estimators import NeuralNetClassifier

DATA = {"breast_cancer": load_breast_cancer, "wine": load_wine, "digits": load_digits,
        "iris": load_iris}
HIDDEN, RATE, BATCH, EPOCHS, STRENGTH = (32,), 0.01, 32, 100, 0.01
RESULTS = Path(__file__).parent / "results" / "accuracy.md"


def ours(seed, initializer):
    return NeuralNetClassifier(HIDDEN, learning_rate=RATE, batch_size=BATCH, epochs=EPOCHS,
                               penalty=L2(STRENGTH), initializer=initializer, random_state=seed)


def theirs(seed):
    return MLPClassifier(HIDDEN, learning_rate_init=RATE, batch_size=BATCH, max_iter=EPOCHS,
                         n_iter_no_change=EPOCHS + 1, alpha=STRENGTH * BATCH, random_state=seed)


def accuracy(X, y, model, seed, folds):
    "Mean over the folds that belong to the seed, in per cent."
    cv = StratifiedKFold(folds, shuffle=True, random_state=seed)
    return 100 * cross_val_score(make_pipeline(StandardScaler(), model), X, y, cv=cv).mean()


def measure(load, seeds, folds):
    "Per cent, (seeds, 3): ours from He's start, ours from Glorot's, MLPClassifier."
    X, y = load(return_X_y=True)
    return np.array([[accuracy(X, y, model, seed, folds) for model in
                      (ours(seed, "he_normal"), ours(seed, "glorot_normal"), theirs(seed))]
                     for seed in range(seeds)])


def row(name, scores):
    "One line of the table."
    columns = [*scores.T, scores[:, 0] - scores[:, 2], scores[:, 1] - scores[:, 2]]
    forms = ["{:.2f} ± {:.2f}"] * 3 + ["{:+.2f} ± {:.2f}"] * 2
    cells = [form.format(c.mean().round(2) + 0, c.std()) for form, c in zip(forms, columns)]
    return f"| {name} | " + " | ".join(cells) + " |"


def main(seeds=10, folds=5):
    warnings.simplefilter("ignore", ConvergenceWarning)      # it was told when to stop
    lines = [f"Accuracy in per cent, mean ± spread over {seeds} seeds of {folds} stratified folds.",
             "", "| data | ours (He) | ours (Glorot) | MLPClassifier | difference, He "
             "| difference, Glorot |", "|---|---|---|---|---|---|"]
    print("\n".join(lines), flush=True)
    for name, load in DATA.items():
        lines.append(row(name, measure(load, seeds, folds)))
        print(lines[-1], flush=True)
    if (seeds, folds) == (10, 5):
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
