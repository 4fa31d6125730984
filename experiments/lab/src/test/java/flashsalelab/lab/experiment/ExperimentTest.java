package flashsalelab.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.experiment.Experiment.Window;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private static final Variant COMPLETE =
      Variant.named("one").servedBy(2, "fast").balancedBy("fair").guardedBy("strict");

  @Test
  void build_completeDescription_isTheExperiment() {
    Experiment experiment =
        Experiment.named("which-one")
            .asks("Which one?")
            .compares(COMPLETE, Variant.named("two").servedBy(1, "slow").guardedBy("strict"))
            .under(Load.PEAK)
            .during(Phase.SELLING)
            .withMargin(0.2)
            .build();

    assertThat(experiment.baseline()).isEqualTo(COMPLETE);
    assertThat(experiment.margin()).isEqualTo(0.2);
    assertThat(experiment.variants()).extracting(Variant::name).containsExactly("one", "two");
  }

  @Test
  void build_manyFaults_namesEveryOne() {
    assertThatThrownBy(() ->
            Experiment.named("Which One")
                .compares(
                    Variant.named("one").servedBy(2, "fast"),
                    Variant.named("one").servedBy(0, "").guardedBy("strict").watchedBy(-1),
                    Variant.named("two").servedBy(1, "fast").guardedBy("strict").against("four"))
                .pacedBy("three")
                .withMargin(1.5)
                .build())
        .isInstanceOf(InvalidExperimentException.class)
        .hasMessageContaining("'Which One' is not a name in kebab-case")
        .hasMessageContaining("it asks nothing")
        .hasMessageContaining("it has no load")
        .hasMessageContaining("it measures no phase")
        .hasMessageContaining("no variant is named three, whose knee it is paced by")
        .hasMessageContaining("its margin has to be between 0 and 1")
        .hasMessageContaining("two variants are named one")
        .hasMessageContaining("one has no stock guard")
        .hasMessageContaining("one has 2 instances and no balancing")
        .hasMessageContaining("one is served by no edge")
        .hasMessageContaining("one needs at least 1 instance, has 0")
        .hasMessageContaining("one has -1 subscribers")
        .hasMessageContaining("two is compared with four, which is no other variant");
  }

  @Test
  void windows_lightLoadsComeFirstAndTheCrashComesLastAndOnce() {
    Experiment experiment =
        Experiment.named("which-one")
            .asks("Which one?")
            .compares(COMPLETE)
            .under(Load.PEAK, Load.NORMAL)
            .during(Phase.CRASH, Phase.OVERLOAD, Phase.RUSH)
            .build();

    assertThat(experiment.windows())
        .containsExactly(
            new Window(Load.NORMAL, Phase.RUSH),
            new Window(Load.PEAK, Phase.RUSH),
            new Window(Load.NORMAL, Phase.OVERLOAD),
            new Window(Load.STRESS, Phase.CRASH));
  }

  @Test
  void build_withoutHeadlines_makesEachVariantOne() {
    Experiment experiment =
        Experiment.named("which-one")
            .asks("Which one?")
            .compares(COMPLETE)
            .under(Load.PEAK)
            .during(Phase.SELLING)
            .build();

    assertThat(experiment.isHeadline(COMPLETE.name())).isTrue();
  }

  @Test
  void build_headlinesThatAreNoneOrComparedWithNone_areFaults() {
    assertThatThrownBy(() ->
            Experiment.named("which-one")
                .asks("Which one?")
                .compares(COMPLETE, Variant.named("two").servedBy(1, "slow").guardedBy("strict"))
                .under(Load.PEAK)
                .during(Phase.SELLING)
                .headlines("two", "three")
                .build())
        .isInstanceOf(InvalidExperimentException.class)
        .hasMessageContaining("no variant is named three, which is to be a headline")
        .hasMessageContaining(
            "the headline two is compared with %s, which is none".formatted(COMPLETE.name()));
  }

  @Test
  void build_crashOfTheOnlyInstance_isAFault() {
    assertThatThrownBy(() ->
            Experiment.named("which-one")
                .asks("Which one?")
                .compares(COMPLETE, Variant.named("two").servedBy(1, "slow").guardedBy("strict"))
                .under(Load.PEAK)
                .during(Phase.CRASH)
                .build())
        .isInstanceOf(InvalidExperimentException.class)
        .hasMessageContaining("two has 1 instance, and one is going to be killed");
  }

  @Test
  void build_storeThatIsKilledBesideOtherPhases_isRefused() {
    assertThatThrownBy(() ->
            Experiment.named("one")
                .asks("Which?")
                .compares(Variant.named("one").servedBy(1, "edge").guardedBy("guard"))
                .under(Load.PEAK)
                .during(Phase.RUSH, Phase.STORE_CRASH)
                .build())
        .hasMessageContaining("it kills the store and measures more than that");
  }

  @Test
  void baselineOf_variant_isItsOwnElseTheFirst() {
    Experiment experiment =
        Experiment.named("which-one")
            .asks("Which one?")
            .compares(
                COMPLETE,
                Variant.named("two").servedBy(1, "slow").guardedBy("strict"),
                Variant.named("three").servedBy(1, "slow").guardedBy("strict").against("two"))
            .under(Load.PEAK)
            .during(Phase.SELLING)
            .build();

    assertThat(experiment.baselineOf("three")).isEqualTo("two");
    assertThat(experiment.baselineOf("two")).isEqualTo("one");
  }

  @Test
  void queuedOn_variant_isQueuedAndTellsItsEdge() {
    Variant queued = COMPLETE.queuedOn("a-queue");

    assertThat(queued.isQueued()).isTrue();
    assertThat(queued.queue()).isEqualTo("a-queue");
    assertThat(queued.settings())
        .containsEntry("SALE_PATTERN", "queued")
        .containsEntry("SALE_QUEUE", "a-queue");
    assertThat(COMPLETE.isQueued()).isFalse();
    assertThat(COMPLETE.queue()).isEqualTo("none");
  }

  @Test
  void build_noVariant_saysSo() {
    assertThatThrownBy(() ->
            Experiment.named("empty").asks("What?").under(Load.PEAK).during(Phase.RUSH).build())
        .hasMessageContaining("it has no variant");
  }
}
