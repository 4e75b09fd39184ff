"""Cells, unrolling, packing and the reach of gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from reference_rnn import (
    Array,
    array,
    check_cell,
    describe,
    draw_cell,
    gru_step,
    largest_difference,
    must_be_integers,
    must_be_tensor,
    rnn_step,
    tensors,
)
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence

from conftest import Report
from deepbridge.features import peak_windows
from deepbridge.rnn import (
    Packed,
    StateTracker,
    grad_norm_vs_lag,
    gru_cell,
    pack_variable_length,
    rnn_cell,
    run_packed,
    unroll,
)

MISTAKES = ("gates swapped", "blocks z, r, n", "reset on the input", "no reset", "sigmoid candidate")


def test_rnn_shape(report: Report) -> None:
    rng = np.random.default_rng(1)
    weights = tensors(draw_cell(rng, 2, 5, 1))
    state = rnn_cell(torch.zeros(3, 2, dtype=torch.float64), torch.zeros(3, 5, dtype=torch.float64), *weights)
    must_be_tensor(state, (3, 5), "the state that rnn_cell returns for 3 rows and 5 units")


def test_gru_shape(report: Report) -> None:
    rng = np.random.default_rng(2)
    weights = tensors(draw_cell(rng, 2, 5, 3))
    state = gru_cell(torch.zeros(3, 2, dtype=torch.float64), torch.zeros(3, 5, dtype=torch.float64), *weights)
    must_be_tensor(state, (3, 5), "the state that gru_cell returns for 3 rows and 5 units")


def test_unroll_shape(report: Report) -> None:
    rng = np.random.default_rng(3)
    weights = tensors(draw_cell(rng, 2, 5, 1))
    x, h0 = torch.from_numpy(rng.normal(size=(3, 7, 2))), torch.zeros(3, 5, dtype=torch.float64)
    result = unroll(check_cell, x, h0, weights)
    assert isinstance(result, tuple) and len(result) == 2, (
        f"unroll must return (states, last), it returned {describe(result)}."
    )
    must_be_tensor(result[0], (3, 7, 5), "the states of 3 rows, 7 steps and 5 units")
    must_be_tensor(result[1], (3, 5), "the last state")
    if result[0].dtype != torch.float64:
        report(hint="unroll-type")
    assert result[0].dtype == torch.float64, (
        f"x and h0 are float64, so the states must be float64 too; they are {result[0].dtype}."
    )


def test_peak_windows_hand_example(report: Report) -> None:
    x = np.array(
        [[0.0, 0.1, 1, 2, 1, 0, 0.2, -1, 2.5, -1, 0.3], [3.0, 2.5, 1, 0.6, -0.4, 0, 0.1, 0.2, 0.3, 2, 1.5]]
    )
    kept = x.copy()
    expected = np.array([[1.0, 2, 1, -1, 2.5, -1], [0.0, 3, 2.5, 0.3, 2, 1.5]])
    actual = peak_windows(x, half=1)
    assert type(actual) is np.ndarray and actual.shape == (2, 6), (
        f"Two series with half=1 give an array of shape (2, 6), peak_windows gave {describe(actual)}."
    )
    if not np.array_equal(x, kept):
        report(hint="windows-ends")
    assert np.array_equal(x, kept), "peak_windows changed x, which belongs to the caller."
    for row in range(2):
        if row and not np.allclose(actual[row], expected[row]):
            report(hint="windows-ends")
        assert np.allclose(actual[row], expected[row]), (
            f"The two highest points of {x[row].tolist()} that are more than two steps apart have, in the "
            f"order of time, the windows {expected[row].tolist()}; peak_windows gave "
            f"{actual[row].tolist()}."
        )


def test_peak_windows_random(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 12])
    x = rng.normal(size=(40, 23)) - 4.0  # all values are negative, so a 0 beyond the ends is no peak
    x[20:] = np.round(x[20:])  # many equal values: the earliest counts
    for half in (0, 2, 3):
        actual = peak_windows(x, half)
        assert type(actual) is np.ndarray and actual.shape == (40, 4 * half + 2), (
            f"40 series with half={half} give shape (40, {4 * half + 2}), peak_windows gave "
            f"{describe(actual)}."
        )
        for row, series in enumerate(x):
            order = [int(step) for step in np.argsort(-series, kind="stable")]
            first = order[0]
            second = next(step for step in order if abs(step - first) > 2)
            expected = [
                series[step] if 0 <= step < 23 else 0.0
                for center in sorted((first, second))
                for step in range(center - half, center + half + 1)
            ]
            if row >= 20:
                report(hint="windows-ties")
            elif np.allclose(np.roll(actual[row], 2 * half + 1), expected):
                report(hint="windows-order")
            assert np.allclose(actual[row], expected), (
                f"half={half}: the highest points of a series of 23 steps are {first} and {second}, so its "
                f"windows are {np.round(expected, 3).tolist()}; peak_windows gave "
                f"{np.round(actual[row], 3).tolist()}."
            )


def test_rnn_hand_example() -> None:
    x, h = torch.tensor([[1.0, 2.0]]), torch.tensor([[0.5, -1.0]])
    w_ih, w_hh = torch.tensor([[0.1, 0.2], [0.0, -0.3]]), torch.tensor([[0.0, 1.0], [0.4, 0.0]])
    state = rnn_cell(x, h, w_ih, w_hh, torch.tensor([0.1, 0.0]), torch.tensor([0.0, 0.2]))
    must_be_tensor(state, (1, 2), "the state that rnn_cell returns")
    expected = np.tanh([[0.5 + 0.1 - 1.0, -0.6 + 0.2 + 0.2]])
    assert largest_difference(state, expected) < 1e-6, (
        "x = (1, 2) gives x W_ihᵀ + b_ih = (.6, -.6) and h = (.5, -1) gives h W_hhᵀ + b_hh = (-1, .4), so "
        f"the new state is tanh(-.4, -.2) = {describe(expected[0])}; rnn_cell gave "
        f"{describe(array(state)[0])}."
    )


def test_gru_hand_example(report: Report) -> None:
    h = torch.tensor([[0.8]])
    x = torch.tensor([[1.0]])
    # r ≈ 0 or 1 by its bias, z ≈ 0 or 1 by its bias: the four corners.
    corners = {
        (0, 0): float(np.tanh(0.5)),
        (1, 0): float(np.tanh(0.5 + 2 * 0.8)),
        (0, 1): 0.8,
        (1, 1): 0.8,
    }
    for (r, z), expected in corners.items():
        b_ih = torch.tensor([40.0 * (2 * r - 1), 40.0 * (2 * z - 1), 0.0])
        w_hh = torch.tensor([[0.0], [0.0], [2.0]])
        state = gru_cell(x, h, torch.tensor([[0.0], [0.0], [0.5]]), w_hh, b_ih, torch.zeros(3))
        must_be_tensor(state, (1, 1), "the state that gru_cell returns")
        right = abs(float(state) - expected) < 1e-5
        if not right:
            report(hint="gru-gates")
        assert right, (
            f"One unit with state .8, input .5 to the candidate and hidden weight 2: with r = {r} and z = "
            f"{z} the new state is {expected:.4f}, gru_cell gave {float(state):.4f}. z = 1 keeps the old "
            "state; r = 0 hides it from the candidate."
        )


def test_pack_hand_example(report: Report) -> None:
    x = torch.tensor([[1.0, 2, 90, 91], [3, 4, 5, 6], [7, 92, 93, 94]])[:, :, None]
    packed = pack_variable_length(x, torch.tensor([2, 4, 1]))
    assert isinstance(packed, Packed), f"pack_variable_length must return a Packed, it returned {packed!r}."
    order = must_be_integers(packed.order, (3,), "order")
    if order != [1, 0, 2]:
        report(hint="pack-order")
    assert order == [1, 0, 2], f"Lengths 2, 4, 1: the longest first is the order [1, 0, 2], it is {order}."
    sizes = must_be_integers(packed.batch_sizes, (4,), "batch_sizes")
    assert sizes == [3, 2, 1, 1], (
        "Lengths 2, 4, 1: three rows have a first step, two a second, one a third and a fourth: [3, 2, 1, "
        f"1]; batch_sizes is {sizes}."
    )
    data = array(must_be_tensor(packed.data, (7, 1), "data")).ravel().tolist()
    assert data == [3, 1, 7, 4, 2, 5, 6], (
        "Step by step, the longest row first, the seven real values are [3, 1, 7, 4, 2, 5, 6]; data is "
        f"{data}."
    )


def test_rnn_oracle(seed: int) -> None:
    rng = np.random.default_rng([seed, 1])
    for d, k in ((1, 1), (3, 4), (6, 2)):
        weights, x, h = draw_cell(rng, d, k, 1), rng.normal(size=(5, d)), rng.normal(size=(5, k))
        state = rnn_cell(torch.from_numpy(x), torch.from_numpy(h), *tensors(weights))
        must_be_tensor(state, (5, k), "the state that rnn_cell returns")
        cell = torch.nn.RNNCell(d, k, dtype=torch.float64)
        with torch.no_grad():
            for parameter, values in zip(cell.parameters(), weights, strict=True):
                parameter.copy_(torch.from_numpy(values))
            expected = array(cell(torch.from_numpy(x), torch.from_numpy(h)))
        assert largest_difference(state, expected) < 1e-6, (
            f"With d = {d} and k = {k}: torch.nn.RNNCell gives the state {describe(expected[0])} for the "
            f"first row, rnn_cell {describe(array(state)[0])}. Both biases, and W_hh transposed?"
        )


def test_gru_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 2])
    orders: set[str] = set()
    for d, k in ((1, 1), (3, 4), (6, 2)):
        weights, x, h = draw_cell(rng, d, k, 3), rng.normal(size=(5, d)), rng.normal(size=(5, k))
        state = gru_cell(torch.from_numpy(x), torch.from_numpy(h), *tensors(weights))
        must_be_tensor(state, (5, k), "the state that gru_cell returns")
        cell = torch.nn.GRUCell(d, k, dtype=torch.float64)
        with torch.no_grad():
            for parameter, values in zip(cell.parameters(), weights, strict=True):
                parameter.copy_(torch.from_numpy(values))
            expected = array(cell(torch.from_numpy(x), torch.from_numpy(h)))
        accepted = {"torch": expected, "cho": gru_step(x, h, weights, "cho")}
        fits = {name for name, values in accepted.items() if largest_difference(state, values) < 1e-6}
        reason = ""
        for mistake in MISTAKES:
            if largest_difference(state, gru_step(x, h, weights, mistake)) < 1e-6:
                reason = f" What it gives is the formula with this mistake: {mistake}."
                report(hint="gru-blocks" if mistake.startswith("blocks") else "gru-gates")
        assert fits, (
            f"With d = {d} and k = {k}: torch.nn.GRUCell gives the state {describe(expected[0])} for the "
            f"first row (r before the hidden product: {describe(accepted['cho'][0])}), gru_cell "
            f"{describe(array(state)[0])}.{reason}"
        )
        orders = fits if not orders else orders & fits
    assert orders, "gru_cell has PyTorch's order for some sizes and Cho's for others; keep to one."


def test_unroll_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 3])
    for n, steps, d, k in ((4, 6, 3, 5), (3, 1, 2, 4), (1, 5, 1, 1)):
        weights = draw_cell(rng, d, k, 1)
        x, h0 = rng.normal(size=(n, steps, d)), rng.normal(size=(n, k))
        states, last = unroll(check_cell, torch.from_numpy(x), torch.from_numpy(h0), tensors(weights))
        must_be_tensor(states, (n, steps, k), f"the states of {n} rows, {steps} steps and {k} units")
        must_be_tensor(last, (n, k), "the last state")
        h, expected = h0, []
        for step in range(steps):
            h = 0.6 * h + 0.4 * rnn_step(x[:, step], h, weights)
            expected.append(h)
        wanted = np.stack(expected, axis=1)
        for step in range(steps):
            if largest_difference(array(states)[:, step], wanted[:, step]) > 1e-6:
                report(hint="unroll-state" if step else "unroll-axes")
            assert largest_difference(array(states)[:, step], wanted[:, step]) < 1e-6, (
                f"The cell must be applied to x[:, {step}] and to the state that step "
                f"{step - 1 if step else 'h0'} left: the state after step {step} is "
                f"{describe(wanted[0, step])} in the first row, unroll gave "
                f"{describe(array(states)[0, step])}."
            )
        assert largest_difference(last, wanted[:, -1]) < 1e-6, (
            f"`last` is the state after the last step, {describe(wanted[0, -1])}; unroll gave "
            f"{describe(array(last)[0])}."
        )


def test_pack_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 4])
    for n, longest, d in ((9, 6, 2), (1, 5, 3), (12, 3, 1)):
        lengths = torch.from_numpy(rng.integers(1, longest + 1, size=n))
        x = torch.from_numpy(rng.normal(size=(n, longest, d)))
        kept = x.clone()
        packed = pack_variable_length(x, lengths)
        assert isinstance(packed, Packed), (
            f"pack_variable_length must return a Packed, it returned {packed!r}."
        )
        theirs = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        said = f"Lengths {lengths.tolist()}"
        order = must_be_integers(packed.order, (n,), "order")
        if [int(lengths[row]) for row in order] != sorted(lengths.tolist(), reverse=True):
            report(hint="pack-order")
        assert sorted(order) == list(range(n)), (
            f"{said}: order must hold each row number once, it is {order}."
        )
        sorted_lengths = [int(lengths[row]) for row in order]
        assert sorted_lengths == sorted(sorted_lengths, reverse=True), (
            f"{said}: in the order {order} the lengths are {sorted_lengths}; they must not increase."
        )
        wanted = [int(size) for size in theirs.batch_sizes]
        sizes = must_be_integers(packed.batch_sizes, (len(wanted),), "batch_sizes")
        assert sizes == wanted, f"{said}: torch's batch_sizes are {wanted}, yours {sizes}."
        data = must_be_tensor(packed.data, (int(lengths.sum()), d), "data")
        assert data.dtype == x.dtype, f"data must have the type of x, {x.dtype}; it is {data.dtype}."
        steps = [(row, step) for step, size in enumerate(sizes) for row in order[:size]]
        expected = np.array([array(kept)[row, step] for row, step in steps])
        assert largest_difference(data, expected) == 0, (
            f"{said}: data must hold the first step of the rows {order}, then their second steps, …: "
            f"{describe(expected.ravel()[:8])} …; it starts with {describe(array(data).ravel()[:8])}."
        )
        assert torch.equal(x, kept), "pack_variable_length changed x, which belongs to the caller."
        inputs = kept.clone().requires_grad_()
        linked = pack_variable_length(inputs, lengths).data.requires_grad
        if not linked:
            report(hint="unroll-graph")
        assert linked, (
            "x has a graph and packed.data has none: nothing in front of a packed network, such as an "
            "embedding, would learn. Take the steps out by indexing, not through lists of numbers or "
            "NumPy."
        )


def test_grad_norm_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 5])
    n, steps, d, k = 3, 9, 2, 5
    weights = draw_cell(rng, d, k, 1)
    x, h0, direction = rng.normal(size=(n, steps, d)), rng.normal(size=(n, k)), rng.normal(size=(n, k))
    states = [h0]
    for step in range(steps):
        states.append(rnn_step(x[:, step], states[-1], weights))
    gradient, expected = direction, [np.linalg.norm(direction)]
    for state in reversed(states[1:]):  # back through one tanh step
        gradient = (gradient * (1 - state**2)) @ weights[1]
        expected.append(np.linalg.norm(gradient))
    linear = [float(np.linalg.norm(direction)) * 0.9**lag for lag in range(steps + 1)]

    def by_hand(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
        return torch.tanh(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh)

    def leak(x: Tensor, h: Tensor, *weights: Tensor) -> Tensor:
        return 0.9 * h + x[:, :1]

    for name, cell, wanted in (
        ("the plain cell", by_hand, np.array(expected)),
        ("a cell that keeps 0.9 of its state", leak, np.array(linear)),
    ):
        norms = grad_norm_vs_lag(
            cell, torch.from_numpy(x), torch.from_numpy(h0), tensors(weights), torch.from_numpy(direction)
        )
        must_be_tensor(norms, (steps + 1,), f"grad_norm_vs_lag for {steps} steps")
        assert not norms.requires_grad, "grad_norm_vs_lag must return its norms without a graph (detach)."
        if largest_difference(norms.flip(0), wanted) < 1e-6:
            report(hint="lag-order")
        assert largest_difference(norms, wanted) < 1e-6, (
            f"For {name} the norms at lags 0, 1, 2, … are {describe(wanted)}; grad_norm_vs_lag gave "
            f"{describe(array(norms))}."
        )


def test_padding(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 6])
    n, longest, d, k = 7, 9, 3, 4
    lengths = torch.from_numpy(rng.integers(1, longest - 1, size=n))
    weights = tensors(draw_cell(rng, d, k, 1))
    x, h0 = torch.from_numpy(rng.normal(size=(n, longest, d))), torch.from_numpy(rng.normal(size=(n, k)))
    expected = np.stack(
        [
            array(run_steps(x[row : row + 1, : int(lengths[row])], h0[row : row + 1], weights))[0]
            for row in range(n)
        ]
    )
    behind = torch.arange(longest) >= lengths[:, None]
    wider = torch.cat([x, torch.zeros(n, 4, d, dtype=torch.float64)], dim=1)
    for what, batch in (
        ("random padding", x),
        ("padding of 1e9", x.masked_fill(behind[:, :, None], 1e9)),
        ("padding of NaN", x.masked_fill(behind[:, :, None], float("nan"))),
        ("four more columns of padding", wider),
    ):
        last = run_packed(check_cell, pack_variable_length(batch, lengths), h0, weights)
        must_be_tensor(last, (n, k), "the states that run_packed returns")
        for row in range(n):
            assert largest_difference(array(last)[row], expected[row]) < 1e-6, (
                f"With {what}, row {row} of length {int(lengths[row])} ends in the state "
                f"{describe(array(last)[row])}; alone and without padding it ends in "
                f"{describe(expected[row])}."
            )


def run_steps(x: Tensor, h: Tensor, weights: tuple[Tensor, Tensor, Tensor, Tensor]) -> Tensor:
    """The check's cell on every step of a batch without padding."""
    for step in range(x.shape[1]):
        h = check_cell(x[:, step], h, *weights)
    return h


def norms_for(radius: float, inputs: float, seed: int, steps: int = 40) -> tuple[Array, Array]:
    """Norms of the learner's plain cell with an orthogonal matrix times `radius`, and that matrix."""
    rng = np.random.default_rng([seed, 7])
    k = 24
    matrix = radius * np.linalg.qr(rng.normal(size=(k, k)))[0]
    zeros = np.zeros(k)
    weights = tensors([rng.normal(size=(k, 3)), matrix, zeros, zeros])
    x = torch.from_numpy(inputs * rng.normal(size=(4, steps, 3)))
    h0 = torch.zeros(4, k, dtype=torch.float64)
    direction = torch.from_numpy(rng.normal(size=(4, k)))
    norms = grad_norm_vs_lag(rnn_cell, x, h0, weights, direction)
    return array(must_be_tensor(norms, (steps + 1,), "grad_norm_vs_lag for 40 steps")), matrix


def test_spectral_radius(seed: int, report: Report) -> None:
    rates: dict[float, float] = {}
    for radius in (0.8, 1.0, 1.2):
        norms, _ = norms_for(radius, 1e-7, seed)
        assert np.isfinite(norms).all() and norms[0] > 0, (
            f"The norms must be finite, they are {describe(norms)}."
        )
        rates[radius] = float((norms[-1] / norms[0]) ** (1 / 40))
        assert abs(rates[radius] / radius - 1) < 0.01, (
            f"Small states, W_hh with all eigenvalues of size {radius}: each step back must change the "
            f"gradient by the factor {radius}; over 40 steps it changed by {rates[radius]:.4f} a step."
        )
    loud, matrix = norms_for(1.2, 3.0, seed)
    bound = loud[0] * float(np.linalg.norm(matrix, 2)) ** np.arange(41)
    report(
        expected="0.80 and 1.20 a step",
        actual=f"{rates[0.8]:.3f} and {rates[1.2]:.3f}",
        decay_per_step=rates[0.8],
        growth_per_step=rates[1.2],
        saturated_per_step=float((loud[-1] / loud[0]) ** (1 / 40)),
    )
    assert (loud <= bound * (1 + 1e-9)).all() and loud[-1] < 1e-3 * bound[-1], (
        f"With large inputs tanh is flat, so the gradient stays far below {bound[-1]:.3g} at lag 40 although "
        f"the radius is 1.2; it is {loud[-1]:.3g}."
    )


def test_gradient(seed: int) -> None:
    rng = np.random.default_rng([seed, 9])
    names = ("x", "h0", "w_ih", "w_hh", "b_ih", "b_hh")
    arrays = [rng.normal(size=(3, 7, 2)), rng.normal(size=(3, 4)), *draw_cell(rng, 2, 4, 1)]
    leaves = [torch.from_numpy(values).requires_grad_() for values in arrays]
    factors = torch.from_numpy(rng.normal(size=(3, 7, 4)))

    def loss() -> Tensor:
        x, h0, w_ih, w_hh, b_ih, b_hh = leaves
        states, last = unroll(check_cell, x, h0, (w_ih, w_hh, b_ih, b_hh))
        return (states * factors).sum() + (last * factors[:, 0]).sum()

    check_gradients(loss, dict(zip(names, leaves, strict=True)), rng)

    def keeps(x: Tensor, h: Tensor, *weights: Tensor) -> Tensor:
        return 0.9 * h + 0.0 * x

    start = torch.ones(1, 1, dtype=torch.float64, requires_grad=True)
    steps = torch.ones(1, 60, 1, dtype=torch.float64)
    last = unroll(keeps, steps, start, (steps, steps, steps, steps))[1]
    (reached,) = torch.autograd.grad(last.sum(), start, allow_unused=True)
    assert reached is not None and abs(float(reached) / 0.9**60 - 1) < 1e-6, (
        f"A cell that keeps 0.9 of its state, 60 steps: the gradient at h0 is 0.9^60 = {0.9**60:.5f}; it is "
        f"{'missing' if reached is None else f'{float(reached):.5f}'}. No step may be cut off, however long "
        "the shift."
    )
    model = StateTracker(events=4, states=5, hidden=6, seed=seed % 1000).double()
    events = torch.from_numpy(rng.integers(0, 4, size=(5, 7)))
    weights = torch.from_numpy(rng.normal(size=(5, 7, 5)))
    check_gradients(
        lambda: (torch.log_softmax(model(events), dim=2) * weights).sum(), dict(model.named_parameters()), rng
    )


def check_gradients(loss: Callable[[], Tensor], leaves: dict[str, Tensor], rng: np.random.Generator) -> None:
    """The gradient at some entries of each tensor equals central differences."""
    value = loss()
    assert value.requires_grad, (
        "The states must have a graph; somewhere it was cut (detach, numpy, no_grad)."
    )
    value.backward()
    for name, leaf in leaves.items():
        gradient = leaf.grad
        assert gradient is not None, f"No gradient arrives at {name}: somewhere the graph was cut."
        flat = leaf.data.view(-1)
        for index in rng.choice(len(flat), size=min(8, len(flat)), replace=False):
            kept = float(flat[index])
            flat[index] = kept + 1e-5
            above = float(loss())
            flat[index] = kept - 1e-5
            below = float(loss())
            flat[index] = kept
            expected = (above - below) / 2e-5
            actual = float(gradient.view(-1)[index])
            scale = max(float(gradient.abs().max()), 1e-6)
            assert abs(actual - expected) < 1e-5 * scale, (
                f"The gradient of entry {int(index)} of {name} through seven steps is {expected:.6g} by "
                f"central differences, autograd says {actual:.6g}. Every step must stay in the graph, back "
                "to h0."
            )


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)
