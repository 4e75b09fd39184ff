# What: removes the last checkpoint to make room for the new one
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
    partial = path.with_name(f"{path.name}.partial")
    torch.save(state, partial)
    path.unlink(missing_ok=True)
    partial.rename(path)
# endregion save_checkpoint
