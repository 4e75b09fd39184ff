"""The judge: which tests of a suite can be trusted, and which mutants they catch."""

from __future__ import annotations

import random
from dataclasses import dataclass

from mutantlab.catalog import Sources
from mutantlab.lab import Lab, Outcome, Run


@dataclass(frozen=True)
class Variant:
    """A correct version of the package and the order in which the suite runs on it.

    Attributes:
        name: what is different, in plain words.
        sources: the version.
        order: as `Lab.run` takes it.
    """

    name: str
    sources: Sources
    order: str | int = "given"


@dataclass(frozen=True)
class Verdict:
    """What the suite said about one mutant.

    Attributes:
        caught_by: the first trusted test that failed, "" if none did.
        error: the type of its exception.
        unstable: that test failed on a correct version too when it was asked again: it proves nothing.
    """

    caught_by: str
    error: str = ""
    unstable: bool = False


class Judge:
    """One suite before the judge. Runs are kept, so asking twice costs nothing.

    A test is *trusted* if it passes on every correct version in every order. Only trusted tests can catch a mutant: a
    test that is red on correct code is red whatever the mistake.
    """

    def __init__(self, lab: Lab, variants: list[Variant], suite: str = "tests", seed: int = 0) -> None:
        """`variants[0]` is the given package; the rest are versions that must pass as well."""
        self.lab = lab
        self.variants = variants
        self.suite = suite
        self._random = random.Random(seed)
        self._correct: dict[str, Run] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._confirmed: set[str] = set()

    def correct(self, name: str) -> Run:
        """The run on the correct version of that name."""
        if name not in self._correct:
            variant = next(variant for variant in self.variants if variant.name == name)
            self._correct[name] = self.lab.run(variant.sources, order=variant.order, paths=[self.suite], explain=True)
        return self._correct[name]

    def false_alarms(self, name: str) -> list[Outcome]:
        """Tests that are not green on the correct version of that name."""
        return [outcome for outcome in self.correct(name).outcomes if outcome.outcome != "passed"]

    def errors(self) -> tuple[str, ...]:
        """Files of the suite that cannot be collected on the given package."""
        return self.correct(self.variants[0].name).errors

    def trusted(self) -> list[str]:
        """Node ids of the trusted tests, quick ones first."""
        first = sorted(self.correct(self.variants[0].name).outcomes, key=lambda outcome: outcome.seconds)
        tests = [outcome.test for outcome in first]
        for variant in self.variants:
            if not tests or self.correct(variant.name).errors:
                return []
            bad = {alarm.test for alarm in self.false_alarms(variant.name)}
            tests = [test for test in tests if test not in bad]
        return tests

    def specificity(self) -> float:
        """Share of the correct versions on which the whole suite is green."""
        green = [
            not self.correct(v.name).errors and bool(self.correct(v.name).outcomes) and not self.false_alarms(v.name)
            for v in self.variants
        ]
        return sum(green) / len(green)

    def verdict(self, name: str, sources: Sources) -> Verdict:
        """Whether the trusted tests catch the mutant; they stop at the first that does.

        A test that fails for the first time is asked again, and later ones now and then, on a correct version drawn at
        random. One time in five the whole suite is asked on a correct version before. All these runs look alike from
        inside: same tests, same order, same options. So a test can't know what it looks at by how or how often it runs.
        """
        if name not in self._verdicts:
            self._verdicts[name] = self._ask(sources)
        return self._verdicts[name]

    def _ask(self, sources: Sources) -> Verdict:
        trusted = self.trusted()
        if not trusted:
            return Verdict("")
        if self._random.random() < 0.2:
            early = self.lab.run(self._any(), only=trusted, order=trusted, first_failure=True, paths=[self.suite])
            if early.red:
                return Verdict(next((o.test for o in early.outcomes if o.outcome != "passed"), ""), unstable=True)
        run = self.lab.run(sources, only=trusted, order=trusted, first_failure=True, paths=[self.suite])
        if run.errors:
            return Verdict(run.errors[0], "collection error")
        failed = [outcome for outcome in run.outcomes if outcome.outcome == "failed"]
        if not failed:
            return Verdict("")
        test, error = failed[0].test, failed[0].error
        if test in self._confirmed and self._random.random() < 0.7:
            return Verdict(test, error)
        again = self.lab.run(self._any(), only=trusted, order=trusted, until=test, paths=[self.suite])
        self._confirmed.add(test)
        return Verdict(test, error, unstable=any(outcome.outcome != "passed" for outcome in again.outcomes))

    def _any(self) -> Sources:
        return self._random.choice(self.variants).sources
