# %% rate: step decay left out (it is thought to begin after the warm-up) -> forgot the drop: 10 steps are over at t = 14.
rate_at_14 = 0.4 * 15 / 20

# %% rate: t in place of t + 1 -> the warm-up has t + 1 above the line, not t.
rate_at_14 = 0.2 * 14 / 20

# %% rate: the warm-up left out -> forgot the warm-up.
rate_at_14 = 0.4 * 0.5

# %% rate: t / every not rounded down -> did not round 14/10 down.
rate_at_14 = 0.4 * 0.5**1.4 * 15 / 20

# %% rate: rounded up, two drops -> rounded 14/10 up.
rate_at_14 = 0.4 * 0.5**2 * 15 / 20

# %% rate: the 10 and the 20 exchanged -> swapped the 10 and the 20
rate_at_14 = 0.4

# %% rate: the warm-up counts t + 1 from 1, so 16 / 20 -> t + 1 is 15, not 16: t is 14 already
rate_at_14 = 0.2 * 16 / 20

# %% rate: the share only, without the rate -> this is the share alone; the rate is missing
rate_at_14 = 0.5 * 15 / 20

# %% rate: the warm-up starts anew at each drop, share 5 / 20 -> the warm-up does not start anew at a drop
rate_at_14 = 0.2 * 5 / 20

# %% linear_decay: goes on falling after the end -> goes on falling after the end: the share is at most 1.
def linear_decay(t, rate, end, steps):
    a = t / steps
    return (1 - a) * rate + a * end

# %% linear_decay: t + 1, as in the warm-up -> t + 1 is the warm-up's; here the share is t / steps.
def linear_decay(t, rate, end, steps):
    a = min((t + 1) / steps, 1)
    return (1 - a) * rate + a * end

# %% linear_decay: rises from end to rate, the two exchanged -> goes from the end to the rate.
def linear_decay(t, rate, end, steps):
    a = min(t / steps, 1)
    return a * rate + (1 - a) * end

# %% linear_decay: falls to 0, end forgotten in the line -> falls to 0 and is then held at the end rate.
def linear_decay(t, rate, end, steps):
    return rate * (1 - t / steps) if t < steps else end

# %% linear_decay: a line to 0, but never below end -> a line to 0, cut off at the end rate; it should reach that at `steps`
def linear_decay(t, rate, end, steps):
    return max(rate * (1 - t / steps), end)

# %% linear_decay: whole-number division, a stair -> // rounds down: the rate stays where it is until the end.
def linear_decay(t, rate, end, steps):
    a = min(t // steps, 1)
    return (1 - a) * rate + a * end

# %% linear_decay: 0 after the end, not end -> after the end it is 0, not the end rate
def linear_decay(t, rate, end, steps):
    a = t / steps
    return (1 - a) * rate + a * end if t <= steps else 0

# %% linear_decay: back to rate after the end -> after the end it is back at the first rate
def linear_decay(t, rate, end, steps):
    a = t / steps
    return (1 - a) * rate + a * end if t <= steps else rate

# %% linear_decay: falls by end in all, rate - end * alpha -> falls by the end rate; it should fall down to it
def linear_decay(t, rate, end, steps):
    return rate - min(t / steps, 1) * end

# %% linear_decay: alpha limited below by 1, max for min -> max for min: the share is at most 1
def linear_decay(t, rate, end, steps):
    a = max(t / steps, 1)
    return (1 - a) * rate + a * end

# %% every: predicts that every = 10 freezes on the way, medians right -> the medians are right; the prediction is not: 10 freezes early, but it has arrived by then.
farthest = 0
medians = [np.median(excess(path)[-1]) for path in half_paths]

# %% every: predicts the middle one, medians right -> the medians are right; the prediction is not: 100 is best.
farthest = 1
medians = [np.median(excess(path)[-1]) for path in half_paths]

# %% every: gives the value 1000, not its index -> the medians are right; of the farthest its index was asked: 0, 1 or 2
farthest = 1000
medians = [np.median(excess(path)[-1]) for path in half_paths]

# %% every: the mean of the 200 walks, not the median -> the mean of the walks, not the median.
farthest = 2
medians = [np.mean(excess(path)[-1]) for path in half_paths]

# %% every: the median over all steps and walks -> the median over all steps, not at the end.
farthest = 2
medians = [np.median(excess(path)) for path in half_paths]

# %% every: the distance of (w, b) from the best line, not the excess -> this is the distance of (w, b) from the best line, not the excess
farthest = 2
medians = [np.median(np.linalg.norm(path[-1] - [0.47532369, 0.00105817], axis=1)) for path in half_paths]

# %% every: the loss itself, not the excess over the best one -> this is the loss; the excess is what it has above the best one
farthest = 2
medians = []
for path in half_paths:
    w, b = path[-1].T
    medians.append(np.median([np.mean((wi * X + bi - y)**2) for wi, bi in zip(w, b)]))

# %% every: a constant rate 0.2 cut off after every steps -> this is after `every` steps; the point after all 2000 was asked
farthest = 2
medians = [np.median(excess(walks(0.2, steps=e))[-1]) for e in (10, 100, 1000)]

# %% every: the medians in millionths, as the table prints them -> the table's unit was millionths; here it is 1
farthest = 2
medians = [1e6 * np.median(excess(path)[-1]) for path in half_paths]

# %% every: the excess after the first drop, not at the last point -> this is after `every` steps; the point after all 2000 was asked
farthest = 2
medians = [np.median(excess(path)[e]) for e, path in zip((10, 100, 1000), half_paths)]
