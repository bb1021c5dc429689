package io.ampwire.bench;

import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.modbus.EventLoops;
import io.ampwire.modbus.VertxDialer;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * The least that Java can do on the bridge's own transport: the same five reads of each charger
 * each second, 34 values decoded, one document published at quality of service 1. No schedule, no
 * proof, no control, no state. The bridge's cost divided by this one's holds on any machine.
 */
final class Floor {
  private static final int[][] READS = {{1, 1}, {150, 1}, {1150, 1}, {2999, 112}, {4000, 24}};
  private static final int[] REALS = {0, 2, 4, 10, 28, 30, 32, 36, 54, 56, 58, 60, 68, 76, 84, 110};

  /** As the bridge does: many chargers at one wake-up. */
  private static final int TOGETHER = 20;

  private final MqttClient broker;

  private Floor(MqttClient broker) {
    this.broker = broker;
  }

  /**
   * @param arguments chargers, their port, port of the broker
   */
  public static void main(String... arguments) {
    int chargers = Integer.parseInt(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    Vertx vertx = Vertx.vertx();
    MqttClient broker =
        MqttClient.create(
            vertx, new MqttClientOptions().setMaxInflightQueue(10_000).setClientId("floor"));
    broker
        .connect(Integer.parseInt(arguments[2]), "127.0.0.1")
        .compose(connected -> EventLoops.take(vertx, 2))
        .onSuccess(loops -> new Floor(broker).begin(vertx, loops, chargers, port))
        .onFailure(failure -> System.out.println(failure.getMessage()));
  }

  private void begin(Vertx vertx, List<Context> loops, int chargers, int port) {
    for (int i = 0; i < chargers; i++) {
      Context loop = loops.get(i % loops.size());
      VertxDialer dialer = new VertxDialer(vertx, loop, Duration.ofSeconds(5));
      String topic = "floor/c%05d/state".formatted(i);
      ModbusDialer.Endpoint endpoint = new ModbusDialer.Endpoint(CheapFleet.host(i), port);
      long offset = 1 + 1000L / (1 + (chargers - 1) / TOGETHER) * (i / TOGETHER);
      vertx.setTimer(
          offset,
          late ->
              dialer
                  .dial(endpoint, why -> System.err.println(endpoint + ": " + why))
                  .thenAccept(
                      connection ->
                          loop.runOnContext(
                              nothing ->
                                  vertx.setPeriodic(
                                      1000,
                                      tick ->
                                          poll(connection, topic, 0, new byte[READS.length][])))));
    }
    System.out.println("listening");
  }

  private void poll(ModbusDialer.Socket connection, String topic, int next, byte[][] words) {
    if (next == READS.length) {
      publish(topic, words);
      return;
    }
    connection.request(
        new ModbusRequest.Read(255, 3, READS[next][0], READS[next][1]),
        answer -> {
          if (answer instanceof ModbusResponse.Registers registers) {
            words[next] = registers.bytes();
            poll(connection, topic, next + 1, words);
          }
        });
  }

  private void publish(String topic, byte[][] words) {
    StringBuilder document = new StringBuilder(1300);
    document.append("{\"ts\":").append(System.currentTimeMillis());
    for (int read = 0; read < 3; read++) {
      ByteBuffer registers = ByteBuffer.wrap(words[read]);
      for (int i = 0; registers.hasRemaining(); i++) {
        document.append(",\"register_of_").append(read).append('_').append(i).append("\":");
        document.append(registers.getShort() & 0xFFFF);
      }
    }
    ByteBuffer meter = ByteBuffer.wrap(words[3]);
    for (int real : REALS) {
      int bits = meter.getShort(2 * real) & 0xFFFF | meter.getShort(2 * real + 2) << 16;
      document.append(",\"a_point_with_a_name_").append(real).append("\":");
      document.append(Float.intBitsToFloat(bits));
    }
    ByteBuffer control = ByteBuffer.wrap(words[4]);
    for (int i = 0; i < 12; i++) {
      document.append(",\"a_register_with_a_name_").append(i).append("\":");
      document.append(control.getShort(2 * i) & 0xFFFF);
    }
    broker.publish(
        topic, Buffer.buffer(document.append('}').toString()), MqttQoS.AT_LEAST_ONCE, false, true);
  }
}
