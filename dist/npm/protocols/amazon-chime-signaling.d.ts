export * from "./amazon-chime-signaling.cjs";
