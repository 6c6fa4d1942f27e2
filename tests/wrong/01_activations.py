# %% pulled: the slope of a sigmoid is taken as a quarter everywhere -> the slope is a quarter only at z = 0
pulled = -1.25 * 0.25

# %% pulled: the upstream gradient is forgotten -> this is the slope alone, without the upstream gradient
pulled = 0.8 * 0.2

# %% pulled: multiplied with a in place of the slope -> multiplied by a instead of the slope
pulled = -1.25 * 0.8

# %% pulled: the slope is taken at a: sigma'(0.8) -> the slope of the sigmoid is taken at a, not at z
pulled = -1.25 * sigmoid(0.8) * (1 - sigmoid(0.8))

# %% pulled: divided by the slope, not multiplied -> the upstream gradient is multiplied by the slope, not divided
pulled = -1.25 / (0.8 * 0.2)

# %% pulled: the slope of tanh, 1 - a^2 -> this is the slope of tanh
pulled = -1.25 * (1 - 0.8**2)

# %% swish: product of the two slopes, 1 times sigma' -> derived each factor and multiplied: that is not the product rule
def swish_slope(z, a):
    return sigmoid(z) * (1 - sigmoid(z))

# %% swish: z sigma' alone, the first term forgotten -> only the sigmoid was derived, not the factor z
def swish_slope(z, a):
    return z * sigmoid(z) * (1 - sigmoid(z))

# %% swish: the sigma in the second term is taken for a: sigma + z a (1-a) -> in the second term, too, a is f(z), not sigma(z)
def swish_slope(z, a):
    return sigmoid(z) + z * a * (1 - a)

# %% swish: the slope of the sigmoid by a, since "the slope is a(1-a)" -> here a is f(z), not sigma(z)
def swish_slope(z, a):
    return a * (1 - a)

# %% swish: the z of the second term is lost, sigma + sigma' -> the second term lost its factor z
def swish_slope(z, a):
    return sigmoid(z) + sigmoid(z) * (1 - sigmoid(z))

# %% swish: the slope of the sigmoid is taken for the sigmoid itself, sigma + z sigma -> the slope of the sigmoid is not the sigmoid
def swish_slope(z, a):
    return sigmoid(z) + a

# %% teeth: each layer adds one -> a layer more is not just a tooth more
predicted = 0
teeth = [1, 2, 3, 4, 5]

# %% teeth: each layer squares, from two on -> 1 squared is 1; count one layer after the other
predicted = 2
teeth = [1, 2, 4, 16, 256]

# %% teeth: 2 to the number of layers (one layer already has two) -> 2 to the number of layers: one layer has one tooth
predicted = 1
teeth = [2, 4, 8, 16, 32]

# %% teeth: zeros are counted in place of tops -> zeros, not tops
predicted = 1
teeth = [2, 3, 5, 9, 17]

# %% teeth: counted on a grid of 1000 steps, where the tops of later layers are not hit -> the grid misses the tops: take 2^k + 1 points
predicted = 1
x = np.linspace(0, 1, 1001)
teeth = []
t = x
for layer in range(5):
    t = hat(2 * t)
    teeth.append(int(np.sum(t == 1)))

# %% teeth: counted right, but the prediction "one more each time" is left standing -> the counts are right; the teeth do not come one by one
predicted = 0
teeth = [1, 2, 4, 8, 16]
