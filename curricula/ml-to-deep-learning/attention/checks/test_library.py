"""The same work by PyTorch's own layers."""

from __future__ import annotations

import torch
from reference import (
    count,
    describe,
    error,
    furthest_entry,
    loop_mask,
    must_be_tensor,
    normal,
    torch_block,
    torch_heads,
)
from source_rules import foreign_names
from test_attention import drawn, some_mask
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from conftest import PROJECT, Report
from deepbridge.attention import EncoderBlock, MultiHead
from deepbridge.library import library_attention, library_block, library_heads, library_masks


class Falsified(TorchFunctionMode):
    """Multiplies what `F.scaled_dot_product_attention` returns."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        return result * 3.0 if func is F.scaled_dot_product_attention else result


def test_library_attention(seed: int, report: Report) -> None:
    query, key, value = (normal(2, 4, 6, seed=seed + i) for i in range(3))
    for mask in (None, some_mask((2, 4, 4), seed)):
        expected = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        output = must_be_tensor(library_attention(query, key, value, mask), (2, 4, 6), "library_attention")
        if error(output, expected) >= 1e-9:
            report(expected=describe(expected), actual=describe(output), hint="library-true")
        assert error(output, expected) < 1e-9, (
            f"library_attention with {'a' if mask is not None else 'no'} mask is not our attention: "
            f"{furthest_entry(output, expected)}. For this function True means may attend."
        )
        with Falsified():
            changed = library_attention(query, key, value, mask)
        if error(changed, 3.0 * expected) >= 1e-9:
            report(hint="library-call")
        assert error(changed, 3.0 * expected) < 1e-9, (
            "When the result of F.scaled_dot_product_attention is changed, library_attention does not change "
            "with it: it does not come from the library."
        )
    foreign = foreign_names(
        PROJECT / "src" / "deepbridge" / "library.py", frozenset({"torch", "deepbridge.attention"})
    )
    if foreign:
        report(hint="own-code")
    assert not foreign, (
        "library.py must get by with PyTorch and deepbridge.attention, and change nothing in them; it uses "
        f"{', '.join(foreign)}."
    )


def test_library_masks(seed: int, report: Report) -> None:
    layer = nn.MultiheadAttention(8, 2, batch_first=True, dtype=torch.float64)
    lengths, size = torch.tensor([4, 2, 1]), 4
    x = normal(3, size, 8, seed=seed)
    for causal in (False, True):
        masks = library_masks(lengths, size, causal)
        assert isinstance(masks, dict) and set(masks) == {"key_padding_mask", "attn_mask"}, (
            f"library_masks must return a dictionary with key_padding_mask and attn_mask, it returned "
            f"{describe(masks)}."
        )
        padding = must_be_tensor(masks["key_padding_mask"], (3, size), "key_padding_mask")
        assert padding.dtype == torch.bool, f"key_padding_mask must be boolean, it is {padding.dtype}."
        if causal:
            blocked = must_be_tensor(masks["attn_mask"], (size, size), "attn_mask")
            assert blocked.dtype == torch.bool, f"attn_mask must be boolean, it is {blocked.dtype}."
        else:
            assert masks["attn_mask"] is None, "attn_mask must be None where nothing but padding is left out."
        allowed = loop_mask(lengths.tolist(), size, causal)
        _, weights = layer(x, x, x, need_weights=True, **masks)
        seen = weights > 0
        if not torch.equal(seen, allowed):
            report(expected=allowed[1].tolist(), actual=seen[1].tolist(), hint="library-mask-opposite")
        assert torch.equal(seen, allowed), (
            f"With these masks (causal={causal}, lengths {lengths.tolist()}) nn.MultiheadAttention lets the "
            f"tokens of the second sequence attend to {seen[1].tolist()}; it must be {allowed[1].tolist()}. "
            "There True means: left out."
        )


def own_memory(part: nn.Module, source: nn.Module) -> bool:
    """Whether two modules share no memory."""
    theirs = {value.untyped_storage().data_ptr() for value in source.state_dict().values()}
    return all(value.untyped_storage().data_ptr() not in theirs for value in part.state_dict().values())


def must_be_module(
    part: object, kind: type[nn.Module], source: nn.Module, what: str, report: Report
) -> nn.Module:
    """The library's own class, untouched, with memory of its own."""
    assert type(part) is kind, f"{what} must return an nn.{kind.__name__}, it returned {describe(part)}."
    touched = {"forward", "__call__", "_sa_block", "_ff_block"} & set(vars(part))
    hooks = any(module._forward_hooks or module._forward_pre_hooks for module in part.modules())
    assert not touched and not hooks, f"The module that {what} returned was changed; copy weights only."
    if not own_memory(part, source):
        report(hint="library-copy")
    assert own_memory(part, source), (
        f"The module that {what} returned shares memory with yours: training one would change the other. "
        "Copy the weights."
    )
    return part


def test_library_heads(seed: int, report: Report) -> None:
    for heads in (1, 2, 4):
        layer = drawn(MultiHead(8, heads), seed + heads)
        theirs = must_be_module(library_heads(layer), nn.MultiheadAttention, layer, "library_heads", report)
        assert getattr(theirs, "batch_first", False), "library_heads must set batch_first=True."
        oracle = torch_heads(layer.state_dict(), heads)
        x, memory = normal(2, 3, 8, seed=seed), normal(2, 5, 8, seed=seed + 1)
        expected = oracle(x, memory, memory, need_weights=False)[0]
        output = theirs(x, memory, memory, need_weights=False)[0]
        right = (
            isinstance(output, Tensor) and output.dtype == expected.dtype and error(output, expected) < 1e-9
        )
        if not right:
            report(expected=describe(expected[0]), actual=describe(output[0]), hint="library-in-proj")
        assert right, (
            f"{count(heads, 'head')}: the module with your weights must turn the first token into "
            f"{describe(expected[0, 0])}, it gives {describe(output[0, 0])}. in_proj_weight holds the "
            "query's rows first, then the key's, then the value's; biases likewise, in the same float type."
        )


def test_library_block(seed: int, report: Report) -> None:
    for heads in (1, 2):
        block = drawn(EncoderBlock(8, heads, 12), seed + heads)
        theirs = must_be_module(
            library_block(block), nn.TransformerEncoderLayer, block, "library_block", report
        )
        x = normal(2, 5, 8, seed=seed)
        expected = torch_block(block.state_dict(), heads).train()(x)
        outputs = [theirs.train()(x), theirs.train()(x)]
        if error(outputs[0], outputs[1]) > 0:
            report(hint="library-dropout")
        assert error(outputs[0], outputs[1]) == 0, (
            "In training mode two calls of the library's block gave different results: it still drops "
            "entries. Its dropout is 0.1 unless you say otherwise."
        )
        if error(outputs[0], expected) >= 1e-9:
            report(
                expected=describe(expected[0, 0]),
                actual=describe(outputs[0][0, 0]),
                hint="library-norm-first" if not theirs.norm_first else "library-block-weights",
            )
        assert error(outputs[0], expected) < 1e-9, (
            f"{count(heads, 'head')}: the library's block with your weights must turn the first token into "
            f"{describe(expected[0, 0])}, it gives {describe(outputs[0][0, 0])}. Look at norm_first, and at "
            "which weights went where."
        )
