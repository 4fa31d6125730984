package flashsalelab.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RouterTest {
  private static final Route LIST = route("GET", "/things");
  private static final Route CREATE = route("POST", "/things");
  private static final Route FIND = route("GET", "/things/{id}");
  private static final Router ROUTER = new Router(List.of(LIST, CREATE, FIND));

  private static Route route(String method, String template) {
    return new Route(
        method,
        template,
        Route.Access.ANYONE,
        Route.Body.NONE,
        request -> CompletableFuture.failedFuture(new AssertionError("not called")));
  }

  @Test
  void match_ofMethodAndPath_findsTheRoute() {
    assertThat(ROUTER.match("GET", "/things")).isEqualTo(new Router.Found(LIST, Map.of()));
    assertThat(ROUTER.match("POST", "/things")).isEqualTo(new Router.Found(CREATE, Map.of()));
  }

  @Test
  void match_ofAHead_findsTheRouteOfGet() {
    assertThat(ROUTER.match("HEAD", "/things")).isEqualTo(new Router.Found(LIST, Map.of()));
  }

  @Test
  void match_ofAParameter_decodesItOnce() {
    assertThat(ROUTER.match("GET", "/things/a%2Bb+c%2525"))
        .isEqualTo(new Router.Found(FIND, Map.of("id", "a+b+c%25")));
  }

  @Test
  void match_ofABrokenEscape_keepsItAsItIs() {
    assertThat(ROUTER.match("GET", "/things/a%zz"))
        .isEqualTo(new Router.Found(FIND, Map.of("id", "a%zz")));
  }

  @Test
  void match_ofAnotherMethod_tellsTheMethodsThereAre() {
    assertThat(ROUTER.match("PUT", "/things"))
        .isEqualTo(new Router.MethodNotAllowed("GET, HEAD, POST"));
    assertThat(ROUTER.match("POST", "/things/1"))
        .isEqualTo(new Router.MethodNotAllowed("GET, HEAD"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/thing", "/things/1/2", "/things/1/", "things", "//things"})
  void match_ofAnotherPath_findsNothing(String path) {
    assertThat(ROUTER.match("GET", path)).isEqualTo(new Router.NotFound());
  }
}
