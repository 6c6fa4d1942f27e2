# %% sums: the inputs are not counted as units -> forgot the inputs among the units
sums = [17, 101]

# %% sums: the biases are forgotten -> forgot the biases
sums = [20, 84]

# %% sums: the inputs have biases too -> gave the inputs a bias as well
sums = [20, 104]

# %% sums: the output layer has no biases -> forgot the biases of the last layer
sums = [20, 97]

# %% sums: a bias for each input of a layer and not for each unit: n_l (n_{l+1} + 1) -> gave each layer the biases of its inputs
sums = [20, 100]

# %% sums: only the hidden layers' units are counted -> counted the hidden units only
sums = [13, 101]

# %% labels: rounded, which takes 0.5 down to 0 -> counted 0.5 as 0
def labels(net, X):
    return np.round(net.predict(X)).astype(int).ravel()

# %% labels: greater than 0.5, so exactly 0.5 is 0 -> counted 0.5 as 0
def labels(net, X):
    return (net.predict(X)[:, 0] > 0.5).astype(int)

# %% labels: the column is kept, shape (n, 1) -> kept the column
def labels(net, X):
    return (net.predict(X) >= 0.5).astype(int)

# %% labels: argmax over the one column, which is always 0 -> took the largest of one column
def labels(net, X):
    return net.predict(X).argmax(axis=1)

# %% labels: astype(int) cuts off, every probability below 1 becomes 0 -> cut off all below 1
def labels(net, X):
    return net.predict(X)[:, 0].astype(int)

# %% labels: the boundary is put at 0, where that of the sums before the sigmoid is
def labels(net, X):
    return (net.predict(X)[:, 0] >= 0).astype(int)

# %% rates: the largest rate that does not diverge is taken for the best -> took the largest rate for the best
best_and_largest = [False, 0.3, 0.3]

# %% rates: 0.6 counts as not diverging, since its first 30 epochs were kept -> gave the first rate that diverges
best_and_largest = [False, 0.1, 0.6]

# %% rates: the smallest rate is the safest, so it is taken for the best -> took the smallest rate for the best, and it is far below
best_and_largest = [True, 0.01, 0.3]

# %% rates: best and largest exchanged -> the two rates exchanged
best_and_largest = [False, 0.3, 0.1]

# %% rates: the least loss is given and not its rate -> gave the least loss, not its rate
best_and_largest = [False, 0.00183, 0.3]

# %% rates: the smallest rate that diverges is given for the largest that does not
best_and_largest = [True, 0.03, 0.6]
