package flashsalelab.lab.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.containers.DockerAtHand;
import flashsalelab.lab.launch.containers.RelayedLauncher;
import flashsalelab.lab.load.LoadException;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo.Status;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MidRunOnDocker {
  private static final long OWN_PID = ProcessHandle.current().pid();

  @TempDir private Path reports;
  private final DockerAtHand docker = new DockerAtHand();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(docker.containersOf(OWN_PID)).isEmpty();
    assertThat(docker.networksOf(OWN_PID)).isEmpty();
  }

  private List<Verdict> answer(String guard) {
    return SmallRun.answer(
        SmallRun.experiment(guard),
        reports,
        new PrintStream(printed, true, UTF_8),
        SmallRun.containers(reports));
  }

  private CompletableFuture<Void> kill(String part) {
    return whenLoading(OWN_PID, () -> docker.kill(docker.find(OWN_PID, part).orElseThrow()));
  }

  private CompletableFuture<Void> whenLoading(long pid, Runnable deed) {
    return CompletableFuture.runAsync(() -> {
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> docker.isLoading(pid));
      deed.run();
    });
  }

  private RunFolder latest() throws IOException {
    return new RunFolder(reports.resolve("latest").toRealPath());
  }

  @Test
  void noFault_passesAndMetersEveryContainer() throws IOException {
    Verdict verdict = answer("semaphore").getFirst();

    assertThat(verdict.safety()).as(verdict.reason()).isEqualTo(Safety.PASS);
    assertThat(latest().readRun().status()).isEqualTo(Status.COMPLETE);
    assertThat(latest().readRun().launcher()).isEqualTo("containers");
    assertThat(latest().readRun().command()).contains("-Dexperiments.launcher=containers");
    assertThat(latest().readResources())
        .extracting(row -> row.process())
        .containsExactlyInAnyOrder("redis", "edge-1", "edge-2", "balancer", "generator");
    assertThat(latest().readResources())
        .allSatisfy(row -> {
          assertThat(row.cpuMs()).isPositive();
          assertThat(row.memoryMib()).isBetween(1.0, 1536.0);
          assertThat(row.threads()).isPositive();
        });
  }

  @Test
  void edgeKilled_isNoPassAndSaysWhich() {
    CompletableFuture<Void> deed = kill("edge-1");

    Verdict verdict = answer("semaphore").getFirst();

    deed.join();
    assertThat(verdict.safety()).isNotEqualTo(Safety.PASS);
    assertThat(verdict.asExpected()).isFalse();
    assertThat(verdict.reason()).contains("edge-1 ended with exit code 137 (signal 9)");
  }

  @Test
  void redisKilled_isUnknownAndSaysSo() throws IOException {
    CompletableFuture<Void> deed = kill("redis");

    Verdict verdict = answer("semaphore").getFirst();

    deed.join();
    assertThat(verdict.safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(verdict.reason()).contains("redis ended with exit code 137 (signal 9)");
    assertThat(latest().readRun().status()).isEqualTo(Status.INCOMPLETE);
  }

  @Test
  void edgeKilledByThePlan_isAuditedAndReconciled() throws IOException {
    List<Verdict> verdicts =
        SmallRun.answer(
            SmallRun.crash("semaphore"),
            reports,
            new PrintStream(printed, true, UTF_8),
            SmallRun.containers(reports));

    assertThat(verdicts)
        .hasSize(2)
        .allSatisfy(
            verdict -> assertThat(verdict.safety()).as(verdict.reason()).isEqualTo(Safety.PASS));
    assertThat(latest().readRounds().getLast().unrecovered()).isZero();
    assertThat(latest().path().resolve("audit.json"))
        .content()
        .contains("edge-2 ended with exit code 137 (signal 9) after 1.0 s");
  }

  @Test
  void generatorKilled_failsLoudlyAndKeepsWhatItHadWritten() throws IOException {
    CompletableFuture<Void> deed = kill("generator");

    assertThatThrownBy(() -> answer("semaphore"))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("the load generator ended");

    deed.join();
    assertThat(latest().readRun().status()).isEqualTo(Status.INCOMPLETE);
    assertThat(latest().readRounds().getFirst().safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(latest().path().resolve("small/round-01-only/latency.hlog")).isNotEmptyFile();
    assertThat(printed.toString(UTF_8)).contains("INCOMPLETE");
  }

  @Test
  void engineLost_failsLoudlyAndSaysSo() throws IOException {
    var relayed = new RelayedLauncher(SmallRun.ROOT, reports);
    try {
      CompletableFuture<Void> deed =
          whenLoading(
              relayed.pid(),
              () -> {
                try {
                  relayed.lose();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThatThrownBy(() ->
              SmallRun.answer(
                  SmallRun.experiment("semaphore"),
                  reports,
                  new PrintStream(printed, true, UTF_8),
                  relayed.launcher()))
          .hasMessageContaining("the Docker engine does not answer");

      deed.join();
      assertThat(latest().readRun().status()).isEqualTo(Status.INCOMPLETE);
      assertThat(latest().readRun().remarks())
          .anyMatch(remark -> remark.contains("the Docker engine does not answer"));
    } finally {
      relayed.clear();
    }
  }

  @Test
  void edgeDiesAtStart_showsItsLastLines() {
    assertThatThrownBy(() -> answer("no-such-guard"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("edge-1 ended with exit code 1 at start")
        .hasMessageContaining("SALE_GUARD")
        .hasMessageContaining("no-such-guard");
  }
}
