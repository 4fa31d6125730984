package flashsalelab.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.containers.DockerAtHand;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCutOffOnDocker {
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @TempDir private Path reports;
  private final DockerAtHand docker = new DockerAtHand();

  private Process labUnderLoad() throws IOException {
    Process lab = SmallRun.inAnotherVm("containers", reports);
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> docker.isLoading(lab.pid()));
    return lab;
  }

  /**
   * Ends it as Ctrl-C does: the JVM treats SIGTERM and SIGINT alike, but SIGINT is ignored below a
   * shell that has put the tests into the background.
   */
  private static void interrupt(Process lab) throws InterruptedException {
    lab.destroy();
    assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(lab.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
  }

  @Test
  void interrupted_leavesNothingAndSaysIncomplete() throws Exception {
    Process lab = labUnderLoad();

    interrupt(lab);

    assertThat(docker.containersOf(lab.pid())).isEmpty();
    assertThat(docker.networksOf(lab.pid())).isEmpty();
    var run = new RunFolder(reports.resolve("latest").toRealPath()).readRun();
    assertThat(run.status()).isEqualTo(Status.INCOMPLETE);
    assertThat(run.remarks()).contains("the run was interrupted");
  }

  @Test
  void interruptedAtStart_leavesNothing() throws Exception {
    Process lab = SmallRun.inAnotherVm("containers", reports);
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> docker.find(lab.pid(), "edge-1").isPresent());

    interrupt(lab);

    assertThat(docker.containersOf(lab.pid())).isEmpty();
    assertThat(docker.networksOf(lab.pid())).isEmpty();
  }

  @Test
  void killed_nextLabClearsWhatIsItsAndNothingElse() throws Exception {
    Process lab = labUnderLoad();
    String name = "flash-sale-lab-" + UUID.randomUUID().toString().substring(0, 8) + "-edge-1";
    String stranger = docker.runStranger(name);
    try {
      lab.destroyForcibly().waitFor();
      assertThat(docker.containersOf(lab.pid())).hasSize(5);

      SmallRun.containers(reports).close();

      assertThat(docker.containersOf(lab.pid())).isEmpty();
      assertThat(docker.networksOf(lab.pid())).isEmpty();
      assertThat(docker.isRunning(stranger)).isTrue();
    } finally {
      docker.removeContainer(stranger);
    }
  }

  @Test
  void anotherLabStarts_leavesThatWhichStillRuns() throws Exception {
    Process lab = labUnderLoad();
    try {
      SmallRun.containers(reports).close();

      assertThat(docker.containersOf(lab.pid())).hasSize(5);
    } finally {
      lab.destroy();
      assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
