export * from "./mixer-interactive.cjs";
