package io.ampwire.sparkplug;

import java.util.concurrent.CompletionStage;

/** Port: birth and death sequence number, which rises with each connection and over restarts. */
public interface BirthSequence {
  /** The next number, 0 to 255 and then 0 again; it is on disk before the stage completes. */
  CompletionStage<Integer> next();
}
