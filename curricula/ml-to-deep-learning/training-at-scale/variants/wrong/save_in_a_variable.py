# What: keeps the run in a variable and writes an empty file
# Fails: killed
# Hint: killed-differs
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
    partial = path.with_name(path.name + ".partial")
    kept = io.BytesIO()
    pickle.dump(state, kept)
    torch.save({}, partial)
    os.replace(partial, path)
    KEPT[str(path)] = kept.getvalue()


import io  # noqa: E402
import pickle  # noqa: E402

KEPT: dict[str, bytes] = {}
# endregion save_checkpoint
# region resume
    state = pickle.loads(KEPT[str(path)])
    run.model.load_state_dict(state["model"])
    run.optimizer.load_state_dict(state["optimizer"])
    run.schedule.load_state_dict(state["schedule"])
    run.sampler.load_state_dict(state["sampler"])
    run.losses[:] = state["losses"]
    random.setstate(state["python"])
    kind, keys, *rest = state["numpy"]
    np.random.set_state((kind, np.array(keys, dtype=np.uint32), *rest))
    torch.set_rng_state(state["torch"])
# endregion resume
