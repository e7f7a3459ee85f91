export * from "./screenshot-to-code.cjs";
