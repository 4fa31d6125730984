package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.RedisDurability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The servers that this machine can run beside the edges, and what Redis writes to disk. */
final class Servers {
  private final RedisBinary redis;
  private final RedisDurability durability;
  private final Optional<RabbitBinary> rabbit = RabbitBinary.find();
  private final Path unpackedPostgres;
  private @Nullable PostgresBinary postgres;

  /**
   * Finds them; PostgreSQL when it is first asked for, as the carried one is large.
   *
   * @param scratch where carried ones are unpacked
   * @throws LaunchException if there is no redis-server for this machine
   */
  Servers(Path scratch, RedisDurability durability) {
    this.durability = durability;
    redis = RedisBinary.find(scratch.resolve("redis"));
    unpackedPostgres = scratch.resolve("postgres");
  }

  RedisBinary redis() {
    return redis;
  }

  RedisDurability durability() {
    return durability;
  }

  Optional<RabbitBinary> rabbit() {
    return rabbit;
  }

  /**
   * The PostgreSQL of this machine.
   *
   * @throws LaunchException if there is none; says what to install
   */
  synchronized PostgresBinary postgres() {
    PostgresBinary known = postgres;
    if (known == null) {
      known = PostgresBinary.find(unpackedPostgres);
      postgres = known;
    }
    return known;
  }

  /** Why there is no PostgreSQL, if there is none. */
  Optional<String> lackOfPostgres() {
    try {
      ServerUser.ofThisMachine();
      postgres();
      return Optional.empty();
    } catch (LaunchException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Of those that were found so far. */
  synchronized Map<String, String> versions() {
    var versions = new HashMap<>(Map.of("redis", redis.version()));
    rabbit.ifPresent(installed -> versions.put("rabbitmq", installed.version()));
    if (postgres != null) {
      versions.put("postgresql", postgres.version());
    }
    return versions;
  }
}
