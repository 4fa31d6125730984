package flashsalelab.balancer.selection;

import org.jspecify.annotations.Nullable;

/** What an algorithm may know about a request. */
public interface RequestFacts {
  /** The first value of a header field, by its case-insensitive name. */
  @Nullable String header(String name);

  /** The client's IP address, without a port. */
  String clientAddress();
}
