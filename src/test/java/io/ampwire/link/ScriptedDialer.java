package io.ampwire.link;

import io.ampwire.charger.ScriptedCharger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One connection to a scripted charger. */
public final class ScriptedDialer implements ModbusDialer.Socket {
  private final ScriptedCharger charger;
  private final Consumer<ModbusDialer.Close> closed;
  private CompletableFuture<ModbusResponse> open;

  public ScriptedDialer(ScriptedCharger charger, Consumer<ModbusDialer.Close> closed) {
    this.charger = charger;
    this.closed = closed;
  }

  @Override
  public CompletionStage<ModbusResponse> request(ModbusRequest request) {
    CompletableFuture<ModbusResponse> answer = new CompletableFuture<>();
    open = answer;
    charger.ask(this, request, answer::complete);
    return answer;
  }

  @Override
  public void close() {
    charger.hungUp(this);
  }

  /** The charger closes the connection in order. */
  public void end() {
    closed.accept(new ModbusDialer.Close(true, "closed by peer"));
  }

  /** The charger's end goes away. */
  public void breakOff() {
    closed.accept(new ModbusDialer.Close(false, "reset by peer"));
  }
}
