package io.ampwire.charger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One connection to a scripted charger. */
final class ScriptedLine implements ModbusDialer.Connection {
  private final ScriptedCharger charger;
  private final Consumer<String> closed;
  private CompletableFuture<Answer> open;

  ScriptedLine(ScriptedCharger charger, Consumer<String> closed) {
    this.charger = charger;
    this.closed = closed;
  }

  @Override
  public CompletionStage<Answer> request(Request request) {
    if (open != null && !open.isDone()) {
      throw new IllegalStateException("a second request while one is open");
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    open = answer;
    charger.ask(this, request, answer::complete);
    return answer;
  }

  @Override
  public void close() {
    charger.hungUp(this);
  }

  /** The charger's end goes away. */
  void breakOff() {
    closed.accept("reset by peer");
  }
}
