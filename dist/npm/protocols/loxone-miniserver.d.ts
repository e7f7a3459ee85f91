export * from "./loxone-miniserver.cjs";
