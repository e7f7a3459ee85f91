export * from "./zigbee2mqtt.cjs";
