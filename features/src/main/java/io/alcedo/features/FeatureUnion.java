package io.alcedo.features;

import io.alcedo.features.language.FeatureDefinition;
import io.alcedo.features.language.FeatureHash;
import io.alcedo.features.language.Problem;
import io.alcedo.features.language.SetDefinition;
import io.alcedo.features.language.SetUnion;
import io.alcedo.schema.row.RowLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A job's feature set and what models that came later need beside it, as one vector: first the
 * places of the job's own set, then, for each set in the order in which they were added, the
 * features that are not there yet. A feature is recognised by the hash of its definition. So a
 * union only ever grows at its end, and a vector of an earlier one is the beginning of a later one.
 *
 * <pre>{@code
 * FeatureUnion union = FeatureUnion.of(own).with(challengers);
 * union.places(0);         // the length of the job's own vector
 * union.places();          // of the whole one
 * union.compile(layout);   // computes it
 * }</pre>
 *
 * <p>What an added feature finds in profiles that were kept without it is told in {@code
 * docs/features.md}. Immutable and thread-safe.
 */
public final class FeatureUnion {
  /** The most features that sets may add to the job's own. */
  public static final int MOST_EXTRA = 256;

  private final SetDefinition definition;
  private final List<String> names;
  private final List<String> hashes;

  /** The length of the vector of the job's own set, then after each set that was added. */
  private final List<Integer> places;

  private FeatureUnion(SetDefinition definition, List<Integer> before) {
    this.definition = definition;
    List<FeatureDefinition> features = definition.features();
    this.names = features.stream().map(FeatureDefinition::name).toList();
    this.hashes = features.stream().map(feature -> FeatureHash.of(definition, feature)).toList();
    List<Integer> places = new ArrayList<>(before);
    places.add(features.size());
    this.places = List.copyOf(places);
  }

  /** Returns the union of a job's own set with nothing. */
  public static FeatureUnion of(FeatureSet own) {
    return new FeatureUnion(own.definition(), List.of());
  }

  /**
   * Returns this union with one more set, of which only the features are taken that are not there
   * yet.
   *
   * @throws FeatureSetException with all reasons, where the job cannot compute them beside its own
   */
  public FeatureUnion with(FeatureSet added) throws FeatureSetException {
    SetUnion.Result result = SetUnion.of(definition, added.definition());
    SetDefinition union = result.set();
    if (union == null) {
      throw new FeatureSetException(added.name(), result.problems());
    }
    int extra = union.features().size() - places(0);
    if (extra > MOST_EXTRA) {
      throw new FeatureSetException(
          added.name(),
          List.of(
              new Problem(
                  0,
                  "Sets add at most %d features to a job's own; to compute more, restart it with a"
                          .formatted(MOST_EXTRA)
                      + " set that has them: extra="
                      + extra)));
    }
    return new FeatureUnion(union, places);
  }

  /** Returns how many sets were added. */
  public int added() {
    return places.size() - 1;
  }

  /** Returns the length of the vector. */
  public int places() {
    return names.size();
  }

  /**
   * Returns the length of the vector after the first of the added sets.
   *
   * @param added how many of them, 0 for the job's own set alone
   */
  public int places(int added) {
    return places.get(added);
  }

  /** Returns the features' names in the order of the vector, each once. */
  public List<String> names() {
    return names;
  }

  /** Returns the hashes of the features' definitions (16 hex digits), in the vector's order. */
  public List<String> hashes() {
    return hashes;
  }

  /**
   * Returns the hash of the set that the first places make up; of those of the job's own set it is
   * that of the set.
   *
   * @param places how many, up to all
   */
  public String hash(int places) {
    return columns(places).hash();
  }

  /**
   * Returns what stands at the first places.
   *
   * @param places how many, up to all
   */
  public FeatureColumns columns(int places) {
    return new FeatureColumns(names.subList(0, places), hashes.subList(0, places));
  }

  /**
   * Compiles the union.
   *
   * @param layout the rows' layout, with a slot for each signal of the job's own set
   */
  public FeaturePlan compile(RowLayout layout) {
    return new PlanCompiler(definition, layout).compile();
  }
}
