# What: leaves out the factor T²
# Fails: loss-hand-example
# Hint: loss-square
# region distillation_loss
    log_q = functional.log_softmax(student_logits / temperature, dim=1)
    log_p = functional.log_softmax(teacher_logits / temperature, dim=1)
    soft = (log_p.exp() * (log_p - log_q)).sum(dim=1).mean()
    labeled = y != UNLABELED
    hard = functional.cross_entropy(student_logits[labeled], y[labeled]) if labeled.any() else soft.new_zeros(())
    return weight * soft + (1.0 - weight) * hard
# endregion distillation_loss
