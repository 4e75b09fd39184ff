"""Classical density models at their best, as generators: one density for each class. Given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.covariance import LedoitWolf
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture
from sklearn.model_selection import GridSearchCV, KFold
from sklearn.neighbors import KernelDensity
from torch import Tensor

from deepbridge.data import Labels, Pixels


class Generator(Protocol):
    """A density that new rows can be drawn from."""

    def sample(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """`n` new rows, shape (n, d)."""
        ...


class ClassGaussian:
    """One Gaussian with a shrunk covariance (Ledoit and Wolf 2004): LDA and QDA, run backward."""

    def __init__(self, x: Pixels) -> None:
        self.model = LedoitWolf().fit(x)

    def sample(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Draws from the Gaussian."""
        return rng.multivariate_normal(
            self.model.location_, self.model.covariance_, size=n, method="cholesky"
        )


class Kernel:
    """Kernel density estimate with a Gaussian kernel; the bandwidth with the best 3-fold likelihood."""

    def __init__(self, x: Pixels) -> None:
        folds = KFold(3, shuffle=True, random_state=0)
        search = GridSearchCV(KernelDensity(), {"bandwidth": np.geomspace(0.1, 0.8, 10)}, cv=folds)
        self.model: KernelDensity = search.fit(x).best_estimator_

    def sample(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """A training row at random plus noise of the bandwidth."""
        return np.asarray(self.model.sample(n, random_state=int(rng.integers(2**31))))


class Mixture:
    """Gaussian mixture on principal components, with noise in the directions that PCA leaves out.

    Number of directions and of parts: the best 3-fold likelihood of whole rows.
    """

    def __init__(self, x: Pixels) -> None:
        rows = x.astype(np.float64)
        choices = [(k, parts) for k in (10, 20) for parts in (1, 2, 4)]
        folds = list(KFold(3, shuffle=True, random_state=0).split(rows))

        def score(choice: tuple[int, int]) -> float:
            fitted = ((self._fit(rows[train], *choice), test) for train, test in folds)
            return float(np.mean([self._log_likelihood(model, rows[test]) for model, test in fitted]))

        self.choice = max(choices, key=score)
        self.pca, self.mixture, self.rest = self._fit(rows, *self.choice)

    @staticmethod
    def _fit(x: NDArray[np.float64], k: int, parts: int) -> tuple[PCA, GaussianMixture, float]:
        pca = PCA(k).fit(x)
        mixture = GaussianMixture(parts, reg_covar=0.01, random_state=0).fit(pca.transform(x))
        residual = x - pca.inverse_transform(pca.transform(x))
        return pca, mixture, float((residual**2).sum() / (len(x) * (x.shape[1] - k)))

    @staticmethod
    def _log_likelihood(model: tuple[PCA, GaussianMixture, float], x: NDArray[np.float64]) -> float:
        pca, mixture, rest = model
        codes = pca.transform(x)
        squared = ((x - pca.inverse_transform(codes)) ** 2).sum(axis=1)
        left = x.shape[1] - codes.shape[1]
        outside = -0.5 * (squared / rest + left * np.log(2 * np.pi * rest))
        return float((mixture.score_samples(codes) + outside).mean())

    def sample(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """A part at random, a code from it, back to pixels, noise outside the principal directions."""
        weights, components = np.asarray(self.mixture.weights_), np.asarray(self.pca.components_)
        means, covariances = np.asarray(self.mixture.means_), np.asarray(self.mixture.covariances_)
        parts = rng.choice(len(weights), size=n, p=weights)
        codes = np.stack([rng.multivariate_normal(means[part], covariances[part]) for part in parts])
        noise = rng.normal(scale=np.sqrt(self.rest), size=(n, components.shape[1]))
        noise -= (noise @ components.T) @ components
        return self.pca.inverse_transform(codes) + noise


MODELS = {"gaussian": ClassGaussian, "kernel": Kernel, "mixture": Mixture}


def classical_samples(name: str, x: Pixels, y: Labels, labels: Labels, seed: int) -> NDArray[np.float64]:
    """New rows from one density for each class.

    Args:
        name: a key of `MODELS`.
        x: training rows, shape (n, d).
        y: shape (n,).
        labels: the wanted classes, shape (m,).

    Returns:
        Shape (m, d), not clipped.
    """
    rng = np.random.default_rng(seed)
    made = np.zeros((len(labels), x.shape[1]))
    for label in np.unique(labels):
        wanted = labels == label
        made[wanted] = MODELS[name](x[y == label]).sample(int(wanted.sum()), rng)
    return made


@dataclass(frozen=True)
class ProbabilisticPCA:
    """PCA as a Gaussian model: z ~ N(0, I), x = weight z + mean + noise (Tipping and Bishop 1999).

    The likelihood is known (`pca.score_samples`), and so is the posterior of z: a bound can be compared.

    Attributes:
        pca: scikit-learn's fitted model.
        weight: shape (d, k), with orthogonal columns.
        noise_std: standard deviation of every pixel given z.
    """

    pca: PCA
    weight: Tensor
    noise_std: float

    def decode(self, z: Tensor) -> Tensor:
        """Means of rows, (…, k) to (…, d)."""
        return z @ self.weight.T + torch.from_numpy(self.pca.mean_)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The true posterior of z: means and log variances, (n, d) to (n, k) each."""
        total = self.weight.square().sum(dim=0) + self.noise_std**2
        mean = (x - torch.from_numpy(self.pca.mean_)) @ self.weight / total
        return mean, (self.noise_std**2 / total).log().expand_as(mean)


def probabilistic_pca(x: Pixels, k: int) -> ProbabilisticPCA:
    """PCA with k directions, in float64."""
    pca = PCA(k).fit(x.astype(np.float64))
    noise = float(pca.noise_variance_)
    weight = np.asarray(pca.components_).T * np.sqrt(pca.explained_variance_ - noise)
    return ProbabilisticPCA(pca, torch.from_numpy(weight), noise**0.5)
