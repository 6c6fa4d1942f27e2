# %% rate: step decay left out (it is thought to begin after the warm-up)
rate_at_14 = 0.4 * 15 / 20

# %% rate: t in place of t + 1
rate_at_14 = 0.2 * 14 / 20

# %% rate: the warm-up left out
rate_at_14 = 0.4 * 0.5

# %% rate: t / every not rounded down
rate_at_14 = 0.4 * 0.5**1.4 * 15 / 20

# %% rate: rounded up, two drops
rate_at_14 = 0.4 * 0.5**2 * 15 / 20

# %% rate: the 10 and the 20 exchanged
rate_at_14 = 0.4

# %% rate: the drop is taken as the warm-up's goal at the end, 20 steps hence
rate_at_14 = 0.4 * 0.5**2 * 15 / 20 + 0

# %% rate: the share only, without the rate
rate_at_14 = 0.5 * 15 / 20

# %% rate: the warm-up starts anew at each drop, share 5 / 20
rate_at_14 = 0.2 * 5 / 20

# %% linear_decay: goes on falling after the end
def linear_decay(t, rate, end, steps):
    a = t / steps
    return (1 - a) * rate + a * end

# %% linear_decay: t + 1, as in the warm-up
def linear_decay(t, rate, end, steps):
    a = min((t + 1) / steps, 1)
    return (1 - a) * rate + a * end

# %% linear_decay: rises from end to rate, the two exchanged
def linear_decay(t, rate, end, steps):
    a = min(t / steps, 1)
    return a * rate + (1 - a) * end

# %% linear_decay: falls to 0, end forgotten in the line
def linear_decay(t, rate, end, steps):
    return rate * (1 - t / steps) if t < steps else end

# %% linear_decay: a line to 0, but never below end
def linear_decay(t, rate, end, steps):
    return max(rate * (1 - t / steps), end)

# %% linear_decay: whole-number division, a stair
def linear_decay(t, rate, end, steps):
    a = min(t // steps, 1)
    return (1 - a) * rate + a * end

# %% linear_decay: 0 after the end, not end
def linear_decay(t, rate, end, steps):
    a = t / steps
    return (1 - a) * rate + a * end if t <= steps else 0

# %% linear_decay: back to rate after the end
def linear_decay(t, rate, end, steps):
    a = t / steps
    return (1 - a) * rate + a * end if t <= steps else rate

# %% linear_decay: falls by end in all, rate - end * alpha
def linear_decay(t, rate, end, steps):
    return rate - min(t / steps, 1) * end

# %% linear_decay: alpha limited below by 1, max for min
def linear_decay(t, rate, end, steps):
    a = max(t / steps, 1)
    return (1 - a) * rate + a * end

# %% every: predicts that every = 10 freezes on the way, medians right
farthest = 0
medians = [np.median(excess(walks(step_decay(0.2, e)))[-1]) for e in (10, 100, 1000)]

# %% every: predicts the middle one, medians right
farthest = 1
medians = [np.median(excess(walks(step_decay(0.2, e)))[-1]) for e in (10, 100, 1000)]

# %% every: gives the value 1000, not its index
farthest = 1000
medians = [np.median(excess(walks(step_decay(0.2, e)))[-1]) for e in (10, 100, 1000)]

# %% every: the mean of the 200 walks, not the median
farthest = 2
medians = [np.mean(excess(walks(step_decay(0.2, e)))[-1]) for e in (10, 100, 1000)]

# %% every: the median over all steps and walks
farthest = 2
medians = [np.median(excess(walks(step_decay(0.2, e)))) for e in (10, 100, 1000)]

# %% every: the distance of (w, b) from the best line, not the excess
farthest = 2
medians = [np.median(np.linalg.norm(walks(step_decay(0.2, e))[-1] - [0.47532369, 0.00105817], axis=1)) for e in (10, 100, 1000)]

# %% every: the loss itself, not the excess over the best one
farthest = 2
medians = []
for e in (10, 100, 1000):
    w, b = walks(step_decay(0.2, e))[-1].T
    medians.append(np.median([np.mean((wi * X + bi - y)**2) for wi, bi in zip(w, b)]))

# %% every: a constant rate 0.2 cut off after every steps
farthest = 2
medians = [np.median(excess(walks(0.2, steps=e))[-1]) for e in (10, 100, 1000)]

# %% every: the medians in millionths, as the table prints them
farthest = 2
medians = [1e6 * np.median(excess(walks(step_decay(0.2, e)))[-1]) for e in (10, 100, 1000)]

# %% every: the excess after the first drop, not at the last point
farthest = 2
medians = [np.median(excess(walks(step_decay(0.2, e)))[e]) for e in (10, 100, 1000)]

# %% every: predicts the nearest in place of the farthest, medians right
farthest = 1
medians = [np.median(excess(walks(step_decay(0.2, e)))[-1]) for e in (10, 100, 1000)]
