# What: takes a gradient that is None for zero
# Fails: momentum-torch
# Hint: none-gradient
# region sgd_momentum
    for parameter, gradient, velocity in zip(parameters, gradients, velocities):
        velocity *= momentum
        if gradient is not None:
            velocity += gradient
        parameter -= learning_rate * velocity
# endregion sgd_momentum
