"""The same states from torch.nn.GRU on packed sequences."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from reference_rnn import (
    array,
    convention,
    describe,
    draw_cell,
    gru_step,
    largest_difference,
    must_be_tensor,
    tensors,
)
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from conftest import Report
from deepbridge import library, rnn
from deepbridge.library import library_states


def test_library_states(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs: list[type] = []
    factor = [1.0]
    original = nn.GRU.forward

    def watched(gru: nn.GRU, batch: Tensor | PackedSequence, *args: object, **kwargs: object):
        inputs.append(type(batch))
        output, last = original(gru, batch, *args, **kwargs)  # pyright: ignore[reportArgumentType]
        if isinstance(output, PackedSequence):
            output = output._replace(data=output.data * factor[0])
        else:
            output = output * factor[0]
        return output, last * factor[0]

    def closed(*args: object, **kwargs: object) -> None:
        report(hint="library-call")
        raise AssertionError("library_states called your own network; torch.nn.GRU is to give the states.")

    own_cell, own_pack, own_run = rnn.gru_cell, rnn.pack_variable_length, rnn.run_packed
    monkeypatch.setattr(nn.GRU, "forward", watched)
    for name in ("gru_cell", "unroll", "run_packed", "pack_variable_length"):
        monkeypatch.setattr(rnn, name, closed)
        if hasattr(library, name):
            monkeypatch.setattr(library, name, closed)
    rng = np.random.default_rng([seed, 20])
    worst, order = 0.0, convention(own_cell)
    for n, longest, d, k in ((6, 8, 3, 5), (1, 4, 2, 2)):
        weights = draw_cell(rng, d, k, 3)
        x, h0 = rng.normal(size=(n, longest, d)), rng.normal(size=(n, k))
        lengths = rng.integers(1, longest, size=n)
        x[np.arange(longest) >= lengths[:, None]] = 1e6
        h, expected = h0.copy(), np.zeros((n, longest, k))
        for step in range(longest):
            running = step < lengths
            h[running] = gru_step(x[running, step], h[running], weights)
            expected[running, step] = h[running]
        given = [torch.from_numpy(values.copy()) for values in (x, h0)]
        ours = tensors(weights)
        factor[0] = 1.0
        result = library_states(given[0], torch.from_numpy(lengths), given[1], ours)
        if not inputs:
            report(hint="library-call")
        assert inputs, "library_states must run torch.nn.GRU; its forward was not called."
        assert isinstance(result, tuple) and len(result) == 2, (
            f"library_states must return (states, last), it returned {describe(result)}."
        )
        if isinstance(result[0], Tensor) and tuple(result[0].shape) == (n, int(lengths.max()), k):
            report(hint="library-length")
        states = must_be_tensor(result[0], (n, longest, k), "the states of library_states")
        last = must_be_tensor(result[1], (n, k), "the last states of library_states")
        assert not states.requires_grad and not last.requires_grad, (
            "library_states must return its states without a graph: run the GRU under torch.no_grad()."
        )
        assert all(np.array_equal(array(w), v) for w, v in zip(ours, weights)), (
            "library_states changed the weights it was given; copy them into the GRU."
        )
        for row in range(n):
            difference = largest_difference(array(last)[row], h[row])
            if difference > 1e-6:
                report(hint="library-order", expected=describe(h[row]), actual=describe(array(last)[row]))
            assert difference < 1e-6, (
                f"Lengths {lengths.tolist()}: row {row} ends after {lengths[row]} steps in the state "
                f"{describe(h[row])}; library_states gave {describe(array(last)[row])}."
            )
        difference = largest_difference(states, expected)
        assert difference < 1e-6, (
            f"Lengths {lengths.tolist()}: the states of the first row are {describe(expected[0].ravel())}, 0 "
            f"after its end; library_states gave {describe(array(states)[0].ravel())}."
        )
        if PackedSequence not in inputs:
            report(hint="library-pack")
        assert PackedSequence in inputs, (
            "The states are right, but torch.nn.GRU was not given a PackedSequence; use pack_padded_sequence."
        )
        if order == "torch":  # with Cho's order the library computes another, equally good network
            own = own_run(own_cell, own_pack(given[0], torch.from_numpy(lengths)), given[1], ours)
            worst = max(worst, largest_difference(last, array(own)))
        factor[0] = float(rng.uniform(1.5, 3.0))
        changed = library_states(given[0], torch.from_numpy(lengths), given[1], ours)
        follows = largest_difference(changed[1], factor[0] * h) < 1e-5 and (
            largest_difference(changed[0], factor[0] * expected) < 1e-5
        )
        if not follows:
            report(hint="library-call")
        assert follows, (
            "When the states inside torch.nn.GRU are changed, the result of library_states does not change "
            "with them: it does not come from the library."
        )
    factor[0] = 1.0
    small = tensors(weights, torch.float32)
    single = library_states(given[0].float(), torch.from_numpy(lengths), given[1].float(), small)
    assert single[0].dtype == single[1].dtype == torch.float32, (
        f"For x of float32 the states must be float32 too; they are {single[0].dtype} and {single[1].dtype}."
    )
    report(
        expected="below 1e-6",
        actual=f"{worst:.1e}" if order == "torch" else "not compared: your cell has Cho's order",
        library_difference=worst,
    )
    assert worst < 1e-6, (
        f"Your run_packed with gru_cell and torch.nn.GRU differ by {worst:.2e} on the same weights and "
        "sequences."
    )
