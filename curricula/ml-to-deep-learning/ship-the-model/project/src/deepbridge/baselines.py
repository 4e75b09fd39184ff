"""Classical models at their best, and their ONNX files. Given.

They learn from the rows that the student learns from: the teacher's label where a row has none. A classical
model can be distilled too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from deepbridge.data import Images, Labels

# Anything with `fit` and `predict`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any


def flat(x: Images) -> Images:
    """Pixels in a row: (n, c, h, w) to (n, c * h * w)."""
    return x.reshape(len(x), -1)


def logistic(x: Images, y: Labels) -> Classifier:
    """Softmax regression on pixels of 0 to 1; they share one scale."""
    return LogisticRegression(C=1.0, max_iter=500).fit(flat(x), y)


def svm(x: Images, y: Labels) -> Classifier:
    """Support vector machine with a Gaussian kernel."""
    return SVC(C=10).fit(flat(x), y)


def export(model: Classifier, shape: tuple[int, ...], path: Path) -> None:
    """Write a fitted logistic regression or SVM as an ONNX file: images (n, *shape) to scores (n, k).

    The scores of an SVM are votes won minus votes lost over its k (k - 1) / 2 pairs; the largest one is what
    `SVC.predict` says.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes = [helper.make_node("Flatten", ["x"], ["pixels"], axis=1)]
    weights = []
    if isinstance(model, LogisticRegression):
        coefficients = np.ascontiguousarray(model.coef_.T).astype(np.float32)
        weights = [
            numpy_helper.from_array(coefficients, "weight"),
            numpy_helper.from_array(np.asarray(model.intercept_).astype(np.float32), "bias"),
        ]
        nodes.append(helper.make_node("Gemm", ["pixels", "weight", "bias"], ["logits"]))
    else:
        nodes.append(
            helper.make_node(
                "SVMClassifier",
                ["pixels"],
                ["label", "pairs"],
                domain="ai.onnx.ml",
                kernel_type="RBF",
                kernel_params=[float(model._gamma), 0.0, 3.0],
                support_vectors=model.support_vectors_.astype(np.float32).ravel().tolist(),
                coefficients=model.dual_coef_.astype(np.float32).ravel().tolist(),
                vectors_per_class=[int(count) for count in model.n_support_],
                rho=model._intercept_.astype(np.float32).ravel().tolist(),
                classlabels_ints=[int(label) for label in model.classes_],
                post_transform="NONE",
            )
        )
        # Score of pair (i, j) above 0: a vote for i and against j; else the other way round.
        count = len(model.classes_)
        pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
        votes = np.zeros((len(pairs), count), dtype=np.float32)
        for number, (i, j) in enumerate(pairs):
            votes[number, i], votes[number, j] = 1.0, -1.0
        weights = [numpy_helper.from_array(votes, "votes")]
        nodes.append(helper.make_node("Sign", ["pairs"], ["signs"]))
        nodes.append(helper.make_node("MatMul", ["signs", "votes"], ["logits"]))
    graph = helper.make_graph(
        nodes,
        "classical",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", *shape])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", None])],
        weights,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), str(path))
