export * from "./sockjs.cjs";
