package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void words_answerOfTheEngine_isItsMessage() {
    assertThat(
            Refusal.words(
                new InternalServerErrorException(
                    "Status 500: {\"message\":\"Get \\\"https://registry/v2/\\\": no such host\"}\n")))
        .isEqualTo("Get \"https://registry/v2/\": no such host");
  }

  @Test
  void words_anythingElse_isTold() {
    assertThat(Refusal.words(new IllegalStateException("it is broken\n")))
        .isEqualTo("it is broken");
  }
}
