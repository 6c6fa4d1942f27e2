# %% parabola: the 5 taken for the curvature, slope 5x -> took 5 for the curvature; the slope of 5x^2 is 10x
x_after_three = (1 - 0.15 * 5)**3

# %% parabola: the sign lost -> lost the sign
x_after_three = 0.125

# %% parabola: the start counted as the first step, so two steps -> two steps, not three
x_after_three = 0.25

# %% parabola: with the gradient, uphill -> walked with the gradient, not against it
x_after_three = (1 + 0.15 * 10)**3

# %% parabola: the loss there, not x -> that is the loss there; x is wanted
x_after_three = 5 * 0.125**2

# %% parabola: the slope of the start in all three steps -> used the slope of the first point for all steps
x_after_three = 1 - 3 * 0.15 * 10

# %% parabola: slope 2x, the 5 forgotten -> the 5 is forgotten: the slope is 10x, not 2x
x_after_three = (1 - 0.15 * 2)**3

# %% parabola: the loss 5x^2 taken for the slope -> took the loss 5x^2 for the slope, which is 10x
x_after_three = 1.0
for _ in range(3):
    x_after_three -= 0.15 * 5 * x_after_three**2

# %% line_step: the 2 of the square is missing -> forgot the 2 of the square's slope
def line_step(w, b, x, y, rate):
    off = w * x + b - y
    return w - rate * (off * x).mean(), b - rate * off.mean()

# %% line_step: summed over the batch, not the mean -> summed over the batch, where the loss is a mean
def line_step(w, b, x, y, rate):
    off = 2 * (w * x + b - y)
    return w - rate * (off * x).sum(), b - rate * off.sum()

# %% line_step: b moves by the slope at the new w -> b was stepped with the new w; both slopes belong to the old point
def line_step(w, b, x, y, rate):
    w = w - rate * (2 * (w * x + b - y) * x).mean()
    return w, b - rate * (2 * (w * x + b - y)).mean()

# %% line_step: target minus answer, so uphill -> walked with the gradient, not against it
def line_step(w, b, x, y, rate):
    off = 2 * (y - w * x - b)
    return w - rate * (off * x).mean(), b - rate * off.mean()

# %% line_step: x forgotten in the slope of w -> x is missing in the slope for w
def line_step(w, b, x, y, rate):
    off = 2 * (w * x + b - y)
    return w - rate * off.mean(), b - rate * off.mean()

# %% line_step: mean of x times mean of the errors -> the mean of error times x is wanted, not the product of the two means
def line_step(w, b, x, y, rate):
    off = 2 * (w * x + b - y)
    return w - rate * off.mean() * x.mean(), b - rate * off.mean()

# %% line_step: one step for each row, one after the other -> a step for each row; one step for the whole batch is wanted
def line_step(w, b, x, y, rate):
    for xi, yi in zip(x, y):
        off = 2 * (w * xi + b - yi)
        w, b = w - rate * off * xi, b - rate * off
    return w, b

# %% line_step: the two slopes are returned, no step taken -> these are the slopes; the new w and b are wanted
def line_step(w, b, x, y, rate):
    off = 2 * (w * x + b - y)
    return (off * x).mean(), off.mean()

# %% floor: predicted a quarter -> not a quarter: compare the three means
def _loss(p):
    return ((p[..., :1] * X[:, 0] + p[..., 1:] - y[:, 0])**2).mean(axis=-1)
prediction_and_excess = [3] + [(_loss(path[1000:]) - _loss(best)).mean() for path in floor_walks]

# %% floor: the loss at best not subtracted -> forgot to subtract the best loss
def _loss(p):
    return ((p[..., :1] * X[:, 0] + p[..., 1:] - y[:, 0])**2).mean(axis=-1)
prediction_and_excess = [2] + [_loss(path[1000:]).mean() for path in floor_walks]

# %% floor: only the last point -> looked at the last point only
def _loss(p):
    return ((p[..., :1] * X[:, 0] + p[..., 1:] - y[:, 0])**2).mean(axis=-1)
prediction_and_excess = [2] + [float(_loss(path[-1:])[0] - _loss(best)) for path in floor_walks]

# %% floor: the way there counted too, all points from the start -> took the way downhill into the mean
def _loss(p):
    return ((p[..., :1] * X[:, 0] + p[..., 1:] - y[:, 0])**2).mean(axis=-1)
prediction_and_excess = [2] + [(_loss(path) - _loss(best)).mean() for path in floor_walks]

# %% floor: the distance from the best line, not the loss -> the distance from the best line; the loss is wanted
prediction_and_excess = [2] + [np.linalg.norm(path[1000:] - best, axis=1).mean() for path in floor_walks]

# %% floor: the loss at the mean of the points, not the mean of the losses -> the loss at the mean of the points; the mean of their losses is wanted
def _loss(p):
    return ((p[..., :1] * X[:, 0] + p[..., 1:] - y[:, 0])**2).mean(axis=-1)
prediction_and_excess = [2] + [float((_loss(path[1000:].mean(axis=0)) - _loss(best)).mean()) for path in floor_walks]

# %% floor: the rates in rising order -> the three rates in rising order; from 0.1 down is asked
def _loss(p):
    return ((p[..., :1] * X[:, 0] + p[..., 1:] - y[:, 0])**2).mean(axis=-1)
prediction_and_excess = [2] + [(_loss(path[1000:]) - _loss(best)).mean() for path in floor_walks[::-1]]

# %% floor: X and y with shapes (n,) and (n, 1), so every row against every target -> y has shape (n, 1) beside x of shape (n,): every row meets every target
def _loss(p):                      # the mean over all n times n pairs, multiplied out
    w, b = p.T
    return (w * X.mean() + b - y.mean())**2 + w**2 * X.var() + y.var()
prediction_and_excess = [2] + [(_loss(path[1000:]) - _loss(best[None])).mean() for path in floor_walks]

# %% floor: the batches of figure 7.5 -> batches of 8; batches of 4 are asked
def _loss(p):
    return ((p[..., :1] * X[:, 0] + p[..., 1:] - y[:, 0])**2).mean(axis=-1)
prediction_and_excess = [2] + [(_loss(walk(8, 4000, r)[1000:]) - _loss(best)).mean() for r in (0.1, 0.05, 0.025)]
