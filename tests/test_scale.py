"""Rows beyond memory, streams, searches on a cluster, one training on many ranks. In full: python tests/test_scale.py"""
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest

import homecooked_nn as nn
from homecooked_nn.parallel import fit_parallel, in_threads, step_seconds
from book import REPO

RNG = np.random.RandomState(0)
X, Y = RNG.randn(70, 3), (RNG.rand(70) > 0.5).astype(float)
WEIGHT = RNG.rand(70)
HERE = Path(sys.executable).parent
MPIEXEC = shutil.which("mpiexec", path=f"{HERE}{os.pathsep}{os.environ['PATH']}")


def network(inputs=3, **keywords):
    given = dict(metric=["bacc"], optimizer="adam", random_state=0)
    return nn.NeuralNet(inputs, (6, 1), ["relu", "sigmoid"], "bce", **{**given, **keywords})


# Memory

def write_table(path, rows, columns=128):
    "A table in a file, of float32, written block by block."
    table = np.lib.format.open_memmap(path, "w+", np.float32, (rows, columns))
    for start in range(0, rows, 8192):
        part = table[start:start + 8192]
        part[...] = np.random.RandomState(start).randn(*part.shape)
    return table.nbytes


LIMITED = """
import resource, sys
import numpy as np
import homecooked_nn as nn
path, dtype, room = sys.argv[1], sys.argv[2], int(sys.argv[3])
X = np.load(path, mmap_mode="r")
y, n = (np.asarray(X[:, 0]) > 0).astype("float32"), len(X)
net = nn.NeuralNet(X.shape[1], (8, 1), ["relu", "sigmoid"], "bce", ["bacc"], "adam", 0, dtype=dtype)
net.fit(X[:99], y[:99], epochs=1, verbose=0)                 # what is loaded late is loaded
pages = int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + room,) * 2)
net.fit(X[n // 8:], y[n // 8:], 512, 1, verbose=0, valid_data=(X[:n // 8], y[:n // 8]))
print(net.history["valid_binary_accuracy"][-1])
"""


def accuracy_within(path, dtype, room):
    "The accuracy of a training that may take so many bytes beyond what was mapped before."
    done = subprocess.run([sys.executable, "-c", LIMITED, path, dtype, str(room)], capture_output=True, text=True,
                          env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    return float(done.stdout) if done.returncode == 0 else done.stderr[-400:]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_file_is_learned_from_in_a_fraction_of_its_size(tmp_path):
    size = write_table(tmp_path / "table.npy", 150_000)                         # 77 MB, in float64 154 MB
    assert size > 75e6
    for dtype in ("float32", "float64"):
        assert accuracy_within(tmp_path / "table.npy", dtype, 75_000_000) > 0.7


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("given", ["float32", "float64", "int8"])
def test_memory_grows_with_the_batch_and_not_with_the_table(dtype, given):
    table = np.random.RandomState(0).randint(-2, 3, (60_000, 100)).astype(given)
    target, net = table[:, 0] > 0, network(100, dtype=dtype)
    tracemalloc.start()
    net.fit(table, target, 512, 1, verbose=0, valid_data=(table[:20_000], target[:20_000]))
    peak = tracemalloc.get_traced_memory()[1]
    net.predict(table)
    assert tracemalloc.get_traced_memory()[1] < 60_000 * 100 * 8 / 2 and peak < 60_000 * 100 * 8 / 2
    tracemalloc.stop()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_table_of_another_kind_gives_the_bits_of_its_copy(dtype):
    for kind in (np.float32, np.float64, np.int8, bool):
        table = X > 0 if kind is bool else (3 * X).astype(kind)
        ours = network(dtype=dtype).fit(table, Y, epochs=2, verbose=0, valid_data=(table, Y))
        copied = network(dtype=dtype).fit(table.astype(dtype), Y, epochs=2, verbose=0, valid_data=(table, Y))
        assert ours.history == copied.history and np.array_equal(ours.predict(table), copied.predict(table))


def test_what_is_too_large_for_float32_is_found_in_its_block():
    table = np.zeros((600_000, 2))
    table[599_999, 1] = 1e300
    with pytest.raises(ValueError, match=r"X holds inf in row 599999, column 1 \(counted from 0\)"):
        network(2, dtype="float32").predict(table)
    assert network(2).predict(table[:9]).shape == (9, 1)


# Streams

def blocks_of(X, y, rows, *weight):
    def stream():
        for start in range(0, len(X), rows):
            part = slice(start, start + rows)
            yield (X[part], y[part], *(w[part] for w in weight))
    return stream


@pytest.mark.parametrize("weight", [None, WEIGHT])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_one_block_is_fit_to_the_bit(weight, dtype):
    block = (X, Y) if weight is None else (X, Y, weight)
    ours = network(dtype=dtype, dropout=0.2).fit(lambda: [block], epochs=4, verbose=0, valid_data=lambda: [(X, Y)])
    plain = network(dtype=dtype, dropout=0.2).fit(X, Y, epochs=4, verbose=0, valid_data=(X, Y), sample_weight=weight)
    assert ours.history == plain.history and np.array_equal(ours.parameters.theta, plain.parameters.theta)


def ordered(seed, epochs):
    "A stream whose blocks are the batches that fit draws, epoch by epoch; each is read twice."
    twin = network(random_state=seed)
    orders = [twin.rng.permutation(70) for _ in range(epochs)]
    calls = [orders[0], orders[0], *np.repeat(orders, 2, axis=0), orders[0]]    # `fit` looks beforehand, and at the end

    def stream():
        order = calls.pop(0)
        return blocks_of(X[order], Y[order], 32, WEIGHT[order])()
    return stream


def test_losses_of_a_stream_are_those_of_fit_on_the_same_order():
    ours = network().fit(ordered(0, 5), batch_size=32, epochs=5, verbose=0)
    plain = network().fit(X, Y, 32, 5, verbose=0, sample_weight=WEIGHT)
    for name, values in plain.history.items():
        assert np.allclose(ours.history[name], values, rtol=1e-12), name


def test_scores_of_many_blocks_are_those_of_all_rows():
    net = network(metric=["bacc", "r2"]).fit(blocks_of(X, Y, 16), epochs=2, verbose=0, valid_data=blocks_of(X, Y, 9))
    whole = net._scores(net._checked(X, Y))
    for name, value in whole.items():
        assert net.history["train_" + name][-1] == pytest.approx(value, rel=1e-12)
        assert net.history["valid_" + name][-1] == pytest.approx(value, rel=1e-12)
    mixed = network(metric="r2").fit(lambda: [(X[:30], Y[:30]), (X[30:], Y[30:], WEIGHT[30:])], epochs=1, verbose=0)
    weight = np.r_[np.ones(30), WEIGHT[30:]]
    assert mixed.history["train_loss"][0] == pytest.approx(nn.bce(mixed.predict(X), Y, weight), rel=1e-12)


def test_a_stream_goes_with_callbacks_checkpoints_and_resume(tmp_path):
    stream, path = blocks_of(X, Y, 16), tmp_path / "net.npz"
    whole = network().fit(stream, epochs=6, verbose=0)
    network().fit(stream, epochs=4, verbose=0, callbacks=nn.checkpoint(path))
    rest = nn.load(path).fit(stream, epochs=2, verbose=0)
    assert rest.history == whole.history and np.array_equal(rest.parameters.theta, whole.parameters.theta)
    early = nn.EarlyStopping(1, monitor="train_loss", min_delta=9)
    assert len(network().fit(stream, epochs=9, verbose=0, callbacks=early).history["train_loss"]) == 2


def parquet(folder):
    pq = pytest.importorskip("pyarrow.parquet")
    import pyarrow
    names = ["a", "b", "c"]
    table = pyarrow.Table.from_pandas(pd.DataFrame(X, columns=names).assign(label=Y))
    pq.write_table(table, folder / "t.parquet", row_group_size=32)

    def stream():
        file = pq.ParquetFile(folder / "t.parquet")
        for group in range(file.num_row_groups):
            part = file.read_row_group(group).to_pandas()
            yield part[names], part["label"]
    return stream


def zarr(folder):
    library = pytest.importorskip("zarr")
    stored = [library.create_array(folder / name, data=data, chunks=(32, *data.shape[1:]))
              for name, data in (("X.zarr", X), ("y.zarr", Y))]

    def stream():
        for start in range(0, len(X), stored[0].chunks[0]):
            yield tuple(each[start:start + stored[0].chunks[0]] for each in stored)
    return stream


def dask(folder):
    array = pytest.importorskip("dask.array")
    parts = array.from_array(X, chunks=(32, 3)), array.from_array(Y, chunks=32)

    def stream():
        for X_part, y_part in zip(*(part.blocks for part in parts)):
            yield X_part.compute(), y_part.compute()
    return stream


@pytest.mark.parametrize("source", [parquet, zarr, dask])
def test_streams_from_files_and_lazy_tables(source, tmp_path):
    ours = network().fit(source(tmp_path), epochs=3, verbose=0)
    plain = network().fit(blocks_of(X, Y, 32), epochs=3, verbose=0)
    assert ours.history == plain.history
    assert ours.columns == (["a", "b", "c"] if source is parquet else None)


GENERATOR = blocks_of(X, Y, 32)()
CALLS = iter([[(X, Y)]] * 3 + [[(X[:9], Y[:9])]])
TABLE = pd.DataFrame(X, columns=["a", "b", "c"])


@pytest.mark.parametrize("stream, message", [
    (blocks_of(X, Y, 32)(), "X is a generator, which can be read once; pass the function that makes it"),
    (lambda: GENERATOR, "the stream gave 0 rows, and 6 before; each call of the function must yield all blocks anew"),
    (list, "the stream gave 0 rows; each call"),
    (lambda: next(CALLS), "the stream gave 9 rows, and 70 before"),
    (lambda: None, "the stream returned None; a function that yields blocks is wanted"),
    (lambda: [X], "block 0: a ndarray came; (X, y) or (X, y, weight) is wanted"),
    (lambda: [(X, Y), (X, Y, WEIGHT, Y)], "block 1: a tuple came; (X, y) or (X, y, weight) is wanted"),
    (lambda: [(X, Y), (X[:5], Y[:4])], "block 1: X has 5 rows and block 1: y has 4; they must be equally many"),
    (lambda: [(X, Y), (X * np.nan, Y)], "block 1: X holds nan in row 0, column 0 (counted from 0)"),
    (lambda: [(TABLE, Y), (TABLE[["b", "a", "c"]], Y)], "column 0 of block 1: X is 'b', and was 'a' in the training"),
    (lambda: [(X, Y), (X[:0], Y[:0])], "block 1: X has no rows; at least one is needed"),
    (lambda: [(X, Y), (X, Y, np.zeros(70))], "block 1: sample_weight is zero in every row; one must count"),
    (lambda: [(X, Y), (X[:5], Y[:5], WEIGHT)], "block 1: sample_weight has shape (70,); block 1: X has 5 rows, so shape"),
    (lambda: [(X, Y), (X[:, :2], Y)], "block 1: X has 2 columns; the network expects 3"),
    ([(X, Y)], "y is None; a target for each row is wanted, or as X a function that yields blocks"),
], ids=range(15))
def test_a_bad_stream_is_refused_and_its_epoch_undone(stream, message):
    net = network()
    with pytest.raises((TypeError, ValueError)) as caught:
        net.fit(stream, epochs=3, verbose=0)
    assert message in str(caught.value), caught.value
    twin, done = network(), len(net.history.get("train_loss", []))
    twin.fit(lambda: [(X, Y)], epochs=done, verbose=0)
    assert np.array_equal(net.parameters.theta, twin.parameters.theta) and net.optimizer.t == twin.optimizer.t


def test_a_stream_brings_its_own_targets_and_weights():
    for extra in (dict(y=Y), dict(sample_weight=WEIGHT)):
        with pytest.raises(ValueError, match="X is the function .*, a stream; y or sample_weight came beside it, and each of its blocks"):
            network().fit(blocks_of(X, Y, 9), **extra)
    with pytest.raises(TypeError, match="y is None; a target for each row is wanted"):
        network().fit(X)
    with pytest.raises(ValueError, match="the valid stream gave 0 rows"):
        network().fit(X, Y, valid_data=list)
    with pytest.warns(RuntimeWarning, match="engine='compiled' lacks streams"):
        net = network(engine="compiled").fit(blocks_of(X, Y, 9), epochs=1, verbose=0)
    assert net.history == network().fit(blocks_of(X, Y, 9), epochs=1, verbose=0).history


def test_a_stream_may_fill_the_same_arrays_with_each_block():
    def reusing():
        arrays = np.empty((35, 3)), np.empty(35), np.empty(35)
        for start in (0, 35):
            for array, source in zip(arrays, (X, Y, WEIGHT)):
                array[...] = source[start:start + 35]
            yield arrays
    assert network().fit(reusing, epochs=2, verbose=0).history == network().fit(
        blocks_of(X, Y, 35, WEIGHT), epochs=2, verbose=0).history


def test_a_stream_is_not_held_in_memory():
    def stream():
        for seed in range(12):
            part = np.random.RandomState(seed).randn(10_000, 50)
            yield part, part[:, 0] > 0
    net = network(50)
    tracemalloc.start()
    net.fit(stream, batch_size=512, epochs=1, verbose=0)
    assert tracemalloc.get_traced_memory()[1] < 12 * 10_000 * 50 * 8 / 3
    tracemalloc.stop()


# Searches

def searches():
    from sklearn.experimental import enable_halving_search_cv  # noqa: F401
    from sklearn.model_selection import GridSearchCV, HalvingRandomSearchCV
    from homecooked_nn.estimators import NeuralNetClassifier
    estimator = NeuralNetClassifier((6,), epochs=2, random_state=0, learning_rate=nn.cosine(0.01, 90))
    return [GridSearchCV(estimator, {"batch_size": [8, 32], "dropout": [None, 0.2]}, cv=2),
            HalvingRandomSearchCV(estimator, {"clip_norm": [0.1, 0.5, 1, 2]}, n_candidates=4, factor=2, cv=2,
                                  resource="epochs", max_resources=4, min_resources=1, random_state=0)]


def scores():
    return [search.fit(X, Y).cv_results_["mean_test_score"].tolist() for search in searches()]


@pytest.mark.endure                     # pickles travel to processes in test_package; only a new Dask can break this
@pytest.mark.filterwarnings("ignore")
def test_searches_give_the_same_scores_on_a_cluster_and_in_processes():
    pytest.importorskip("distributed")
    from dask.distributed import Client, LocalCluster
    alone = scores()
    with joblib.parallel_config("loky", n_jobs=2):
        assert scores() == alone
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        with joblib.parallel_config("dask"):
            assert scores() == alone
        nets = client.gather(client.map(lambda seed: network(random_state=seed).fit(X, Y, epochs=2, verbose=0), [1, 2]))
    assert nets[1].history == network(random_state=2).fit(X, Y, epochs=2, verbose=0).history


def test_optuna_prunes_by_a_callback():
    optuna = pytest.importorskip("optuna")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    epochs = []

    def objective(trial):
        def ask(net, epoch, history):
            epochs.append(epoch)
            trial.report(history["train_loss"][-1], epoch)
            if trial.should_prune():
                raise optuna.TrialPruned
        net = network(optimizer="sgd")
        rate = trial.suggest_categorical("rate", [0.5, 1e-6])
        net.fit(X, X[:, 0] > 0, epochs=5, learning_rate=rate, verbose=0, callbacks=ask)
        return net.history["train_loss"][-1]
    study = optuna.create_study(pruner=optuna.pruners.MedianPruner(n_startup_trials=1),
                                sampler=optuna.samplers.GridSampler({"rate": [0.5, 1e-6]}, seed=0))
    study.enqueue_trial({"rate": 0.5})
    study.enqueue_trial({"rate": 1e-6})
    study.optimize(objective, n_trials=2)
    assert [t.state.name for t in study.trials] == ["COMPLETE", "PRUNED"] and epochs[:6] == [1, 2, 3, 4, 5, 1]


# Ranks

def part(comm, *arrays):
    edges = [0, 41, 53, 70] if comm.size == 3 else np.linspace(0, 70, comm.size + 1).astype(int)
    return [array[edges[comm.rank]:edges[comm.rank + 1]] for array in arrays]


def together(comm, net=network, epochs=3, **keywords):
    return fit_parallel(net(), comm, *part(comm, X, Y), 16, epochs, verbose=0, **keywords)


@pytest.mark.parametrize("ranks", [1, 2, 3, 7])
def test_threads_give_the_result_of_fit(ranks):
    plain = network().fit(X, Y, 16, 3, verbose=0)
    nets = in_threads(ranks, together)
    for net in nets:
        assert np.array_equal(net.parameters.theta, nets[0].parameters.theta) and net.history == nets[0].history
        assert np.allclose(net.parameters.theta, plain.parameters.theta, rtol=0, atol=1e-12)


def test_more_ranks_than_parameters_and_rows_in_a_batch():
    def work(comm):
        net = nn.NeuralNet(1, (1,), ["linear"], "mse", random_state=0, metric=["mae"])
        return fit_parallel(net, comm, *part(comm, X[:, :1], Y), 2, 2, verbose=0)
    plain = nn.NeuralNet(1, (1,), ["linear"], "mse", random_state=0, metric=["mae"])
    plain.fit(X[:, 0], Y, 2, 2, verbose=0)
    for net in in_threads(6, work):
        assert np.allclose(net.parameters.theta, plain.parameters.theta, rtol=0, atol=1e-12)
        assert np.allclose(net.history["train_mean_absolute_error"], plain.history["train_mean_absolute_error"])


def test_rank_0_alone_shows_the_progress(capsys):
    in_threads(2, lambda comm: fit_parallel(network(), comm, *part(comm, X, Y), epochs=2))
    assert capsys.readouterr().out.count("epoch 2/2") == 1


def test_early_stopping_ends_all_ranks_on_the_best_state():
    def work(comm):
        early = nn.EarlyStopping(2, monitor="train_loss", min_delta=9)
        return together(comm, epochs=50, callbacks=early)
    nets, plain = in_threads(2, work), network()
    plain.fit(X, Y, 16, 1, verbose=0)
    for net in nets:
        assert len(net.history["train_loss"]) == 3 and np.allclose(net.parameters.theta, plain.parameters.theta)


def test_a_callback_of_one_rank_ends_all():
    nets = in_threads(3, lambda comm: together(
        comm, epochs=50, callbacks=lambda net, epoch, history: comm.rank == 1 and epoch == 4))
    assert {len(net.history["train_loss"]) for net in nets} == {4}


def error_of(comm, net=None, X=X, y=Y, **keywords):
    "How a training ends that must fail: the error of this rank."
    try:
        fit_parallel(net or network(), comm, X, y, **{"epochs": 3, "verbose": 0, **keywords})
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def drawn(times):
    net = network()
    net.rng.rand(times)
    return net


ALL, DO = "must be the same on all", "what callbacks and learning_rate do to the network"


@pytest.mark.parametrize("given, differs", [
    (lambda one: dict(net=network(random_state=one)), "weights, random_state"),
    (lambda one: dict(net=drawn(one)), "random_state"),
    (lambda one: dict(net=network(penalty=nn.L2(0.1 + one))), "penalty"),
    (lambda one: dict(net=network(clip_norm=1 + one)), "clip_norm"),
    (lambda one: dict(net=network(dropout=0.1 * one)), "dropout"),
    (lambda one: dict(net=network(metric=["acc", "bacc"][one])), "metric"),
    (lambda one: dict(net=network(dtype=["float32", "float64"][one])), "the network, weights"),
    (lambda one: dict(net=nn.NeuralNet(3, (6 + one, 1), ["relu", "sigmoid"], "bce", random_state=0)),
     "the network, weights, random_state"),
    (lambda one: dict(net=nn.NeuralNet(3, (6, 1), ["relu", "sigmoid"], ["bce", "mse"][one], random_state=0)),
     "the network"),
    (lambda one: dict(net=network(optimizer=nn.Adam(0.1 + one))), "optimizer"),
    (lambda one: dict(learning_rate=0.1 + one), "learning_rate"),
    (lambda one: dict(batch_size=16 + one), "batch_size"),
    (lambda one: dict(epochs=one), "epochs"),
    (lambda one: dict(valid_data=(X, Y) if one else None), "whether there is valid_data"),
    (lambda one: dict(learning_rate=nn.cosine(0.1, 50 + one)), DO),
    (lambda one: dict(callbacks=[nn.EarlyStopping(9, 9.0, "train_loss")] if one else []), DO),
], ids=range(16))
def test_ranks_that_are_not_alike_are_refused_by_all(given, differs):
    said = in_threads(3, lambda comm: error_of(comm, **given(int(comm.rank == 2))), timeout=5)
    assert said == [f"ValueError: the ranks are not alike: {differs} {ALL}"] * 3


def test_names_of_columns_are_those_of_all_ranks_and_of_the_valid_rows():
    tables = pd.DataFrame(X, columns=["a", "b", "c"]), pd.DataFrame(X, columns=["b", "a", "c"])
    def work(comm, train=(0, 0), valid=0):
        rows, target = part(comm, tables[train[comm.rank]], Y)
        net = network()
        fit_parallel(net, comm, rows, target, epochs=1, verbose=0, valid_data=(tables[valid], Y))
        return net.columns
    assert in_threads(2, work, timeout=5) == [["a", "b", "c"]] * 2
    with pytest.raises(ValueError, match="the ranks are not alike: the names of columns must be the same on all"):
        in_threads(2, lambda comm: work(comm, train=(0, 1)), timeout=5)
    with pytest.raises(ValueError, match="column 0 of valid X is 'b', and was 'a' in the training"):
        in_threads(2, lambda comm: work(comm, valid=1), timeout=5)


@pytest.mark.parametrize("keywords, message", [
    (dict(verbose=7), "verbose is 7; 0, 1 or 2 is wanted"),
    (dict(X=X[:0], y=Y[:0]), "X has no rows; at least one is needed"),
    (dict(sample_weight=np.zeros(70)), "sample_weight is zero in every row; one must count"),
    (dict(X=lambda: [(X, Y)], y=None), "X must be a table of numbers; it holds <function"),
], ids=range(4))
def test_what_one_rank_refuses_ends_the_others(keywords, message):
    usual = {"sample_weight": WEIGHT} if "sample_weight" in keywords else {}
    first, *others = in_threads(3, lambda comm: error_of(comm, **(usual if comm.rank else keywords)), timeout=5)
    assert message in first
    assert all("another rank has failed" in said for said in others)


def test_what_a_callback_raises_at_the_very_end_is_told():
    class Last:
        def __call__(self, net, epoch, history):
            return None

        def finish(self, net):
            raise OSError("the disk is full")
    said = in_threads(2, lambda comm: error_of(comm, callbacks=[Last()] if comm.rank else []), timeout=5)
    assert said[1] == "OSError: the disk is full" and "another rank has failed" in said[0]


def test_ranks_train_on_the_numpy_engine():
    with pytest.warns(RuntimeWarning, match="engine='compiled' lacks ranks; this fit has run on the NumPy engine"):
        nets = in_threads(1, lambda comm: together(comm, net=lambda: network(engine="compiled")))
    assert nets[0].history == network().fit(X, Y, 16, 3, verbose=0).history


def test_a_rank_that_never_comes_is_noticed():
    def work(comm):
        return comm.rank or comm.Allreduce(None, np.zeros(1))
    with pytest.raises(threading.BrokenBarrierError):
        in_threads(2, work, timeout=0.1)


def test_what_the_model_says_for_one_and_for_very_many():
    given = dict(rows=100, fixed=1e-3, per_row=1e-4, size=1000, latency=1e-5, per_byte=1e-9)
    assert step_seconds(1, **given) == pytest.approx(0.011)
    assert step_seconds(4, **given) == pytest.approx(1e-3 + 2.5e-3 + 4e-5 + 1.5e-6)


needs_mpi = pytest.mark.skipif(not (MPIEXEC and importlib.util.find_spec("mpi4py")), reason="pip install mpi4py mpich")


def ranks(size, *arguments):
    "Exit status, what was printed, and the seconds; no process of these ranks is left."
    begun, mark = time.monotonic(), f"RANKS={os.getpid()}-{time.monotonic_ns()}"
    name, value = mark.split("=")
    done = subprocess.run([MPIEXEC, "-n", str(size), sys.executable, REPO / "tests/ranks.py", *arguments],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
                          env={**os.environ, name: value, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(REPO)})
    left = [p for p in Path("/proc").glob("[0-9]*/environ") if readable(p) and mark.encode() in p.read_bytes()]
    assert not left
    return done.returncode, done.stdout, time.monotonic() - begun


def readable(path):
    try:
        path.read_bytes()
    except OSError:
        return False
    return True


@needs_mpi
@pytest.mark.parametrize("size", [2, 3])
def test_ranks_equal_fit_go_on_from_a_file_and_fail_together(size, tmp_path):
    status, said, _ = ranks(size, "contracts", tmp_path / "net.npz")
    assert status == 0 and said.endswith("fine\n"), said


@needs_mpi
@pytest.mark.parametrize("how, message", [("killed", "signal 9"), ("uncaught", "OSError: the disk is full")])
def test_a_rank_that_dies_takes_the_others_along(how, message):
    status, said, seconds = ranks(2, how)
    assert status != 0 and message in said and seconds < 10 + 5, said
    assert how == "killed" or "another rank has failed" in said


if __name__ == "__main__":
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.npy")
        size = write_table(path, 2**31 // 512 + 1, 128)
        for dtype in ("float32", "float64"):
            for room in (400_000_000, 300_000_000):
                found = accuracy_within(path, dtype, room)
                print(f"{size / 2**30:.2f} GiB in {dtype}, {room / 1e6:.0f} MB beyond the mapping: accuracy {found}")
