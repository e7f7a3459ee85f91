export * from "./marimo.cjs";
