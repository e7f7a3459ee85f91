export * from "./croquet.cjs";
