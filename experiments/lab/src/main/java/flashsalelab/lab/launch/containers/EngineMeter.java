package flashsalelab.lab.launch.containers;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import flashsalelab.lab.launch.Metered;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A container's counters as the engine tells them: for an engine whose machine this is not. Asked
 * for one reading at once ({@code one-shot}, since engine 20.10); the library's own request waits
 * for two, a second apart.
 */
final class EngineMeter implements Metered.Meter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OK = 200;
  private static final double NS_PER_MS = 1e6;
  private static final double BYTES_PER_MIB = 1024 * 1024;

  private final ZerodepDockerHttpClient http;
  private final String path;

  EngineMeter(Engine engine, String id) {
    http = engine.http();
    path = "/containers/%s/stats?stream=false&one-shot=true".formatted(id);
  }

  @Override
  public Optional<Metered.Usage> read() {
    Request request = Request.builder().method(Request.Method.GET).path(path).build();
    try (Response answer = http.execute(request);
        InputStream body = answer.getBody()) {
      return answer.getStatusCode() == OK ? usage(JSON.readTree(body)) : Optional.empty();
    } catch (IOException | RuntimeException noAnswer) {
      return Optional.empty();
    }
  }

  /** Reads the engine's answer; a container that does not run has no counters. */
  static Optional<Metered.Usage> parse(String text) {
    try {
      return usage(JSON.readTree(text));
    } catch (JacksonException noStatistics) {
      return Optional.empty();
    }
  }

  private static Optional<Metered.Usage> usage(JsonNode statistics) {
    JsonNode cpu = statistics.at("/cpu_stats/cpu_usage/total_usage");
    JsonNode memory = statistics.path("memory_stats");
    JsonNode tasks = statistics.at("/pids_stats/current");
    if (!cpu.isNumber() || !memory.path("usage").isNumber() || !tasks.isNumber()) {
      return Optional.empty();
    }
    JsonNode pages = memory.path("stats");
    // Names of the first version, or of the second.
    long reclaimable =
        pages.has("total_inactive_file")
            ? sum(pages, "total_active_file", "total_inactive_file")
            : sum(pages, "active_file", "inactive_file", "slab_reclaimable");
    return Optional.of(
        new Metered.Usage(
            cpu.asLong() / NS_PER_MS,
            (memory.path("usage").asLong() - reclaimable) / BYTES_PER_MIB,
            tasks.asInt()));
  }

  private static long sum(JsonNode object, String... fields) {
    long sum = 0;
    for (String field : fields) {
      sum += object.path(field).asLong(0);
    }
    return sum;
  }
}
