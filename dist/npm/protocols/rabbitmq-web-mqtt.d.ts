export * from "./rabbitmq-web-mqtt.cjs";
