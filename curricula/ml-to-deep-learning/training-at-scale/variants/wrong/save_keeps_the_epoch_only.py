# What: begins the epoch anew after a restart
# Fails: checkpoint-parts
# Hint: checkpoint-sampler
# region resume
    state = torch.load(path)
    run.model.load_state_dict(state["model"])
    run.optimizer.load_state_dict(state["optimizer"])
    run.schedule.load_state_dict(state["schedule"])
    run.sampler.epoch = state["sampler"]["epoch"]
    run.losses[:] = state["losses"]
    random.setstate(state["python"])
    kind, keys, *rest = state["numpy"]
    np.random.set_state((kind, np.array(keys, dtype=np.uint32), *rest))
    torch.set_rng_state(state["torch"])
# endregion resume
