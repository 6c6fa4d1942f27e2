# %% factor: simply the factor, 8 -> that is the factor c itself; put it into |c - 1| / (c + 1)
what_it_says = 8.0

# %% factor: the difference divided by the right gradient alone -> divided by the right one, not by the sum
what_it_says = 7.0

# %% factor: the difference divided by the larger gradient alone -> divided by the larger one, not by the sum
what_it_says = 7 / 8

# %% factor: 0, for a loss without its mean is consistently differentiated -> 0 says that the two are equal; the loss itself is right, only `backward` is not
what_it_says = 0.0

# %% factor: the lengths below the line are put together as in a right triangle -> the lengths were squared; (6.4) adds the lengths as they are
what_it_says = 7 / np.sqrt(8**2 + 1)

# %% factor: the smaller length divided by the sum, difference forgotten -> the distance itself forgotten: the smaller through the sum
what_it_says = 1 / 9

# %% factor: 1, the worst there is, because the gradient is wrong -> 1 is for opposite vectors, or when one of them is 0; here both point the same way
what_it_says = 1.0

# %% factor: the squares not rooted, (64 - 1) / (64 + 1) -> c was squared; (6.4) has the lengths, not their squares
what_it_says = (64 - 1) / (64 + 1)

# %% one_sided: f(x) forgotten (it seems to cancel as in the central formula) -> f(x) left over: the weights must add up to 0
def one_sided(f, x, h):
    return (4 * f(x + h) - f(x + 2 * h)) / (2 * h)

# %% one_sided: divided by h, though 4h - 2h = 2h stands before the slope -> divided by h, not by 2h
def one_sided(f, x, h):
    return (4 * f(x + h) - f(x + 2 * h) - 3 * f(x)) / h

# %% one_sided: 2 in place of 4: the h terms cancel, not the h^2 terms -> twice the first series: h^2 has the factor 4 in the second
def one_sided(f, x, h):
    return (2 * f(x + h) - f(x + 2 * h) - f(x)) / h

# %% one_sided: (4 D(h) - D(2h)) / 3 taken over from the central formula -> (4D(h) - D(2h))/3 removes h^2; here the error has h, so 2D(h) - D(2h)
def one_sided(f, x, h):
    near = (f(x + h) - f(x)) / h
    far = (f(x + 2 * h) - f(x)) / (2 * h)
    return (4 * near - far) / 3

# %% one_sided: the forward difference with the doubled step -> only a larger step, still of first order
def one_sided(f, x, h):
    return (f(x + 2 * h) - f(x)) / (2 * h)

# %% one_sided: the mean of the two forward differences -> the mean of two forward differences: the h terms add up, they must cancel
def one_sided(f, x, h):
    near = (f(x + h) - f(x)) / h
    far = (f(x + 2 * h) - f(x)) / (2 * h)
    return (near + far) / 2

# %% one_sided: subtracted the other way round, slope with the wrong sign -> the sign is turned: f(x + h) counts with +4
def one_sided(f, x, h):
    return (3 * f(x) - 4 * f(x + h) + f(x + 2 * h)) / (2 * h)

# %% one_sided: the central formula, which needs the other side -> this looks to both sides
def one_sided(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)

# %% mystery: the whole is predicted to be larger -> the whole also holds the right slopes, which thin the mistake
which_kind_layer_factor = ["whole", "b", 1, 1 / 7]

# %% mystery: the factor the wrong way round, right by wrong -> upside down: they are too small
which_kind_layer_factor = ["wrong", "b", 1, 7.0]

# %% mystery: layers counted from 1 -> counted the layers from 1
which_kind_layer_factor = ["wrong", "b", 2, 1 / 7]

# %% mystery: the relative difference given as the factor -> the relative difference, not the factor
which_kind_layer_factor = ["wrong", "b", 1, 0.75]

# %% mystery: the factor found from the relative difference of the whole theta -> a factor from the whole of theta; divide the wrong slopes alone
which_kind_layer_factor = ["wrong", "b", 1, (1 - 0.0938903) / (1 + 0.0938903)]

# %% mystery: from 0.75 = (c - 1)/(c + 1) with c > 1, direction not looked at -> upside down: they are too small
which_kind_layer_factor = ["wrong", "b", 1, (1 + 0.75) / (1 - 0.75)]

# %% mystery: by how much the slopes are too small, 1 - 1/7 -> by how much they are too small, not the factor
which_kind_layer_factor = ["wrong", "b", 1, 6 / 7]

# %% mystery: 1 minus the relative difference -> 1 minus the relative difference; the factor is a ratio of slopes
which_kind_layer_factor = ["wrong", "b", 1, 0.25]

# %% mystery: W in place of b -> the weights are right; look at `W[l]` and `b[l]` separately
which_kind_layer_factor = ["wrong", "W", 1, 1 / 7]
