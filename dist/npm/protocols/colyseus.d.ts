export * from "./colyseus.cjs";
