package flashsalelab.web.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. Immutable. */
public final class Router {
  private final List<Entry> entries;

  /** A router of this table. */
  public Router(List<Route> routes) {
    entries = routes.stream().map(Entry::of).toList();
  }

  /** What there is for a method and a path. */
  public sealed interface Match {}

  /** There is no route. */
  public sealed interface Unmatched extends Match {}

  /** A route, and the decoded values of its template's names. */
  public record Found(Route route, Map<String, String> parameters) implements Match {}

  /**
   * The path is known, the method is not.
   *
   * @param allow the methods that are, for the Allow field
   */
  public record MethodNotAllowed(String allow) implements Unmatched {}

  /** The path is not known. */
  public record NotFound() implements Unmatched {}

  /**
   * Looks a request up.
   *
   * @param path as it was sent, without the query
   */
  public Match match(String method, String path) {
    List<String> segments = List.of(path.split("/", -1));
    TreeSet<String> allowed = new TreeSet<>();
    for (Entry entry : entries) {
      Optional<Map<String, String>> parameters = entry.parameters(segments);
      if (parameters.isPresent()) {
        Route route = entry.route();
        boolean head = method.equals("HEAD") && route.method().equals("GET");
        if (head || route.method().equals(method)) {
          return new Found(route, parameters.get());
        }
        allowed.add(route.method());
        if (route.method().equals("GET")) {
          allowed.add("HEAD");
        }
      }
    }
    return allowed.isEmpty()
        ? new NotFound()
        : new MethodNotAllowed(allowed.stream().collect(Collectors.joining(", ")));
  }

  private record Entry(Route route, List<String> template) {

    static Entry of(Route route) {
      return new Entry(route, List.of(route.template().split("/", -1)));
    }

    Optional<Map<String, String>> parameters(List<String> segments) {
      if (segments.size() != template.size()) {
        return Optional.empty();
      }
      Map<String, String> parameters = new HashMap<>();
      for (int i = 0; i < template.size(); i++) {
        String name = nameIn(template.get(i));
        if (name != null) {
          parameters.put(name, decoded(segments.get(i)));
        } else if (!template.get(i).equals(segments.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(parameters);
    }

    private static @Nullable String nameIn(String segment) {
      return segment.startsWith("{") ? segment.substring(1, segment.length() - 1) : null;
    }

    /** A plus sign stands for itself in a path (RFC 3986, 3.3). */
    private static String decoded(String segment) {
      if (segment.indexOf('%') < 0) {
        return segment;
      }
      try {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return segment;
      }
    }
  }
}
