package io.ampwire.system;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** j2mod's server. */
final class J2modServer implements ThirdPartyServer {
  private static final int UNIT = 255;
  private static final int CLIENTS = 4;
  private static final int IDLE_SECONDS = 600;

  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final SimpleProcessImage image = new SimpleProcessImage(UNIT);
  private final ModbusSlave slave;

  J2modServer(Words words) {
    int[] all = words.all();
    for (int address = 0; address < all.length; address++) {
      image.addRegister(new Noted(address, all[address]));
    }
    try {
      slave =
          ModbusSlaveFactory.createTCPSlave(
              InetAddress.getByName("127.0.0.1"), Ports.free(), CLIENTS, false, IDLE_SECONDS);
      slave.addProcessImage(UNIT, image);
      slave.open();
    } catch (ModbusException | UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** A register that tells what the wire writes to it. */
  private final class Noted extends SimpleRegister {
    private final int address;

    private Noted(int address, int value) {
      super(value);
      this.address = address;
    }

    @Override
    public void setValue(byte[] bytes) {
      super.setValue(bytes);
      writes.add(address + "=" + getValue());
    }
  }

  @Override
  public int port() {
    return slave.getPort();
  }

  /** What the register holds now. */
  int word(int address) {
    return image.getRegister(address).getValue();
  }

  /** Changes a register from inside the device. */
  void put(int address, int value) {
    image.getRegister(address).setValue(value);
  }

  @Override
  public List<String> writes() {
    return List.copyOf(writes);
  }

  @Override
  public void close() {
    ModbusSlaveFactory.close(slave);
  }
}
