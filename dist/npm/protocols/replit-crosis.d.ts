export * from "./replit-crosis.cjs";
