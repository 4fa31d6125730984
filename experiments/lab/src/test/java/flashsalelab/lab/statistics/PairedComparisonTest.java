package flashsalelab.lab.statistics;

import static flashsalelab.lab.RoundRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.Judgement;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Verdicts.Comparison;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final double MARGIN = 0.1;

  private static List<RoundRow> rounds(int count, IntFunction<RoundRow> row) {
    return IntStream.rangeClosed(1, count).mapToObj(row).toList();
  }

  private static Judgement judge(Metric metric, int rounds, double throughput, double p99) {
    return PairedComparison.of(
            metric,
            rounds(rounds, round -> row("base", round, 100 * round, 10.0 * round)),
            rounds(rounds, round -> row("new", round, throughput * round, p99 * round)),
            MARGIN,
            1)
        .judgement();
  }

  @Test
  void of_moreThroughput_isFaster() {
    assertThat(judge(Metric.THROUGHPUT, 6, 150, 10)).isEqualTo(Judgement.FASTER);
    assertThat(judge(Metric.THROUGHPUT, 6, 50, 10)).isEqualTo(Judgement.SLOWER);
  }

  @Test
  void of_lessLatency_isFaster() {
    assertThat(judge(Metric.TAIL_LATENCY, 6, 100, 5)).isEqualTo(Judgement.FASTER);
    assertThat(judge(Metric.TAIL_LATENCY, 6, 100, 20)).isEqualTo(Judgement.SLOWER);
  }

  @Test
  void of_withinTheMargin_isEquivalent() {
    assertThat(judge(Metric.THROUGHPUT, 6, 105, 10)).isEqualTo(Judgement.EQUIVALENT);
  }

  @Test
  void of_fiveRounds_isAlwaysInconclusive() {
    assertThat(judge(Metric.THROUGHPUT, 5, 900, 10)).isEqualTo(Judgement.INCONCLUSIVE);
  }

  @Test
  void of_intervalAcrossTheMargin_isInconclusive() {
    Comparison comparison =
        PairedComparison.of(
            Metric.THROUGHPUT,
            rounds(6, round -> row("base", round, 100, 1.0)),
            rounds(6, round -> row("new", round, round % 2 == 0 ? 100 : 150, 1.0)),
            MARGIN,
            1);

    assertThat(comparison.judgement()).isEqualTo(Judgement.INCONCLUSIVE);
    assertThat(comparison.ratio()).isEqualTo(1.25);
  }

  @Test
  void of_valueMissingInARound_pairsTheOthers() {
    Comparison comparison =
        PairedComparison.of(
            Metric.TAIL_LATENCY,
            rounds(6, round -> row("base", round, 100, round == 2 ? null : Double.valueOf(10))),
            rounds(6, round -> row("new", round, 100, 20.0)),
            MARGIN,
            1);

    assertThat(comparison.rounds()).isEqualTo(5);
    assertThat(comparison.judgement()).isEqualTo(Judgement.INCONCLUSIVE);
  }

  @Test
  void of_oneRound_hasNoInterval() {
    Comparison comparison =
        PairedComparison.of(
            Metric.THROUGHPUT,
            List.of(row("base", 1, 100, 1.0)),
            List.of(row("new", 1, 200, 1.0)),
            MARGIN,
            1);

    assertThat(comparison.ratio()).isEqualTo(2.0);
    assertThat(comparison.low()).isNull();
    assertThat(comparison.high()).isNull();
  }

  @Test
  void of_noPairAtAll_hasNoRatio() {
    Comparison comparison =
        PairedComparison.of(
            Metric.TAIL_LATENCY,
            List.of(row("base", 1, 100, null)),
            List.of(row("new", 1, 100, 20.0)),
            MARGIN,
            1);

    assertThat(comparison.ratio()).isNull();
    assertThat(comparison.rounds()).isZero();
  }
}
