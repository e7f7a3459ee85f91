export * from "./soketi.cjs";
