"""A charger by the newest pymodbus: pymodbus-server.py FRAMER UNIT PORT WORDS.json.

FRAMER is socket or rtu; the words are holding registers from 0. Every register written is printed.
"""

import asyncio
import json
import sys

from pymodbus import FramerType
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice


async def tell(function, start, address, count, registers, written):
    """Print what is written."""
    for offset, value in enumerate(written or []):
        print(f"write {address + offset}={value}", flush=True)


async def main(framer, unit, port, words):
    """Serve until killed."""
    registers = SimData(0, values=words, datatype=DataType.REGISTERS)
    server = ModbusTcpServer(
        SimDevice(int(unit), [registers], action=tell),
        framer=FramerType(framer),
        address=("127.0.0.1", int(port)),
    )
    await server.serve_forever(background=True)
    print("listening", flush=True)
    await asyncio.Event().wait()


with open(sys.argv[4], encoding="utf-8") as file:
    asyncio.run(main(*sys.argv[1:4], json.load(file)))
