export * from "./socket.cjs";
