package io.ampwire.link;

import io.ampwire.charger.ScriptedCharger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One connection to a scripted charger. */
public final class ScriptedDialer implements ModbusDialer.Socket {
  private final ScriptedCharger charger;
  private final Consumer<String> closed;
  private CompletableFuture<ModbusResponse> open;

  public ScriptedDialer(ScriptedCharger charger, Consumer<String> closed) {
    this.charger = charger;
    this.closed = closed;
  }

  @Override
  public CompletionStage<ModbusResponse> request(ModbusRequest request) {
    if (open != null && !open.isDone()) {
      throw new IllegalStateException("a second request while one is open");
    }
    CompletableFuture<ModbusResponse> answer = new CompletableFuture<>();
    open = answer;
    charger.ask(this, request, answer::complete);
    return answer;
  }

  @Override
  public void close() {
    charger.hungUp(this);
  }

  /** The charger's end goes away. */
  public void breakOff() {
    closed.accept("reset by peer");
  }
}
