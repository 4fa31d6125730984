package flashsalelab.lab.run;

import flashsalelab.lab.audit.Auditor;
import flashsalelab.lab.audit.Evidence;
import flashsalelab.lab.audit.LedgerReader;
import flashsalelab.lab.audit.LedgerUnreadableException;
import flashsalelab.lab.audit.NoSuchProductException;
import flashsalelab.lab.audit.SaleLedger;
import flashsalelab.lab.audit.SystemEvidence;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.results.Json;
import flashsalelab.results.Latencies;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.History;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of a deployment that has drained, and has it audited. */
final class Examination {
  private final LedgerReader ledgers;
  private final List<String> casualties;
  private final List<HistoryEntry> history;
  private final Map<String, SegmentReport> reports;
  private final Map<String, Histogram> delays;
  private final boolean mayLose;

  /**
   * @param mayLose whether purchases may be lost with the server that keeps them
   * @param casualties parts that ended by themselves, in words
   * @param folder with what the generator has left
   */
  Examination(LedgerReader ledgers, boolean mayLose, List<String> casualties, Path folder) {
    this.ledgers = ledgers;
    this.mayLose = mayLose;
    this.casualties = List.copyOf(casualties);
    try {
      history = History.read(folder.resolve(GeneratorProtocol.HISTORY_FILE));
      reports =
          Json.read(folder.resolve(GeneratorProtocol.REPORT_FILE), GeneratorReport.class)
              .segments()
              .stream()
              .collect(Collectors.toMap(SegmentReport::name, Function.identity()));
      Path log = folder.resolve(GeneratorProtocol.DELAYS_FILE);
      delays = Files.exists(log) ? Latencies.byTag(log) : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came of one window.
   *
   * @param evidence what was audited, or null if it could not be had
   * @param opinion the auditor's
   */
  record Result(@Nullable Evidence evidence, Auditor.Opinion opinion) {}

  /** The purchases of a window, as the clients saw them. */
  List<HistoryEntry> history(MeasuredWindow window) {
    return history.stream().filter(entry -> entry.segment().equals(window.sku())).toList();
  }

  /** The generator's report of a window. */
  SegmentReport report(MeasuredWindow window) {
    return Objects.requireNonNull(reports.get(window.sku()));
  }

  /** How long subscribers waited for changes in a window; empty where nobody did. */
  Optional<Histogram> delays(MeasuredWindow window) {
    return Optional.ofNullable(delays.get(window.sku()));
  }

  /**
   * Audits the products of all windows of a round.
   *
   * @param reconciliation puts the sale in order; carried out once, if a part was killed or units
   *     are missing, after every ledger was read for the first time
   * @return what came of each window, in the same order
   */
  List<Result> of(List<MeasuredWindow> windows, Runnable reconciliation) {
    List<Reading> drained = windows.stream().map(this::read).toList();
    boolean needed =
        IntStream.range(0, windows.size())
            .anyMatch(i -> isInDisorder(windows.get(i), drained.get(i).ledger()));
    String refusal = needed ? carriedOut(reconciliation) : "";
    return IntStream.range(0, windows.size())
        .mapToObj(i -> result(windows.get(i), drained.get(i), refusal))
        .toList();
  }

  /**
   * A ledger, or why it cannot be had.
   *
   * @param failure empty if there is a ledger
   */
  private record Reading(@Nullable SaleLedger ledger, String failure) {}

  private Reading read(MeasuredWindow window) {
    try {
      var products = new LinkedHashMap<String, SaleLedger>();
      window.skus().forEach(sku -> products.put(sku, ledgers.read(sku)));
      return new Reading(SaleLedger.ofAll(products), "");
    } catch (NoSuchProductException e) {
      return mayLose && window.kill() != null
          ? new Reading(SaleLedger.NOTHING, "")
          : new Reading(null, String.valueOf(e.getMessage()));
    } catch (LedgerUnreadableException e) {
      return new Reading(null, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isInDisorder(MeasuredWindow window, @Nullable SaleLedger drained) {
    return drained != null && (window.kill() != null || drained.missing() > 0);
  }

  /** Why it was not; empty if it was. */
  private static String carriedOut(Runnable reconciliation) {
    try {
      reconciliation.run();
      return "";
    } catch (LaunchException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Result result(MeasuredWindow window, Reading drained, String refusal) {
    SaleLedger ledger = drained.ledger();
    if (ledger == null) {
      return without(drained.failure());
    }
    if (!isInDisorder(window, ledger)) {
      return audited(window, ledger, null);
    }
    if (!refusal.isEmpty()) {
      return without(refusal);
    }
    Reading reconciled = read(window);
    return reconciled.ledger() == null
        ? without(reconciled.failure())
        : audited(window, ledger, reconciled.ledger());
  }

  private Result audited(
      MeasuredWindow window, SaleLedger drained, @Nullable SaleLedger reconciled) {
    PlannedCrash.Deed kill = window.kill();
    Evidence evidence =
        new Evidence(
            drained,
            reconciled,
            history(window),
            report(window),
            system(window),
            kill == null ? null : kill.crash(),
            mayLose);
    return new Result(evidence, Auditor.audit(evidence));
  }

  private Result without(String failure) {
    var reasons = new ArrayList<>(casualties);
    reasons.add(failure);
    return new Result(null, Auditor.withoutEvidence(String.join("; ", reasons)));
  }

  private SystemEvidence system(MeasuredWindow window) {
    List<HistoryEntry> soFar =
        history.stream().filter(entry -> window.segments().contains(entry.segment())).toList();
    return new SystemEvidence(
        casualties,
        count(soFar, entry -> entry.outcome() != ClientOutcome.EXPIRED) + asked(window),
        count(soFar, entry -> isUnanswered(entry.outcome())) + askedInVain(window),
        count(soFar, HistoryEntry::wasAccepted),
        count(soFar, HistoryEntry::wasUncertain),
        window.counts().acceptedByEdges(),
        window.counts().forwarded(),
        window.counts().balanced());
  }

  private static boolean isUnanswered(ClientOutcome outcome) {
    return switch (outcome) {
      case CONNECT_FAILED, CONNECTION_LOST, TIMEOUT -> true;
      default -> false;
    };
  }

  private static long count(List<HistoryEntry> history, Predicate<HistoryEntry> wanted) {
    return history.stream().filter(wanted).count();
  }

  /** Requests that were no purchases, of all segments so far. */
  private long asked(MeasuredWindow window) {
    return sum(
        window,
        report -> {
          AudienceReport audience = report.audience();
          return report.asked() + (audience == null ? 0 : audience.requests());
        });
  }

  private long askedInVain(MeasuredWindow window) {
    return sum(window, SegmentReport::askedInVain);
  }

  private long sum(MeasuredWindow window, ToLongFunction<SegmentReport> figure) {
    return reports.values().stream()
        .filter(report -> window.segments().contains(report.name()))
        .mapToLong(figure)
        .sum();
  }
}
