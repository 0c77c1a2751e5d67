package io.alcedo.scoring.inference;

import io.alcedo.model.BundleManifest;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.Scorer;

/**
 * A model that is ready to score for one subtask.
 *
 * @param manifest what its bundle says of it
 * @param binding where its features stand in the job's vectors
 * @param scorer its session
 * @param cpuFallback whether it runs on the CPU although a GPU was asked for
 * @param release closes the session; called once, when nobody uses it
 */
public record LoadedModel(
    BundleManifest manifest,
    FeatureBinding binding,
    Scorer scorer,
    boolean cpuFallback,
    Runnable release) {}
