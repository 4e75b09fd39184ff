# What: takes KL(q || p)
# Fails: loss-hand-example
# Hint: loss-direction
# region distillation_loss
    log_q = functional.log_softmax(student_logits / temperature, dim=1)
    log_p = functional.log_softmax(teacher_logits / temperature, dim=1)
    soft = temperature**2 * (log_q.exp() * (log_q - log_p)).sum(dim=1).mean()
    labeled = y != UNLABELED
    hard = functional.cross_entropy(student_logits[labeled], y[labeled]) if labeled.any() else soft.new_zeros(())
    return weight * soft + (1.0 - weight) * hard
# endregion distillation_loss
