package flashsalelab.balancer.selection;

import flashsalelab.balancer.upstream.Upstream;
import flashsalelab.balancer.upstream.UpstreamAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Upstreams and requests to choose for. */
final class SelectionFixture {
  private SelectionFixture() {}

  static List<Upstream> upstreams(int... weights) {
    List<Upstream> upstreams = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      upstreams.add(
          new Upstream(i, new UpstreamAddress("server-" + i, 80, weights[i]), 0, () -> 0));
    }
    return upstreams;
  }

  /** A request with one value for every header. */
  static RequestFacts request(@Nullable String key, String clientAddress) {
    return new RequestFacts() {
      @Override
      public @Nullable String header(String name) {
        return key;
      }

      @Override
      public String clientAddress() {
        return clientAddress;
      }
    };
  }
}
