"""The training loop: AdamW, one learning-rate cycle, averaged weights. Given.

You wrote the optimizer in the step on optimizers and the loop in the step on PyTorch.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from deepbridge.generate import ddpm_loss
from deepbridge.network import Denoiser
from deepbridge.schedule import Schedule


def train(
    x: Tensor,
    labels: Tensor,
    schedule: Schedule,
    n_classes: int,
    *,
    epochs: int = 160,
    batch_size: int = 128,
    learning_rate: float = 4e-3,
    width: int = 160,
    drop: float = 0.1,
    seed: int = 0,
) -> tuple[Denoiser, list[float]]:
    """Train a denoiser with `ddpm_loss`.

    Args:
        x: shape (n, d), pixels between -1 and 1.
        labels: shape (n,).
        seed: of the first weights, the order of the rows and the noise.

    Returns:
        The denoiser with its weights averaged over the last steps (exponentially, half of the weight on the
        last 70 steps), in eval mode, and the mean loss of each epoch.
    """
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    model = Denoiser(x.shape[1], n_classes, schedule.n_steps, width)
    averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.95))
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, fused=True)
    batches = -(-len(x) // batch_size)
    cycle = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, learning_rate, total_steps=epochs * batches, pct_start=0.2
    )
    history: list[float] = []
    steps = 0
    for _ in range(epochs):
        order = torch.randperm(len(x), generator=generator)
        total = 0.0
        for rows in order.split(batch_size):
            loss = ddpm_loss(model, x[rows], labels[rows], model.null_label, schedule, generator, drop)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            cycle.step()
            steps += 1
            if steps % 5 == 0:
                averaged.update_parameters(model)
            total += float(loss.detach()) * len(rows)
        history.append(total / len(x))
    model.load_state_dict(averaged.module.state_dict())
    return model.eval(), history
