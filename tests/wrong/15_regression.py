# %% floor: the noise is forgotten, only E[(x^2 - 1/3)^2]
expected_error = 1/5 - 1/9

# %% floor: the standard deviation of the noise is added, not its square
expected_error = 4/45 + 0.2

# %% floor: the model is taken for perfect, only the noise is left
expected_error = 0.04

# %% floor: the variance of y without the middle term: E[x^4] - 1/3 in place of minus 1/9, sign dropped
expected_error = abs(1/5 - 1/3) + 0.04

# %% floor: E[x^4] + (1/3)^2, the mixed term -2/3 E[x^2] forgotten
expected_error = 1/5 + 1/9 + 0.04

# %% floor: E[x^4] taken for the mean square of f(x)-1/3, so the constant is forgotten
expected_error = 1/5 + 0.04

# %% scale: mean and spread are taken from the new rows
def scale(train, new):
    s = new.std(axis=0)
    return (new - new.mean(axis=0)) / np.where(s == 0, 1, s)

# %% scale: one mean and one spread for the whole table, no axis=0
def scale(train, new):
    s = train.std()
    return (new - train.mean()) / (s if s > 0 else 1)

# %% scale: divided by the variance, not by the standard deviation
def scale(train, new):
    s = train.var(axis=0)
    return (new - train.mean(axis=0)) / np.where(s == 0, 1, s)

# %% scale: a constant column is divided by 0
def scale(train, new):
    return (new - train.mean(axis=0)) / train.std(axis=0)

# %% scale: brought to between 0 and 1 by the least and the largest of the column
def scale(train, new):
    lo, hi = train.min(axis=0), train.max(axis=0)
    return (new - lo) / np.where(hi == lo, 1, hi - lo)

# %% scale: the mean is not subtracted, only divided
def scale(train, new):
    s = train.std(axis=0)
    return new / np.where(s == 0, 1, s)

# %% factors: the factor is not squared: rate < 1/(factor 0.98), so all up to 30 are predicted
predicted_and_measured = [[0.1, 1, 3, 10, 30], [0.1, 1]]

# %% factors: the same list twice, as the prediction says
predicted_and_measured = [[0.1, 1, 3], [0.1, 1, 3]]

# %% factors: measured first, then predicted
predicted_and_measured = [[0.1, 1], [0.1, 1, 3]]

# %% factors: the factor -1 to 1 is taken as 0 to 1, rate < 1/(2 E[x^2]), still 3; and measured below the variance
predicted_and_measured = [[0.1, 1, 3], [0.1, 1, 3, 10]]

# %% factors: those that do not come closer are listed
predicted_and_measured = [[10, 30], [3, 10, 30]]

# %% factors: 0.1 is left out, as it is too slow to learn
predicted_and_measured = [[1, 3], [1]]
