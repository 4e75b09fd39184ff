"""Attention, heads, positions, masks and the block."""

from __future__ import annotations

import math

import numpy as np
import torch
from reference import (
    READY_MADE,
    changed_names,
    count,
    describe,
    error,
    furthest_entry,
    loop_mask,
    loop_positions,
    loop_weights,
    must_be_pair,
    must_be_tensor,
    normal,
    torch_block,
    torch_heads,
)
from source_rules import foreign_names, shadowing_modules
from torch import Tensor
from torch.nn import functional as F

from conftest import PROJECT, Report
from deepbridge.attention import (
    EncoderBlock,
    MultiHead,
    attention,
    attention_mask,
    encoder_block,
    multi_head,
    sinusoidal_positions,
)

SHAPES = [((), 3, 5, 4, 2), ((2,), 4, 4, 8, 8), ((2, 3), 5, 2, 6, 3), ((2, 1, 2), 1, 3, 4, 4)]


def drawn(part: torch.nn.Module, seed: int) -> torch.nn.Module:
    """The module in float64, with every parameter drawn anew."""
    part = part.double()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in part.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator, dtype=torch.float64)
            parameter.copy_(noise * 0.4 + (1.0 if name.startswith("norm") and "weight" in name else 0.0))
    return part


def some_mask(shape: tuple[int, ...], seed: int) -> Tensor:
    """A random mask in which every row has a True."""
    mask = normal(*shape, seed=seed) > 0.2
    mask[..., 0] |= ~mask.any(dim=-1)
    return mask


def test_attention_shape() -> None:
    for batch, n, m, d, c in SHAPES:
        query, key = torch.ones(*batch, n, d), torch.ones(*batch, m, d)
        value = torch.ones(*batch, m, c)
        what = (
            f"attention of queries {tuple(query.shape)}, keys {tuple(key.shape)}, values {tuple(value.shape)}"
        )
        must_be_pair(attention(query, key, value), (*batch, n, c), (*batch, n, m), what)


def test_heads_shape() -> None:
    for heads, n, m in ((1, 3, 3), (2, 4, 4), (4, 3, 5)):
        layer = MultiHead(8, heads)
        x, memory = torch.ones(2, n, 8), torch.ones(2, m, 8)
        must_be_pair(
            multi_head(layer, x, memory), (2, n, 8), (2, heads, n, m), f"multi_head with {heads} heads"
        )


def test_attention_hand_example(report: Report) -> None:
    query = torch.tensor([[2.0, 0.0, 0.0, 0.0]], dtype=torch.float64)
    key = torch.tensor([[math.log(3.0), 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]], dtype=torch.float64)
    value = torch.tensor([[4.0, 0.0], [0.0, 8.0]], dtype=torch.float64)
    for mask, weights, output in (
        (None, [[0.75, 0.25]], [[3.0, 2.0]]),
        (torch.tensor([[False, True]]), [[0.0, 1.0]], [[0.0, 8.0]]),
        (torch.tensor([[True, False]]), [[1.0, 0.0]], [[4.0, 0.0]]),
    ):
        pair = must_be_pair(attention(query, key, value, mask), (1, 2), (1, 2), "attention")
        for name, actual, expected in zip(("output", "weights"), pair, (output, weights)):
            right = error(actual, torch.tensor(expected, dtype=torch.float64)) < 1e-9
            if not right:
                shown = pair[1][0]
                hint = "attention-mask"
                if mask is None:
                    hint = "attention-scale" if abs(float(shown.sum()) - 1.0) < 1e-9 else "attention-softmax"
                elif torch.equal(shown.round(), 1.0 - torch.tensor(weights[0], dtype=torch.float64)):
                    hint = "mask-opposite"
                report(expected=expected, actual=describe(actual), hint=hint)
            assert right, (
                f"The query (2, 0, 0, 0), keys (log 3, 0, 0, 0) and (0, 1, 0, 0), values (4, 0) and (0, 8), "
                f"mask {None if mask is None else mask.tolist()}: the {name} must be {expected}, it is "
                f"{describe(actual)}. The scores are 2 log 3 / sqrt(4) = log 3 and 0."
            )


def test_positions_hand_example(report: Report) -> None:
    table = must_be_tensor(sinusoidal_positions(3, 4), (3, 4), "sinusoidal_positions(3, 4)")
    expected = torch.tensor(
        [[0.0, 1.0, 0.0, 1.0], [0.841471, 0.540302, 0.01, 0.99995], [0.909297, -0.416147, 0.019999, 0.9998]]
    )
    right = error(table.float(), expected) < 1e-5
    if not right:
        halves = error(table.float(), expected[:, [0, 2, 1, 3]]) < 1e-5
        swapped = error(table.float(), expected[:, [1, 0, 3, 2]]) < 1e-5
        report(
            expected=expected,
            actual=describe(table),
            hint="positions-order" if halves or swapped else "positions-angle",
        )
    assert right, (
        f"sinusoidal_positions(3, 4) must be {describe(expected)}: sin at even, cos at odd entries, angles "
        f"t and t / 100. It is {describe(table)}."
    )


def test_mask_hand_example(report: Report) -> None:
    lengths = torch.tensor([3, 1])
    full = [[[True] * 3] * 3, [[True, False, False]] * 3]
    causal = [
        [[True, False, False], [True, True, False], [True, True, True]],
        [[True, False, False]] * 3,
    ]
    for name, actual, expected, rule in (
        ("attention_mask([3, 1], 3)", attention_mask(lengths, 3), full, "mask-padding"),
        (
            "attention_mask([3, 1], 3, causal=True)",
            attention_mask(lengths, 3, causal=True),
            causal,
            "mask-causal",
        ),
    ):
        mask = must_be_tensor(actual, (2, 3, 3), name)
        assert mask.dtype == torch.bool, f"{name} must be boolean, it has the type {mask.dtype}."
        wanted = torch.tensor(expected)
        if not torch.equal(mask, wanted):
            report(
                expected=expected,
                actual=mask.tolist(),
                hint="mask-opposite" if torch.equal(mask, ~wanted) else rule,
            )
        assert torch.equal(mask, wanted), (
            f"{name} must be {expected} (True: may attend), it is {mask.tolist()}."
        )


def test_attention_oracle(seed: int, report: Report) -> None:
    for number, (batch, n, m, d, c) in enumerate(SHAPES):
        query, key, value = (
            normal(*batch, *size, seed=seed + number + i) for i, size in enumerate(((n, d), (m, d), (m, c)))
        )
        for mask in (None, some_mask((n, m), seed), some_mask((*batch, n, m), seed + 1)):
            pair = must_be_pair(
                attention(query, key, value, mask), (*batch, n, c), (*batch, n, m), "attention"
            )
            expected = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            case = (
                f"queries {tuple(query.shape)}, {m} keys, mask {None if mask is None else tuple(mask.shape)}"
            )
            if error(pair[0], expected) >= 1e-6:
                report(expected=describe(expected), actual=describe(pair[0]))
            assert error(pair[0], expected) < 1e-6, (
                f"{case}: the output differs from F.scaled_dot_product_attention's; "
                f"{furthest_entry(pair[0], expected)}."
            )
            allowed = torch.ones(n, m, dtype=torch.bool) if mask is None else mask
            flat = allowed.expand(*batch, n, m).reshape(-1, n, m).numpy()
            weights = [
                loop_weights(q, k, a)
                for q, k, a in zip(query.reshape(-1, n, d).numpy(), key.reshape(-1, m, d).numpy(), flat)
            ]
            wanted = torch.from_numpy(np.array(weights)).reshape(*batch, n, m)
            assert error(pair[1], wanted) < 1e-6, (
                f"{case}: the weights are not softmax(Q Kᵀ / sqrt(d)); {furthest_entry(pair[1], wanted)}."
            )
    foreign = [
        *foreign_names(
            PROJECT / "src" / "deepbridge" / "attention.py", frozenset({"torch"}), ready_made=READY_MADE
        ),
        *(f"src/{name}" for name in shadowing_modules(PROJECT)),
        *changed_names(),
    ]
    if foreign:
        report(hint="own-code")
    assert not foreign, (
        "attention.py must get by with PyTorch, plain modules of the standard library and without PyTorch's "
        f"own attention, and change nothing in them; it uses {', '.join(foreign)}."
    )


def test_positions_oracle(report: Report) -> None:
    for length, width in ((1, 2), (7, 10), (50, 16), (128, 64)):
        table = must_be_tensor(
            sinusoidal_positions(length, width), (length, width), f"sinusoidal_positions({length}, {width})"
        )
        expected = torch.from_numpy(loop_positions(length, width)).to(table)
        assert table.dtype == torch.get_default_dtype() and not table.requires_grad, (
            f"sinusoidal_positions must return {torch.get_default_dtype()} without gradient, it returned "
            f"{table.dtype}."
        )
        if error(table, expected) >= 1e-4:
            report(expected=describe(expected[-1]), actual=describe(table[-1]))
        assert error(table, expected) < 1e-4, (
            f"sinusoidal_positions({length}, {width}): position {length - 1} must be "
            f"{describe(expected[-1])}, it is {describe(table[-1])}. Entries 2i and 2i + 1 share the angle "
            "t / 10000^(2i / width)."
        )


def test_mask_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    for size in (1, 4, 7):
        lengths = [0, size, *rng.integers(0, size + 1, size=4).tolist()]
        for causal in (False, True):
            mask = must_be_tensor(
                attention_mask(torch.tensor(lengths), size, causal),
                (len(lengths), size, size),
                "attention_mask",
            )
            expected = loop_mask(lengths, size, causal)
            if not torch.equal(mask, expected):
                report(hint="mask-causal" if causal else "mask-padding")
            assert torch.equal(mask, expected), (
                f"attention_mask({lengths}, {size}, causal={causal}): entry [b, t, s] is True where s < "
                f"lengths[b]{' and s <= t' if causal else ''}; "
                f"{int((mask != expected).sum())} entries differ."
            )


def test_heads_oracle(seed: int, report: Report) -> None:
    for heads, n, m in ((1, 4, 4), (2, 5, 5), (4, 3, 6)):
        layer = drawn(MultiHead(8, heads), seed + heads)
        x = normal(3, n, 8, seed=seed)
        memory = x if n == m else normal(3, m, 8, seed=seed + 1)
        oracle = torch_heads(layer.state_dict(), heads)
        for mask in (None, some_mask((n, m), seed), some_mask((3, n, m), seed + 2)):
            theirs = None if mask is None else ~mask
            if theirs is not None and theirs.dim() == 3:
                theirs = theirs.repeat_interleave(heads, dim=0)
            expected, weights = oracle(
                x, memory, memory, attn_mask=theirs, need_weights=True, average_attn_weights=False
            )
            pair = must_be_pair(
                multi_head(layer, x, memory, mask),
                (3, n, 8),
                (3, heads, n, m),
                f"multi_head, {count(heads, 'head')}",
            )
            case = f"{count(heads, 'head')}, mask {None if mask is None else tuple(mask.shape)}"
            for name, actual, wanted in (("weights", pair[1], weights), ("output", pair[0], expected)):
                if error(actual, wanted) >= 1e-6:
                    single = heads == 1
                    report(
                        expected=describe(wanted),
                        actual=describe(actual),
                        hint="heads-mask"
                        if mask is not None
                        else "heads-projections"
                        if single
                        else "heads-split",
                    )
                assert error(actual, wanted) < 1e-6, (
                    f"multi_head, {case}: the {name} must equal that of nn.MultiheadAttention with the same "
                    f"weights; {furthest_entry(actual, wanted)}."
                )


def test_block_oracle(seed: int, report: Report) -> None:
    for heads, causal in ((1, False), (2, False), (4, True)):
        block = drawn(EncoderBlock(8, heads, 12), seed + heads)
        x = normal(3, 5, 8, seed=seed)
        mask = loop_mask([5, 3, 1], 5, causal)
        oracle = torch_block(block.state_dict(), heads).train()
        expected = oracle(x, src_mask=(~mask).repeat_interleave(heads, dim=0))
        output, _ = must_be_pair(
            encoder_block(block, x, mask),
            (3, 5, 8),
            (3, heads, 5, 5),
            f"encoder_block, {count(heads, 'head')}",
        )
        if error(output, expected) >= 1e-6:
            oracle.norm_first = False
            post = error(output, oracle(x, src_mask=(~mask).repeat_interleave(heads, dim=0))) < 1e-6
            report(
                expected=describe(expected[0, 0]),
                actual=describe(output[0, 0]),
                hint="block-pre-norm" if post else "block-order",
            )
        assert error(output, expected) < 1e-6, (
            f"encoder_block, {count(heads, 'head')}: the first token must become {describe(expected[0, 0])} "
            f"(nn.TransformerEncoderLayer with norm_first=True and the same weights), it became "
            f"{describe(output[0, 0])}."
        )


def test_rows_sum_to_one(seed: int, report: Report) -> None:
    query, key, value = (normal(2, 4, 6, seed=seed + i) for i in range(3))
    mask = some_mask((2, 4, 4), seed)
    for scale in (1.0, 1e4):
        for case, chosen in (("no mask", None), ("a mask", mask)):
            output, weights = attention(query * scale, key, value, chosen)
            sums = weights.sum(dim=-1)
            right = bool(torch.isfinite(weights).all()) and error(sums, torch.ones_like(sums)) < 1e-6
            if not right:
                report(
                    actual=describe(sums),
                    hint="attention-mask" if chosen is not None else "attention-softmax",
                )
            assert right and float(weights.min()) >= 0, (
                f"With {case} and scores {scale:g} times as large, every row of weights must add up to 1; "
                f"the sums are {describe(sums)}. Softmax runs over the keys, and the mask comes before it."
            )
            if chosen is not None:
                assert float(weights[~chosen].abs().max()) == 0.0, (
                    f"A key that may not be attended to must have weight 0; the largest is "
                    f"{float(weights[~chosen].abs().max()):.2e}."
                )
            assert error(output, weights @ value) < 1e-6, (
                "The output must be the weighted mean of the values."
            )

    # Scores may be far below any fixed number such as -1e9.
    low = attention(1e6 * query.abs(), -1e6 * key.abs(), value, mask)[1]
    sums = low.sum(dim=-1)
    right = error(sums, torch.ones_like(sums)) < 1e-6
    if not right:
        report(actual=describe(sums), hint="mask-number")
    assert right, (
        f"With a mask and scores near -1e12 every row of weights must add up to 1; the sums are "
        f"{describe(sums)}. What stands in for a masked score must be lower than any real one."
    )


def test_masked_rows(seed: int, report: Report) -> None:
    query, key, value = (normal(2, 3, 4, seed=seed + i).requires_grad_() for i in range(3))
    mask = torch.ones(2, 3, 3, dtype=torch.bool)
    mask[0, 1] = False
    mask[1, :, 2] = False
    output, weights = attention(query, key, value, mask)
    row = torch.cat([output[0, 1], weights[0, 1]])
    if not torch.equal(row, torch.zeros(7, dtype=torch.float64)):
        report(actual=describe(row), hint="masked-row")
    assert torch.equal(row, torch.zeros(7, dtype=torch.float64)), (
        f"A query that may attend to nothing must get weights 0 and output 0; it got {describe(row)}. "
        "(softmax of -inf only is 0 / 0.)"
    )
    (output**2).sum().backward()
    for name, leaf in (("query", query), ("key", key), ("value", value)):
        finite = leaf.grad is not None and bool(torch.isfinite(leaf.grad).all())
        if not finite:
            report(hint="masked-row-gradient")
        assert finite, (
            f"The gradient of {name} must be finite when a row may attend to nothing; it is "
            f"{describe(leaf.grad)}. Replacing NaN afterwards mends the value and not the gradient."
        )
    assert query.grad is not None and not query.grad[0, 1].any(), (
        "A query that may attend to nothing has gradient 0."
    )


def test_padding(seed: int, report: Report) -> None:
    block = drawn(EncoderBlock(8, 2, 12), seed)
    lengths, size = torch.tensor([5, 3, 2]), 5
    mask = attention_mask(lengths, size)
    real = torch.arange(size) < lengths.unsqueeze(1)
    x = normal(3, size, 8, seed=seed)
    other = torch.where(real.unsqueeze(2), x, 100.0 * normal(3, size, 8, seed=seed + 1))
    output, weights = encoder_block(block, x, mask)
    changed, _ = encoder_block(block, other, mask)
    leak = float((weights * ~real[:, None, None, :]).abs().max().detach())
    if leak > 0:
        report(hint="mask-padding")
    assert leak == 0, f"Padding must have weight 0 for every query and head; the largest is {leak:.3g}."
    difference = float((output - changed)[real].abs().max().detach())
    if torch.equal(mask, loop_mask(lengths.tolist(), size, False)):
        report(hint="tokens-mixed")
    assert difference < 1e-9, (
        f"What stands in the padding must not change the real tokens; they changed by {difference:.3g}."
    )
    alone, _ = encoder_block(block, x[1:2, :3], None)
    assert error(output[1:2, :3], alone) < 1e-9, (
        "A padded sequence must give the same as the sequence by itself, on its real tokens."
    )


def test_causal(seed: int, report: Report) -> None:
    block = drawn(EncoderBlock(8, 2, 12), seed)
    size = 6
    mask = attention_mask(torch.tensor([size, size]), size, causal=True)
    x = normal(2, size, 8, seed=seed)
    before, _ = encoder_block(block, x, mask)
    for t in range(size - 1):
        future = x.clone()
        future[:, t + 1] += 3.0
        after, _ = encoder_block(block, future, mask)
        moved = float((after - before)[:, : t + 1].abs().max().detach())
        if moved > 1e-9:
            report(hint="mask-causal")
        assert moved <= 1e-9, (
            f"Under the causal mask a change of token {t + 1} must leave the outputs 0 to {t} as they are; "
            f"they changed by {moved:.3g}."
        )
        assert float((after - before)[:, t + 1 :].abs().max().detach()) > 1e-6, (
            f"A change of token {t + 1} must change the outputs from {t + 1} on; nothing changed."
        )


def test_equivariance(seed: int, report: Report) -> None:
    block = drawn(EncoderBlock(8, 2, 12), seed)
    x = normal(2, 6, 8, seed=seed)
    order = torch.tensor([3, 0, 5, 1, 4, 2])
    output, _ = encoder_block(block, x)
    moved, _ = encoder_block(block, x[:, order])
    if error(moved, output[:, order]) >= 1e-9:
        report(hint="tokens-mixed")
    assert error(moved, output[:, order]) < 1e-9, (
        "Without positions the block must be equivariant: permuting the tokens must permute the outputs and "
        f"do nothing else; they differ by {error(moved, output[:, order]):.3g}."
    )
    places = must_be_tensor(sinusoidal_positions(6, 8), (6, 8), "sinusoidal_positions(6, 8)").double()
    output, _ = encoder_block(block, x + places)
    moved, _ = encoder_block(block, x[:, order] + places)
    if error(moved, output[:, order]) <= 1e-3:
        report(hint="positions-angle")
    assert error(moved, output[:, order]) > 1e-3, (
        "With positions added, the order of the tokens must matter; permuting them changed nothing but the "
        "order of the outputs. Are all positions alike?"
    )
    # The dot product of two positions depends on their distance only.
    table = sinusoidal_positions(40, 16).double()
    likeness = table @ table.T
    for distance in (1, 5, 17):
        diagonal = likeness.diagonal(distance)
        if float(diagonal.max() - diagonal.min()) > 1e-4:
            report(hint="positions-angle")
        assert float(diagonal.max() - diagonal.min()) <= 1e-4, (
            f"The dot product of two positions at distance {distance} must be the same everywhere; it goes "
            f"from {float(diagonal.min()):.4f} to {float(diagonal.max()):.4f}. Sine and cosine of one angle "
            "belong together."
        )


def test_gradients(seed: int, report: Report) -> None:
    block = drawn(EncoderBlock(4, 2, 6), seed)
    mask = loop_mask([4, 3], 4, causal=True)
    x = normal(2, 4, 4, seed=seed)
    weight = normal(2, 4, 4, seed=seed + 1)

    def loss() -> Tensor:
        return (encoder_block(block, x, mask)[0] * weight).sum()

    total = loss()
    leaves = dict(block.named_parameters())
    exact = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
    worst = 0.0
    for (name, leaf), gradient in zip(leaves.items(), exact):
        assert gradient is not None, f"No gradient arrives at {name}. Is a tensor detached on the way?"
        flat, picked = leaf.detach().view(-1), list(range(0, leaf.numel(), max(1, leaf.numel() // 6)))
        for index in picked:
            kept = float(flat[index])
            values = []
            for step in (1e-5, -1e-5):
                flat[index] = kept + step
                with torch.no_grad():
                    values.append(float(loss()))
            flat[index] = kept
            approximate = (values[0] - values[1]) / 2e-5
            scale = max(abs(approximate), float(gradient.abs().max()), 1e-3)
            worst = max(worst, abs(float(gradient.view(-1)[index]) - approximate) / scale)
            if worst >= 1e-5:
                report(expected=approximate, actual=float(gradient.view(-1)[index]), hint="gradient-cut")
            assert worst < 1e-5, (
                f"The gradient at {name}[{index}] must be {approximate:.8f} (central differences), autograd "
                f"gives {float(gradient.view(-1)[index]):.8f}. Is a tensor detached or rebuilt on the way?"
            )
    report(gradient_error=worst)
