# %% likelier: the mean is forgotten, difference of the sums -> bce is a mean over all three answers
likelier, smaller = 5.0, np.log(5)

# %% likelier: the ratio the wrong way round, old by new -> the quotient is upside down
likelier, smaller = 0.032 / 0.16, np.log(5) / 3

# %% likelier: the new bce itself in place of the difference -> the new loss itself, not by how much it fell
likelier, smaller = 5.0, -np.log(0.16) / 3

# %% likelier: the sign of the loss is turned -> by how much it is smaller: the old loss minus the new one
likelier, smaller = 5.0, -np.log(5) / 3

# %% likelier: log to base 10 -> the natural logarithm is meant, not the one to base 10
likelier, smaller = 5.0, np.log10(5) / 3

# %% likelier: asked how much larger the likelihood is, given as a difference -> how many times, not by how much
likelier, smaller = 0.16 - 0.032, np.log(5) / 3

# %% count: e^z - y, not divided by n k -> not divided by the number of entries
def count_delta(z, y):
    return np.exp(z) - y

# %% count: divided by n only, the columns are forgotten -> divided by n only; the mean is over all n k entries
def count_delta(z, y):
    return (np.exp(z) - y) / len(y)

# %% count: the gradient with respect to yhat, 1 - y / e^z -> this is the gradient in yhat; the slope of e^z is missing
def count_delta(z, y):
    return (1 - y / np.exp(z)) / y.size

# %% count: the minus sign of the recipe is forgotten -> the sign: a loss is minus the logarithm
def count_delta(z, y):
    return (y - np.exp(z)) / y.size

# %% count: z is taken for yhat -> the answer is e^z, not z
def count_delta(z, y):
    return (z - y) / y.size

# %% count: the slope of e^z is multiplied onto one term only, e^z - y / e^z -> the slope e^z multiplies both terms
def count_delta(z, y):
    return (np.exp(z) - y / np.exp(z)) / y.size

# %% moves: mse without the factor 2 -> the 2 of the square is missing in mse
def wrong_moves(mse):
    z, n = -6., 0
    while sigmoid(z) < 0.5:
        a = sigmoid(z)
        z = z - ((a - 1) * a * (1 - a) if mse else (a - 1))
        n += 1
    return n
predicted = 2
with_bce, with_mse = wrong_moves(False), wrong_moves(True)

# %% moves: one more, the check before the first move is counted as a move -> count the moves, not the positions
predicted = 2
with_bce, with_mse = 8, 215

# %% moves: the gradients in yhat are taken for delta: -1/a and 2 (a - 1) -> these are gradients in yhat; delta is in z
def wrong_moves(mse):
    z, n = -6., 0
    while sigmoid(z) < 0.5:
        a = sigmoid(z)
        z = z - (2 * (a - 1) if mse else -1 / a)
        n += 1
    return n
predicted = 1
with_bce, with_mse = wrong_moves(False), wrong_moves(True)

# %% moves: each move of bce has nearly length 1, six moves; the mse then by -0.0049 per move, 6 / 0.0049 -> the slope grows on the way; run the loop
predicted = 2
with_bce, with_mse = 6, 1224

# %% moves: counted right, but the prediction from the depths of the two curves (1 to 0.3, "about three times") is left standing -> the counts are right; you predicted at most ten times as many
predicted = 1
with_bce, with_mse = 7, 214

# %% moves: a rate of 0.1 as in chapter 00, with the right ratio -> the rate is 1, not 0.1
def wrong_moves(mse):
    z, n = -6., 0
    while sigmoid(z) < 0.5:
        a = sigmoid(z)
        z = z - 0.1 * ((a - 1) * (2 * a * (1 - a) if mse else 1))
        n += 1
    return n
predicted = 2
with_bce, with_mse = wrong_moves(False), wrong_moves(True)
