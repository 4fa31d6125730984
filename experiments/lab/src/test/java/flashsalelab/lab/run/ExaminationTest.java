package flashsalelab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.audit.Crash;
import flashsalelab.lab.audit.LedgerReader;
import flashsalelab.lab.audit.NoSuchProductException;
import flashsalelab.lab.audit.SaleLedger;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import flashsalelab.results.Json;
import flashsalelab.results.Safety;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.HistoryWriter;
import flashsalelab.results.load.SegmentReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reconciliation puts all products in order, so all have to be looked at before it. */
class ExaminationTest {
  private static final String SELLING = "peak-selling";
  private static final String CRASH = "stress-crash";
  private static final int SUPPLIED = 3;
  private static final PlannedCrash.Deed CRASHED =
      new PlannedCrash.Deed(new Crash(Crash.Part.EDGE, "edge-2 ended", 1_000), null);

  @TempDir Path folder;

  private final List<String> deeds = new ArrayList<>();
  private final List<MeasuredWindow> windows =
      List.of(window("peak", "selling", null), window("stress", "crash", CRASHED));
  private boolean inOrder;
  private long missing = 1;
  private boolean gone;
  private boolean mayLose;

  private static MeasuredWindow window(
      String load, String phase, PlannedCrash.@Nullable Deed kill) {
    return new MeasuredWindow(
        new MeasurementSpec(load, phase, 1, 1_000, SUPPLIED, null, null),
        List.of(),
        new SystemCounts(OptionalLong.empty(), OptionalLong.empty(), false),
        Set.of(load + "-" + phase),
        kill,
        Optional.empty(),
        0);
  }

  @BeforeEach
  void leave() throws IOException {
    try (var history = new HistoryWriter(folder.resolve(GeneratorProtocol.HISTORY_FILE))) {
      history.append(
          new HistoryEntry(SELLING, 0, 1, 1, "ann", "k", ClientOutcome.UNKNOWN, 202, "order"));
    }
    Json.write(
        folder.resolve(GeneratorProtocol.REPORT_FILE),
        new GeneratorReport("JMeter", "JDK", List.of(report(SELLING), report(CRASH))));
  }

  private static SegmentReport report(String name) {
    return new SegmentReport(name, 0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 1, 0, 0, null);
  }

  private final class Ledgers implements LedgerReader {
    @Override
    public SaleLedger read(String sku) {
      deeds.add("read " + sku);
      if (gone) {
        throw new NoSuchProductException("Redis knows no product " + sku);
      }
      return new SaleLedger(SUPPLIED, 1, inOrder ? SUPPLIED : SUPPLIED - missing, List.of());
    }

    @Override
    public void close() {}
  }

  private List<Examination.Result> examine() {
    return new Examination(new Ledgers(), mayLose, List.of(), folder)
        .of(
            windows,
            () -> {
              deeds.add("reconcile");
              inOrder = true;
            });
  }

  @Test
  void of_unitsMissingInAnEarlierWindow_doesNotHideWhatTheCrashTook() {
    List<Examination.Result> results = examine();

    assertThat(deeds)
        .containsExactly(
            "read " + SELLING, "read " + CRASH, "reconcile", "read " + SELLING, "read " + CRASH);
    assertThat(results)
        .extracting(result -> Objects.requireNonNull(result.evidence()))
        .allSatisfy(evidence -> {
          assertThat(evidence.undersold()).isEqualTo(1);
          assertThat(evidence.unrecovered()).isEqualTo(0);
        });
  }

  @Test
  void of_nothingMissing_reconcilesTheCrashAlone() {
    missing = 0;

    List<Examination.Result> results = examine();

    assertThat(deeds)
        .containsExactly("read " + SELLING, "read " + CRASH, "reconcile", "read " + CRASH);
    assertThat(Objects.requireNonNull(results.getFirst().evidence()).unrecovered()).isNull();
  }

  @Test
  void of_productThatIsGone_isUnknownUnlessItMayBeLost() {
    gone = true;

    assertThat(examine())
        .allSatisfy(
            result -> assertThat(result.opinion().reason()).contains("Redis knows no product"));
    mayLose = true;
    List<Examination.Result> results = examine();
    assertThat(results.getFirst().evidence()).isNull();
    assertThat(Objects.requireNonNull(results.getLast().evidence()).ledger())
        .isEqualTo(SaleLedger.NOTHING);
  }

  @Test
  void of_reconciliationThatIsRefused_provesNothing() {
    List<Examination.Result> results =
        new Examination(new Ledgers(), false, List.of(), folder)
            .of(
                windows,
                () -> {
                  throw new LaunchException("edge-1 said 503");
                });

    assertThat(results)
        .allSatisfy(result -> {
          assertThat(result.evidence()).isNull();
          assertThat(result.opinion().safety()).isEqualTo(Safety.UNKNOWN);
          assertThat(result.opinion().reason()).contains("edge-1 said 503");
        });
  }
}
