package flashsalelab.lab.run;

import static flashsalelab.lab.RoundRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.lab.RoundRows;
import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts;
import flashsalelab.results.Verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Experiment EXPERIMENT =
      Experiment.named("which-one")
          .asks("Which one?")
          .compares(
              Variant.named("guarded").servedBy(1, "fast").guardedBy("strict"),
              Variant.named("control").servedBy(1, "fast").guardedBy("none").thatMustOversell())
          .under(Load.PEAK)
          .during(Phase.SELLING)
          .build();

  private static final Experiment WITH_CRASH =
      Experiment.named(EXPERIMENT.name())
          .asks(EXPERIMENT.question())
          .compares(
              Variant.named("guarded").servedBy(2, "fast").balancedBy("fair").guardedBy("strict"),
              Variant.named("other").servedBy(2, "fast").balancedBy("fair").guardedBy("lax"),
              Variant.named("control")
                  .servedBy(2, "fast")
                  .balancedBy("fair")
                  .guardedBy("none")
                  .thatMustOversell())
          .under(Load.PEAK)
          .during(Phase.SELLING, Phase.CRASH)
          .build();

  private static Verdicts judge(RoundRow... rows) {
    return new Judge(EXPERIMENT, Lacking.NOTHING, List.of(rows), 1).verdicts();
  }

  /** The experiment with one variant more. */
  private static Experiment.Builder with(Variant third) {
    return Experiment.named(EXPERIMENT.name())
        .asks(EXPERIMENT.question())
        .compares(EXPERIMENT.baseline(), EXPERIMENT.variants().getLast(), third)
        .under(Load.PEAK)
        .during(Phase.SELLING);
  }

  private static Verdict verdict(RoundRow... rows) {
    return judge(rows).verdicts().getFirst();
  }

  @Test
  void verdict_allRoundsPass_isAsExpectedAndBounded() {
    Verdict verdict =
        verdict(row("guarded", 1, 1, 1.0), row("guarded", 2, 1, 1.0), row("guarded", 3, 1, 1.0));

    assertThat(verdict.safety()).isEqualTo(Safety.PASS);
    assertThat(verdict.asExpected()).isTrue();
    assertThat(verdict.violationRateBound()).isCloseTo(0.6316, within(0.0001));
  }

  @Test
  void verdict_oneRoundUnknown_isUnknownAndNotAsExpected() {
    Verdict verdict =
        verdict(row("guarded", 1, 1, 1.0), row("guarded", 2, 1, 1.0, Safety.UNKNOWN, 0));

    assertThat(verdict.safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(verdict.asExpected()).isFalse();
    assertThat(verdict.reason()).isEqualTo("round 2: something is wrong");
    assertThat(verdict.violationRateBound()).isNull();
  }

  @Test
  void verdict_controlThatOversells_isAsExpected() {
    Verdict verdict = verdict(row("control", 1, 1, 1.0, Safety.FAIL, 12));

    assertThat(verdict.expectedViolation()).isTrue();
    assertThat(verdict.asExpected()).isTrue();
    assertThat(verdict.violations()).isEqualTo(1);
  }

  @Test
  void verdict_controlThatPassesOrFailsOtherwise_isNotAsExpected() {
    assertThat(verdict(row("control", 1, 1, 1.0)).asExpected()).isFalse();
    assertThat(verdict(row("control", 1, 1, 1.0, Safety.UNKNOWN, 0)).asExpected()).isFalse();
    assertThat(verdict(row("control", 1, 1, 1.0, Safety.FAIL, 0)).asExpected()).isFalse();
  }

  @Test
  void verdict_controlInACrash_hasToFailAndNoMore() {
    assertThat(inCrash(Safety.FAIL).asExpected()).isTrue();
    assertThat(inCrash(Safety.PASS).asExpected()).isFalse();
    assertThat(inCrash(Safety.UNKNOWN).asExpected()).isFalse();
  }

  private static Verdict inCrash(Safety safety) {
    RoundRow row = RoundRows.inCrash(row("control", 1, 1, 1.0, safety, 0));
    return new Judge(WITH_CRASH, Lacking.NOTHING, List.of(row), 1).verdicts().verdicts().getFirst();
  }

  @Test
  void comparisons_everyCandidate_meetsTheBaselineInEachMetric() {
    Verdicts verdicts = judge(row("guarded", 1, 100, 1.0), row("control", 1, 200, 1.0));

    assertThat(verdicts.comparisons())
        .hasSize(4)
        .allSatisfy(comparison -> {
          assertThat(comparison.baseline()).isEqualTo("guarded");
          assertThat(comparison.candidate()).isEqualTo("control");
        });
    assertThat(verdicts.comparisons().getFirst().ratio()).isEqualTo(2.0);
  }

  @Test
  void comparisons_whereSomethingIsQueued_areAlsoOfAcknowledgements() {
    Experiment queued =
        Experiment.named(EXPERIMENT.name())
            .asks(EXPERIMENT.question())
            .compares(EXPERIMENT.baseline(), EXPERIMENT.variants().getLast().queuedOn("a-queue"))
            .under(Load.PEAK)
            .during(Phase.SELLING)
            .build();

    Verdicts verdicts =
        new Judge(
                queued,
                Lacking.NOTHING,
                List.of(row("guarded", 1, 100, 1.0), row("control", 1, 120, 1.0)),
                1)
            .verdicts();

    assertThat(verdicts.comparisons())
        .filteredOn(comparison -> comparison.metric().equals("acks_per_s"))
        .extracting(Verdicts.Comparison::ratio)
        .containsExactly(1.2);
    assertThat(verdicts.comparisons()).hasSize(6);
  }

  @Test
  void comparisons_ofAVariantWithItsOwnBaseline_areWithThat() {
    Experiment experiment =
        with(Variant.named("watched").servedBy(1, "fast").guardedBy("none").against("control"))
            .build();

    Verdicts verdicts =
        new Judge(
                experiment,
                Lacking.NOTHING,
                List.of(
                    row("guarded", 1, 100, 1.0),
                    row("control", 1, 200, 1.0),
                    row("watched", 1, 180, 1.0)),
                1)
            .verdicts();

    assertThat(verdicts.comparisons())
        .filteredOn(comparison -> comparison.metric().equals("throughput_per_s"))
        .extracting(
            Verdicts.Comparison::candidate,
            Verdicts.Comparison::baseline,
            Verdicts.Comparison::ratio)
        .containsExactly(tuple("control", "guarded", 2.0), tuple("watched", "control", 0.9));
  }

  @Test
  void comparisons_ofAVariantThatIsNoHeadline_needAsManyRoundsAsTheBaseline() {
    Experiment experiment =
        with(Variant.named("beside").servedBy(1, "fast").guardedBy("none"))
            .headlines("guarded", "control")
            .build();
    List<RoundRow> rounds =
        List.of(
            row("guarded", 1, 100, 1.0),
            row("guarded", 2, 100, 1.0),
            row("control", 2, 100, 1.0),
            row("beside", 2, 100, 1.0));

    assertThat(new Judge(experiment, Lacking.NOTHING, rounds, 1).verdicts().comparisons())
        .isNotEmpty()
        .extracting(Verdicts.Comparison::candidate)
        .containsOnly("control");

    List<RoundRow> asMany = new ArrayList<>(rounds);
    asMany.add(row("beside", 1, 100, 1.0));
    assertThat(new Judge(experiment, Lacking.NOTHING, asMany, 1).verdicts().comparisons())
        .extracting(Verdicts.Comparison::candidate)
        .contains("control", "beside");
  }

  @Test
  void comparisons_ofACrash_areNotMade() {
    Verdicts verdicts =
        new Judge(
                WITH_CRASH,
                Lacking.NOTHING,
                List.of(
                    row("guarded", 1, 100, 1.0),
                    row("other", 1, 100, 1.0),
                    RoundRows.inCrash(row("guarded", 1, 100, 1.0)),
                    RoundRows.inCrash(row("other", 1, 100, 1.0))),
                1)
            .verdicts();

    assertThat(verdicts.verdicts()).hasSize(4);
    assertThat(verdicts.comparisons())
        .hasSize(4)
        .allSatisfy(comparison -> assertThat(comparison.phase()).isEqualTo("selling"));
  }

  @Test
  void verdict_onWhatCannotBeHad_isUnknownWithoutARound() {
    Variant other = WITH_CRASH.variants().get(1);
    var lacking = new Lacking(Map.of(Stage.topology(other), "install a broker"));

    List<Verdict> verdicts =
        new Judge(WITH_CRASH, lacking, List.of(row("guarded", 1, 100, 1.0)), 1)
            .verdicts()
            .verdicts();

    assertThat(verdicts).hasSize(3);
    assertThat(verdicts.subList(1, 3))
        .allSatisfy(verdict -> {
          assertThat(verdict.variant()).isEqualTo("other");
          assertThat(verdict.safety()).isEqualTo(Safety.UNKNOWN);
          assertThat(verdict.asExpected()).isFalse();
          assertThat(verdict.rounds()).isZero();
          assertThat(verdict.reason()).isEqualTo("install a broker");
        })
        .extracting(Verdict::phase)
        .containsExactly("selling", "crash");
  }
}
