"""What test_scale.py starts under MPI: mpiexec -n 3 python tests/ranks.py contracts|killed|uncaught

`contracts` trains equal to one process, then fails in seven ways, one after the other in the same
processes, for after each the ranks must be free to go on. Rank 0 prints "fine" at the end.
"""
import os
import signal
import sys
import time
import warnings

import numpy as np
from mpi4py.MPI import COMM_WORLD as comm

import homecooked_nn as nn
from homecooked_nn.parallel import fit_parallel

LAST, RNG = comm.size - 1, np.random.RandomState(1)
EDGES = {1: [0, 104], 2: [0, 64, 104], 3: [0, 50, 53, 104]}[comm.size]
X, Y, WEIGHT = RNG.randn(104, 5), np.eye(3)[RNG.randint(3, size=104)], RNG.rand(104) * (RNG.rand(104) > 0.2)
MINE = slice(*EDGES[comm.rank:comm.rank + 2])


def network(dtype="float64", **keywords):
    return nn.NeuralNet(5, (8, 3), ["tanh", "softmax"], "cce", **{
        "metric": "acc", "optimizer": "adam", "random_state": 0, "penalty": nn.L2(0.01), "clip_norm": 0.3,
        "dtype": dtype, **keywords})


def trained(net, epochs=20, X=X, y=Y, **keywords):
    return fit_parallel(net, comm, X[MINE], y[MINE], 16, epochs, verbose=0, **keywords)


def same_everywhere(net):
    "Whether all ranks hold the same bits."
    told = comm.allgather((net.parameters.theta.tobytes(), repr(net.history), net.optimizer.t))
    return len(set(told)) == 1


def equal_to_fit():
    for dtype, tolerance in (("float64", 1e-12), ("float32", 2e-5)):
        net = trained(network(dtype), sample_weight=WEIGHT[MINE], valid_data=(X[MINE], Y[MINE]))
        one = network(dtype).fit(X, Y, 16, 20, verbose=0, sample_weight=WEIGHT, valid_data=(X, Y))
        assert same_everywhere(net)
        assert np.abs(net.parameters.theta - one.parameters.theta).max() <= tolerance
        for name, values in one.history.items():
            assert np.allclose(net.history[name], values, rtol=0, atol=tolerance), name


def goes_on_from_a_file(path):
    keep = [nn.checkpoint(path)] if comm.rank == 0 else []
    whole, _ = trained(network(dropout=0.2), 6), trained(network(dropout=0.2), 4, callbacks=keep)
    rest = trained(nn.load(path), 2)
    assert same_everywhere(rest) and rest.history == whole.history
    assert np.array_equal(rest.parameters.theta, whole.parameters.theta)


def ending(net, alike=True, **keywords):
    "How a training that must fail ends here: the error's text, or the warning's; and within ten seconds."
    begun = time.monotonic()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            trained(net, **{"epochs": 10**6, **keywords})
            said = str(caught[0].message)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
    assert time.monotonic() - begun < 10 and (same_everywhere(net) or not alike)
    return comm.allgather(said)


def only_last(said, error):
    "The last rank has this error, and the others say that another has failed."
    assert said[LAST].startswith(error), said
    assert all(s.startswith("RuntimeError: rank") and "another rank has failed" in s for s in said[:LAST]), said


def failures():
    spoiled = X.copy()
    spoiled[103, 2] = np.nan
    only_last(ending(network(), X=spoiled), "ValueError: X holds nan in row")
    only_last(ending(network(), y=Y[:100]), "ValueError: X has")                 # a shard that is cut short

    def full(net, epoch, history):
        if epoch == 3 and comm.rank == LAST:
            raise OSError("the disk is full")
    only_last(ending(network(), callbacks=full), "OSError: the disk is full")

    class Struck(nn.Adam):
        def direction(self, theta, gradient, m, v):
            if self.t == 10 and comm.rank == LAST:
                os.kill(os.getpid(), signal.SIGINT)
            return super().direction(theta, gradient, m, v)
    net = network()
    net.optimizer = Struck()
    said = ending(net)
    assert all(s.startswith("stopped by Ctrl-C in epoch 2 of 1000000") for s in said) and net.optimizer.t == 10, said

    def struck(yhat, y):                                             # while it measures
        if comm.rank == LAST:
            os.kill(os.getpid(), signal.SIGINT)
        return 0.0
    said = ending(network(metric=struck))
    assert all(s.startswith("stopped by Ctrl-C in epoch 2 of 1000000") for s in said), said

    wild = nn.NeuralNet(5, (8, 3), ["relu", "linear"], "mse", random_state=0)
    said = ending(wild, learning_rate=1e9)
    assert all(s.startswith("FloatingPointError: train_loss became") for s in said), said
    assert wild.optimizer.t == 0 and np.isfinite(wild.parameters.theta).all()

    said = ending(network(), epochs=3 + comm.rank // 2 + (comm.rank == LAST))
    assert set(said) == {"ValueError: the ranks are not alike: epochs must be the same on all"}, said
    said = ending(nn.NeuralNet(5, (8 + comm.rank, 3), ["relu", "linear"], "mse", random_state=0), alike=False)
    assert set(said) == {"ValueError: the ranks are not alike: the network, weights, random_state must be the same on all"}


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.argv[1] == "contracts":
        equal_to_fit()
        goes_on_from_a_file(sys.argv[2])
        if comm.size > 1:
            failures()
        comm.Barrier()
        if comm.rank == 0:
            print("fine")
    else:
        def end(net, epoch, history):
            if epoch == 2 and comm.rank == LAST:
                if sys.argv[1] == "killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError("the disk is full")
        trained(network(), 10**6, callbacks=end)
