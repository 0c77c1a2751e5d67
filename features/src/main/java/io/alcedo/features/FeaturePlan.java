package io.alcedo.features;

import io.alcedo.features.language.FeatureWording;
import io.alcedo.features.row.RowFeature;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A feature set compiled for rows of one layout: what each place of the vector is, and the code
 * that fills it. Its entities hold buffers, so a plan serves one thread at a time; compile one per
 * operator.
 */
public final class FeaturePlan {
  /** One place of the vector. */
  record Place(String name, String family, String hash, String text) {}

  /** A feature of the row alone, the place it fills, and what stands for unknown. */
  record RowPlace(RowFeature feature, int place, double empty) {}

  private final String name;
  private final RowLayout layout;
  private final List<Place> places;
  private final RowPlace[] rowPlaces;
  private final List<EntityPlan> entities;
  private final Set<RowLayout.Slot> slots;
  private final Map<String, String> familyTexts;
  private final String hash;
  private final int baseCurrencyDigits;
  private final boolean readsVectors;

  FeaturePlan(
      String name,
      RowLayout layout,
      List<Place> places,
      List<RowPlace> rowPlaces,
      List<EntityPlan> entities,
      Set<RowLayout.Slot> slots,
      Map<String, String> familyTexts,
      String hash,
      int baseCurrencyDigits) {
    this.name = name;
    this.layout = layout;
    this.places = List.copyOf(places);
    this.rowPlaces = rowPlaces.toArray(RowPlace[]::new);
    this.entities = List.copyOf(entities);
    this.slots = Set.copyOf(slots);
    this.familyTexts = Map.copyOf(familyTexts);
    this.hash = hash;
    this.baseCurrencyDigits = baseCurrencyDigits;
    this.readsVectors = entities.stream().anyMatch(entity -> entity.layout().readsVector());
  }

  /** Returns the name of the feature set. */
  public String name() {
    return name;
  }

  /** Returns the layout of the rows that this plan reads. */
  public RowLayout layout() {
    return layout;
  }

  /** Returns every slot of a row that this plan may read; the others may be absent. */
  public Set<RowLayout.Slot> slots() {
    return slots;
  }

  /** Returns the length of the vector. */
  public int size() {
    return places.size();
  }

  /** Returns the features' names, in the order of the vector. */
  public List<String> names() {
    return places.stream().map(Place::name).toList();
  }

  /** Returns the features' families, in the order of the vector. */
  public List<String> families() {
    return places.stream().map(Place::family).toList();
  }

  /** Returns the hashes of the features' definitions (16 hex digits), in the vector's order. */
  public List<String> hashes() {
    return places.stream().map(Place::hash).toList();
  }

  /** Returns what stands where in the vector. */
  public FeatureColumns columns() {
    return new FeatureColumns(names(), hashes());
  }

  /** Returns the hash over all names and definitions in order, as 16 hex digits. */
  public String hash() {
    return hash;
  }

  /** Returns the decimal digits of the base currency: its amounts are minor units / 10^it. */
  public int baseCurrencyDigits() {
    return baseCurrencyDigits;
  }

  /** Returns what a person reads when the feature at this place is a reason. */
  public String featureText(int place) {
    return places.get(place).text();
  }

  /** Returns what a person reads when this family is a reason; its name where none is stated. */
  public String familyText(String family) {
    return familyTexts.getOrDefault(family, FeatureWording.family(family));
  }

  /** Returns a vector in which every value is NaN. */
  public float[] newVector() {
    float[] vector = new float[places.size()];
    Arrays.fill(vector, Float.NaN);
    return vector;
  }

  /** Fills the places that need nothing but the row. */
  public void rowFeatures(TransactionRow row, float[] vector) {
    for (RowPlace rowPlace : rowPlaces) {
      double value = rowPlace.feature.value(row);
      vector[rowPlace.place] = (float) (Double.isNaN(value) ? rowPlace.empty : value);
    }
  }

  /**
   * Returns whether profiles remember something of the vectors, so that transactions need theirs
   * even where nobody is scored by it.
   */
  public boolean readsVectors() {
    return readsVectors;
  }

  /** Returns the entities in the order of the feature set, which is that of the job's hops. */
  public List<EntityPlan> entities() {
    return entities;
  }
}
