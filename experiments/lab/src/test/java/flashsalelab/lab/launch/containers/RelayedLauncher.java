package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.ProcessIdentity;
import flashsalelab.lab.launch.RedisDurability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * A launcher that can lose its engine. What it makes then runs on, so it is made in the name of a
 * lab that is dead, and can be cleared like that of one.
 */
public final class RelayedLauncher {
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DockerAtHand docker = new DockerAtHand();
  private final Owner dead = new Owner(Owner.own().host(), new ProcessIdentity(1, 1));
  private final EngineRelay relay;
  private final Launcher launcher;

  /**
   * Opens it.
   *
   * @param root the repository's folder
   * @param folder for its logs and the socket
   */
  public RelayedLauncher(Path root, Path folder) throws IOException {
    Path socket = folder.resolve("docker.sock");
    relay = new EngineRelay(socket, Path.of(docker.engine().host().engine().getPath()));
    var transport = TransportConfig.builder().dockerHost(URI.create("unix://" + socket)).build();
    var client = DockerClientProviderStrategy.getClientForConfig(transport);
    var engine = new Engine(client, client.infoCmd().exec(), transport, PATIENCE);
    launcher =
        new ContainerLauncher(
            engine, dead, root, folder, RedisDurability.NONE, System.out::println);
  }

  public Launcher launcher() {
    return launcher;
  }

  /** The id of the process that its containers are said to belong to. */
  public long pid() {
    return dead.lab().pid();
  }

  /** The engine says nothing any more. */
  void freeze() {
    relay.freeze();
  }

  /** The engine is gone. */
  public void lose() throws IOException {
    relay.close();
  }

  /** Removes what is left, by the engine itself. */
  public void clear() throws IOException {
    relay.close();
    new Leftovers(docker.engine(), dead.host()).clear();
  }
}
