# What: writes straight to the place of the last checkpoint
# Fails: atomic
# Hint: checkpoint-atomic
# region save_checkpoint
    numbers: Any = np.random.get_state()  # name, keys as an array, position, has_gauss, gauss
    state = {
        "model": run.model.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "schedule": run.schedule.state_dict(),
        "sampler": run.sampler.state_dict(),
        "losses": run.losses,
        "python": random.getstate(),
        "numpy": (numbers[0], numbers[1].tolist(), *numbers[2:]),
        "torch": torch.get_rng_state(),
    }
    torch.save(state, path)
# endregion save_checkpoint
