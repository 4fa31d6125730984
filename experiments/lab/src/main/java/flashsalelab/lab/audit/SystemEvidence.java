package flashsalelab.lab.audit;

import java.util.List;
import java.util.OptionalLong;

/**
 * What holds for a whole deployment, from its start to the end of a window, warm-up included.
 *
 * @param casualties parts that ended by themselves, in words
 * @param sent purchases that the generator sent
 * @param unanswered how many of them had no answer
 * @param reservedByClients purchases that clients were told are reserved
 * @param uncertain purchases that may have been reserved though no client was told so
 * @param reservedByEdges purchases that the edges count as reserved; absent where one that was not
 *     killed cannot be asked
 * @param forwarded requests that the balancer counts; absent where there is none or it cannot be
 *     asked
 * @param balanced whether there is a balancer
 */
public record SystemEvidence(
    List<String> casualties,
    long sent,
    long unanswered,
    long reservedByClients,
    long uncertain,
    OptionalLong reservedByEdges,
    OptionalLong forwarded,
    boolean balanced) {
  public SystemEvidence {
    casualties = List.copyOf(casualties);
  }
}
