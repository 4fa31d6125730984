package flashsalelab.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Sends single commands to a Redis in the inline form, to see and to disturb what an edge keeps.
 */
record RedisWire(URI uri) {

  /** The first line of the reply, without its type. */
  String command(String command) {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      if (line == null) {
        throw new IOException("Redis closed the connection");
      }
      return line.startsWith("$") ? String.valueOf(reader.readLine()) : line.substring(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
