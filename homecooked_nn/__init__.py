"""A small neural network in NumPy, derived step by step in the notebooks it is exported from."""

from .activations import Activation, leaky_relu, linear, relu, sigmoid, softmax, tanh
from .adam import Adam
from .backprop import backward
from .exercises import Verdict, check
from .forward_pass import Trace, forward
from .gradient_check import check_gradient, numerical_gradient
from .losses import Loss, bce, cce, mse, output_delta
from .metrics import acc, bacc, bmap, r2
from .network import NeuralNet
from .parameters import Parameters, glorot_normal, he_normal, lecun_normal
from .sgd import SGD, Optimizer, minibatches, train_epoch

__version__ = "0.1.0"

__all__ = [
    "Activation", "Adam", "Loss", "NeuralNet", "Optimizer", "Parameters", "SGD", "Trace", "Verdict",
    "acc", "bacc", "backward", "bce", "bmap", "cce", "check", "check_gradient", "forward",
    "glorot_normal", "he_normal", "leaky_relu", "lecun_normal", "linear", "minibatches", "mse",
    "numerical_gradient", "output_delta", "r2", "relu", "sigmoid", "softmax", "tanh", "train_epoch",
]
