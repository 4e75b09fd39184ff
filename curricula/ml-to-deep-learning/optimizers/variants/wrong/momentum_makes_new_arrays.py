# What: puts new arrays into the list instead of changing the old ones
# Fails: momentum-hand-example
# Hint: in-place
# region sgd_momentum
    for i, gradient in enumerate(gradients):
        if gradient is not None:
            velocities[i] = momentum * velocities[i] + gradient
            parameters[i] = parameters[i] - learning_rate * velocities[i]
# endregion sgd_momentum
