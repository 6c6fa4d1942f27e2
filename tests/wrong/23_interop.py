# %% size: 8 bytes a number, float64 -> counted 8 bytes for each number
size = ((64 + 1) * 32 + (32 + 1) * 10) * 8

# %% size: the biases are forgotten -> forgot the biases
size = (64 * 32 + 32 * 10) * 4

# %% size: numbers counted, not bytes -> counted numbers, not bytes
size = (64 + 1) * 32 + (32 + 1) * 10

# %% size: bits, not bytes -> counted bits
size = ((64 + 1) * 32 + (32 + 1) * 10) * 32

# %% size: a bias for each input, not for each unit
size = (64 * 32 + 64 + 32 * 10 + 32) * 4

# %% size: Adam's two vectors go along
size = ((64 + 1) * 32 + (32 + 1) * 10) * 3 * 4

# %% answer: W is not transposed -> did not transpose
def answer(state, X):
    places = sorted({int(name.split(".")[0]) for name in state})
    for k in places:
        X = X @ state[f"{k}.weight"] + state[f"{k}.bias"]
        X = relu(X) if k != places[-1] else X
    return X

# %% answer: the names are sorted as text, 10 before 2 -> sorted the names as text, so that 10 comes before 2
def answer(state, X):
    places = sorted({name.split(".")[0] for name in state})
    for k in places:
        X = X @ state[f"{k}.weight"].T + state[f"{k}.bias"]
        X = relu(X) if k != places[-1] else X
    return X

# %% answer: a relu behind the last layer as well -> put a relu behind the last layer
def answer(state, X):
    for k in sorted({int(name.split(".")[0]) for name in state}):
        X = relu(X @ state[f"{k}.weight"].T + state[f"{k}.bias"])
    return X

# %% answer: two layers, 0 and 2, are taken for granted
def answer(state, X):
    a = relu(X @ state["0.weight"].T + state["0.bias"])
    return a @ state["2.weight"].T + state["2.bias"]

# %% answer: the order of the dict is taken for the order of the layers -> took the layers in the order in which they came
def answer(state, X):
    places = list(dict.fromkeys(name.split(".")[0] for name in state))
    for k in places:
        X = X @ state[f"{k}.weight"].T + state[f"{k}.bias"]
        X = relu(X) if k != places[-1] else X
    return X

# %% answer: the relu is forgotten, all is linear -> left out the relu
def answer(state, X):
    for k in sorted({int(name.split(".")[0]) for name in state}):
        X = X @ state[f"{k}.weight"].T + state[f"{k}.bias"]
    return X

# %% answer: the bias is forgotten -> forgot the biases
def answer(state, X):
    places = sorted({int(name.split(".")[0]) for name in state})
    for k in places:
        X = X @ state[f"{k}.weight"].T
        X = relu(X) if k != places[-1] else X
    return X

# %% answer: transposed only where the shapes do not fit
def answer(state, X):
    places = sorted({int(name.split(".")[0]) for name in state})
    for k in places:
        W = state[f"{k}.weight"]
        W = W if W.shape[0] == X.shape[1] else W.T
        X = X @ W + state[f"{k}.bias"]
        X = relu(X) if k != places[-1] else X
    return X

# %% held: the power of two itself, 2^24, which float32 does hold -> gave the last whole number before the first gap
held = [2, 2**24, 128]

# %% held: 24 digits counted as 2^23, the whole number above it -> took the 23 digits that are stored and forgot the leading 1
held = [2, 2**23 + 1, 128]

# %% held: half the step, the largest error, in place of the step -> took the rounding error, which is half a gap
held = [2, 2**24 + 1, 64]

# %% held: the step at 1.7e9 by (23.3), 2^-24 of the number
held = [2, 2**24 + 1, 2**-24 * 1.7e9]

# %% held: the step by 2^-23 of the number
held = [2, 2**24 + 1, 2**-23 * 1.7e9]

# %% held: np.nextafter in float64, as 1.7e9 is a Python number -> looked at float64 in (b)
held = [2, 2**24 + 1, float(np.nextafter(1.7e9, 2e9) - 1.7e9)]

# %% held: minutes and not seconds
held = [2, 2**24 + 1, 128 / 60]

# %% held: float32 has seven digits, so the first gap is behind 10^7
held = [2, 10**7 + 1, 128]
