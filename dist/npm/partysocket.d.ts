export * from "./partysocket.cjs";
