package flashsalelab.payments.gateway;

import flashsalelab.payments.http.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What goes wrong on the wire: connections that are cut without an answer, and answers that are
 * sent a second time behind the first, before the next request on the connection is read.
 */
final class Wire extends Handler.Wrapper {
  private static final String HANDLE = Wire.class.getName();

  private final BooleanSupplier down;

  /**
   * @param down whether every connection is cut
   */
  Wire(BooleanSupplier down) {
    this.down = down;
  }

  /** The connection of a request, and what is to follow its answer. */
  private static final class Plan {
    private final EndPoint connection;
    private final AtomicReference<Reply> second = new AtomicReference<>();

    Plan(EndPoint connection) {
      this.connection = connection;
    }
  }

  /** Cuts the request's connection; whatever is answered then goes nowhere. */
  static void cut(HttpServletRequest request) {
    of(request).connection.close();
  }

  /** Has this answer sent again behind the request's own. */
  static void again(HttpServletRequest request, Reply reply) {
    of(request).second.set(reply);
  }

  private static Plan of(HttpServletRequest request) {
    return (Plan) request.getAttribute(HANDLE);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    if (down.getAsBoolean()) {
      connection.close();
      callback.failed(new EofException("the gateway is down"));
      return true;
    }
    Plan plan = new Plan(connection);
    request.setAttribute(HANDLE, plan);
    return super.handle(request, response, new Ending(callback, plan));
  }

  /** The moment at which an answer is on the wire. */
  private static final class Ending extends Callback.Nested {
    private final Plan plan;

    Ending(Callback callback, Plan plan) {
      super(callback);
      this.plan = plan;
    }

    @Override
    public void succeeded() {
      Reply second = plan.second.get();
      if (second == null) {
        super.succeeded();
      } else {
        plan.connection.write(getCallback(), ByteBuffer.wrap(second.onTheWire()));
      }
    }
  }
}
