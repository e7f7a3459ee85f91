export * from "./pandascore.cjs";
