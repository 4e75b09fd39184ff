"""First weights of deep networks, and batch normalization."""

from __future__ import annotations

import math

import numpy as np
from reference_optim import Array, describe, differences, must_be_array, must_stand_alone, relative_error

from conftest import Report
from deepbridge.layers import BatchNorm, BatchNormGradients, he_init


def test_he_init_shape(report: Report) -> None:
    parameters = he_init([5, 7, 3], np.random.default_rng(0))
    assert isinstance(parameters, list) and len(parameters) == 4, (
        f"he_init([5, 7, 3], rng) must return [W1, b1, W2, b2], it returned {describe(parameters)}."
    )
    for array, shape in zip(parameters, ((5, 7), (7,), (7, 3), (3,))):
        must_be_array(array, shape, "an array of he_init([5, 7, 3], rng)")
    assert not parameters[1].any() and not parameters[3].any(), "Biases start at 0."
    again = [he_init([3, 2], np.random.default_rng(number))[0] for number in (1, 1, 2)]
    assert np.array_equal(again[0], again[1]) and not np.array_equal(again[0], again[2]), (
        "Weights must be drawn from `rng`: equal generators give equal weights, different ones do not."
    )


def test_batchnorm_shape() -> None:
    rng = np.random.default_rng(0)
    for training in (True, False):
        out = BatchNorm(3).forward(rng.normal(size=(5, 3)), training)
        must_be_array(out, (5, 3), f"the output of forward with training={training}")


def test_batchnorm_backward_shape() -> None:
    rng = np.random.default_rng(0)
    norm = BatchNorm(3)
    norm.forward(rng.normal(size=(5, 3)), True)
    gradients = norm.backward(rng.normal(size=(5, 3)))
    assert isinstance(gradients, BatchNormGradients), (
        f"backward must return BatchNormGradients(x, gamma, beta), it returned {describe(gradients)}."
    )
    must_be_array(gradients.x, (5, 3), "the gradient at x")
    must_be_array(gradients.gamma, (3,), "the gradient at gamma")
    must_be_array(gradients.beta, (3,), "the gradient at beta")


def test_batchnorm_hand_example(report: Report) -> None:
    norm = BatchNorm(1, eps=0.0)
    out = norm.forward(np.array([[1.0], [3.0]]), True)
    assert np.allclose(out, [[-1.0], [1.0]]), (
        "The column 1, 3 has mean 2 and biased variance 1: normalized it is -1, 1; forward gave "
        f"{describe(out)}."
    )
    running = [float(norm.running_mean[0]), float(norm.running_var[0])]
    if not np.allclose(running, [0.2, 1.1]):
        report(expected=[0.2, 1.1], actual=running, hint="batchnorm-running")
    assert np.allclose(running, [0.2, 1.1]), (
        "Running mean: 0.9 · 0 + 0.1 · 2 = 0.2. Running variance, with the unbiased 2: 0.9 · 1 + 0.1 · 2 = "
        f"1.1. They are {running[0]:.6g} and {running[1]:.6g}."
    )


def torch_norm(norm: BatchNorm, batches: list[Array]) -> tuple[list[Array], Array, Array, Array]:
    """Training outputs, running mean, running variance and an evaluation output of torch's layer."""
    import torch

    torch.set_num_threads(1)
    layer = torch.nn.BatchNorm1d(len(norm.gamma), eps=norm.eps, momentum=norm.momentum, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(norm.gamma))
        layer.bias.copy_(torch.tensor(norm.beta))
        outputs = [layer(torch.tensor(batch)).numpy() for batch in batches]
        layer.eval()
        evaluated = layer(torch.tensor(batches[0])).numpy()
    mean, variance = layer.running_mean, layer.running_var
    assert mean is not None and variance is not None
    return outputs, mean.numpy(), variance.numpy(), evaluated


def test_batchnorm_torch(seed: int, report: Report) -> None:
    must_stand_alone("layers.py", report)
    rng = np.random.default_rng(seed)
    norm = BatchNorm(4, momentum=0.1)
    norm.gamma, norm.beta = rng.normal(1.0, 0.3, size=4), rng.normal(size=4)
    batches = [rng.normal(rng.normal(), 3.0, size=(rows, 4)) * [1.0, 5.0, 0.1, 2.0] for rows in (6, 3, 9, 6)]
    outputs, mean, variance, evaluated = torch_norm(norm, batches)
    for number, (batch, expected) in enumerate(zip(batches, outputs)):
        kept = batch.copy()
        actual = must_be_array(norm.forward(batch, True), expected.shape, "the output of forward")
        if not np.allclose(actual, expected, rtol=1e-6, atol=1e-6):
            report(expected=expected[0], actual=actual[0], hint="batchnorm-forward")
        assert np.allclose(actual, expected, rtol=1e-6, atol=1e-6), (
            f"Batch {number} of {len(batch)} rows: the first row of torch.nn.BatchNorm1d is "
            f"{describe(expected[0])}, yours is {describe(actual[0])}."
        )
        assert np.array_equal(batch, kept), "forward changed its input; it belongs to the caller."
    for name, actual, expected in (
        ("running_mean", norm.running_mean, mean),
        ("running_var", norm.running_var, variance),
    ):
        must_be_array(actual, (4,), f"`{name}`")
        if not np.allclose(actual, expected, rtol=1e-6, atol=1e-9):
            report(expected=expected, actual=actual, hint="batchnorm-running")
        assert np.allclose(actual, expected, rtol=1e-6, atol=1e-9), (
            f"After four batches `{name}` of torch.nn.BatchNorm1d is {describe(expected)}, yours is "
            f"{describe(actual)}. The newest batch has weight 0.1, its variance is the unbiased one."
        )
    actual = must_be_array(norm.forward(batches[0], False), evaluated.shape, "the output in evaluation")
    if not np.allclose(actual, evaluated, rtol=1e-6, atol=1e-6):
        report(expected=evaluated[0], actual=actual[0], hint="batchnorm-evaluation")
    assert np.allclose(actual, evaluated, rtol=1e-6, atol=1e-6), (
        f"In evaluation the first row must be {describe(evaluated[0])} (torch), it is {describe(actual[0])}."
    )


def test_batchnorm_evaluation(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 1)
    norm = BatchNorm(3)
    for _ in range(5):
        norm.forward(rng.normal(2.0, 3.0, size=(8, 3)), True)
    before = norm.running_mean.copy(), norm.running_var.copy()
    rows = rng.normal(2.0, 3.0, size=(6, 3))

    def evaluated(x: Array) -> Array:
        return must_be_array(norm.forward(x, False), x.shape, "the output in evaluation")

    together = evaluated(rows)
    alone = np.concatenate([evaluated(rows[i : i + 1]) for i in range(6)])
    company = evaluated(np.concatenate([rows, 50.0 + rows]))[:6]
    same = np.allclose(together, alone) and np.allclose(together, company)
    if not same:
        report(hint="batchnorm-evaluation")
    assert same, (
        "In evaluation a row's output must not depend on the rows beside it; alone, or in other company, it "
        "came out differently. Use the running averages, not the batch's mean and variance."
    )
    kept = np.array_equal(norm.running_mean, before[0]) and np.array_equal(norm.running_var, before[1])
    if not kept:
        report(hint="batchnorm-evaluation")
    assert kept, "Evaluation must not move the running averages: test rows would leak into the model."


def pre_activation_moment(parameters: list[Array], x: Array) -> float:
    """log of the second moment of the last layer's pre-activations, relative to what the input promises."""
    hidden, z = x, x
    for layer in range(0, len(parameters), 2):
        z = hidden @ parameters[layer] + parameters[layer + 1]
        hidden = np.maximum(z, 0.0)
    return math.log(max(float((z**2).mean()), 1e-300) / (2.0 * float((x**2).mean())))


def test_he_init_depth(seed: int, report: Report) -> None:
    # 192 draws of the reference: mean -.059, s.d. .353, so the mean of 12 has the s.d. .102: right work is
    # outside ±.5 with a probability of 2e-5. Xavier's weights give -13, unscaled ones +110, a fan_out in
    # place of fan_in -1.6: each is inside with a probability below 1e-12.
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(8, 100))
    sizes = [100] + [512] * 20
    moments = [pre_activation_moment(he_init(sizes, rng), x) for _ in range(12)]
    mean = float(np.mean(moments))
    report(expected="0 ± 0.5", actual=f"{mean:.3f}", log_moment=mean)
    assert abs(mean) < 0.5, (
        "Over 12 draws of 20 layers of 512 units, the log of the second moment of the last pre-activations, "
        f"relative to the first layer's, must be 0 ± 0.5 on average; it is {mean:.2f}, a factor of "
        f"{math.exp(min(mean, 700)):.3g}. Each layer multiplies the second moment by fan_in · variance / 2."
    )


def test_batchnorm_gradient(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 2)
    norm = BatchNorm(3)
    norm.gamma, norm.beta = rng.normal(1.0, 0.3, size=3), rng.normal(size=3)
    x, upstream = rng.normal(1.0, 2.0, size=(7, 3)), rng.normal(size=(7, 3))

    def loss() -> float:
        return float((norm.forward(x, True) * upstream).sum())

    loss()
    kept = upstream.copy()
    gradients = norm.backward(upstream)
    assert np.array_equal(upstream, kept), "backward changed the gradient that it was given."
    worst = 0.0
    for name, exact, array in (
        ("beta", gradients.beta, norm.beta),
        ("gamma", gradients.gamma, norm.gamma),
        ("x", gradients.x, x),
    ):
        approximate = differences(loss, array)
        error = relative_error(must_be_array(exact, array.shape, f"the gradient at {name}"), approximate)
        worst = max(worst, error)
        if error >= 1e-5:
            report(expected=approximate, actual=exact, hint="batchnorm-gradient")
        assert error < 1e-5, (
            f"The gradient at {name} differs from central differences by {error:.2g} of its largest entry "
            "(allowed 1e-5)." + (" Mean and variance depend on x too." if name == "x" else "")
        )
    norm.forward(x, True)
    norm.forward(rng.normal(size=(7, 3)), False)
    again = norm.backward(upstream)
    same = all(
        np.allclose(must_be_array(a, b.shape, "a gradient"), b, rtol=1e-9, atol=1e-12)
        for a, b in zip(again, gradients)
    )
    if not same:
        report(hint="batchnorm-evaluation")
    assert same, (
        "backward belongs to the last training batch. After an evaluation of other rows in between it gave "
        "other gradients: in evaluation, keep nothing."
    )
    # A larger batch, as torch.autograd sees it.
    import torch

    leaf = torch.tensor(3.0 * rng.normal(size=(40, 3)), requires_grad=True)
    layer = torch.nn.BatchNorm1d(3, eps=norm.eps, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(norm.gamma))
        layer.bias.copy_(torch.tensor(norm.beta))
    arriving = rng.normal(size=(40, 3))
    (layer(leaf) * torch.tensor(arriving)).sum().backward()
    norm.forward(leaf.detach().numpy(), True)
    ours = norm.backward(arriving)
    assert leaf.grad is not None and layer.weight.grad is not None
    error = max(
        relative_error(must_be_array(ours.x, (40, 3), "the gradient at x"), leaf.grad.numpy()),
        relative_error(must_be_array(ours.gamma, (3,), "the gradient at gamma"), layer.weight.grad.numpy()),
    )
    if 1e-11 <= error < 1e-5:
        report(hint="batchnorm-difference")
    report(expected="below 1e-5", actual=f"{worst:.2e}", gradient_error=worst)
    assert error < 1e-11, (
        f"On 40 rows the gradients differ from torch.autograd by {error:.2g} of the largest entry; a formula "
        "gives about 1e-15, a difference quotient 1e-10."
    )
