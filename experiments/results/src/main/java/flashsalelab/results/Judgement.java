package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a comparison of a candidate with its baseline came to. */
public enum Judgement {
  @JsonProperty("faster")
  FASTER,
  @JsonProperty("slower")
  SLOWER,
  @JsonProperty("equivalent")
  EQUIVALENT,
  @JsonProperty("inconclusive")
  INCONCLUSIVE
}
