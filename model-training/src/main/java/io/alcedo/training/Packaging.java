package io.alcedo.training;

import io.alcedo.model.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a bundle beside the model. Immutable.
 *
 * @param featureSet the YAML text of the feature set whose vectors trained it, null for none; hosts
 *     compute what a model needs of features by this text
 * @param signingKey who vouches for the bundle, null for nobody
 */
public record Packaging(@Nullable String featureSet, @Nullable SigningKey signingKey) {
  /** Nothing but the model. */
  public static final Packaging NONE = new Packaging(null, null);
}
