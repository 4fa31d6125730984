import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes of heap a subscriber of a product costs an edge: starts Redis and one edge, opens
 * streams of events, and counts what lives on the edge's heap after a full collection, with them
 * and without. Run from the repository's root after {@code mvn verify}; see the README beside this
 * file.
 */
public final class SubscriberHeap {
  private static final List<Integer> COUNTS = List.of(1_000, 9_000);
  private static final int REHEARSAL = 200;
  private static final int OPENING_AT_ONCE = 128;
  private static final Duration SETTLING = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TOKEN = "subscribers-heap";
  private static final String SKU = "phone";
  private static final Path OUT = Path.of("benchmarks", "subscribers", "heap.csv");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SubscriberHeap() {}

  public static void main(String[] edges) throws Exception {
    var rows = new ArrayList<String>();
    rows.add("edge,subscribers,live_bytes,bytes_per_subscriber");
    for (String edge : edges.length == 0 ? new String[] {"javalin", "jetty"} : edges) {
      rows.addAll(measure(edge));
    }
    Files.writeString(OUT, String.join("\n", rows) + "\n");
    System.out.println("wrote " + OUT);
  }

  private static List<String> measure(String edge) throws Exception {
    int redisPort = freePort();
    int port = freePort();
    var rows = new ArrayList<String>();
    Process redis =
        start(
            Map.of(),
            List.of(
                "redis-server",
                "--port",
                Integer.toString(redisPort),
                "--bind",
                "127.0.0.1",
                "--save",
                ""));
    Process server = start(environment(port, redisPort), command(edge));
    try (var audience = new Crowd(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      URI base = URI.create("http://127.0.0.1:" + port);
      awaitReady(base, server);
      createProduct(base);
      audience.grow(REHEARSAL);
      audience.leave();
      long without = liveBytes(server);
      System.out.printf("%-8s %6d subscribers: %,12d live bytes%n", edge, 0, without);
      rows.add("%s,0,%d,".formatted(edge, without));
      for (int count : COUNTS) {
        audience.grow(count);
        long with = liveBytes(server);
        double each = (double) (with - without) / count;
        System.out.printf(
            "%-8s %6d subscribers: %,12d live bytes, %,.0f each%n", edge, count, with, each);
        rows.add(String.format(Locale.ROOT, "%s,%d,%d,%.0f", edge, count, with, each));
      }
      return rows;
    } finally {
      end(server);
      end(redis);
    }
  }

  private static List<String> command(String edge) {
    Path jar = Path.of("servers", edge, "target", "app", edge + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("there is no " + jar + ": run mvn verify first");
    }
    return List.of(java("java"), "-Xms768m", "-Xmx768m", "-jar", jar.toString());
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static Map<String, String> environment(int port, int redisPort) {
    var environment = new HashMap<String, String>();
    environment.put("EDGE_HOST", "127.0.0.1");
    environment.put("EDGE_PORT", Integer.toString(port));
    environment.put("EDGE_INSTANCE", "edge-1");
    environment.put("ADMIN_TOKEN", TOKEN);
    environment.put("REDIS_URL", "redis://127.0.0.1:" + redisPort);
    return environment;
  }

  private static Process start(Map<String, String> environment, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    File log = File.createTempFile("subscribers-", ".log");
    log.deleteOnExit();
    return builder.redirectOutput(log).start();
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(URI base, Process server) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline && server.isAlive()) {
      try {
        HttpRequest ready = HttpRequest.newBuilder(base.resolve("/readyz")).build();
        if (HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It is starting.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the edge was not ready after " + LIMIT);
  }

  private static void createProduct(URI base) throws Exception {
    HttpRequest create =
        HttpRequest.newBuilder(base.resolve("/api/products"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"sku\":\"%s\",\"name\":\"%s\",\"price\":100,\"stock\":100,\"perBuyer\":1}"
                        .formatted(SKU, SKU)))
            .build();
    HttpResponse<String> answer = HTTP.send(create, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException("no product: " + answer.statusCode() + " " + answer.body());
    }
  }

  /** What a class histogram adds up to; the JVM collects all garbage before it takes one. */
  private static long liveBytes(Process server) throws Exception {
    Thread.sleep(SETTLING);
    Process jcmd =
        new ProcessBuilder(java("jcmd"), Long.toString(server.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (var output = jcmd.inputReader()) {
      lines = output.lines().toList();
    }
    String[] total = lines.getLast().strip().split("\\s+", -1);
    if (jcmd.waitFor() != 0 || !total[0].equals("Total")) {
      throw new IllegalStateException("jcmd said: " + String.join("\n", lines));
    }
    return Long.parseLong(total[2]);
  }

  /** Streams of the product's events, read by one thread and thrown away. */
  private static final class Crowd implements AutoCloseable {
    private final InetSocketAddress server;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final Thread reader = new Thread(this::read, "crowd");
    private volatile int begun;
    private volatile boolean closed;
    private volatile String failure = "";

    Crowd(InetSocketAddress server) throws IOException {
      this.server = server;
      reader.setDaemon(true);
      reader.start();
    }

    /** Opens streams until there are so many, each of which has had something to read. */
    void grow(int count) throws Exception {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (begun < count) {
        if (!failure.isEmpty() || System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "%d of %d streams are open: %s".formatted(begun, count, failure));
        }
        if (channels.size() < count && channels.size() - begun < OPENING_AT_ONCE) {
          open();
        } else {
          Thread.sleep(1);
        }
      }
    }

    private void open() throws IOException {
      SocketChannel channel = SocketChannel.open(server);
      String request =
          "GET /api/products/%s/events HTTP/1.1\r\nHost: edge\r\nAccept: text/event-stream\r\n\r\n"
              .formatted(SKU);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      channels.add(channel);
      selector.wakeup();
    }

    private void read() {
      try {
        while (!closed) {
          selector.select(key -> read(key), 10);
        }
      } catch (IOException e) {
        failure = e.toString();
      }
    }

    private void read(SelectionKey key) {
      try {
        buffer.clear();
        int length = ((SocketChannel) key.channel()).read(buffer);
        if (length < 0) {
          key.cancel();
          failure = failure.isEmpty() ? "a stream ended" : failure;
        } else if (key.attachment() == null) {
          String text = StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
          if (!text.startsWith("HTTP/1.1 200 ")) {
            failure = text.lines().findFirst().orElse("nothing");
          }
          key.attach(Boolean.TRUE);
          begun = begun + 1;
        }
      } catch (IOException e) {
        key.cancel();
        failure = e.toString();
      }
    }

    /** Ends all streams. */
    void leave() throws Exception {
      List<SocketChannel> open = List.copyOf(channels);
      channels.clear();
      for (SocketChannel channel : open) {
        channel.keyFor(selector).cancel();
        channel.close();
      }
      begun = 0;
      Thread.sleep(SETTLING);
    }

    @Override
    public void close() throws Exception {
      closed = true;
      reader.join();
      for (SocketChannel channel : channels) {
        channel.close();
      }
      selector.close();
    }
  }
}
