package flashsalelab.lab.experiment;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.RedisDurability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One system among those that an experiment compares. The lab knows no edge, guard or algorithm by
 * name: an edge is the application {@code servers/<edge>}, a guard and an algorithm are handed on
 * as settings, and the preflight asks the running system whether it took them.
 *
 * @param name the variant's, in kebab-case
 * @param edge the HTTP server
 * @param instances how many of it
 * @param guard the stock guard
 * @param balancing the balancer's algorithm, or null where the load goes straight to the one edge
 * @param servers what the sale keeps its records in or talks by
 * @param durability what Redis writes to disk, or null for what the run says
 * @param mayLose whether purchases may be lost with the server that keeps them: their loss is
 *     counted, and breaks no promise of the variant's
 * @param mustOversell a control, which proves that the auditor sees a violation
 * @param baseline the variant that it is compared with, or null for the experiment's
 * @param subscribers who watch the product that is measured, or null where nobody is to and nothing
 *     is changed meanwhile; a small run has fewer
 * @param settings further environment variables of the edge
 * @param preflights what has to be true of the running system before it is measured
 */
public record Variant(
    String name,
    String edge,
    int instances,
    String guard,
    @Nullable String balancing,
    Set<Component> servers,
    @Nullable RedisDurability durability,
    boolean mayLose,
    boolean mustOversell,
    @Nullable String baseline,
    @Nullable Integer subscribers,
    Map<String, String> settings,
    List<Preflight> preflights) {
  private static final String PATTERN = "SALE_PATTERN";
  private static final String QUEUE = "SALE_QUEUE";
  private static final String QUEUED = "queued";
  private static final String LEDGER = "LEDGER";

  public Variant {
    servers = Set.copyOf(servers);
    settings = Map.copyOf(settings);
    preflights = List.copyOf(preflights);
  }

  /** A variant that is still to be told its edge and its guard. */
  public static Variant named(String name) {
    return new Variant(
        name,
        "",
        1,
        "",
        null,
        Set.of(Component.REDIS),
        null,
        false,
        false,
        null,
        null,
        Map.of(),
        List.of());
  }

  /** Served by this many instances of an edge. */
  public Variant servedBy(int count, String edgeName) {
    return changed(parts -> {
      parts.instances = count;
      parts.edge = edgeName;
    });
  }

  /** Its stock guarded so. */
  public Variant guardedBy(String guardName) {
    return changed(parts -> parts.guard = guardName);
  }

  /** Behind the balancer, which picks instances by this algorithm. */
  public Variant balancedBy(String algorithm) {
    return changed(parts -> parts.balancing = algorithm);
  }

  /** With a message broker beside Redis, whose address each instance is told. */
  public Variant withBroker() {
    return changed(parts -> parts.servers.add(Component.BROKER));
  }

  /** With its records in PostgreSQL and no Redis. */
  public Variant keptInDatabase() {
    return changed(parts -> {
      parts.servers.remove(Component.REDIS);
      parts.servers.add(Component.DATABASE);
    });
  }

  /** With the permanent ledger in PostgreSQL behind Redis. */
  public Variant withLedger() {
    return with(LEDGER, "on").changed(parts -> parts.servers.add(Component.DATABASE));
  }

  /** With a Redis that writes this to disk, whatever the run says. */
  public Variant withRedisWriting(RedisDurability what) {
    return changed(parts -> parts.durability = what);
  }

  /** It does not promise that a purchase outlives the server that keeps it. */
  public Variant thatMayLose() {
    return changed(parts -> parts.mayLose = true);
  }

  /** Whether its records are in PostgreSQL alone. */
  public boolean isKeptInDatabase() {
    return !servers.contains(Component.REDIS);
  }

  /** Purchases are accepted into this queue and decided later; their clients ask how. */
  public Variant queuedOn(String queue) {
    return with(PATTERN, QUEUED).with(QUEUE, queue);
  }

  /** Whether purchases are accepted first and decided later. */
  public boolean isQueued() {
    return QUEUED.equals(settings.get(PATTERN));
  }

  /** What purchases are queued in; {@code none} where they are decided at once. */
  public String queue() {
    return isQueued() ? settings.getOrDefault(QUEUE, "") : "none";
  }

  /** Compared with this variant instead of the experiment's baseline. */
  public Variant against(String variant) {
    return changed(parts -> parts.baseline = variant);
  }

  /**
   * The product that is measured is watched by so many subscribers, and a unit of it is restocked
   * now and then to see how long they take to learn of it.
   */
  public Variant watchedBy(int count) {
    return changed(parts -> parts.subscribers = count);
  }

  /** A control: the auditor must see it oversell. */
  public Variant thatMustOversell() {
    return changed(parts -> parts.mustOversell = true);
  }

  /** With one more environment variable for the edge. */
  public Variant with(String variable, String value) {
    return changed(parts -> parts.settings.put(variable, value));
  }

  /** Measured only if this holds of the running system. */
  public Variant provided(Preflight preflight) {
    return changed(parts -> parts.preflights.add(preflight));
  }

  private Variant changed(Consumer<Parts> change) {
    var parts = new Parts(this);
    change.accept(parts);
    return parts.variant();
  }

  /** A variant while it is changed. */
  private static final class Parts {
    private final String name;
    private final Map<String, String> settings;
    private final List<Preflight> preflights;
    private String edge;
    private int instances;
    private String guard;
    private @Nullable String balancing;
    private final Set<Component> servers;
    private @Nullable RedisDurability durability;
    private boolean mayLose;
    private boolean mustOversell;
    private @Nullable String baseline;
    private @Nullable Integer subscribers;

    Parts(Variant variant) {
      name = variant.name;
      edge = variant.edge;
      instances = variant.instances;
      guard = variant.guard;
      balancing = variant.balancing;
      servers = EnumSet.copyOf(variant.servers);
      durability = variant.durability;
      mayLose = variant.mayLose;
      mustOversell = variant.mustOversell;
      baseline = variant.baseline;
      subscribers = variant.subscribers;
      settings = new HashMap<>(variant.settings);
      preflights = new ArrayList<>(variant.preflights);
    }

    Variant variant() {
      return new Variant(
          name,
          edge,
          instances,
          guard,
          balancing,
          servers,
          durability,
          mayLose,
          mustOversell,
          baseline,
          subscribers,
          settings,
          preflights);
    }
  }
}
