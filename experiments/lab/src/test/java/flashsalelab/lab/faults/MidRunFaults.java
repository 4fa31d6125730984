package flashsalelab.lab.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.load.LoadException;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo.Status;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MidRunFaults {
  @TempDir private Path reports;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void noChildIsLeftBehind() {
    assertThat(Assassin.children(command -> true)).isEmpty();
  }

  private List<Verdict> answer(String guard) {
    return SmallRun.answer(
        SmallRun.experiment(guard), reports, new PrintStream(printed, true, UTF_8));
  }

  private RunFolder latest() throws IOException {
    return new RunFolder(reports.resolve("latest").toRealPath());
  }

  @Test
  void noFault_passes() throws IOException {
    Verdict verdict = answer("semaphore").getFirst();

    assertThat(verdict.safety()).as(verdict.reason()).isEqualTo(Safety.PASS);
    assertThat(latest().readRun().status()).isEqualTo(Status.COMPLETE);
    assertThat(latest().readSummary()).hasSize(1);
  }

  @Test
  void edgeKilled_isUnknownAndSaysWhich() {
    CompletableFuture<Void> deed = Assassin.kill(reports, "javalin.jar");

    Verdict verdict = answer("semaphore").getFirst();

    deed.join();
    assertThat(verdict.safety()).isNotEqualTo(Safety.PASS);
    assertThat(verdict.asExpected()).isFalse();
    assertThat(verdict.reason()).contains("edge-1 ended with exit code 137 (signal 9)");
  }

  @Test
  void edgeKilledByThePlan_isAuditedAndReconciled() throws IOException {
    List<Verdict> verdicts =
        SmallRun.answer(
            SmallRun.crash("semaphore"), reports, new PrintStream(printed, true, UTF_8));

    assertThat(verdicts)
        .allSatisfy(
            verdict -> assertThat(verdict.safety()).as(verdict.reason()).isEqualTo(Safety.PASS));
    RoundRow rush = latest().readRounds().getFirst();
    assertThat(rush.unrecovered()).isNull();
    assertThat(rush.cpuMsPerDecided()).isPositive();
    RoundRow crash = latest().readRounds().getLast();
    assertThat(crash.phase()).isEqualTo("crash");
    assertThat(crash.unrecovered()).isZero();
    assertThat(crash.cpuMsPerDecided()).isNull();
    assertThat(latest().path().resolve("small/round-01-only/reconciliation.json"))
        .content()
        .contains("\"sku\":\"stress-crash\"");
    assertThat(latest().path().resolve("audit.json"))
        .content()
        .contains("edge-2 ended with exit code 137 (signal 9) after 1.0 s");
  }

  @Test
  void redisKilled_isUnknownAndSaysSo() throws IOException {
    CompletableFuture<Void> deed = Assassin.kill(reports, "redis-");

    Verdict verdict = answer("semaphore").getFirst();

    deed.join();
    assertThat(verdict.safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(verdict.reason()).contains("redis ended with exit code 137 (signal 9)");
    assertThat(latest().readRun().status()).isEqualTo(Status.INCOMPLETE);
    assertThat(latest().readRun().remarks()).anyMatch(remark -> remark.contains("redis ended"));
    assertThat(latest().readRounds()).hasSize(1);
  }

  @Test
  void generatorKilled_failsLoudlyAndKeepsTheRunAsIncomplete() throws IOException {
    CompletableFuture<Void> deed = Assassin.kill(reports, "jmeter.jar");

    assertThatThrownBy(() -> answer("semaphore"))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("the load generator ended");

    deed.join();
    assertThat(latest().readRun().status()).isEqualTo(Status.INCOMPLETE);
    assertThat(latest().readRun().remarks()).anyMatch(remark -> remark.contains("load generator"));
    assertThat(latest().readRounds().getFirst().safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(printed.toString(UTF_8)).contains("INCOMPLETE");
  }

  @Test
  void edgeDiesAtStart_showsItsLastLines() {
    assertThatThrownBy(() -> answer("no-such-guard"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("edge-1 ended with exit code 1 at start")
        .hasMessageContaining("SALE_GUARD")
        .hasMessageContaining("no-such-guard");
  }

  @Test
  void interrupted_keepsTheRunAsIncompleteAndEndsItsChildren() throws Exception {
    Process lab = SmallRun.inAnotherVm("processes", reports);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> lab.descendants().count() >= 4 && Files.exists(reports.resolve("latest")));
    List<ProcessHandle> children = lab.descendants().toList();

    lab.destroy();

    assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Awaitility.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(latest().readRun().status()).isEqualTo(Status.INCOMPLETE);
    assertThat(latest().readRun().remarks()).contains("the run was interrupted");
  }
}
