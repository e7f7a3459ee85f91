export * from "./floodilka.cjs";
