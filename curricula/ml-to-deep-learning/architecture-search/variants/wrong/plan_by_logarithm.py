# What: finds the number of stages by a logarithm, which is not quite whole
# Fails: plan-largest
# Hint: plan-powers
# region plan_halving
    steps = math.log(max_epochs / min_epochs, eta)
    if steps != int(steps) or budget < max_epochs:
        raise ValueError("no plan")
    stages = [min_epochs * eta**k for k in range(int(steps) + 1)]

    def rungs(n: int) -> list[Rung]:
        return [Rung(max(1, n // eta**k), epochs) for k, epochs in enumerate(stages)]

    def cost(plan: list[Rung]) -> int:
        before = [0, *stages]
        return sum(rung.candidates * (rung.epochs - old) for rung, old in zip(plan, before))

    n = 1
    while cost(rungs(n + 1)) <= budget:
        n += 1
    return rungs(n)
# endregion plan_halving
