# What: takes torch and random for all the generators there are
# Fails: checkpoint-parts
# Hint: checkpoint-random
# region save_checkpoint
    state = {
        "model": run.model.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "schedule": run.schedule.state_dict(),
        "sampler": run.sampler.state_dict(),
        "losses": run.losses,
        "python": random.getstate(),
        "torch": torch.get_rng_state(),
    }
    partial = path.with_name(path.name + ".partial")
    torch.save(state, partial)
    os.replace(partial, path)
# endregion save_checkpoint
# region resume
    state = torch.load(path)
    run.model.load_state_dict(state["model"])
    run.optimizer.load_state_dict(state["optimizer"])
    run.schedule.load_state_dict(state["schedule"])
    run.sampler.load_state_dict(state["sampler"])
    run.losses[:] = state["losses"]
    random.setstate(state["python"])
    torch.set_rng_state(state["torch"])
# endregion resume
