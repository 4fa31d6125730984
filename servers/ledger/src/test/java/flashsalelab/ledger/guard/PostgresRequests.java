package flashsalelab.ledger.guard;

import flashsalelab.sale.fixture.Requests;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a client of PostgreSQL sends, cut into what the server answers: the messages up to a Sync or
 * a simple query (<a href="https://www.postgresql.org/docs/current/protocol-flow.html">frontend
 * protocol</a>). What comes first has no type. Used by one thread.
 */
final class PostgresRequests implements Requests {
  private static final int LENGTH_BYTES = 4;
  private static final int SSL_REQUEST_BYTES = 8;

  private final DataInputStream in;
  private boolean started;

  PostgresRequests(InputStream in) {
    this.in = new DataInputStream(in);
  }

  @Override
  public byte[] next() throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    if (!started) {
      started = body(request) != SSL_REQUEST_BYTES;
      return request.toByteArray();
    }
    int type;
    do {
      type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      request.write(type);
      body(request);
    } while (isFollowed(type));
    return request.toByteArray();
  }

  /** Parse, Bind, Describe, Execute, Close and Flush are answered when a Sync has come. */
  private static boolean isFollowed(int type) {
    return "PBDECH".indexOf(type) >= 0;
  }

  /** Copies a length, which counts itself, and as much as it says. */
  private int body(ByteArrayOutputStream request) throws IOException {
    byte[] length = in.readNBytes(LENGTH_BYTES);
    if (length.length < LENGTH_BYTES) {
      throw new EOFException();
    }
    int bytes =
        (length[0] & 0xFF) << 24
            | (length[1] & 0xFF) << 16
            | (length[2] & 0xFF) << 8
            | (length[3] & 0xFF);
    byte[] body = in.readNBytes(bytes - LENGTH_BYTES);
    if (body.length < bytes - LENGTH_BYTES) {
      throw new EOFException();
    }
    request.writeBytes(length);
    request.writeBytes(body);
    return bytes;
  }
}
