"""A charger by pymodbus: server.py PORT WORDS.json, unit 255, holding registers from 0."""

import asyncio
import json
import sys

from pymodbus.datastore import (
    ModbusSequentialDataBlock,
    ModbusServerContext,
    ModbusSlaveContext,
)
from pymodbus.server.async_io import ModbusTcpServer


class Noted(ModbusSequentialDataBlock):
    """Registers that print what is written to them."""

    def setValues(self, address, values):
        """Keep the values and tell about each."""
        super().setValues(address, values)
        for offset, value in enumerate(values if isinstance(values, list) else [values]):
            print(f"write {address + offset}={value}", flush=True)


async def main(port, words):
    """Serve until killed."""
    charger = ModbusSlaveContext(hr=Noted(0, words), zero_mode=True)
    context = ModbusServerContext(slaves={255: charger}, single=False)
    server = ModbusTcpServer(context, address=("127.0.0.1", port))
    serving = asyncio.create_task(server.serve_forever())
    await server.serving
    print("listening", flush=True)
    await serving


with open(sys.argv[2], encoding="utf-8") as file:
    asyncio.run(main(int(sys.argv[1]), json.load(file)))
