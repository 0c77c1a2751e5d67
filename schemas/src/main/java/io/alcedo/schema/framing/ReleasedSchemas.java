package io.alcedo.schema.framing;

import io.alcedo.schema.topics.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * The schemas that were ever released, frozen as full JSON under {@code released/} on the class
 * path: {@code NAME.v1.avsc}, {@code NAME.v2.avsc} and so on. Whoever holds bytes that any of them
 * wrote can read them. Stateless.
 */
public final class ReleasedSchemas {
  private ReleasedSchemas() {}

  /** Returns the releases of the records of all topics, older ones first within each. */
  public static List<Schema> all() {
    List<Schema> all = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      all.addAll(of(topic.schema().getName()));
    }
    return all;
  }

  /** Returns the releases of one record, oldest first; empty where there is none. */
  public static List<Schema> of(String recordName) {
    List<Schema> releases = new ArrayList<>();
    for (int version = 1; ; version++) {
      String resource = "/released/" + recordName + ".v" + version + ".avsc";
      try (InputStream in = ReleasedSchemas.class.getResourceAsStream(resource)) {
        if (in == null) {
          return releases;
        }
        releases.add(new SchemaParser().parse(in).mainSchema());
      } catch (IOException e) {
        throw new UncheckedIOException("A released schema can be read: resource=" + resource, e);
      }
    }
  }
}
