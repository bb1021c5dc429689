package io.ampwire.link;

import io.ampwire.charger.ScriptedCharger;
import java.util.function.Consumer;

/** One connection to a scripted charger. */
public final class ScriptedDialer implements ModbusDialer.Socket {
  private final ScriptedCharger charger;
  private final Consumer<ModbusDialer.Close> closed;

  public ScriptedDialer(ScriptedCharger charger, Consumer<ModbusDialer.Close> closed) {
    this.charger = charger;
    this.closed = closed;
  }

  @Override
  public void request(ModbusRequest request, Consumer<ModbusResponse> answer) {
    charger.ask(this, request, answer);
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
