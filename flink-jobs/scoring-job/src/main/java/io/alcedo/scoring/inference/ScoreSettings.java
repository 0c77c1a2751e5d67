package io.alcedo.scoring.inference;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.scoring.plan.PlanSource;
import java.io.Serializable;

/**
 * What the score operator is told, as a job graph carries it.
 *
 * @param config the job's configuration
 * @param plan the feature set that makes the vectors
 * @param model the model that scores
 */
public record ScoreSettings(AlcedoConfig config, PlanSource plan, ModelSource model)
    implements Serializable {}
