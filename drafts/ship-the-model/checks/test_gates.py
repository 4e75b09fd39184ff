"""The gates: the distilled student, the smaller files, and the repaired model."""

from __future__ import annotations

import numpy as np
import torch
from reference import camera_of, fleet_of, run_onnx

from conftest import Report
from deepbridge.trainer import logits

GATE_REPAIRED, LEANING_REPAIRED = 0.88, 0.055


def test_distilled(seed: int, report: Report) -> None:
    fleet = fleet_of(seed)
    gold = fleet.data.y_test
    ours, scratch = (
        float((logits(model, fleet.data.x_test).argmax(axis=1) == gold).mean())
        for model in (fleet.student, fleet.scratch)
    )
    needed = max(0.9, scratch + 0.04, fleet.svm_accuracy + 0.03)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{ours:.3f}",
        student=ours,
        scratch=scratch,
        svm_on_labels=fleet.svm_accuracy,
        logistic=fleet.entries["logistic"].accuracy,
        svm=fleet.entries["svm"].accuracy,
    )
    assert ours >= needed, (
        f"The distilled student must reach {needed:.3f}: at least .9, .04 above the same student on 50 labels "
        f"({scratch:.3f}) and .03 above an SVM on them ({fleet.svm_accuracy:.3f}). It has {ours:.3f}. If the "
        "checks of the "
        "loss and of the steps pass, look at the rows without a label: they are what the student learns from."
    )


def test_small_files(seed: int, report: Report) -> None:
    fleet = fleet_of(seed)
    entries = fleet.entries
    zeros = np.concatenate(
        [p.detach().numpy().ravel() == 0 for n, p in fleet.pruned.named_parameters() if p.dim() > 1]
    ).mean()
    report(
        teacher=entries["teacher"].accuracy,
        teacher_int8=entries["teacher_int8"].accuracy,
        pruned=entries["pruned"].accuracy,
        student_int8=entries["student_int8"].accuracy,
        teacher_kilobytes=entries["teacher"].kilobytes,
        teacher_int8_kilobytes=entries["teacher_int8"].kilobytes,
        student_kilobytes=entries["student"].kilobytes,
        student_int8_kilobytes=entries["student_int8"].kilobytes,
        logistic_kilobytes=entries["logistic"].kilobytes,
        svm_kilobytes=entries["svm"].kilobytes,
        svm_zipped=entries["svm"].zipped,
        pruned_zipped=entries["pruned"].zipped,
        teacher_int8_zipped=entries["teacher_int8"].zipped,
    )
    for name, model in (("teacher", fleet.teacher), ("student", fleet.student), ("pruned", fleet.pruned)):
        scores = run_onnx(entries[name].path, fleet.data.x_test)
        far = float(np.abs(scores - logits(model, fleet.data.x_test)).max())
        assert far < 1e-3, f"{name}.onnx and the model in torch differ by {far:.2g} in a logit."
    if abs(float(zeros) - 0.9) > 0.005:
        report(hint="keep-zero")
    assert abs(float(zeros) - 0.9) <= 0.005, (
        f"The pruned teacher must have 90 % zeros among its weights after its training; it has {zeros:.1%}. "
        "Were they set "
        "to zero again after each step?"
    )
    for name, needed in (("teacher_int8", 0.945), ("pruned", 0.935)):
        assert entries[name].accuracy >= needed, (
            f"{name} must reach {needed}; it has {entries[name].accuracy:.3f}, the teacher "
            f"{entries['teacher'].accuracy:.3f}."
        )
    for small, large, allowed in (("teacher_int8", "teacher", 0.03), ("student_int8", "student", 0.03)):
        fall = entries[large].accuracy - entries[small].accuracy
        if fall > allowed:
            report(hint="quantize-calibration")
        assert fall <= allowed, (
            f"8 bits may cost {allowed} of accuracy; {small} has {entries[small].accuracy:.3f} and {large} "
            f"{entries[large].accuracy:.3f}."
        )
    assert entries["pruned"].accuracy >= entries["teacher"].accuracy - 0.045, (
        f"With 90 % zeros and ten epochs of distillation the teacher may lose .045; it went from "
        f"{entries['teacher'].accuracy:.3f} to {entries['pruned'].accuracy:.3f}."
    )
    assert entries["teacher_int8"].kilobytes <= 0.35 * entries["teacher"].kilobytes, (
        f"The 8-bit teacher must have at most .35 of the size of the float one; it has "
        f"{entries['teacher_int8'].kilobytes:.0f} of {entries['teacher'].kilobytes:.0f} kB."
    )


def test_repaired(seed: int, report: Report) -> None:
    camera = camera_of(seed)
    found = (camera.found.row, camera.found.column) if camera.found is not None else None
    if found != camera.pixel:
        report(hint="shortcut-intervene")
    assert found == camera.pixel, (
        f"The model learned from images with a hot pixel in row {camera.pixel[0]}, column {camera.pixel[1]}; "
        f"find_shortcut says {camera.found}."
    )
    sick, repaired = camera.sick_accuracy, camera.repaired_accuracy
    report(
        sick_follows=sick["follows"],
        sick_off=sick["off"],
        sick_turned=sick["turned"],
        repaired_follows=repaired["follows"],
        repaired_off=repaired["off"],
        repaired_turned=repaired["turned"],
    )
    worst = min(repaired.values())
    leaning = repaired["follows"] - repaired["turned"]
    good = worst >= GATE_REPAIRED and leaning <= LEANING_REPAIRED
    if not good:
        report(hint="repair-tells", expected=f"at least {GATE_REPAIRED}", actual=f"{worst:.3f}")
    assert good, (
        f"The repaired model must have {GATE_REPAIRED} on test digits whatever the pixel does, and at most "
        f"{LEANING_REPAIRED} less when it is turned than when it follows the label; it has {repaired}. The sick "
        "one has "
        f"{sick}."
    )
    # What the pixel adds to the logit of the right class, before and after.
    x = torch.from_numpy(camera.x_check)
    y = torch.from_numpy(camera.y_check)
    shares = []
    for model in (camera.sick, camera.repaired):
        point = x.clone().requires_grad_(True)
        score = model(point).gather(1, y[:, None]).sum()
        (slope,) = torch.autograd.grad(score, point)
        effect = (slope * x).abs().mean(dim=(0, 1))
        shares.append(float(effect[camera.pixel] / effect.sum()))
    report(pixel_share_before=shares[0], pixel_share_after=shares[1])
    assert shares[1] < 0.6 * shares[0], (
        f"The pixel's share of all attributions was {shares[0]:.1%} and is {shares[1]:.1%} after the repair; it must "
        "shrink."
    )
