package flashsalelab.sale.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/**
 * A Lua script that answers a list of texts. The client library may send it more than once for one
 * call (a lost reply), so a script must be idempotent.
 */
final class Script {
  private final String source;

  private Script(String source) {
    this.source = source;
  }

  /** The script of this name beside this class. */
  static Script named(String name) {
    try (InputStream stream = Script.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("there is no script " + name);
      }
      return new Script(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read script " + name, e);
    }
  }

  /**
   * Runs the script.
   *
   * @param keys all of one hash slot
   */
  CompletionStage<List<String>> run(SaleRedis redis, List<Object> keys, Object... arguments) {
    return redis.send(redisson ->
        redisson
            .getScript(StringCodec.INSTANCE)
            .evalAsync(
                (String) keys.getFirst(),
                RScript.Mode.READ_WRITE,
                source,
                RScript.ReturnType.LIST,
                keys,
                arguments));
  }
}
