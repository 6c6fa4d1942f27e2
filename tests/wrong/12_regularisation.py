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

# %% rest: L1 with the half of L2, lambda / 2 times the size
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

# %% mask: the random numbers themselves are masked
def mask_from(u, rate):
    return np.where(u < rate, 0, u) / (1 - rate)

# %% mask: one mask for all rows, that of the first
def mask_from(u, rate):
    return np.tile((u[:1] >= rate) / (1 - rate), (len(u), 1))

# %% strength: the weakest is best, since it disturbs least -> predicted that the weakest is best
def wrong_medians(penalty=L2, column=1, seeds=(0, 1, 2), mean=np.median):
    return [float(mean([learn(seed, penalty=penalty(s), watch=False)[1][-1][column] for seed in seeds])) for s in (0.0001, 0.001, 0.01, 0.1)]
place_and_medians = [0, *wrong_medians()]

# %% strength: the loss on the rows that are learned from -> the loss on the rows that were learned from
def wrong_medians(penalty=L2, column=1, seeds=(0, 1, 2), mean=np.median):
    return [float(mean([learn(seed, penalty=penalty(s), watch=False)[1][-1][column] for seed in seeds])) for s in (0.0001, 0.001, 0.01, 0.1)]
place_and_medians = [2, *wrong_medians(column=0)]

# %% strength: the test losses -> the test rows are for the very end
def wrong_medians(penalty=L2, column=1, seeds=(0, 1, 2), mean=np.median):
    return [float(mean([learn(seed, penalty=penalty(s), watch=False)[1][-1][column] for seed in seeds])) for s in (0.0001, 0.001, 0.01, 0.1)]
place_and_medians = [2, *wrong_medians(column=2)]

# %% strength: the mean in place of the median -> the mean of the three, not the median
def wrong_medians(penalty=L2, column=1, seeds=(0, 1, 2), mean=np.median):
    return [float(mean([learn(seed, penalty=penalty(s), watch=False)[1][-1][column] for seed in seeds])) for s in (0.0001, 0.001, 0.01, 0.1)]
place_and_medians = [2, *wrong_medians(mean=np.mean)]

# %% strength: one seed only -> seed 0 only
def wrong_medians(penalty=L2, column=1, seeds=(0, 1, 2), mean=np.median):
    return [float(mean([learn(seed, penalty=penalty(s), watch=False)[1][-1][column] for seed in seeds])) for s in (0.0001, 0.001, 0.01, 0.1)]
place_and_medians = [2, *wrong_medians(seeds=(0,))]

# %% strength: the place is counted from 1
def wrong_medians(penalty=L2, column=1, seeds=(0, 1, 2), mean=np.median):
    return [float(mean([learn(seed, penalty=penalty(s), watch=False)[1][-1][column] for seed in seeds])) for s in (0.0001, 0.001, 0.01, 0.1)]
place_and_medians = [3, *wrong_medians()]

# %% strength: the strength itself in place of its place
def wrong_medians(penalty=L2, column=1, seeds=(0, 1, 2), mean=np.median):
    return [float(mean([learn(seed, penalty=penalty(s), watch=False)[1][-1][column] for seed in seeds])) for s in (0.0001, 0.001, 0.01, 0.1)]
place_and_medians = [0.01, *wrong_medians()]
