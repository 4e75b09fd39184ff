# What: looks at the first calls
# Fails: bottleneck
# Hint: profile-warmup
# region profile_step
    with profile(activities=[ProfilerActivity.CPU]) as profiler:
        for _ in range(warmup + active):
            step()
    rows = profiler.key_averages()
    stages = {row.key.removeprefix("stage/"): row.cpu_time_total for row in rows if row.key.startswith("stage/")}
    total = sum(stages.values())
    operators = [row for row in rows if row.key.startswith("aten::")]
    return Profile(
        {name: spent / total for name, spent in stages.items()},
        max(stages, key=lambda name: stages[name]),
        max(operators, key=lambda row: row.self_cpu_time_total).key,
    )
# endregion profile_step
