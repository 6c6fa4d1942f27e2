"""Saved files: whole, plain, the same to the bit, and refused when they are not. In full: python tests/test_saving.py"""
import copy
import errno
import io
import json
import os
import pickle
import random
import re
import signal
import stat
import subprocess
import sys
import time
import zipfile

import numpy as np
import pandas as pd
import pytest

import homecooked_nn as nn
from homecooked_nn import saving

RNG = np.random.RandomState(0)
X, Y = RNG.randn(50, 2), (RNG.rand(50) > 0.5).astype(float)
OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
EXTRAS = [dict(), dict(dropout=0.3), dict(penalty=[nn.L1(0.01), nn.L2()]), dict(clip_norm=0.1),
          dict(dtype="float32"), dict(initializer="glorot_normal")]


def network(optimizer="adam", **extra):
    return nn.NeuralNet(2, (6, 3, 1), ["tanh", "leaky_relu", "sigmoid"], "bce", ["bacc", "r2"],
                        optimizer, random_state=3, **extra)


def state(net):
    "All that a network is, to compare by ==."
    kept = saving.arrays_of(net)
    return saving.settings_of(net), {name: (a.dtype, a.tobytes()) for name, a in kept.items()}


RESUME = """
import sys, numpy as np, homecooked_nn as nn
net, data = nn.load(sys.argv[1]), np.load(sys.argv[2])
nn.save(net.fit(data["X"], data["Y"], epochs=13, valid_data=(data["X"], data["Y"]), verbose=0), sys.argv[1])
"""


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("extra", EXTRAS, ids=lambda extra: next(iter(extra), "plain"))
def test_seven_epochs_and_thirteen_are_twenty(tmp_path, optimizer, extra):
    straight = network(optimizer, **extra).fit(X, Y, epochs=20, valid_data=(X, Y), verbose=0)
    first = network(optimizer, **extra).fit(X, Y, epochs=7, valid_data=(X, Y), verbose=0)
    nn.save(first, tmp_path / "net.npz")
    back = nn.load(tmp_path / "net.npz")
    assert state(back) == state(first) and np.array_equal(back.predict(X), first.predict(X))
    back.fit(X, Y, epochs=13, valid_data=(X, Y), verbose=0)
    assert state(back) == state(straight) and back.history == straight.history


def test_another_process_goes_on(tmp_path):
    np.savez(tmp_path / "data.npz", X=X, Y=Y)
    nn.save(network().fit(X, Y, epochs=7, valid_data=(X, Y), verbose=0), tmp_path / "net.npz")
    subprocess.run([sys.executable, "-c", RESUME, tmp_path / "net.npz", tmp_path / "data.npz"], check=True)
    straight = network().fit(X, Y, epochs=20, valid_data=(X, Y), verbose=0)
    assert state(nn.load(tmp_path / "net.npz")) == state(straight)


def test_an_untrained_network_and_odd_settings_survive(tmp_path):
    odd = nn.NeuralNet(1, 1, "linear", "mse", optimizer=nn.Adam(np.float32(0.1), epsilon=1e-300))
    nn.save(odd, str(tmp_path / "odd"))
    back = nn.load(tmp_path / "odd")
    assert back.optimizer == odd.optimizer and back.history == {}
    assert np.array_equal(back.reset_weights().parameters.theta, odd.parameters.theta)
    back.recompile(optimizer="sgd").fit([[1.0]], [1.0], epochs=1, verbose=0)


def test_numpy_reads_the_file_and_the_same_network_gives_the_same_bytes(tmp_path):
    net = network().fit(X, Y, epochs=2, verbose=0)
    for name in ("a", "b"):
        nn.save(net, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with np.load(tmp_path / "a", allow_pickle=False) as found:
        assert np.array_equal(found["theta"], net.parameters.theta)
        assert json.loads(found["settings"].tobytes())["sizes"] == [2, 6, 3, 1]


def test_what_has_no_name_is_refused_and_the_old_file_stays(tmp_path):
    class Mine(nn.Adam):
        pass
    nn.save(network(), tmp_path / "net.npz")
    before = (tmp_path / "net.npz").read_bytes()
    own = nn.Activation(lambda z: z)
    for net, message in [(network(Mine()), "optimizer .*Mine.* is not one of the book's"),
                         (nn.NeuralNet(2, 1, [own], "mse"), "activation .*relu, leaky_relu")]:
        with pytest.raises(nn.SaveError, match=message):
            nn.save(net, tmp_path / "net.npz")
    assert (tmp_path / "net.npz").read_bytes() == before and len(os.listdir(tmp_path)) == 1


def test_what_could_not_be_loaded_does_not_replace_what_can(tmp_path):
    nn.save(network(), tmp_path / "net.npz")
    before = (tmp_path / "net.npz").read_bytes()
    lost, many, deep = network(), network(), nn.NeuralNet(1, (1,) * 3000, ["tanh"] * 3000, "mse")
    lost.parameters.theta[0] = np.nan
    many.history = {f"score_{i}": [0.0] for i in range(80)}
    for net, message in [(lost, "not written, because .* theta is not [0-9]+ finite numbers of float"),
                         (many, "not written, because .* too many members; each score in a history is one"),
                         (deep, "the settings take .* too many layers")]:
        with pytest.raises(nn.SaveError, match=message):
            nn.save(net, tmp_path / "net.npz")
    assert (tmp_path / "net.npz").read_bytes() == before and len(os.listdir(tmp_path)) == 1


def test_a_missing_file_or_folder_keeps_pythons_own_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        nn.load(tmp_path / "none.npz")
    with pytest.raises(FileNotFoundError):
        nn.save(network(), tmp_path / "none" / "net.npz")


def test_what_is_no_network_is_refused_with_a_hint(tmp_path):
    class Estimator:
        net_ = network()
    for thing, message in ((Estimator(), "a NeuralNet is wanted; Estimator came; save its .net_"),
                           (3, "a NeuralNet is wanted; int came$")):
        with pytest.raises(TypeError, match=message):
            nn.save(thing, tmp_path / "net.npz")


def test_a_history_that_is_no_list_of_numbers_is_named(tmp_path):
    for values in (["x"], [[1.0, 2.0]], 3, ["1", "2"], "12", [0.5, None], {"1": 2}):
        net = network()
        net.history["note"] = values
        with pytest.raises(nn.SaveError, match=r"history\['note'\] is .*; a list of numbers is wanted"):
            nn.save(net, tmp_path / "net.npz")


    net = network()
    net.history[3] = [1.0]
    with pytest.raises(nn.SaveError, match="the history has the key 3; text is wanted"):
        nn.save(net, tmp_path / "net.npz")


def profit(yhat, y):
    return float(np.mean(yhat * (2 * y - 1)))


def test_a_metric_of_ones_own_is_named_in_the_file(tmp_path):
    path, other = tmp_path / "net.npz", lambda yhat, y: 0.0
    other.name = "taste"
    net = network().recompile(metric=["bacc", profit, other]).fit(X, Y, epochs=3, verbose=0)
    nn.save(net, path)
    with pytest.raises(nn.SaveError, match=re.escape(
            "net.npz names metrics that are not the book's: profit, taste. load(path, metrics={'profit': ...}) "
            "takes yours, load(path, metrics={}) leaves them out")):
        nn.load(path)
    assert nn.load(path, metrics={}).metrics == [nn.bacc]
    assert nn.load(path, metrics={"taste": other}).metrics == [nn.bacc, other]
    back = nn.load(path, metrics={"profit": profit, "taste": other})
    assert state(back) == state(net) and back.metrics == net.metrics
    assert back.fit(X, Y, epochs=2, verbose=0).history == net.fit(X, Y, epochs=2, verbose=0).history
    with pytest.raises(nn.SaveError, match=r"metrics has \['bacc'\]; of your own .*net.npz names profit, taste"):
        nn.load(path, metrics={"bacc": nn.bacc})
    nn.save(network(), path)
    assert nn.load(path, metrics={}).metrics == [nn.bacc, nn.r2]
    with pytest.raises(nn.SaveError, match=r"metrics has \['profit'\]; of your own .* names none"):
        nn.load(path, metrics={"profit": profit})


def test_links_and_leftovers(tmp_path):
    target, link = tmp_path / "net.npz", tmp_path / "link.npz"
    nn.save(network(), target)
    start = saving.part_of(str(target))
    for name, age in ((f"{start}00.part", 4000), (f"{start}01.part", 3000),
                      (saving.part_of("other.npz") + "00.part", 4000), (f"{start}02.txt", 4000)):
        (tmp_path / name).write_bytes(b"half")
        now = time.time()
        os.utime(tmp_path / name, (now - age, now - age))
    link.symlink_to(target)
    nn.save(network().fit(X, Y, epochs=1, verbose=0), link)
    assert link.is_symlink() and nn.load(target).optimizer.t == 2
    left = sorted(name for name in os.listdir(tmp_path) if name.startswith("."))
    assert left == sorted([f"{start}01.part", f"{start}02.txt", saving.part_of("other.npz") + "00.part"])


posix = pytest.mark.skipif(os.name != "posix", reason="modes, owners and pipes")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o604, 0o660])
def test_a_replaced_file_keeps_its_mode_and_owner(tmp_path, mode, monkeypatch):
    path, seen = tmp_path / "net.npz", []
    nn.save(network(), path)
    assert path.stat().st_mode & 0o777 == 0o666 & ~current_umask()
    path.chmod(mode)
    if os.getuid() == 0:
        os.chown(path, 1234, 2345)
    usual = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: seen.append(os.fstat(fd).st_mode & 0o777) or usual(fd))
    before = path.stat()
    nn.save(network().fit(X, Y, epochs=1, verbose=0), path)
    after = path.stat()
    assert nn.load(path).optimizer.t == 2 and after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert seen[0] == mode


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@posix
def test_a_group_that_cannot_be_kept_reads_no_more(tmp_path, monkeypatch):
    path = tmp_path / "net.npz"
    nn.save(network(), path)
    path.chmod(0o664)
    if os.getuid() == 0:
        os.chown(path, -1, 2345)
    else:
        pytest.skip("only root can give a file to another group")

    def refused(*arguments):
        raise PermissionError("not yours to give")
    monkeypatch.setattr(os, "fchown", refused)
    nn.save(network(), path)
    assert path.stat().st_mode & 0o777 == 0o604


@posix
def test_only_plain_files_are_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    (tmp_path / "to_pipe").symlink_to("pipe")
    for name in ("pipe", "loop", "folder", "to_pipe"):
        kind = (tmp_path / name).lstat().st_mode
        with pytest.raises(OSError, match="what stands there is no plain file, so it is not replaced"):
            nn.save(network(), tmp_path / name)
        assert (tmp_path / name).lstat().st_mode == kind
    for name in ("models/", "folder/"):
        with pytest.raises(IsADirectoryError, match="the name of a file is wanted"):
            nn.save(network(), f"{tmp_path}/{name}")
    with pytest.raises(FileNotFoundError, match="there is no such folder.*/none'"):
        nn.save(network(), tmp_path / "none" / "net.npz")
    (tmp_path / "new").symlink_to("later.npz")
    nn.save(network(), tmp_path / "new")
    assert (tmp_path / "new").is_symlink() and nn.load(tmp_path / "later.npz")
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


@posix
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EIO])
def test_a_folder_that_cannot_be_synced(tmp_path, monkeypatch, code):
    usual, path = os.fsync, tmp_path / "net.npz"

    def fsync(fd):
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(code, os.strerror(code))
        usual(fd)
    monkeypatch.setattr(os, "fsync", fsync)
    open_before = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
    if code == errno.EIO:
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            nn.save(network(), path)
    else:
        nn.save(network(), path)
    assert nn.load(path).optimizer.t == 0
    assert not open_before or len(os.listdir("/proc/self/fd")) == open_before


@pytest.mark.parametrize("fails", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no space left"), KeyboardInterrupt()], ids=["full", "Ctrl-C"])
def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, fails, error):
    path = tmp_path / "net.npz"
    nn.save(network(), path)
    before = path.read_bytes()

    def refuse(*arguments):
        raise error
    monkeypatch.setattr(os, fails, refuse)
    with pytest.raises(type(error)):
        nn.save(network().fit(X, Y, epochs=1, verbose=0), path)
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["net.npz"]


@posix
def test_a_folder_that_may_not_be_listed(tmp_path, monkeypatch):
    def refused(path):
        raise PermissionError(errno.EACCES, "not to be listed", path)
    monkeypatch.setattr(os, "listdir", refused)
    nn.save(network(), tmp_path / "net.npz")
    assert nn.load(tmp_path / "net.npz").optimizer.t == 0


def test_names_may_be_as_long_as_the_file_system_allows(tmp_path):
    for name in ("n" * 251 + ".npz", "\N{SNOWMAN}" * 85):
        nn.save(network(), tmp_path / name)
        nn.save(network(), tmp_path / name)
        assert nn.load(tmp_path / name).optimizer.t == 0
    assert len(os.listdir(tmp_path)) == 2


def test_checkpoints(tmp_path):
    path, seen = tmp_path / "net.npz", []
    watch = lambda net, epoch, history: seen.append(nn.load(path).optimizer.t if path.exists() else 0)
    network().fit(X, Y, epochs=5, verbose=0, callbacks=[nn.checkpoint(path, every=2), watch])
    assert seen == [0, 4, 4, 8, 8]
    with pytest.raises(ValueError, match="every is 0; it must be at least 1"):
        nn.checkpoint(path, every=0)


# --- files that are not ours ---------------------------------------------------------------------

def archive(members, **how):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", **how) as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name), data, how.get("compression"))
    return stream.getvalue()


def resealed(members):
    "An archive with a checksum that is right for these members."
    members = {name: data for name, data in members.items() if name != "checksum.npy"}
    return archive([*members.items(), ("checksum.npy", saving.as_npy(saving.digest_of(members)))])


def with_settings(members, **changed):
    text = json.loads(saving.from_npy(members["settings.npy"], "").tobytes())
    text.update(changed)
    data = json.dumps(text).encode()
    return resealed({**members, "settings.npy": saving.as_npy(np.frombuffer(data, np.uint8))})


GOOD = saving.packed(network().fit(X, Y, epochs=2, verbose=0))
MEMBERS = saving.members_of(GOOD)
DEEP = saving.as_npy(np.frombuffer(b'{"format": ' + b"[" * 10_000, np.uint8))


def pickled():
    stream = io.BytesIO()
    np.save(stream, np.array([{"run": "me"}], dtype=object))
    return stream.getvalue()


FOREIGN = {
    "empty": (b"", "does not end as a whole"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "does not end as a whole"),
    "a pickle": (pickle.dumps(network()), "does not end as a whole"),
    "cut": (GOOD[:-1], "does not end as a whole"),
    "longer": (GOOD + b"\0", "does not end as a whole"),
    "compressed": (archive(MEMBERS.items(), compression=zipfile.ZIP_DEFLATED), "is compressed"),
    "a path": (archive([*MEMBERS.items(), ("../evil.npy", b"x")]), r"a member named '\.\./evil\.npy'"),
    "a script": (archive([*MEMBERS.items(), ("run.py", b"x")]), "a member named 'run.py'"),
    "no checksum": (archive([(n, d) for n, d in MEMBERS.items() if n != "checksum.npy"]), "checksum"),
    "one member less": (resealed({n: d for n, d in MEMBERS.items() if "optimizer_v" not in n}), "its arrays"),
    "a weight changed": (archive([(n, d[:-1] + b"\x11" if n == "theta.npy" else d)
                                  for n, d in MEMBERS.items()]), "the checksum is not the one"),
    "objects": (resealed({**MEMBERS, "theta.npy": pickled()}), "not an array of a type"),
    "a huge claim": (resealed({**MEMBERS, "theta.npy": MEMBERS["theta.npy"].replace(
        b"(43,)", b"(9999999999,)").replace(b"        \n", b"\n", 1)}), "claims 9999999999 numbers"),
    "nan": (resealed({**MEMBERS, "theta.npy": saving.as_npy(np.full(43, np.nan))}), "theta is not 43 finite numbers of float64"),
    "depth": (resealed({**MEMBERS, "settings.npy": DEEP}), "recursion|Expecting"),
    "a later version": (with_settings(MEMBERS, format="homecooked_nn network, version 9"), "version 9"),
    "a billion units": (with_settings(MEMBERS, sizes=[10**9, 10**9]), "sizes and weights"),
    "a unit of text": (with_settings(MEMBERS, sizes=["2", 6, 3, 1]), "a layer of no size"),
    "a wrong t": (with_settings(MEMBERS, t=-1), "t is -1"),
    "another loss": (with_settings(MEMBERS, loss="os.system"), "unknown loss 'os.system'"),
    "another optimizer": (with_settings(MEMBERS, optimizer=["eval", {}]), "eval"),
    "words before it": (b"junk" + GOOD, "does not begin where it should"),
    "words within it": (GOOD.replace(b"PK\1\2", b"junkPK\1\2", 1)[:-6]
                        + (int.from_bytes(GOOD[-6:-2], "little") + 4).to_bytes(4, "little") + GOOD[-2:],
                        "not as long as it says"),
    "settings of no meaning": (with_settings(MEMBERS, extra=1), "not as `save` writes them"),
    "a name in capitals": (with_settings(MEMBERS, loss="BCE"), "not as `save` writes them"),
    "no seed": (with_settings(MEMBERS, random_state=None), "not as `save` writes them"),
    "long settings": (with_settings(MEMBERS, penalty=[["l1", {}]] * 5000), "no short text"),
    "nested settings": (with_settings(MEMBERS, extra=[[[]]] * 500_000), "no short text"),
    "a list for a number": (with_settings(MEMBERS, optimizer=["adam", {"epsilon": [1]}]), "settings"),
    "a nan for a number": (with_settings(MEMBERS, optimizer=["adam", {"epsilon": np.nan}]), "settings"),
    "a t beyond floats": (with_settings(MEMBERS, t=10**400), "t is 1000"),
    "a negative square": (resealed({**MEMBERS, "optimizer_v.npy": saving.as_npy(np.full(43, -1.0))}), "below zero"),
    "a history of bytes": (resealed({**MEMBERS, "history_0.npy": saving.as_npy(np.zeros(500_000, np.uint8))}),
                           "history is odd"),
    "a history without a name": (with_settings(MEMBERS, history=[None, "a", "b"]), "history is odd"),
    "dice that never fall": (resealed({**MEMBERS, "random_state.npy": saving.as_npy(np.zeros(624, np.uint32))}),
                             "all are zero"),
    "a metric of no name": (with_settings(MEMBERS, metric=[["own", 5], "r2"]), "not as `save` writes them"),
    "a metric of two names": (with_settings(MEMBERS, metric=[["own", "a", "b"], "r2"]), "positional"),
    "a metric of another kind": (with_settings(MEMBERS, metric=[["run", "a"], "r2"]), "not as `save` writes them"),
    "a wrong position": (with_settings(MEMBERS, position=[10**6, 0, 0.0]), "no position"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_foreign_files_are_refused_with_a_reason(tmp_path, kind):
    data, message = FOREIGN[kind]
    (tmp_path / "net.npz").write_bytes(data)
    with pytest.raises(nn.SaveError, match=message) as refused:
        nn.load(tmp_path / "net.npz")
    assert "net.npz is not a network that `save` wrote, or it is damaged" in str(refused.value)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "MAX_BYTES", 1000)
    (tmp_path / "net.npz").write_bytes(GOOD)
    with pytest.raises(nn.SaveError, match="larger than 1000 bytes"):
        nn.load(tmp_path / "net.npz")


def mutated(rng):
    "A good file with some wrong bytes, or a well sealed one with odd contents."
    data, n = bytearray(GOOD), len(GOOD)
    kind = rng.randrange(8)
    a, b = sorted((rng.randrange(n), rng.randrange(n)))
    if kind == 0:
        data[a] ^= 1 << rng.randrange(8)
    elif kind == 1:
        for _ in range(rng.randrange(1, 9)):
            data[rng.randrange(n)] = rng.randrange(256)
    elif kind == 2:
        del data[a:min(b, a + rng.choice([1, 10, 10_000]))]
    elif kind == 3:
        data[a:a] = rng.randbytes(rng.choice([1, 100, 5000]))
    elif kind == 4:
        data[a:b], data[:b - a] = data[:b - a], data[a:b]
    elif kind == 5:            # in the directory at the end, and in the heads of the members
        for at in (m.start() for m in re.finditer(b"PK", GOOD) if rng.random() < 0.2):
            data[min(n - 1, at + rng.randrange(46))] = rng.randrange(256)
    elif kind == 6:            # a member with a right CRC and a wrong content, checksum forged as well
        name = rng.choice(list(MEMBERS))
        content = bytearray(MEMBERS[name])
        for _ in range(rng.randrange(1, 4)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        data = resealed({**MEMBERS, name: bytes(content)})
    else:                      # settings of other kinds, well sealed
        odd = [None, -1, 0, 1e308, 10**30, "", "relu", [], [[]], {}, [1, 2], True, "x" * 1000, 2**63]
        told = json.loads(saving.from_npy(MEMBERS["settings.npy"], "").tobytes())
        data = with_settings(MEMBERS, **{rng.choice(list(told)): rng.choice(odd)})
    return bytes(data), kind >= 6


def fuzz(count, path, seed=0):
    "Load mutated files: how many are refused, load the same, load something well sealed, or worse."
    rng, found = random.Random(seed), dict(refused=0, same=0, sealed=0, different=0, other=0)
    good = state(saving.unpacked(GOOD))
    for _ in range(count):
        data, forged = mutated(rng)
        with open(path, "wb") as file:
            file.write(data)
        try:
            net = nn.load(path)
        except nn.SaveError:
            found["refused"] += 1
        except BaseException as error:
            print(f"{type(error).__name__}: {error}")
            found["other"] += 1
        else:
            same = state(net) == good
            found["same" if same else "sealed" if forged else "different"] += 1
    return found


def test_mutated_files_never_load_as_something_else(tmp_path):
    found = fuzz(600, tmp_path / "net.npz")
    assert found["different"] == found["other"] == 0 and found["refused"] > 400


WRITER = """
import sys, numpy as np, homecooked_nn as nn
X, Y = np.random.RandomState(0).randn(40, 2), np.arange(40) % 2
net = nn.NeuralNet(2, (200, 200, 1), ["tanh", "tanh", "sigmoid"], "bce", optimizer="adam", random_state=0)
print("begun", flush=True)
net.fit(X, Y, epochs=100_000, verbose=0, callbacks=nn.checkpoint(sys.argv[1]))
"""


def killed(times, folder, seed=0):
    "Kill a writer of checkpoints with kill -9 at random moments: how often a whole file is there."
    path, rng, whole = os.path.join(folder, "net.npz"), random.Random(seed), 0
    for _ in range(times):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE)
        writer.stdout.readline()
        while not os.path.exists(path):
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.1))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        whole += nn.load(path).optimizer.t > 0
    for name in os.listdir(folder):
        if name.endswith(".part"):
            os.utime(os.path.join(folder, name), (0, 0))
    nn.save(nn.load(path), path)                    # a save of an hour later clears away what they left
    return whole, sum(name.endswith(".part") for name in os.listdir(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_writer_leaves_a_whole_file(tmp_path):
    whole, leftovers = killed(6, tmp_path)
    assert whole == 6 and leftovers == 0


def peak_of(kind, path):
    "The peak of what Python allocates while a file is loaded, as a multiple of its size."
    import tracemalloc
    with open(path, "wb") as file:
        file.write(kind)
    tracemalloc.start()
    try:
        nn.load(path)
    except nn.SaveError:
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / max(len(kind), 100_000)          # nested brackets take 0.6 MB in Python 3.13


def test_memory_is_bounded_by_the_size_of_the_file(tmp_path):
    large = [saving.packed(nn.NeuralNet(300, (300, 1), ["tanh", "linear"], "mse", random_state=0, dtype=dtype))
             for dtype in ("float64", "float32")]
    old = network()
    old.history = {"train_loss": list(np.arange(200_000) + 0.5)}
    for data in [*large, saving.packed(old), GOOD, *(data for data, _ in FOREIGN.values())]:
        assert peak_of(data, tmp_path / "net.npz") < 10


if __name__ == "__main__":
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.npz")
        found = fuzz(20_000, path, seed=1)
        peak = max(peak_of(data, path) for data in [GOOD, *(d for d, _ in FOREIGN.values())])
        os.remove(path)
        print("20,000 mutated files:", found)
        print(f"peak memory of a load: {peak:.1f} times the file (100 kB at least)")
        whole, leftovers = killed(500, folder)
        print(f"500 kill -9: {whole} times a whole file was there; {leftovers} temporary file(s) left at the end")


def test_the_names_of_the_columns_come_back(tmp_path):
    names = ["age", "größe", "a\nb"]
    net = nn.NeuralNet(3, 1, "linear", "mse", random_state=0)
    table = pd.DataFrame(np.eye(3), columns=names)
    net.fit(table, [1, 2, 3], epochs=1, verbose=0)
    nn.save(net, tmp_path / "net.npz")
    back = nn.load(tmp_path / "net.npz")
    assert back.columns == names and np.array_equal(back.predict(table), net.predict(table))
    with pytest.raises(ValueError, match="column 0 of X is 'a.nb', and was 'age' in the training"):
        back.predict(table[names[::-1]])
    many = nn.NeuralNet(5000, 1, "linear", "mse")
    many.columns = [f"a name of column {j}" for j in range(5000)]
    nn.save(many, tmp_path / "many.npz")
    assert nn.load(tmp_path / "many.npz").columns == many.columns


@pytest.mark.parametrize("path, error, message", [
    ("models/", IsADirectoryError, "the name of a file is wanted"), ("", IsADirectoryError, "the name of a file is wanted"),
    ("nowhere/net.npz", FileNotFoundError, "there is no such folder"), (3, TypeError, "expected str, bytes or os.PathLike object, not int")])
def test_a_checkpoint_looks_at_its_path_when_it_is_made(path, error, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=message):
        nn.checkpoint(path)


def test_a_checkpoint_is_a_value(tmp_path):
    keep = nn.checkpoint(tmp_path / "net.npz", every=2)
    assert repr(keep) == f"checkpoint(path={tmp_path / 'net.npz'!r}, every=2)"
    assert pickle.loads(pickle.dumps(keep)) == copy.deepcopy(keep) == keep != nn.checkpoint(tmp_path / "net.npz")
