"""JAX: all epochs in one jitted function, flat parameters, lax.scan over the batches."""
import functools

import jax
import jax.numpy as jnp
import numpy as np

OUTPUT = {"mse": lambda z: z, "bce": jax.nn.sigmoid, "cce": jax.nn.softmax}


def layers(theta, sizes):
    "Views (W, b) of the flat vector."
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W, b, theta = jnp.split(theta, [n_in * n_out, (n_in + 1) * n_out])
        yield W.reshape(n_in, n_out), b


def logits(theta, X, sizes):
    *hidden, (W, b) = layers(theta, sizes)
    for V, c in hidden:
        X = jax.nn.relu(X @ V + c)
    return X @ W + b


def loss(theta, X, y, sizes, kind):
    z = logits(theta, X, sizes)
    if kind == "mse":
        return jnp.mean((z - y)**2)
    if kind == "bce":
        return jnp.mean(jnp.logaddexp(0, z) - y * z)
    return -jnp.mean((y * jax.nn.log_softmax(z)).sum(axis=1))


def step(state, batch, sizes, kind, optimizer, rate):
    theta, m, v, t = state
    g = jax.grad(loss)(theta, *batch, sizes, kind)
    if optimizer == "sgd":
        return (theta - rate * g, m, v, t), None
    t, m, v = t + 1, 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return (theta - rate * m_hat / (jnp.sqrt(v_hat) + 1e-8), m, v, t), None


@functools.partial(jax.jit, static_argnames=("batch", "evaluate", "sizes", "kind", "optimizer",
                                             "rate"))
def fit(state, orders, train, valid, batch, evaluate, sizes, kind, **settings):
    "One scan over the epochs, in it one over the whole batches; the short last batch follows."
    one_step = functools.partial(step, sizes=sizes, kind=kind, **settings)

    def epoch(state, order):
        shuffled = [a[order] for a in train]
        whole = len(order) // batch * batch
        state, _ = jax.lax.scan(one_step, state, [a[:whole].reshape(-1, batch, a.shape[1])
                                                  for a in shuffled])
        if whole < len(order):
            state, _ = one_step(state, [a[whole:] for a in shuffled])
        return state, [loss(state[0], *data, sizes, kind) for data in (train, valid) if evaluate]

    return jax.lax.scan(epoch, state, orders)


class Peer:
    def __init__(self, workload):
        self.w = w = workload
        jax.config.update("jax_enable_x64", w.X.dtype == np.float64)
        self.data = [tuple(map(jnp.asarray, pair)) for pair in ((w.X, w.y), (w.X_valid, w.y_valid))]
        self.settings = dict(batch=w.batch, sizes=w.sizes, kind=w.loss, optimizer=w.optimizer,
                             rate=w.rate)
        self.answer = jax.jit(lambda theta, X: OUTPUT[w.loss](logits(theta, X, w.sizes)))
        self.reset()

    def reset(self):
        theta = jnp.asarray(self.w.theta)
        zeros = jnp.zeros_like(theta)
        self.state = (theta, zeros, zeros, jnp.zeros((), theta.dtype))
        self.orders = self.w.orders()

    def train(self, epochs, evaluate):
        orders = jnp.asarray(np.stack([next(self.orders) for _ in range(epochs)]), jnp.int32)
        self.state, history = fit(self.state, orders, *self.data, evaluate=evaluate,
                                  **self.settings)
        jax.block_until_ready(self.state)
        return np.transpose(history).tolist()

    def predict(self, X):
        return np.asarray(self.answer(self.state[0], X))
