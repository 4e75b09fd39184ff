# What: puts new velocities into the list, so that the next step starts from rest
# Fails: momentum-hand-example
# Hint: in-place
# region sgd_momentum
    for i, gradient in enumerate(gradients):
        if gradient is not None:
            velocities[i] = momentum * velocities[i] + gradient
            parameters[i] -= learning_rate * velocities[i]
# endregion sgd_momentum
