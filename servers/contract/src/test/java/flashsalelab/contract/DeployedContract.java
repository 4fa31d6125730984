package flashsalelab.contract;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.measure.Metrics;
import flashsalelab.sale.fixture.RedisFixture;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are run against one system, deployed once for all of them on a Redis of its own. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeployedContract implements SystemUnderTest {
  private final Topology topology;
  private final RedisFixture redis = RedisUnderTest.notStarted();
  private ProcessLauncher launcher;
  private Deployment system;
  private Client client;

  /**
   * @param topology the system, but for its Redis
   */
  DeployedContract(Topology topology) {
    this.topology = topology;
  }

  @BeforeAll
  void deploy(@TempDir Path folder) {
    redis.restart();
    var settings = new HashMap<>(topology.edgeSettings());
    settings.put(Topology.REDIS_URL, redis.url());
    launcher = new ProcessLauncher(Path.of(System.getProperty("lab.root")), folder);
    system =
        launcher.deploy(
            new Topology(
                topology.edge(),
                topology.instances(),
                settings,
                topology.balancing(),
                topology.servers()),
            folder);
    client = new Client(system.entrance(), system.adminToken());
  }

  @AfterAll
  void end() {
    if (launcher != null) {
      launcher.close();
    }
    redis.close();
  }

  /** Which edge it is. */
  final String edge() {
    return topology.edge();
  }

  /** What was deployed. */
  final Deployment system() {
    return system;
  }

  /** How many instances of it there are. */
  public int instances() {
    return topology.instances();
  }

  /** The metrics of all instances. */
  public Metrics metrics() {
    return new Metrics(
        system.edges().stream()
            .flatMap(instance -> Metrics.scrape(instance).series().stream())
            .toList());
  }

  /** Where its payments are: in the permanent ledger, if it has one. */
  public PaymentsUnderTest payments() {
    var inRedis = new PaymentsInRedis(this::redis);
    return system
        .database()
        .<PaymentsUnderTest>map(address -> new PaymentsInLedger(address, inRedis))
        .orElse(inRedis);
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public String redis(String command) {
    return redis.command(command);
  }
}
