package io.ampwire.http;

/** Port: the body of a refusal, {@code application/problem+json}. */
@FunctionalInterface
public interface ProblemBody {
  byte[] of(int status, String title, String detail);
}
