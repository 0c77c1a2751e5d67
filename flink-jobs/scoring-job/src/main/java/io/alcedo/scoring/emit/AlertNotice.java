package io.alcedo.scoring.emit;

import io.alcedo.jobs.SerializedTypeInfo;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What is told to the {@link AlertLinker}: an alert is raised, or a verdict closed one. Immutable.
 *
 * @param cardKey tenant and card token, by which alerts are linked
 * @param alertId the alert's id
 * @param riskEvent the framed risk event of a raised alert; empty where a verdict closes it
 * @param silent whether an alert is only remembered, since it is raised under another key of the
 *     card
 */
public record AlertNotice(String cardKey, String alertId, byte[] riskEvent, boolean silent) {
  /** The type of a stream of notices. */
  public static final TypeInformation<AlertNotice> TYPE =
      new SerializedTypeInfo<>(AlertNotice.class, AlertNoticeSerializer.INSTANCE);

  /** The side output of the score operator that takes them. */
  public static final OutputTag<AlertNotice> TAG = new OutputTag<>("alert-notices", TYPE);

  private static final byte[] NOTHING = {};

  /** Creates the notice of an alert that is raised, or closed where there is no risk event. */
  public AlertNotice(String cardKey, String alertId, byte[] riskEvent) {
    this(cardKey, alertId, riskEvent, false);
  }

  /** Returns the notice that an alert is raised under another key of its card. */
  static AlertNotice remembered(String cardKey, String alertId, byte[] riskEvent) {
    return new AlertNotice(cardKey, alertId, riskEvent, true);
  }

  /** Returns the notice that an alert, if there is one of this id, needs no attention any more. */
  public static AlertNotice closed(String cardKey, String alertId) {
    return new AlertNotice(cardKey, alertId, NOTHING);
  }

  /** Returns whether the notice closes the alert. */
  public boolean closes() {
    return riskEvent.length == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AlertNotice notice
        && cardKey.equals(notice.cardKey)
        && alertId.equals(notice.alertId)
        && silent == notice.silent
        && Arrays.equals(riskEvent, notice.riskEvent);
  }

  @Override
  public int hashCode() {
    return alertId.hashCode();
  }

  @Override
  public String toString() {
    return "AlertNotice[" + alertId + (closes() ? ", closes]" : "]");
  }
}
