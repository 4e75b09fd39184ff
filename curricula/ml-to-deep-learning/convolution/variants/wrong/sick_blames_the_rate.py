# What: believes the colleague and looks at the learning rate
# Fails: sick-run
# Hint: sick-name
# region experiment
    return Finding("learning-rate-too-high", pipeline.learning_rate > 1e-3, pipeline.learning_rate)
# endregion experiment
