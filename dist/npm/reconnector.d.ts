export * from "./reconnector.cjs";
