package io.alcedo.local.analyst;

import io.alcedo.local.analyst.AlertDesk.Entry;
import io.alcedo.local.demo.AlertText;
import io.alcedo.schema.RiskEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The open alerts in lines of text. Stateless. */
final class AlertLines {
  /** What the keys do. */
  static final String KEYS = "f fraud   g genuine   s skip   n next   p previous   q quit";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final AlertText texts;

  AlertLines(AlertText texts) {
    this.texts = texts;
  }

  /** Returns all open alerts by card; the current one is marked. */
  List<String> all(AlertDesk desk) {
    List<String> lines = new ArrayList<>();
    Map<String, List<Entry>> cards = desk.cards();
    for (List<Entry> alerts : cards.values()) {
      lines.add(title(alerts));
      alerts.forEach(alert -> lines.addAll(alert(alert, alert == desk.current())));
    }
    return lines;
  }

  /** Returns one alert with its reasons. */
  List<String> alert(Entry entry, boolean current) {
    RiskEvent event = entry.event();
    List<String> lines = new ArrayList<>();
    lines.add(
        (current ? "> " : "  ")
            + TIME.format(event.getEventTime())
            + "  "
            + AlertText.what(event)
            + "  "
            + event.getTransactionId()
            + (entry.given() == null ? "" : "  -> " + entry.given() + ", on its way"));
    texts.why(event).forEach(why -> lines.add("      " + why));
    return lines;
  }

  private static String title(List<Entry> alerts) {
    RiskEvent event = alerts.get(0).event();
    return "card "
        + event.getCardToken()
        + "  tenant "
        + event.getTenant()
        + "  "
        + alerts.size()
        + (alerts.size() == 1 ? " open alert" : " open alerts");
  }
}
