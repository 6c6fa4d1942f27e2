"""The line of verbose=1 and 2, on a terminal, in a notebook and in a pipe."""
import io
import os
import pty
import re
import subprocess
import sys

import nbformat
import pytest

import homecooked_nn as nn
from book import run
from homecooked_nn.progress import CLEAR, Progress, progress_line, terminal_display

FIT = ("import homecooked_nn as nn; import numpy as np; X = np.random.RandomState(0).randn(64, 1); "
       "net = nn.NeuralNet(1, (4, 1), ['tanh', 'linear'], 'mse', ['r2'], random_state=0); "
       "net.fit(X, X[:, 0], epochs=120, verbose={verbose}{valid}); print('end')")
LINE = r"epoch 120/120 \[={30}\]  train_loss: [\d.e-]+  valid_loss: [\d.e-]+"


def code(verbose, valid=", valid_data=(X, X[:, 0])"):
    return FIT.format(verbose=verbose, valid=valid)


@pytest.mark.parametrize("monitor, up", [
    ("valid_r2", True), ("train_binary_accuracy", True), ("valid_Accuracy", True), ("valid_d2_absolute_error_score", True),
    ("valid_roc_auc_score", True), ("valid_loss", False), ("valid_rmse", False), ("valid_brier_score_loss", False),
    ("valid_max_error", False), ("valid_f1_error", False)])
def test_the_last_word_that_tells_says_what_is_better(monitor, up):
    assert nn.EarlyStopping(monitor=monitor).sign == (-1 if up else 1)
    assert nn.EarlyStopping(monitor=monitor, mode="max").sign == -1


@pytest.mark.parametrize("monitor", ["valid_taste", "valid_neg_mean_squared_error", "valid_spaces"])
def test_a_name_that_does_not_tell_is_refused(monitor):
    with pytest.raises(ValueError, match=f"mode is 'auto'; it must be 'min' or 'max': '{monitor}' does not tell what is better"):
        nn.EarlyStopping(monitor=monitor)


@pytest.mark.parametrize("values", [["low"], 1.0, [], [None]])
def test_what_is_watched_is_a_list_of_numbers(values):
    net = nn.NeuralNet(1, 1, "linear", "mse", random_state=0)
    watch = [lambda net, epoch, history: history.update(my_error=values), nn.EarlyStopping(monitor="my_error")]
    with pytest.raises(TypeError, match=r"history\['my_error'\] is .*; a list of numbers is wanted"):
        net.fit([1, 2], [1, 2], verbose=0, callbacks=watch)


def test_a_pipe_gets_the_final_line_alone():
    done = subprocess.run([sys.executable, "-c", code(1)], capture_output=True, text=True, check=True)
    assert re.fullmatch(LINE + r"\nend\n", done.stdout) and done.stderr == ""


def test_without_validation_the_line_says_loss(capsys):
    exec(code(1, ""), {})
    assert re.fullmatch(r"epoch 120/120 \[={30}\]  loss: [\d.e-]+\nend\n", capsys.readouterr().out)


def test_verbose_2_prints_a_line_per_epoch_with_every_metric(capsys):
    exec(code(2), {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 121 and lines[0].startswith("epoch   1/120 [" + " " * 30 + "]  train_loss: ")
    assert re.search(r"train_r2: \S+  valid_r2: \S+$", lines[119])


def test_verbose_0_is_silent(capfd):
    exec(code(0), {})
    assert capfd.readouterr() == ("end\n", "")


@pytest.mark.parametrize("stdout", [
    "None", "type('Log', (), dict(write=lambda *_: None, flush=lambda _: None))()"])
def test_a_program_without_a_real_stdout_can_train(stdout):
    script = f"import sys; sys.modules['IPython'], sys.stdout = None, {stdout}; " + code(1)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is opened by pty, which Windows lacks")
def test_a_terminal_sees_one_line_redrawn():
    leader, follower = pty.openpty()
    done = subprocess.Popen([sys.executable, "-c", code(1)], stdout=follower, stderr=follower)
    os.close(follower)
    shown = b""
    while True:
        try:
            chunk = os.read(leader, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    assert done.wait() == 0
    drawings = shown.decode().split("\r\x1b[K")
    assert drawings[0] == "" and re.fullmatch(LINE + r"\r\nend\r\n", drawings[-1])
    assert 2 <= len(drawings) < 40


def test_a_notebook_keeps_one_output_with_the_final_line(tmp_path):
    cell = nbformat.v4.new_code_cell(code(1).replace("; print('end')", ""))
    path = tmp_path / "fit.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    run("python", "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", path)
    outputs = nbformat.read(path, as_version=4).cells[0].outputs
    lines = [o for o in outputs if o.output_type == "display_data"]
    assert len(lines) == 1 and re.fullmatch(LINE, lines[0].data["text/plain"])
    assert not [o for o in outputs if o.output_type == "stream"]


def test_a_narrow_terminal_loses_the_bar_and_never_wraps(monkeypatch):
    stdout = io.StringIO()
    monkeypatch.setattr(stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdout", stdout)
    line = progress_line(3, 5, {"train_loss": 0.5, "valid_loss": 0.25})
    for columns, shown in [(100, line), (60, "epoch 3/5  train_loss: 0.5  valid_loss: 0.25"), (20, "epoch 3/5  train_lo")]:
        monkeypatch.setenv("COLUMNS", str(columns))
        terminal_display()(line)
        assert stdout.getvalue().rpartition(CLEAR)[2] == shown and len(shown) < columns


def test_drawings_are_at_most_ten_a_second_and_the_last_is_always_made():
    now, drawn = [0.0], []
    progress = Progress(1000, clock=lambda: now[0])
    with progress:
        progress.draw = drawn.append
        for epoch in range(1, 1001):
            now[0] += 0.013
            progress.update(epoch, {"train_loss": 1 / epoch})
    assert 100 <= len(drawn) <= 131 and "epoch 1000/1000" in drawn[-1]


def test_the_line_is_drawn_when_training_fails():
    drawn, progress = [], Progress(5, clock=lambda: 0.0)
    with pytest.raises(RuntimeError), progress:
        progress.draw = drawn.append
        for epoch in (1, 2, 3):
            progress.update(epoch, {"train_loss": 0.5})
        raise RuntimeError
    assert drawn[-1] == progress_line(3, 5, {"train_loss": 0.5}) == "epoch 3/5 [" + "=" * 18 + " " * 12 + "]  loss: 0.5"
