package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
  @TempDir private Path folder;
  private Path register;
  private Process child;

  @BeforeEach
  void startChild() throws IOException {
    register = folder.resolve("children");
    child = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void endChild() throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  @Test
  void endOrphans_labGone_endsItsChild() throws Exception {
    long start = child.info().startInstant().orElseThrow().toEpochMilli();
    Files.writeString(register, "%d 1 %d %d%n".formatted(child.pid(), child.pid(), start));

    new Children(register).endOrphans();

    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(register).doesNotExist();
  }

  @Test
  void endOrphans_labAlive_leavesItsChild() {
    var children = new Children(register);
    children.add(child.toHandle());

    new Children(register).endOrphans();

    assertThat(child.isAlive()).isTrue();
    assertThat(register).exists();
  }

  @Test
  void endOrphans_processIdReused_leavesTheStranger() throws IOException {
    Files.writeString(
        register, "%d 1 %d 12345%nnot an entry%n".formatted(child.pid(), child.pid()));

    new Children(register).endOrphans();

    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void prune_childEnded_strikesItOut() throws InterruptedException {
    var children = new Children(register);
    children.add(child.toHandle());
    child.destroyForcibly().waitFor();

    children.prune();

    assertThat(register).doesNotExist();
  }
}
