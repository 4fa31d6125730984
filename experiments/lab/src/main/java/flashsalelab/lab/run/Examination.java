package flashsalelab.lab.run;

import flashsalelab.lab.audit.Auditor;
import flashsalelab.lab.audit.Crash;
import flashsalelab.lab.audit.Evidence;
import flashsalelab.lab.audit.LedgerReader;
import flashsalelab.lab.audit.LedgerUnreadableException;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of a deployment that has drained, and has it audited. */
final class Examination {
  private final LedgerReader ledgers;
  private final List<String> casualties;
  private final List<HistoryEntry> history;
  private final Map<String, SegmentReport> reports;
  private final Map<String, Histogram> delays;

  /**
   * @param casualties parts that ended by themselves, in words
   * @param folder with what the generator has left
   */
  Examination(LedgerReader ledgers, List<String> casualties, Path folder) {
    this.ledgers = ledgers;
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
   * Audits the product of a window.
   *
   * @param reconciliation puts the sale in order; carried out if an edge was killed or units are
   *     missing, after the ledger was read for the first time
   */
  Result of(MeasuredWindow window, Runnable reconciliation) {
    return audited(() -> {
      SaleLedger drained = ledgers.read(window.sku());
      EdgeKill.Deed kill = window.kill();
      SaleLedger reconciled = null;
      if (kill != null || drained.missing() > 0) {
        reconciliation.run();
        reconciled = ledgers.read(window.sku());
      }
      return new Evidence(
          drained,
          reconciled,
          history(window),
          report(window),
          system(window),
          kill == null ? null : new Crash(kill.end(), kill.atUs()));
    });
  }

  private interface Gathering {
    Evidence evidence();
  }

  private Result audited(Gathering gathering) {
    try {
      Evidence evidence = gathering.evidence();
      return new Result(evidence, Auditor.audit(evidence));
    } catch (LedgerUnreadableException | LaunchException e) {
      var reasons = new ArrayList<>(casualties);
      reasons.add(String.valueOf(e.getMessage()));
      return new Result(null, Auditor.withoutEvidence(String.join("; ", reasons)));
    }
  }

  private SystemEvidence system(MeasuredWindow window) {
    List<HistoryEntry> soFar =
        history.stream().filter(entry -> window.segments().contains(entry.segment())).toList();
    return new SystemEvidence(
        casualties,
        count(soFar, entry -> entry.outcome() != ClientOutcome.EXPIRED) + asked(window),
        count(soFar, entry -> isUnanswered(entry.outcome())) + askedInVain(window),
        count(soFar, HistoryEntry::wasAccepted),
        count(soFar, entry -> !entry.wasAccepted() && entry.outcome().mayHaveReserved()),
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
