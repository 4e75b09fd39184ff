# What: the larger of the two variances, with the report that belongs to it
# region sample
    with torch.no_grad():
        x = torch.randn((len(labels), n_features), generator=generator)
        for step in reversed(range(schedule.n_steps)):
            b, a = schedule.betas[step], schedule.alpha_bars[step]
            t = torch.full((len(labels),), step)
            noise = guidance(model, x, t, labels, null_label, weight)
            x = (x - b / (1.0 - a).sqrt() * noise) / (1.0 - b).sqrt()
            if step > 0:
                x = x + b.sqrt() * torch.randn(x.shape, generator=generator)
        return x
# endregion sample
# region results
**Answer.** Diffusion samples are harder to tell from real digits than those of the best classical generator (AUC
0.921 against 0.967). As training data they are worth less (96.0 % against 99.1 %).

| figure | value |
| --- | --- |
| diffusion_agreement | 0.9978 |
| diffusion_copy_ratio | 1.0375 |
| diffusion_diversity | 0.5815 |
| diffusion_auc | 0.9206 |
| diffusion_usefulness | 0.9600 |
| classical_name | mixture |
| classical_agreement | 0.9918 |
| classical_copy_ratio | 1.0854 |
| classical_diversity | 0.7689 |
| classical_auc | 0.9665 |
| classical_usefulness | 0.9911 |
| kernel_copy_ratio | 0.7508 |
| kernel_usefulness | 0.9911 |
| usefulness_difference | -0.0311 |
| usefulness_low | -0.0472 |
| usefulness_high | -0.0151 |
| usefulness_verdict | classical |
| realism_difference | 0.0459 |
| realism_low | 0.0273 |
| realism_high | 0.0656 |
| realism_verdict | deep |

Worst failure: digit 9, diversity 0.54.
# endregion results
