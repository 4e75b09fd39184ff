"""The same gradient from the library: scikit-learn's multi-layer perceptron holds a backward pass too."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from deepbridge.engine import Array
from deepbridge.mlp import MLP

warnings.filterwarnings("ignore", category=ConvergenceWarning)


def library_gradients(model: MLP, x: Array, y: NDArray[np.int64]) -> list[Array]:
    """Gradient of the mean log-loss at the model's weights, computed by
    `sklearn.neural_network.MLPClassifier`.

    scikit-learn does not show its gradients, but one step of plain gradient descent with learning rate 1
    moves every weight by minus its gradient. Weights before the step minus weights after it are the gradient.

    Args:
        model: an MLP with relu and three or more classes. It is not changed.
        x: shape (n, sizes[0]); used as one batch.
        y: integers from 0 to sizes[-1] - 1, shape (n,).

    Returns:
        Arrays in the order and the shapes of `model.parameters`.
    """
    ### BEGIN SOLUTION library_gradients
    weights = [parameter.data.copy() for parameter in model.parameters]
    net = MLPClassifier(
        hidden_layer_sizes=tuple(model.sizes[1:-1]),
        activation="relu",
        solver="sgd",
        alpha=0.0,
        batch_size=len(x),  # pyright: ignore[reportArgumentType]: guessed from the default, which is a word
        learning_rate_init=1.0,
        momentum=0.0,
        nesterovs_momentum=False,
    )
    net.partial_fit(x, y, classes=np.arange(model.sizes[-1]))  # makes the weight arrays
    net.coefs_ = [weight.copy() for weight in weights[0::2]]
    net.intercepts_ = [bias.copy() for bias in weights[1::2]]
    net.partial_fit(x, y)
    after = [array for pair in zip(net.coefs_, net.intercepts_) for array in pair]
    return [before - moved for before, moved in zip(weights, after)]
    ### END SOLUTION library_gradients
