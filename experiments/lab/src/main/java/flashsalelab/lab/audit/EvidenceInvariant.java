package flashsalelab.lab.audit;

import static flashsalelab.lab.audit.Invariant.Finding.knownIf;

import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.SegmentReport;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** What the evidence itself has to be like: where it is not, nothing has been proven. */
public enum EvidenceInvariant implements Invariant {
  /** Every part of the system lived through the measurement, but for one that was killed. */
  ALL_PARTS_ALIVE(EvidenceInvariant::allPartsAlive),

  /** What was to be killed was killed in the middle of the sale. */
  CRASH_IN_MID_SALE(EvidenceInvariant::crashInMidSale),

  /** Every scheduled purchase is in the clients' history, or known to have been dropped. */
  HISTORY_COMPLETE(EvidenceInvariant::historyComplete),

  /** Clients, balancer and edges count the same. */
  COUNTS_AGREE(EvidenceInvariant::countsAgree),

  /** The generator kept its schedule. */
  LOAD_AS_SCHEDULED(EvidenceInvariant::loadAsScheduled),

  /**
   * Every subscriber that was to watch had its stream when the window began, and was watched for.
   */
  AUDIENCE_AS_PLANNED(EvidenceInvariant::audienceAsPlanned),

  /** Something was sold: a sale that accepts nobody oversells nothing, and proves nothing. */
  SOMETHING_SOLD(EvidenceInvariant::somethingSold);

  /** A generator that is later than this by itself did not make the load that it was asked for. */
  private static final Duration LATENESS_LIMIT = Duration.ofMillis(100);

  private static final double US_PER_MS = 1_000;
  private static final double US_PER_S = 1_000_000;

  private final Function<Evidence, Finding> examination;

  EvidenceInvariant(Function<Evidence, Finding> examination) {
    this.examination = examination;
  }

  @Override
  public Finding examine(Evidence evidence) {
    return examination.apply(evidence);
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Finding allPartsAlive(Evidence evidence) {
    var casualties = evidence.system().casualties();
    return knownIf(
        casualties.isEmpty(),
        casualties.isEmpty() ? "no part ended early" : String.join("; ", casualties));
  }

  private static Finding crashInMidSale(Evidence evidence) {
    Crash crash = evidence.crash();
    if (crash == null) {
      return knownIf(true, "nothing was to be killed");
    }
    long soldBefore = answeredBefore(evidence, crash, ClientOutcome.RESERVED);
    long soldAfter = evidence.count(ClientOutcome.RESERVED) - soldBefore;
    long refusedBefore = answeredBefore(evidence, crash, ClientOutcome.SOLD_OUT);
    return knownIf(
        soldBefore > 0 && (soldAfter > 0 || refusedBefore == 0),
        "%s after %.1f s; %d purchases were accepted and %d refused before, %d accepted after"
            .formatted(crash.end(), crash.atUs() / US_PER_S, soldBefore, refusedBefore, soldAfter));
  }

  private static long answeredBefore(Evidence evidence, Crash crash, ClientOutcome outcome) {
    return evidence.history().stream()
        .filter(entry -> entry.outcome() == outcome && entry.completedUs() < crash.atUs())
        .count();
  }

  private static Finding historyComplete(Evidence evidence) {
    SegmentReport report = evidence.report();
    long settled = report.outcomes().values().stream().mapToLong(Long::longValue).sum();
    long dropped = report.droppedByGenerator();
    return knownIf(
        evidence.history().size() == settled && settled + dropped == report.scheduled(),
        "%d purchases scheduled, %d dropped by the generator; %d in its report, %d in the history"
            .formatted(report.scheduled(), dropped, settled, evidence.history().size()));
  }

  private static Finding countsAgree(Evidence evidence) {
    SystemEvidence system = evidence.system();
    if (system.acceptedByEdges().isEmpty()) {
      return knownIf(false, "not every edge could be asked what it counted");
    }
    if (system.balanced() && system.forwarded().isEmpty()) {
      return knownIf(false, "the balancer could not be asked what it counted");
    }
    long byEdges = system.acceptedByEdges().getAsLong();
    long byClients = system.acceptedByClients();
    Crash crash = evidence.crash();
    // What a killed edge counted is gone with it.
    boolean crashed = crash != null && crash.part() == Crash.Part.EDGE;
    boolean edgesAgree =
        (crashed || byEdges >= byClients) && byEdges <= byClients + system.uncertain();
    long forwarded = system.forwarded().orElse(system.sent());
    boolean balancerAgrees =
        forwarded <= system.sent() && forwarded >= system.sent() - system.unanswered();
    return knownIf(
        edgesAgree && balancerAgrees,
        "%d sent (%d unanswered), %s forwarded; %d accepted by the clients (%d uncertain), %d by %s"
            .formatted(
                system.sent(),
                system.unanswered(),
                system.balanced() ? Long.toString(forwarded) : "none",
                byClients,
                system.uncertain(),
                byEdges,
                crashed
                    ? "the edges that live: the one that was killed cannot be asked"
                    : "the edges"));
  }

  private static Finding loadAsScheduled(Evidence evidence) {
    SegmentReport report = evidence.report();
    return knownIf(
        report.droppedByGenerator() == 0
            && report.latenessP99Us() <= LATENESS_LIMIT.toMillis() * US_PER_MS,
        "the generator dropped %d by its own fault and was late by %.1f ms (p99; %d ms allowed)"
            .formatted(
                report.droppedByGenerator(),
                report.latenessP99Us() / US_PER_MS,
                LATENESS_LIMIT.toMillis()));
  }

  private static Finding audienceAsPlanned(Evidence evidence) {
    AudienceReport audience = evidence.report().audience();
    if (audience == null) {
      return knownIf(true, "nobody was to watch");
    }
    return knownIf(
        audience.connected() == audience.subscribers()
            && audience.changes() > 0
            && audience.failedChanges() == 0,
        "%d of %d subscribers had a stream; %d changes, %d failed"
            .formatted(
                audience.connected(),
                audience.subscribers(),
                audience.changes(),
                audience.failedChanges()));
  }

  private static Finding somethingSold(Evidence evidence) {
    return knownIf(
        !evidence.acknowledged().isEmpty(),
        "%d purchases accepted".formatted(evidence.acknowledged().size()));
  }
}
