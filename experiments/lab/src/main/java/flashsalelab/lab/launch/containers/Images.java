package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import flashsalelab.lab.launch.LastLines;
import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The images that a system is made of, each built or fetched once: an application's from its
 * module's Dockerfile and what Maven has compiled, the servers' from their registry unless they are
 * here. They stay in the engine, so that an unchanged one is quickly there. One thread uses it.
 */
final class Images {
  private static final String REDIS = "redis:7-bookworm";
  private static final String RABBIT = "rabbitmq:3";
  private static final String POSTGRES = "postgres:15-bookworm";
  private static final String TARGET = "packaged";
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);
  private static final Duration PULL_LIMIT = Duration.ofMinutes(5);
  private static final String WAY_OUT =
      "The base images are made locally by docker/offline/make-base-images where no registry can be reached; -Dexperiments.launcher=processes does without containers";

  private final Engine engine;
  private final Path root;
  private final Consumer<String> news;
  private final Map<Path, String> built = new HashMap<>();
  private final Set<String> here = new HashSet<>();

  /**
   * @param root the repository's folder
   * @param news is told when something begins that may take long
   */
  Images(Engine engine, Path root, Consumer<String> news) {
    this.engine = engine;
    this.root = root;
    this.news = news;
  }

  /**
   * The id of a module's image, which is built first if need be.
   *
   * @throws LaunchException if it does not build; shows the last lines of the build
   */
  String of(Path module) {
    String known = built.get(module);
    if (known != null) {
      return known;
    }
    String id = build(module);
    built.put(module, id);
    return id;
  }

  private String build(Path module) {
    String tag = "flash-sale-lab/%s:lab".formatted(module.getFileName());
    Optional<String> old = id(tag);
    var output = new BuildOutput(() -> news.accept("building the image " + tag));
    try {
      Path packed = new BuildContext(root, module).pack();
      try {
        String id = engine.ask(BUILD_LIMIT, docker -> build(docker, module, packed, tag, output));
        old.filter(before -> !before.equals(fullId(id))).ifPresent(this::removeUnlessUsed);
        return id;
      } finally {
        Files.delete(packed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack " + module, e);
    } catch (EngineGoneException e) {
      throw e;
    } catch (DockerException | DockerClientException e) {
      throw new LaunchException(
          "the image %s could not be built: %s%n%s%n%s"
              .formatted(tag, Refusal.words(e), LastLines.of(output.lines()), WAY_OUT),
          e);
    }
  }

  private String build(
      DockerClient docker, Path module, Path packed, String tag, BuildOutput output) {
    try (InputStream context = Files.newInputStream(packed)) {
      return docker
          .buildImageCmd(context)
          .withDockerfilePath(new BuildContext(root, module).dockerfile())
          .withTarget(TARGET)
          .withTags(Set.of(tag))
          .withRemove(true)
          .withForcerm(true)
          .exec(output)
          .awaitImageId();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + packed, e);
    }
  }

  /**
   * Redis's image, fetched if it is not here.
   *
   * @throws LaunchException if it cannot be fetched
   */
  String redis() {
    return fetched(REDIS);
  }

  /**
   * RabbitMQ's image, fetched if it is not here.
   *
   * @throws LaunchException if it cannot be fetched
   */
  String rabbit() {
    return fetched(RABBIT);
  }

  /**
   * PostgreSQL's image, fetched if it is not here.
   *
   * @throws LaunchException if it cannot be fetched
   */
  String postgres() {
    return fetched(POSTGRES);
  }

  private String fetched(String image) {
    if (!here.contains(image) && id(image).isEmpty()) {
      news.accept("fetching the image " + image);
      try {
        if (!engine.ask(PULL_LIMIT, docker -> pull(docker, image))) {
          throw new LaunchException(
              "the image %s did not come within %d s%n%s"
                  .formatted(image, PULL_LIMIT.toSeconds(), WAY_OUT));
        }
      } catch (DockerException | DockerClientException e) {
        throw new LaunchException(
            "the image %s is not here and could not be fetched: %s%n%s"
                .formatted(image, Refusal.words(e), WAY_OUT),
            e);
      }
    }
    here.add(image);
    return image;
  }

  private static boolean pull(DockerClient docker, String image) {
    try {
      return docker
          .pullImageCmd(image)
          .start()
          .awaitCompletion(PULL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<String> id(String image) {
    return engine.ask(docker -> {
      try {
        return Optional.ofNullable(docker.inspectImageCmd(image).exec().getId());
      } catch (NotFoundException notHere) {
        return Optional.empty();
      }
    });
  }

  /** The build tells a short id. */
  private String fullId(String id) {
    return id(id).orElse(id);
  }

  private void removeUnlessUsed(String id) {
    try {
      engine.tell(docker -> docker.removeImageCmd(id).exec());
    } catch (DockerException inUseOrTagged) {
      // Another lab's container still runs on it, or somebody gave it a name: it stays.
    }
  }
}
