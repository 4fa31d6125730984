package flashsalelab.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import flashsalelab.lab.audit.Auditor.Opinion;
import flashsalelab.results.AuditEntry.Check;
import flashsalelab.results.Safety;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import org.junit.jupiter.api.Test;

/** A purchase that a client knows of, and that went with the server that kept it. */
class LostPurchasesTest {

  @Test
  void audit_lostPurchase_isBrokenAndTold() {
    Evidence evidence = Sale.withLoss().evidence();

    assertThat(evidence.lost()).extracting(HistoryEntry::order).containsExactly("order-3");
    assertThat(Auditor.audit(evidence).checks())
        .filteredOn(check -> check.safety() == Safety.FAIL)
        .extracting(Check::invariant)
        .containsExactly("acknowledged-once");
  }

  @Test
  void audit_lostPurchaseThatMayBeLost_passesAndIsTold() {
    Sale sale = Sale.withLoss();
    sale.mayLose = true;

    Opinion opinion = Auditor.audit(sale.evidence());

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
    assertThat(opinion.checks())
        .filteredOn(check -> check.invariant().equals("acknowledged-once"))
        .extracting(Check::detail)
        .first(STRING)
        .contains("but for 1 lost ones");
  }

  @Test
  void audit_queuedPurchaseThatMayBeLost_passes() {
    Sale sale = Sale.withLoss();
    sale.mayLose = true;
    sale.accepted("order-9", "buyer-9", "key-9", ClientOutcome.QUEUED);

    Opinion opinion = Auditor.audit(sale.evidence());

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
    assertThat(sale.evidence().lost()).hasSize(2);
  }

  @Test
  void audit_orderOfSomebodyElse_isBrokenThoughPurchasesMayBeLost() {
    Sale sale = Sale.withLoss();
    sale.mayLose = true;
    sale.answer("buyer-8", "key-8", ClientOutcome.RESERVED, "order-1");

    assertThat(Auditor.audit(sale.evidence()).checks())
        .filteredOn(check -> check.safety() == Safety.FAIL)
        .extracting(Check::invariant)
        .containsExactly("acknowledged-once");
  }

  @Test
  void audit_everythingLost_passesIfItMayBe() {
    Sale sale = Sale.withLoss();
    sale.mayLose = true;
    sale.transitions.clear();
    sale.supplied = 0;
    sale.free = 0;

    Opinion opinion = Auditor.audit(sale.evidence());

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
    assertThat(sale.evidence().lost()).hasSize(3);
  }
}
