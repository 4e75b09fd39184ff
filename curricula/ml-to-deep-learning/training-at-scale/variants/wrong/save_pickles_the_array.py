# What: saves NumPy's array as it is and loads it by running code
# Fails: checkpoint-parts
# Hint: checkpoint-plain
# region save_checkpoint
    numbers: Any = np.random.get_state()  # name, keys as an array, position, has_gauss, gauss
    state = {
        "model": run.model.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "schedule": run.schedule.state_dict(),
        "sampler": run.sampler.state_dict(),
        "losses": run.losses,
        "python": random.getstate(),
        "numpy": numbers,
        "torch": torch.get_rng_state(),
    }
    partial = path.with_name(f"{path.name}.partial")
    torch.save(state, partial)
    os.replace(partial, path)
# endregion save_checkpoint
# region resume
    state = torch.load(path, weights_only=False)
    run.model.load_state_dict(state["model"])
    run.optimizer.load_state_dict(state["optimizer"])
    run.schedule.load_state_dict(state["schedule"])
    run.sampler.load_state_dict(state["sampler"])
    run.losses = list(state["losses"])
    random.setstate(state["python"])
    np.random.set_state(state["numpy"])
    torch.set_rng_state(state["torch"])
# endregion resume
