package flashsalelab.payments.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer to a request, complete before it is sent. */
public record Reply(int status, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TYPE = "Content-Type";

  /** The body as JSON. */
  public static Reply json(int status, Object body) {
    return new Reply(status, Map.of(TYPE, "application/json"), JSON.writeValueAsString(body));
  }

  /** A text. */
  public static Reply text(int status, String type, String body) {
    return new Reply(status, Map.of(TYPE, type), body);
  }

  /**
   * A problem (RFC 9457).
   *
   * @param name the last part of its type
   * @param detail what is wrong, and what to do
   * @param more further members
   */
  public static Reply problem(int status, String name, String detail, Map<String, ?> more) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "/problems/" + name);
    members.put("title", name.replace('-', ' '));
    members.put("status", status);
    members.put("detail", detail);
    members.putAll(more);
    return new Reply(
        status, Map.of(TYPE, "application/problem+json"), JSON.writeValueAsString(members));
  }

  /** This answer with one more header. */
  public Reply with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Reply(status, all, body);
  }

  /** This answer as it stands on the wire (RFC 9112). */
  public byte[] onTheWire() {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }
}
