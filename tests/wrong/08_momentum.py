# %% third: SGD, nothing is remembered -> forgot the velocity: this is SGD
x_after_three = 0.8**3

# %% third: the mean (8.6) in place of the sum (8.2) -> took the mean, with 1 - mu before the gradient
x_after_three, m = 1.0, 0.0
for _ in range(3):
    m = 0.6 * m + 0.4 * 2 * x_after_three
    x_after_three -= 0.1 * m

# %% third: Nesterov's direction -> this is Nesterov
x_after_three, m = 1.0, 0.0
for _ in range(3):
    gr = 2 * x_after_three
    m = 0.6 * m + gr
    x_after_three -= 0.1 * (gr + 0.6 * m)

# %% third: with the usual 0.9 -> took mu = 0.9
x_after_three, m = 1.0, 0.0
for _ in range(3):
    m = 0.9 * m + 2 * x_after_three
    x_after_three -= 0.1 * m

# %% third: slope x in place of 2x -> the slope is 2x, not x
x_after_three, m = 1.0, 0.0
for _ in range(3):
    m = 0.6 * m + x_after_three
    x_after_three -= 0.1 * m

# %% third: the gradient of the start in all steps, as in the table of ones -> the gradient of the start kept; take it anew at each point
x_after_three = 1 - 0.1 * (2 + 3.2 + 3.92)

# %% third: two steps only, as in the table -> two steps, not three
x_after_three = 0.52

# %% third: the velocity after three steps, not x -> that is the velocity; x is wanted
x_after_three = 2.72

# %% third: steps with the velocity from before the new gradient -> the old velocity; the new gradient comes in before the step
x_after_three, m = 1.0, 0.0
for _ in range(3):
    x_after_three, m = x_after_three - 0.1 * m, 0.6 * m + 2 * x_after_three

# %% third: only the last gradient is remembered, not the whole sum -> only the last gradient is kept, not all that came before
x_after_three, m = 1.0, 0.0
for _ in range(3):
    gr = 2 * x_after_three
    x_after_three -= 0.1 * (gr + 0.6 * m)
    m = gr

# %% velocities: the mean (8.6) in place of the sum -> this is the mean: no 1 - momentum before the gradient
def velocities(gradients, momentum):
    v, out = 0.0, []
    for g in gradients:
        v = momentum * v + (1 - momentum) * g
        out.append(v)
    return np.array(out)

# %% velocities: only the last velocity -> only the last one; the velocity after each gradient is wanted
def velocities(gradients, momentum):
    v = 0.0
    for g in gradients:
        v = momentum * v + g
    return v

# %% velocities: a sum in which nothing fades -> everything is kept: the old velocity must fade
def velocities(gradients, momentum):
    return np.cumsum(gradients)

# %% velocities: the velocity before each gradient, the first is 0 -> these are the velocities before each gradient; after each is wanted
def velocities(gradients, momentum):
    v, out = 0.0, []
    for g in gradients:
        out.append(v)
        v = momentum * v + g
    return np.array(out)

# %% velocities: only the gradient before is remembered -> only the gradient before is kept, not all that came before
def velocities(gradients, momentum):
    out = np.array(gradients, dtype=float)
    out[1:] += momentum * np.asarray(gradients)[:-1]
    return out

# %% velocities: the weights the wrong way round, the oldest counts most -> the oldest gradient has the largest weight
def velocities(gradients, momentum):
    return np.cumsum(gradients * momentum**np.arange(len(gradients)))

# %% velocities: the share taken of the gradient, not of the velocity -> the share belongs to the old velocity, not to the gradient
def velocities(gradients, momentum):
    return np.cumsum(momentum * np.asarray(gradients))

# %% velocities: the new gradient fades as well, mu (v + g) -> the new gradient fades too: it must count in full
def velocities(gradients, momentum):
    v, out = 0.0, []
    for g in gradients:
        v = momentum * (v + g)
        out.append(v)
    return np.array(out)

# %% velocities: T + 1 values, with the 0 of the start
def velocities(gradients, momentum):
    out = [0.0]
    for g in gradients:
        out.append(momentum * out[-1] + g)
    return np.array(out)

# %% velocities: the array keeps the kind of the gradients, whole numbers are cut -> `np.zeros_like(gradients)` keeps whole numbers only, where the gradients are whole
def velocities(gradients, momentum):
    out = np.zeros_like(gradients)
    v = 0.0
    for i, g in enumerate(gradients):
        v = momentum * v + g
        out[i] = v
    return out

# %% velocities: written into the gradients that were handed in -> wrote into `gradients`, which then are others for whoever uses them next
def velocities(gradients, momentum):
    for i in range(1, len(gradients)):
        gradients[i] += momentum * gradients[i - 1]
    return gradients

# %% sweep: the usual larger one predicted -> look for the fewest steps; 0.85 is longer on its way
mu_and_counts = [0.85, 152, 88, 31, 57, 186]

# %% sweep: the most momentum predicted -> 0.95 takes long to come to rest
mu_and_counts = [0.95, 152, 88, 31, 57, 186]

# %% sweep: the first time within 0.01, not from when on it stays -> the first time inside 0.01; it may leave again
def _first(path):
    return int(np.flatnonzero((abs(path) < 0.01).all(axis=1))[0])
mu_and_counts = [0.7] + [_first(walk(Momentum(0.03, m), steps=2000)) for m in (0, 0.4, 0.7, 0.85, 0.95)]

# %% sweep: Nesterov in place of Momentum -> this is Nesterov
mu_and_counts = [0.7] + [arrival(walk(Nesterov(0.03, m), steps=2000)) for m in (0, 0.4, 0.7, 0.85, 0.95)]

# %% sweep: Momentum left at its default rate 0.01 -> the default rate of 0.01; the rate 0.03 is asked, and so another mu came first
mu_and_counts = [0.85] + [arrival(walk(Momentum(momentum=m), steps=2000)) for m in (0, 0.4, 0.7, 0.85, 0.95)]

# %% sweep: the rate multiplied by 1 - mu, as the rule in What breaks says -> the rate was multiplied by 1 - mu; 0.03 is asked for all
mu_and_counts = [0.7] + [arrival(walk(Momentum(0.03 * (1 - m), m), steps=2000)) for m in (0, 0.4, 0.7, 0.85, 0.95)]

# %% sweep: the rate 0.02 of the chapter -> the rate 0.02 of the cells above; 0.03 is asked
mu_and_counts = [0.7] + [arrival(walk(Momentum(0.02, m), steps=2000)) for m in (0, 0.4, 0.7, 0.85, 0.95)]

# %% sweep: the index counted from 0 -> the index from 0; mu itself is wanted
mu_and_counts = [2, 152, 88, 31, 57, 186]

# %% sweep: the index counted from 1 -> the index from 1; mu itself is wanted
mu_and_counts = [3, 152, 88, 31, 57, 186]

# %% sweep: the least count in place of its mu
mu_and_counts = [31, 152, 88, 31, 57, 186]

# %% sweep: the points counted, not the steps
mu_and_counts = [0.7] + [arrival(walk(Momentum(0.03, m), steps=2000)) + 1 for m in (0, 0.4, 0.7, 0.85, 0.95)]

# %% sweep: the counts are those of the steep direction y alone -> counted for y alone; x must arrive as well
mu_and_counts = [0.7] + [arrival(walk(Momentum(0.03, m), steps=2000)[:, 1:]) for m in (0, 0.4, 0.7, 0.85, 0.95)]
