# %% place: the step goes with the gradient, sign forgotten -> walked with the gradient, not against it.
theta_after_three = 0.1 * (12/12 + 16/20 + 15/25)

# %% place: each gradient is divided by its own size only, no sum -> each gradient was divided by its own size alone.
theta_after_three = -0.1 * 3

# %% place: divided by r, the root is forgotten -> forgot the root.
theta_after_three = -0.1 * (12/144 + 16/400 + 15/625)

# %% place: the rate is forgotten -> forgot the rate.
theta_after_three = -(12/12 + 16/20 + 15/25)

# %% place: the sum of the sizes in place of the root of the sum of squares -> divided by the sum of the sizes; the root belongs around the sum of squares.
theta_after_three = -0.1 * (12/12 + 16/28 + 15/43)

# %% place: only the length of the third step, not where the weight is -> this is the last step, not the place after three.
theta_after_three = -0.1 * 15/25

# %% place: all three gradients are divided by the last root, 25 -> all three were divided by the last root; each has the root of its own step
theta_after_three = -0.1 * (12 + 16 + 15) / 25

# %% place: RMSProp with rho 0.99 in place of AdaGrad -> this is RMSProp: a fading mean of the squares, not their sum
r, theta_after_three = 0, 0
for g in (12, 16, 15):
    r = 0.99 * r + 0.01 * g**2
    theta_after_three -= 0.1 * g / np.sqrt(r)

# %% directions: the squares are summed as in AdaGrad, rho does nothing -> this is AdaGrad, nothing fades.
def directions(gradients, rho):
    return gradients / np.sqrt(np.cumsum(gradients**2))

# %% directions: rho and 1 - rho exchanged -> swapped the shares: rho of the new square.
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = (1 - rho) * r + rho * g**2
        out.append(g / np.sqrt(r))
    return np.array(out)

# %% directions: divided by r, the root is forgotten -> forgot the root.
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(g / r)
    return np.array(out)

# %% directions: r starts at the first square, so that the first step is 1 -> r starts at 0, not at the first square
def directions(gradients, rho):
    r, out = gradients[0]**2, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(g / np.sqrt(r))
    return np.array(out)

# %% directions: new square in full, r = rho r + g^2, 1 - rho forgotten -> this is a sum: no 1 - rho before the square.
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + g**2
        out.append(g / np.sqrt(r))
    return np.array(out)

# %% directions: the mean of the gradients, not of their squares, and the size of it below -> took the mean of the gradients, not of their squares
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g
        out.append(g / abs(r))
    return np.array(out)

# %% directions: the sign is lost, root of g^2 / r -> the sign of the gradient is lost
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(np.sqrt(g**2 / r))
    return np.array(out)

# %% directions: the places walked to, the directions added up -> these are the places; a direction is one step
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(g / np.sqrt(r))
    return np.cumsum(out)

# %% directions: what is divided by, the root of r, is returned -> this is the root of r; the gradient is to be divided by it
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(np.sqrt(r))
    return np.array(out)

# %% directions: with a minus sign, the change of the weight
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(-g / np.sqrt(r))
    return np.array(out)

# %% floor: factor 9, because the distance is squared; the means are right -> the means are right; the prediction is not: the square does not grow as the rate's square.
factor = 9
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean())

# %% floor: factor 1, the division makes the rate not matter; the means are right -> the means are right; the prediction is not: it does depend on the rate.
factor = 1
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean())

# %% floor: the root of the mean square, a distance -> the root of the mean is not asked.
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean()**0.5)

# %% floor: the bottom is taken as 1 in every period -> the bottom is at -1 in every second row.
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - 1)**2).mean())

# %% floor: the first 300 steps of the whole walk are left out, not of each period -> the first 300 steps of each period are left out, not of the whole walk
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5) - (-1)**np.arange(5).reshape(-1, 1, 1)
    excess.append((p.reshape(-1, 20)[300:]**2).mean())

# %% floor: all steps are taken, the way to the new bottom too -> the way to the bottom is in the mean.
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5) - (-1)**np.arange(5).reshape(-1, 1, 1)
    excess.append((p**2).mean())

# %% floor: the mean of the distance without its sign, not squared -> took the size, not the square.
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(np.abs(p - (-1)**np.arange(5).reshape(-1, 1, 1)).mean())

# %% floor: the square of x is taken, the bottom forgotten -> this is x squared; the bottom is to be subtracted first
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    excess.append((chase(RMSProp(rate), periods=5)[:, 300:]**2).mean())

# %% floor: [300:] on the periods' axis of a flattened walk axis: last step only -> this is the last step of each period alone
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5)[:, -1]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1))**2).mean())

# %% floor: the wrong sign of the bottoms, -1 first -> the signs of the bottoms are turned: the first one is at 1
factor = 3
excess = []
for rate in (0.03, 0.1, 0.3):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p + (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean())
