// A charger by modbus-serial: server.js PORT WORDS.json MODULES, unit 255, holding registers from 0.
const fs = require("fs");
const ModbusRTU = require(process.argv[4] + "/modbus-serial");

const words = JSON.parse(fs.readFileSync(process.argv[3], "utf-8"));
const vector = {
  getHoldingRegister: (address) => words[address],
  setRegister: (address, value) => {
    words[address] = value;
    console.log(`write ${address}=${value}`);
  },
};
const server = new ModbusRTU.ServerTCP(vector, {
  host: "127.0.0.1",
  port: Number(process.argv[2]),
  unitID: 255,
});
server.on("initialized", () => console.log("listening"));
