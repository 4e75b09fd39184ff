# What: keeps one more when eta does not divide
# Fails: plan-largest
# Hint: plan-cost
# region plan_halving
    stages = [min_epochs]
    while stages[-1] < max_epochs:
        stages.append(stages[-1] * eta)
    if stages[-1] != max_epochs or budget < max_epochs:
        raise ValueError(f"no plan from {min_epochs} to {max_epochs} epochs by {eta} within {budget}")

    def rungs(n: int) -> list[Rung]:
        return [Rung(-(-n // eta**k), epochs) for k, epochs in enumerate(stages)]

    def cost(plan: list[Rung]) -> int:
        before = [0, *stages]
        return sum(rung.candidates * (rung.epochs - old) for rung, old in zip(plan, before))

    n = 1
    while cost(rungs(n + 1)) <= budget:
        n += 1
    return rungs(n)
# endregion plan_halving
