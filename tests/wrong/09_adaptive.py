# %% place: the step goes with the gradient, sign forgotten
theta_after_three = 0.1 * (5/5 + 12/13 + 84/85)

# %% place: each gradient is divided by its own size only, no sum
theta_after_three = -0.1 * 3

# %% place: divided by r, the root is forgotten
theta_after_three = -0.1 * (5/25 + 12/169 + 84/7225)

# %% place: the rate is forgotten
theta_after_three = -(5/5 + 12/13 + 84/85)

# %% place: the sum of the sizes in place of the root of the sum of squares
theta_after_three = -0.1 * (5/5 + 12/17 + 84/101)

# %% place: only the length of the third step, not where the weight is
theta_after_three = -0.1 * 84/85

# %% place: all three gradients are divided by the last root, 85
theta_after_three = -0.1 * (5 + 12 + 84) / 85

# %% place: RMSProp with rho 0.99 in place of AdaGrad
r, theta_after_three = 0, 0
for g in (5, 12, 84):
    r = 0.99 * r + 0.01 * g**2
    theta_after_three -= 0.1 * g / np.sqrt(r)

# %% directions: the squares are summed as in AdaGrad, rho does nothing
def directions(gradients, rho):
    return gradients / np.sqrt(np.cumsum(gradients**2))

# %% directions: rho and 1 - rho exchanged
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = (1 - rho) * r + rho * g**2
        out.append(g / np.sqrt(r))
    return np.array(out)

# %% directions: divided by r, the root is forgotten
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(g / r)
    return np.array(out)

# %% directions: r starts at the first square, so that the first step is 1
def directions(gradients, rho):
    r, out = gradients[0]**2, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(g / np.sqrt(r))
    return np.array(out)

# %% directions: new square in full, r = rho r + g^2, 1 - rho forgotten
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + g**2
        out.append(g / np.sqrt(r))
    return np.array(out)

# %% directions: the mean of the gradients, not of their squares, and the size of it below
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g
        out.append(g / abs(r))
    return np.array(out)

# %% directions: the sign is lost, root of g^2 / r
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(np.sqrt(g**2 / r))
    return np.array(out)

# %% directions: the places walked to, the directions added up
def directions(gradients, rho):
    r, out = 0, []
    for g in gradients:
        r = rho * r + (1 - rho) * g**2
        out.append(g / np.sqrt(r))
    return np.cumsum(out)

# %% directions: what is divided by, the root of r, is returned
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

# %% floor: factor 9, because the distance is squared; the means are right
factor = 9
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean())

# %% floor: factor 1, as measured from 0.01 to 0.03 (1.2); the means are right
factor = 1
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean())

# %% floor: the root of the mean square, a distance
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean()**0.5)

# %% floor: the bottom is taken as 1 in every period
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p - 1)**2).mean())

# %% floor: the first 300 steps of the whole walk are left out, not of each period
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5) - (-1)**np.arange(5).reshape(-1, 1, 1)
    excess.append((p.reshape(-1, 20)[300:]**2).mean())

# %% floor: all steps are taken, the way to the new bottom too
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5) - (-1)**np.arange(5).reshape(-1, 1, 1)
    excess.append((p**2).mean())

# %% floor: the mean of the distance without its sign, not squared
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(np.abs(p - (-1)**np.arange(5).reshape(-1, 1, 1)).mean())

# %% floor: the square of x is taken, the bottom forgotten
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    excess.append((chase(RMSProp(rate), periods=5)[:, 300:]**2).mean())

# %% floor: [300:] on the periods' axis of a flattened walk axis: last step only
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5)[:, -1]
    excess.append(((p - (-1)**np.arange(5).reshape(-1, 1))**2).mean())

# %% floor: the wrong sign of the bottoms, -1 first
factor = 3
excess = []
for rate in (0.01, 0.03, 0.1):
    p = chase(RMSProp(rate), periods=5)[:, 300:]
    excess.append(((p + (-1)**np.arange(5).reshape(-1, 1, 1))**2).mean())
