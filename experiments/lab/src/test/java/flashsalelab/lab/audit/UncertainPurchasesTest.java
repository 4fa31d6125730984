package flashsalelab.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.audit.Auditor.Opinion;
import flashsalelab.results.AuditEntry.Check;
import flashsalelab.results.Safety;
import org.junit.jupiter.api.Test;

/** A purchase whose client does not know what became of it may have a unit that is missing. */
class UncertainPurchasesTest {

  @Test
  void audit_unitThatCameBack_passesWithItsFigure() {
    Evidence evidence = Sale.withUncertain(1).evidence();

    Opinion opinion = Auditor.audit(evidence);

    assertThat(opinion.safety()).as(opinion.reason()).isEqualTo(Safety.PASS);
    assertThat(evidence.undersold()).isEqualTo(1);
    assertThat(evidence.unrecovered()).isEqualTo(0);
  }

  @Test
  void audit_unitThatDidNotComeBack_isMissing() {
    Sale sale = Sale.withUncertain(1);
    sale.free = 0;

    assertNotConserved(sale);
    assertThat(sale.evidence().unrecovered()).isEqualTo(1);
  }

  @Test
  void audit_moreUnitsThanThosePurchasesMayHave_isBrokenThoughTheyCameBack() {
    assertNotConserved(Sale.withUncertain(2));
  }

  @Test
  void audit_unitThatWasMissingWithoutSuchAPurchase_isBrokenThoughItCameBack() {
    Sale sale = Sale.withUncertain(1);
    sale.history.removeLast();

    assertNotConserved(sale);
  }

  private static void assertNotConserved(Sale sale) {
    assertThat(Auditor.audit(sale.evidence()).checks())
        .filteredOn(check -> check.safety() == Safety.FAIL)
        .extracting(Check::invariant)
        .containsExactly("conservation");
  }
}
