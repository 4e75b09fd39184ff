# What: puts the rate into the velocity, so that old steps keep old rates
# Fails: momentum-torch
# Hint: momentum-form
# region sgd_momentum
    for parameter, gradient, velocity in zip(parameters, gradients, velocities):
        if gradient is None:
            continue
        velocity *= momentum
        velocity += learning_rate * gradient
        parameter -= velocity
# endregion sgd_momentum
