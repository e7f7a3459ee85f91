export * from "./de.cjs";
