package flashsalelab.sale.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeliveryTagsTest {
  private final DeliveryTags tags = new DeliveryTags();

  @BeforeEach
  void deliverThree() {
    tags.delivered(1);
    tags.delivered(2);
    tags.delivered(3);
  }

  @Test
  void newlyOver_whileTheFirstIsOpen_isNothing() {
    tags.done(2);
    tags.done(3);

    assertThat(tags.newlyOver()).isEmpty();
  }

  @Test
  void newlyOver_whenTheFirstIsDone_reachesUpToTheNextOpenOne() {
    tags.done(2);
    tags.done(1);

    assertThat(tags.newlyOver()).hasValue(2);
  }

  @Test
  void newlyOver_askedAgain_isNothingUntilMoreIsDone() {
    tags.done(1);
    assertThat(tags.newlyOver()).hasValue(1);

    assertThat(tags.newlyOver()).isEmpty();
    tags.delivered(4);
    tags.done(3);
    tags.done(2);
    assertThat(tags.newlyOver()).hasValue(3);
  }
}
