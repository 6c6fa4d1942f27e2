# %% gradient: the relu's slope is forgotten, the first neuron learns too -> forgot that the first relu is off
delta = sigmoid(-2.5) - 1
dW0_answer = [[-delta, 2 * delta], [delta, -2 * delta]]

# %% gradient: the weight on the way back, -2, is forgotten -> forgot the weights of the output
delta = sigmoid(-2.5) - 1
dW0_answer = [[0, -delta], [0, delta]]

# %% gradient: written with a row per neuron, transposed -> transposed
delta = sigmoid(-2.5) - 1
dW0_answer = [[0, 0], [2 * delta, -2 * delta]]

# %% gradient: target minus answer in place of answer minus target -> y - a instead of a - y
delta = 1 - sigmoid(-2.5)
dW0_answer = [[0, 2 * delta], [0, -2 * delta]]

# %% gradient: a - y is multiplied by the slope of the sigmoid once more -> sigmoid's slope once more, though bce has cancelled it
a = sigmoid(-2.5)
delta = (a - 1) * a * (1 - a)
dW0_answer = [[0, 2 * delta], [0, -2 * delta]]

# %% gradient: the neuron that is on is taken for the one that is off
delta = sigmoid(-2.5) - 1
dW0_answer = [[-delta, 0], [delta, 0]]

# %% input: a slope f' too many: pulled back through the first activation at X
def input_gradient(parameters, activations, loss, X, y):
    trace = forward(parameters, activations, X)
    backward(parameters, activations, loss, trace, y)
    upstream = trace.delta[0] @ parameters.W[0].T
    return activations[0].pullback(X, X, upstream)

# %% input: the delta of the first layer, one step too few -> stopped at delta of the first layer
def input_gradient(parameters, activations, loss, X, y):
    trace = forward(parameters, activations, X)
    backward(parameters, activations, loss, trace, y)
    return trace.delta[0]

# %% input: X in place of W, X^T delta: the gradient of the first W
def input_gradient(parameters, activations, loss, X, y):
    trace = forward(parameters, activations, X)
    return backward(parameters, activations, loss, trace, y).W[0]

# %% input: all rows are given the sum over the rows
def input_gradient(parameters, activations, loss, X, y):
    trace = forward(parameters, activations, X)
    backward(parameters, activations, loss, trace, y)
    one = (trace.delta[0] @ parameters.W[0].T).sum(axis=0)
    return np.tile(one, (len(X), 1))

# %% input: the slopes of the hidden layers are forgotten too, only weights
def input_gradient(parameters, activations, loss, X, y):
    trace = forward(parameters, activations, X)
    backward(parameters, activations, loss, trace, y)
    g = trace.delta[-1]
    for W in reversed(parameters.W):
        g = g @ W.T
    return g

# %% input: the mean over the rows is undone, each row's own loss
def input_gradient(parameters, activations, loss, X, y):
    trace = forward(parameters, activations, X)
    backward(parameters, activations, loss, trace, y)
    return len(X) * trace.delta[0] @ parameters.W[0].T

# %% vanish: below 1/4^9 predicted, since the slope at most 1/4 stands in nine layers; measured right -> measured, but the prediction is off: the weights make up for a part of the slopes
prediction, first_by_last = 0, 2.9e-5

# %% vanish: the last divided by the first -> the last divided by the first
prediction, first_by_last = 1, 1 / 2.9033e-5

# %% vanish: not measured, 1/4 times the root of 2 per layer
prediction, first_by_last = 1, (0.25 * 2**0.5)**9

# %% vanish: the gradients of W in place of the deltas -> gradients of W in place of deltas
from homecooked_nn.parameters import Parameters, he_normal
from homecooked_nn.activations import sigmoid, linear
def vanish_trace(seed=0, last=linear, slope=1):
    net_ = Parameters((16,) * 11)
    he_normal(net_, np.random.RandomState(seed))
    fs = [sigmoid] * 9 + [last]
    t = forward(net_, fs, explore_X)
    return t, backward(net_, fs, mse, t, explore_y)
t, g = vanish_trace()
prediction, first_by_last = 1, np.linalg.norm(g.W[0]) / np.linalg.norm(g.W[-1])

# %% vanish: sigmoid in all ten layers, the last one too
from homecooked_nn.parameters import Parameters, he_normal
from homecooked_nn.activations import sigmoid, linear
def vanish_trace(seed=0, last=linear, slope=1):
    net_ = Parameters((16,) * 11)
    he_normal(net_, np.random.RandomState(seed))
    fs = [sigmoid] * 9 + [last]
    t = forward(net_, fs, explore_X)
    return t, backward(net_, fs, mse, t, explore_y)
t, g = vanish_trace(last=sigmoid)
prediction, first_by_last = 1, np.linalg.norm(t.delta[0]) / np.linalg.norm(t.delta[-1])

# %% vanish: the weights are drawn with the seed of the data, 1
from homecooked_nn.parameters import Parameters, he_normal
from homecooked_nn.activations import sigmoid, linear
def vanish_trace(seed=0, last=linear, slope=1):
    net_ = Parameters((16,) * 11)
    he_normal(net_, np.random.RandomState(seed))
    fs = [sigmoid] * 9 + [last]
    t = forward(net_, fs, explore_X)
    return t, backward(net_, fs, mse, t, explore_y)
t, g = vanish_trace(1)
prediction, first_by_last = 1, np.linalg.norm(t.delta[0]) / np.linalg.norm(t.delta[-1])
