package flashsalelab.sale.redis;

import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;
import org.redisson.misc.RedisURI;

/**
 * The client library's configuration: for one server, or for a cluster that behaves as one server
 * does.
 *
 * <p>In a cluster the library would wrap every call of its semaphores and locks in a batch: to add
 * a {@code WAIT} for replicas, up to a second each, and with the batch's retries, so that a call
 * whose reply is lost is sent again although it takes units each time (seen with 4.7.0). It leaves
 * all that to servers that know no {@code WAIT}, so here the command gets a name that none knows.
 */
final class ClientConfig {
  private static final int LISTENER_THREADS = 1;
  private static final String WAIT = "WAIT";
  private static final String NO_COMMAND = "NO-WAIT";
  private static final String NO_SEMAPHORE = "sale:no-semaphore";

  private ClientConfig() {}

  static Config of(RedisSettings settings) {
    Config config =
        new Config()
            .setCodec(StringCodec.INSTANCE)
            .setThreads(LISTENER_THREADS)
            .setNettyThreads(settings.eventLoops());
    if (settings.address().isCluster()) {
      useCluster(config, settings);
    } else {
      useServer(config, settings);
    }
    return config;
  }

  private static void useServer(Config config, RedisSettings settings) {
    config
        .useSingleServer()
        .setAddress(settings.address().addresses().getFirst())
        .setDatabase(settings.address().database())
        .setConnectionPoolSize(settings.connections())
        .setConnectionMinimumIdleSize(settings.connections())
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setConnectTimeout((int) settings.timeout().toMillis())
        .setTimeout((int) settings.timeout().toMillis())
        .setRetryAttempts(settings.retries())
        .setRetryDelay(new ConstantDelay(settings.retryDelay()))
        .setReconnectionDelay(new ConstantDelay(settings.reconnectDelay()))
        .setDnsMonitoringInterval(-1);
  }

  /** Only masters are read, so that everything is seen as it stands. */
  private static void useCluster(Config config, RedisSettings settings) {
    String[] addresses = settings.address().addresses().toArray(String[]::new);
    RedisURI first = new RedisURI(addresses[0]);
    config
        .setUsername(first.getUsername())
        .setPassword(first.getPassword())
        .setCommandMapper(command -> command.equals(WAIT) ? NO_COMMAND : command);
    config
        .useClusterServers()
        .addNodeAddress(addresses)
        .setScanInterval((int) settings.scanInterval().toMillis())
        .setReadMode(ReadMode.MASTER)
        .setSubscriptionMode(SubscriptionMode.MASTER)
        .setMasterConnectionPoolSize(settings.connections())
        .setMasterConnectionMinimumIdleSize(settings.connections())
        .setSlaveConnectionPoolSize(settings.connections())
        .setSlaveConnectionMinimumIdleSize(settings.connections())
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setConnectTimeout((int) settings.timeout().toMillis())
        .setTimeout((int) settings.timeout().toMillis())
        .setRetryAttempts(settings.retries())
        .setRetryDelay(new ConstantDelay(settings.retryDelay()))
        .setReconnectionDelay(new ConstantDelay(settings.reconnectDelay()))
        .setDnsMonitoringInterval(-1);
  }

  /** Lets the library find out that there is no {@code WAIT}, by a call that takes nothing. */
  static void settle(RedissonClient redisson, RedisSettings settings) {
    if (settings.address().isCluster()) {
      redisson.getSemaphore(NO_SEMAPHORE).tryAcquire();
    }
  }
}
