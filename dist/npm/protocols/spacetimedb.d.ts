export * from "./spacetimedb.cjs";
