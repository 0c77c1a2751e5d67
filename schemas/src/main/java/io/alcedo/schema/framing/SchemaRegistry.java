package io.alcedo.schema.framing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * A client of a schema registry over HTTP, by the API that Confluent published and Karapace,
 * Redpanda and Apicurio follow. Caches nothing. What may fail in passing (no answer, 409, 429, 5xx)
 * is tried three times. Thread-safe; calls block.
 */
public final class SchemaRegistry {
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int MOST_BYTES = 1 << 20;
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySettings settings;
  private final String base;
  private final HttpClient client;

  /** Creates a client; it connects when it is first asked something. */
  public SchemaRegistry(RegistrySettings settings) {
    this.settings = settings;
    this.base = settings.url().toString().replaceAll("/+$", "");
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Returns the schema of an id.
   *
   * @throws RegistryException where the registry has no such schema, it is no Avro schema, or the
   *     registry does not answer
   */
  public Schema schema(int id) throws RegistryException {
    String path = "/schemas/ids/" + id;
    JsonNode answer = ask(path, request(path).GET().build());
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException("A schema is of type AVRO: path=" + path, 200, 0);
    }
    try {
      return new SchemaParser().parse(answer.path("schema").asText()).mainSchema();
    } catch (AvroRuntimeException e) {
      // Its message may hold the body.
      throw new RegistryException("An answer holds an Avro schema: path=" + path, 200, 0);
    }
  }

  /**
   * Registers a schema, or finds that it is.
   *
   * @return its id
   * @throws RegistryException where the registry refuses the schema or does not answer
   */
  public int register(String subject, Schema schema) throws RegistryException {
    String path =
        "/subjects/"
            + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20")
            + "/versions";
    String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
    HttpRequest request =
        request(path)
            .header("Content-Type", MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    JsonNode id = ask(path, request).path("id");
    if (!id.canConvertToInt() || !id.isIntegralNumber()) {
      throw new RegistryException("An answer holds an id: path=" + path, 200, 0);
    }
    return id.intValue();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(settings.timeout())
            .header("Accept", MEDIA_TYPE + ", application/json");
    if (settings.user() != null) {
      byte[] secret =
          (settings.user() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
    }
    return request;
  }

  private JsonNode ask(String path, HttpRequest request) throws RegistryException {
    long pause = FIRST_PAUSE_NANOS;
    for (int attempt = 1; ; attempt++) {
      try {
        return askOnce(path, request);
      } catch (RegistryException e) {
        if (attempt == ATTEMPTS || !e.passing() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      LockSupport.parkNanos(pause);
      pause *= 4;
    }
  }

  private JsonNode askOnce(String path, HttpRequest request) throws RegistryException {
    try {
      HttpResponse<byte[]> response = send(request);
      if (response.statusCode() != 200) {
        throw refused(path, response);
      }
      JsonNode answer = JSON.readTree(response.body());
      if (answer == null || !answer.isObject()) {
        throw new RegistryException("An answer is a JSON object: path=" + path, 200, 0);
      }
      return answer;
    } catch (RegistryException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new RegistryException("An answer is JSON: path=" + path, 200, 0);
    } catch (IOException e) {
      throw new RegistryException(
          "A schema registry answers: url="
              + settings.url()
              + ", path="
              + path
              + ", problem="
              + e.getClass().getSimpleName(),
          0,
          0);
    }
  }

  /** The timeout of a request ends with the headers; this one covers the body too. */
  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, info -> new BoundedBody(MOST_BYTES));
    try {
      return sent.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new HttpTimeoutException("no answer in time");
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private RegistryException refused(String path, HttpResponse<byte[]> response) {
    int errorCode = 0;
    try {
      errorCode = JSON.readTree(response.body()).path("error_code").asInt(0);
    } catch (IOException | RuntimeException e) {
      // A refusal need not be JSON; its status says enough.
    }
    String hint =
        switch (response.statusCode()) {
          case 401, 403 -> "; check user and password";
          case 404 -> errorCode == 0 ? "; check that the url is a schema registry's" : "";
          case 409 -> "; the subject's compatibility rule refuses the schema";
          default -> "";
        };
    return new RegistryException(
        "A schema registry does what it is asked: url="
            + settings.url()
            + ", path="
            + path
            + ", status="
            + response.statusCode()
            + ", errorCode="
            + errorCode
            + hint,
        response.statusCode(),
        errorCode);
  }
}
