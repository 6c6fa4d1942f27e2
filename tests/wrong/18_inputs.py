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

# %% scale: each table with its own mean and spread -> each table by its own mean and spread
def scale(X, X_new):
    def scaled(table):
        spread = table.std(axis=0)
        return (table - table.mean(axis=0)) / np.where(
            spread == 0, 1, spread)
    return scaled(X), scaled(X_new)

# %% scale: one mean and one spread for the whole table, not for each column -> one mean and spread for all columns
def scale(X, X_new):
    mean, spread = X.mean(), X.std()
    return (X - mean) / spread, (X_new - mean) / spread

# %% scale: divided by the variance, the root is forgotten -> divided by the variance
def scale(X, X_new):
    mean, spread = X.mean(axis=0), X.var(axis=0)
    spread = np.where(spread == 0, 1, spread)
    return (X - mean) / spread, (X_new - mean) / spread

# %% scale: the spread with n - 1 instead of n -> with n - 1 in the spread
def scale(X, X_new):
    mean, spread = X.mean(axis=0), X.std(axis=0, ddof=1)
    spread = np.where(spread == 0, 1, spread)
    return (X - mean) / spread, (X_new - mean) / spread

# %% scale: a column of spread 0 is divided by 0 -> divided by a spread of 0
def scale(X, X_new):
    mean, spread = X.mean(axis=0), X.std(axis=0)
    with np.errstate(all="ignore"):
        return (X - mean) / spread, (X_new - mean) / spread

# %% scale: mean and spread of both tables together -> mean and spread of both tables together
def scale(X, X_new):
    both = np.vstack([X, X_new])
    mean, spread = both.mean(axis=0), both.std(axis=0)
    spread = np.where(spread == 0, 1, spread)
    return (X - mean) / spread, (X_new - mean) / spread

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
