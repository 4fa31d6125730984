package flashsalelab.javalin;

import flashsalelab.web.api.Api;
import flashsalelab.web.http.ApiAnswer;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.ApiStream;
import flashsalelab.web.http.Route;
import flashsalelab.web.http.Router;
import flashsalelab.web.protection.Turn;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Serves the contract on the request's own virtual thread, which waits for whatever takes time. */
final class BlockingHandler {
  private final Api api;

  BlockingHandler(Api api) {
    this.api = api;
  }

  void serve(Context context, Route route) {
    HttpServletRequest request = context.req();
    Function<String, List<String>> headers = name -> Collections.list(request.getHeaders(name));
    Optional<ApiResponse> refusal = api.refusal(route, headers, request.getContentLengthLong());
    switch (refusal.isPresent() ? refusal.get() : answer(context, route, headers)) {
      case ApiResponse whole -> write(context, whole);
      case ApiStream stream -> write(context, stream);
    }
  }

  void unmatched(Context context) {
    switch (api.router().match(context.req().getMethod(), context.req().getRequestURI())) {
      case Router.Unmatched unmatched -> write(context, api.unmatched(unmatched));
      case Router.Found found -> write(context, api.unmatched(new Router.NotFound()));
    }
  }

  private ApiAnswer answer(Context context, Route route, Function<String, List<String>> headers) {
    byte[] body;
    try {
      InputStream stream = context.req().getInputStream();
      body = stream.readNBytes(api.longestBody() + 1);
      if (body.length > api.longestBody()) {
        byte[] _ = stream.readNBytes(api.discardedBody());
        return api.bodyTooLarge(route);
      }
    } catch (IOException e) {
      return api.bodyFailed(route, e);
    }
    Turn turn = api.begin(route);
    try {
      return api.serve(route, new ApiRequest(context.pathParamMap(), headers, body), turn)
          .toCompletableFuture()
          .join();
    } finally {
      turn.end();
    }
  }

  private void write(Context context, ApiResponse answer) {
    writeHead(context, answer);
    if (answer.hasBody()) {
      context.result(answer.body());
    }
  }

  private void writeHead(Context context, ApiResponse answer) {
    api.metrics().threads().writing();
    context.status(answer.status());
    if (answer.hasBody()) {
      context.contentType(answer.contentType());
    }
    answer.headers().forEach(header -> context.header(header.name(), header.value()));
  }

  /**
   * A stream goes on on a virtual thread of its own. The request's own would keep the stack of the
   * whole server beneath it for as long as the subscriber stays, which is more than half of what
   * one costs.
   */
  private void write(Context context, ApiStream stream) {
    writeHead(context, stream.head());
    if (context.method().equals(HandlerType.HEAD)) {
      stream.frames().close(null);
    } else {
      context.future(() ->
          CompletableFuture.runAsync(
              () -> StreamWriter.write(stream.frames(), context.res()),
              Thread::startVirtualThread));
    }
  }
}
