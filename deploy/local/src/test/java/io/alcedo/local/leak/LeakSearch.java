package io.alcedo.local.leak;

import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.privacy.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Searches the places where a job leaves bytes. */
final class LeakSearch {
  private final LeakCheck check;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * What was found in a place.
   *
   * @param bytes how many were searched
   */
  record Found(String place, long bytes, List<LeakCheck.Hit> hits) {}

  LeakSearch(LeakCheck check) {
    this.check = check;
  }

  /** Searches keys, values and headers of all records of a topic. */
  Found topic(String name, TopicTail tail) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ConsumerRecord<byte[], byte[]> record : tail.records()) {
      append(all, record.key());
      append(all, record.value());
      for (Header header : record.headers()) {
        append(all, header.key().getBytes(StandardCharsets.UTF_8));
        append(all, header.value());
      }
    }
    return bytes("topic " + name, all.toByteArray());
  }

  /** Returns which canaries the values of a topic hold. */
  Set<Integer> canaries(TopicTail tail) {
    Set<Integer> canaries = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> record : tail.records()) {
      if (record.value() != null) {
        check.search(record.value()).forEach(hit -> canaries.add(hit.canary()));
      }
    }
    return canaries;
  }

  private static void append(ByteArrayOutputStream all, byte[] bytes) {
    if (bytes != null) {
      all.writeBytes(bytes);
    }
    all.write('\n');
  }

  /** Searches all files under a directory, and their names. */
  Found files(String place, Path directory) throws IOException {
    List<LeakCheck.Hit> hits = new ArrayList<>();
    long bytes = 0;
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      hits.addAll(check.search(directory.relativize(file).toString()));
      try {
        bytes += Files.size(file);
        hits.addAll(check.search(file));
      } catch (NoSuchFileException e) {
        continue; // The running job was done with it.
      }
    }
    return new Found(place, bytes, hits);
  }

  /** Searches pages that are served over HTTP. */
  Found pages(String place, List<URI> pages) throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (URI page : pages) {
      for (String accept : List.of("text/plain", "application/openmetrics-text")) {
        HttpRequest request = HttpRequest.newBuilder(page).header("Accept", accept).build();
        append(all, http.send(request, BodyHandlers.ofByteArray()).body());
      }
    }
    return bytes(place, all.toByteArray());
  }

  /** Searches what Flink's own pages say of a job. */
  Found flinkPages(RunningJob job) throws Exception {
    String flink = job.restAddress() + "/jobs/" + job.id();
    return pages(
        "Flink's pages",
        Stream.of("", "/plan", "/config", "/exceptions", "/checkpoints")
            .map(path -> URI.create(flink + path))
            .toList());
  }

  /** Searches bytes. */
  Found bytes(String place, byte[] bytes) {
    return new Found(place, bytes.length, check.search(bytes));
  }
}
