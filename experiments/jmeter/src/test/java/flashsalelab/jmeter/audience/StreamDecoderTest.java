package flashsalelab.jmeter.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamDecoderTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
  private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

  private final List<String> lines = new ArrayList<>();
  private final StreamDecoder decoder = new StreamDecoder(lines::add);

  private void read(String text) throws IOException {
    decoder.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void read_bodyWithoutLength_isLines() throws IOException {
    read(HEAD + "\r\nid: 1\ndata: {}\n\n");

    assertThat(lines).containsExactly("id: 1", "data: {}", "");
    assertThat(decoder.hasEnded()).isFalse();
  }

  @Test
  void read_chunksThatCutALine_areOneLine() throws IOException {
    read(CHUNKED + "5\r\ndata:\r\nA;name=value\r\n {\"a\":12}\n\r\n1\r\n\n\r\n");

    assertThat(lines).containsExactly("data: {\"a\":12}", "");
  }

  @Test
  void read_byteByByte_isTheSame() throws IOException {
    String all = CHUNKED + "8\r\ndata: 1\n\r\n1\r\n\n\r\n0\r\n\r\n";
    for (int i = 0; i < all.length(); i++) {
      read(all.substring(i, i + 1));
    }

    assertThat(lines).containsExactly("data: 1", "");
    assertThat(decoder.hasEnded()).isTrue();
  }

  @Test
  void hasBegun_isTrueAfterTheHead() throws IOException {
    read(HEAD);
    assertThat(decoder.hasBegun()).isFalse();

    read("\r\n");
    assertThat(decoder.hasBegun()).isTrue();
  }

  @Test
  void read_otherStatus_isRefused() {
    assertThatThrownBy(() -> read("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("the stream was refused with status 503");
  }

  @Test
  void read_noHttp_isRefused() {
    assertThatThrownBy(() -> read("SSH-2.0-something\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an HTTP answer");
  }

  @Test
  void read_noSizeOfAChunk_isRefused() {
    assertThatThrownBy(() -> read(CHUNKED + "z\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not the size of a chunk");
  }

  @Test
  void read_endlessLine_isRefused() throws IOException {
    read(HEAD + "\r\n");
    String much = "x".repeat(1 << 16);

    assertThatThrownBy(() -> read(much + "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a line is longer than");
  }
}
