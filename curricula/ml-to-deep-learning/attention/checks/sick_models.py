"""Models for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deepbridge.colleague import Block, Model

# What is wrong with a model, by its id: apart from the model, on which an experiment could read it.
KIND: dict[int, str] = {}
CALLS: dict[int, int] = {}


def part_of(block: Block) -> str:
    """What is wrong with the model that a block belongs to."""
    return KIND.get(id(block), "")


class Case(Block):
    """A block whose fault is decided when its model is made, not by its class."""

    def blocked(self, size: int) -> Tensor:
        everything = torch.ones(size, size, dtype=torch.bool)
        kind = part_of(self)
        if kind == "colleague":
            return Block.blocked(self, size)
        if kind == "open":
            return torch.zeros(size, size, dtype=torch.bool)
        if kind == "far":  # the next two tokens are hidden, later ones are not
            return everything.triu(diagonal=1) & ~everything.triu(diagonal=3)
        return everything.triu(diagonal=1)

    def scores(self, x: Tensor) -> Tensor:
        scores = super().scores(x)
        return scores * x.shape[2] if part_of(self) == "unscaled" else scores

    def forward(self, x: Tensor) -> Tensor:
        kind = part_of(self)
        if kind == "centered":  # the mean over the whole sequence tells of the future
            x = x - x.mean(dim=1, keepdim=True)
        if kind == "dropping":  # drops in evaluation too
            x = F.dropout(x, 0.2, training=True)
        return super().forward(x)


def made(kinds: tuple[str, str], seed: int, dropout: float = 0.0, vocabulary: int = 8) -> Model:
    """A model whose two blocks have these faults."""
    model = Model(vocabulary, dropout=dropout, seed=seed)
    blocks = []
    for old, kind in zip(model.blocks, kinds):
        block = Case(old.query.in_features)
        block.load_state_dict(old.state_dict())
        KIND[id(block)] = kind
        blocks.append(block)
    model.blocks = nn.ModuleList(blocks)
    # Counted where a change of `forward` or a hook of the learner's does not matter.
    model.embed.register_forward_hook(lambda *_: CALLS.__setitem__(id(model), CALLS.get(id(model), 0) + 1))
    return model


def trained(model: Model, steps: int, seed: int) -> Model:
    """The model after some steps on random walks."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(steps):
        moves = torch.randint(2, (16, model.length), generator=generator)
        tokens = moves.cumsum(dim=1) % model.vocabulary
        logits = model(tokens)[:, :-1]
        loss = F.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def with_tiny_logits(model: Model) -> Model:
    """The model with a last layer of a ten-thousandth of the size."""
    with torch.no_grad():
        model.read.weight.mul_(1e-4)
        model.read.bias.mul_(1e-4)
    return model


def without_positions(model: Model) -> Model:
    """The model with all positions alike."""
    with torch.no_grad():
        model.position.zero_()
    return model


def cases(seed: int) -> list[tuple[int, str, Model, bool]]:
    """Number (simple ones first), name, model, and whether outputs see the future; in an order drawn anew."""
    fine, sick = ("", ""), ("colleague", "colleague")
    found = [
        ("the colleague's model, new", made(sick, seed), True),
        ("a healthy model, new", made(fine, seed), False),
        ("the colleague's model after training", trained(made(sick, seed), 20, seed), True),
        ("a healthy model after training", trained(made(fine, seed), 20, seed), False),
        ("a model whose second block alone sees one step ahead", made(("", "colleague"), seed), True),
        ("a model without any mask", made(("open", "open"), seed), True),
        ("a model that hides the next tokens and shows later ones", made(("far", "far"), seed), True),
        ("a model that subtracts the mean over the sequence", made(("centered", ""), seed), True),
        ("the colleague's model with tiny logits", with_tiny_logits(made(sick, seed)), True),
        ("a healthy model with tiny logits", with_tiny_logits(made(fine, seed)), False),
        ("a healthy model with dropout, in training mode", made(fine, seed, dropout=0.3), False),
        ("a healthy model that drops in evaluation too", made(("dropping", "dropping"), seed), False),
        ("the colleague's model that drops in evaluation too", made(("dropping", "colleague"), seed), True),
        ("a healthy model with scores that are not scaled", made(("unscaled", "unscaled"), seed), False),
        ("a healthy model without positions", without_positions(made(fine, seed)), False),
        ("a healthy model of three tokens", made(fine, seed, vocabulary=3), False),
    ]
    order = torch.randperm(len(found), generator=torch.Generator().manual_seed(seed)).tolist()
    return [(number, *found[number]) for number in order]
