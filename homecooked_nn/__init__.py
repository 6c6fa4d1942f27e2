"""A small neural network in NumPy, derived step by step in the notebooks it is exported from."""

from .activations import Activation, leaky_relu, linear, relu, sigmoid, softmax, tanh
from .adam import Adam, AdamW
from .adaptive import AdaGrad, RMSProp
from .backprop import backward
from .exercises import Verdict, check
from .forward_pass import Trace, forward
from .gradient_check import check_gradient, numerical_gradient
from .losses import Loss, bce, cce, mse, output_delta
from .metrics import (acc, as_metric, bacc, bmap, confusion, f1, mae, precision, r2,
                      recall)
from .momentum import Momentum, Nesterov
from .network import NeuralNet
from .parameters import Parameters, glorot_normal, he_normal, lecun_normal
from .progress import EarlyStopping
from .regularisation import L1, L2, Dropout, clip_gradient
from .saving import SaveError, checkpoint, load, save
from .schedules import cosine, step_decay, steps_in, warmup
from .sgd import SGD, Optimizer, minibatches, train_epoch

__version__ = "0.2.0"

__all__ = [
    "Activation", "AdaGrad", "Adam", "AdamW", "Dropout", "EarlyStopping", "L1", "L2", "Loss",
    "Momentum", "Nesterov", "NeuralNet", "Optimizer", "Parameters", "RMSProp", "SGD",
    "SaveError", "Trace", "Verdict", "acc", "as_metric", "bacc", "backward", "bce", "bmap",
    "cce", "check", "check_gradient", "checkpoint", "clip_gradient", "confusion", "cosine", "f1",
    "forward", "glorot_normal", "he_normal", "leaky_relu", "lecun_normal", "linear", "load",
    "mae", "minibatches", "mse", "numerical_gradient", "output_delta", "precision", "r2",
    "recall", "relu", "save", "sigmoid", "softmax", "step_decay", "steps_in", "tanh",
    "train_epoch", "warmup",
]


def __getattr__(name):
    "A module of the book, such as `plots`: imported when it is first asked for."
    from importlib import import_module
    if name.startswith("_") or name not in __dir__():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")


def __dir__():
    "The names at the root, and all modules."
    from pkgutil import iter_modules
    return sorted({*globals(), *(module.name for module in iter_modules(__path__))})
