export * from "./id.cjs";
