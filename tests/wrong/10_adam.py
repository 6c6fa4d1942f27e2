# %% m_hat: the correction is left out -> forgot the correction.
m_hat_2 = 0.9 * 0.1 + 0.1 * 3

# %% m_hat: corrected with t = 1, the count begins at 0 -> corrected as if it were the first step.
m_hat_2 = (0.9 * 0.1 + 0.1 * 3) / (1 - 0.9)

# %% m_hat: the plain mean of the two gradients, since the correction undoes the weights -> this is the plain mean; the recent gradient counts more.
m_hat_2 = 2

# %% m_hat: the share of the old and the new exchanged -> swapped the shares: 0.9 of the new gradient.
m_hat_2 = (0.1 * 0.9 + 0.9 * 3) / (1 - 0.1**2)

# %% m_hat: the corrected m_hat of step 1 is put back as m -> put the corrected m of step 1 back into the mean; m itself goes on
m_hat_2 = (0.9 * 1 + 0.1 * 3) / (1 - 0.9**2)

# %% m_hat: m starts at the first gradient, no correction needed -> m starts at 0, not at the first gradient
m_hat_2 = 0.9 * 1 + 0.1 * 3

# %% m_hat: the two gradients in the wrong order -> gave the older gradient the larger weight.
m_hat_2 = (0.9 * 0.1 * 3 + 0.1 * 1) / 0.19

# %% m_hat: the velocity's sum 0.9 g + g, divided by 1 - 0.9^2 -> this is the velocity's sum, corrected; the new gradient counts a tenth
m_hat_2 = (0.9 * 1 + 3) / 0.19

# %% m_hat: the whole step, m_hat over the root of v_hat -> this is the quotient of the step, divided by the root of v_hat
m_hat_2 = 0.39 / 0.19 / np.sqrt((0.999 * 0.001 + 0.001 * 9) / 0.001999)

# %% m_hat: multiplied by the correction in place of divided -> multiplied by the correction, where one divides
m_hat_2 = 0.39 * 0.19

# %% shares: without the correction, they add up to 1 - beta^t -> forgot the correction.
def shares(t, beta):
    return (1 - beta) * beta**np.arange(t - 1, -1, -1.0)

# %% shares: the wrong way round, the oldest counts most -> the oldest has the largest weight.
def shares(t, beta):
    return (1 - beta) * beta**np.arange(float(t)) / (1 - beta**t)

# %% shares: all equal, since a corrected mean is a mean -> all equal is the plain mean; here the newer count more
def shares(t, beta):
    return np.full(t, 1 / t)

# %% shares: 1 - beta in front forgotten -> forgot the factor 1 - beta.
def shares(t, beta):
    return beta**np.arange(t - 1, -1, -1.0) / (1 - beta**t)

# %% shares: each gradient is corrected with its own i, not with t -> each is corrected with its own i; the correction is that of t
def shares(t, beta):
    i = np.arange(1.0, t + 1)
    return (1 - beta) * beta**(t - i) / (1 - beta**i)

# %% shares: i runs from 0 to t - 1 in the power, one beta too many -> the exponent is one too large.
def shares(t, beta):
    return (1 - beta) * beta**np.arange(t, 0, -1.0) / (1 - beta**t)

# %% shares: t + 1 weights, the 0 at the start counted as g_0
def shares(t, beta):
    w = (1 - beta) * beta**np.arange(t, -1, -1.0)
    return w / w.sum()

# %% shares: only what they add up to is returned
def shares(t, beta):
    return 1.0

# %% shares: the correction is applied to beta, 1 - beta for 1 - beta^t
def shares(t, beta):
    return (1 - beta) * beta**np.arange(t - 1, -1, -1.0) / (1 - beta)

# %% rest: the signs forgotten -> the steps go against the gradient: a sign.
resting = [10, 30]

# %% rest: the two exchanged -> swapped the two.
resting = [-30, -10]

# %% rest: both -30, gradient and decay cancel in both, as in SGD -> AdamW's rest does not depend on the size of the gradient.
resting = [-30, -30]

# %% rest: both -10, decay thought to stand behind the division in both -> in the gradient, the division changes nothing about where it is 0.
resting = [-10, -10]

# %% rest: multiplied by lambda in place of divided -> multiplied by lambda; the balance divides by it.
resting = [-0.1, -0.3]

# %% rest: Adam's farthest point on the way is taken for its rest -> the second is the farthest point on the way, not the rest
resting = [-10, -31.773]

# %% rest: Adam never rests, the normalised step is always 1
resting = [-10, -np.inf]

# %% rest: decay pulls everything to 0 -> decay alone would lead to 0; it rests where the gradient and the decay balance
resting = [0, 0]

# %% rest: the gradient divided by itself only, lambda forgotten -> forgot lambda: the balance divides by it
resting = [-1, -3]

# %% rest: AdamW right, Adam's decay is divided by the size of the gradient, so 3 times weaker, multiplied once too often
resting = [-10, -90]
