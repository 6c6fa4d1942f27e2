# %% rest: the 2 in front of the parabola is taken for c -> the curvature of 2(w - 1)^2 is 4, not 2
at_rest = [2 / (2 + 2) * 1, max(1 - 2 / 2, 0)]

# %% rest: L1 and L2 in the wrong order -> the two are swapped
at_rest = [0.5, 2 / 3]

# %% rest: L2, the share that is lost in place of the share that stays -> lambda above the line: the loss pulls with c
at_rest = [2 / (4 + 2), 0.5]

# %% rest: L2 without the half, so the slope of the price is 2 lambda w -> the price is half the sum of squares: its slope is lambda w, not 2 lambda w
at_rest = [4 / (4 + 4), 0.5]

# %% rest: L1 takes off lambda, without dividing by c -> the curvature must divide lambda in L1
at_rest = [2 / 3, max(1 - 2, 0)]

# %% rest: L1 with the half of L2, lambda / 2 times the size -> the price of L1 has no half
at_rest = [2 / 3, 1 - 1 / 4]

# %% mask: not turned up -> forgot to turn the others up
def mask_from(u, rate):
    return (u >= rate).astype(float)

# %% mask: turned up by 1 / rate -> turned up by 1/rate
def mask_from(u, rate):
    return (u >= rate) / rate

# %% mask: on where the number is below the rate -> the wrong ones are off
def mask_from(u, rate):
    return (u < rate) / (1 - rate)

# %% mask: turned down by 1 - rate in place of up -> turned down by 1 - rate
def mask_from(u, rate):
    return (u >= rate) * (1 - rate)

# %% mask: rate is taken for the share that stays on -> took the rate for the share that is on
def mask_from(u, rate):
    return (u < rate) / rate

# %% mask: the random numbers themselves are masked -> kept the random numbers where a 1 is wanted
def mask_from(u, rate):
    return np.where(u < rate, 0, u) / (1 - rate)

# %% mask: one mask for all rows, that of the first
def mask_from(u, rate):
    return np.tile((u[:1] >= rate) / (1 - rate), (len(u), 1))

# %% strength: the weakest is best, since it disturbs least -> predicted that the weakest is best
best_and_medians = [0.0001, *np.median(strength_runs[:, :, 1], axis=1)]

# %% strength: the loss on the rows that are learned from -> the loss on the rows that were learned from
best_and_medians = [0.01, *np.median(strength_runs[:, :, 0], axis=1)]

# %% strength: the test losses -> the test rows are for the very end
best_and_medians = [0.01, *np.median(strength_runs[:, :, 2], axis=1)]

# %% strength: the mean in place of the median -> the mean of the three, not the median
best_and_medians = [0.01, *np.mean(strength_runs[:, :, 1], axis=1)]

# %% strength: one seed only -> seed 0 only
best_and_medians = [0.01, *strength_runs[:, 0, 1]]

# %% strength: the place, counted from 1 -> gave the place of the strength, from 1, not the strength
best_and_medians = [3, *np.median(strength_runs[:, :, 1], axis=1)]

# %% strength: the place, counted from 0 -> gave the place of the strength, from 0, not the strength
best_and_medians = [2, *np.median(strength_runs[:, :, 1], axis=1)]

# %% strength: the stronger, the better -> predicted that the strongest is best
best_and_medians = [0.1, *np.median(strength_runs[:, :, 1], axis=1)]
