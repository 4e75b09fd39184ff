"""The deep side: your own networks of earlier steps, and a multi-layer perceptron for tables. Given.

A model is made with its settings and a seed, is fitted on known rows, and predicts labels. It has two
attributes, `name` and, after `fit`, `size`: the number of its parameters.
"""

from __future__ import annotations

import copy

import numpy as np
import torch
from sklearn.preprocessing import QuantileTransformer, StandardScaler
from torch import Tensor, nn

from deepbridge.attention import RecallNet, train_recall
from deepbridge.data import KEYS, PAIRS, VALUES, Inputs, Known, Labels
from deepbridge.net import SmallCNN
from deepbridge.rnn import IGNORE, StateTracker, train

# One thread: a shared machine is slower with two, and figures repeat exactly with one.
torch.set_num_threads(1)


def count(net: nn.Module) -> int:
    """Number of parameters."""
    return sum(parameter.numel() for parameter in net.parameters())


class TableNet:
    """Two hidden layers with dropout, AdamW, and the epoch that was best on the validation rows.

    Args:
        decay: weight decay.
        dropout: share of hidden units that are switched off in training.
        width: units of each hidden layer.
        epochs: most that are trained.
        quantiles: columns become normal by their ranks; else they are standardized.
        seed: of the first weights, the dropout and the order of the rows.
    """

    def __init__(
        self, decay: float, dropout: float, width: int, epochs: int, quantiles: bool, seed: int
    ) -> None:
        self.name = f"mlp, decay {decay:g}, dropout {dropout:g}"
        self.decay, self.dropout, self.width, self.epochs = decay, dropout, width, epochs
        self.quantiles, self.seed = quantiles, seed
        self.size = 0

    def _tensor(self, x: Inputs) -> Tensor:
        return torch.from_numpy(np.asarray(self.scaler.transform(x), dtype=np.float32))

    def fit(self, known: Known) -> None:
        """Train on the training rows; the validation rows choose the epoch."""
        torch.manual_seed(self.seed)
        self.scaler = (
            QuantileTransformer(output_distribution="normal", n_quantiles=200, random_state=0)
            if self.quantiles
            else StandardScaler()
        ).fit(known.x_train)
        x, y = self._tensor(known.x_train), torch.from_numpy(known.y_train)
        x_valid, y_valid = self._tensor(known.x_valid), torch.from_numpy(known.y_valid)
        self.net = nn.Sequential(
            nn.Linear(x.shape[1], self.width),
            nn.ReLU(),
            nn.Dropout(self.dropout),
            nn.Linear(self.width, self.width),
            nn.ReLU(),
            nn.Dropout(self.dropout),
            nn.Linear(self.width, int(y.max()) + 1),
        )
        self.size = count(self.net)
        optimizer = torch.optim.AdamW(self.net.parameters(), 1e-3, weight_decay=self.decay)
        best, weights = -1.0, copy.deepcopy(self.net.state_dict())
        for _ in range(self.epochs):
            self.net.train()
            for rows in torch.randperm(len(x)).split(128):
                loss = nn.functional.cross_entropy(self.net(x[rows]), y[rows])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            self.net.eval()
            with torch.no_grad():
                score = (self.net(x_valid).argmax(dim=1) == y_valid).double().mean().item()
            if score > best:
                best, weights = score, copy.deepcopy(self.net.state_dict())
        self.net.load_state_dict(weights)

    def predict(self, x: Inputs) -> Labels:
        """Labels, shape (n,)."""
        with torch.no_grad():
            return self.net(self._tensor(x)).argmax(dim=1).numpy()


class CanvasNet:
    """Your `SmallCNN` with AdamW, a warm-up and a cosine: the training of `convolution`, 4 epochs."""

    def __init__(self, learning_rate: float, seed: int) -> None:
        self.name = f"cnn, rate {learning_rate:g}"
        self.learning_rate, self.seed = learning_rate, seed
        self.size = 0

    def fit(self, known: Known) -> None:
        """Train on the training rows only."""
        torch.manual_seed(self.seed)
        self.net = SmallCNN(classes=10)
        self.size = count(self.net)
        x, y = torch.from_numpy(known.x_train)[:, None], torch.from_numpy(known.y_train)
        epochs, batch = 4, 32
        optimizer = torch.optim.AdamW(self.net.parameters(), lr=self.learning_rate, weight_decay=0.05)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, self.learning_rate, total_steps=epochs * -(-len(x) // batch)
        )
        self.net.train()
        for _ in range(epochs):
            for rows in torch.randperm(len(x)).split(batch):
                loss = nn.functional.cross_entropy(self.net(x[rows]), y[rows])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                schedule.step()
        self.net.eval()

    def predict(self, x: Inputs) -> Labels:
        """Labels, shape (n,)."""
        with torch.no_grad():
            images = torch.from_numpy(x)[:, None]
            return torch.cat([self.net(part).argmax(dim=1) for part in images.split(250)]).numpy()


class ShiftNet:
    """Your `StateTracker` and its `train`: a GRU of 48 units, labeled at the last event only, 6 epochs."""

    def __init__(self, learning_rate: float, seed: int) -> None:
        self.name = f"gru, rate {learning_rate:g}"
        self.learning_rate, self.seed = learning_rate, seed
        self.size = 0

    def fit(self, known: Known) -> None:
        """Train on the training rows only."""
        self.net = StateTracker(events=4, states=6, hidden=48, seed=self.seed)
        self.size = count(self.net)
        x = known.x_train
        last = (x >= 0).sum(axis=1) - 1
        labels = np.full(x.shape, IGNORE)
        labels[np.arange(len(x)), last] = known.y_train
        events = torch.from_numpy(np.maximum(x, 0))
        train(
            self.net,
            events,
            torch.from_numpy(labels),
            epochs=6,
            learning_rate=self.learning_rate,
            seed=self.seed,
        )

    def predict(self, x: Inputs) -> Labels:
        """States after the last event, shape (n,)."""
        last = (x >= 0).sum(axis=1) - 1
        return self.net.predict(torch.from_numpy(np.maximum(x, 0))).numpy()[np.arange(len(x)), last]


class LookupNet:
    """Your `RecallNet` and its `train_recall`: one block, two heads, 5 epochs."""

    def __init__(self, learning_rate: float, seed: int) -> None:
        self.name = f"attention, rate {learning_rate:g}"
        self.learning_rate, self.seed = learning_rate, seed
        self.size = 0

    @staticmethod
    def _parts(x: Inputs) -> tuple[Tensor, Tensor, Tensor]:
        rows = torch.from_numpy(x)
        return rows[:, :PAIRS], rows[:, PAIRS : 2 * PAIRS], rows[:, -1]

    def fit(self, known: Known) -> None:
        """Train on the training rows only."""
        self.net = RecallNet(KEYS, VALUES, width=32, heads=2, blocks=1, seed=self.seed)
        self.size = count(self.net)
        train_recall(
            self.net,
            *self._parts(known.x_train),
            torch.from_numpy(known.y_train),
            epochs=5,
            learning_rate=self.learning_rate,
            seed=self.seed,
        )
        self.net.eval()

    def predict(self, x: Inputs) -> Labels:
        """Labels, shape (n,)."""
        with torch.no_grad():
            return self.net(*self._parts(x)).argmax(dim=1).numpy()
