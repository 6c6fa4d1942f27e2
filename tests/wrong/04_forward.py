# %% one_row: the relu is forgotten, the second hidden unit passes -3.5 -> forgot the relu
row_answer = sigmoid(0.75 * 1 - 3.5 * (-2) + 0.5)

# %% one_row: z of the output, before the sigmoid -> forgot the sigmoid
row_answer = 1.25

# %% one_row: the rows of W^0 are taken for the neurons -> read W^0 by rows, as if transposed
hidden = np.maximum([2 * 0.5 + -1 * -1 + 0, 2 * 0.25 + -1 * 1 - 0.5], 0)
row_answer = sigmoid(hidden[0] - 2 * hidden[1] + 0.5)

# %% one_row: the bias of the output is forgotten -> forgot the biases
row_answer = sigmoid(0.75)

# %% one_row: relu taken for the absolute value, -3.5 becomes 3.5
row_answer = sigmoid(0.75 - 2 * 3.5 + 0.5)

# %% one_row: the sigmoid with e^z below, 1 / (1 + e^1.25)
row_answer = 1 / (1 + np.exp(1.25))

# %% columns: computed in rows, not turned back into columns -> gave back one row per sample
def z_of_columns(X, W, b):
    return X.T @ W + b

# %% columns: b is added as it is, along the columns
def z_of_columns(X, W, b):
    return W.T @ X + b

# %% columns: the bias is forgotten -> forgot the bias
def z_of_columns(X, W, b):
    return W.T @ X

# %% columns: X is reshaped to rows instead of transposed -> turned X around by reshape, which does not transpose
def z_of_columns(X, W, b):
    return (X.reshape(-1, len(W)) @ W + b).T

# %% columns: at the end reshaped to (n_out, n) instead of transposed -> gave the result its shape by reshape, which does not transpose
def z_of_columns(X, W, b):
    return (X.T @ W + b).reshape(W.shape[1], X.shape[1])

# %% columns: W is not transposed, as in the books that write z = WX + b
def z_of_columns(X, W, b):
    return W @ X + b.reshape(-1, 1)

# %% double: each bias grows as its own W, by 2 -> treated the biases like the weights
factors = [2, 2, 2]

# %% double: all grow as the output does, by 8 -> gave every bias the factor of the output
factors = [8, 8, 8]

# %% double: a bias grows as the input of its layer, which lags by one -> one doubling too few: a bias must follow the W of its own layer, too
factors = [1, 2, 4]

# %% double: the order from the back, the first bias has the longest way -> counted the layers from the wrong end
factors = [8, 4, 2]

# %% double: added up in place of multiplied
factors = [2, 4, 6]

# %% double: what a bias still lacks behind its layer: the product of the W that come after it
factors = [4, 2, 1]
