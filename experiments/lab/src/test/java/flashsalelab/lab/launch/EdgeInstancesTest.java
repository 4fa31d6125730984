package flashsalelab.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EdgeInstancesTest {
  private static final URI FIRST = URI.create("http://127.0.0.1:1");
  private static final URI SECOND = URI.create("http://127.0.0.1:2");

  private record Instance(String name) implements Part {
    @Override
    public Optional<String> end() {
      return Optional.empty();
    }

    @Override
    public String lastWords() {
      return "";
    }
  }

  private final Instance one = new Instance("edge-1");
  private final Instance two = new Instance("edge-2");
  private final EdgeInstances<Instance> edges = new EdgeInstances<>();

  @Test
  void condemn_oneOfTwo_takesTheLastOneOut() {
    edges.add(one, FIRST);
    edges.add(two, SECOND);

    assertThat(edges.condemn()).isEqualTo(two);
    assertThat(edges.addresses()).containsExactly(FIRST);
    assertThat(edges.isCondemned(two)).isTrue();
    assertThat(edges.isCondemned(one)).isFalse();
  }

  @Test
  void condemn_theOnlyOne_isRefused() {
    edges.add(one, FIRST);

    assertThatThrownBy(edges::condemn)
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("no edge can be killed: 1 of them serve");
    assertThat(edges.addresses()).containsExactly(FIRST);
  }
}
