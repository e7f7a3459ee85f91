export * from "./amazon-chime-messaging.cjs";
