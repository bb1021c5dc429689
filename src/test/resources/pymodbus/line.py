"""Chargers on one line by pymodbus.

line.py serial:DEVICE|rtu+tcp:PORT BAUD UNITS REGISTERS

Every unit from 1 to UNITS has REGISTERS holding registers from 0; register n of unit u reads
256 * u + n until it is written. Coil n of unit u is on where (u + n) is odd. The answer takes as
long as its bytes and those of the request take at BAUD. Each write is printed with the time.
"""

import asyncio
import sys
import time

from pymodbus.datastore import (
    ModbusSequentialDataBlock,
    ModbusServerContext,
    ModbusSlaveContext,
)
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.server.async_io import ModbusSerialServer, ModbusTcpServer

BITS = 11


class Noted(ModbusSequentialDataBlock):
    """Values that print what is written to them."""

    def __init__(self, kind, unit, values):
        """Belong to a unit."""
        super().__init__(0, values)
        self.kind = kind
        self.unit = unit

    def setValues(self, address, values):
        """Keep the values and tell about each."""
        super().setValues(address, values)
        for offset, value in enumerate(values if isinstance(values, list) else [values]):
            print(
                f"{time.monotonic_ns()} {self.kind} {self.unit} {address + offset}={int(value)}",
                flush=True,
            )


class Paced(ModbusRtuFramer):
    """Frames that take the time of a serial line."""

    baud = 19200

    def buildPacket(self, message):
        """Wait for as long as both frames take on the line."""
        packet = super().buildPacket(message)
        time.sleep((8 + len(packet)) * BITS / Paced.baud)
        return packet


async def main(where, baud, units, registers):
    """Serve until killed."""
    Paced.baud = int(baud)
    slaves = {
        unit: ModbusSlaveContext(
            hr=Noted("register", unit, [256 * unit + n for n in range(int(registers))]),
            co=Noted("coil", unit, [(unit + n) % 2 == 1 for n in range(32)]),
            zero_mode=True,
        )
        for unit in range(1, int(units) + 1)
    }
    context = ModbusServerContext(slaves=slaves, single=False)
    kind, place = where.split(":", 1)
    if kind == "serial":
        server = ModbusSerialServer(
            context, framer=Paced, port=place, baudrate=38400, timeout=1, ignore_missing_slaves=True
        )
        await server.start()
        print("listening", flush=True)
        await server.serve_forever()
    else:
        server = ModbusTcpServer(
            context, framer=Paced, address=("127.0.0.1", int(place)), ignore_missing_slaves=True
        )
        serving = asyncio.create_task(server.serve_forever())
        await server.serving
        print("listening", flush=True)
        await serving


asyncio.run(main(*sys.argv[1:]))
