export * from "./fr.cjs";
