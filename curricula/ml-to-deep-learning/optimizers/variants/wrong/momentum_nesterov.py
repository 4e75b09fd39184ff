# What: looks ahead, which is Nesterov's momentum
# Fails: momentum-hand-example
# Hint: momentum-form
# region sgd_momentum
    for parameter, gradient, velocity in zip(parameters, gradients, velocities):
        if gradient is None:
            continue
        velocity *= momentum
        velocity += gradient
        parameter -= learning_rate * (gradient + momentum * velocity)
# endregion sgd_momentum
