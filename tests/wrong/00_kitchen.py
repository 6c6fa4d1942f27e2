# %% shapes: the first size of the product is taken from W (rows and columns of the data swapped, outer sizes mixed up)
shapes = [(16, 32), (1, 32), (16,)]

# %% shapes: the sum over axis=0 keeps the rows, sums within each row -> axis=0 sums over the rows, and it is that axis that goes
shapes = [(32, 16), (32, 1), (32,)]

# %% shapes: the sum over axis=0 leaves a row of size 1, not a list -> after the sum the axis is gone, not of size 1
shapes = [(32, 16), (32, 1), (1, 16)]

# %% shapes: a product with one column comes out as a list -> a product with a column is still a column, (32, 1)
shapes = [(32, 16), (32,), (16,)]

# %% shapes: a product has the shape of the table on the right -> rows come from the left table
shapes = [(2, 16), (16, 1), (16,)]

# %% shapes: sum adds up everything, one number
shapes = [(32, 16), (32, 1), ()]

# %% gap: the list y is subtracted from the column, every prediction meets every answer -> a column minus a row became n x n
def gap(yhat, y):
    return np.mean(np.abs(yhat - y))

# %% gap: the square is taken in place of the absolute value -> squared, not the absolute value
def gap(yhat, y):
    return np.mean((yhat - y.reshape(-1, 1))**2)

# %% gap: absolute value of the mean, not mean of the absolute values -> the absolute value of the mean, not the mean of the absolute values
def gap(yhat, y):
    return abs(np.mean(yhat - y.reshape(-1, 1)))

# %% gap: the sum, not divided by n -> summed, not averaged
def gap(yhat, y):
    return np.abs(yhat - y.reshape(-1, 1)).sum()

# %% gap: the absolute value is forgotten -> forgot the absolute value
def gap(yhat, y):
    return np.mean(yhat - y.reshape(-1, 1))

# %% gap: the mean over axis 0 only, a list of one number comes out
def gap(yhat, y):
    return np.abs(yhat - y.reshape(-1, 1)).mean(axis=0)

# %% paths: the term u v is forgotten in the slope to u (only 2u) -> in the slope of f in u, the v of u v is missing
through_u, through_v, together = 12 * 2, 6 * 6, 12 * 2 + 6 * 6

# %% paths: the slopes of u and v in t are left out -> the slopes of u and v in t are missing
through_u, through_v, together = 21, 6, 27

# %% paths: dv/dt = 2t is taken as t -> the slope of t^2 is 2t
through_u, through_v, together = 42, 6 * 3, 42 + 18

# %% paths: the slopes of f are taken at u = t = 3 instead of u = 2t = 6 -> the slopes of f are wanted at u = 2t = 6
through_u, through_v, together = (2 * 3 + 9) * 2, 3 * 6, 48

# %% paths: the paths are multiplied in place of added -> the two paths are added, not multiplied
through_u, through_v, together = 42, 36, 42 * 36

# %% paths: the two terms of f are derived apart (u^2 = 4t^2 and u v = 2t^3) and taken for the paths -> the two terms of f were derived, not the two paths
through_u, through_v, together = 8 * 3, 6 * 9, 78

# %% variance: the factors enter plainly, and the minus sign stays -> a factor enters the variance squared
variance = 5 - 2

# %% variance: the factors enter plainly, not squared -> a factor enters squared, and the variances add
variance = 5 + 2

# %% variance: the square of the minus is a minus -> variances add, behind a minus sign too
variance = 25 - 4

# %% variance: the added 4 adds to the variance -> a constant does not vary
variance = 25 + 4 + 4

# %% variance: the variance of the two is squared as a whole, (5 - 2)^2 -> square each factor, then add
variance = (5 - 2)**2

# %% variance: the standard deviation is given -> that is the standard deviation
variance = np.sqrt(29)

# %% seeds: the variance 1/16 is given for the standard deviation -> 1/16 is the variance; its root is wanted
predicted, further = 1 / 16, sum(abs(np.random.RandomState(s).randn(16).mean()) > 1 / 16 for s in range(20))

# %% seeds: one draw has standard deviation 1, a mean too -> the mean varies less than a single draw, not as much
predicted, further = 1.0, sum(abs(np.random.RandomState(s).randn(16).mean()) > 1.0 for s in range(20))

# %% seeds: one source for all, not one per seed -> one source was asked twenty times; each seed makes its own
rng = np.random.RandomState(0)
predicted, further = 0.25, sum(abs(rng.randn(16).mean()) > 0.25 for s in range(20))

# %% seeds: the absolute value is forgotten, means below -0.25 are not counted -> to either side: a mean below the other bound counts, too
predicted, further = 0.25, sum(np.random.RandomState(s).randn(16).mean() > 0.25 for s in range(20))

# %% seeds: single draws further out are counted (of the 320), not means -> single draws were counted, not means
predicted, further = 0.25, sum(int((abs(np.random.RandomState(s).randn(16)) > 0.25).sum()) for s in range(20))

# %% seeds: twenty seeds, but 1 to 20 -> the seeds are 0 to 19, not 1 to 20
predicted, further = 0.25, sum(abs(np.random.RandomState(s).randn(16).mean()) > 0.25 for s in range(1, 21))
