# %% leaky: the slope of the left side is not squared, (1 + 0.5)/2 -> did not square the slope
leaky_nv = 2 / (1 + 0.5)

# %% leaky: the share of E[z^2] that is kept, 0.625, not its inverse
leaky_nv = (1 + 0.5**2) / 2

# %% leaky: relu's 2 is multiplied by 1.25 in place of divided ("more comes through, so more") -> multiplied where one divides
leaky_nv = 2 * (1 + 0.5**2)

# %% leaky: the half is forgotten, 1 / (1 + 0.25) -> forgot that each side is one half of the draws
leaky_nv = 1 / (1 + 0.5**2)

# %% leaky: the root is taken, as if the standard deviation were asked
leaky_nv = 2 / (1 + 0.5**2)
leaky_nv = leaky_nv**0.5

# %% leaky: the left side is subtracted, because its numbers are negative -> subtracted what the left side adds
leaky_nv = 1 / (0.5 - 0.5 * 0.5**2)

# %% he_uniform: l is the standard deviation, the 3 of the variance is forgotten -> took the standard deviation for the half-width
def he_uniform(n_in, n_out, rng):
    l = np.sqrt(2 / n_in)
    return rng.uniform(-l, l, (n_in, n_out))

# %% he_uniform: the root is forgotten, l = 6 / n_in -> forgot the root
def he_uniform(n_in, n_out, rng):
    l = 6 / n_in
    return rng.uniform(-l, l, (n_in, n_out))

# %% he_uniform: n_out, the number of neurons, in place of n_in -> n_out for n_in
def he_uniform(n_in, n_out, rng):
    l = np.sqrt(6 / n_out)
    return rng.uniform(-l, l, (n_in, n_out))

# %% he_uniform: l^2/3 is set equal to the standard deviation sqrt(2 / n_in)
def he_uniform(n_in, n_out, rng):
    l = np.sqrt(3 * np.sqrt(2 / n_in))
    return rng.uniform(-l, l, (n_in, n_out))

# %% he_uniform: drawn from 0 to l -> not symmetric: between 0 and l
def he_uniform(n_in, n_out, rng):
    l = np.sqrt(6 / n_in)
    return rng.uniform(0, l, (n_in, n_out))

# %% he_uniform: one draw per neuron, repeated for all of its inputs -> one row, repeated
def he_uniform(n_in, n_out, rng):
    l = np.sqrt(6 / n_in)
    return np.tile(rng.uniform(-l, l, n_out), (n_in, 1))

# %% silent: the same three units are thought to be on for x = -1 -> the seeds are right; but a weight times -1 is on where the weight times +1 is off
on_the_left, silent_seeds = 3, [0, 3, 8, 9]

# %% silent: all units thought to be off on the left
on_the_left, silent_seeds = 0, [0, 3, 8, 9]

# %% silent: only x = +1 was run -> looked at positive inputs only
on_the_left, silent_seeds = 1, [3, 9]

# %% silent: the first layer was looked at instead of the second -> looked at the first layer
on_the_left, silent_seeds = 1, []
for seed in range(10):
    network = Parameters((1, 4, 4, 1))
    he_normal(network, np.random.RandomState(seed))
    for x in (-1, 1):
        if not relu(x * network.W[0]).any():
            silent_seeds.append(seed)

# %% silent: no relu between the two layers
on_the_left, silent_seeds = 1, []
for seed in range(10):
    network = Parameters((1, 4, 4, 1))
    he_normal(network, np.random.RandomState(seed))
    if any(not relu(x * network.W[0] @ network.W[1]).any()
           for x in (-1, 1)):
        silent_seeds.append(seed)

# %% silent: "or" read as "and": silent for both inputs -> looked for networks that are silent on both sides
on_the_left, silent_seeds = 1, []
