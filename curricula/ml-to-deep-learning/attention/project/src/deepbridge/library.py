"""The same work by the library: `F.scaled_dot_product_attention`, `nn.MultiheadAttention` and
`nn.TransformerEncoderLayer`, and where their conventions differ from ours.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deepbridge.attention import EncoderBlock, MultiHead, attention_mask


def library_attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None) -> Tensor:
    """`attention` by `F.scaled_dot_product_attention`, which returns no weights.

    Args:
        query: shape (…, n, d).
        key: shape (…, m, d).
        value: shape (…, m, c).
        mask: boolean, broadcast to (…, n, m); True: may attend. This function's own convention is the same.

    Returns:
        Shape (…, n, c).
    """
    ### BEGIN SOLUTION library_attention
    return F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    ### END SOLUTION library_attention


def library_masks(lengths: Tensor, size: int, causal: bool = False) -> dict[str, Tensor | None]:
    """The masks of `attention_mask(lengths, size, causal)` as arguments of `nn.MultiheadAttention`.

    There True means the opposite: this key is left out.

    Args:
        lengths: real tokens of each sequence, shape (b,).
        size: tokens of each padded sequence.
        causal: if True, token t may attend to tokens 0 to t only.

    Returns:
        `key_padding_mask`, boolean of shape (b, size), True at padding; and `attn_mask`, boolean of shape
        (size, size), True where token t may not attend to token s, or None if not causal.
    """
    ### BEGIN SOLUTION library_masks
    padding = torch.arange(size, device=lengths.device) >= lengths.unsqueeze(1)
    future = torch.ones(size, size, dtype=torch.bool, device=lengths.device).triu(diagonal=1)
    return {"key_padding_mask": padding, "attn_mask": future if causal else None}
    ### END SOLUTION library_masks


def library_heads(layer: MultiHead) -> nn.MultiheadAttention:
    """An `nn.MultiheadAttention` with copies of the layer's weights.

    The library keeps the weights of queries, keys and values in one matrix `in_proj_weight` of shape
    (3 width, width), in this order, with `in_proj_bias` of shape (3 width,).

    Returns:
        With `batch_first=True`, of the layer's float type; its parameters share no memory with the layer's.
    """
    ### BEGIN SOLUTION library_heads
    width = layer.query.in_features
    heads = nn.MultiheadAttention(width, layer.heads, batch_first=True, dtype=layer.query.weight.dtype)
    parts = (layer.query, layer.key, layer.value)
    with torch.no_grad():
        heads.in_proj_weight.copy_(torch.cat([part.weight for part in parts]))
        heads.in_proj_bias.copy_(torch.cat([part.bias for part in parts]))
        heads.out_proj.weight.copy_(layer.output.weight)
        heads.out_proj.bias.copy_(layer.output.bias)
    return heads
    ### END SOLUTION library_heads


def library_block(block: EncoderBlock) -> nn.TransformerEncoderLayer:
    """An `nn.TransformerEncoderLayer` that computes what the block computes, with copies of its weights.

    The library's default is post-norm with dropout 0.1; ours is pre-norm, without dropout.

    Returns:
        With `batch_first=True`, of the block's float type; its parameters share no memory with the block's.
    """
    ### BEGIN SOLUTION library_block
    layer = nn.TransformerEncoderLayer(
        d_model=block.widen.in_features,
        nhead=block.attend.heads,
        dim_feedforward=block.widen.out_features,
        dropout=0.0,
        activation="relu",
        batch_first=True,
        norm_first=True,
        dtype=block.widen.weight.dtype,
    )
    layer.self_attn.load_state_dict(library_heads(block.attend).state_dict())
    layer.linear1.load_state_dict(block.widen.state_dict())
    layer.linear2.load_state_dict(block.narrow.state_dict())
    layer.norm1.load_state_dict(block.norm1.state_dict())
    layer.norm2.load_state_dict(block.norm2.state_dict())
    return layer
    ### END SOLUTION library_block


def largest_difference(block: EncoderBlock, x: Tensor, lengths: Tensor, causal: bool = False) -> float:
    """Largest difference of our block and the library's on the real tokens of a padded batch. Given.

    Args:
        x: shape (b, n, width).
        lengths: real tokens of each sequence, at least 1, shape (b,).
    """
    masks = library_masks(lengths, x.shape[1], causal)
    real = torch.arange(x.shape[1]) < lengths.unsqueeze(1)
    with torch.no_grad():
        ours, _ = block(x, attention_mask(lengths, x.shape[1], causal))
        theirs = library_block(block)(
            x, src_mask=masks["attn_mask"], src_key_padding_mask=masks["key_padding_mask"]
        )
    return float((ours - theirs)[real].abs().max())
