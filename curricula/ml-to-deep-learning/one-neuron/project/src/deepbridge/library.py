"""The same model from the library: `sklearn.linear_model.LogisticRegression`, translated into columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from deepbridge.neuron import Array


def library_fit(x: Array, y: NDArray[np.int64], decay: float) -> tuple[Array, Array]:
    """The minimum of the objective as deep-learning code writes it, found by scikit-learn:

        mean log-loss + decay / 2 * ||weight||^2        with k columns behind softmax, bias not penalized

    scikit-learn divides no mean: `LogisticRegression(C)` minimizes C * (sum of log-losses) + ||coef||^2 / 2.
    For two classes it keeps one weight vector, the difference of the two columns.

    Args:
        x: shape (n, d).
        y: integers from 0 to k - 1, shape (n,).
        decay: strength of the penalty ("weight decay"), above 0.

    Returns:
        `(weight, bias)`, shapes (d, k) and (k,), two columns for two classes. The columns of the weight sum
        to 0, row by row. Biases count up to a constant that all of them share.
    """
    ### BEGIN SOLUTION library_fit
    c = 1.0 / (decay * len(x))
    two = int(y.max()) == 1
    # Two columns w/2 and -w/2 cost half as much as one vector w, so the vector needs twice the C.
    model = LogisticRegression(C=2.0 * c if two else c, tol=1e-10, max_iter=10_000).fit(x, y)
    if two:
        half, shift = model.coef_[0] / 2.0, float(model.intercept_[0]) / 2.0
        return np.column_stack([-half, half]), np.array([-shift, shift])
    return model.coef_.T, model.intercept_
    ### END SOLUTION library_fit
