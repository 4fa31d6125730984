package flashsalelab.lab.run;

import flashsalelab.lab.audit.Auditor;
import flashsalelab.lab.audit.Evidence;
import flashsalelab.lab.audit.LedgerReader;
import flashsalelab.lab.audit.LedgerUnreadableException;
import flashsalelab.lab.audit.SaleLedger;
import flashsalelab.lab.audit.SystemEvidence;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.measure.Metrics;
import flashsalelab.results.Json;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of a deployment that has drained, and has it audited. */
final class Examination {
  private final LedgerReader ledgers;
  private final SystemEvidence system;

  Examination(Deployment deployment, LedgerReader ledgers, List<HistoryEntry> wholeHistory) {
    this.ledgers = ledgers;
    this.system = gather(deployment, wholeHistory);
  }

  /**
   * What came of one window.
   *
   * @param ledger the sale's record, or null if it could not be read
   * @param opinion the auditor's
   */
  record Result(@Nullable SaleLedger ledger, Auditor.Opinion opinion) {}

  /** Audits the product of one window. */
  Result of(String sku, List<HistoryEntry> history, SegmentReport report) {
    try {
      SaleLedger ledger = ledgers.read(sku);
      return new Result(ledger, Auditor.audit(new Evidence(ledger, history, report, system)));
    } catch (LedgerUnreadableException e) {
      var reasons = new ArrayList<>(system.casualties());
      reasons.add(String.valueOf(e.getMessage()));
      return new Result(null, Auditor.withoutEvidence(String.join("; ", reasons)));
    }
  }

  /** The generator's report of each segment, by its name. */
  static Map<String, SegmentReport> segmentReports(Path folder) {
    try {
      return Json.read(folder.resolve(GeneratorProtocol.REPORT_FILE), GeneratorReport.class)
          .segments()
          .stream()
          .collect(Collectors.toMap(SegmentReport::name, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SystemEvidence gather(Deployment deployment, List<HistoryEntry> history) {
    return new SystemEvidence(
        deployment.casualties(),
        count(history, outcome -> outcome != ClientOutcome.EXPIRED),
        count(history, Examination::isUnanswered),
        count(history, outcome -> outcome == ClientOutcome.RESERVED),
        count(history, ClientOutcome::mayHaveReserved),
        reservedByEdges(deployment),
        forwarded(deployment),
        deployment.balancerAdmin().isPresent());
  }

  private static boolean isUnanswered(ClientOutcome outcome) {
    return switch (outcome) {
      case CONNECT_FAILED, CONNECTION_LOST, TIMEOUT -> true;
      default -> false;
    };
  }

  private static long count(List<HistoryEntry> history, Predicate<ClientOutcome> wanted) {
    return history.stream().filter(entry -> wanted.test(entry.outcome())).count();
  }

  private static OptionalLong reservedByEdges(Deployment deployment) {
    long reserved = 0;
    for (URI edge : deployment.edges()) {
      OptionalLong one = sum(edge, "sale_purchases_total", Map.of("outcome", "reserved"));
      if (one.isEmpty()) {
        return OptionalLong.empty();
      }
      reserved += one.getAsLong();
    }
    return OptionalLong.of(reserved);
  }

  private static OptionalLong forwarded(Deployment deployment) {
    return deployment
        .balancerAdmin()
        .map(admin -> sum(admin, "balancer_requests_total", Map.of()))
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong sum(URI process, String metric, Map<String, String> labels) {
    try {
      return OptionalLong.of(Math.round(Metrics.scrape(process).sum(metric, labels)));
    } catch (UncheckedIOException gone) {
      return OptionalLong.empty();
    }
  }
}
