package flashsalelab.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import flashsalelab.lab.audit.Auditor.Opinion;
import flashsalelab.results.AuditEntry.Check;
import flashsalelab.results.Safety;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditorTest {

  @Test
  void audit_goodSale_passesEveryInvariant() {
    Opinion opinion = Auditor.audit(Sale.ofThreeUnits().evidence());

    assertThat(opinion.checks()).extracting(Check::safety).containsOnly(Safety.PASS);
    assertThat(opinion.checks()).extracting(Check::invariant).isEqualTo(Auditor.invariants());
    assertThat(opinion.safety()).isEqualTo(Safety.PASS);
    assertThat(opinion.reason()).isEmpty();
  }

  static Stream<Arguments> mutants() {
    return Stream.of(
        mutant(
            "a fourth order of three units",
            "no-oversell",
            Safety.FAIL,
            sale -> sale.reserve("order-5", "buyer-5", "key-5")),
        mutant(
            "a paid order counts as well",
            "no-oversell",
            Safety.FAIL,
            sale -> {
              sale.reserve("order-5", "buyer-5", "key-5");
              sale.onRecord("order-5", "buyer-5", "key-5", "PAID");
            }),
        mutant(
            "a unit left over while a buyer was refused",
            "no-undersell",
            Safety.FAIL,
            sale -> {
              sale.supplied = 4;
              sale.free = 1;
            }),
        mutant("a unit that vanished", "conservation", Safety.FAIL, sale -> sale.supplied = 4),
        mutant("a unit from nowhere", "conservation", Safety.FAIL, sale -> sale.free = 1),
        mutant(
            "an acknowledged order that is not on record",
            "acknowledged-once",
            Safety.FAIL,
            sale -> sale.transitions.removeFirst()),
        mutant(
            "an order reserved twice",
            "acknowledged-once",
            Safety.FAIL,
            sale -> sale.onRecord("order-1", "buyer-1", "key-1", "RESERVED")),
        mutant(
            "an acknowledged order that is another buyer's",
            "acknowledged-once",
            Safety.FAIL,
            sale -> {
              sale.transitions.removeFirst();
              sale.onRecord("order-1", "buyer-9", "key-1", "RESERVED");
            }),
        mutant(
            "two orders of one purchase",
            "no-order-twice",
            Safety.FAIL,
            sale -> sale.onRecord("order-1b", "buyer-1", "key-1", "RESERVED")),
        mutant(
            "an order that nobody asked for",
            "no-order-twice",
            Safety.FAIL,
            sale -> sale.onRecord("order-9", "buyer-9", "key-9", "RESERVED")),
        mutant(
            "an order of a buyer who was refused",
            "no-order-twice",
            Safety.FAIL,
            sale -> sale.onRecord("order-4", "buyer-4", "key-4", "RESERVED")),
        mutant(
            "a buyer with two units",
            "per-buyer-limit",
            Safety.FAIL,
            sale -> sale.reserve("order-5", "buyer-1", "key-5")),
        mutant(
            "a server that died",
            "all-parts-alive",
            Safety.UNKNOWN,
            sale -> sale.casualties.add("edge-1 ended with exit code 137")),
        mutant(
            "a purchase missing in the history",
            "history-complete",
            Safety.UNKNOWN,
            sale -> sale.scheduledExtra = 1),
        mutant(
            "an edge that cannot be asked",
            "counts-agree",
            Safety.UNKNOWN,
            sale -> sale.edgesSilent = true),
        mutant(
            "a balancer that cannot be asked",
            "counts-agree",
            Safety.UNKNOWN,
            sale -> sale.balancerSilent = true),
        mutant(
            "edges that count fewer than the clients",
            "counts-agree",
            Safety.UNKNOWN,
            sale -> sale.acceptedByEdges = OptionalLong.of(2)),
        mutant(
            "a balancer that counts more than was sent",
            "counts-agree",
            Safety.UNKNOWN,
            sale -> sale.forwarded = OptionalLong.of(5)),
        mutant(
            "load that the generator dropped",
            "load-as-scheduled",
            Safety.UNKNOWN,
            sale -> sale.dropped = 1),
        mutant(
            "a generator that was late",
            "load-as-scheduled",
            Safety.UNKNOWN,
            sale -> sale.latenessUs = 100_001),
        mutant(
            "a sale that accepted nobody",
            "something-sold",
            Safety.UNKNOWN,
            sale -> {
              sale.history.removeIf(entry -> entry.outcome() == ClientOutcome.RESERVED);
              sale.transitions.clear();
              sale.supplied = 0;
            }));
  }

  private static Arguments mutant(
      String what, String invariant, Safety safety, Consumer<Sale> spoil) {
    return Arguments.of(what, invariant, safety, spoil);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void audit_mutant_isCaught(String what, String invariant, Safety safety, Consumer<Sale> spoil) {
    Sale sale = Sale.ofThreeUnits();
    spoil.accept(sale);

    Opinion opinion = Auditor.audit(sale.evidence());

    assertThat(opinion.safety()).as(what).isEqualTo(safety);
    assertThat(opinion.checks())
        .filteredOn(check -> check.safety() == safety)
        .extracting(Check::invariant)
        .contains(invariant);
    assertThat(opinion.reason()).contains(invariant);
  }

  @Test
  void audit_crashWhoseLossWasReconciled_passesWithItsFigure() {
    Evidence evidence = Sale.withCrash(2).evidence();

    Opinion opinion = Auditor.audit(evidence);

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
    assertThat(evidence.undersold()).isEqualTo(2);
    assertThat(evidence.unrecovered()).isEqualTo(0);
    assertThat(opinion.checks())
        .filteredOn(check -> check.invariant().equals("conservation"))
        .extracting(Check::detail)
        .containsExactly(
            "5 supplied, 2 free + 3 held + 0 sold after the reconciliation: 0 missing, 2 before it,"
                + " with 0 uncertain purchases");
  }

  @Test
  void audit_crash_countsOfTheKilledEdgeAreNotAsked() {
    Sale sale = Sale.withCrash(0);
    sale.acceptedByEdges = OptionalLong.of(1);

    Opinion opinion = Auditor.audit(sale.evidence());

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
    assertThat(opinion.checks())
        .filteredOn(check -> check.invariant().equals("counts-agree"))
        .extracting(Check::detail)
        .first(STRING)
        .contains("1 by the edges that live: the one that was killed cannot be asked");
  }

  static Stream<Arguments> crashMutants() {
    return Stream.of(
        mutant(
            "units that the reconciliation did not bring back",
            "conservation",
            Safety.FAIL,
            sale -> sale.free = 1),
        mutant(
            "units that the reconciliation made",
            "conservation",
            Safety.FAIL,
            sale -> sale.free = 3),
        mutant(
            "units from nowhere that the reconciliation removed",
            "conservation",
            Safety.FAIL,
            sale -> {
              sale.free = 3;
              sale.drained();
              sale.free = 2;
            }),
        mutant(
            "a unit that was free when the window had drained",
            "no-undersell",
            Safety.FAIL,
            sale -> {
              sale.free = 1;
              sale.drained();
              sale.free = 2;
            }),
        mutant(
            "an order beyond the supply",
            "no-oversell",
            Safety.FAIL,
            sale -> {
              sale.reserve("order-5", "buyer-5", "key-5");
              sale.reserve("order-6", "buyer-6", "key-6");
              sale.reserve("order-7", "buyer-7", "key-7");
            }),
        mutant(
            "an acknowledged order that went down with the edge",
            "acknowledged-once",
            Safety.FAIL,
            sale -> sale.transitions.removeFirst()),
        mutant(
            "another part that died",
            "all-parts-alive",
            Safety.UNKNOWN,
            sale -> sale.casualties.add("edge-1 ended with exit code 1")),
        mutant(
            "an edge that lives and cannot be asked",
            "counts-agree",
            Safety.UNKNOWN,
            sale -> sale.edgesSilent = true),
        mutant(
            "an edge that counts more than the clients know of",
            "counts-agree",
            Safety.UNKNOWN,
            sale -> sale.acceptedByEdges = OptionalLong.of(4)),
        mutant(
            "a crash before anything was sold",
            "crash-in-mid-sale",
            Safety.UNKNOWN,
            sale -> sale.crashedAt(500)),
        mutant(
            "a crash when all was sold",
            "crash-in-mid-sale",
            Safety.UNKNOWN,
            sale -> sale.crashedAt(2_500)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crashMutants")
  void audit_mutantOfACrash_isCaught(
      String what, String invariant, Safety safety, Consumer<Sale> spoil) {
    Sale sale = Sale.withCrash(2);
    spoil.accept(sale);

    Opinion opinion = Auditor.audit(sale.evidence());

    assertThat(opinion.safety()).as(what).isEqualTo(safety);
    assertThat(opinion.checks())
        .filteredOn(check -> check.safety() == safety)
        .extracting(Check::invariant)
        .contains(invariant);
  }

  @Test
  void audit_goodSaleThroughAQueue_passesEveryInvariant() {
    Opinion opinion = Auditor.audit(Sale.ofThreeUnitsQueued().evidence());

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
  }

  @Test
  void audit_queuedOrderWhoseReplyWasLost_isNobodysFault() {
    Sale sale = Sale.ofThreeUnitsQueued();
    sale.onRecord("order-5", "buyer-5", "key-5", "QUEUED");
    sale.onRecord("order-5", "buyer-5", "key-5", "REJECTED");
    sale.answer("buyer-5", "key-5", ClientOutcome.TIMEOUT, "");
    sale.acceptedByEdges = OptionalLong.of(5);

    assertThat(Auditor.audit(sale.evidence()).safety()).isEqualTo(Safety.PASS);
  }

  static Stream<Arguments> queueMutants() {
    return Stream.of(
        mutant(
            "an accepted purchase that is not decided",
            "every-accepted-decided",
            Safety.FAIL,
            sale -> sale.queue("order-5", "buyer-5", "key-5", ClientOutcome.QUEUED)),
        mutant(
            "an accepted purchase that is not on record",
            "every-accepted-decided",
            Safety.FAIL,
            sale -> sale.accepted("order-5", "buyer-5", "key-5", ClientOutcome.SOLD_OUT)),
        mutant(
            "an accepted purchase that is another buyer's",
            "every-accepted-decided",
            Safety.FAIL,
            sale -> {
              sale.onRecord("order-5", "buyer-9", "key-5", "QUEUED");
              sale.onRecord("order-5", "buyer-9", "key-5", "REJECTED");
              sale.accepted("order-5", "buyer-5", "key-5", ClientOutcome.SOLD_OUT);
            }),
        mutant(
            "a buyer who was told sold out and has a unit",
            "every-accepted-decided",
            Safety.FAIL,
            sale -> {
              sale.supplied = 4;
              sale.queue("order-5", "buyer-5", "key-5", ClientOutcome.RESERVED);
              sale.history.removeLast();
              sale.accepted("order-5", "buyer-5", "key-5", ClientOutcome.SOLD_OUT);
            }),
        mutant(
            "an order that was queued and nobody asked for",
            "no-order-twice",
            Safety.FAIL,
            sale -> {
              sale.onRecord("order-9", "buyer-9", "key-9", "QUEUED");
              sale.onRecord("order-9", "buyer-9", "key-9", "REJECTED");
            }),
        mutant(
            "edges that accepted fewer than the clients say",
            "counts-agree",
            Safety.UNKNOWN,
            sale -> sale.acceptedByEdges = OptionalLong.of(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queueMutants")
  void audit_mutantOfAQueue_isCaught(
      String what, String invariant, Safety safety, Consumer<Sale> spoil) {
    assertCaught(Sale.ofThreeUnitsQueued(), what, invariant, safety, spoil);
  }

  @Test
  void audit_goodSaleThatIsWatched_passesEveryInvariant() {
    Opinion opinion = Auditor.audit(Sale.watched().evidence());

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
  }

  static Stream<Arguments> audienceMutants() {
    return Stream.of(
        mutant(
            "a subscriber who was not told of the last change",
            "changes-arrived",
            Safety.FAIL,
            sale -> sale.audience = new AudienceReport(2, 2, 3, 0, 6, 1, 0, 5)),
        mutant(
            "a subscriber without a stream",
            "audience-as-planned",
            Safety.UNKNOWN,
            sale -> sale.audience = new AudienceReport(2, 1, 3, 0, 6, 0, 0, 5)),
        mutant(
            "a change that failed",
            "audience-as-planned",
            Safety.UNKNOWN,
            sale -> sale.audience = new AudienceReport(2, 2, 3, 1, 6, 0, 0, 5)),
        mutant(
            "nothing to be told of",
            "audience-as-planned",
            Safety.UNKNOWN,
            sale -> sale.audience = new AudienceReport(2, 2, 0, 0, 6, 0, 0, 5)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("audienceMutants")
  void audit_mutantOfAnAudience_isCaught(
      String what, String invariant, Safety safety, Consumer<Sale> spoil) {
    assertCaught(Sale.watched(), what, invariant, safety, spoil);
  }

  private static void assertCaught(
      Sale sale, String what, String invariant, Safety safety, Consumer<Sale> spoil) {
    spoil.accept(sale);

    Opinion opinion = Auditor.audit(sale.evidence());

    assertThat(opinion.safety()).as(what).isEqualTo(safety);
    assertThat(opinion.checks())
        .filteredOn(check -> check.safety() == safety)
        .extracting(Check::invariant)
        .contains(invariant);
  }

  @Test
  void audit_orderOfALostReply_isNobodysFault() {
    Sale sale = Sale.ofThreeUnits();
    sale.supplied = 4;
    sale.onRecord("order-5", "buyer-5", "key-5", "RESERVED");
    sale.answer("buyer-5", "key-5", ClientOutcome.TIMEOUT, "");
    sale.acceptedByEdges = OptionalLong.of(4);

    assertThat(Auditor.audit(sale.evidence()).safety()).isEqualTo(Safety.PASS);
  }

  @Test
  void audit_cancelledOrder_holdsNothing() {
    Sale sale = Sale.ofThreeUnits();
    sale.onRecord("order-3", "buyer-3", "key-3", "CANCELLED");
    sale.reserve("order-5", "buyer-5", "key-5");

    assertThat(Auditor.audit(sale.evidence()).safety()).isEqualTo(Safety.PASS);
  }

  @Test
  void check_examinationBreaksDown_isUnknown() {
    Invariant broken =
        new Invariant() {
          @Override
          public String label() {
            return "broken";
          }

          @Override
          public Finding examine(Evidence evidence) {
            throw new IllegalStateException("no idea");
          }
        };

    Check check = broken.check(Sale.ofThreeUnits().evidence());

    assertThat(check.safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(check.detail()).contains("no idea");
  }

  @Test
  void withoutEvidence_isUnknownWithTheReason() {
    Opinion opinion = Auditor.withoutEvidence("Redis is gone");

    assertThat(opinion.safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(opinion.reason()).contains("Redis is gone");
  }
}
