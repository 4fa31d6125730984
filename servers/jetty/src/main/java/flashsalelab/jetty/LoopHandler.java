package flashsalelab.jetty;

import flashsalelab.web.api.Api;
import flashsalelab.web.http.ApiAnswer;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.ApiStream;
import flashsalelab.web.http.Route;
import flashsalelab.web.http.Router;
import flashsalelab.web.protection.Turn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Serves the contract on the event loop. Whatever completes elsewhere (Redis' replies) returns to
 * the loop before the response is written.
 */
final class LoopHandler extends Handler.Abstract.NonBlocking {
  private final Api api;
  private final EventLoop loop;

  LoopHandler(Api api, EventLoop loop) {
    this.api = api;
    this.loop = loop;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    switch (api.router().match(request.getMethod(), request.getHttpURI().getPath())) {
      case Router.Unmatched unmatched -> exchange.write(api.unmatched(unmatched));
      case Router.Found(Route route, Map<String, String> parameters) ->
          exchange.serve(route, parameters);
    }
    return true;
  }

  /** One request and its response. */
  private final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Function<String, List<String>> headers;

    Exchange(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.headers = request.getHeaders()::getValuesList;
    }

    void serve(Route route, Map<String, String> parameters) {
      Optional<ApiResponse> refusal = api.refusal(route, headers, request.getLength());
      if (refusal.isPresent()) {
        write(refusal.get());
      } else {
        readBody(route, parameters);
      }
    }

    private void readBody(Route route, Map<String, String> parameters) {
      BodyReader.End end =
          new BodyReader.End() {
            @Override
            public void read(byte[] body) {
              serve(route, parameters, body);
            }

            @Override
            public void tooLarge() {
              write(api.bodyTooLarge(route));
            }

            @Override
            public void failed(Throwable failure) {
              write(api.bodyFailed(route, failure));
            }
          };
      new BodyReader(request, api.longestBody(), api.discardedBody(), loop, end).read();
    }

    private void serve(Route route, Map<String, String> parameters, byte[] body) {
      Turn turn = api.begin(route);
      api.serve(route, new ApiRequest(parameters, headers, body), turn)
          .whenCompleteAsync(
              (answer, failure) -> {
                turn.end();
                finish(answer, failure);
              },
              loop);
    }

    private void finish(@Nullable ApiAnswer answer, @Nullable Throwable failure) {
      switch (answer) {
        case ApiResponse whole -> write(whole);
        case ApiStream stream -> write(stream);
        case null ->
            callback.failed(
                failure == null ? new IllegalStateException("there is no answer") : failure);
      }
    }

    void write(ApiResponse answer) {
      writeHead(answer);
      if (answer.hasBody()) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
      }
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private void write(ApiStream stream) {
      writeHead(stream.head());
      if (HttpMethod.HEAD.is(request.getMethod())) {
        stream.frames().close(null);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      } else {
        new StreamWriter(stream.frames(), response, callback, loop).writeNext();
      }
    }

    private void writeHead(ApiResponse answer) {
      api.metrics().threads().writing();
      response.setStatus(answer.status());
      if (answer.hasBody()) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
      }
      for (ApiResponse.Header header : answer.headers()) {
        response.getHeaders().put(header.name(), header.value());
      }
    }
  }
}
