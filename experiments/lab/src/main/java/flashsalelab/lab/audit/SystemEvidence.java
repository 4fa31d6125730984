package flashsalelab.lab.audit;

import java.util.List;
import java.util.OptionalLong;

/**
 * What holds for a whole deployment, from its start to the end of a window, warm-up included.
 *
 * @param casualties parts that ended by themselves, in words
 * @param sent purchases and other requests that the generator sent
 * @param unanswered how many of them had no answer
 * @param acceptedByClients purchases that clients were told are reserved or queued
 * @param uncertain purchases that may have been accepted though no client was told so
 * @param acceptedByEdges purchases that the edges count as answered so; absent where one that was
 *     not killed cannot be asked
 * @param forwarded requests that the balancer counts; absent where there is none or it cannot be
 *     asked
 * @param balanced whether there is a balancer
 */
public record SystemEvidence(
    List<String> casualties,
    long sent,
    long unanswered,
    long acceptedByClients,
    long uncertain,
    OptionalLong acceptedByEdges,
    OptionalLong forwarded,
    boolean balanced) {
  public SystemEvidence {
    casualties = List.copyOf(casualties);
  }
}
