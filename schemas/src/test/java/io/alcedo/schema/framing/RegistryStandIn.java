package io.alcedo.schema.framing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema registry in memory, on a free port: GET /schemas/ids/{id} and POST
 * /subjects/{subject}/versions of the published API, with its error bodies.
 */
public final class RegistryStandIn implements AutoCloseable {
  private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d+)");
  private static final Pattern VERSIONS = Pattern.compile("/subjects/([^/]+)/versions");
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Without it each answer waits for the delayed acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Integer, String> schemas = new ConcurrentHashMap<>();

  /** Requests as they came: method, path and authorization. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers to give before the usual ones: status and body; status 0 never answers. */
  final List<Map.Entry<Integer, String>> next = new CopyOnWriteArrayList<>();

  /** Starts the registry, empty. */
  public RegistryStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the base address. */
  public URI url() {
    return URI.create(
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  int add(String schema) {
    int id = 1_000 + schemas.size();
    schemas.put(id, schema);
    return id;
  }

  String schema(int id) {
    return schemas.get(id);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getRawPath()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (!next.isEmpty()) {
      Map.Entry<Integer, String> answer = next.remove(0);
      answer(exchange, answer.getKey(), answer.getValue());
      return;
    }
    String path = exchange.getRequestURI().getPath();
    Matcher byId = BY_ID.matcher(path);
    Matcher versions = VERSIONS.matcher(path);
    if (byId.matches() && exchange.getRequestMethod().equals("GET")) {
      String schema = schemas.get(Integer.parseUnsignedInt(byId.group(1)));
      answer(
          exchange,
          schema == null ? 404 : 200,
          schema == null
              ? "{\"error_code\": 40403, \"message\": \"Schema not found\"}"
              : JSON.createObjectNode().put("schema", schema).toString());
    } else if (versions.matches() && exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 200, "{\"id\": " + register(body.path("schema").asText()) + "}");
    } else {
      answer(exchange, 404, "{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}");
    }
  }

  private synchronized int register(String schema) {
    for (Map.Entry<Integer, String> entry : schemas.entrySet()) {
      if (entry.getValue().equals(schema)) {
        return entry.getKey();
      }
    }
    return add(schema);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    if (status == 0) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
      return;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
