export * from "./spring-websocket.cjs";
