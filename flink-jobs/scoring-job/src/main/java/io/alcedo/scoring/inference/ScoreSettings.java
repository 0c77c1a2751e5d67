package io.alcedo.scoring.inference;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.Roster;
import java.io.Serializable;

/**
 * What the score operator is told, as a job graph carries it.
 *
 * @param config the job's configuration
 * @param plan the feature set that makes the vectors
 * @param models where models come from
 * @param first what is followed where no state says otherwise
 */
public record ScoreSettings(AlcedoConfig config, PlanSource plan, ModelSource models, Roster first)
    implements Serializable {}
