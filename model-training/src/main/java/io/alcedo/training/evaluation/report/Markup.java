package io.alcedo.training.evaluation.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A page in the making: elements that close in the order in which they opened, all text escaped, so
 * that what comes of it is well-formed XML. For one thread.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  Markup close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** Adds an element that holds nothing. */
  Markup empty(String tag, Object... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** Adds an element that holds text. */
  Markup element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Adds text. */
  Markup text(String text) {
    escape(text, false);
    return this;
  }

  /** Returns the page. */
  String page() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Every element is closed: open=" + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }

  private void start(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(String.valueOf(attributes[i + 1]), true);
      out.append('"');
    }
  }

  /** Quotes stay as they are outside attributes, for the sake of the style element. */
  private void escape(String text, boolean quotes) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '<') {
        out.append("&lt;");
      } else if (one == '>') {
        out.append("&gt;");
      } else if (one == '&') {
        out.append("&amp;");
      } else if (one == '"' && quotes) {
        out.append("&quot;");
      } else {
        out.append(one < ' ' && one != '\n' ? ' ' : one);
      }
    }
  }
}
