"""The same from the libraries: torch.nn.utils.prune and captum."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from deepbridge.ship import Masks


def library_masks(model: nn.Module, sparsity: float) -> Masks:
    """The masks of `ship.prune`, from `torch.nn.utils.prune.global_unstructured` with `L1Unstructured`.

    The library replaces each weight by `weight_orig` and a buffer `weight_mask`. The masks are read from there,
    then `prune.remove` makes the zeros permanent, so that the parameters have their old names again.

    Args:
        model: is changed: its pruned weights are zero afterwards.
        sparsity: share of zeros over all weights of convolutions and linear layers.
    """
    ### BEGIN SOLUTION library_masks
    from torch.nn.utils import prune

    layers = {name: module for name, module in model.named_modules() if isinstance(module, nn.Conv2d | nn.Linear)}
    pairs = [(module, "weight") for module in layers.values()]
    prune.global_unstructured(pairs, pruning_method=prune.L1Unstructured, amount=sparsity)
    masks: Masks = {}
    for name, module in layers.items():
        masks[f"{name}.weight"] = module.get_buffer("weight_mask").bool().clone()
        prune.remove(module, "weight")
    return masks
    ### END SOLUTION library_masks


class Attribution(NamedTuple):
    """Attributions of the shape of x, and for each row their sum minus the difference of the logits, shape (n,)."""

    values: Tensor
    gap: Tensor


def attribute(model: nn.Module, x: Tensor, target: Tensor, baseline: Tensor, steps: int = 64) -> Attribution:
    """Integrated gradients from `captum.attr.IntegratedGradients`, with its convergence delta.

    Args:
        model: put into evaluation mode.
        x: shape (n, …).
        target: the class of each row, shape (n,).
        baseline: the shape of x.
        steps: points of the quadrature; captum's default, Gauss-Legendre.
    """
    ### BEGIN SOLUTION attribute
    from captum.attr import IntegratedGradients

    model.eval()
    values, gap = IntegratedGradients(model).attribute(
        x, baselines=baseline, target=target, n_steps=steps, return_convergence_delta=True
    )
    return Attribution(values.detach().to(x.dtype), torch.as_tensor(gap).detach())
    ### END SOLUTION attribute
