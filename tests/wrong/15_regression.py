# %% floor: the noise is forgotten, only E[(x^2 - 1/3)^2] -> left out the noise
expected_error = 1/5 - 1/9

# %% floor: the standard deviation of the noise is added, not its square -> added the standard deviation of the noise, not its variance
expected_error = 4/45 + 0.2

# %% floor: the model is taken for perfect, only the noise is left -> left out that the line misses the curve
expected_error = 0.04

# %% floor: the variance of y without the middle term: E[x^4] - 1/3 in place of minus 1/9, sign dropped
expected_error = abs(1/5 - 1/3) + 0.04

# %% floor: E[x^4] + (1/3)^2, the mixed term -2/3 E[x^2] forgotten
expected_error = 1/5 + 1/9 + 0.04

# %% floor: E[x^4] taken for the mean square of f(x)-1/3, so the constant is forgotten -> forgot to take off the square of the mean
expected_error = 1/5 + 0.04

# %% scale: mean and spread are taken from the new rows -> the new rows' own mean and spread
def scale(train, new):
    s = new.std(axis=0)
    return (new - new.mean(axis=0)) / np.where(s == 0, 1, s)

# %% scale: one mean and one spread for the whole table, no axis=0 -> one mean for all columns together
def scale(train, new):
    s = train.std()
    return (new - train.mean()) / (s if s > 0 else 1)

# %% scale: divided by the variance, not by the standard deviation -> divided by the variance
def scale(train, new):
    s = train.var(axis=0)
    return (new - train.mean(axis=0)) / np.where(s == 0, 1, s)

# %% scale: a constant column is divided by 0 -> divided by 0 where a column never changes
def scale(train, new):
    return (new - train.mean(axis=0)) / train.std(axis=0)

# %% scale: brought to between 0 and 1 by the least and the largest of the column
def scale(train, new):
    lo, hi = train.min(axis=0), train.max(axis=0)
    return (new - lo) / np.where(hi == lo, 1, hi - lo)

# %% scale: the mean is not subtracted, only divided -> did not subtract the mean
def scale(train, new):
    s = train.std(axis=0)
    return new / np.where(s == 0, 1, s)

# %% factors: the factor is not squared: rate < 1/(factor 0.98), so all up to 30 are predicted -> forgot to square the factor in the prediction
predicted_and_measured = [[True, True, True, True, True], [True, True, False, False, False]]

# %% factors: the same list twice, as the prediction says -> measured 3 like the prediction: look at 0.232, the variance of y
predicted_and_measured = [[True, True, True, False, False], [True, True, True, False, False]]

# %% factors: measured first, then predicted -> measured first, predicted second
predicted_and_measured = [[True, True, False, False, False], [True, True, True, False, False]]

# %% factors: what did not explode is taken for learned, though it stays at the variance of y -> took what stays at the variance of y for learned
predicted_and_measured = [[True, True, True, False, False], [True, True, True, True, False]]

# %% factors: those that do not come closer are listed -> reported the factors that fail
predicted_and_measured = [[False, False, False, True, True], [False, False, True, True, True]]

# %% factors: 0.1 is left out, as it is too slow to learn -> left out 0.1, which is slow but learns
predicted_and_measured = [[False, True, True, False, False], [False, True, False, False, False]]
