package io.alcedo.model;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A model that is ready to score one stream: its session, what explains its scores, and where its
 * features stand in the job's vectors. Who makes one holds it; line-ups hold it too; when the last
 * of them lets go, its session is released.
 *
 * <p>Any thread may read and hold it. Its explainer belongs to the thread that decides.
 */
public final class ServedModel {
  private final BundleManifest manifest;
  private final String digest;
  private final FeatureBinding binding;
  private final Scorer scorer;
  private final Explainer explainer;
  private final boolean cpuFallback;
  private final Runnable release;
  private final int places;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile double explainFrom;

  /**
   * A model with one holder, who made it. It explains what its bundle's thresholds call for.
   *
   * @param digest of its bundle
   * @param binding where its features stand in the job's vectors
   * @param scorer its session; nobody else may use it
   * @param cpuFallback whether it computes on the CPU although a GPU was asked for
   * @param release closes the session; called once, by whoever lets go last
   */
  public ServedModel(
      BundleManifest manifest,
      String digest,
      FeatureBinding binding,
      Scorer scorer,
      boolean cpuFallback,
      Runnable release) {
    this.manifest = manifest;
    this.digest = digest;
    this.binding = binding;
    this.scorer = scorer;
    this.explainer = new Explainer(manifest.features(), scorer);
    this.cpuFallback = cpuFallback;
    this.release = release;
    this.explainFrom = manifest.thresholds().review();
    int highest = -1;
    for (int position : binding.positions()) {
      highest = Math.max(highest, position);
    }
    this.places = highest + 1;
  }

  /** The same model behind a session that wraps its own; takes the place of this one. */
  public ServedModel with(UnaryOperator<Scorer> wrap) {
    return new ServedModel(manifest, digest, binding, wrap.apply(scorer), cpuFallback, release);
  }

  /** What its bundle says of it. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** SHA-256 of its bundle's manifest. */
  public String digest() {
    return digest;
  }

  /** Where its features stand in the job's vectors. */
  public FeatureBinding binding() {
    return binding;
  }

  /** Whether it computes on the CPU although a GPU was asked for. */
  public boolean cpuFallback() {
    return cpuFallback;
  }

  /** Whether a vector of which so many leading places are filled has all that the model needs. */
  public boolean covers(int planned) {
    return planned >= places;
  }

  /** The score from which a decision of this model is explained. */
  public double explainFrom() {
    return explainFrom;
  }

  /** Explains scores from this one on; more than 1 explains none. Holds from the next batch on. */
  public void explainFrom(double score) {
    explainFrom = score;
  }

  Scorer scorer() {
    return scorer;
  }

  Explainer explainer() {
    return explainer;
  }

  /**
   * Adds a holder.
   *
   * @throws IllegalStateException if the last one has let go
   */
  public void hold() {
    if (holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      throw new IllegalStateException(
          "A model that was released is not held again: version=" + manifest.version());
    }
  }

  /** Takes a holder away, and releases the session with the last one. */
  public void letGo() {
    int left = holders.decrementAndGet();
    if (left == 0) {
      release.run();
    } else if (left < 0) {
      throw new IllegalStateException(
          "A model is let go as often as it is held: version=" + manifest.version());
    }
  }
}
