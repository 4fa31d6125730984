package flashsalelab.jettycommon;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Handles only what can be answered.
 *
 * <p>When a connector is shut down while it writes an answer that promised to keep the connection,
 * Jetty closes its side after that answer, yet still reads and handles a request that the client
 * has sent meanwhile. Such a request is dropped here, undecided: the client sees the connection end
 * and knows that it may ask again.
 */
public final class AnswerableOnly extends Handler.Wrapper {

  /** One whose next handler is set later. */
  public AnswerableOnly() {}

  /** One before this handler. */
  public AnswerableOnly(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    if (connection.isOutputShutdown()) {
      connection.close();
      callback.failed(new EofException("the connection is closed for answers"));
      return true;
    }
    return super.handle(request, response, callback);
  }
}
