# %% rows: a row of three numbers is taken for three samples of one column -> took one row of three for three rows
rows = [3, 3, 5, 0]

# %% rows: [[4, 5, 6]] counts as one row, though it has three columns and one is expected -> took three columns where one is expected
rows = [3, 1, 5, 0]

# %% rows: a single axis of two numbers is taken for one row of two columns -> took shape (2,) for one row of two
rows = [3, 0, 5, 1]

# %% rows: a single axis of two numbers is taken for two rows -> took shape (2,) for two rows
rows = [3, 0, 5, 2]

# %% rows: a single axis is refused everywhere, for one column too -> refused shape (3,), which one column allows
rows = [0, 0, 5, 0]

# %% rows: all numbers of the table are counted, not its rows -> counted the numbers of a table, not its rows
rows = [3, 0, 10, 0]

# %% far: the mean without its absolute value -> a mean of -20 is as far as one of 20
def far(X):
    return (X.mean(axis=0) > 10) | (X.std(axis=0) > 10)

# %% far: mean and spread must both be large -> one of the two is enough
def far(X):
    return (np.abs(X.mean(axis=0)) > 10) & (X.std(axis=0) > 10)

# %% far: any entry above 10 -> a single large entry does not make a column far
def far(X):
    return np.abs(X).max(axis=0) > 10

# %% far: the spread alone -> the mean counts, too
def far(X):
    return X.std(axis=0) > 10

# %% far: along the rows
def far(X):
    return (np.abs(X.mean(axis=1)) > 10) | (X.std(axis=1) > 10)

# %% far: the variance for the spread -> the variance, where the spread is meant
def far(X):
    return (np.abs(X.mean(axis=0)) > 10) | (X.var(axis=0) > 10)

# %% far: the numbers of the far columns, not True or False for each
def far(X):
    return np.flatnonzero((np.abs(X.mean(axis=0)) > 10) | (X.std(axis=0) > 10))

# %% harm: the raw columns were changed and not the scaled ones -> changed the raw columns
harm = [1, 0.53, 0.53, 0.53]

# %% harm: measured at the rate 0.001
harm = [1, 0.51, 0.56, 0.53]

# %% harm: measured at the rate 0.1, where all three look harmless -> measured at the rate 0.1, where the hundredth does best
harm = [2, 0.82, 0.86, 0.88]

# %% harm: the best of the twenty networks and not the median -> gave the best network, not the median
harm = [1, 0.61, 0.87, 0.53]

# %% harm: the share that is wrong and not the share that is right -> gave the share of errors
harm = [1, 0.46, 0.15, 0.47]

# %% harm: thinks a shift does no harm; the first two medians exchanged -> took adding 3 for the least harm, and the first two medians exchanged
harm = [0, 0.85, 0.54, 0.53]
