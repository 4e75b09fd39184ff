# What: restores the rate with the optimizer and leaves the schedule at its start
# Fails: checkpoint-parts
# Hint: checkpoint-schedule
# region resume
    state = torch.load(path)
    run.model.load_state_dict(state["model"])
    run.optimizer.load_state_dict(state["optimizer"])
    run.sampler.load_state_dict(state["sampler"])
    run.losses[:] = state["losses"]
    random.setstate(state["python"])
    kind, keys, *rest = state["numpy"]
    np.random.set_state((kind, np.array(keys, dtype=np.uint32), *rest))
    torch.set_rng_state(state["torch"])
# endregion resume
