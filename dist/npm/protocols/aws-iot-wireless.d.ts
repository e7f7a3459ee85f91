export * from "./aws-iot-wireless.cjs";
