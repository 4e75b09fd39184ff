# What: multiplies the gradient by 1 - momentum, as a running mean
# Fails: momentum-hand-example
# Hint: momentum-form
# region sgd_momentum
    for parameter, gradient, velocity in zip(parameters, gradients, velocities):
        if gradient is None:
            continue
        velocity *= momentum
        velocity += (1 - momentum) * gradient
        parameter -= learning_rate * velocity
# endregion sgd_momentum
