export * from "./stompjs.cjs";
